"""Joins the translations of the parts of a sentence to one sentence.

The model begins and ends every part like a sentence. Capitals and full stops between two parts are removed, except
where the source itself ends a sentence there, such as within a quotation.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

import mujaz.text
from mujaz.text.words import FUNCTION_WORDS
from mujaz.types import Hypothesis


def join(hypotheses: Sequence[Hypothesis], parts: Sequence[str]) -> Hypothesis:
    """Joins the hypotheses for the parts of a sentence to one hypothesis.

    Args:
        hypotheses: One for each part, at least one.
        parts: The Arabic of each part. It takes the place of a hypothesis without letters and digits, so that nothing
            is dropped.
    """
    if len(hypotheses) == 1:
        return hypotheses[0]
    texts = [
        " ".join(hypothesis.text.split()) if any(map(str.isalnum, hypothesis.text)) else part
        for part, hypothesis in zip(parts, hypotheses, strict=True)
    ]
    return Hypothesis(
        text=" ".join(_continuous(texts, parts)),
        mean_log_prob=mean_log_prob(hypotheses),
        token_count=sum(hypothesis.token_count for hypothesis in hypotheses),
        truncated=any(hypothesis.truncated for hypothesis in hypotheses),
    )


def mean_log_prob(hypotheses: Sequence[Hypothesis]) -> float:
    """Returns the mean log probability of a target token."""
    tokens = sum(hypothesis.token_count for hypothesis in hypotheses)
    return sum(hypothesis.mean_log_prob * hypothesis.token_count for hypothesis in hypotheses) / max(tokens, 1)


def _continuous(texts: Sequence[str], parts: Sequence[str]) -> Iterator[str]:
    continues = False
    for number, (text, part) in enumerate(zip(texts, parts, strict=True)):
        shown = _small(text) if continues else text
        continues = not _ENDS.search(part) and not _CRIES.search(text)
        yield _open_ended(shown) if continues and number < len(texts) - 1 else shown


def _open_ended(text: str) -> str:
    """Replaces a full stop at the end by a comma. The stop of "U.S." stays, as does an ellipsis."""
    stop = _STOP.search(text)
    if not stop:
        return text
    return f"{text[: stop.end(1)]},{stop[2]}" if stop[1] else f"{text[: stop.start()]},{stop[2]}"


def _small(text: str) -> str:
    """Puts the first letter in lower case where the first word is certainly not a name."""
    first = _FIRST_WORD.match(text)
    is_small = first is not None and first[0] != "I" and first[0].lower() in _small_words()
    return text[:1].lower() + text[1:] if is_small else text


@cache
def _small_words() -> frozenset[str]:
    lines = resources.files(mujaz.text).joinpath("small_words.txt").read_text(encoding="utf-8").splitlines()
    return FUNCTION_WORDS.union(*(line.split() for line in lines if not line.startswith("#")))


_ENDS = re.compile(r"[.!?؟][\"')\]]*\s*\Z")
"""Matches Arabic that ends where a sentence ends."""
_CRIES = re.compile(r"[!?][\"')\]]*\Z")
_STOP = re.compile(r"(?:(?<=\.[A-Z])(\.)|(?<![.…])\.)([\"')\]]*)\Z")
_FIRST_WORD = re.compile(r"[A-Z][a-z]*(?![\w.]|'[A-Z])")
