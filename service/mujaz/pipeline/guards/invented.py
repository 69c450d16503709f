"""Addresses, accounts and hashtags of a translation that its source does not have."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.pair import Pair, Target
from mujaz.text.verbatim import ARABIC_HASHTAG, Verbatim, VerbatimKind, find_verbatim
from mujaz.types import Finding, FindingKind, Severity, Span

_SEVERITIES = {
    VerbatimKind.URL: Severity.ERROR,
    VerbatimKind.EMAIL: Severity.ERROR,
    VerbatimKind.HANDLE: Severity.ERROR,
    VerbatimKind.HASHTAG: Severity.WARNING,
}
"""Words and emoji are not looked for: English is made of the former, and a few translators add the latter."""


_MAY_BE_ADDRESS = re.compile(r"[.](?=[A-Za-z0-9])|://")


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each thing that can only have been made up, as ministry.gov of "in a statement".

    An address may be shortened, so one that is part of one of the source is none of these; and where the source has
    hashtags in Arabic letters, those of the translation may be theirs.
    """
    told = pair.target.read(_addresses)
    if not told:
        return
    source, target = pair.source.text.casefold(), pair.target.text.casefold()
    for kind, words, span in told:
        own = (each.span.of(source) for each in pair.source.verbatim if each.kind is kind)
        if any(each not in target for each in own):  # it was changed, which `verbatim` tells
            continue
        known = words.casefold().strip("/") in source
        if known or (kind is VerbatimKind.HASHTAG and ARABIC_HASHTAG.search(pair.source.text)):
            continue
        message = f"The translation has the {kind.value} {words}; the source does not."
        yield Finding(kind=FindingKind.VERBATIM, severity=_SEVERITIES[kind], message=message, target=span)


def _addresses(target: Target) -> list[tuple[VerbatimKind, str, Span]]:
    if "@" not in target.text and "#" not in target.text and not _MAY_BE_ADDRESS.search(target.text):
        return []
    found: tuple[Verbatim, ...] = find_verbatim(target.text)
    return [(each.kind, each.span.of(target.text), each.span) for each in found if each.kind in _SEVERITIES]
