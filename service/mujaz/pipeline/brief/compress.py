"""Shortens a sentence by leaving out whole clauses and phrases. No word is added, changed or moved."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, islice, pairwise

from mujaz.pipeline.brief.choice import best
from mujaz.pipeline.brief.clauses import Cut
from mujaz.pipeline.brief.headlines import Headline
from mujaz.pipeline.brief.openings import dangles
from mujaz.pipeline.brief.phrases import Sentence
from mujaz.pipeline.brief.terse import small_words

MAX_SENTENCE_WORDS = 28
"""The most words of a sentence in a brief."""
MOST_CUTS_AT_ONCE = 3
MIN_WORDS = 5
MIN_HEADLINE = 5
"""The fewest words that cuts leave of a headline."""
MOST_CHOICES = 24
"""The most headlines of a sentence that are compared, those that lose least. More bring nothing."""
MOST_STOPPED = 8
"""The most ways to leave out clauses of a sentence that stops in the middle."""
MIN_STOPPED = 5
"""The fewest words of a sentence that stops in the middle, without its attribution."""
MOST_WORDS = 120
"""A longer sentence is a list, or a text without full stops; the words after this many are ignored."""
SHORTEST_SHARE = 0.25
"""The smallest share of a sentence's words that may remain: a smaller remainder is about something else."""

_QUOTES = '"“”'
_COMMA_IN_QUOTES = re.compile(r",([\"”])$")
_BEFORE_COLON = re.compile(r"[,;]?([\"”]?)$")
_DASH = re.compile(r"(?<=\w)—(?=\w)")
_ENDS = (".", "!", "?", "…")
NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Compressed:
    """A shortened sentence.

    Args:
        text: The words that are left.
        is_whole: Whether they are a whole sentence. Otherwise they stop in the middle, with "…".
        is_attributed: Whether they name the speaker where the sentence does.
    """

    text: str
    is_whole: bool = True
    is_attributed: bool = True


def compress(
    text: str, max_words: int = MAX_SENTENCE_WORDS, *, is_headline: bool = False, often: Counter[str] | None = None
) -> Compressed:
    """Shortens a sentence to at most `max_words` words. A shorter sentence stays as it is.

    Numbers stay with their nouns, negations with their verbs, and speakers with what they say, because nothing is cut
    between them: clauses are cut as a whole, and nothing is cut from a clause with such a word.

    Args:
        text: The sentence, on one line.
        max_words: The most words, at least 1.
        is_headline: Whether to leave out articles and other small words as headlines do, and to shorten attributions
            to the speaker, ": officials", rather than stop in the middle.
        often: How often the article has each stem; headlines keep what it keeps speaking of.
    """
    if is_headline:
        text = _DASH.sub(" — ", text)
    if len(text.split()) > MOST_WORDS:
        return Compressed(_stopped(Sentence(" ".join(text.split()[:MOST_WORDS])), max_words), is_whole=False)
    if is_headline:
        return _headline(Headline(text), max_words, often or Counter())
    if len(text.split()) <= max_words:
        return Compressed(text)
    sentence = Sentence(text)
    clauses = sentence.cuts()
    kept = _best(sentence, clauses, max_words) or _best(sentence, [*clauses, *sentence.phrases()], max_words)
    if kept is not None:
        return Compressed(_joined(sentence, kept))
    return Compressed(_stopped(sentence, max_words), is_whole=False)


def _headline(sentence: Headline, max_words: int, often: Counter[str]) -> Compressed:
    """Shortens a headline as `compress` does, but without its small words, which do not count."""
    small = small_words(sentence) | frozenset(sentence.colon_places)
    if len(sentence.tokens) - len(small) <= max_words:
        return Compressed(_joined(sentence, range(len(sentence.tokens)), small))
    if sentence.told_until() < len(sentence.tokens):
        return _headline(sentence.part(0, sentence.told_until()), max_words, often)
    cuts = [
        *sentence.cuts(),
        *sentence.speakers(),
        *sentence.said_where(),
        *sentence.phrases(),
        *sentence.last_phrases(),
    ]
    whole = _sound(sentence, list(dict.fromkeys(cuts)), max_words, small)
    if texts := [_joined(sentence, kept, small) for kept in islice(whole, MOST_CHOICES)]:
        return Compressed(best([text for text in texts if not dangles(text)] or texts, often))
    if (lead := sentence.lead()) and not dangles(sentence.tokens[lead.end]):
        return _headline(sentence.part(lead.end, len(sentence.tokens)), max_words, often)
    asides = [*sentence.cuts(), *sentence.said_where()]
    shorter = islice(_sound(sentence, asides, len(sentence.tokens), small), MOST_STOPPED)
    stopped = [_stopped_headline(Headline(_joined(sentence, kept)), max_words) for kept in shorter]
    stopped.insert(0, _stopped_headline(sentence, max_words))
    fit = [one for one in stopped if one.is_attributed and not dangles(one.text)] or stopped[:1]
    text = best([one.text for one in fit], often)
    return next(one for one in fit if one.text == text)


