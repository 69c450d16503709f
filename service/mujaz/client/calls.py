"""Each call's request and how its response is read, for both the blocking and the async client, which only send it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from google.protobuf.message import Message

from mujaz.errors import InvalidInput
from mujaz.types import (
    Article,
    ArticleFailure,
    ArticleResult,
    BriefOptions,
    CheckResult,
    DigestResult,
    Finding,
    LoadedModel,
    ProcessOptions,
    Story,
    SummaryResult,
    TextResult,
)
from mujaz.v1 import article_pb2 as pb
from mujaz.wire.digests import digest_result_from_pb
from mujaz.wire.failures import error_from_pb
from mujaz.wire.requests import (
    article_to_pb,
    brief_options_to_pb,
    process_options_to_pb,
    translate_options_to_pb,
)
from mujaz.wire.results import (
    article_result_from_pb,
    check_result_from_pb,
    models_from_pb,
    summary_result_from_pb,
    text_result_from_pb,
)

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[ResultT]):
    """One unary call.

    Args:
        method: Its name in `ArticleService`.
        request: The message that is sent.
        read: Converts the response to a value of `mujaz.types`.
    """

    method: str
    request: Message
    read: Callable[[Any], ResultT]


def process_article(article: Article, options: ProcessOptions) -> Call[ArticleResult]:
    """One article in; its translation and brief out."""
    with _naming_the_field(article=article):
        request = pb.ProcessArticleRequest(article=article_to_pb(article), options=process_options_to_pb(options))

    def read(response: pb.ProcessArticleResponse) -> ArticleResult:
        return _with_findings(article_result_from_pb(response), article.findings)

    return Call(method="ProcessArticle", request=request, read=read)


def digest_articles(articles: Sequence[Article], options: ProcessOptions) -> Call[DigestResult]:
    """Many articles in; one digest out."""
    with _naming_the_field(**{f"articles[{position}]": article for position, article in enumerate(articles)}):
        request = pb.DigestArticlesRequest(
            articles=map(article_to_pb, articles), options=process_options_to_pb(options)
        )
    findings = {article.id: article.findings for article in articles if article.findings}

    def read(response: pb.DigestArticlesResponse) -> DigestResult:
        result = digest_result_from_pb(response)
        return replace(result, stories=tuple(_story_with_findings(story, findings) for story in result.stories))

    return Call(method="DigestArticles", request=request, read=read)


def _story_with_findings(story: Story, findings: Mapping[str, tuple[Finding, ...]]) -> Story:
    if not any(article.id in findings for article in story.articles):
        return story
    articles = (
        replace(article, findings=(*findings.get(article.id, ()), *article.findings)) for article in story.articles
    )
    return replace(story, articles=tuple(articles))


def translate_text(text: str, options: ProcessOptions) -> Call[TextResult]:
    """A text in; its translation out."""
    with _naming_the_field(text=text):
        request = pb.TranslateTextRequest(text=text, options=translate_options_to_pb(options))
    return Call(method="TranslateText", request=request, read=text_result_from_pb)


def summarize_text(text: str, title: str, options: BriefOptions) -> Call[SummaryResult]:
    """An English text in; its brief out."""
    with _naming_the_field(text=text, title=title):
        request = pb.SummarizeTextRequest(text=text, title=title, options=brief_options_to_pb(options))
    return Call(method="SummarizeText", request=request, read=summary_result_from_pb)


def check_translation(source: str, translation: str) -> Call[CheckResult]:
    """A source and its translation in; what may be wrong with it out."""
    with _naming_the_field(source=source, translation=translation):
        request = pb.CheckTranslationRequest(source=source, translation=translation)
    return Call(method="CheckTranslation", request=request, read=check_result_from_pb)


def list_models() -> Call[tuple[LoadedModel, ...]]:
    """The loaded models."""
    return Call(method="ListModels", request=pb.ListModelsRequest(), read=models_from_pb)


class ArticlesUnderWay:
    """The articles of one stream that were sent and not yet answered.

    It keeps the findings made while an article was read from its file. They are not sent; they are added to the result.
    """

    def __init__(self) -> None:
        self._findings: dict[str, tuple[Finding, ...]] = {}

    def item(self, article: Article, options: ProcessOptions) -> pb.ProcessArticlesRequest:
        """Returns the request for one article of many."""
        with _naming_the_field(article=article):
            request = pb.ProcessArticlesRequest(article=article_to_pb(article), options=process_options_to_pb(options))
        if article.findings:
            self._findings[article.id] = article.findings
        return request

    def outcome(self, item: pb.ProcessArticlesResponse) -> ArticleResult | ArticleFailure:
        """Reads the answer to one article of many."""
        findings = self._findings.pop(item.id, ())
        if item.HasField("error"):
            return ArticleFailure(id=item.id, error=error_from_pb(item.error))
        return _with_findings(article_result_from_pb(item.article), findings)


def _with_findings(result: ArticleResult, findings: tuple[Finding, ...]) -> ArticleResult:
    return replace(result, findings=(*findings, *result.findings)) if findings else result


@contextmanager
def _naming_the_field(**values: str | Article) -> Iterator[None]:
    """Turns the error that protobuf raises for a value into an `InvalidInput` that names the field.

    Args:
        **values: The texts of the request, by field.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        field = next((name for name, text in _texts(values) if text == error.object), "request")
        raise InvalidInput(
            f"has half of a surrogate pair at {error.start:,}; that is not text, so read it from its source again",
            field=field,
            reason="TEXT_MALFORMED",
        ) from None
    except ValueError as error:  # a number that the field's type cannot hold
        raise InvalidInput(str(error).lower(), field="options", reason="OPTION_OUT_OF_RANGE") from None


def _texts(values: dict[str, str | Article]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, str):
            yield name, value
        else:
            for field in ("id", "title", "body", "url", "source", "published"):
                yield f"{name}.{field}", getattr(value, field)
