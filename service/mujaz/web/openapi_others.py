"""The paths of the OpenAPI document that are not methods of the service: LibreTranslate's API, files, health."""

from typing import Any

from mujaz.web.documents import CONTENT_TYPES
from mujaz.web.libre_files import FORMATS
from mujaz.written import ARTICLE_WRITERS, DIGEST_WRITERS

_JSON = "application/json"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_TEXT: dict[str, Any] = {"type": "string"}
_FINDINGS: dict[str, Any] = {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}}
_KEY = {"type": "string", "description": "A token of this server, if it asks for one and the header has none."}
_SOURCE = {"type": "string", "enum": ["ar", "auto"], "description": "The language of the text."}
_TARGET = {"type": "string", "enum": ["en"], "description": "The language of the translation."}
_DETECTED = {
    "type": "object",
    "required": ["confidence", "language"],
    "properties": {"confidence": {"type": "number"}, "language": _TEXT},
}
ERROR: dict[str, Any] = {"content": {_JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}}
"""An answer that is an error in the form of the Connect protocol."""

_LIBRE_ERROR = {
    "description": "Why there is no answer.",
    "content": {
        _JSON: {"schema": {"type": "object", "required": ["error"], "properties": {"error": _TEXT}}},
    },
}


def _object(required: tuple[str, ...] = (), /, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


def _either(one: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _operation(name: str, tag: str, summary: str, answer: Any, request: Any = None, kinds: Any = (_JSON,)) -> Any:
    operation: dict[str, Any] = {
        "operationId": name,
        "tags": [tag],
        "summary": summary,
        "responses": {
            "200": {"description": "The answer.", "content": {_JSON: {"schema": answer}}},
            "default": _LIBRE_ERROR,
        },
    }
    if request is not None:
        operation["requestBody"] = {"required": True, "content": {kind: {"schema": request} for kind in kinds}}
    return operation


def other_paths() -> dict[str, Any]:
    """The operations, by path."""
    return {**_libre_paths(), **_libre_file_paths(), **_server_paths(), **_document_paths()}


def _libre_paths() -> dict[str, Any]:
    libre = "LibreTranslate"
    request = _object(
        ("q", "source", "target"),
        q={**_either(_TEXT), "description": "A text, or a list of up to 500."},
        source=_SOURCE,
        target=_TARGET,
        format={"type": "string", "enum": ["text", "html"], "description": "HTML keeps its tags."},
        alternatives={"type": "integer", "minimum": 0, "description": "The most alternatives; none for HTML."},
        api_key=_KEY,
    )
    translated = _object(
        ("translatedText", "findings"),
        translatedText=_either(_TEXT),
        findings={
            **_either(_FINDINGS),
            "description": "What may be wrong with the translation; a list for each text if `q` is a list.",
        },
        detectedLanguage=_either(_DETECTED),
        alternatives=_either({"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}),
    )
    detect = _object(("q",), q=_either(_TEXT), api_key=_KEY)
    languages = {
        "type": "array",
        "items": _object(
            ("code", "name", "targets"), code=_TEXT, name=_TEXT, targets={"type": "array", "items": _TEXT}
        ),
    }
    settings = _object(("charLimit", "keyRequired", "filesTranslation", "supportedFilesFormat", "language"))
    kinds = (_JSON, *_FORMS)
    return {
        "/translate": {"post": _operation("translate", libre, "Translates texts.", translated, request, kinds)},
        "/detect": {
            "post": _operation(
                "detect", libre, "Says whether a text is Arabic.", {"type": "array", "items": _DETECTED}, detect, kinds
            )
        },
        "/languages": {"get": _operation("languages", libre, "Lists the supported languages.", languages)},
        "/frontend/settings": {
            "get": _operation("frontendSettings", libre, "Returns settings for a front end.", settings)
        },
    }


def _libre_file_paths() -> dict[str, Any]:
    libre = "LibreTranslate"
    file = {"type": "string", "format": "binary", "description": f"Such as {', '.join(FORMATS)}."}
    request = _object(("file", "source", "target"), file=file, source=_SOURCE, target=_TARGET, api_key=_KEY)
    answer = _object(("translatedFileUrl",), translatedFileUrl=_TEXT)
    fetch = _operation("downloadFile", libre, "Returns a translated file, which is kept for half an hour.", {})
    fetch["responses"]["200"]["content"] = {"*/*": {"schema": {}}}
    fetch["parameters"] = [{"name": "name", "in": "path", "required": True, "schema": _TEXT}]
    suggest = _operation("suggest", libre, "Refuses suggestions, always with 403.", _object(), {}, (_JSON, *_FORMS))
    return {
        "/translate_file": {
            "post": _operation("translateFile", libre, "Translates a file.", answer, request, ("multipart/form-data",))
        },
        "/download_file/{name}": {"get": fetch},
        "/suggest": {"post": suggest},
    }


def _document_paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for name, suffixes, method in (
        ("article", ARTICLE_WRITERS, "ProcessArticle"),
        ("digest", DIGEST_WRITERS, "DigestArticles"),
    ):
        for suffix in suffixes:
            request = {"$ref": f"#/components/schemas/{method}Request"}
            summary = f"Returns the answer of {method} as a `{suffix}` file."
            write = _operation(f"{name}{suffix[1:].title()}", "Server", summary, {}, request)
            file = {"schema": {"type": "string", "contentMediaType": CONTENT_TYPES[suffix]}}
            write["responses"]["200"]["content"] = {CONTENT_TYPES[suffix]: file}
            write["responses"]["default"] = {"description": "Why there is no answer.", **ERROR}
            paths[f"/{name}{suffix}"] = {"post": write}
    return paths


def _server_paths() -> dict[str, Any]:
    articles = _object(
        ("articles", "notes", "failures"),
        articles={"type": "array", "items": {"$ref": "#/components/schemas/Article"}},
        notes={
            "type": "array",
            "items": _FINDINGS,
            "description": "For each article, what a reader should know about it.",
        },
        failures={"type": "array", "items": _object(("id", "message"), id=_TEXT, message=_TEXT)},
    )
    read = _operation("read", "Server", "Reads the articles in a file.", articles, {}, ("application/octet-stream",))
    read["parameters"] = [
        {
            "name": "X-File-Name",
            "in": "header",
            "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": 256},
            "description": "The name of the file, percent-encoded.",
        }
    ]
    read["responses"]["default"] = {"description": "Why it cannot be read.", **ERROR}
    health = _operation("health", "Server", "Says whether the models work.", _object(("status",), status=_TEXT))
    health["responses"]["503"] = {"description": "The models do not work, or are not loaded yet."}
    return {"/read": {"post": read}, "/health": {"get": health}}
