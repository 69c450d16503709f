"""Connects to a server with the credentials in the settings."""

from typing import TYPE_CHECKING

from mujaz.errors import ConfigError, why_unreadable

if TYPE_CHECKING:
    from mujaz.client import Client, Credentials


def connect(address: str, *, timeout_s: float = 120.0) -> "Client":
    """Returns a client for a command.

    Raises:
        ConfigError: The settings of calls, `call_ca` and so on, cannot be used.
    """
    from mujaz.client import Client

    return Client(address, timeout_s=timeout_s, credentials=call_credentials())


def call_credentials() -> "Credentials":
    """Returns the credentials in the settings; raises as `connect` does."""
    from mujaz.client import Credentials
    from mujaz.config import Settings

    settings = Settings.load()
    token = ""
    if settings.call_token_file is not None:
        try:
            token = settings.call_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = why_unreadable(error) if isinstance(error, OSError) else "is not text"
            raise ConfigError(f"call_token_file {settings.call_token_file} {why}") from None
        if not token:
            raise ConfigError(f"call_token_file {settings.call_token_file} is empty; write the token into it")
    return Credentials(
        tls=settings.call_tls,
        ca=settings.call_ca,
        certificate=settings.call_certificate,
        key=settings.call_key,
        token=token,
    )
