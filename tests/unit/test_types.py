"""The values that have something to work out."""

import pytest

from mujaz.types import Calibration, Segment, Span, Translation


@pytest.mark.parametrize(
    ("certainty", "confidence"),
    [(-1.0, 0.1), (0.0, 0.1), (0.25, 0.2), (0.5, 0.3), (0.75, 0.6), (1.0, 0.9), (2.0, 0.9)],
)
def test_confidence_runs_in_straight_lines_between_knots_and_no_further(certainty: float, confidence: float) -> None:
    calibration = Calibration(knots=((0.0, 0.1), (0.5, 0.3), (1.0, 0.9)))
    assert calibration.confidence(certainty) == pytest.approx(confidence)


@pytest.mark.parametrize(
    "knots", [(), ((0.0, 0.5),), ((0.5, 0.1), (0.0, 0.2)), ((0.0, 0.5), (1.0, 0.4)), ((0.0, 0.5), (1.0, 1.2))]
)
def test_a_calibration_that_falls_or_leaves_its_range_is_refused(knots: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match="two knots or more"):
        Calibration(knots=knots)


def test_a_texts_confidence_is_that_of_its_segments_by_length() -> None:
    long = Segment(source=Span(0, 90), target=Span(0, 5), confidence=0.2)
    short = Segment(source=Span(91, 101), target=Span(6, 11), confidence=1.0)
    assert Translation(text="Five, six..", segments=(long, short)).confidence == pytest.approx(0.28)
    assert Translation(text="", segments=()).confidence == 1.0
