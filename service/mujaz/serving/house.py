"""What the doors of a server share."""

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
        lifecycle: Keeps track of the calls in progress, and of whether the models work.
        answers: Produces the answers to calls.
        tokens: Who may call; None admits everybody.
        tls: The TLS files; None for connections without TLS.
    """

    settings: Settings
    lifecycle: Lifecycle
    answers: Answers
    tokens: Tokens | None
    tls: TlsFiles | None