def _stopped_headline(sentence: Headline, max_words: int) -> Compressed:
    """Returns the beginning of a headline that has no whole one, and who says so where there is room for it."""
    small = small_words(sentence) | frozenset(sentence.colon_places)
    if len(sentence.tokens) - len(small) <= max_words:
        return Compressed(_joined(sentence, range(len(sentence.tokens)), small))
    removed = {number for cut in sentence.speakers() for number in range(cut.start, cut.end)} | small
    attribution = [sentence.tokens[number] for number in sentence.attribution_places() if number not in removed]
    has_room = len(attribution) <= max_words - MIN_STOPPED
    text = _stopped(sentence, max_words, small, attribution if has_room else [])
    return Compressed(text, is_whole=False, is_attributed=has_room)


def _best(sentence: Sentence, cuts: Sequence[Cut], max_words: int) -> list[int] | None:
    """Returns the tokens that are left by the set of cuts that loses least; None where no set makes it short enough."""
    return next(_sound(sentence, cuts, max_words), None)


def _sound(
    sentence: Sentence, cuts: Sequence[Cut], max_words: int, small: frozenset[int] = NONE
) -> Iterator[list[int]]:
    """Yields the tokens that are left by each set of cuts, that which loses least first.

    They include the small words, which do not count towards `max_words`.
    """
    choices = sorted(_choices(sentence, cuts, max_words, small), key=lambda choice: choice[0])
    return (kept for _, kept in choices if _is_sound(sentence, kept))


def _choices(
    sentence: Sentence, cuts: Sequence[Cut], max_words: int, small: frozenset[int]
) -> Iterator[tuple[float, list[int]]]:
    """Yields the cost of each set of cuts that makes a sentence short enough, and the tokens that it leaves."""
    weights = [0 if number in small else 1 for number in range(len(sentence.tokens))]
    before = [0, *accumulate(weights)]
    count = len(weights)
    shortest = max(MIN_WORDS, SHORTEST_SHARE * min(count, 40))
    least = min(MIN_HEADLINE, max_words) if sentence.is_headline else shortest
    for size in range(1, MOST_CUTS_AT_ONCE + 1):
        for chosen in combinations(cuts, size):
            ordered = sorted(chosen, key=lambda cut: cut.start)
            if any(one.end > other.start for one, other in pairwise(ordered)):
                continue
            words = sum(before[cut.end] - before[cut.start] for cut in chosen)
            if least <= before[-1] - words <= max_words:
                removed = {number for cut in chosen for number in range(cut.start, cut.end)}
                yield words + 2 * sum(cut.cost for cut in chosen), [i for i in range(count) if i not in removed]


def _is_sound(sentence: Sentence, kept: Sequence[int]) -> bool:
    """Tells whether the tokens that are left make a complete clause with complete quotations."""
    text = " ".join(sentence.tokens[number] for number in kept)
    whole = " ".join(sentence.tokens)
    is_even = text.count('"') % 2 <= whole.count('"') % 2
    is_even = is_even and text.count("“") - text.count("”") == whole.count("“") - whole.count("”")
    ends = sentence.may_end_with(kept[-1]) or kept[-1] == len(sentence.tokens) - 1
    whole_verbs = sentence.verbs_left(range(len(sentence.tokens)))
    attribution_start = len(sentence.tokens) - len(sentence.attribution())
    clause = [number for number in kept if number < attribution_start]
    lead = sentence.lead_end
    verbs = sentence.verbs_left([number for number in clause if number >= lead])
    before = clause[-1] if clause and attribution_start < len(sentence.tokens) else None
    joins = before is None or before == attribution_start - 1 or sentence.may_end_with(before)
    is_whole = sentence.ends_whole(clause) and sentence.keeps_verbs(kept)
    return is_even and ends and joins and is_whole and (verbs > 0 or (not lead and verbs >= whole_verbs))


def _joined(sentence: Sentence, kept: Sequence[int], small: frozenset[int] = NONE) -> str:
    """Joins the tokens that are left, without the small ones, and adapts their punctuation."""
    parts: list[str] = []
    tokens, speaker = _shown(sentence, kept, small), _speaker_after_colon(sentence, kept, small)
    for place, number in enumerate(kept):
        token = tokens[number]
        if number == speaker and parts:
            parts[-1] = _BEFORE_COLON.sub(r"\1:", parts[-1], count=1)
        is_border = place + 1 < len(kept) and kept[place + 1] != number + 1
        if is_border and token.endswith(",") and not _needs_comma(sentence, kept, place):
            token = token[:-1]
        elif is_border and token.endswith(";") and sentence.bare[kept[place + 1]] in ("and", "but"):
            token = f"{token[:-1]},"
        elif (
            is_border
            and (token[-1].isalnum() or token[-1] in _QUOTES)
            and sentence.is_attribution(kept[place + 1], len(sentence.tokens))
        ):
            token += ","
        if number not in small:
            parts.append(token)
        elif parts and parts[-1][-1].isalnum() and (not is_border or _needs_comma(sentence, kept, place)):
            parts[-1] += _mark_of_small(sentence, number, small)
    end = _COMMA_IN_QUOTES.sub(r".\1", parts[-1].rstrip(",;:–—-"))
    closing = sentence.tokens[-1].rstrip("\"'”’»)]")[-1:]
    if kept[-1] != len(sentence.tokens) - 1 and not end.rstrip(_QUOTES).endswith(_ENDS):
        end += closing if closing in ("?", "!") else "."
    text = " ".join([*parts[:-1], end])
    return text[:1].upper() + text[1:]


