"""Converts protobuf requests to the values of `mujaz.types`, checks them, and converts them back.

Only the message itself is checked here; the limits of texts are checked in `mujaz.pipeline.limits`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from mujaz.errors import InvalidInput
from mujaz.text.dates import iso_date, publication_time
from mujaz.types import (
    MAX_ID_CHARS,
    Article,
    ArticleFailure,
    BriefOptions,
    BriefStyle,
    ContentType,
    Finding,
    FindingKind,
    Glossary,
    Priority,
    ProcessOptions,
    Quality,
    Severity,
    Term,
)
from mujaz.v1 import article_pb2 as pb

ArticleRequest: TypeAlias = pb.ProcessArticleRequest | pb.ProcessArticlesRequest

MIN_SENTENCES = 1
MIN_WORDS = 10

_PRIORITIES = {
    pb.PRIORITY_INTERACTIVE: Priority.INTERACTIVE,
    pb.PRIORITY_BULK: Priority.BULK,
}
_QUALITIES = {
    pb.QUALITY_FAST: Quality.FAST,
    pb.QUALITY_BALANCED: Quality.BALANCED,
    pb.QUALITY_BEST: Quality.BEST,
}
_QUALITIES_TO_PB = {quality: number for number, quality in _QUALITIES.items()}
_CONTENT_TYPES = {content_type.value: content_type for content_type in ContentType}
_PRIORITIES_TO_PB = {priority: number for number, priority in _PRIORITIES.items()}
_STYLES = {
    pb.BRIEF_STYLE_PARAGRAPH: BriefStyle.PARAGRAPH,
    pb.BRIEF_STYLE_BULLETS: BriefStyle.BULLETS,
    pb.BRIEF_STYLE_HEADLINE: BriefStyle.HEADLINE,
}
_STYLES_TO_PB = {style: number for number, style in _STYLES.items()}


def article_request_from_pb(request: ArticleRequest, *, priority: Priority) -> tuple[Article, ProcessOptions]:
    """Reads a request for one article, alone or in a stream.

    Args:
        request: The message.
        priority: The priority if the request sets none.

    Raises:
        InvalidInput: A field is missing or invalid; names the field.
    """
    if not request.HasField("article"):
        raise InvalidInput("is missing; send the article to process", field="article", reason="FIELD_MISSING")
    return article_from_pb(request.article), process_options_from_pb(request.options, priority=priority)


def text_request_from_pb(request: pb.TranslateTextRequest) -> tuple[str, ProcessOptions]:
    """Reads a request for a translation; raises `InvalidInput`."""
    options = request.options
    _refuse_unknown_fields(options, "options")
    return request.text, ProcessOptions(
        quality=_quality_from_pb(options.quality),
        beam_size=options.beam_size if options.HasField("beam_size") else None,
        brief=None,
        priority=_priority_from_pb(options.priority, default=Priority.INTERACTIVE),
        glossary=_glossary_from_pb(options.glossary),
        skip_memory=options.skip_memory,
    )


def summary_request_from_pb(request: pb.SummarizeTextRequest) -> tuple[str, str, BriefOptions]:
    """Reads the text, title and options of a request for a brief; raises `InvalidInput`."""
    return request.text, request.title, brief_options_from_pb(request.options, path="options")


def check_request_from_pb(request: pb.CheckTranslationRequest) -> tuple[str, str]:
    """Reads the source and the translation of a request for a check."""
    return request.source, request.translation


def digest_request_from_pb(
    request: pb.DigestArticlesRequest,
) -> tuple[list[Article | ArticleFailure], ProcessOptions]:
    """Reads a request for a digest. An invalid article becomes a failure, as the others still make a digest.

    Raises:
        InvalidInput: An option is invalid.
    """
    articles: list[Article | ArticleFailure] = []
    for message in request.articles:
        try:
            articles.append(article_from_pb(message))
        except InvalidInput as error:
            articles.append(ArticleFailure(id=message.id, error=error))
    return articles, process_options_from_pb(request.options, priority=Priority.BULK)


def article_from_pb(message: pb.Article) -> Article:
    """Reads an article; raises what `check_metadata` raises."""
    article = Article(
        id=message.id,
        title=message.title,
        body=message.body,
        url=message.url,
        source=message.source,
        published=message.published,
        content_type=_content_type_from_pb(message.content_type),
    )
    article = dated(article)
    check_metadata(article)
    return article


def check_metadata(article: Article) -> None:
    """Checks the metadata of an article.

    Raises:
        InvalidInput: Its `id` is too long.
    """
    if len(article.id) > MAX_ID_CHARS:
        raise InvalidInput(
            f"has {len(article.id):,} characters, the limit is {MAX_ID_CHARS}; send a shorter one",
            field="article.id",
            reason="ID_TOO_LONG",
        )


def dated(article: Article) -> Article:
    """Returns the article with its date in ISO 8601. A date that cannot be read is removed, and a finding says so."""
    if not article.published or publication_time(article.published) is not None:
        return article
    published = iso_date(article.published)
    if published:
        return replace(article, published=published)
    finding = Finding(
        kind=FindingKind.SOURCE_IN_PART,
        severity=Severity.INFO,
        message="The date of publication cannot be read; the article counts as undated.",
    )
    return replace(article, published="", findings=(*article.findings, finding))


def process_options_from_pb(message: pb.ProcessOptions, *, priority: Priority) -> ProcessOptions:
    """Reads options; raises `InvalidInput`. The pipeline checks the range of `beam_size` and the terms."""
    _refuse_unknown_fields(message, "options")
    brief = brief_options_from_pb(message.brief, path="options.brief")
    return ProcessOptions(
        quality=_quality_from_pb(message.quality),
        beam_size=message.beam_size if message.HasField("beam_size") else None,
        brief=None if message.skip_brief else brief,
        priority=_priority_from_pb(message.priority, default=priority),
        glossary=_glossary_from_pb(message.glossary),
        skip_memory=message.skip_memory,
    )


def brief_options_from_pb(message: pb.BriefOptions, *, path: str) -> BriefOptions:
    """Reads the options of a brief.

    Args:
        message: The options; absent ones get their defaults.
        path: Their path in the request, for errors.

    Raises:
        InvalidInput: A limit is too low for any brief, or the style is unknown.
    """
    _refuse_unknown_fields(message, path)
    default = BriefOptions()
    options = BriefOptions(
        max_sentences=message.max_sentences if message.HasField("max_sentences") else default.max_sentences,
        max_words=message.max_words if message.HasField("max_words") else default.max_words,
        style=_style_from_pb(message.style, default=default.style, path=path),
    )
    if options.max_sentences < MIN_SENTENCES:
        raise InvalidInput(
            f"is {options.max_sentences}; take at least {MIN_SENTENCES}, or ask for no brief",
            field=f"{path}.max_sentences",
            reason="BRIEF_TOO_SHORT",
        )
    if options.max_words < MIN_WORDS:
        raise InvalidInput(
            f"is {options.max_words}; take at least {MIN_WORDS}, as few sentences are shorter than that",
            field=f"{path}.max_words",
            reason="BRIEF_TOO_SHORT",
        )
    return options


def article_to_pb(article: Article) -> pb.Article:
    """Writes an article."""
    return pb.Article(
        id=article.id,
        title=article.title,
        body=article.body,
        url=article.url,
        source=article.source,
        published=article.published,
        content_type=pb.ContentType.ValueType(article.content_type.value),
    )


def process_options_to_pb(options: ProcessOptions) -> pb.ProcessOptions:
    """Writes options; those that are None are left to the server."""
    return pb.ProcessOptions(
        quality=_quality_to_pb(options.quality),
        beam_size=options.beam_size,
        brief=None if options.brief is None else brief_options_to_pb(options.brief),
        skip_brief=options.brief is None,
        priority=_priority_to_pb(options.priority),
        glossary=_glossary_to_pb(options.glossary),
        skip_memory=options.skip_memory,
    )


def translate_options_to_pb(options: ProcessOptions) -> pb.TranslateOptions:
    """Writes the options of a translation without a brief."""
    return pb.TranslateOptions(
        quality=_quality_to_pb(options.quality),
        beam_size=options.beam_size,
        priority=_priority_to_pb(options.priority),
        glossary=_glossary_to_pb(options.glossary),
        skip_memory=options.skip_memory,
    )


def brief_options_to_pb(options: BriefOptions) -> pb.BriefOptions:
    """Writes the options of a brief."""
    return pb.BriefOptions(
        max_sentences=options.max_sentences, max_words=options.max_words, style=_STYLES_TO_PB[options.style]
    )


def _glossary_from_pb(message: pb.Glossary) -> Glossary | None:
    _refuse_unknown_fields(message, "options.glossary")
    for number, term in enumerate(message.terms):
        _refuse_unknown_fields(term, f"options.glossary.terms[{number}]")
    return Glossary(tuple(Term(source=term.source, target=term.target) for term in message.terms)) or None


def _glossary_to_pb(glossary: Glossary | None) -> pb.Glossary | None:
    if glossary is None:
        return None
    return pb.Glossary(terms=(pb.Term(source=term.source, target=term.target) for term in glossary.terms))


def _priority_from_pb(number: pb.Priority.ValueType, *, default: Priority) -> Priority:
    if number == pb.PRIORITY_UNSPECIFIED:
        return default
    if number not in _PRIORITIES:
        raise _unknown_value(number, pb.Priority.keys(), field="options.priority")
    return _PRIORITIES[number]


def _quality_from_pb(number: pb.Quality.ValueType) -> Quality | None:
    if number == pb.QUALITY_UNSPECIFIED:
        return None
    if number not in _QUALITIES:
        raise _unknown_value(number, pb.Quality.keys(), field="options.quality")
    return _QUALITIES[number]


def _quality_to_pb(quality: Quality | None) -> pb.Quality.ValueType:
    return pb.QUALITY_UNSPECIFIED if quality is None else _QUALITIES_TO_PB[quality]


def _content_type_from_pb(number: pb.ContentType.ValueType) -> ContentType:
    if number == pb.CONTENT_TYPE_UNSPECIFIED:
        return ContentType.TEXT_PLAIN
    if number not in _CONTENT_TYPES:
        raise _unknown_value(number, pb.ContentType.keys(), field="article.content_type")
    return _CONTENT_TYPES[number]


def _unknown_value(number: int, names: Sequence[str], *, field: str) -> InvalidInput:
    """The error about an unknown enum value. It leaves out the first of `names`, which stands for "unspecified"."""
    return InvalidInput(
        f"is {number}, which this server does not know; take one of {', '.join(names[1:])}",
        field=field,
        reason="ENUM_UNKNOWN",
    )


def _priority_to_pb(priority: Priority | None) -> pb.Priority.ValueType:
    return pb.PRIORITY_UNSPECIFIED if priority is None else _PRIORITIES_TO_PB[priority]


def _style_from_pb(number: pb.BriefStyle.ValueType, *, default: BriefStyle, path: str) -> BriefStyle:
    if number == pb.BRIEF_STYLE_UNSPECIFIED:
        return default
    if number not in _STYLES:
        raise _unknown_value(number, pb.BriefStyle.keys(), field=f"{path}.style")
    return _STYLES[number]


def _refuse_unknown_fields(message: Message, path: str) -> None:
    """Raises if a message has fields that this server does not know, as ignoring them would look like success."""
    unknown = UnknownFieldSet(message)
    numbers = sorted({unknown[position].field_number for position in range(len(unknown))})
    if numbers:
        shown = ", ".join(str(number) for number in numbers[:5])
        raise InvalidInput(
            f"has field {shown}, which this server does not know; leave it out or use a newer server",
            field=path,
            reason="OPTION_UNKNOWN",
        )
