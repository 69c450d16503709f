"""The HTTP door's application: what answers each path."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from mujaz.serving.house import House
from mujaz.web.api_page import api_page
from mujaz.web.calls import Calls
from mujaz.web.connect import SERVICE, ConnectCalls
from mujaz.web.documents import Documents
from mujaz.web.files import ReadFile
from mujaz.web.gate import Gate
from mujaz.web.incoming import Bodies
from mujaz.web.libretranslate import LibreTranslate
from mujaz.web.openapi import openapi
from mujaz.web.pages import KeptFile, page_routes


def web_app(house: House) -> ASGIApp:
    """Returns the application.

    Args:
        house: What the doors of this server share.
    """
    lifecycle, settings = house.lifecycle, house.settings
    calls = Calls(lifecycle, house.tokens, Bodies(settings.max_message_bytes), tracing=settings.tracing)

    async def health(_request: Request) -> JSONResponse:
        serving = lifecycle.healthy and not lifecycle.stopping.is_set()
        return JSONResponse({"status": "ok" if serving else "unavailable"}, 200 if serving else 503)

    document = openapi()

    async def api(_request: Request) -> JSONResponse:
        return JSONResponse(document)

    routes = [
        # The route with the most requests comes first, as routes are tried in order.
        Route(f"/{SERVICE.full_name}/{{method}}", ConnectCalls(calls, house), methods=["POST"]),
        *page_routes(),
        ReadFile(calls, house).route(),
        *Documents(calls, house).routes(),
        *LibreTranslate(calls, house).routes(),
        Route("/health", health),
        Route("/openapi.json", api),
        Route("/api", KeptFile(api_page(document).encode(), "text/html; charset=utf-8").respond),
    ]
    return Gate(Starlette(routes=routes), settings)
