"""Finds addresses, handles, hashtags, emoji and Latin words of the source that the translation lacks."""

import difflib
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from mujaz.pipeline.guards.pair import Pair
from mujaz.pipeline.guards.repair import Repaired
from mujaz.text.characters import CONTROLS
from mujaz.text.verbatim import VerbatimKind
from mujaz.types import Finding, FindingKind, Severity, Span

_SEVERITIES = dict.fromkeys((VerbatimKind.URL, VerbatimKind.EMAIL, VerbatimKind.HANDLE), Severity.ERROR)
_UNITS = frozenset("km kg cm mm mg ml kw mw gw gb mb tb kb hz mhz ghz kwh mwh".split())
"""Units, which may be written in words."""
_LEAST_LETTERS = 2
_NOT_WORD = re.compile(r"[\W_]+")
_CONTROLS = re.compile(f"[{CONTROLS}]")
_TOKEN = re.compile(r"\S+")
_IN_BRACKETS = re.compile(r"\( ?([A-Z][A-Z0-9-]{1,9}) ?\)")

_MOST_COMPARISONS = 10_000
"""Missing items times words of the translation. With more, what they became is not looked for."""
_MAX_TOKENS = 3
"""The most words of a translation into which one item may have been split."""
_ALIKE_WORD, _ALIKE_ACRONYM, _ALIKE_MARKED = 0.9, 0.75, 0.5
"""How similar a wrong copy must be. A copy with the mark of its kind (`@`, `#`, a domain) needs less, as it can hardly
be anything else."""
_MARK = {
    VerbatimKind.URL: re.compile(r"://|www\.|\w\.\w"),
    VerbatimKind.EMAIL: re.compile(r"@|\w\.\w"),  # a copy may have a space or nothing in the place of its @
    VerbatimKind.HANDLE: re.compile("@"),
    VerbatimKind.HASHTAG: re.compile("#"),
    VerbatimKind.WORD: re.compile("[A-Z]"),
}


def find(pair: Pair) -> list[Finding]:
    """A finding for each item that should be in the translation unchanged and is not."""
    return [
        Finding(
            kind=FindingKind.VERBATIM,
            severity=_SEVERITIES.get(kind, Severity.WARNING),
            message=f"The source has {_CONTROLS.sub('', span.of(pair.source.text))}; the translation does not.",
            source=span,
        )
        for kind, span in _missing(pair)
    ]


def repair_verbatim(pair: Pair) -> Repaired | None:
    """Replaces wrong copies in the translation with what the source has.

    Args:
        pair: The segment and its translation.

    Returns:
        The translation with every recognised wrong copy corrected; None if there is none.
    """
    source, target = pair.source.text, pair.target.text
    repaired, notes = target, []
    missing = list(_missing(pair))
    if len(missing) * len(target.split()) > _MOST_COMPARISONS:
        return None
    items = {verbatim.span.of(source).casefold() for verbatim in pair.source.verbatim}
    for kind, span in missing:
        place = _wrong_copy(kind, span.of(source), repaired, items) or _other_in_brackets(source, span, repaired)
        if place is not None and place.of(repaired) != span.of(source):
            notes.append(_note(kind, span, place.of(repaired)))
            repaired = repaired[: place.start] + span.of(source) + repaired[place.end :]
    return Repaired(pair=pair.with_target(repaired), findings=tuple(notes)) if notes else None


def _note(kind: VerbatimKind, source: Span, copy: str) -> Finding:
    message = f"The {kind.value} was set to that of the source. Before: The translation says {copy}."
    return Finding(kind=FindingKind.VERBATIM, severity=Severity.INFO, message=message, source=source)


