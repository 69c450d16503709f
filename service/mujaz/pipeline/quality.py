"""What a translation may cost: how it is searched for, and what is done beyond the first search.

docs/benchmarks.md has what each costs and brings (`python -m bench.quality`).
"""

from dataclasses import dataclass

from mujaz.config import Settings
from mujaz.types import ProcessOptions, Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What is done for a translation.

    Args:
        beam_size: Hypotheses kept at each step.
        max_retries: In how many rounds what looks wrong is translated again.
        names: Whether the model is shown names as English newspapers spell them.
    """

    beam_size: int
    max_retries: int
    names: bool


EFFORTS = {
    Quality.FAST: Effort(beam_size=1, max_retries=0, names=True),
    Quality.BALANCED: Effort(beam_size=3, max_retries=2, names=True),
    Quality.BEST: Effort(beam_size=4, max_retries=2, names=True),
}


def quality_of(options: ProcessOptions, settings: Settings) -> Quality:
    """The quality of a request: its own, or the server's."""
    return options.quality or Quality(settings.quality)


def effort_for(options: ProcessOptions, settings: Settings) -> Effort:
    """What is done for a request.

    Args:
        options: The request's. Its beam wins, then that of its quality.
        settings: What they set by name holds for requests that choose nothing; `max_retries` and `names` for all, as
            no request can choose those.
    """
    usual = EFFORTS[quality_of(options, settings)]
    set_beam = None if options.quality else settings.beam_size
    return Effort(
        beam_size=options.beam_size or min(set_beam or usual.beam_size, settings.max_beam_size),
        max_retries=usual.max_retries if settings.max_retries is None else settings.max_retries,
        names=usual.names if settings.names is None else settings.names,
    )
