"""The TLS files, read again when they change, so that renewing a certificate needs no restart."""

import os
import ssl
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

import structlog

from mujaz.config import Settings
from mujaz.errors import ConfigError

T = TypeVar("T")

_log = structlog.get_logger()


class TlsFiles:
    """The TLS files of one server, all in PEM.

    Args:
        certificate: The server's certificate, with the chain that leads to its authority.
        key: The private key of the certificate.
        client_ca: The authorities whose clients may connect; None admits everybody.
    """

    def __init__(self, certificate: Path, key: Path, client_ca: Path | None) -> None:
        self.certificate, self.key, self.client_ca = certificate, key, client_ca

    @classmethod
    def of(cls, settings: Settings) -> "TlsFiles | None":
        """The files that the settings name.

        Returns:
            The files, or None if TLS is not configured.

        Raises:
            ConfigError: The certificate or the key is missing.
        """
        certificate, key, client_ca = settings.tls_certificate, settings.tls_key, settings.tls_client_ca
        if certificate is None and key is None and client_ca is None:
            return None
        if certificate is None or key is None:
            missing = "tls_certificate" if certificate is None else "tls_key"
            raise ConfigError(f"{missing} is not set; TLS needs a certificate and its key", reason="CONFIG_VALUE")
        return cls(certificate, key, client_ca)

    def context(self) -> ssl.SSLContext:
        """The server's SSL context.

        Raises:
            ConfigError: A file cannot be used, or certificate and key do not match.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            context.load_cert_chain(self.certificate, self.key)
        except OSError as error:  # includes ssl.SSLError
            raise ConfigError(
                f"cannot use the TLS files {self.certificate}, {self.key}: {error.strerror or error}; check the paths "
                "and that the key belongs to the certificate",
                reason="CONFIG_FILE",
            ) from None
        if self.client_ca is not None:
            try:
                context.load_verify_locations(self.client_ca)
            except OSError as error:
                why = "holds no certificate in PEM" if isinstance(error, ssl.SSLError) else error.strerror
                raise ConfigError(f"tls_client_ca {self.client_ca}: {why}", reason="CONFIG_FILE") from None
            context.verify_mode = ssl.CERT_REQUIRED
        return context

    def stamp(self) -> tuple[tuple[int, int], ...]:
        """A value that changes when a file changes; raises `ConfigError` if one is missing."""
        return tuple((found.st_mtime_ns, found.st_size) for found in map(_stat, self._paths()))

    def _paths(self) -> Iterable[Path]:
        return [path for path in (self.certificate, self.key, self.client_ca) if path is not None]


class Renewed(Generic[T]):
    """An object made from the files, made again when they have changed and can be used.

    Args:
        files: The files.
        make: Makes the object.

    Raises:
        ConfigError: As `make`.
    """

    def __init__(self, files: TlsFiles, make: Callable[[], T]) -> None:
        self._files, self._make = files, make
        self._stamp = files.stamp()
        self.current = make()

    def latest(self) -> T:
        """The object for the next handshake; the previous one if the files cannot be used."""
        try:
            stamp = self._files.stamp()
            if stamp != self._stamp:
                self.current, self._stamp = self._make(), stamp
                _log.info("tls_files_read")
        except ConfigError as error:  # perhaps in the middle of a renewal: the next handshake tries again
            _log.warning("tls_files_unusable", detail=error.message)
        return self.current


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise ConfigError(f"cannot read the TLS file {path}: {error.strerror}", reason="CONFIG_FILE") from None
