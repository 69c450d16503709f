"""TLS, mutual TLS and tokens: who gets in, who does not, and what changes while the server runs."""

import asyncio
import ssl

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from structlog.testing import capture_logs

from mujaz.client import AsyncClient, Credentials, RetryPolicy
from mujaz.config import Settings
from mujaz.errors import ConfigError, InvalidInput, NotReady, Overloaded, Unauthenticated
from mujaz.server import ArticleServer
from mujaz.serving.tokens import Tokens, token_hash
from mujaz.types import Article

from .authority import Authority

ARTICLE = Article(body="قال الوزير إن الاجتماع سيعقد يوم الاثنين.")
SECRET = "a-token-of-the-desk"


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture
def serve(start):
    """As `start`; gives the address."""

    async def start_server(**settings) -> str:
        return (await start(**settings)).address

    return start_server


def client(address, *, timeout_s: float = 20.0, **credentials) -> AsyncClient:
    retry = RetryPolicy(max_attempts=1)
    return AsyncClient(address, timeout_s=timeout_s, retry=retry, credentials=Credentials(**credentials))


async def translate(address, **credentials) -> str:
    async with client(address, **credentials) as asked:
        return (await asked.process_article(ARTICLE)).body.text


async def test_tls_lets_in_who_trusts_the_authority(serve, authority):
    certificate, key = authority.issue("server")
    address = await serve(tls_certificate=certificate, tls_key=key)
    assert await translate(address, ca=authority.ca)


async def test_who_does_not_trust_it_or_speaks_in_the_clear_gets_nothing(serve, authority, tmp_path):
    certificate, key = authority.issue("server")
    address = await serve(tls_certificate=certificate, tls_key=key)
    other = tmp_path / "other"
    for says, credentials in (
        ("the certificate of .* is not accepted", {"ca": Authority(other).ca}),
        ("it may speak TLS", {}),
    ):
        with pytest.raises(NotReady, match=says):
            await translate(address, **credentials)
    assert await translate(address, ca=authority.ca)


async def test_who_speaks_tls_to_a_server_in_the_clear_is_told_so(serve, authority):
    address = await serve()
    with pytest.raises(NotReady, match="does not speak TLS; leave out tls, ca and certificate"):
        await translate(address, ca=authority.ca)


async def test_mutual_tls_wants_a_certificate_of_its_authority(serve, authority, tmp_path):
    certificate, key = authority.issue("server")
    address = await serve(tls_certificate=certificate, tls_key=key, tls_client_ca=authority.ca)
    ours, our_key = authority.issue("client")
    assert await translate(address, ca=authority.ca, certificate=ours, key=our_key)
    folder = tmp_path / "other"
    theirs, their_key = Authority(folder).issue("client")
    for credentials in ({}, {"certificate": theirs, "key": their_key}):
        with pytest.raises(NotReady):
            await translate(address, ca=authority.ca, **credentials)


async def test_a_renewed_certificate_is_shown_without_a_restart(serve, authority):
    certificate, key = authority.issue("server")
    address = await serve(tls_certificate=certificate, tls_key=key)
    host, port = address.split(":")

    def shown() -> str:
        return ssl.get_server_certificate((host, int(port)), timeout=20)

    first = await asyncio.to_thread(shown)
    key.write_bytes(b"half of a renewal")
    with capture_logs() as events:
        assert await asyncio.to_thread(shown) == first
    assert "tls_files_unusable" in {event["event"] for event in events}
    authority.issue("server")
    second = await asyncio.to_thread(shown)
    assert second != first
    assert second in certificate.read_text()
    assert await translate(address, ca=authority.ca)


async def test_files_that_cannot_be_used_stop_the_start(authority, tmp_path):
    certificate, key = authority.issue("server")
    garbage = tmp_path / "garbage.pem"
    garbage.write_text("no PEM")
    _, other_key = authority.issue("other")
    for settings, says in (
        ({"tls_certificate": certificate}, "tls_key is not set"),
        ({"tls_certificate": certificate, "tls_key": other_key}, "cannot use the TLS files"),
        ({"tls_certificate": certificate, "tls_key": tmp_path / "nothing"}, "nothing"),
        ({"tls_client_ca": authority.ca}, "tls_certificate is not set"),
        ({"tls_certificate": certificate, "tls_key": key, "tls_client_ca": garbage}, "^tls_client_ca .*garbage.pem"),
        ({"tokens_file": tmp_path / "nothing"}, "cannot read tokens_file"),
    ):
        with pytest.raises(ConfigError, match=says):
            ArticleServer(Settings(address="127.0.0.1:0", **settings))


@pytest.fixture
def tokens_file(tmp_path):
    path = tmp_path / "tokens.toml"
    write_tokens(path)
    return path


def write_tokens(path, secret: str = SECRET, **limits) -> None:
    lines = [f"{name} = {value}" for name, value in limits.items()]
    path.write_text("\n".join(["[[token]]", 'name = "desk"', f'sha256 = "{token_hash(secret)}"', *lines, ""]))


async def test_a_token_opens_and_its_name_is_logged_but_not_itself(serve, tokens_file):
    address = await serve(tokens_file=tokens_file)
    with capture_logs() as events:
        assert await translate(address, token=SECRET)
    (call,) = [event for event in events if event["event"] == "call"]
    assert call["caller"] == "desk"
    assert SECRET not in str(events)


