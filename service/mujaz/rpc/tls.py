"""TLS for the gRPC door."""

import grpc

from mujaz.serving.tls import Renewed, TlsFiles


def server_credentials(files: TlsFiles | None) -> grpc.ServerCredentials | None:
    """The credentials of a server. They check at every handshake whether the files have changed.

    Returns:
        Credentials, or None if there are no files.

    Raises:
        ConfigError: A file cannot be read, or certificate and key do not match.
    """
    if files is None:
        return None
    renewed = Renewed(files, lambda: _configuration(files))
    return grpc.dynamic_ssl_server_credentials(
        renewed.current, renewed.latest, require_client_authentication=files.client_ca is not None
    )


def _configuration(files: TlsFiles) -> "grpc.ServerCertificateConfiguration":
    files.context()  # checks the pair; with a wrong one, gRPC would only fail every handshake
    return grpc.ssl_server_certificate_configuration(
        [(files.key.read_bytes(), files.certificate.read_bytes())],
        root_certificates=files.client_ca.read_bytes() if files.client_ca is not None else None,
    )