def _mark_of_small(sentence: Sentence, number: int, small: frozenset[int]) -> str:
    """Returns the mark that stays where a small token is left out: the comma of "Safina Ltd, a rival of"."""
    token = sentence.tokens[number]
    follows = number + 1 not in small
    first = token.endswith(",") and number - 1 not in small
    return token[-1] if first or (follows and token.endswith((",", ".", ";", ":"))) else ""


def _comma_after(sentence: Sentence, number: int, small: frozenset[int]) -> str:
    """Returns the comma of a small token that is left out after a token; empty where there is none."""
    is_comma = number + 1 in small and sentence.tokens[number + 1].endswith(",")
    return "," if is_comma and sentence.tokens[number][-1].isalnum() else ""


def _shown(sentence: Sentence, kept: Sequence[int], small: frozenset[int]) -> list[str]:
    """Returns the tokens, with a colon where it replaces the "said" after a speaker."""
    colon = sentence.colon_places
    if not colon or colon.start not in small or colon.start in sentence.attribution_places():
        return sentence.tokens
    last = max((number for number in kept if number < colon.start and number not in small), default=None)
    return [f"{token}:" if number == last else token for number, token in enumerate(sentence.tokens)]


def _speaker_after_colon(sentence: Sentence, kept: Sequence[int], small: frozenset[int]) -> int | None:
    """Returns the first token of the speaker whose "said" at the end a colon replaces; None where there is none."""
    colon, places = sentence.colon_places, sentence.attribution_places()
    has_colon = colon and colon.start in small and colon.start in places
    return next((number for number in kept if number in places and number not in small), None) if has_colon else None


def _needs_comma(sentence: Sentence, kept: Sequence[int], place: int) -> bool:
    """Tells whether a comma stays where the words after it were cut."""
    after = kept[place + 1]
    first = 2 if sentence.opens_before_comma else 1
    if sentence.is_verb(after) and sentence.is_clause_at(kept[place]):
        return False  # "but eight of them, who farm, have doubts"
    if any(chunk.start <= kept[place] < chunk.end for chunk in sentence.chunks[first:]):
        return True
    if sentence.opens_before_comma and kept[place] == sentence.chunks[0].end - 1:
        return True
    return (
        sentence.bare[after] in ("and", "but", "which", "who")
        or sentence.bare[after].endswith("ing")
        or sentence.is_attribution(after, len(sentence.tokens))
    )


def _stopped(
    sentence: Sentence, max_words: int, small: frozenset[int] = NONE, attribution: Sequence[str] | None = None
) -> str:
    """Returns as much of the beginning as fits, up to where a phrase may end, with "…" and the attribution."""
    if attribution is None:
        attribution = sentence.attribution()
    kept = [number for number in range(len(sentence.tokens)) if number not in small]
    most = max_words - len(attribution)
    count = _stop(sentence, kept, min(most, len(kept)), max(MIN_WORDS, max_words // 2)) or most
    shown = _shown(sentence, kept, small)
    tokens = [shown[n] + _comma_after(sentence, n, small) for n in kept[:count]]
    text = " ".join(tokens).rstrip(" ,;:.–—-") + "…"
    text += '"' * (text.count('"') % 2) + "”" * (text.count("“") - text.count("”"))
    has_colon = attribution and _speaker_after_colon(sentence, range(len(sentence.tokens)), small)
    return " ".join([f"{text}:" if has_colon else text, *attribution])


def _stop(sentence: Sentence, kept: Sequence[int], most: int, least: int) -> int:
    """Returns after how many tokens a sentence stops best, if possible after more than `least`; 0 if it cannot stop."""
    open_to = [count for count in range(most, 0, -1) if sentence.may_stop_before_rest(kept[count - 1])]
    free = [count for count in open_to if not sentence.has_bound_word(kept[count - 1] - 2, kept[count - 1] + 1)]
    counts = free or open_to
    long = [count for count in counts if count > least]
    complete = [count for count in long if sentence.ends_whole(kept[:count])]
    whole = [count for count in complete if count == len(kept) or sentence.opens_phrase(kept[count - 1] + 1)]
    short = [count for count in counts if not sentence.is_verb(kept[count - 1])]
    return next(iter([*whole, *complete, *long, *short]), 0)
