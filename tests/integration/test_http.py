"""The HTTP door: a real server with the fake engine, a real client over a real socket."""

import asyncio
import base64
import gzip
import json
import shutil
import socket
import ssl
import struct
import subprocess

import httpx
import pytest
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from structlog.testing import capture_logs

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import ConfigError
from mujaz.readers.office import read_docx
from mujaz.rpc.door import GrpcDoor
from mujaz.serving.tokens import token_hash
from mujaz.v1 import article_pb2 as pb
from mujaz.web.documents import CONTENT_TYPES
from mujaz.web.door import HttpDoor
from mujaz.wire.results import to_json
from mujaz.written import ARTICLE_WRITERS, DIGEST_WRITERS

from .authority import Authority
from .connections import connection

SERVICE = "/mujaz.v1.ArticleService/"
SENTENCE = "قال الوزير إن الاجتماع سيعقد يوم الاثنين."
ARTICLE = {"article": {"id": "a", "title": "عنوان الخبر", "body": SENTENCE}}
TOKEN = "a-token-of-the-desk"


@pytest.fixture
async def http(start):
    """Starts a server with an HTTP door; gives it and a client of it."""
    clients = []

    async def start_http(*, headers=None, verify=True, **settings):
        running = await start(http="127.0.0.1:0", **settings)
        client = httpx.AsyncClient(
            base_url=running.server.http_address, headers=headers, verify=verify, timeout=30, trust_env=False
        )
        clients.append(client)
        return running, client

    yield start_http
    for client in clients:
        await client.aclose()


def refusal(response: httpx.Response) -> tuple[str, str, str]:
    """Code, reason and field of an error as Connect writes it."""
    body = response.json()
    info, request = ErrorInfo(), BadRequest()
    for detail in body["details"]:
        value = base64.b64decode(detail["value"] + "==")
        if detail["type"] == "google.rpc.ErrorInfo":
            info.ParseFromString(value)
        if detail["type"] == "google.rpc.BadRequest":
            request.ParseFromString(value)
    assert info.domain == "mujaz"
    assert info.metadata["request_id"] == response.headers["x-request-id"]
    field = request.field_violations[0].field if request.field_violations else ""
    return body["code"], info.reason, field


async def test_json_says_what_grpc_says(http):
    running, client = await http()
    over_grpc = await running.stub.ProcessArticle(
        pb.ProcessArticleRequest(article=pb.Article(id="a", title="عنوان الخبر", body=SENTENCE))
    )
    response = await client.post(SERVICE + "ProcessArticle", json=ARTICLE, headers={"x-request-id": "mine"})
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert response.headers["x-request-id"] == "mine"
    ours = response.json()
    theirs = json.loads(to_json(over_grpc, indent=None))
    assert ours.pop("timings").keys() == theirs.pop("timings").keys()
    assert ours == theirs
    assert ours["segments"][0]["doubts"] == []


async def test_protobuf_in_protobuf_out(http):
    _, client = await http()
    request = pb.TranslateTextRequest(text=SENTENCE)
    response = await client.post(
        SERVICE + "TranslateText",
        content=request.SerializeToString(),
        headers={"content-type": "application/proto", "connect-protocol-version": "1"},
    )
    assert response.status_code == 200
    assert pb.TranslateTextResponse.FromString(response.content).text


async def test_every_unary_method_answers(http):
    _, client = await http()
    articles = [{"id": str(number), "title": "عنوان", "body": SENTENCE} for number in range(3)]
    for method, body, field in (
        ("DigestArticles", {"articles": articles}, "stories"),
        ("SummarizeText", {"text": "The council met. It chose a chair."}, "brief"),
        ("CheckTranslation", {"source": SENTENCE, "translation": "The minister said so."}, "lines"),
        ("ListModels", {}, "models"),
    ):
        response = await client.post(SERVICE + method, json=body)
        assert response.status_code == 200, response.text
        assert response.json()[field]


