"""Where a server listens: a network address, or a Unix socket in the file system."""

import errno
import socket
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mujaz.config import UNIX, host_and_port
from mujaz.serving.listening import bound_socket, unusable

_CONNECT_TIMEOUT_S = 1.0


def listen(address: str, add_port: Callable[[str], int]) -> str:
    """Makes gRPC listen on an address.

    Args:
        address: The setting `address`.
        add_port: Makes gRPC listen there and returns the port.

    Returns:
        The address, with the port that was chosen.

    Raises:
        ConfigError: The address cannot be listened on.
    """
    try:
        if address.startswith(UNIX):
            _clear_socket(Path(address.removeprefix(UNIX)))
            add_port(address)
            return address
        host, port = host_and_port(address, setting="address")
        shown = f"[{host}]" if ":" in host else host
        bound_socket(host, port).close()  # raises with the reason, which gRPC does not give
        return f"{shown}:{add_port(f'{shown}:{port}')}"
    except OSError as error:
        raise unusable(address, error) from None
    except RuntimeError:  # another process took the port after it was tried
        raise unusable(address) from None


def _clear_socket(path: Path) -> None:
    """Removes the socket that a killed server left; raises OSError if no socket can be created there."""
    if path.exists() and not stat.S_ISSOCK(path.stat().st_mode):
        raise OSError(errno.EEXIST, "a file that is not a socket is there")
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(_CONNECT_TIMEOUT_S)
        with suppress(FileNotFoundError, ConnectionRefusedError):
            client.connect(str(path))
            raise OSError(errno.EADDRINUSE, "another server is there")
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as probe:
        probe.bind(str(path))
    path.unlink()
