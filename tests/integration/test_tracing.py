"""Traces: client and server in one process, real gRPC between them, spans kept in memory."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator

import pytest
import structlog
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from mujaz.client import AsyncClient, Client, Credentials
from mujaz.errors import InvalidInput, MujazError
from mujaz.observability import tracing
from mujaz.serving.tokens import token_hash
from mujaz.types import Article
from mujaz.v1 import article_pb2 as pb

TOKEN = "not-to-be-seen-anywhere"
ARTICLE = Article(id="secret-id", title="عنوان الخبر", body="قال الوزير إن 60% من المشروع أنجز. وأضاف أن العمل مستمر.")
SERVICE = "mujaz.v1.ArticleService"
STAGES = {"prepare", "queue", "translate", "check", "brief"}


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """Everything that is recorded; nothing is after the test."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    yield exporter
    provider.shutdown()


def children(spans: tuple[ReadableSpan, ...]) -> dict[str | None, list[str]]:
    """Names of spans by the name of the one that they are in; None for those in none."""
    names = {span.context.span_id: f"{span.name} {span.kind.name}" for span in spans}
    found = defaultdict(list)
    for span in spans:
        found[None if span.parent is None else names[span.parent.span_id]].append(f"{span.name} {span.kind.name}")
    return found


def written(spans: tuple[ReadableSpan, ...]) -> str:
    """All that a span says."""
    return "\n".join(f"{s.name} {dict(s.attributes)} {s.status.description} {s.events} {s.links}" for s in spans)


async def test_a_call_is_one_tree_from_the_client_to_the_stages(start, spans):
    running = await start(tracing=True)
    async with AsyncClient(running.address) as client:
        await client.process_article(ARTICLE)
    tree = children(spans.get_finished_spans())
    call = f"{SERVICE}/ProcessArticle"
    assert tree.pop(None) == [f"{call} CLIENT"]
    assert tree.pop(f"{call} CLIENT") == [f"{call} SERVER"]
    assert tree.pop(f"{call} SERVER") == ["article INTERNAL"]
    assert {name.split()[0] for name in tree.pop("article INTERNAL")} == STAGES
    assert not tree
    assert len({span.context.trace_id for span in spans.get_finished_spans()}) == 1


async def test_stages_lie_within_their_article_and_in_order(start, spans):
    running = await start(tracing=True)
    async with AsyncClient(running.address) as client:
        await client.process_article(ARTICLE)
    by_name = {span.name: span for span in spans.get_finished_spans()}
    slack_ns = 50_000_000  # two clocks take part
    article = by_name["article"]
    for name in STAGES:
        assert article.start_time - slack_ns <= by_name[name].start_time <= by_name[name].end_time
        assert by_name[name].end_time <= article.end_time + slack_ns
    assert by_name["queue"].end_time <= by_name["translate"].start_time + slack_ns


async def test_each_article_of_a_stream_and_of_a_digest_is_a_span_of_its_call(start, spans):
    running = await start(tracing=True)
    articles = [Article(id=str(number), body=ARTICLE.body) for number in range(3)]
    async with AsyncClient(running.address) as client:
        assert len([outcome async for outcome in client.process_articles(articles)]) == 3
        await client.digest_articles(articles)
    tree = children(spans.get_finished_spans())
    assert tree[f"{SERVICE}/ProcessArticles SERVER"] == ["article INTERNAL"] * 3
    assert sorted(tree[f"{SERVICE}/DigestArticles SERVER"]) == ["article INTERNAL"] * 3 + ["brief INTERNAL"]
    assert sorted(tree[None]) == [f"{SERVICE}/DigestArticles CLIENT", f"{SERVICE}/ProcessArticles CLIENT"]


async def test_the_client_without_an_event_loop_makes_the_same_tree(start, spans):
    running = await start(tracing=True)

    def call() -> None:
        with Client(running.address) as client:
            client.process_article(ARTICLE)
            assert len(list(client.process_articles([ARTICLE]))) == 1

    await asyncio.to_thread(call)
    tree = children(spans.get_finished_spans())
    for method in ("ProcessArticle", "ProcessArticles"):
        assert tree[f"{SERVICE}/{method} CLIENT"] == [f"{SERVICE}/{method} SERVER"]


