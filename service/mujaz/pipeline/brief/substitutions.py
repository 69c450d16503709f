"""Sentences that copy another one but for a name or number, which then stands where it does not belong."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from mujaz.pipeline.brief.names import DATE_NAMES, all_forms, name_forms
from mujaz.text.words import FUNCTION_WORDS

MAX_REPLACED_WORDS = 6
"""The longest stretch that counts as one name, number or date replaced by another; a longer one is different text."""
MIN_CONTEXT_WORDS = 2
"""Words that must agree before and after it, where there are as many."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[%$£€]")


def has_substitution(original: str, copy: str) -> bool:
    """Whether a copy has a name or number where its original has another one.

    "Trump met Biden" is no copy of "Biden met Trump", although it has no name that the original has not.

    Args:
        original: A sentence of the article.
        copy: A sentence that may be made from it.
    """
    left, right = _TOKEN.findall(original), _TOKEN.findall(copy)
    matcher = SequenceMatcher(
        None, [token.lower() for token in left], [token.lower() for token in right], autojunk=False
    )
    before = MIN_CONTEXT_WORDS  # words that agree before the stretch; the sentence's edge is as good as two
    start_left = start_right = 0
    for block in matcher.get_matching_blocks():  # the last one is empty and stands at the end
        gone, come = left[start_left : block.a], right[start_right : block.b]
        start_left, start_right = block.a + block.size, block.b + block.size
        is_last = start_right == len(right)
        if is_last:
            gone = gone[:MAX_REPLACED_WORDS]  # a copy may have been cut behind the name
        after = MIN_CONTEXT_WORDS if is_last else block.size
        is_stretch = 0 < len(gone) <= MAX_REPLACED_WORDS and 0 < len(come) <= MAX_REPLACED_WORDS
        if is_stretch and min(before, after) >= MIN_CONTEXT_WORDS and _differ(gone, come):
            return True
        is_first = block.a == block.b == 0
        before = MIN_CONTEXT_WORDS if is_first else block.size
    return False


def _differ(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether a name was put for another name, or a number or date for another: the same in another form is not."""
    old_numbers, new_numbers = ({token.lower() for token in part if _is_number(token)} for part in (gone, come))
    if old_numbers and new_numbers - old_numbers:
        return True
    new_names = [token for token in come if _is_name(token)]
    known = all_forms(" ".join(gone))
    return any(map(_is_name, gone)) and any(known.isdisjoint(name_forms(token)) for token in new_names)


def _is_number(token: str) -> bool:
    return token[0].isdigit() or token in DATE_NAMES


def _is_name(token: str) -> bool:
    return token[0].isupper() and token not in DATE_NAMES and token.lower() not in FUNCTION_WORDS
