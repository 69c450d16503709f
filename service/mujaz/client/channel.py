"""How a channel to a server is set up: message sizes and retries, which gRPC's own core then does by itself."""

import json
import re
from dataclasses import dataclass

from mujaz.errors import ConfigError

SERVICE = "mujaz.v1.ArticleService"

MAX_MESSAGE_BYTES = 16 * 2**20
"""The same as the default of the server's `max_message_bytes`."""

_RETRY_BUFFER_BYTES = 2 * 2**20
"""A call whose request is larger is never sent again. gRPC's default of 256 KiB is less than an article of 100,000
code points, up to 400 KB; a message near the limit of 16 MiB is not worth sending twice."""

_MOST_ATTEMPTS = 5
"""gRPC's core makes no more, whatever it is told."""

ChannelOptions = list[tuple[str, str | int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often a call is sent again after UNAVAILABLE or RESOURCE_EXHAUSTED, and after what wait.

    Nothing else is retried. A server that says when to come back (`grpc-retry-pushback-ms`) is obeyed. A stream is
    tried again only until a server has taken it, and its first article is sent after that: where gRPC's core (1.85)
    sent streams of five articles again, 79 of 900 lost one or more, and 3 of 6 such runs aborted the process.

    Args:
        max_attempts: Tries in all, from 1 (no retry) to 5.
        initial_backoff_s: Longest wait before the second try. Waits are drawn at random up to their length.
        max_backoff_s: Longest wait before any try.
        backoff_multiplier: How much longer each wait is than the one before.
    """

    max_attempts: int = 4
    initial_backoff_s: float = 0.2
    max_backoff_s: float = 5.0
    backoff_multiplier: float = 2.0

    def __post_init__(self) -> None:
        if not 1 <= self.max_attempts <= _MOST_ATTEMPTS:
            raise ConfigError(f"max_attempts is {self.max_attempts}; take 1 to {_MOST_ATTEMPTS}")
        if not 0 < self.initial_backoff_s <= self.max_backoff_s:
            raise ConfigError("initial_backoff_s must be above 0 and at most max_backoff_s")
        if self.backoff_multiplier <= 0:
            raise ConfigError("backoff_multiplier must be above 0")


def channel_options(address: str, retry: RetryPolicy, max_message_bytes: int) -> ChannelOptions:
    """What a channel is made with.

    Args:
        address: The server.
        retry: When to send a call again.
        max_message_bytes: The longest message, either way.
    """
    return [
        ("grpc.max_send_message_length", max_message_bytes),
        ("grpc.max_receive_message_length", max_message_bytes),
        ("grpc.per_rpc_retry_buffer_size", _RETRY_BUFFER_BYTES),
        ("grpc.service_config", _service_config(retry)),
        # gRPC would ask the proxy that `http_proxy` names for this very machine too.
        ("grpc.enable_http_proxy", int(not is_loopback(address))),
    ]


def _service_config(retry: RetryPolicy) -> str:
    """Service config as in gRFC A6: calls go to all servers of an address in turn.

    Health checks are not retried: they are to say what is, now.
    """
    method: dict[str, object] = {"name": [{"service": SERVICE}]}
    if retry.max_attempts > 1:
        method["retryPolicy"] = {
            "maxAttempts": retry.max_attempts,
            "initialBackoff": f"{retry.initial_backoff_s:.3f}s",
            "maxBackoff": f"{retry.max_backoff_s:.3f}s",
            "backoffMultiplier": retry.backoff_multiplier,
            "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"],
        }
    return json.dumps({"loadBalancingConfig": [{"round_robin": {}}], "methodConfig": [method]})


def is_loopback(address: str) -> bool:
    """Whether a server is on this very machine."""
    if address.startswith("unix:"):
        return True
    host = address.rpartition(":")[0].strip("[]")
    return host in ("localhost", "::1") or host.startswith("127.")


def check_address(address: str) -> str:
    """Refuses what gRPC would take for something else: an address without a port, or one of the web.

    Args:
        address: `HOST:PORT`, `unix:PATH`, or any other gRPC target with a scheme.

    Returns:
        The same address.

    Raises:
        ConfigError: It is none of these.
    """
    if re.match(r"(https?|grpcs?)://", address):
        raise ConfigError(
            f"{address!r} is an address of the web; give HOST:PORT alone, such as localhost:50051",
            reason="CONFIG_VALUE",
        )
    port = re.fullmatch(r"[^\s,/]*[^\s,/:]:(\d{1,5})", address)
    if "://" in address or re.match("unix:|ipv[46]:", address) or (port and 0 < int(port[1]) < 2**16):
        return address
    raise ConfigError(f"{address!r} is not an address; give HOST:PORT, such as localhost:50051", reason="CONFIG_VALUE")
