"""How briefs begin."""

from collections.abc import Callable

import pytest

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.brief import write_brief
from mujaz.pipeline.brief.candidates import Candidate
from mujaz.pipeline.brief.lines import Lines
from mujaz.pipeline.brief.openings import Speakers, dangles
from mujaz.types import BriefOptions, Translation

Make = Callable[..., Translation]


@pytest.mark.parametrize(
    "sentence",
    [
        "He noted that the road was open.",
        "This may be the last harvest.",
        "This port will open.",
        "“It is over”, the mayor said.",
        "Noting that the road was open, the mayor left.",
        "Added that the road was open.",
        "Because the road was closed.",
        "However much it costs, the road will open.",
        "Also the road was closed.",
        "In addition the road was closed.",
        "They're closing the road.",
    ],
)
def test_what_points_back_dangles(sentence: str) -> None:
    assert dangles(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The road was open.",
        "Asked about it, he left.",
        "Ten roads closed.",
        "This week, the port will open.",
        "This May the harvest was small.",
        "…",
        "",
    ],
)
def test_what_stands_alone_does_not(sentence: str) -> None:
    assert not dangles(sentence)


ARTICLE = [
    "Transport Minister Karim Hadi Saleh opened the new road to the port.",
    "Saleh thanked the workers who had built it in only two years.",
    "He noted that the old road would be closed for repairs.",
    "The road is 40 kilometres long.",
    "He added that trucks would save an hour.",
]


def test_he_is_named_with_office_from_the_first_mention() -> None:
    speaker = Speakers(ARTICLE).of(2)
    assert speaker is not None
    assert (speaker.segment, speaker.text) == (0, "Transport Minister Karim Hadi Saleh")
    assert Speakers(ARTICLE).of(4) is None, "the sentence before speaks of nobody"


def test_nobody_is_named_where_two_may_be_meant() -> None:
    article = [ARTICLE[0], "Saleh met the mayor of the town, Samir Aziz.", ARTICLE[2]]
    assert Speakers(article).of(2) is None


def test_who_was_put_in_stands_in_brackets_and_is_cited(make_translation: Make) -> None:
    line = Lines(make_translation(ARTICLE)).of(Candidate(2, ARTICLE[2]))
    assert line.text == "[Transport Minister Karim Hadi Saleh] noted that the old road would be closed for repairs."
    assert line.segments == (0, 2)
    assert line.following == ARTICLE[2]


def test_a_sentence_that_points_back_is_passed_over(engine: ExtractiveEngine, make_translation: Make) -> None:
    article = [
        "They said that it was good news.",
        "This came late.",
        "The bridge in the old town was opened on Monday.",
    ]
    brief = write_brief("", make_translation(article), engine, BriefOptions())
    assert brief is not None
    assert brief.text == article[2]
    only = write_brief("", make_translation(article[:1]), engine, BriefOptions())
    assert only is not None
    assert only.text == f"[…] {article[0]}"