@pytest.mark.parametrize(
    ("content", "reason", "field"),
    [
        (b"", "JSON_MALFORMED", "request"),
        (b"[]", "JSON_MALFORMED", "request"),
        (b'{"article": ' + b"[" * 100_000, "TOO_MANY_FIELDS", "request"),
        (b'{"article": ' + b"[" * 20_000, "JSON_MALFORMED", "request"),
        (b'{"article": {"body": "' + b"\xff" + b'"}}', "JSON_MALFORMED", "request"),
        (b'{"article": {"body": "\\ud800"}}', "JSON_MALFORMED", None),
        (b'{"\\udc80": 1}', "JSON_MALFORMED", "request"),
        (b'{"article": {"bdy": "x"}}', "JSON_MALFORMED", "article"),
        (b'{"article": {"body": 7}}', "JSON_MALFORMED", "article.body"),
        (b'{"options": {"beam_size": 1' + b"0" * 5000 + b"}}", "JSON_MALFORMED", None),
        (b"{}", "FIELD_MISSING", "article"),
        (b'{"article": {"body": "English"}}', "TEXT_NOT_ARABIC", "article.body"),
        (json.dumps({"options": {"glossary": {"terms": [{}] * 60_000}}}).encode(), "TOO_MANY_FIELDS", "request"),
    ],
)
async def test_a_request_that_cannot_be_is_told_why(http, content, reason, field):
    _, client = await http()
    response = await client.post(
        SERVICE + "ProcessArticle", content=content, headers={"content-type": "application/json"}
    )
    assert response.status_code == 400
    said = refusal(response)
    assert said[:2] == ("invalid_argument", reason)
    assert field is None or said[2] == field


@pytest.mark.parametrize(
    ("method", "content", "message"),
    [
        ("ProcessArticle", '{"article": "x"}', "article: must be an object, whose fields are id, title, body, "),
        ("DigestArticles", '{"articles": {}}', "articles: must be a list"),
        ("DigestArticles", '{"articles": [{}, "x"]}', "articles[1]: must be an object, whose fields are id, "),
        ("DigestArticles", '{"articles": [{}, {"bdy": 1}]}', "articles[1]: has no field bdy; its fields are id, "),
        ("ProcessArticle", '{"options": {"b\u00e9": 1}}', "options: has no field of that name; its fields are beam"),
        ("ProcessArticle", '{"ىىى": "x\n"}', "request: is not JSON: Invalid control character at line 1, column 11"),
    ],
)
async def test_what_has_the_wrong_form_is_told_the_right_one(http, method, content, message):
    _, client = await http()
    headers = {"content-type": "application/json"}
    response = await client.post(SERVICE + method, content=content, headers=headers)
    assert response.json()["message"].startswith(message)


async def test_marks_within_a_text_are_no_values(http):
    _, client = await http()
    text = SENTENCE + " " + '[{,\\"' * 20_000
    response = await client.post(SERVICE + "TranslateText", json={"text": text})
    assert "TOO_MANY_FIELDS" not in response.text


async def test_no_text_is_in_the_log_or_in_what_an_error_says(http):
    _, client = await http()
    with capture_logs() as logs:
        for body in ({"article": SENTENCE}, {SENTENCE: 1}, {"article": {"content_type": SENTENCE}}):
            response = await client.post(SERVICE + "ProcessArticle", json=body)
            assert response.status_code == 400
            assert SENTENCE not in response.text
    assert [entry["code"] for entry in logs if entry["event"] == "call"] == ["INVALID_ARGUMENT"] * 3
    assert SENTENCE not in str(logs)


async def test_a_body_beyond_the_limit_is_refused_before_it_is_read(http):
    _, client = await http(max_message_bytes=2**16)
    response = await client.post(SERVICE + "TranslateText", json={"text": "ا" * 2**16})
    assert refusal(response) == ("invalid_argument", "MESSAGE_TOO_LONG", "request")

    async def pieces():
        for _ in range(100):
            yield b" " * 2**12

    response = await client.post(
        SERVICE + "TranslateText", content=pieces(), headers={"content-type": "application/json"}
    )
    assert refusal(response)[1] == "MESSAGE_TOO_LONG"


