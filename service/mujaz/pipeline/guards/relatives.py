"""Checks whether "whom Ankara accuses" became "who accuses Ankara": relative clauses that are turned round."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import unrelated_finding
from mujaz.pipeline.guards.pair import PER_WORD, Pair
from mujaz.types import Finding, Span

_VERBS = {
    "تهم": "accus", "عتبر": "consider", "صنف": "classif|designat", "دعم": "support", "ساند": "back",
    "مول": "financ|fund", "رعي": "sponsor", "هدد": "threaten", "ستهدف": "target",
    "حتجز": "detain|hold", "لاحق": "pursu|prosecut",
    "طارد": "chas|pursu|hunt", "حاصر": "besieg|surround", "قود": "lead", "حكم": "rul", "حتل": "occup",
    "حارب": "fight|battl", "دين": "condemn", "عارض": "oppos", "رفض": "reject|refus", "ملك": "own", "دير": "run",
    "حب": "love", "كره": "hate", "درب": "train|coach",
}  # fmt: skip
"""Arabic verbs without what is joined to them, and how English ones begin."""
_WHO = frozenset(("who", "that", "which"))
_WHOM_IT_ACCUSES = re.compile(
    rf"\b(?P<clause>ال(?:ذي|تي|ذين|لذين|لذان)\s+[يتن](?P<verb>{'|'.join(_VERBS)})(?:ه|ها|هم|هما))\s(?!\s*(?:[يتن]\w+|\w+ت)\b)"
)
"""Behind a verb with the pronoun of its object stands its subject, unless the next word is a verb: الذي تتهمه أنقرة."""
_BY = re.compile(r"\W+(?:\w+\W+){0,3}?by\b")


def find(pair: Pair) -> Iterator[Finding]:
    """The first finding where English makes one who suffers a verb its subject.

    Of 40,014 pairs of the news corpus and 2,826 of the dev sets none has one.
    """
    if not pair.target.having(_is_relative):
        return
    for match in _WHOM_IT_ACCUSES.finditer(pair.source.folded):
        verbs = _VERBS[match["verb"]]
        who = re.search(rf"\b(?:who|that|which) (?:(?:has|have|had|also) )?(?:{verbs})\w*", pair.target.lowered)
        if who and not _BY.match(pair.target.lowered, who.end()):
            message = f'The source says {match["clause"]}; the translation says "{who[0]}", the other way round.'
            yield unrelated_finding(message, None, Span(*who.span()))
            return


@PER_WORD.reader
def _is_relative(word: str) -> bool:
    return word in _WHO
