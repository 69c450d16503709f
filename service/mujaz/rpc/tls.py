"""TLS of the gRPC door."""

import grpc

from mujaz.serving.tls import Renewed, TlsFiles


def server_credentials(files: TlsFiles | None) -> grpc.ServerCredentials | None:
    """What a server shows and asks for; looks at the files with every handshake.

    Returns:
        Credentials, or None where there are no files.

    Raises:
        ConfigError: A file cannot be read, or they do not belong together.
    """
    if files is None:
        return None
    renewed = Renewed(files, lambda: _configuration(files))
    return grpc.dynamic_ssl_server_credentials(
        renewed.current, renewed.latest, require_client_authentication=files.client_ca is not None
    )


def _configuration(files: TlsFiles) -> "grpc.ServerCertificateConfiguration":
    files.context()  # gRPC would say of a wrong pair only that handshakes fail
    return grpc.ssl_server_certificate_configuration(
        [(files.key.read_bytes(), files.certificate.read_bytes())],
        root_certificates=files.client_ca.read_bytes() if files.client_ca is not None else None,
    )
