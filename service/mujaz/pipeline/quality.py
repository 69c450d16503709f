"""How much work goes into a translation: the beam, the retries, the names and the second look, for each quality.

docs/benchmarks.md has the cost and the benefit of each (`python -m bench.quality`).
"""

from dataclasses import dataclass

from mujaz.config import Settings
from mujaz.types import ProcessOptions, Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """The work that goes into a translation.

    Args:
        beam_size: The number of hypotheses that are kept at each step.
        max_retries: The number of rounds in which segments that look wrong are translated again.
        names: Whether the model is shown names as English newspapers spell them.
        look_again: Whether segments are translated again with more words shown in English where the model guessed.
    """

    beam_size: int
    max_retries: int
    names: bool
    look_again: bool


EFFORTS = {
    Quality.FAST: Effort(beam_size=1, max_retries=0, names=True, look_again=False),
    Quality.BALANCED: Effort(beam_size=3, max_retries=2, names=True, look_again=True),
    Quality.BEST: Effort(beam_size=4, max_retries=2, names=True, look_again=True),
}


def quality_of(options: ProcessOptions, settings: Settings) -> Quality:
    """Returns the quality that a request asks for, or else the server's."""
    return options.quality or Quality(settings.quality)


def effort_for(options: ProcessOptions, settings: Settings) -> Effort:
    """Returns the effort for a request.

    Args:
        options: The options of the request. Its beam size takes precedence, then that of its quality.
        settings: The settings of the server. Their beam size applies to requests that choose no quality; `max_retries`
            and `names` apply to all requests.
    """
    usual = EFFORTS[quality_of(options, settings)]
    server_beam = None if options.quality else settings.beam_size
    max_retries = usual.max_retries if settings.max_retries is None else settings.max_retries
    names = usual.names if settings.names is None else settings.names
    return Effort(
        beam_size=options.beam_size or min(server_beam or usual.beam_size, settings.max_beam_size),
        max_retries=max_retries,
        names=names,
        look_again=usual.look_again and names and max_retries > 0,
    )
