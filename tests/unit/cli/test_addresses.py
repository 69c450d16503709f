"""Addresses as input: what is fetched, and what is refused. The web is a real server on this machine."""

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from mujaz.cli import addresses
from mujaz.cli.addresses import fetch
from mujaz.cli.inputs import read_article, read_articles
from mujaz.errors import InvalidInput
from mujaz.types import Article, ArticleFailure

PAGE = "<h1>افتتاح الجسر الجديد</h1><p>افتتح الوزير الجسر صباح اليوم الأحد.</p>".encode()
FEED = (
    "<rss version='2.0'><channel><title>x</title><item><title>خبر أول</title><description>افتتح الوزير الجسر."
    "</description><link>https://news.example/1</link></item><item><title>خبر ثان</title><description>هطلت الأمطار."
    "</description></item></channel></rss>"
).encode()


class Site(BaseHTTPRequestHandler):
    """Answers by path."""

    hosts: list[str]

    def do_GET(self) -> None:
        self.server.hosts.append(self.headers["host"])  # type: ignore[attr-defined]
        name = self.path.strip("/")
        if name.startswith("hop"):
            left = int(name[3:])
            return self._send(302, b"", location=f"/hop{left - 1}" if left else "/page")
        if name == "to-file":
            return self._send(302, b"", location="file:///etc/passwd")
        if name == "to-name":
            return self._send(302, b"", location=f"http://private.example:{self.server.server_port}/page")  # type: ignore[attr-defined]
        bodies = {"page": PAGE, "feed": FEED, "gz": gzip.compress(PAGE), "long": b"x" * 3000}
        return self._send(200 if name in bodies else 404, bodies.get(name, b""))

    def _send(self, code: int, body: bytes, **headers: str) -> None:
        self.send_response(code)
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.hosts = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def site(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def test_a_page_is_an_article_and_a_feed_many(site: str) -> None:
    article = read_article(f"{site}/page", allow_private=True)
    assert (article.title, article.url) == ("افتتاح الجسر الجديد", f"{site}/page")
    first, second, failure = read_articles([f"{site}/feed", f"{site}/none"], allow_private=True)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.url, second.url) == ("https://news.example/1", f"{site}/feed")
    assert first.id != second.id
    assert isinstance(failure, ArticleFailure)
    assert "answers 404" in failure.error.message


def test_a_page_that_was_sent_compressed_is_read(site: str) -> None:
    assert read_article(f"{site}/gz", allow_private=True).title == "افتتاح الجسر الجديد"


def test_redirects_are_followed_and_counted(site: str) -> None:
    assert fetch(f"{site}/hop{addresses.MAX_REDIRECTS - 1}", allow_private=True) == PAGE
    with pytest.raises(InvalidInput, match="more than 5 redirects"):
        fetch(f"{site}/hop{addresses.MAX_REDIRECTS}", allow_private=True)


def test_a_redirect_leads_to_http_only(site: str) -> None:
    with pytest.raises(InvalidInput, match="is not an address of http or https"):
        fetch(f"{site}/to-file", allow_private=True)


def test_what_is_too_long_or_too_slow_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "MAX_BYTES", 2000)
    with pytest.raises(InvalidInput, match="longer than 2,000 bytes"):
        fetch(f"{site}/long", allow_private=True)
    monkeypatch.setattr(addresses, "MAX_BYTES", 4000)
    monkeypatch.setattr(addresses, "TIMEOUT_S", -1.0)
    with pytest.raises(InvalidInput, match="takes more than"):
        fetch(f"{site}/long", allow_private=True)


@pytest.mark.parametrize(
    "number",
    "127.0.0.1 10.1.2.3 169.254.169.254 192.168.0.1 100.64.0.1 0.0.0.0 224.0.0.1 ::1 fe80::1%eth0 fd00::1 "
    "::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::".split(),
)
def test_private_addresses_are_refused_however_they_are_written(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", ("93.184.216.34", 80)), (0, 0, 0, "", (number, 80))]
    )
    with pytest.raises(InvalidInput, match="not on the public internet"):
        fetch("http://name.example/")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://", "is not an address of http"),
        ("http://[::1", "is not an address of http"),
        ("http://a.example:99999999/", "is not an address of http"),
        ("https://me:secret@a.example/", "has a name or password"),
        ("http://127.0.0.1:1/", "not on the public internet"),
    ],
)
def test_addresses_that_are_none_are_refused_and_no_password_is_shown(url: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as error:
        fetch(url)
    assert "secret" not in str(error.value)


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time that the name is asked for it is private; nobody asks a second time."""
    real, asked = socket.getaddrinfo, []

    def resolve(host: str, *args: Any, **more: Any) -> Any:
        if host != "news.example":
            return real(host, *args, **more)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(addresses, "_is_public", lambda number: number == "127.0.0.1")
    url = f"http://news.example:{server.server_port}/page"
    assert fetch(url) == PAGE
    assert asked == ["news.example"]
    assert server.hosts == [f"news.example:{server.server_port}"]  # type: ignore[attr-defined]


def test_a_redirect_into_a_private_network_is_refused(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def resolve(host: str, *args: Any, **more: Any) -> Any:
        number = {"news.example": "127.0.0.1", "private.example": "127.0.0.2"}.get(host)
        return [(2, 1, 6, "", (number, 80))] if number else real(host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(addresses, "_is_public", lambda number: number == "127.0.0.1")
    with pytest.raises(InvalidInput, match="not on the public internet"):
        fetch(f"http://news.example:{server.server_port}/to-name")
    assert len(server.hosts) == 1  # type: ignore[attr-defined]
