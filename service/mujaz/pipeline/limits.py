"""The checks that an input must pass before any work is done on it, for the server, the command line and jobs alike."""

from collections.abc import Sequence

from mujaz.config import Settings
from mujaz.errors import InvalidInput
from mujaz.text.entities import decode_entities
from mujaz.text.glossary import check_glossary
from mujaz.text.scripts import has_arabic, longest_word
from mujaz.types import Article, ProcessOptions


def check_article(article: Article, settings: Settings) -> None:
    """Refuses an article that cannot be processed.

    Raises:
        InvalidInput: Names the field (`article.title` or `article.body`), the limit and what to do.
    """
    check_text(article.body, field="article.body", settings=settings)
    check_title(article.title, field="article.title", settings=settings)


def check_digest(ids: Sequence[str], chars: int, settings: Settings) -> None:
    """Refuses articles that cannot be digested together; `check_article` tells whether each can be processed.

    Args:
        ids: The ids of all articles.
        chars: The code points of all articles, titles included.
        settings: The limits.

    Raises:
        InvalidInput: There are no articles or too many, they are too long together, or an id is empty or not unique.
    """
    if not ids:
        raise InvalidInput("is empty; send the articles to digest", field="articles", reason="FIELD_MISSING")
    if len(ids) > settings.max_digest_articles:
        raise InvalidInput(
            f"has {len(ids):,} articles, the limit is {settings.max_digest_articles:,} (max_digest_articles); "
            "make several digests",
            field="articles",
            reason="TOO_MANY_ARTICLES",
        )
    if chars > settings.max_digest_chars:
        raise InvalidInput(
            f"has {chars:,} characters, the limit is {settings.max_digest_chars:,} (max_digest_chars); "
            "make several digests",
            field="articles",
            reason="TEXT_TOO_LONG",
        )
    first: dict[str, int] = {}
    for position, id_ in enumerate(ids):
        if not id_ or first.setdefault(id_, position) != position:
            problem = f"is that of articles[{first[id_]}] too" if id_ else "is empty"
            raise InvalidInput(
                f"{problem}; give each article an id of its own, which the digest cites",
                field=f"articles[{position}].id",
                reason="ID_DUPLICATE" if id_ else "ID_MISSING",
            )


def check_options(options: ProcessOptions, settings: Settings) -> None:
    """Refuses options that are out of range.

    Raises:
        InvalidInput: Names the field, the limit and what to do.
    """
    beam_size = options.beam_size
    if beam_size is not None and not 1 <= beam_size <= settings.max_beam_size:
        raise InvalidInput(
            f"is {beam_size}; take 1 to {settings.max_beam_size} (max_beam_size)",
            field="options.beam_size",
            reason="BEAM_SIZE_OUT_OF_RANGE",
        )
    if options.glossary is not None:
        check_glossary(options.glossary, field="options.glossary")


def check_title(title: str, *, field: str, settings: Settings) -> None:
    """Refuses a title that is too long; it may be empty. Arguments and errors as for `check_text`."""
    _check_length(title, field, settings.max_title_chars, "max_title_chars")
    _check_words(title, field, settings)


def check_text(text: str, *, field: str, settings: Settings, arabic: bool = True) -> None:
    """Refuses a text that cannot be processed.

    Args:
        text: The text.
        field: Its path in the request, for the error.
        settings: The limits.
        arabic: Whether it must contain Arabic.

    Raises:
        InvalidInput: Names the field, the limit and what to do.
    """
    if not text.strip():
        raise InvalidInput("is empty; send the text to work on", field=field, reason="TEXT_EMPTY")
    _check_length(text, field, settings.max_article_chars, "max_article_chars")
    _check_words(text, field, settings)
    if arabic and not has_arabic(text) and not has_arabic(decode_entities(text).text):
        raise InvalidInput(
            "has no Arabic letters; this service translates Arabic into English", field=field, reason="TEXT_NOT_ARABIC"
        )


def _check_length(text: str, field: str, limit: int, setting: str) -> None:
    if len(text) > limit:
        raise InvalidInput(
            f"has {len(text):,} characters, the limit is {limit:,} ({setting}); send it in parts",
            field=field,
            reason="TEXT_TOO_LONG",
        )


def _check_words(text: str, field: str, settings: Settings) -> None:
    limit = settings.max_word_chars
    if len(text) <= limit or max(map(len, text.split()), default=0) <= limit:
        return
    longest = longest_word(text)
    if longest is not None and len(longest) > limit:
        raise InvalidInput(
            f"has a word of {len(longest):,} letters at {longest.start:,}, the limit is {limit:,} "
            "(max_word_chars); check that it is text",
            field=field,
            reason="WORD_TOO_LONG",
        )
