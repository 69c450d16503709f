"""Files to articles, for the page: the kinds that the command line reads, read by the server."""

import json
from typing import Any
from urllib.parse import unquote

from google.protobuf import json_format
from starlette.types import Receive, Scope, Send

from mujaz.errors import InvalidInput
from mujaz.readers.files import read_file
from mujaz.serving.answers import Answers
from mujaz.serving.call import CURRENT_CALL
from mujaz.serving.lifecycle import Lifecycle
from mujaz.types import ArticleFailure
from mujaz.web.calls import Calls, Exchange
from mujaz.web.connect import send_failure
from mujaz.wire.requests import article_to_pb

NAME_KEY = "x-file-name"
"""Header of the file's name, percent-encoded: what the content does not tell, its name may."""

_MAX_NAME_CHARS = 256


class ReadFile:
    """One file as the body of a request, its articles as the answer; what cannot be read of it says why.

    Args:
        calls: Runs it.
        lifecycle: Has the thread that reads.
        answers: Say whether the server serves.
    """

    def __init__(self, calls: Calls, lifecycle: Lifecycle, answers: Answers) -> None:
        self._calls = calls
        self._lifecycle = lifecycle
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        await self._calls.run(
            scope, receive, send, method="web/read", system="http", work=self._read, fail=send_failure
        )

    async def _read(self, exchange: Exchange) -> None:
        self._calls.identify(exchange.request.headers.get("authorization"))
        self._answers.expect_serving()
        CURRENT_CALL.get().admit()
        name = unquote(exchange.request.headers.get(NAME_KEY, ""))
        if not name or len(name) > _MAX_NAME_CHARS:
            raise InvalidInput(
                f"is missing or longer than {_MAX_NAME_CHARS} characters", field=NAME_KEY, reason="FIELD_MISSING"
            )
        data = await exchange.incoming.read()
        body = await exchange.incoming.while_there(self._lifecycle.reader.apart(_articles, data, name))
        await exchange.answer(200, "application/json", body)


def _articles(data: bytes, name: str) -> bytes:
    found = read_file(data, name)
    body: dict[str, list[Any]] = {"articles": [], "failures": []}
    for each in found:
        if isinstance(each, ArticleFailure):
            body["failures"].append({"id": each.id, "message": each.error.message})
        else:
            message = article_to_pb(each)
            body["articles"].append(json_format.MessageToDict(message, preserving_proto_field_name=True))
    return json.dumps(body, ensure_ascii=False).encode()
