"""Fetches pages and feeds from the web, for the command line only: a server must not fetch what its callers name.

A host name is resolved once; the IP address that it resolves to is checked, and then connected to. So a name that
points to a public address when it is checked and to a private one afterwards (DNS rebinding) gains nothing. Each
redirect is checked in the same way.
"""

import ipaddress
import socket
import time
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mujaz.errors import ConfigError, InvalidInput

if TYPE_CHECKING:
    import httpx

MAX_BYTES = 16 * 2**20
MAX_REDIRECTS = 5
TIMEOUT_S = 30.0
"""For a whole fetch, with its redirects."""
_STEP_TIMEOUT_S = 10.0
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.8"


def fetch(url: str, *, allow_private: bool = False) -> bytes:
    """Fetches a page or feed. Proxies that the environment names are not used.

    Args:
        url: Its address, http or https.
        allow_private: Also fetch from addresses that are not on the public internet, such as this machine's.

    Returns:
        The body as it was sent, which may be compressed.

    Raises:
        InvalidInput: It cannot be fetched, or exceeds a limit; names the address and the reason.
        ConfigError: httpx is not installed.
    """
    httpx = _httpx()
    ends_s = time.monotonic() + TIMEOUT_S
    target = url
    headers = {"accept": _ACCEPT, "accept-encoding": "identity", "user-agent": "Mujaz"}
    try:
        with httpx.Client(trust_env=False, timeout=_STEP_TIMEOUT_S, headers=headers) as client:
            for _ in range(MAX_REDIRECTS + 1):
                request = _request(client, target, allow_private=allow_private)
                answer = client.send(request, stream=True)
                try:
                    if answer.status_code not in _REDIRECTS:
                        return _body(answer, url, ends_s)
                    target = str(httpx.URL(target).join(answer.headers.get("location", "")))
                finally:
                    answer.close()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _refusal(url, f"cannot be fetched: {error or type(error).__name__}") from None
    raise _refusal(url, f"leads to more than {MAX_REDIRECTS} redirects")


def _httpx() -> ModuleType:
    try:
        import httpx
    except ImportError:
        raise ConfigError(
            "reading from an address needs httpx: pip install '.[web]' in the folder of Mujaz", reason="EXTRA_MISSING"
        ) from None
    return httpx


def _request(client: "httpx.Client", url: str, *, allow_private: bool) -> "httpx.Request":
    """Returns a request to the checked IP address of a host, with the host's name in the header and for TLS."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        raise _refusal(url, "is not an address of http or https") from None
    if scheme not in ("http", "https") or not host:
        raise _refusal(url, "is not an address of http or https")
    if parts.username or parts.password:
        raise _refusal(url.rpartition("@")[2], "has a name or password in it, which is not sent; leave it out")
    ip_address = _checked_ip_address(host, port or (443 if scheme == "https" else 80), url, allow_private)
    request = client.build_request("GET", url, extensions={"sni_hostname": host})
    request.url = request.url.copy_with(host=ip_address)
    return request


def _checked_ip_address(host: str, port: int, url: str, allow_private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _refusal(url, f"cannot be fetched: there is no host {host}") from None
    ip_addresses = [str(address[0]).partition("%")[0] for *_, address in found]
    if not ip_addresses:
        raise _refusal(url, f"cannot be fetched: there is no host {host}")
    if not allow_private and not all(map(_is_public, ip_addresses)):
        raise _refusal(url, f"is not on the public internet ({host}); --allow-private allows it")
    return min(ip_addresses, key=lambda each: ":" in each)  # IPv4 first, as IPv6 is often set up but does not work


def _is_public(ip_address: str) -> bool:
    address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(ip_address)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        address = inner or address
    return address.is_global and not address.is_multicast


def _body(answer: "httpx.Response", url: str, ends_s: float) -> bytes:
    if not answer.is_success:
        raise _refusal(url, f"answers {answer.status_code} {answer.reason_phrase}".rstrip())
    data = bytearray()
    for block in answer.iter_raw():
        data += block
        if len(data) > MAX_BYTES:
            raise _refusal(url, f"is longer than {MAX_BYTES:,} bytes", reason="FILE_TOO_LONG")
        if time.monotonic() > ends_s:
            raise _refusal(url, f"takes more than {TIMEOUT_S:.0f} s")
    return bytes(data)


def _refusal(url: str, message: str, reason: str = "ADDRESS") -> InvalidInput:
    return InvalidInput(message, field=url, reason=reason)
