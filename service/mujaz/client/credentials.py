"""How a client authenticates its server, and itself to the server."""

import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path

import grpc

from mujaz.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a client trusts, and what it sends to identify itself. By default neither: a plain connection.

    Args:
        tls: Use TLS, and trust the authorities that gRPC ships with.
        ca: Authorities to trust instead, as a PEM file; turns TLS on.
        certificate: The client's own certificate for mutual TLS, as a PEM file; needs `key`, and turns TLS on.
        key: The private key of the certificate, as a PEM file.
        token: Bearer token. It is sent only over TLS or to this machine.

    Raises:
        ConfigError: The certificate or the key is missing, or the token has characters that no token has.
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
                "the token has characters that no token has, such as white space; give one token, not the tokens file",
                reason="CONFIG_VALUE",
            )

    @property
    def secure(self) -> bool:
        """Whether to use TLS."""
        return self.tls or self.ca is not None or self.certificate is not None

    def for_channel(self) -> grpc.ChannelCredentials:
        """The credentials for gRPC's channel.

        Raises:
            ConfigError: A file cannot be read, or the authorities are no certificates.
        """
        if self.ca is not None:
            _check_authorities(self.ca)
        return grpc.ssl_channel_credentials(_read(self.ca), _read(self.key), _read(self.certificate))

    def metadata(self, *, is_local: bool) -> tuple[tuple[str, str], ...]:
        """The metadata of every call.

        Args:
            is_local: Whether the server is on this machine.

        Raises:
            ConfigError: The token would be sent unencrypted.
        """
        if not self.token:
            return ()
        if not (self.secure or is_local):
            raise ConfigError(
                "a token is sent only over TLS or to this machine; give ca or tls (settings call_ca, call_tls)",
                reason="CONFIG_VALUE",
            )
        return (("authorization", f"Bearer {self.token}"),)


def _check_authorities(ca: Path) -> None:
    """Refuses a file without certificates, with which gRPC would only fail every connection."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(ca)
    except ssl.SSLError:
        raise ConfigError(f"ca (setting call_ca) {ca}: holds no certificate in PEM", reason="CONFIG_FILE") from None
    except OSError as error:
        raise ConfigError(f"cannot read {ca}: {error.strerror}", reason="CONFIG_FILE") from None


def _read(path: Path | None) -> bytes | None:
    try:
        return None if path is None else path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror}", reason="CONFIG_FILE") from None
