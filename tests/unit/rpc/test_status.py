import grpc

from mujaz.errors import InvalidInput, Overloaded
from mujaz.rpc.status import grpc_status, pushback


def test_a_status_has_code_message_and_details():
    status = grpc_status(InvalidInput("is empty", field="text"), request_id="r-1")
    assert (status.code, status.details) == (grpc.StatusCode.INVALID_ARGUMENT, "text: is empty")
    assert [key for key, _ in status.trailing_metadata] == ["grpc-status-details-bin"]


def test_grpcs_own_retries_are_told_when_to_try_again():
    assert pushback(Overloaded("no room", retry_delay_s=0.25)) == (("grpc-retry-pushback-ms", "250"),)
    assert pushback(InvalidInput("is empty", field="text")) == ()