async def test_a_method_or_a_path_that_is_not_there(http):
    _, client = await http()
    response = await client.post(SERVICE + "Nothing", json={})
    assert (response.status_code, response.json()["code"]) == (501, "unimplemented")
    assert (await client.get(SERVICE + "ProcessArticle")).status_code == 405
    assert (await client.get("/nothing")).status_code == 404
    response = await client.post(SERVICE + "TranslateText", content=b"x", headers={"content-type": "text/plain"})
    assert response.status_code == 415
    assert refusal(response) == ("invalid_argument", "CONTENT_TYPE_UNKNOWN", "content-type")


async def test_tokens_are_those_of_grpc(http, tmp_path):
    tokens = tmp_path / "tokens.toml"
    tokens.write_text(f'[[token]]\nname = "desk"\nsha256 = "{token_hash(TOKEN)}"\narticles_per_minute = 2\n')
    running, client = await http(tokens_file=tokens)
    response = await client.post(SERVICE + "ProcessArticle", json=ARTICLE)
    assert response.status_code == 401
    assert refusal(response)[1] == "TOKEN_MISSING"
    assert response.json()["message"].endswith("send it as the header `Authorization: Bearer TOKEN`")
    headers = {"authorization": f"Bearer {TOKEN}"}
    metadata = (("authorization", f"Bearer {TOKEN}"),)
    await running.stub.TranslateText(pb.TranslateTextRequest(text=SENTENCE), metadata=metadata)
    assert (await client.post(SERVICE + "ProcessArticle", json=ARTICLE, headers=headers)).status_code == 200
    response = await client.post(SERVICE + "ProcessArticle", json=ARTICLE, headers=headers)
    assert (response.status_code, refusal(response)[1]) == (429, "RATE_LIMITED")
    assert int(response.headers["retry-after"]) >= 1
    assert (await client.get("/health")).status_code == 200


async def test_a_deadline_is_kept(http):
    _, client = await http(engine=FakeTranslationEngine(batch_delay_s=0.5))
    response = await client.post(
        SERVICE + "TranslateText", json={"text": SENTENCE}, headers={"connect-timeout-ms": "50"}
    )
    assert (response.status_code, response.json()["code"]) == (504, "deadline_exceeded")
    response = await client.post(
        SERVICE + "TranslateText", json={"text": SENTENCE}, headers={"connect-timeout-ms": "soon"}
    )
    assert refusal(response) == ("invalid_argument", "TIMEOUT_MALFORMED", "connect-timeout-ms")


async def test_a_client_that_goes_takes_its_work_with_it(http, eventually):
    running, client = await http(engine=FakeTranslationEngine(batch_delay_s=0.3), max_batch_tokens=64)
    # All differ, as equal sentences are translated once.
    text = "\n".join(f"قال الوزير {number} إن الاجتماع سيعقد." for number in range(300))
    with capture_logs() as logs:
        with pytest.raises(httpx.ReadTimeout):
            await client.post(SERVICE + "TranslateText", json={"text": text}, timeout=0.6)
        await eventually(lambda: any(entry.get("code") == "CANCELLED" for entry in logs))
    scheduler = running.server.lifecycle.scheduler
    await eventually(lambda: scheduler.articles_in_work == 0 and scheduler.chunks_waiting == 0)
    assert len(running.engine.batches) < 10


async def test_articles_beyond_the_room_are_refused_with_a_time(http):
    _, client = await http(engine=FakeTranslationEngine(batch_delay_s=0.2), max_concurrent_articles=1)
    calls = [client.post(SERVICE + "ProcessArticle", json=ARTICLE) for _ in range(6)]
    responses = await asyncio.gather(*calls)
    assert {response.status_code for response in responses} == {200, 429}
    refused = next(response for response in responses if response.status_code == 429)
    assert refusal(refused)[1] == "OVERLOADED"
    assert "retry-after" in refused.headers


