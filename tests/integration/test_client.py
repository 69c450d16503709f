"""Both clients against a real server with the fake engine."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from mujaz.client import ArticleFailure, AsyncClient, Client, Health, RetryPolicy
from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import DeadlineExceeded, InvalidInput, NotReady, Overloaded
from mujaz.types import (
    Article,
    ArticleResult,
    BriefMethod,
    BriefOptions,
    ContentType,
    Finding,
    FindingKind,
    Glossary,
    ProcessOptions,
    Severity,
    Task,
    Term,
    TermOrigin,
)
from mujaz.v1 import article_pb2 as pb

SERVICE = pb.DESCRIPTOR.services_by_name["ArticleService"].full_name
ARTICLE = Article(id="7", title="قال الوزير", body="قال الوزير إن 60 شخصا وصلوا.\n\nوعادوا أمس.")
ONCE = RetryPolicy(max_attempts=1)

Ask = Callable[..., Awaitable[Any]]


@pytest.fixture(params=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Makes one call with either client: `await ask(address, "method", *arguments)`."""

    def blocking(address: str, method: str, *arguments: Any, **client: Any) -> Any:
        with Client(address, **client) as made:
            answer = getattr(made, method)(*arguments)
            return list(answer) if method == "process_articles" else answer

    async def on_a_thread(*arguments: Any, **client: Any) -> Any:
        return await asyncio.to_thread(blocking, *arguments, **client)

    async def here(address: str, method: str, *arguments: Any, **client: Any) -> Any:
        async with AsyncClient(address, **client) as made:
            answer = getattr(made, method)(*arguments)
            return [item async for item in answer] if method == "process_articles" else await answer

    return on_a_thread if request.param == "sync" else here


async def test_an_article_comes_back_with_everything(ask: Ask, start: Any) -> None:
    running = await start()
    result = await ask(running.address, "process_article", ARTICLE)
    assert isinstance(result, ArticleResult)
    assert result.id == "7"
    assert result.title.text == "W3 w6"
    assert "60" in result.body.text
    assert result.body.text.count("\n") == ARTICLE.body.count("\n")
    assert [segment.source.of(ARTICLE.body) for segment in result.body.segments] == [
        line for line in ARTICLE.body.split("\n") if line
    ]
    assert result.brief is not None
    assert result.brief.method is BriefMethod.EXTRACTIVE
    assert result.signature.translation is not None
    assert result.signature.translation.model == "fake"
    assert result.timings.total_ms > 0


async def test_a_page_comes_back_with_the_text_that_was_read(ask: Ask, start: Any) -> None:
    running = await start()
    article = Article(body="<h1>قال الوزير</h1><ul><li>نعم.<li>لا.</ul>", content_type=ContentType.TEXT_HTML)
    result = await ask(running.address, "process_article", article)
    assert (result.source_title, result.source_body) == ("قال الوزير", "نعم.\nلا.")
    assert result.title.text == "W3 w6"
    assert [segment.source.of(result.source_body) for segment in result.body.segments] == ["نعم.", "لا."]


async def test_options_reach_the_server(ask: Ask, start: Any) -> None:
    running = await start()
    options = ProcessOptions(beam_size=2, brief=None)
    result = await ask(running.address, "process_article", ARTICLE, options)
    assert result.brief is None
    assert result.signature.decoding.split(" names=")[0] == "beam=2"


async def test_terms_reach_the_server_and_come_back_with_their_places(ask: Ask, start: Any) -> None:
    running = await start()
    options = ProcessOptions(glossary=Glossary((Term(source="الوزير", target="Secretary"),)))
    article = await ask(running.address, "process_article", ARTICLE, options)
    text = await ask(running.address, "translate_text", ARTICLE.body, options)
    for translation in (article.body, text.translation):
        (term,) = (term for segment in translation.segments for term in segment.terms)
        assert term.source.of(ARTICLE.body) == "الوزير"
        assert term.target.of(translation.text) == term.target_term == "Secretary"
        assert term.origin is TermOrigin.REQUEST
    bad = ProcessOptions(glossary=Glossary((Term(source="x", target="y"),)))
    with pytest.raises(InvalidInput, match="has no Arabic") as caught:
        await ask(running.address, "process_article", ARTICLE, bad)
    assert (caught.value.field, caught.value.reason) == ("options.glossary.terms[0].source", "TERM_MALFORMED")


async def test_many_articles_come_back_one_by_one_the_bad_one_as_a_failure(ask: Ask, start: Any) -> None:
    running = await start()
    articles = [Article(id=str(number), body="نص" if number != 3 else " ") for number in range(20)]
    answers = {answer.id: answer for answer in await ask(running.address, "process_articles", articles)}
    assert sorted(answers, key=int) == [str(number) for number in range(20)]
    failure = answers.pop("3")
    assert isinstance(failure, ArticleFailure)
    assert isinstance(failure.error, InvalidInput)
    assert (failure.error.field, failure.error.reason) == ("article.body", "TEXT_EMPTY")
    assert all(isinstance(answer, ArticleResult) for answer in answers.values())


