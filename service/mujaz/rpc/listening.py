"""Where a server listens: an address of the network, or a socket in the file system."""

import errno
import socket
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mujaz.config import UNIX, host_and_port
from mujaz.serving.listening import bound_socket, unusable

_KNOCK_S = 1.0


def listen(address: str, add_port: Callable[[str], int]) -> str:
    """Has gRPC listen.

    Args:
        address: The setting `address`.
        add_port: Listens there and returns the port.

    Returns:
        The address, with the port that was taken.

    Raises:
        ConfigError: Nothing can listen there.
    """
    try:
        if address.startswith(UNIX):
            _expect_nobody(Path(address.removeprefix(UNIX)))
            add_port(address)
            return address
        host, port = host_and_port(address, setting="address")
        shown = f"[{host}]" if ":" in host else host
        bound_socket(host, port).close()  # raises with the reason, which gRPC does not give
        return f"{shown}:{add_port(f'{shown}:{port}')}"
    except OSError as error:
        raise unusable(address, error) from None
    except RuntimeError:  # gRPC's word for somebody having been faster
        raise unusable(address) from None


def _expect_nobody(path: Path) -> None:
    """Raises OSError where no socket can be made; takes away that of a server which was killed."""
    if path.exists() and not stat.S_ISSOCK(path.stat().st_mode):
        raise OSError(errno.EEXIST, "a file that is no socket is there")
    with socket.socket(socket.AF_UNIX) as knock:
        knock.settimeout(_KNOCK_S)
        with suppress(FileNotFoundError, ConnectionRefusedError):
            knock.connect(str(path))
            raise OSError(errno.EADDRINUSE, "another server is there")
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as probe:
        probe.bind(str(path))
    path.unlink()