@pytest.mark.parametrize(("token", "reason"), [("", "TOKEN_MISSING"), ("another", "TOKEN_UNKNOWN")])
async def test_without_a_known_token_nothing_is_done(serve, tokens_file, token, reason):
    address = await serve(tokens_file=tokens_file)
    with capture_logs() as events, pytest.raises(Unauthenticated) as raised:
        await translate(address, token=token)
    assert raised.value.reason == reason
    assert not token or token not in str(events)
    async with client(address, token=token) as asked:
        with pytest.raises(Unauthenticated):
            [outcome async for outcome in asked.process_articles([ARTICLE])]
    assert await translate(address, token=SECRET)


async def test_health_and_reflection_stay_open(serve, tokens_file):
    address = await serve(tokens_file=tokens_file)
    async with grpc.aio.insecure_channel(address) as channel:
        response = await health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest())
    assert response.status == health_pb2.HealthCheckResponse.SERVING


async def test_a_token_has_limits_of_its_own(serve, tokens_file):
    write_tokens(tokens_file, max_article_chars=60, articles_per_minute=3)
    address = await serve(tokens_file=tokens_file)
    with pytest.raises(InvalidInput, match="this token may send 60"):
        async with client(address, token=SECRET) as asked:
            await asked.process_article(Article(body="كلمة " * 20))
    assert await translate(address, token=SECRET)
    assert await translate(address, token=SECRET)
    with pytest.raises(Overloaded) as raised:
        await translate(address, token=SECRET)
    assert raised.value.reason == "RATE_LIMITED"
    assert 0 < raised.value.retry_delay_s <= 30


async def test_a_message_is_not_read_for_a_token_whose_allowance_is_used_up(serve, tokens_file):
    write_tokens(tokens_file, articles_per_minute=1)
    address = await serve(tokens_file=tokens_file)
    async with grpc.aio.insecure_channel(address) as channel:
        digest = channel.unary_unary("/mujaz.v1.ArticleService/DigestArticles")
        for code in (grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.RESOURCE_EXHAUSTED):
            with pytest.raises(grpc.aio.AioRpcError) as raised:
                await digest(b"no message", metadata=(("authorization", f"Bearer {SECRET}"),))
            assert raised.value.code() is code


async def test_in_a_stream_each_article_is_held_against_the_limits(serve, tokens_file):
    write_tokens(tokens_file, articles_per_minute=2)
    address = await serve(tokens_file=tokens_file)
    articles = [Article(id=str(number), body=ARTICLE.body) for number in range(4)]
    async with client(address, token=SECRET) as asked:
        outcomes = [outcome async for outcome in asked.process_articles(articles)]
    reasons = [outcome.error.reason for outcome in outcomes if hasattr(outcome, "error")]
    assert reasons == ["RATE_LIMITED"] * 2
    assert len(outcomes) == 4


async def test_tokens_that_change_are_read_anew(tokens_file, monkeypatch, eventually):
    monkeypatch.setattr("mujaz.serving.tokens._CHECK_EVERY_S", 0.01)
    tokens = Tokens(tokens_file)

    def known(secret: str) -> bool:
        try:
            return tokens.caller([("authorization", f"Bearer {secret}")]).entry.name == "desk"
        except Unauthenticated:
            return False

    watching = asyncio.create_task(tokens.watch())
    with capture_logs() as events:
        tokens_file.write_text("[[token]")
        await eventually(lambda: "tokens_unusable" in {event["event"] for event in events})
        assert known(SECRET)
        write_tokens(tokens_file, "another and longer one")
        await eventually(lambda: known("another and longer one"))
    assert not known(SECRET)
    watching.cancel()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[token]\n", "line 1"),
        ("[tokens]\n", "unknown key tokens"),
        ('[[token]]\nname = "a"\n', "sha256"),
        ('[[token]]\nname = "a"\nsha256 = "12"\n', "sha256"),
        (f'[[token]]\nname = "a"\nsha256 = "{"0" * 64}"\nadmin = true\n', "admin"),
        (f'[[token]]\nname = "a"\nsha256 = "{"0" * 64}"\narticles_per_minute = 0\n', "articles_per_minute"),
    ],
)
def test_a_file_of_tokens_that_is_wrong_says_where(tmp_path, text, says):
    path = tmp_path / "tokens.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=says):
        Tokens(path)


def test_a_token_in_place_of_the_tokens_file_is_said_so_but_not_shown(tmp_path):
    path = tmp_path / "token"
    path.write_text(f"{SECRET}\n")
    with pytest.raises(ConfigError, match="must hold what `mujaz token NAME` prints") as raised:
        Tokens(path)
    assert SECRET not in raised.value.message


def test_a_file_without_certificates_is_no_authority(tmp_path):
    garbage = tmp_path / "garbage.pem"
    garbage.write_text("no PEM")
    with pytest.raises(ConfigError, match=r"setting call_ca\) .*garbage.pem: holds no certificate"):
        AsyncClient("127.0.0.1:1", credentials=Credentials(ca=garbage))


@pytest.mark.parametrize("token", ["[[token]]\nname", "a b", "رمز"])
def test_what_can_be_no_token_is_refused_before_it_is_sent(token):
    with pytest.raises(ConfigError, match="give one token, not the tokens file") as raised:
        Credentials(token=token)
    assert token not in raised.value.message


def test_a_token_never_travels_in_the_clear():
    for address in ("example.org:50051", "10.0.0.1:50051"):
        with pytest.raises(ConfigError, match="only over TLS"):
            AsyncClient(address, credentials=Credentials(token=SECRET))
    assert SECRET not in repr(Credentials(token=SECRET))
