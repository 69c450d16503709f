"""A port to listen on, and why there is none."""

import errno
import socket

from mujaz.errors import ConfigError


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket at an address, not listening yet.

    Args:
        host: Name or number, without brackets.
        port: 0 takes a free one.

    Raises:
        OSError: Nothing can listen there.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    found = socket.socket(family, kind, protocol)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # past connections do not count
        found.bind(address)
    except OSError:
        found.close()
        raise
    return found


def unusable(address: str, error: OSError | None = None) -> ConfigError:
    """The error about an address.

    Args:
        address: As it is configured.
        error: Why; None where somebody was faster.
    """
    if error is None or error.errno == errno.EADDRINUSE:
        why = "another server is there"
    else:
        why = error.strerror or str(error)
    return ConfigError(f"cannot listen on {address}: {why}; choose another address", reason="ADDRESS_UNUSABLE")
