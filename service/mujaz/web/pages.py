"""Serves the reading page and its files, which are all part of the package; nothing is loaded from elsewhere."""

import hashlib
from collections.abc import Iterator
from importlib import resources

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "LICENSE": "text/plain; charset=utf-8",
}
_INDEX = "index.html"


def page_routes() -> Iterator[Route]:
    """A route for each file of the page; `index.html` is `/`."""
    for file in resources.files(__package__).joinpath("page").iterdir():
        kind = file.name.rpartition(".")[2]
        if kind in _TYPES:
            path = "/" if file.name == _INDEX else f"/{file.name}"
            yield Route(path, KeptFile(file.read_bytes(), _TYPES[kind]).respond)


class KeptFile:
    """A file in memory, sent only if the browser does not have it already.

    Args:
        data: Its bytes.
        content_type: Its content type.
    """

    def __init__(self, data: bytes, content_type: str) -> None:
        self._data = data
        tag = hashlib.sha256(data).hexdigest()[:16]
        self._headers = {"content-type": content_type, "etag": f'"{tag}"', "cache-control": "no-cache"}

    async def respond(self, request: Request) -> Response:
        """Answers one request."""
        if request.headers.get("if-none-match") == self._headers["etag"]:
            return Response(status_code=304, headers=self._headers)
        return Response(self._data, headers=self._headers)
