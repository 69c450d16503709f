"""Reads uploaded files into articles for the page. It reads the same kinds of files as the command line."""

import json
from typing import Any
from urllib.parse import unquote

from google.protobuf import json_format
from google.protobuf.message import Message
from starlette.routing import Route

from mujaz.errors import ConfigError, InvalidInput, MujazError
from mujaz.readers.files import read_file
from mujaz.serving.call import CURRENT_CALL
from mujaz.serving.house import House
from mujaz.types import Article, ArticleFailure
from mujaz.web.calls import Calls, Exchange
from mujaz.web.connect import send_failure
from mujaz.wire.requests import article_to_pb
from mujaz.wire.results import finding_to_pb

NAME_KEY = "x-file-name"
"""Header with the percent-encoded name of the file, for kinds that cannot be told from the content."""

_MAX_NAME_CHARS = 256
_FIELD = "file"


class ReadFile:
    """The path `/read`: takes a file as the body and answers with its articles, and why others could not be read.

    Args:
        calls: Runs the calls.
        house: Provides the thread for reading.
    """

    def __init__(self, calls: Calls, house: House) -> None:
        self._calls = calls
        self._house = house

    def route(self) -> Route:
        """The route of the path."""
        return Route("/read", self._calls.path("web/read", self._read, send_failure), methods=["POST"])

    async def _read(self, exchange: Exchange) -> None:
        self._calls.identify(exchange.request.headers.get("authorization"))
        self._house.answers.expect_serving()
        CURRENT_CALL.get().admit()
        name = checked_name(unquote(exchange.request.headers.get(NAME_KEY, "")), field=NAME_KEY)
        data = await exchange.incoming.read()
        body = await exchange.incoming.while_there(self._house.lifecycle.reader.apart(_written, data, name))
        await exchange.answer(200, "application/json", body)


def checked_name(name: str, *, field: str) -> str:
    """Returns the name of a file; raises `InvalidInput` if it is empty or too long."""
    if not name or len(name) > _MAX_NAME_CHARS:
        raise InvalidInput(
            f"is missing or longer than {_MAX_NAME_CHARS} characters; name the file",
            field=field,
            reason="FIELD_MISSING",
        )
    return name


def articles_of(data: bytes, name: str) -> list[Article | ArticleFailure]:
    """Reads an uploaded file.

    Args:
        data: The content of the file.
        name: Its name.

    Raises:
        InvalidInput: The file cannot be read, or this server lacks the library for its kind.
    """
    try:
        return read_file(data, name)
    except InvalidInput as error:
        raise unnamed(error) from None
    except ConfigError as error:
        raise InvalidInput(error.message, field=_FIELD, reason="FILE_KIND") from None


def unnamed(error: MujazError) -> MujazError:
    """The same error without the name of the file. It may be a headline, and errors of calls are logged."""
    if not isinstance(error, InvalidInput):
        return error
    return InvalidInput(error.description, field=_FIELD, reason=error.reason)


def _written(data: bytes, name: str) -> bytes:
    body: dict[str, list[Any]] = {"articles": [], "notes": [], "failures": []}
    for each in articles_of(data, name):
        if isinstance(each, ArticleFailure):
            body["failures"].append({"id": each.id, "message": each.message})
        else:
            body["articles"].append(_as_json(article_to_pb(each)))
            body["notes"].append([_as_json(finding_to_pb(finding)) for finding in each.findings])
    return json.dumps(body, ensure_ascii=False).encode()


def _as_json(message: Message) -> dict[str, Any]:
    return json_format.MessageToDict(message, preserving_proto_field_name=True)
