"""LibreTranslate's API, so that what speaks it already can speak to this server. Arabic to English only.

Beyond it, an answer of `/translate` has `findings`: for each text, what may be wrong with its translation.
"""

import json
from collections.abc import Mapping
from typing import Any

from google.protobuf import json_format
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from mujaz.config import Settings
from mujaz.errors import InvalidInput, MujazError, Unauthenticated
from mujaz.serving.answers import Answers
from mujaz.serving.call import CURRENT_CALL
from mujaz.text.scripts import has_arabic
from mujaz.v1 import article_pb2 as pb
from mujaz.web.calls import Calls, Exchange
from mujaz.web.connect import send_error
from mujaz.wire.failures import code_of

_JSON = "application/json"
_MAX_TEXTS = 500
"""Texts of one request."""

_ARABIC, _ENGLISH, _AUTO = "ar", "en", "auto"
_CERTAIN = 100


class LibreTranslate:
    """The paths of the API.

    Args:
        calls: Runs them.
        answers: Translates.
        settings: Limits.
        keyed: Whether a token is wanted; the API calls it `api_key`.
    """

    def __init__(self, calls: Calls, answers: Answers, settings: Settings, *, keyed: bool) -> None:
        self._calls = calls
        self._answers = answers
        self._settings = settings
        self._keyed = keyed

    def routes(self) -> list[Route]:
        """A route for each path."""
        return [
            Route("/languages", self._languages),
            Route("/frontend/settings", self._frontend),
            Route("/translate", _Path(self._calls, "translate", self._translate), methods=["POST"]),
            Route("/detect", _Path(self._calls, "detect", self._detect), methods=["POST"]),
        ]

    async def _languages(self, _request: Request) -> JSONResponse:
        return JSONResponse(
            [
                {"code": _ARABIC, "name": "Arabic", "targets": [_ENGLISH]},
                {"code": _ENGLISH, "name": "English", "targets": []},
            ]
        )

    async def _frontend(self, _request: Request) -> JSONResponse:
        return JSONResponse(
            {
                "apiKeys": self._keyed,
                "keyRequired": self._keyed,
                "charLimit": self._settings.max_article_chars,
                "frontendTimeout": 500,
                "filesTranslation": False,
                "suggestions": False,
                "supportedFilesFormat": [],
                "language": {
                    "source": {"code": _ARABIC, "name": "Arabic"},
                    "target": {"code": _ENGLISH, "name": "English"},
                },
            }
        )

    async def _detect(self, exchange: Exchange) -> None:
        fields = await self._fields(exchange)
        CURRENT_CALL.get().admit()
        text = _text(fields, "q")
        found = [{"confidence": _CERTAIN, "language": _ARABIC if has_arabic(text) else _ENGLISH}]
        await exchange.answer(200, _JSON, json.dumps(found).encode())

    async def _translate(self, exchange: Exchange) -> None:
        self._answers.expect_serving()
        fields = await self._fields(exchange)
        texts = self._texts(fields)
        _check_languages(fields)
        if fields.get("format", "text") not in ("text", "html"):
            raise InvalidInput("is unknown; take text or html", field="format", reason="FORMAT_UNKNOWN")
        html = fields.get("format") == "html"
        answers = await exchange.incoming.while_there(self._all(texts, html=html))
        body = _joined(answers, many=isinstance(fields["q"], list), auto=fields.get("source") == _AUTO)
        if "alternatives" in fields:
            body["alternatives"] = [[] for _ in answers] if isinstance(fields["q"], list) else []
        await exchange.answer(200, _JSON, json.dumps(body, ensure_ascii=False).encode())

    async def _all(self, texts: list[str], *, html: bool) -> list[dict[str, Any]]:
        """Translates texts one after another, as a caller of one has one place."""
        return [await self._one(text, html=html) for text in texts]

    async def _one(self, text: str, *, html: bool) -> dict[str, Any]:
        CURRENT_CALL.get().admit()
        if not has_arabic(text):  # names and numbers of a page come too, and come back as they are
            return {"text": text, "findings": []}
        if html:
            article = pb.Article(body=text, content_type=pb.CONTENT_TYPE_TEXT_HTML)
            options = pb.ProcessOptions(skip_brief=True)
            request = pb.ProcessArticleRequest(article=article, options=options)
            answer: Any = await self._answers.process_article(request, None)
            return {"text": _paragraphs(answer.body), "findings": _findings(answer)}
        answer = await self._answers.translate_text(pb.TranslateTextRequest(text=text), None)
        return {"text": answer.text, "findings": _findings(answer)}

    def _texts(self, fields: Mapping[str, Any]) -> list[str]:
        sent = fields.get("q")
        listed = sent if isinstance(sent, list) else [sent]
        texts = [text for text in listed if isinstance(text, str)]
        if not texts or len(texts) < len(listed):
            raise InvalidInput("is missing; send a text or a list of texts", field="q", reason="FIELD_MISSING")
        if len(texts) > _MAX_TEXTS:
            raise InvalidInput(
                f"has {len(texts):,} texts, the limit is {_MAX_TEXTS}; send less at once",
                field="q",
                reason="TOO_MANY_TEXTS",
            )
        return texts

    async def _fields(self, exchange: Exchange) -> Mapping[str, Any]:
        """Reads a request in any of the three ways that the API has, and says who sent it."""
        header = exchange.request.headers.get("authorization")
        if header is not None:
            self._calls.identify(header)
        fields = await _read(exchange)
        if header is None:
            key = fields.get("api_key")
            self._calls.identify(f"Bearer {key}" if isinstance(key, str) and key else None)
        return fields


