"""Checks the host and the origin of every HTTP request, and adds security headers to every answer."""

import ipaddress
import json
from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mujaz.config import Settings

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_ALLOWED_HEADERS = (
    "authorization, connect-content-encoding, connect-protocol-version, connect-timeout-ms, content-encoding, "
    "content-type, x-request-id"
)
_PREFLIGHT_S = "600"


class Gate:
    """Passes allowed requests on to an application.

    A page of another site must not read the answers of a server on this machine or network. Such a page may point its
    own host name at this server's address (DNS rebinding), which the Host header reveals, or just send a request, which
    the Origin header reveals.

    Args:
        app: The application.
        settings: The allowed hosts and origins.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = _listed(settings.http_hosts) | {"localhost"}
        self._origins = _listed(settings.http_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            return
        sent_host = Headers(scope=scope).get("host", "")
        scope = _in_origin_form(scope)
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
        allowed = foreign and bool({origin.lower() if origin else "", "*"} & self._origins)

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("cache-control", "no-store")
                if allowed:
                    out["access-control-allow-origin"] = str(origin)
                    out["access-control-expose-headers"] = "retry-after, x-request-id"
                    out.add_vary_header("origin")
                else:
                    out["cross-origin-resource-policy"] = "same-origin"
            await send(message)

        if not all(map(self._is_known_host, (sent_host, headers.get("host", "")))):
            await _refuse(send_on, "this server does not answer to that host name; list it in http_hosts")
        elif foreign and not allowed:
            await _refuse(send_on, "pages of this origin may not call this server; list the origin in http_origins")
        elif allowed and scope["method"] == "OPTIONS":
            await _preflight(send_on)
        else:
            await self._app(scope, receive, send_on)

    def _is_known_host(self, host: str) -> bool:
        name = (urlsplit(f"//{host}").hostname or "") if _is_plain(host) else ""
        return bool({name, "*"} & self._hosts) or _is_ip_address(name)


def _in_origin_form(scope: Scope) -> Scope:
    """The request to a path of a host, where it was sent to a whole address, as proxies do (RFC 9112, 3.2.2)."""
    try:
        target = urlsplit(scope["raw_path"].decode("ascii"))
    except ValueError:
        return scope
    if target.scheme.lower() not in ("http", "https"):
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    path = target.path or "/"
    return {
        **scope,
        "path": unquote(path),
        "raw_path": path.encode("ascii"),
        "headers": [(b"host", target.netloc.encode("ascii")), *headers],
    }


def _is_plain(host: str) -> bool:
    return bool(host) and not set(host) & set("/?#@ \\") and host.isascii() and _parses(host)


def _parses(host: str) -> bool:
    try:
        urlsplit(f"//{host}")
    except ValueError:
        return False
    return True


def _is_ip_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _listed(setting: str) -> set[str]:
    return {each.strip().lower().rstrip("/") for each in setting.split(",") if each.strip()}


async def _refuse(send: Send, why: str) -> None:
    data = json.dumps({"code": "permission_denied", "message": why}).encode()
    await _plain(send, 403, [(b"content-type", b"application/json"), (b"connection", b"close")], data)


async def _preflight(send: Send) -> None:
    headers = [
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", _ALLOWED_HEADERS.encode()),
        (b"access-control-max-age", _PREFLIGHT_S.encode()),
    ]
    await _plain(send, 204, headers, b"")


async def _plain(send: Send, status: int, headers: list[tuple[bytes, bytes]], data: bytes) -> None:
    length = [] if status == 204 else [(b"content-length", str(len(data)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length]})
    await send({"type": "http.response.body", "body": data})
