import pytest
from google.rpc.code_pb2 import Code
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status

from mujaz import errors
from mujaz.wire.failures import code_of, error_from_pb, error_from_status, error_to_pb, error_to_status

INVALID = errors.InvalidInput("is empty; send text", field="article.body", reason="TEXT_EMPTY")
OVERLOADED = errors.Overloaded("64 articles are in work", retry_delay_s=1.25)


def details(status: Status) -> dict[str, object]:
    found: dict[str, object] = {}
    for packed in status.details:
        for kind in (ErrorInfo, BadRequest, RetryInfo):
            message = kind()
            if packed.Unpack(message):
                found[kind.__name__] = message
    return found


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (INVALID, Code.INVALID_ARGUMENT),
        (errors.NotFound("no such model"), Code.NOT_FOUND),
        (OVERLOADED, Code.RESOURCE_EXHAUSTED),
        (errors.DeadlineExceeded("late"), Code.DEADLINE_EXCEEDED),
        (errors.NotReady("starting"), Code.UNAVAILABLE),
        (errors.EngineError("the model failed"), Code.INTERNAL),
        (errors.ModelCorrupted("hash"), Code.INTERNAL),
        (errors.ConfigError("port"), Code.INTERNAL),
    ],
)
def test_each_class_has_its_code_and_one_error_info(error, code):
    status = error_to_status(error, request_id="r-1")
    assert (status.code, status.message) == (code, error.message)
    info = details(status)["ErrorInfo"]
    assert (info.domain, info.reason, dict(info.metadata)) == ("mujaz", error.reason, {"request_id": "r-1"})
    assert code_of(error) == code


def test_a_class_that_is_not_in_the_table_has_the_code_of_its_parent():
    class TooLong(errors.InvalidInput):
        pass

    assert code_of(TooLong("long", field="text")) == Code.INVALID_ARGUMENT


def test_the_field_to_blame_is_a_field_violation():
    (violation,) = details(error_to_status(INVALID, request_id=""))["BadRequest"].field_violations
    assert (violation.field, violation.description) == ("article.body", "is empty; send text")


def test_a_refusal_that_is_worth_another_try_says_when():
    retry = details(error_to_status(OVERLOADED, request_id=""))["RetryInfo"]
    assert retry.retry_delay.ToMilliseconds() == 1250
    assert "RetryInfo" in details(error_to_status(errors.NotReady("starting"), request_id=""))
    assert "RetryInfo" not in details(error_to_status(INVALID, request_id=""))


@pytest.mark.parametrize(
    "error",
    [INVALID, OVERLOADED, errors.NotFound("x"), errors.DeadlineExceeded("late"), errors.NotReady("stopping")],
)
def test_an_error_survives_the_way_there_and_back(error):
    for back in (
        error_from_status(Status.FromString(error_to_status(error, request_id="r").SerializeToString())),
        error_from_pb(error_to_pb(error)),
    ):
        assert type(back) is type(error)
        assert vars(back) == vars(error) | {"reason": error.reason}


def test_faults_of_the_server_keep_their_reason():
    back = error_from_pb(error_to_pb(errors.EngineError("the model failed")))
    assert (type(back), back.reason, back.message) == (errors.MujazError, "ENGINE", "the model failed")


def test_a_status_without_details_is_read_by_its_code():
    assert isinstance(error_from_status(Status(code=Code.UNAVAILABLE, message="connection refused")), errors.NotReady)
    too_long = error_from_status(Status(code=Code.RESOURCE_EXHAUSTED, message="Received message larger than max"))
    assert isinstance(too_long, errors.InvalidInput)
    assert too_long.reason == "MESSAGE_TOO_LONG"
    assert type(error_from_status(Status(code=Code.UNIMPLEMENTED, message="?"))) is errors.MujazError