async def test_lines_of_json_are_a_stream(http):
    _, client = await http()
    lines = [{"article": {"id": str(number), "body": SENTENCE}} for number in range(20)]
    lines[7] = {"article": {"id": "7", "body": "English"}}
    content = "\n".join(map(json.dumps, lines)) + "\nno json"
    response = await client.post(
        SERVICE + "ProcessArticles", content=content, headers={"content-type": "application/x-ndjson"}
    )
    answers = [json.loads(line) for line in response.text.splitlines()]
    assert sorted(answer["id"] for answer in answers) == sorted(["", *map(str, range(20))])
    failed = {answer["id"]: answer["error"]["reason"] for answer in answers if "error" in answer}
    assert failed == {"7": "TEXT_NOT_ARABIC", "": "JSON_MALFORMED"}


@pytest.mark.parametrize("kind", ["json", "proto"])
async def test_frames_are_a_stream(http, kind):
    _, client = await http()
    requests = [pb.ProcessArticlesRequest(article=pb.Article(id=str(n), body=SENTENCE)) for n in range(5)]
    write = (lambda m: to_json(m, indent=None).encode()) if kind == "json" else (lambda m: m.SerializeToString())
    content = b"".join(b"\0" + len(data).to_bytes(4, "big") + data for data in map(write, requests))
    headers = {"content-type": f"application/connect+{kind}"}
    response = await client.post(SERVICE + "ProcessArticles", content=content, headers=headers)
    data, frames = response.content, []
    while data:
        length = int.from_bytes(data[1:5], "big")
        frames.append((data[0], data[5 : 5 + length]))
        data = data[5 + length :]
    assert [flags for flags, _ in frames] == [0] * 5 + [2]
    assert json.loads(frames[-1][1]) == {}
    response = await client.post(SERVICE + "ProcessArticles", content=content[:-1], headers=headers)
    end = json.loads(response.content[response.content.rindex(b'{"error"') :])
    assert end["error"]["code"] == "invalid_argument"


async def test_health_is_ok_only_while_the_models_work(http):
    running, client = await http(load=False)
    assert (await client.get("/health")).status_code == 503
    response = await client.post(SERVICE + "ProcessArticle", json=ARTICLE)
    assert (response.status_code, refusal(response)[1]) == (503, "NOT_READY")
    await running.server.load()
    assert (await client.get("/health")).json() == {"status": "ok"}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "a@127.0.0.1", "[::1"])
async def test_names_that_are_not_its_own_get_nothing(http, host):
    _, client = await http()
    response = await client.get("/health", headers={"host": host})
    assert response.status_code in (400, 403)


async def test_its_own_names_and_numbers_are_served(http):
    _, client = await http(http_hosts="mujaz.example")
    for host in ("localhost:99", "mujaz.example", "[::1]:80", "10.0.0.7"):
        assert (await client.get("/health", headers={"host": host})).status_code == 200


async def test_other_origins_are_refused_unless_they_are_listed(http):
    _, client = await http(http_origins="https://desk.example")
    refused = await client.post(SERVICE + "ListModels", json={}, headers={"origin": "https://evil.example"})
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    assert (
        await client.post(SERVICE + "ListModels", json={}, headers={"origin": str(client.base_url).rstrip("/")})
    ).status_code == 200
    headers = {"origin": "https://desk.example", "access-control-request-method": "POST"}
    assert (await client.options(SERVICE + "ListModels", headers=headers)).status_code == 204
    let_in = await client.post(SERVICE + "ListModels", json={}, headers=headers)
    assert let_in.headers["access-control-allow-origin"] == "https://desk.example"


async def test_tls_with_the_files_of_grpc(http, tmp_path):
    authority = Authority(tmp_path)
    certificate, key = authority.issue("server")
    trust = ssl.create_default_context(cafile=authority.ca)
    running, client = await http(tls_certificate=certificate, tls_key=key, verify=trust)
    assert running.server.http_address.startswith("https://")
    assert (await client.get("/health")).status_code == 200


