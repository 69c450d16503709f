"""TLS: certificates from files, read anew when they change, so that renewing one needs no restart."""

import os
import ssl
from collections.abc import Iterable
from pathlib import Path

import grpc
import structlog

from mujaz.config import Settings
from mujaz.errors import ConfigError

_log = structlog.get_logger()


def server_credentials(settings: Settings) -> grpc.ServerCredentials | None:
    """What a server shows and asks for.

    Returns:
        Credentials, or None where no certificate is configured.

    Raises:
        ConfigError: One of certificate and key is missing, a file cannot be read, or they do not belong together.
    """
    certificate, key, client_ca = settings.tls_certificate, settings.tls_key, settings.tls_client_ca
    if certificate is None and key is None and client_ca is None:
        return None
    if certificate is None or key is None:
        missing = "tls_certificate" if certificate is None else "tls_key"
        raise ConfigError(f"{missing} is not set; TLS needs a certificate and its key", reason="CONFIG_VALUE")
    return _Files(certificate, key, client_ca).credentials()


class _Files:
    """The files of one server.

    Args:
        certificate: The server's, with the chain that leads to its authority; PEM.
        key: Its private key; PEM.
        client_ca: Authorities whose clients are let in; None lets everybody in.
    """

    def __init__(self, certificate: Path, key: Path, client_ca: Path | None) -> None:
        self._certificate, self._key, self._client_ca = certificate, key, client_ca
        self._stamps = self._stamp()
        self._current = self._read()

    def credentials(self) -> grpc.ServerCredentials:
        """Credentials that look at the files with every handshake."""
        return grpc.dynamic_ssl_server_credentials(
            self._current, self._latest, require_client_authentication=self._client_ca is not None
        )

    def _latest(self) -> "grpc.ServerCertificateConfiguration":
        """The certificates for a handshake: new ones, or those in use where what is there is no good."""
        try:
            stamps = self._stamp()
            if stamps != self._stamps:
                self._current, self._stamps = self._read(), stamps
                _log.info("tls_files_read")
        except ConfigError as error:  # half of a renewal, perhaps: the next handshake looks again
            _log.warning("tls_files_unusable", detail=error.message)
        return self._current

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        return tuple((found.st_mtime_ns, found.st_size) for found in map(_stat, self._paths()))

    def _paths(self) -> Iterable[Path]:
        return [path for path in (self._certificate, self._key, self._client_ca) if path is not None]

    def _read(self) -> "grpc.ServerCertificateConfiguration":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        try:  # gRPC would say of a wrong pair only that handshakes fail
            context.load_cert_chain(self._certificate, self._key)
            if self._client_ca is not None:
                context.load_verify_locations(self._client_ca)
        except OSError as error:  # ssl.SSLError is one
            names = ", ".join(map(str, self._paths()))
            raise ConfigError(
                f"cannot use the TLS files {names}: {error.strerror or error}; check the paths and that the key "
                "belongs to the certificate",
                reason="CONFIG_FILE",
            ) from None
        return grpc.ssl_server_certificate_configuration(
            [(self._key.read_bytes(), self._certificate.read_bytes())],
            root_certificates=self._client_ca.read_bytes() if self._client_ca is not None else None,
        )


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise ConfigError(f"cannot read the TLS file {path}: {error.strerror}", reason="CONFIG_FILE") from None
