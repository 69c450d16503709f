"""What a cut makes of a sentence is checked against the sentence's own source."""

import pytest

from mujaz.pipeline.brief import lines as module
from mujaz.pipeline.brief.candidates import Candidate
from mujaz.pipeline.brief.compress import Compressed
from mujaz.pipeline.brief.lines import Lines
from mujaz.types import Segment, Span, Translation

SOURCE = "أعلنت الشرطة مقتل 12 شخصا في حادث مروري على طريق المطار، مشيرة إلى أن السائق فر من المكان."
TARGET = "Police said 12 people were killed in a traffic accident on the airport road, noting that the driver had fled."


@pytest.mark.parametrize(
    ("cut", "is_fit"),
    [
        ("Police said 12 people were killed in a traffic accident.", True),
        ("Police said 12 people were injured in a traffic accident.", False),
        ("Police said 21 people were killed in a traffic accident.", False),
    ],
)
def test_a_cut_that_says_something_else_is_not_fit(monkeypatch: pytest.MonkeyPatch, cut: str, is_fit: bool) -> None:
    translation = Translation(
        text=TARGET, segments=(Segment(source=Span(0, len(SOURCE)), target=Span(0, len(TARGET)), confidence=0.9),)
    )
    monkeypatch.setattr(module, "compress", lambda text, max_words, **_: Compressed(cut))
    line = Lines(translation, 12, SOURCE).of(Candidate(0, TARGET))
    assert line.text == cut
    assert line.is_fit is is_fit


@pytest.mark.parametrize(
    ("sentence", "is_fit"),
    [
        ("The director of the port said in an interview that the discussion.", False),
        ("The director of the port said in an interview that the discussion continues.", True),
        ("The workers of the port are still waiting for that.", True),
    ],
)
def test_a_sentence_that_ends_before_what_is_said_is_not_fit(sentence: str, is_fit: bool) -> None:
    span = Span(0, len(sentence))
    translation = Translation(text=sentence, segments=(Segment(source=span, target=span, confidence=0.9),))
    assert Lines(translation, 28, sentence).of(Candidate(0, sentence)).is_fit is is_fit
