"""Glossaries from files, and what a glossary must be, wherever it comes from."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from mujaz.errors import ConfigError, InvalidInput
from mujaz.text.folding import fold
from mujaz.text.scripts import has_arabic
from mujaz.types import Glossary, Term

MAX_TERMS = 2_000
"""Bounds the time that making all forms takes, once for each glossary (docs/evidence.md)."""
MAX_TERM_CHARS = 200

_MAX_BYTES = 4 * 2**20


def read_glossary(path: Path) -> Glossary:
    """Reads a file of terms.

    Args:
        path: TOML with a table `[terms]` where its name ends so, `"الحشد الشعبي" = "Popular Mobilization Forces"`; else
            a line for each term, the Arabic, a tab, the English; blank lines and lines that begin with # say nothing.

    Raises:
        ConfigError: It cannot be read, or holds what is no term; names the file and the place.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise _error(path, f"is longer than {_MAX_BYTES:,} bytes; is it the right file?")
        text = data.decode("utf-8-sig")
        placed = list(_toml(text, path) if path.suffix == ".toml" else _lines(text, path))
    except OSError as error:
        raise ConfigError(f"cannot read the glossary {path}: {error.strerror}", reason="GLOSSARY_FILE") from None
    except (ValueError, RecursionError) as error:  # in TOML also a number or a nesting beyond measure
        kind = "UTF-8" if isinstance(error, UnicodeDecodeError) else "TOML"
        raise _error(path, f"is not valid {kind}: {error}") from None
    glossary = Glossary(tuple(term for _, term in placed))
    try:
        check_glossary(glossary, field="", places=[place for place, _ in placed])
    except InvalidInput as error:
        raise _error(path, f"{error.field} {error.description}".strip()) from None
    return glossary


def check_glossary(glossary: Glossary, *, field: str, places: list[str] | None = None) -> None:
    """Refuses terms that cannot be used.

    Args:
        glossary: The terms.
        field: Their path in the request, for the error.
        places: What to call each term there instead.

    Raises:
        InvalidInput: Names the term, the limit and what to do.
    """
    if len(glossary.terms) > MAX_TERMS:
        raise InvalidInput(
            f"has {len(glossary.terms):,} terms, the limit is {MAX_TERMS:,}; send those that the text may have",
            field=field,
            reason="GLOSSARY_TOO_LONG",
        )
    seen: dict[str, str] = {}
    for number, term in enumerate(glossary.terms):
        where = places[number] if places else f"{field}.terms[{number}]"
        _check_side(term.source, where if places else f"{where}.source", arabic=True)
        _check_side(term.target, where if places else f"{where}.target", arabic=False)
        if seen.setdefault(fold(term.source), term.target) != term.target:
            raise InvalidInput(
                "has the Arabic of another term and other English; leave one of the two out",
                field=where,
                reason="TERM_TWICE",
            )


def _check_side(text: str, field: str, *, arabic: bool) -> None:
    side = "Arabic" if arabic else "English"
    if len(text) > MAX_TERM_CHARS:
        raise InvalidInput(
            f"has a side of {len(text):,} characters, the limit is {MAX_TERM_CHARS}; a term is a few words",
            field=field,
            reason="TERM_TOO_LONG",
        )
    if not any(map(str.isalnum, text)) or has_arabic(text) is not arabic:
        raise InvalidInput(
            f"has no {side} where the {side} should be; give the Arabic and then the English",
            field=field,
            reason="TERM_MALFORMED",
        )
    if text != text.strip() or any(sign.isspace() and sign != " " for sign in text):
        raise InvalidInput(
            f"has white space at the ends of the {side} or more than spaces in it; take it out",
            field=field,
            reason="TERM_MALFORMED",
        )


def _lines(text: str, path: Path) -> Iterator[tuple[str, Term]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        sides = [side.strip() for side in line.split("\t")]
        if len(sides) != 2:
            raise _error(path, f"line {number} is not the Arabic, one tab and the English")
        yield f"line {number}", Term(source=sides[0], target=sides[1])


def _toml(text: str, path: Path) -> Iterator[tuple[str, Term]]:
    table = tomllib.loads(text)
    terms = table.get("terms")
    if set(table) != {"terms"} or not isinstance(terms, dict):
        raise _error(path, "must have one table, [terms], and nothing beside it")
    for number, (source, target) in enumerate(terms.items(), start=1):
        if not isinstance(target, str):
            raise _error(path, f"term {number} has no text for its English; write it in quotes")
        yield f"term {number}", Term(source=source.strip(), target=target.strip())


def _error(path: Path, what: str) -> ConfigError:
    return ConfigError(f"the glossary {path}: {what}", reason="GLOSSARY_FILE")
