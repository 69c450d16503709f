"""Who decides how much is done for a translation: the request, then what the server is set to by name."""

import itertools

import pytest

from mujaz.config import Settings
from mujaz.pipeline.quality import EFFORTS, effort_for
from mujaz.types import ProcessOptions, Quality


def test_the_usual_quality_is_balanced_and_each_searches_no_less_than_the_one_before() -> None:
    assert effort_for(ProcessOptions(), Settings()) == EFFORTS[Quality.BALANCED]
    efforts = [EFFORTS[quality] for quality in Quality]
    assert len(set(efforts)) == 3
    for less, more in itertools.pairwise(efforts):
        assert (less.beam_size, less.max_retries, less.names) <= (more.beam_size, more.max_retries, more.names)


@pytest.mark.parametrize("quality", Quality)
def test_a_request_chooses_as_a_setting_would(quality: Quality) -> None:
    chosen = effort_for(ProcessOptions(quality=quality), Settings())
    assert chosen == effort_for(ProcessOptions(), Settings(quality=quality.value)) == EFFORTS[quality]


def test_the_beam_of_a_request_wins_then_that_of_its_quality_then_that_of_the_server() -> None:
    settings = Settings(beam_size=3)
    assert effort_for(ProcessOptions(), settings).beam_size == 3
    assert effort_for(ProcessOptions(quality=Quality.BEST), settings).beam_size == 4
    assert effort_for(ProcessOptions(quality=Quality.BEST, beam_size=5), settings).beam_size == 5


def test_no_quality_searches_wider_than_the_server_allows() -> None:
    assert effort_for(ProcessOptions(quality=Quality.BEST), Settings(max_beam_size=2)).beam_size == 2


def test_second_tries_and_names_that_the_server_is_set_to_hold_for_every_quality() -> None:
    settings = Settings(max_retries=0, names=False)
    for quality in Quality:
        effort = effort_for(ProcessOptions(quality=quality), settings)
        assert (effort.max_retries, effort.names) == (0, False)
