"""Figures of several reports of one event: which is newest, and which contradict each other."""

from collections.abc import Callable

import pytest

from mujaz.pipeline.digest import Report, Writers
from mujaz.pipeline.digest.figures import counted
from mujaz.pipeline.digest.story import tell
from mujaz.types import BriefOptions, FigureRelation

MORNING = "The collapse of the bridge in Karbala killed 31 people and injured at least 60, the governor said."
NOON = "At least 37 people were killed and 85 injured when a bridge collapsed in Karbala, hospitals said on Monday."
REST = "The ministry of transport sent engineers to find out why the pillars of the bridge gave way."
MORE = "Divers of the civil defense searched the river for cars until late in the evening."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The flood killed 37 people and injured 120.", {"dead": 37, "injured": 120}),
        ("37 people were killed and 120 injured.", {"dead": 37, "injured": 120}),
        ("The death toll rose to 1,204, with 300 still missing.", {"dead": 1204, "missing": 300}),
        ("Twelve soldiers died; police arrested 5 men.", {"dead": 12, "arrested": 5}),
        ("The fire left nine dead, while 2,000 families fled.", {"dead": 9, "displaced": 2000}),
        ("More than 30 people were killed.", {}),  # 37 are more than 30
        ("Another 3 people died in hospital.", {}),
        ("He was killed on 12 May 2019.", {}),
        ("The bank opened 37 branches.", {}),
        ("Prices rose 12%. Nobody died.", {}),
    ],
)
def test_what_a_number_counts_is_read_from_the_words_near_it(text: str, found: dict[str, int]) -> None:
    assert {subject: int(number.value) for subject, number in counted(text)} == found


def brief_of(report: Callable[..., Report], writers: Writers, times: tuple[str, str], max_words: int = 90) -> object:
    reports = [
        report("noon", [NOON, REST], published=times[0]),
        report("morning", [MORNING, MORE], published=times[1]),
    ]
    return tell(reports, BriefOptions(max_sentences=3, max_words=max_words), writers)


def test_the_newest_figure_is_told_and_older_ones_are_named_as_older(
    report: Callable[..., Report], writers: Writers
) -> None:
    story = brief_of(report, writers, ("2026-05-04T12:00:00Z", "2026-05-04T07:00:00Z"))
    texts = [citation.sentence.of(story.brief) for citation in story.citations]
    assert not any("31 people" in text for text in texts)
    (noted,) = (citation for citation in story.citations if citation.other_figures)
    text = noted.sentence.of(story.brief)
    assert "37" in text
    assert text.endswith("[earlier reports: 31 dead, 60 injured]")
    for figure in noted.other_figures:
        assert figure.note.of(story.brief) == "[earlier reports: 31 dead, 60 injured]"
        assert (figure.article_id, figure.segments, figure.relation) == ("morning", (0,), FigureRelation.EARLIER)


@pytest.mark.parametrize(
    "times",
    [
        ("2026-05-04T12:00:00Z", "2026-05-04T11:30:00Z"),
        ("2026-05-04T12:00:00+03:00", "2026-05-04T05:30:00-04:00"),
        ("2026-05-04T12:00:00Z", "2026-05-04"),
        ("2026-05-04", "2026-05-04"),
        ("", ""),
    ],
)
def test_reports_of_one_time_contradict_each_other(
    report: Callable[..., Report], writers: Writers, times: tuple[str, str]
) -> None:
    story = brief_of(report, writers, times)
    assert "other reports: " in story.brief
    assert {figure.relation for citation in story.citations for figure in citation.other_figures} == {
        FigureRelation.DIFFERING
    }


def test_a_report_of_another_day_is_older_or_newer_whatever_the_hour(
    report: Callable[..., Report], writers: Writers
) -> None:
    story = brief_of(report, writers, ("2026-05-05", "2026-05-04"))
    assert "[earlier reports: 31 dead, 60 injured]" in story.brief
    story = brief_of(report, writers, ("2026-05-05T01:00:00Z", "2026-05-03"))
    assert "[earlier reports: 31 dead, 60 injured]" in story.brief


def test_no_note_where_reports_agree_or_count_something_else(report: Callable[..., Report], writers: Writers) -> None:
    reports = [
        report("a", ["Floods in Sudan killed 12 people on Monday, officials said.", REST]),
        report("b", ["The floods that killed 12 people in Sudan also destroyed 300 houses, officials said.", MORE]),
    ]
    story = tell(reports, BriefOptions(max_sentences=4, max_words=120), writers)
    assert "reports:" not in story.brief


def test_the_note_counts_in_the_words_of_the_brief(report: Callable[..., Report], writers: Writers) -> None:
    for max_words in range(10, 60, 7):
        story = brief_of(report, writers, ("2026-05-04T12:00:00Z", "2026-05-04T07:00:00Z"), max_words)
        assert len(story.citations) <= 1 or len(story.brief.split()) <= max_words