async def test_headers_that_do_not_come_end_the_connection(http, monkeypatch):
    monkeypatch.setattr("mujaz.web.protocol._HEADERS_S", 0.3)
    running, _ = await http()
    for sent in (b"", b"GET /health HTTP/1.1\r\nHost: localhost\r\n", b"GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /"):
        async with connection(running.server.http_address) as (reader, writer), asyncio.timeout(10):
            writer.write(sent)
            with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
                await reader.readexactly(100_000)


async def test_a_body_that_stops_coming_is_refused(http, monkeypatch):
    monkeypatch.setattr("mujaz.web.incoming._PAUSE_S", 0.2)
    running, _ = await http()
    head = "Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 100"
    async with connection(running.server.http_address) as (reader, writer), asyncio.timeout(10):
        writer.write(f"POST {SERVICE}TranslateText HTTP/1.1\r\n{head}\r\n\r\n{{".encode())
        answer = await reader.read()
    assert b'"reason": "BODY_TOO_SLOW"' in answer


async def test_a_stopping_server_answers_what_it_has(http):
    running, client = await http(engine=FakeTranslationEngine(batch_delay_s=0.5))
    call = asyncio.create_task(client.post(SERVICE + "TranslateText", json={"text": SENTENCE}))
    await asyncio.sleep(0.2)
    await running.server.stop()
    assert (await call).status_code == 200


async def test_one_cut_short_is_told_so(http):
    running, client = await http(engine=FakeTranslationEngine(batch_delay_s=2.0), drain_timeout_s=0.1)
    call = asyncio.create_task(client.post(SERVICE + "TranslateText", json={"text": SENTENCE}))
    await asyncio.sleep(0.3)
    await running.server.stop()
    assert (await call).json()["code"] == "unavailable"


@pytest.mark.parametrize(("setting", "other"), [("http", "address"), ("address", "http")])
async def test_a_port_in_use_is_said_and_no_door_stays_open(start, monkeypatch, setting, other):
    stopped = []
    for kind in (GrpcDoor, HttpDoor):
        stop = kind.stop

        async def noted(door, grace_s, *, stop=stop):
            await stop(door, grace_s)
            stopped.append(type(door))

        monkeypatch.setattr(kind, "stop", noted)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match="another server is there"):
            await start(**{setting: f"127.0.0.1:{port}", other: "127.0.0.1:0"})
    assert set(stopped) == {GrpcDoor, HttpDoor}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
async def test_plain_curl_is_a_client(http):
    running, _ = await http()
    command = ["curl", "-sS", "--json", json.dumps({"text": SENTENCE}, ensure_ascii=False)]
    url = running.server.http_address + SERVICE.removeprefix("/") + "TranslateText"
    run = await asyncio.to_thread(subprocess.run, [*command, url], capture_output=True, check=True)
    assert json.loads(run.stdout)["segments"]


async def test_a_file_is_read_to_its_articles(http):
    _, client = await http()
    page = f"<html><body><article><h1>عنوان الخبر</h1><p>{SENTENCE}</p></article></body></html>"
    named = {"x-file-name": "story.html"}
    read = (await client.post("/read", content=page.encode(), headers=named)).json()
    assert [article["body"] for article in read["articles"]] == [SENTENCE]
    assert read["failures"] == []
    for content, name in ((b"", "empty.txt"), (b"\x7fELF" + bytes(100), "program"), (b"text", "")):
        refused = await client.post("/read", content=content, headers={"x-file-name": name})
        assert refused.status_code == 400
        refusal(refused)


@pytest.mark.parametrize("suffix", ARTICLE_WRITERS)
async def test_an_article_comes_as_a_file(http, suffix):
    _, client = await http()
    answer = await client.post(f"/article{suffix}", json=ARTICLE)
    assert answer.headers["content-type"] == CONTENT_TYPES[suffix]
    assert answer.headers["content-disposition"] == f'attachment; filename="translation{suffix}"'
    told = read_docx(answer.content, "a.docx").body if suffix == ".docx" else answer.text
    assert "الاجتماع سيعقد" in told


