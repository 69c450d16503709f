"""Reads requests in the forms of LibreTranslate's API (JSON, forms, forms with a file), and sends its errors."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from mujaz.errors import InvalidInput, MujazError, Unauthenticated
from mujaz.web.calls import Exchange
from mujaz.web.connect import http_status_of, send_error

JSON = "application/json"
ARABIC, ENGLISH, AUTO = "ar", "en", "auto"

_HALF = re.compile("[\ud800-\udfff]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_URLENCODED, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass(frozen=True, slots=True)
class SentFile:
    """An uploaded file of a form.

    Args:
        name: The name that the client gave it.
        data: Its bytes.
    """

    name: str
    data: bytes


async def send_libre_failure(exchange: Exchange, error: MujazError) -> None:
    """Sends an error; for an invalid key the API has status 403."""
    body = {"error": error.message}
    if isinstance(error, Unauthenticated):
        await exchange.answer(403, JSON, json.dumps(body).encode())
        return
    await send_error(exchange, error, body, http_status_of(error))


async def read_fields(exchange: Exchange) -> Mapping[str, Any]:
    """Reads the fields of a request, either from JSON or from the query and a form, with files as `SentFile`.

    Raises:
        InvalidInput: The request is neither JSON nor a form, or it is malformed.
    """
    data = await exchange.incoming.read()
    kind = exchange.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == JSON:
        return _object(data)

    async def once() -> Any:
        # The parser reads unescaped bytes as Latin-1, but `curl -d q=قال` sends UTF-8.
        yield _NOT_ASCII.sub(lambda found: b"%%%02X" % found[0][0], data) if kind == _URLENCODED else data

    query = dict(exchange.request.query_params)
    if not kind and not data:
        return query
    if kind not in (_URLENCODED, _MULTIPART):
        raise InvalidInput("is not supported; send JSON or a form", field="content-type", reason="CONTENT_TYPE_UNKNOWN")
    parser = (FormParser if kind == _URLENCODED else MultiPartParser)(exchange.request.headers, once())
    if isinstance(parser, MultiPartParser):
        parser.spool_max_size = len(data) + 1  # so that nothing is written to disk
    try:
        form = await parser.parse()
    except (MultiPartException, ValueError, KeyError):
        raise InvalidInput("is not a valid form", field="request", reason="FORM_MALFORMED") from None
    try:
        fields = {name: await _value(value) for name, value in form.items()}
    finally:
        await form.close()
    texts = form.getlist("q")
    return {**query, **fields, **({"q": texts[0] if len(texts) == 1 else list(texts)} if texts else {})}


def file_of(fields: Mapping[str, Any]) -> SentFile:
    """Returns the uploaded file of a form; raises `InvalidInput` if there is none."""
    file = fields.get("file")
    if not isinstance(file, SentFile) or not file.name:
        raise InvalidInput("is missing; send a file with its name", field="file", reason="FIELD_MISSING")
    return file


def texts_of(fields: Mapping[str, Any], limit: int) -> list[str]:
    """Returns the text or list of texts in `q` as a list; raises `InvalidInput` if there are none or too many."""
    sent = fields.get("q")
    listed = sent if isinstance(sent, list) else [sent]
    texts = [text for text in listed if isinstance(text, str)]
    if not texts or len(texts) < len(listed) or sent == "":
        raise InvalidInput("is missing; send a text or a list of texts", field="q", reason="FIELD_MISSING")
    if len(texts) > limit:
        raise InvalidInput(
            f"has {len(texts):,} texts, the limit is {limit}; send less at once", field="q", reason="TOO_MANY_TEXTS"
        )
    return texts


def count_of(fields: Mapping[str, Any], name: str, most: int) -> int:
    """Returns a count from a field, at most `most`; 0 if it is absent. Raises `InvalidInput`."""
    value = fields.get(name, 0)
    try:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise TypeError
        return max(0, min(most, int(value)))
    except (TypeError, ValueError):
        raise InvalidInput("is not a number", field=name, reason="NUMBER_MALFORMED") from None


def check_languages(fields: Mapping[str, Any]) -> None:
    """Raises `InvalidInput` if a request is not for Arabic to English."""
    for name, known in (("source", (ARABIC, AUTO)), ("target", (ENGLISH,))):
        if fields.get(name) in (None, ""):
            raise InvalidInput("is missing; send a language code", field=name, reason="FIELD_MISSING")
        if fields[name] not in known:
            raise InvalidInput(
                f"is not supported; this server translates from {ARABIC} to {ENGLISH}",
                field=name,
                reason="LANGUAGE_UNKNOWN",
            )


async def _value(value: UploadFile | str) -> SentFile | str:
    return value if isinstance(value, str) else SentFile(value.filename or "", await value.read())


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InvalidInput("is not a JSON object", field="request", reason="JSON_MALFORMED")
    return {_whole(name): _whole(part) for name, part in value.items()}


def _whole(value: object) -> Any:
    """A value with U+FFFD for each half of a surrogate pair: programs that cut a text leave half of an emoji."""
    if isinstance(value, list):
        return [_whole(part) for part in value]
    return _HALF.sub("\ufffd", value) if isinstance(value, str) else value
