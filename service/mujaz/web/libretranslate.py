"""LibreTranslate's API, so that its clients can use this server. Arabic to English only.

In addition, an answer of `/translate` has `findings`: for each text, what may be wrong with its translation.
"""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from mujaz.errors import InvalidInput
from mujaz.serving.call import CURRENT_CALL
from mujaz.serving.house import House
from mujaz.text.scripts import has_arabic
from mujaz.web.calls import TOKEN_HEADER, Calls, Exchange, Work
from mujaz.web.downloads import Downloads
from mujaz.web.libre_files import FORMATS, LibreFiles
from mujaz.web.libre_forms import (
    ARABIC,
    AUTO,
    ENGLISH,
    JSON,
    check_languages,
    count_of,
    file_of,
    read_fields,
    send_libre_failure,
    texts_of,
)
from mujaz.web.libre_texts import LibreTexts, Translated

_MAX_TEXTS = 500
"""The most texts in a request."""

_TOKEN_PLACES = f"`api_key`, or {TOKEN_HEADER}"
_MAX_ALTERNATIVES = 20
_FRONTEND_TIMEOUT_MS = 500
_CERTAIN = 100.0


class LibreTranslate:
    """The paths of the API.

    Args:
        calls: Runs the calls.
        house: Provides the answers and the settings.
    """

    def __init__(self, calls: Calls, house: House) -> None:
        self._calls = calls
        self._house = house
        self._texts = LibreTexts(house)
        self._files = LibreFiles(house, self._texts)
        self._downloads = Downloads(4 * house.settings.max_message_bytes)

    def routes(self) -> list[Route]:
        """A route for each path."""
        return [
            Route("/languages", self._languages),
            Route("/frontend/settings", self._frontend),
            self._route("translate", self._translate),
            self._route("detect", self._detect),
            self._route("translate_file", self._translate_file),
            self._route("suggest", self._suggest),
            Route("/download_file/{name}", self._downloads.respond),
        ]

    def _route(self, name: str, work: Work) -> Route:
        return Route(f"/{name}", self._calls.path(f"libretranslate/{name}", work, send_libre_failure), methods=["POST"])

    async def _languages(self, _request: Request) -> JSONResponse:
        return JSONResponse(
            [
                {"code": ARABIC, "name": "Arabic", "targets": [ENGLISH]},
                {"code": ENGLISH, "name": "English", "targets": []},
            ]
        )

    async def _frontend(self, _request: Request) -> JSONResponse:
        keyed = self._house.tokens is not None
        return JSONResponse(
            {
                "apiKeys": keyed,
                "keyRequired": keyed,
                "charLimit": self._house.settings.max_article_chars,
                "frontendTimeout": _FRONTEND_TIMEOUT_MS,
                "suggestions": False,
                "filesTranslation": True,
                "supportedFilesFormat": list(FORMATS),
                "language": {
                    "source": {"code": ARABIC, "name": "Arabic"},
                    "target": {"code": ENGLISH, "name": "English"},
                },
            }
        )

    async def _detect(self, exchange: Exchange) -> None:
        fields = await self._fields(exchange)
        CURRENT_CALL.get().admit()
        found = [_detected(texts_of(fields, _MAX_TEXTS))]
        await exchange.answer(200, JSON, json.dumps(found).encode())

    async def _translate(self, exchange: Exchange) -> None:
        self._house.answers.expect_serving()
        fields = await self._fields(exchange)
        texts = texts_of(fields, _MAX_TEXTS)
        check_languages(fields)
        alternatives = count_of(fields, "alternatives", _MAX_ALTERNATIVES)
        kind = fields.get("format") or "text"
        if kind not in ("text", "html"):
            raise InvalidInput("is unknown; take text or html", field="format", reason="FORMAT_UNKNOWN")
        answers = await exchange.incoming.while_there(self._all(texts, alternatives, html=kind == "html"))
        body: dict[str, Any] = {
            "translatedText": [answer.text for answer in answers],
            "findings": [answer.findings for answer in answers],
        }
        if fields.get("source") == AUTO:
            body["detectedLanguage"] = [_detected(texts)] * len(texts)
        if alternatives:
            body["alternatives"] = [answer.alternatives for answer in answers]
        if not isinstance(fields["q"], list):
            body = {name: values[0] for name, values in body.items()}
        await exchange.answer(200, JSON, json.dumps(body, ensure_ascii=False).encode())

    async def _all(self, texts: list[str], alternatives: int, *, html: bool) -> list[Translated]:
        """Translates texts one after another, so that a request with many takes no more room than one with one."""
        return [await (self._texts.html(text) if html else self._texts.plain(text, alternatives)) for text in texts]

    async def _translate_file(self, exchange: Exchange) -> None:
        self._house.answers.expect_serving()
        fields = await self._fields(exchange)
        file = file_of(fields)
        check_languages(fields)
        made = await exchange.incoming.while_there(self._files.translate(file.data, file.name))
        path = self._downloads.keep(made)
        url = f"{exchange.request.url.scheme}://{exchange.request.headers['host']}/download_file/{path}"
        await exchange.answer(200, JSON, json.dumps({"translatedFileUrl": url}).encode())

    async def _suggest(self, exchange: Exchange) -> None:
        """Refuses suggestions, as servers that do not accept them do; nothing here would use them."""
        await exchange.answer(403, JSON, json.dumps({"error": "Suggestions are disabled on this server."}).encode())

    async def _fields(self, exchange: Exchange) -> Mapping[str, Any]:
        """Reads a request, and checks the token in its header or its field `api_key`."""
        header = exchange.request.headers.get("authorization")
        if header is not None:
            self._calls.identify(header, place=_TOKEN_PLACES)
        fields = await read_fields(exchange)
        if header is None:
            key = fields.get("api_key")
            sent = f"Bearer {key}" if isinstance(key, str) and key else None
            self._calls.identify(sent, place=_TOKEN_PLACES)
        return fields


def _detected(texts: list[str]) -> dict[str, Any]:
    """The language of all texts together: Arabic if any letter is Arabic, else English, which is left as it is."""
    text = "\n".join(texts)
    language = ARABIC if has_arabic(text) else ENGLISH
    return {"confidence": _CERTAIN if any(map(str.isalpha, text)) else 0.0, "language": language}
