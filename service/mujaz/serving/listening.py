"""Binds a port to listen on, or says why that is not possible."""

import errno
import socket

from mujaz.errors import ConfigError


def bound_socket(host: str, port: int) -> socket.socket:
    """Returns a socket that is bound to an address but does not listen yet.

    Args:
        host: Name or IP address, without brackets.
        port: The port; 0 for any free one.

    Raises:
        OSError: The address cannot be listened on.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    found = socket.socket(family, kind, protocol)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of a past server do not block it
        found.bind(address)
    except OSError:
        found.close()
        raise
    return found


def unusable(address: str, error: OSError | None = None) -> ConfigError:
    """The error about an address that cannot be listened on.

    Args:
        address: The address as it is configured.
        error: The cause; None if another process took the port first.
    """
    if error is None or error.errno == errno.EADDRINUSE:
        why = "another server is there"
    else:
        why = error.strerror or str(error)
    return ConfigError(f"cannot listen on {address}: {why}; choose another address", reason="ADDRESS_UNUSABLE")
