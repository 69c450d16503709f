"""How a channel is set up."""

import json

import pytest

from mujaz.client.channel import MAX_MESSAGE_BYTES, RetryPolicy, channel_options, check_address
from mujaz.config import Settings
from mujaz.errors import ConfigError


@pytest.mark.parametrize(
    "address",
    [
        "localhost:50051",
        "127.0.0.1:1",
        "[::1]:50051",
        "host.example:65535",
        "unix:/run/mujaz",
        "dns:///host:50051",
        "ipv4:10.0.0.1:1,10.0.0.2:1",
    ],
)
def test_an_address_is_taken_as_it_is(address: str) -> None:
    assert check_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["", "localhost", "localhost:", ":50051", "::1", "host:0", "host:65536", "host:port", "host:1,host:2", "host:1 "],
)
def test_an_address_without_a_host_or_port_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="give HOST:PORT"):
        check_address(address)


@pytest.mark.parametrize("scheme", ["http", "https", "grpc", "grpcs"])
def test_an_address_of_the_web_is_refused(scheme: str) -> None:
    with pytest.raises(ConfigError, match="give HOST:PORT alone"):
        check_address(f"{scheme}://host:50051")


def test_only_calls_of_the_service_are_retried_and_only_when_that_may_help() -> None:
    config = json.loads(str(dict(channel_options("host:1", RetryPolicy(), 1000))["grpc.service_config"]))
    (method,) = config["methodConfig"]
    assert method["name"] == [{"service": "mujaz.v1.ArticleService"}]
    assert method["retryPolicy"]["retryableStatusCodes"] == ["UNAVAILABLE", "RESOURCE_EXHAUSTED"]
    assert method["retryPolicy"]["initialBackoff"] == "0.200s"


def test_one_attempt_means_no_retry_policy_which_grpc_would_refuse() -> None:
    config = json.loads(str(dict(channel_options("host:1", RetryPolicy(max_attempts=1), 1000))["grpc.service_config"]))
    assert "retryPolicy" not in config["methodConfig"][0]


def test_both_directions_get_the_message_limit() -> None:
    options = dict(channel_options("host:1", RetryPolicy(), 1234))
    assert options["grpc.max_send_message_length"] == options["grpc.max_receive_message_length"] == 1234


def test_the_message_limit_is_that_of_a_server_by_default() -> None:
    assert Settings.model_fields["max_message_bytes"].default == MAX_MESSAGE_BYTES


@pytest.mark.parametrize(
    "policy",
    [
        {"max_attempts": 0},
        {"max_attempts": 6},
        {"initial_backoff_s": 0.0},
        {"initial_backoff_s": 9.0},
        {"backoff_multiplier": 0.0},
    ],
)
def test_a_policy_that_grpc_would_ignore_is_refused(policy: dict[str, float]) -> None:
    with pytest.raises(ConfigError):
        RetryPolicy(**policy)  # type: ignore[arg-type]
