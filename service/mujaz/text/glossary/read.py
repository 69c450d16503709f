"""Reads glossaries from files and checks glossaries from any source."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from mujaz.errors import ConfigError, InvalidInput, why_unreadable
from mujaz.text.folding import fold
from mujaz.text.scripts import has_arabic
from mujaz.types import Glossary, Term

MAX_TERMS = 2_000
"""Bounds the time for making all forms, which is done once per glossary (docs/evidence.md)."""
MAX_TERM_CHARS = 200

_MAX_BYTES = 4 * 2**20


def read_glossary(path: Path) -> Glossary:
    """Read a file of terms.

    Args:
        path: If its name ends in `.toml`, TOML with a table `[terms]`, such as
            `"الحشد الشعبي" = "Popular Mobilization Forces"`. Otherwise one term per line: the Arabic, a tab, the
            English. Blank lines and lines that begin with # are ignored.

    Raises:
        ConfigError: The file cannot be read or has an invalid term. The error names the file and the place.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise _error(path, f"is longer than {_MAX_BYTES:,} bytes; is it the right file?")
        text = data.decode("utf-8-sig")
        placed = list(_toml(text, path) if path.suffix == ".toml" else _lines(text, path))
    except OSError as error:
        raise ConfigError(f"the glossary {path} {why_unreadable(error)}", reason="GLOSSARY_FILE") from None
    except (ValueError, RecursionError) as error:  # TOML also with too long a number or too deep a nesting
        kind = "UTF-8" if isinstance(error, UnicodeDecodeError) else "TOML"
        raise _error(path, f"is not valid {kind}: {error}") from None
    if not placed:
        raise _error(path, "has no terms; write one a line, the Arabic, a tab and the English, or leave the option out")
    glossary = Glossary(tuple(term for _, term in placed))
    try:
        check_glossary(glossary, field="", places=[place for place, _ in placed])
    except InvalidInput as error:
        raise _error(path, f"{error.field} {error.description}".strip()) from None
    return glossary


def check_glossary(glossary: Glossary, *, field: str, places: list[str] | None = None) -> None:
    """Refuse terms that cannot be used.

    Args:
        glossary: The terms.
        field: Their path in the request, for the error.
        places: What the error calls each term instead of its path.

    Raises:
        InvalidInput: A term is invalid. The error names the term, the limit and what to do.
    """
    if len(glossary.terms) > MAX_TERMS:
        raise InvalidInput(
            f"has {len(glossary.terms):,} terms, the limit is {MAX_TERMS:,}; send only terms that the text may contain",
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
                "has the Arabic of another term but different English; remove one of the two",
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
    if text != text.strip() or any(character.isspace() and character != " " for character in text):
        raise InvalidInput(
            f"has white space at an end of the {side}, or other than spaces within it; remove it",
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
        raise _error(path, "must have one table, [terms], and nothing else")
    for number, (source, target) in enumerate(terms.items(), start=1):
        if not isinstance(target, str):
            raise _error(path, f"term {number} has no text for its English; write it in quotes")
        yield f"term {number}", Term(source=source.strip(), target=target.strip())


def _error(path: Path, what: str) -> ConfigError:
    return ConfigError(f"the glossary {path}: {what}", reason="GLOSSARY_FILE")
