"""The options of a channel to a server: message sizes, and the retries that gRPC's core makes by itself."""

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
"""gRPC's core never makes more attempts than this."""

ChannelOptions = list[tuple[str, str | int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often a call is sent again after UNAVAILABLE or RESOURCE_EXHAUSTED, and after what wait.

    Nothing else is retried. If the server says when to try again (`grpc-retry-pushback-ms`), the client waits until
    then. A stream is tried again only until a server has accepted it, and its first article is sent after that: when
    gRPC's core (1.85) sent streams of five articles again, 79 of 900 lost one or more articles, and 3 of 6 such runs
    aborted the process.

    Args:
        max_attempts: Attempts in all, from 1 (no retry) to 5.
        initial_backoff_s: Longest wait before the second attempt. Each wait is random, up to its longest.
        max_backoff_s: Longest wait before any attempt.
        backoff_multiplier: Factor by which the longest wait grows with each attempt.
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
    """The options of a channel.

    Args:
        address: The server.
        retry: When to send a call again.
        max_message_bytes: The longest message in either direction.
    """
    return [
        ("grpc.max_send_message_length", max_message_bytes),
        ("grpc.max_receive_message_length", max_message_bytes),
        ("grpc.per_rpc_retry_buffer_size", _RETRY_BUFFER_BYTES),
        ("grpc.service_config", _service_config(retry)),
        # Otherwise gRPC would use the proxy of `http_proxy` even for a server on this machine.
        ("grpc.enable_http_proxy", int(not is_loopback(address))),
    ]


def _service_config(retry: RetryPolicy) -> str:
    """The service config of gRFC A6. Calls go in turn to all servers that an address resolves to.

    Health checks are not retried, as they must report the current state.
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
    """Whether a server is on this machine."""
    if address.startswith("unix:"):
        return True
    host = address.rpartition(":")[0].strip("[]")
    return host in ("localhost", "::1") or host.startswith("127.")


def check_address(address: str) -> str:
    """Refuses an address that gRPC would misunderstand: one without a port, or a URL.

    Args:
        address: `HOST:PORT`, `unix:PATH`, or any other gRPC target with a scheme.

    Returns:
        The same address.

    Raises:
        ConfigError: The address has none of these forms.
    """
    if re.match(r"(https?|grpcs?)://", address):
        raise ConfigError(
            f"{address!r} is a URL; give HOST:PORT alone, such as localhost:50051",
            reason="CONFIG_VALUE",
        )
    port = re.fullmatch(r"[^\s,/]*[^\s,/:]:(\d{1,5})", address)
    if "://" in address or re.match("unix:|ipv[46]:", address) or (port and 0 < int(port[1]) < 2**16):
        return address
    raise ConfigError(f"{address!r} is not an address; give HOST:PORT, such as localhost:50051", reason="CONFIG_VALUE")
