"""What a call returns: for an article, a text, a summary or a check."""

from dataclasses import dataclass, replace

from mujaz.errors import InvalidInput, MujazError
from mujaz.types.article import Article, ContentType
from mujaz.types.brief import Brief
from mujaz.types.finding import Finding
from mujaz.types.model import ModelSignature
from mujaz.types.span import Span
from mujaz.types.translation import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What produced a result: enough to reproduce it, and to tell two results apart."""

    normalizer: str
    decoding: str
    version: str
    translation: ModelSignature | None = None
    summary: ModelSignature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Milliseconds spent on each stage of one request; the fields are those of `mujaz.v1.Timings`."""

    prepare_ms: float = 0.0
    queue_ms: float = 0.0
    translate_ms: float = 0.0
    check_ms: float = 0.0
    brief_ms: float = 0.0
    total_ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleResult:
    """An article in English.

    Args:
        id: The article's `id`.
        title: The translated title; spans of its segments are into the Arabic title and this one.
        body: The translated body; spans likewise.
        brief: The brief, where one was asked for.
        signature: What produced the result.
        timings: How long each stage took.
        source_title: The Arabic title where the article was a web page or its text was repaired, else empty.
        source_body: The text that was read from that page, or the repaired text, else empty.
        url: Where it was published, as the article says, or else its page.
        source: Name of the newspaper, agency or site, likewise.
        published: When it was published, likewise.
        findings: What a reader should know about the article as a whole.
    """

    id: str
    title: Translation
    body: Translation
    brief: Brief | None
    signature: Signature
    timings: Timings
    source_title: str = ""
    source_body: str = ""
    url: str = ""
    source: str = ""
    published: str = ""
    findings: tuple[Finding, ...] = ()

    def source_of(self, article: Article) -> Article:
        """The article as it was read: the text that the source spans are into.

        Args:
            article: The article that was sent; it is returned unchanged if it was plain text and needed no repair.
        """
        if article.content_type is ContentType.TEXT_PLAIN and not self.source_body:
            return article
        return replace(
            article,
            title=self.source_title,
            body=self.source_body,
            url=self.url,
            source=self.source,
            published=self.published,
            content_type=ContentType.TEXT_PLAIN,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFailure:
    """Why one article of many has no result.

    Args:
        id: The article's `id`.
        error: The error that a call for this article alone would have raised.
    """

    id: str
    error: MujazError

    @property
    def message(self) -> str:
        """What is wrong, to be shown behind the id: without the field where that is only the file, or the id again."""
        error = self.error
        named = isinstance(error, InvalidInput) and error.field in ("file", self.id)
        return error.description if isinstance(error, InvalidInput) and named else error.message


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResult:
    """A text in English."""

    translation: Translation
    signature: Signature
    timings: Timings


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryResult:
    """The brief of an English text. Its citations are positions in `sentences`, which are spans into that text."""

    brief: Brief
    sentences: tuple[Span, ...]
    signature: Signature
    timings: Timings


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """A line of a source and its line of a translation made elsewhere, as spans into the two texts.

    Args:
        number: The line's number, from 1.
        source: The source line, without the white space around it; empty where the line is blank.
        target: The translated line, likewise.
        findings: What may be wrong with the translation.
    """

    number: int
    source: Span
    target: Span
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The check of a translation made elsewhere; lines that are blank in both texts are left out."""

    lines: tuple[CheckedLine, ...]
    signature: Signature
    timings: Timings
