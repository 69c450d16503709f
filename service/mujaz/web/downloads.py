"""Keeps files in memory until a client fetches them, for a limited time and under names that nobody can guess."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

_KEPT_S = 1800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file to download.

    Args:
        data: Its bytes.
        content_type: Its content type.
        name: The file name offered to the client.
    """

    data: bytes
    content_type: str
    name: str


class Downloads:
    """The files that wait to be fetched.

    Args:
        max_bytes: The most bytes of all files together; the oldest files are dropped first.
        clock: Returns the time in seconds.
    """

    def __init__(self, max_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._max_bytes, self._clock = max_bytes, clock
        self._kept: dict[str, tuple[float, Made]] = {}

    def keep(self, made: Made) -> str:
        """Keeps a file for half an hour; returns the random name by which it can be fetched."""
        name = f"{secrets.token_hex(16)}.{made.name.rpartition('.')[2]}"
        self._kept[name] = (self._clock() + _KEPT_S, made)
        self._forget()
        return name

    def find(self, name: str) -> Made | None:
        """Returns a file by its random name; None if it is no longer kept."""
        self._forget()
        kept = self._kept.get(name)
        return None if kept is None else kept[1]

    async def respond(self, request: Request) -> Response:
        """Answers one request."""
        made = self.find(request.path_params["name"])
        if made is None:
            return JSONResponse({"error": "this file is no longer kept; translate it again"}, 404)
        disposition = f"attachment; filename*=UTF-8''{quote(made.name, safe='')}"
        return Response(made.data, headers={"content-disposition": disposition, "content-type": made.content_type})

    def _forget(self) -> None:
        """Drops files whose time is over, and the oldest ones until the rest fits."""
        held_bytes = sum(len(made.data) for _, made in self._kept.values())
        while self._kept:
            name = next(iter(self._kept))
            until_s, made = self._kept[name]
            if until_s > self._clock() and held_bytes <= self._max_bytes:
                return
            held_bytes -= len(made.data)
            del self._kept[name]
