"""Files made for somebody who will fetch them in a moment: in memory, for a while, under names nobody can guess."""

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
    """A file.

    Args:
        data: Its bytes.
        content_type: What they are.
        name: What it is to be called.
    """

    data: bytes
    content_type: str
    name: str


class Downloads:
    """The files that wait.

    Args:
        max_bytes: All of them together; the oldest go first.
        clock: Tells seconds.
    """

    def __init__(self, max_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._max_bytes, self._clock = max_bytes, clock
        self._kept: dict[str, tuple[float, Made]] = {}

    def keep(self, made: Made) -> str:
        """Keeps a file for half an hour; returns the name to ask for it by, which says nothing of it."""
        name = f"{secrets.token_hex(16)}.{made.name.rpartition('.')[2]}"
        self._kept[name] = (self._clock() + _KEPT_S, made)
        self._forget()
        return name

    def find(self, name: str) -> Made | None:
        """A file, as long as it is kept."""
        self._forget()
        kept = self._kept.get(name)
        return None if kept is None else kept[1]

    async def respond(self, request: Request) -> Response:
        """Answers one request."""
        made = self.find(request.path_params["name"])
        if made is None:
            return JSONResponse({"error": "there is no such file any more; translate it again"}, 404)
        disposition = f"attachment; filename*=UTF-8''{quote(made.name, safe='')}"
        return Response(made.data, headers={"content-disposition": disposition, "content-type": made.content_type})

    def _forget(self) -> None:
        held_bytes = sum(len(made.data) for _, made in self._kept.values())
        while self._kept:
            name = next(iter(self._kept))
            until_s, made = self._kept[name]
            if until_s > self._clock() and held_bytes <= self._max_bytes:
                return
            held_bytes -= len(made.data)
            del self._kept[name]
