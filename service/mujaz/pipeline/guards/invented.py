"""Finds addresses, handles and hashtags of a translation that its source does not have."""

from collections.abc import Iterator

from mujaz.pipeline.guards.pair import Pair, Target
from mujaz.text.verbatim import ARABIC_HASHTAG, MAY_BE_URL, Verbatim, VerbatimKind, find_verbatim
from mujaz.types import Finding, FindingKind, Severity, Span

_SEVERITIES = {
    VerbatimKind.URL: Severity.ERROR,
    VerbatimKind.EMAIL: Severity.ERROR,
    VerbatimKind.HANDLE: Severity.ERROR,
    VerbatimKind.HASHTAG: Severity.WARNING,
}
"""Words and emoji are not checked: all English is words, and a few translators add emoji."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each address, handle or hashtag that was invented, such as ministry.gov for "in a statement".

    An address may be shortened, so a part of one in the source is accepted. If the source has hashtags in Arabic
    letters, all hashtags of the translation are accepted, as they may be translations of those.
    """
    addresses = pair.target.read(_addresses)
    if not addresses:
        return
    source, target = pair.source.text.casefold(), pair.target.text.casefold()
    for kind, words, span in addresses:
        expected = (each.span.of(source) for each in pair.source.verbatim if each.kind is kind)
        if any(each not in target for each in expected):  # it was changed, which `verbatim` reports
            continue
        known = words.casefold().strip("/") in source
        if known or (kind is VerbatimKind.HASHTAG and ARABIC_HASHTAG.search(pair.source.text)):
            continue
        message = f"The translation has the {kind.value} {words}; the source does not."
        yield Finding(kind=FindingKind.VERBATIM, severity=_SEVERITIES[kind], message=message, target=span)


def _addresses(target: Target) -> list[tuple[VerbatimKind, str, Span]]:
    if "@" not in target.text and "#" not in target.text and not MAY_BE_URL.search(target.text):
        return []
    found: tuple[Verbatim, ...] = find_verbatim(target.text)
    return [(each.kind, each.span.of(target.text), each.span) for each in found if each.kind in _SEVERITIES]
