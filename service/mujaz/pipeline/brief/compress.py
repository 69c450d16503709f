"""Makes a sentence of an article short by leaving out whole clauses and phrases. No word is added, changed or moved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from mujaz.pipeline.brief.clauses import MOST_WORDS_OF_SPEAKER, Cut, Sentence

MAX_SENTENCE_WORDS = 28
"""The most words of a sentence in a brief."""
MOST_CUTS_AT_ONCE = 3
MIN_WORDS = 5
MOST_WORDS = 120
"""A longer sentence is a list, or a text without full stops; the rest of it is ignored."""
SHORTEST_SHARE = 0.25
"""Share of a sentence's words that must remain: a smaller remainder is about something else."""

_QUOTES = '"“”'
_COMMA_IN_QUOTES = re.compile(r",([\"”])$")
_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Compressed:
    """What stays of a sentence.

    Args:
        text: It.
        is_whole: Whether it is a sentence of its own. Otherwise it stops in the middle, with "…".
    """

    text: str
    is_whole: bool = True


def compress(text: str, max_words: int = MAX_SENTENCE_WORDS, *, is_headline: bool = False) -> Compressed:
    """Shortens a sentence until it has no more than so many words; a short one stays as it is.

    Numbers stay with their nouns, negations with their verbs, and who speaks with what is said, because nothing is cut
    between them: clauses go as a whole, and of a clause with such a word nothing goes.

    Args:
        text: A sentence, on one line.
        max_words: The most words, at least 1.
        is_headline: Name who says so in two words, "officials said", rather than stop in the middle.
    """
    if len(text.split()) <= max_words:
        return Compressed(text)
    if len(text.split()) > MOST_WORDS:
        return Compressed(_stopped(Sentence(" ".join(text.split()[:MOST_WORDS])), max_words), is_whole=False)
    sentence = Sentence(text)
    clauses = [*sentence.cuts(), *(sentence.terse() if is_headline else ())]
    kept = _best(sentence, clauses, max_words) or _best(sentence, [*clauses, *sentence.phrases()], max_words)
    if kept is not None:
        return Compressed(_joined(sentence, kept))
    return Compressed(_stopped(sentence, max_words, is_headline=is_headline), is_whole=False)


def _best(sentence: Sentence, cuts: Sequence[Cut], max_words: int) -> list[int] | None:
    """The tokens that stay after the cuts that lose least; None where no cuts make it short enough."""
    choices = sorted(_choices(sentence, cuts, max_words), key=lambda choice: choice[0])
    return next((kept for _, kept in choices if _is_sound(sentence, kept)), None)


def _choices(sentence: Sentence, cuts: Sequence[Cut], max_words: int) -> Iterator[tuple[float, list[int]]]:
    count = len(sentence.tokens)
    for size in range(1, MOST_CUTS_AT_ONCE + 1):
        for chosen in combinations(cuts, size):
            ordered = sorted(chosen, key=lambda cut: cut.start)
            if any(one.end > other.start for one, other in pairwise(ordered)):
                continue
            gone = sum(cut.end - cut.start for cut in chosen)
            if max(MIN_WORDS, SHORTEST_SHARE * min(count, 40)) <= count - gone <= max_words:
                lost = {number for cut in chosen for number in range(cut.start, cut.end)}
                yield gone + 2 * sum(cut.cost for cut in chosen), [i for i in range(count) if i not in lost]


def _is_sound(sentence: Sentence, kept: Sequence[int]) -> bool:
    """Whether what stays is a clause that ends, with its quotations whole."""
    text = " ".join(sentence.tokens[number] for number in kept)
    whole = " ".join(sentence.tokens)
    marks = [sum(part.count(mark) for mark in '"') % 2 for part in (text, whole)]
    is_even = marks[0] <= marks[1] and text.count("“") - text.count("”") == whole.count("“") - whole.count("”")
    ends_cut = [number for number, after in zip(kept, [*kept[1:], -1], strict=True) if after == -1]
    ends = sentence.may_end_with(ends_cut[0]) or kept[-1] == len(sentence.tokens) - 1
    whole_verbs = sentence.verbs_left(range(len(sentence.tokens)))
    said_by = len(sentence.tokens) - len(sentence.attribution())
    said = [number for number in kept if number < said_by]
    lead = sentence.chunks[0].end if sentence.opens_before_comma and len(sentence.chunks) > 1 else 0
    verbs = sentence.verbs_left([number for number in said if number >= lead])
    before = said[-1] if said and said_by < len(sentence.tokens) else None
    joins = before is None or before == said_by - 1 or sentence.may_end_with(before)
    return is_even and ends and joins and (verbs > 0 or verbs >= whole_verbs)


def _joined(sentence: Sentence, kept: Sequence[int]) -> str:
    """The tokens that stay, with the punctuation that they need now."""
    parts: list[str] = []
    for place, number in enumerate(kept):
        token = sentence.tokens[number]
        is_border = place + 1 < len(kept) and kept[place + 1] != number + 1
        if is_border and token.endswith(",") and not _needs_comma(sentence, kept, place):
            token = token[:-1]
        elif is_border and token.endswith(";") and sentence.bare[kept[place + 1]] in ("and", "but"):
            token = f"{token[:-1]},"
        elif is_border and token[-1].isalnum() and sentence.is_attribution(kept[place + 1], len(sentence.tokens)):
            token += ","
        parts.append(token)
    end = _COMMA_IN_QUOTES.sub(r".\1", parts[-1].rstrip(",;:–—-"))
    closing = sentence.tokens[-1].rstrip("\"'”’»)]")[-1:]
    if kept[-1] != len(sentence.tokens) - 1 and not end.rstrip(_QUOTES).endswith(_ENDS):
        end += closing if closing in ("?", "!") else "."
    text = " ".join([*parts[:-1], end])
    return text[:1].upper() + text[1:]


def _needs_comma(sentence: Sentence, kept: Sequence[int], place: int) -> bool:
    """Whether a comma stays where what followed it is gone."""
    after = kept[place + 1]
    if any(chunk.start <= kept[place] < chunk.end for chunk in sentence.chunks[1:]):
        return True
    if sentence.opens_before_comma and kept[place] == sentence.chunks[0].end - 1:
        return True
    return (
        sentence.bare[after] in ("and", "but", "which", "who")
        or sentence.bare[after].endswith("ing")
        or sentence.is_attribution(after, len(sentence.tokens))
    )


def _stopped(sentence: Sentence, max_words: int, *, is_headline: bool = False) -> str:
    """As much of the beginning as there is room for, up to where a phrase may end, with "…", and who says so."""
    said_by = sentence.attribution()
    if is_headline:
        said_by = said_by[sum(cut.end - cut.start for cut in sentence.terse()) :]
        said_by = said_by if len(said_by) <= MOST_WORDS_OF_SPEAKER + 1 else []
    count = max_words - len(said_by)
    while count > max(MIN_WORDS, max_words // 2) and not (
        sentence.may_stop_at(count - 1) and not sentence.has_bound_word(count - 3, count)
    ):
        count -= 1
    if count <= max(MIN_WORDS, max_words // 2):
        count = max_words - len(said_by)
    text = " ".join(sentence.tokens[:count]).rstrip(" ,;:.–—-") + "…"
    text += '"' * (text.count('"') % 2) + "”" * (text.count("“") - text.count("”"))
    return " ".join([text, *said_by])
