"""What every door of a server is given."""

from dataclasses import dataclass

from mujaz.config import Settings
from mujaz.serving.answers import Answers
from mujaz.serving.lifecycle import Lifecycle
from mujaz.serving.tls import TlsFiles
from mujaz.serving.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One server, as its doors see it.

    Args:
        settings: Addresses and limits.
        lifecycle: Knows the calls in work, and whether the models do.
        answers: What calls are answered with.
        tokens: Who may call; None lets everybody.
        tls: The files for TLS; None speaks in the clear.
    """

    settings: Settings
    lifecycle: Lifecycle
    answers: Answers
    tokens: Tokens | None
    tls: TlsFiles | None
