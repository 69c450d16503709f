"""The HTTP door's application: which path is whose."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from mujaz.config import Settings
from mujaz.serving.answers import Answers
from mujaz.serving.lifecycle import Lifecycle
from mujaz.serving.tokens import Tokens
from mujaz.web.calls import Calls
from mujaz.web.connect import SERVICE, ConnectCalls
from mujaz.web.files import ReadFile
from mujaz.web.gate import Gate
from mujaz.web.incoming import Bodies
from mujaz.web.libretranslate import LibreTranslate
from mujaz.web.openapi import openapi
from mujaz.web.pages import page_routes


def web_app(settings: Settings, lifecycle: Lifecycle, answers: Answers, tokens: Tokens | None) -> ASGIApp:
    """The application.

    Args:
        settings: Limits, hosts, origins.
        lifecycle: Knows the calls in work, and whether the models do.
        answers: What calls are answered with.
        tokens: Who may call; None lets everybody.
    """
    calls = Calls(lifecycle, tokens, Bodies(settings.max_message_bytes), tracing=settings.tracing)

    async def health(_request: Request) -> JSONResponse:
        serving = lifecycle.healthy and not lifecycle.stopping.is_set()
        return JSONResponse({"status": "ok" if serving else "unavailable"}, 200 if serving else 503)

    document = openapi()

    async def api(_request: Request) -> JSONResponse:
        return JSONResponse(document)

    routes = [
        *page_routes(),
        Route("/read", ReadFile(calls, lifecycle, answers), methods=["POST"]),
        *LibreTranslate(calls, answers, settings, keyed=tokens is not None).routes(),
        Route("/health", health),
        Route("/openapi.json", api),
        Route(f"/{SERVICE.full_name}/{{method}}", ConnectCalls(calls, lifecycle, answers), methods=["POST"]),
    ]
    return Gate(Starlette(routes=routes), settings)
