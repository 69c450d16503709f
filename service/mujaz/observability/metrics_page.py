"""The page that Prometheus reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import start_http_server

from mujaz.config import host_and_port
from mujaz.errors import ConfigError
from mujaz.observability.metrics import REGISTRY


@contextmanager
def metrics_page(address: str) -> Iterator[str]:
    """Serves the metrics over HTTP, on a thread of its own, until the context ends.

    Args:
        address: HOST:PORT; port 0 takes a free one.

    Yields:
        The address of the page.

    Raises:
        ConfigError: The page cannot listen on this address.
    """
    host, port = host_and_port(address, setting="metrics_address")
    try:
        server, thread = start_http_server(port, host, registry=REGISTRY)
    except OSError as error:
        raise ConfigError(
            f"cannot listen on metrics_address {address}: {error.strerror}", reason="ADDRESS_UNUSABLE"
        ) from None
    try:
        yield f"{host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
