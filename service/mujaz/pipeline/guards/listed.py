"""Checks whether a dual was translated by naming both: الحزبين الحاكم والمعارض, the ruling and opposition parties."""

import re

from mujaz.pipeline.guards.pair import Pair
from mujaz.text.quantities import Kind, Quantity

_WORD = r"[\u0620-\u065f\u0670-\u06d3]+"
_DUAL = re.compile(r"(?:[وفبك]?ال|لل)[\u0620-\u06d3]+[اي]ن")
_TWO_KINDS = re.compile(rf"\s+ال{_WORD}(?<!ين)(?<!ان)(?:\s+ال{_WORD})?\s+وال{_WORD}(?<!ين)(?<!ان)\b")
_TWO_NAMES = re.compile(rf"\s+(?!و){_WORD}(?:\s+(?!و){_WORD}){{0,2}}\s+و{_WORD}")
_FIRST, _PLURAL = r"(?<![\w'’-])", r"(?:\w+s|men|women|people|children)\b"
_NAME = r"(?:the )?[A-Z][\w'’-]+"
_KINDS = re.compile(rf"{_FIRST}[A-Za-z][\w'’-]+ and (?:the )?(?:[A-Za-z][\w'’-]+ ){{1,3}}?{_PLURAL}")
_NAMES = re.compile(
    rf"\b{_PLURAL},?(?: of| in)? {_NAME}(?: [\w'’-]+){{0,2}} and {_NAME}"
    rf"|{_FIRST}{_NAME} and {_NAME}(?: [A-Z][\w'’-]+){{0,2}} {_PLURAL}"
)


def names_both(number: Quantity, pair: Pair) -> bool:
    """Whether a dual is followed by two that it means, and the translation names both beside a plural.

    Args:
        number: A quantity of the source.
        pair: The texts.
    """
    if number.kind is not Kind.CARDINAL or number.value != 2 or not _DUAL.fullmatch(number.surface):
        return False
    source, target, end = pair.source.text, pair.target.text, number.span.end
    if _TWO_KINDS.match(source, end):
        return _KINDS.search(target) is not None or _NAMES.search(target) is not None
    return _TWO_NAMES.match(source, end) is not None and _NAMES.search(target) is not None