@pytest.mark.parametrize("suffix", DIGEST_WRITERS)
async def test_a_digest_comes_as_a_file(http, suffix):
    _, client = await http()
    body = SENTENCE + " وأضاف أن العمل بدأ قبل عام."
    articles = [{"id": name, "source": f"Desk {name}", "body": body} for name in ("a", "b")]
    answer = await client.post(f"/digest{suffix}", json={"articles": articles})
    assert answer.headers["content-type"] == CONTENT_TYPES[suffix]
    told = read_docx(answer.content, "a.docx").body if suffix == ".docx" else answer.text
    assert "Desk a" in told


async def test_what_cannot_be_a_file_is_told_why(http):
    _, client = await http()
    answer = await client.post("/article.docx", json={"article": {"body": "English only"}})
    assert (answer.status_code, refusal(answer)[2]) == (400, "article.body")
    answer = await client.post("/article.docx", content=b"[")
    assert (answer.status_code, refusal(answer)) == (400, ("invalid_argument", "JSON_MALFORMED", "request"))
    assert (await client.post("/article.exe", json=ARTICLE)).status_code == 404


async def test_the_openapi_document_is_valid_and_answers_are_as_it_says(http):
    from jsonschema import Draft202012Validator
    from openapi_spec_validator import validate

    _, client = await http()
    document = (await client.get("/openapi.json")).json()
    validate(document)
    methods = pb.DESCRIPTOR.services_by_name["ArticleService"].methods
    assert {path for path in document["paths"] if path.startswith(SERVICE)} == {SERVICE + each.name for each in methods}
    for name, schema in document["components"]["schemas"].items():
        assert schema["description"], name
        for field, each in schema.get("properties", {}).items():
            assert each["description"], f"{name}.{field}"
    answer = (await client.post(SERVICE + "ProcessArticle", json=ARTICLE)).json()
    schema = {"$ref": "#/components/schemas/ProcessArticleResponse", "components": document["components"]}
    Draft202012Validator(schema).validate(answer)
    page = (await client.get("/api")).text
    assert [name for name in document["components"]["schemas"] if f'id="{name}"' not in page] == []
    assert [path for path in document["paths"] if path.replace("{", "&#123;") not in page and path not in page] == []
    assert "<script" not in page
    for path, methods in document["paths"].items():
        if "get" in methods and "{" not in path:
            schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            Draft202012Validator(schema).validate((await client.get(path)).json())
    request = {"$ref": "#/components/schemas/ProcessArticleRequest", "components": document["components"]}
    assert Draft202012Validator(request).is_valid(ARTICLE)
    assert not Draft202012Validator(request).is_valid({"article": {"bdy": ""}})


def packed(value: object) -> bytes:
    return gzip.compress(json.dumps(value).encode())


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "GZIP"])
async def test_a_compressed_request_is_read_at_every_path(http, name):
    _, client = await http()
    headers = {"content-encoding": name, "content-type": "application/json", "x-file-name": "a.txt"}
    response = await client.post(SERVICE + "ProcessArticle", content=packed(ARTICLE), headers=headers)
    assert response.json()["id"] == "a"
    body = packed({"q": SENTENCE, "source": "ar", "target": "en"})
    assert (await client.post("/translate", content=body, headers=headers)).json()["translatedText"]
    form = headers | {"content-type": "application/x-www-form-urlencoded"}
    body = gzip.compress(f"q={SENTENCE}&source=ar&target=en".encode())
    assert (await client.post("/translate", content=body, headers=form)).json()["translatedText"]
    response = await client.post("/read", content=gzip.compress(SENTENCE.encode()), headers=headers)
    assert response.json()["articles"][0]["body"] == SENTENCE
    lines = gzip.compress(b"".join(json.dumps(ARTICLE).encode() + b"\n" for _ in range(2)))
    lined = headers | {"content-type": "application/x-ndjson"}
    response = await client.post(SERVICE + "ProcessArticles", content=lines, headers=lined)
    assert len(response.text.splitlines()) == 2


