"""Whether tens of thousands became dozens."""

from collections.abc import Iterator, Sequence

from mujaz.pipeline.guards.finding import number_finding
from mujaz.text.quantities import Quantity
from mujaz.text.quantities.magnitudes import arabic_magnitudes, english_magnitudes, in_arabic, in_english
from mujaz.types import Finding


def check_magnitudes(source: str, target: str, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """A finding for hundreds, thousands, millions and billions without a count that the other text does not say.

    Of 62 in references (FLORES-101 and TICO-19 dev, UN documents) one is said otherwise, as a seven-figure ransom.

    Args:
        source: The Arabic segment.
        target: Its translation.
        quantities: Those of the source.
    """
    for said in arabic_magnitudes(source, quantities):
        if not in_english(target, said.name):
            yield number_finding(f"The source says {said.name}; the translation does not.", said.span)
    for told in english_magnitudes(target):
        if not in_arabic(source, told.name):
            yield number_finding(f"The translation says {told.name}; the source does not.", target=told.span)
