"""Finds sentences that copy another one but have a wrong name or number in it."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from mujaz.pipeline.brief.names import DATE_NAMES, all_forms, name_forms
from mujaz.text.words import FUNCTION_WORDS

MAX_REPLACED_WORDS = 6
"""The most words of a name, number or date that counts as replaced. A longer difference is different text."""
MIN_CONTEXT_WORDS = 2
"""The number of words that must agree before and after it, unless the sentence has fewer there."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[%$£€]")


def has_substitution(original: str, copy: str) -> bool:
    """Tells whether a copy has a name or number where its original has another one.

    It finds that "Trump met Biden" is not a copy of "Biden met Trump", although both have the same names.

    Args:
        original: A sentence of the article.
        copy: A sentence that may have been made from it.
    """
    original_tokens, copy_tokens = _TOKEN.findall(original), _TOKEN.findall(copy)
    matcher = SequenceMatcher(
        None, [token.lower() for token in original_tokens], [token.lower() for token in copy_tokens], autojunk=False
    )
    before = MIN_CONTEXT_WORDS  # words that agree before the difference; the start of the sentence counts as two
    original_start = copy_start = 0
    for block in matcher.get_matching_blocks():  # the last one is empty, at the end of both
        old, new = original_tokens[original_start : block.a], copy_tokens[copy_start : block.b]
        original_start, copy_start = block.a + block.size, block.b + block.size
        is_last = copy_start == len(copy_tokens)
        if is_last:
            old = old[:MAX_REPLACED_WORDS]  # the copy may have been cut after the name
        after = MIN_CONTEXT_WORDS if is_last else block.size
        is_replacement = 0 < len(old) <= MAX_REPLACED_WORDS and 0 < len(new) <= MAX_REPLACED_WORDS
        if is_replacement and min(before, after) >= MIN_CONTEXT_WORDS and _differ(old, new):
            return True
        is_first = block.a == block.b == 0
        before = MIN_CONTEXT_WORDS if is_first else block.size
    return False


def _differ(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tells whether a name, number or date was replaced by another one, and not by another form of itself."""
    old_numbers, new_numbers = ({token.lower() for token in part if _is_number(token)} for part in (old, new))
    if old_numbers and new_numbers - old_numbers:
        return True
    new_names = [token for token in new if _is_name(token)]
    known = all_forms(" ".join(old))
    return any(map(_is_name, old)) and any(known.isdisjoint(name_forms(token)) for token in new_names)


def _is_number(token: str) -> bool:
    return token[0].isdigit() or token in DATE_NAMES


def _is_name(token: str) -> bool:
    return token[0].isupper() and token not in DATE_NAMES and token.lower() not in FUNCTION_WORDS