async def test_an_encoding_that_is_not_supported_is_told_which_are(http):
    """Connect has a code of its own for it; HTTP has 415."""
    _, client = await http()
    headers = {"content-encoding": "br", "content-type": "application/json"}
    response = await client.post(SERVICE + "ProcessArticle", content=b"x", headers=headers)
    assert response.status_code == 501
    assert refusal(response) == ("unimplemented", "ENCODING_UNKNOWN", "content-encoding")
    assert "gzip and identity" in response.json()["message"]
    response = await client.post("/translate", content=b"x", headers=headers)
    assert response.status_code == 415
    assert "gzip and identity" in response.json()["error"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (packed(ARTICLE)[:-9], "ends before it is whole"),
        (packed(ARTICLE) + b"more", "goes on behind the end"),
        (b"{}", "says that it is gzip and is not"),
        (gzip.compress(b" " * 2**20), "is longer than 65,536 bytes"),
        (b"", "is not JSON"),
    ],
)
async def test_a_compressed_request_that_cannot_be_is_told_why(http, body, says):
    _, client = await http(max_message_bytes=2**16)
    headers = {"content-encoding": "gzip", "content-type": "application/json"}
    response = await client.post(SERVICE + "ProcessArticle", content=body, headers=headers)
    assert response.status_code == 400
    assert says in response.json()["message"]


async def test_the_messages_of_a_stream_may_be_compressed(http):
    _, client = await http(max_message_bytes=2**16)

    async def ask(*frames: tuple[int, bytes], encoding: str | None = "gzip") -> list[dict]:
        headers = {"content-type": "application/connect+json"}
        headers |= {"connect-content-encoding": encoding} if encoding else {}
        body = b"".join(struct.pack(">BI", flags, len(data)) + data for flags, data in frames)
        response = await client.post(SERVICE + "ProcessArticles", content=body, headers=headers)
        assert response.status_code == 200
        answers, rest = [], response.content
        while rest:
            _, length = struct.unpack_from(">BI", rest)
            answers.append(json.loads(rest[5 : 5 + length]))
            rest = rest[5 + length :]
        return answers

    plain = json.dumps(ARTICLE).encode()
    *answers, end = await ask((1, packed(ARTICLE)), (0, plain))
    assert len(answers) == 2
    assert end == {}
    for frame, encoding, code, says in (
        ((1, packed(ARTICLE)), None, "invalid_argument", "send connect-content-encoding: gzip"),
        ((1, gzip.compress(b" " * 2**20)), "gzip", "invalid_argument", "is longer than 65,536 bytes"),
        ((0, plain), "br", "unimplemented", "gzip and identity"),
    ):
        error = (await ask(frame, encoding=encoding))[-1]["error"]
        assert error["code"] == code
        assert says in error["message"]


async def test_a_request_to_a_whole_address_is_answered_and_its_host_is_checked(http):
    """Proxies send them (RFC 9112, 3.2.2)."""
    running, _ = await http(http_hosts="mujaz.example")

    async def status(target: str, host: str) -> int:
        async with connection(running.server.http_address) as (reader, writer):
            writer.write(f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            return int((await reader.read()).split()[1])

    assert await status("http://mujaz.example/health", "mujaz.example") == 200
    assert await status("HTTPS://127.0.0.1:8080/openapi.json?a=b", "127.0.0.1:8080") == 200
    assert await status("http://mujaz.example", "mujaz.example") == 200
    assert await status("http://mujaz.example/nothing", "mujaz.example") == 404
    assert await status("http://other.example/health", "mujaz.example") == 403
    assert await status("http://mujaz.example/health", "other.example") == 403
    assert await status("http://someone@mujaz.example/health", "mujaz.example") == 403
    assert await status("http:/health", "mujaz.example") == 403