def _missing(pair: Pair) -> Iterator[tuple[VerbatimKind, Span]]:
    if not pair.source.verbatim:
        return
    plain = _CONTROLS.sub("", pair.target.text)
    folded = plain.casefold()
    words = f" {_NOT_WORD.sub(' ', folded)} "
    for verbatim in pair.source.verbatim:
        wanted = _CONTROLS.sub("", verbatim.span.of(pair.source.text))
        match verbatim.kind:
            case VerbatimKind.WORD:
                has = _has_word(words, wanted.casefold())
            case VerbatimKind.EMOJI | VerbatimKind.PLACEHOLDER:
                has = wanted in plain
            case _:
                has = wanted.casefold() in folded and _stands_alone(wanted, plain)
        if not has:
            yield verbatim.kind, verbatim.span


def _stands_alone(wanted: str, text: str) -> bool:
    flags = re.NOFLAG if "/" in wanted else re.IGNORECASE
    return re.search(rf"(?<![\w@.]){re.escape(wanted)}(?![\w/-]|\.\w)", text, flags) is not None


def _has_word(words: str, wanted: str) -> bool:
    if len(wanted) < _LEAST_LETTERS or wanted in _UNITS:
        return True
    spelled = _NOT_WORD.sub(" ", wanted).strip()
    return any(f" {form}{end} " in words for form in (spelled, spelled.replace(" ", "")) for end in ("", "s", " s"))


def _wrong_copy(kind: VerbatimKind, wanted: str, target: str, items: AbstractSet[str]) -> Span | None:
    """The span of a translation most similar to a missing item, if it is not a copy of another item."""
    if kind not in _MARK:
        return None
    if wanted[0] in "@#" and (bare := _without_mark(wanted, target)):
        return bare
    taken = items - {wanted.casefold()}
    matcher = difflib.SequenceMatcher(None, "", wanted.casefold())
    tokens = list(_TOKEN.finditer(target))
    best, best_share = None, _least_share(kind, wanted)
    for first in range(len(tokens)):
        for last in range(first, min(first + _MAX_TOKENS, len(tokens))):
            span = _without_edges(target, Span(tokens[first].start(), tokens[last].end()))
            copy = span.of(target)
            if not _MARK[kind].search(copy) or any(word.casefold() in taken for word in copy.split()):
                continue
            if kind is VerbatimKind.WORD and wanted.isupper() != copy.isupper():
                continue
            matcher.set_seq1("".join(copy.split()).casefold())
            ratios = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # each is at most the one before it
            if all(ratio() > best_share for ratio in ratios):
                best, best_share = span, matcher.ratio()
    return best


def _other_in_brackets(source: str, span: Span, target: str) -> Span | None:
    """The span of a wrong acronym in brackets: (CNA) for (CNN)."""
    source_acronyms, target_acronyms = list(_IN_BRACKETS.finditer(source)), list(_IN_BRACKETS.finditer(target))
    if len(source_acronyms) != len(target_acronyms):
        return None
    for acronym, other in zip(source_acronyms, target_acronyms, strict=True):
        if acronym.span(1) == (span.start, span.end) and other[1] not in source:
            return Span(*other.span(1))
    return None


def _without_mark(wanted: str, target: str) -> Span | None:
    """Where a handle or hashtag stands without its mark, in quotation marks or not: "AlArabiya" for @AlArabiya."""
    name = re.escape(wanted[1:])
    found = re.search(rf"\"{name}\"|“{name}”|(?:[@#] )?(?<![\w@#./]){name}(?![\w@.]*\w)", target, re.IGNORECASE)
    return Span(*found.span()) if found else None


def _least_share(kind: VerbatimKind, wanted: str) -> float:
    if kind is not VerbatimKind.WORD:
        return _ALIKE_MARKED
    return _ALIKE_ACRONYM if wanted.isupper() else _ALIKE_WORD


def _without_edges(target: str, span: Span) -> Span:
    text = span.of(target)
    start = len(text) - len(text.lstrip("\"'“”‘’([«"))
    end = len(text.rstrip("\"'“”‘’)]».,;:!?"))
    return Span(span.start + start, span.start + max(start, end))