async def test_a_call_inside_a_span_of_the_calling_program_is_part_of_its_trace(start, spans):
    running = await start(tracing=True)
    with tracing.tracer().start_as_current_span("program"):
        async with AsyncClient(running.address) as client:
            await client.list_models()
    assert children(spans.get_finished_spans())["program INTERNAL"] == [f"{SERVICE}/ListModels CLIENT"]


async def test_spans_say_how_a_call_ended_and_nothing_of_texts_ids_and_tokens(start, spans, tmp_path):
    tokens = tmp_path / "tokens.toml"
    tokens.write_text(f'[[token]]\nname = "desk"\nsha256 = "{token_hash(TOKEN)}"\n', encoding="utf-8")
    running = await start(tracing=True, tokens_file=tokens, max_article_chars=100)
    async with AsyncClient(running.address, credentials=Credentials(token=TOKEN)) as client:
        result = await client.process_article(ARTICLE)
        with pytest.raises(InvalidInput):
            await client.process_article(Article(body=ARTICLE.body * 9))
    finished = spans.get_finished_spans()
    server, refused = [span for span in finished if span.kind is SpanKind.SERVER]
    assert server.attributes["rpc.response.status_code"] == "OK"
    assert server.attributes["mujaz.articles"] == 1
    assert server.attributes["mujaz.chars"] == len(ARTICLE.title) + len(ARTICLE.body)
    assert refused.attributes["error.type"] == "TEXT_TOO_LONG"
    assert refused.status.status_code is StatusCode.UNSET  # the caller's own mistake
    assert [s.status.status_code for s in finished if s.kind is SpanKind.CLIENT] == [StatusCode.UNSET, StatusCode.ERROR]
    said = written(finished)
    texts = (ARTICLE.id, TOKEN, "desk", result.title.text, result.body.text, *ARTICLE.title.split(), "قال")
    assert [text for text in texts if text in said] == []


async def test_a_fault_of_the_server_is_an_error_without_the_message_of_its_exception(start, spans, monkeypatch):
    running = await start(tracing=True)

    async def broken(*args, **kwargs):
        raise ValueError(f"cannot read {ARTICLE.body}")

    monkeypatch.setattr(running.server.lifecycle.scheduler, "_run", broken)
    async with AsyncClient(running.address) as client:
        with pytest.raises(MujazError):
            await client.process_article(ARTICLE)
    finished = spans.get_finished_spans()
    (server,) = [span for span in finished if span.kind is SpanKind.SERVER]
    assert server.status.status_code is StatusCode.ERROR
    assert server.attributes["error.type"] == "INTERNAL"
    assert "قال" not in written(finished)


async def test_request_id_and_trace_id_lead_from_the_log_to_the_span(start, spans):
    running = await start(tracing=True)
    with structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as log:
        await running.stub.ListModels(pb.ListModelsRequest(), metadata=(("x-request-id", "r-1"),))
    (server,) = spans.get_finished_spans()
    (line,) = [line for line in log if line["event"] == "call"]
    assert server.attributes[tracing.REQUEST_ID] == line["request_id"] == "r-1"
    assert line["trace_id"] == trace.format_trace_id(server.context.trace_id)


async def test_a_traceparent_is_followed_and_a_broken_one_does_no_harm(start, spans):
    running = await start(tracing=True)
    await running.stub.ListModels(pb.ListModelsRequest(), metadata=(("traceparent", f"00-{'a' * 32}-{'b' * 16}-01"),))
    await running.stub.ListModels(pb.ListModelsRequest(), metadata=(("traceparent", "00-nonsense"),))
    followed, fresh = spans.get_finished_spans()
    assert trace.format_trace_id(followed.context.trace_id) == "a" * 32
    assert trace.format_span_id(followed.parent.span_id) == "b" * 16
    assert fresh.parent is None


async def test_without_the_setting_the_server_records_and_logs_nothing_of_it(start, spans):
    running = await start()
    with structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as log:
        await running.stub.ListModels(
            pb.ListModelsRequest(), metadata=(("traceparent", f"00-{'a' * 32}-{'b' * 16}-01"),)
        )
    assert spans.get_finished_spans() == ()
    assert [line for line in log if "trace_id" in line] == []