async def test_what_was_found_while_reading_comes_back_with_the_article(ask: Ask, start: Any) -> None:
    found = Finding(kind=FindingKind.SOURCE_IN_PART, severity=Severity.INFO, message="Half was left out.")
    articles = [Article(id="a", body="قال نعم.", findings=(found,)), Article(id="b", body="قال لا.")]
    running = await start()
    made = {one.id: one for one in await ask(running.address, "process_articles", articles)}
    assert (made["a"].findings, made["b"].findings) == ((found,), ())
    digest = await ask(running.address, "digest_articles", articles)
    told = {one.id: one.findings for story in digest.stories for one in story.articles}
    assert told == {"a": (found,), "b": ()}


async def test_a_text_is_translated_and_an_english_one_summarised(ask: Ask, start: Any) -> None:
    running = await start()
    text = await ask(running.address, "translate_text", "قال الوزير\nوعاد")
    assert text.translation.text == "W3 w6\nW4"
    summary = await ask(
        running.address, "summarize_text", "One came. Two went.", "Title", BriefOptions(max_sentences=1)
    )
    assert summary.brief.text == "One came."
    assert [span.of("One came. Two went.") for span in summary.sentences] == ["One came.", "Two went."]


async def test_a_translation_made_elsewhere_is_checked(ask: Ask, start: Any) -> None:
    running = await start()
    after_start = len(running.engine.batches)
    source = "وصل 60 شخصا.\n\nوقتل 25 جنديا في الهجوم."
    result = await ask(running.address, "check_translation", source, "60 arrived.\n\n52 soldiers were killed there.")
    assert [line.number for line in result.lines] == [1, 3]
    assert [finding.kind for finding in result.lines[1].findings] == [FindingKind.NUMBER]
    assert len(running.engine.batches) == after_start
    with pytest.raises(InvalidInput, match="line count is 1, that of the source is 3") as raised:
        await ask(running.address, "check_translation", source, "60 arrived.")
    assert (raised.value.field, raised.value.reason) == ("translation", "LINES_DIFFER")


async def test_models_are_listed(ask: Ask, start: Any) -> None:
    running = await start()
    models = await ask(running.address, "list_models")
    assert [model.task for model in models] == [Task.TRANSLATION, Task.SUMMARIZATION]


async def test_health_is_of_the_server_and_of_each_service(ask: Ask, start: Any) -> None:
    running = await start()
    assert await ask(running.address, "check_health") is Health.SERVING
    assert await ask(running.address, "check_health", SERVICE) is Health.SERVING
    assert await ask(running.address, "check_health", "no.such.Service") is Health.SERVICE_UNKNOWN


async def test_a_server_without_models_yet_is_not_serving_and_says_so(ask: Ask, start: Any) -> None:
    running = await start(load=False)
    assert await ask(running.address, "check_health") is Health.NOT_SERVING
    with pytest.raises(NotReady, match="loading its models"):
        await ask(running.address, "process_article", ARTICLE, retry=ONCE)


async def test_a_client_that_retries_waits_for_a_server_that_starts(ask: Ask, start: Any) -> None:
    running = await start(load=False)
    asked = asyncio.create_task(ask(running.address, "process_article", ARTICLE))
    await asyncio.sleep(0.1)
    await running.server.load()
    assert (await asked).title.text == "W3 w6"


async def test_a_client_tries_again_when_the_server_says_rather_than_when_it_would_itself(ask: Ask, start: Any) -> None:
    running = await start(load=False)
    hours = RetryPolicy(max_attempts=2, initial_backoff_s=1e5, max_backoff_s=1e5)
    asked = asyncio.create_task(ask(running.address, "process_article", ARTICLE, retry=hours))
    await asyncio.sleep(0.1)
    await running.server.load()
    assert (await asked).title.text == "W3 w6"


async def test_errors_of_the_server_come_as_they_are(ask: Ask, start: Any) -> None:
    running = await start(max_article_chars=50)
    with pytest.raises(InvalidInput, match=r"^article\.body: has 60 characters, the limit is 50") as raised:
        await ask(running.address, "process_article", Article(body="نص " * 20))
    assert raised.value.field == "article.body"
    assert raised.value.reason == "TEXT_TOO_LONG"


async def test_a_full_server_says_when_to_try_again(ask: Ask, start: Any, eventually: Any) -> None:
    running = await start(max_concurrent_articles=1, engine=FakeTranslationEngine(batch_delay_s=0.5))
    async with AsyncClient(running.address) as other:
        tested = len(running.engine.batches)
        first = asyncio.create_task(other.process_article(ARTICLE))
        await eventually(lambda: len(running.engine.batches) > tested)
        with pytest.raises(Overloaded) as raised:
            await ask(running.address, "process_article", ARTICLE, retry=ONCE)
        assert raised.value.retry_delay_s > 0
        assert (await ask(running.address, "process_article", ARTICLE)).id == "7"  # which retries
        await first


async def test_a_deadline_holds(ask: Ask, start: Any) -> None:
    running = await start(engine=FakeTranslationEngine(batch_delay_s=0.5))
    with pytest.raises(DeadlineExceeded):
        await ask(running.address, "process_article", ARTICLE, timeout_s=0.1)
