"""How a client knows its server, and a server its client."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import grpc

from mujaz.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a client trusts and shows. By default nothing: a plain connection.

    Args:
        tls: Speak TLS, and trust the authorities that gRPC ships with.
        ca: Authorities to trust instead, as a PEM file; turns TLS on.
        certificate: The client's own certificate for mutual TLS, as a PEM file; goes with `key`, and turns TLS on.
        key: Its private key, as a PEM file.
        token: Bearer token. It is sent over TLS or to this very machine, and nowhere else.

    Raises:
        ConfigError: One of certificate and key is missing, or the token cannot be one.
    """

    tls: bool = False
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if (self.certificate is None) != (self.key is None):
            raise ConfigError("a client certificate and its key go together; give both or none", reason="CONFIG_VALUE")
        if not re.fullmatch("[!-~]*", self.token):
            raise ConfigError(
                "the token has white space or letters that no token has; give the token alone, not the file of all",
                reason="CONFIG_VALUE",
            )

    @property
    def secure(self) -> bool:
        """Whether they ask for TLS."""
        return self.tls or self.ca is not None or self.certificate is not None

    def for_channel(self) -> grpc.ChannelCredentials:
        """What gRPC wants of them.

        Raises:
            ConfigError: A file cannot be read.
        """
        return grpc.ssl_channel_credentials(_read(self.ca), _read(self.key), _read(self.certificate))

    def metadata(self, *, is_local: bool) -> tuple[tuple[str, str], ...]:
        """What goes with every call.

        Args:
            is_local: Whether the server is on this machine.

        Raises:
            ConfigError: The token would travel in the clear.
        """
        if not self.token:
            return ()
        if not (self.secure or is_local):
            raise ConfigError(
                "a token is sent over TLS only, or to this very machine; give ca or tls (settings call_ca, call_tls)",
                reason="CONFIG_VALUE",
            )
        return (("authorization", f"Bearer {self.token}"),)


def _read(path: Path | None) -> bytes | None:
    try:
        return None if path is None else path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror}", reason="CONFIG_FILE") from None