class _Path:
    """One path that does work, as an ASGI application."""

    def __init__(self, calls: Calls, name: str, work: Any) -> None:
        self._calls, self._name, self._work = calls, name, work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        method = f"libretranslate/{self._name}"
        await self._calls.run(scope, receive, send, method=method, system="http", work=self._work, fail=_fail)


async def _fail(exchange: Exchange, error: MujazError) -> None:
    """The API knows 403 for a key that is no good."""
    body = {"error": error.message}
    if isinstance(error, Unauthenticated):
        await exchange.answer(403, _JSON, json.dumps(body).encode())
        return
    await send_error(exchange, error, body, code_of(error))


async def _read(exchange: Exchange) -> Mapping[str, Any]:
    data = await exchange.incoming.read()
    kind = exchange.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _JSON:
        return _object(data)

    async def once() -> Any:
        yield data

    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise InvalidInput(
            "is not one that the API has; send JSON or a form", field="content-type", reason="CONTENT_TYPE_UNKNOWN"
        )
    parser = FormParser if kind == "application/x-www-form-urlencoded" else MultiPartParser
    try:
        form = await parser(exchange.request.headers, once()).parse()
    except (MultiPartException, ValueError, KeyError):
        raise InvalidInput("is not the form that it says it is", field="request", reason="FORM_MALFORMED") from None
    texts = form.getlist("q")
    return {**form, "q": texts[0] if len(texts) == 1 else list(texts)} if texts else dict(form)


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InvalidInput("is not a JSON object", field="request", reason="JSON_MALFORMED")
    return value


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise InvalidInput("is missing; send a text", field=name, reason="FIELD_MISSING")
    return value


def _check_languages(fields: Mapping[str, Any]) -> None:
    for name, known in (("source", (_ARABIC, _AUTO)), ("target", (_ENGLISH,))):
        if fields.get(name) is None:
            raise InvalidInput("is missing; send a language code", field=name, reason="FIELD_MISSING")
        if fields[name] not in known:
            raise InvalidInput(
                f"is not supported; this server translates from {_ARABIC} to {_ENGLISH}",
                field=name,
                reason="LANGUAGE_UNKNOWN",
            )


def _joined(answers: list[dict[str, Any]], *, many: bool, auto: bool) -> dict[str, Any]:
    detected = {"confidence": _CERTAIN, "language": _ARABIC}
    body: dict[str, Any] = {
        "translatedText": [answer["text"] for answer in answers] if many else answers[0]["text"],
        "findings": [answer["findings"] for answer in answers] if many else answers[0]["findings"],
    }
    if auto:
        body["detectedLanguage"] = [detected for _ in answers] if many else detected
    return body


def _paragraphs(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{line}</p>" for line in escaped.split("\n") if line.strip())


def _findings(answer: pb.ProcessArticleResponse | pb.TranslateTextResponse) -> list[dict[str, Any]]:
    return [
        json_format.MessageToDict(finding, preserving_proto_field_name=True)
        for segment in answer.segments
        for finding in segment.findings
    ]
