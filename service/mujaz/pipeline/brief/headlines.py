"""The cuts that only headlines make, because they have at most 12 words."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from mujaz.pipeline.brief.asks import asks_for
from mujaz.pipeline.brief.clauses import (
    AUXILIARIES,
    CLAUSE_OPENERS,
    CONDITIONS,
    LIMITS,
    MODALS,
    MOST_CUTS,
    NEGATIONS,
    NOUNS_IN_ING,
    OPEN_ENDED,
    OPENERS,
    PHRASES,
    SPEECH,
    WITH_AS,
    WITH_OBJECT_AND_TO,
    Cut,
)
from mujaz.pipeline.brief.lists import LISTS
from mujaz.pipeline.brief.phrases import Sentence
from mujaz.text.quantities.english_words import DAYS
from mujaz.text.words import ARTICLES, PRONOUNS

MOST_WORDS_OF_SPEAKER = 3
"""The most capitalised words of a speaker in a headline: "Commerce Department"."""
MIN_HEADLINE_WORDS = 3
_WORDS_OF_PAIR = 8
_WORDS_OF_NOUN = 7
_OPENERS = OPENERS | {"aimed", "designed", "ahead"}
_DASHES = frozenset(("-", "--", "–", "—"))
_HAVE = frozenset("has have had".split())
_PARTS = frozenset("one some many most all none both each two three half number group".split())
"""Words that need their "of" phrase: "one of", "half of"."""
_WHEN_SAID = frozenset("here today yesterday earlier late later".split())
_COLON_SAYS = frozenset("said says say told added reported announced stated noted".split())
"""Verbs of speech that a colon replaces: "Three fishermen rescued: officials"; "denied" and "warned" say more."""
_COLON_SAYS_FIRST = frozenset("said says say stated".split())
_RELATIVES = frozenset("who which whose that".split())
_TOLD = frozenset("reporters journalists".split())
_WITH_INFINITIVE = MODALS | frozenset("to do does did cannot won't can't not".split())
_ALONE = LISTS["alone"]
"""Verbs that may end a clause: "expected to double"."""
_PAIRING = frozenset("between both among either".split())
_NAMING = LISTS["naming"]
_TIMES = DAYS | LISTS["times"]


class Headline(Sentence):
    """A sentence that is shortened to a headline; arguments as in `Sentence`."""

    is_headline = True

    def part(self, start: int, end: int) -> "Headline":
        """Returns the tokens from `start` up to `end`, without a comma or semicolon at the end."""
        return Headline(" ".join(self.tokens[start:end]).rstrip(",;"))

    def told_until(self) -> int:
        """Returns the end of the attribution after which only more about the speaker follows: ", said Haddad, who".

        Without such an attribution it is the end of the sentence.
        """
        for place in range(len(self.chunks) - 2, 0, -1):
            if self.is_attribution(self.chunks[place].start, self.chunks[place].end):
                rest = self.chunks[place + 1 :]
                if (
                    self.bare[self.chunks[place].start] == "according"
                ):  # ", according to the union, which asks for aid, while"
                    rest = rest[:1]
                if all(self._is_about_speaker(chunk.start, chunk.end) for chunk in rest):
                    return self.chunks[place].end
        return len(self.tokens)

    def _is_about_speaker(self, start: int, end: int) -> bool:
        """Tells whether a part between commas is a relative or participle clause, or a name without a verb."""
        word = self.bare[start]
        is_relative = word in ("which", "who", "whose", "where") or (word.endswith("ing") and len(word) > 5)
        return is_relative or (self.tokens[start][:1].isupper() and not self.has_verb(range(start, end)))

    def lead(self) -> Cut | None:
        """Returns the cut of what is before the first comma, such as "In a statement on Sunday,"."""
        return self._lead(self.chunks[0], self.chunks[1]) if len(self.chunks) > 1 else None

    def cuts(self) -> list[Cut]:
        """Returns the cuts of `Clauses.cuts`, and the aside after a subject: "Amar Haddad, known to millions, has"."""
        return list({*super().cuts(), *self._asides()})

    def _asides(self) -> Iterator[Cut]:
        """Yields the part between commas that has the subject before it and its verb after it."""
        chunks = self.chunks
        place = 1 if self.opens_before_comma else 0
        if len(chunks) < place + 3 or self.tokens[chunks[place + 1].start] in _DASHES:
            return
        subject, aside, rest = chunks[place : place + 3]
        is_bound = self.is_attribution(aside.start, aside.end) or not self.tokens[aside.end - 1].endswith(",")
        is_bound |= self.bare[aside.start] in LIMITS | NEGATIONS | {"and", "or", "but"}
        is_bound |= all(
            token[0].isupper() for token in self.tokens[aside.start : aside.end]
        )  # "the consumer, China, has"
        has_subject = not any(map(self.is_verb, range(subject.start, subject.end))) and self.may_end_with(
            aside.start - 1
        )
        # "based" goes on with an aside, "attacked the" is the verb
        word, after = self.bare[rest.start], self.after(rest.start)
        is_finite = self.is_verb(rest.start) and not (word.endswith("ed") and after in _OPENERS)
        if has_subject and is_finite and not is_bound:
            yield Cut(aside.start, aside.end, 0.0)

    @cached_property
    def colon_places(self) -> range:
        """The words of an attribution that a colon replaces: the "said" of "Haddad said that" and ", Haddad said"."""
        return self._said_last() or self._said_first()

    def _said_first(self) -> range:
        """Returns the "said that" of "the minister said that the dam holds"."""
        start = next(filter(self.is_verb, range(1, len(self.tokens) - 2)), None)
        if start is None:
            return range(0)
        said = start + (self.bare[start] in _HAVE)  # "has said"
        if self.bare[said] not in _COLON_SAYS_FIRST or self.bare[start - 1] in PRONOUNS:
            return range(0)
        if self.inside[said] or not self.tokens[said].rstrip(":").isalpha():  # ", the ministry says,"
            return range(0)
        end = said + 1 + (self.after(said) == "that")
        follows = self.bare[end] if end < len(self.tokens) else "here"
        is_name = self.bare[0] not in _OPENERS | CLAUSE_OPENERS and not any(
            map(_RELATIVES.__contains__, self.bare[:start])
        )
        is_told = follows in PHRASES.keys() | PRONOUNS | _WHEN_SAID | DAYS | NEGATIONS or "that" in self.bare[end:]
        return range(start, end) if is_name and not is_told and self.tokens[start - 1][-1].isalnum() else range(0)

    def _said_last(self) -> range:
        """Returns the "said" of ", officials said"; nothing of "denied", which says more."""
        places = self.attribution_places()
        if self.bare[places.start : places.start + 2] == ["according", "to"]:
            return range(places.start, places.start + 2)
        spoken = next((number for number in places if self.bare[number] in SPEECH), None)
        if spoken is None or self.bare[spoken] not in _COLON_SAYS:
            return range(0)
        after = self.bare[spoken + 1] if spoken + 1 < places.stop else "here"
        has_phrase = after in PHRASES.keys() | _WHEN_SAID | _TOLD
        if spoken == places.start:  # "said Haddad"
            return range(0) if has_phrase else range(spoken, spoken + 1)
        if self.bare[spoken - 1] in PRONOUNS or not has_phrase:
            return range(0)
        start = spoken
        while start - 1 > places.start and self.bare[start - 1] in AUXILIARIES:
            start -= 1
        is_told = start < spoken and self.bare[start] not in _HAVE  # "delegates have been told"
        return range(0) if is_told or spoken - start > 1 else range(start, places.stop)

    def speakers(self) -> list[Cut]:
        """Returns cuts in the attribution: all but "ministry said" of "the ministry of oil has said"."""
        places = self.attribution_places()
        if self.bare[places.start : places.start + 2] == ["according", "to"]:
            return self._source(places.start)
        spoken = next((number for number in places if self.bare[number] in SPEECH), None)
        if spoken is None:
            return []
        after = self.bare[spoken + 1] if spoken + 1 < places.stop else ""
        if spoken == places.start:
            name = self._name_start(spoken + 1, places.stop)
            return [Cut(spoken + 1, name, 0.5)] if spoken + 1 < name else []
        has_phrase = after in PHRASES or after in _WHEN_SAID
        found = [Cut(spoken + 1, places.stop, 0.5)] if has_phrase else []
        return [*found, *self._speaker(places.start, spoken)]

    def _speaker(self, start: int, spoken: int) -> Iterator[Cut]:
        """Yields cuts before a verb of speech: words before the name of the speaker, and the "of" phrase after it."""
        end = spoken
        while end > start + 1 and self.bare[end - 1] in _HAVE:
            end -= 1
        of = next((place for place in range(start + 1, end) if self._closes_noun(place)), end)
        if not self.tokens[of - 1][-1].isalnum() or self.bare[of - 1] in OPEN_ENDED | _PARTS:
            return
        if of < end:
            yield Cut(of, end, 0.5)
        name = self._name_start(start, of)
        if start < name:
            yield Cut(start, name, 0.5)

    def _name_start(self, start: int, end: int) -> int:
        """Returns the start of the name that ends at `end`: its last two words if it is long, and if it is not a name,
        the last word.
        """
        name = end - 1
        while name > start and self.tokens[name][0].isupper() and self._is_of_name(name - 1):
            name -= 1
        return name if end - name <= MOST_WORDS_OF_SPEAKER else end - 2

    def _is_of_name(self, number: int) -> bool:
        """Tells whether a token can be part of a name that goes on: capitalised, without punctuation at its end."""
        token: str = self.tokens[number]
        return token[0].isupper() and token[-1].isalnum()

    def _source(self, start: int) -> list[Cut]:
        """Returns cuts in "according to a study of the ministry released on Monday": all but the first noun."""
        first = start + 2
        end = first + 1
        while end < len(self.tokens) and (self._is_owner(end - 1) or not self._closes_noun(end)):
            end += 1
        end = min(end, len(self.tokens))
        name = self._name_start(first, end)
        found = [Cut(end, len(self.tokens), 0.5)] if end < len(self.tokens) else []
        if end - first > 1 and self.tokens[end - 1].islower():  # "according to federal regulators"
            name = end - 1
        is_name = self.tokens[name].istitle() or name == end - 1
        return [Cut(first, name, 0.5), *found] if name > first and is_name else found

    def _is_owner(self, number: int) -> bool:
        """Tells whether a token is the "UK's" of "the UK's leading critics"."""
        token: str = self.tokens[number]
        return token.endswith(("'s", "’s", "s'", "s’"))

    def _closes_noun(self, number: int) -> bool:
        """Tells whether a noun ends before a token."""
        word = self.bare[number]
        return (
            word in _OPENERS
            or word in ("of", "that")
            or (word.endswith(("ed", "ing")) and self.tokens[number].islower() and word not in NOUNS_IN_ING)
            or word in LISTS["participles"]
            or self.tokens[number - 1].endswith(",")
        )

    def said_where(self) -> list[Cut]:
        """Returns the cut between a verb of speech and what is said: of "in an interview that" after "said"."""
        for number in range(1, len(self.tokens) - 1):
            if self.bare[number] not in SPEECH or not (self.after(number) in PHRASES or self.after(number) in DAYS):
                continue
            until = next((at for at in range(number + 1, len(self.tokens)) if self.bare[at] == "that"), number)
            has_border = any(self.tokens[at][-1] in ",;:" for at in range(number, until - 1))
            if number < until - 1 and not has_border and not any(map(self.is_verb, range(number + 1, until))):
                return [Cut(number + 1, until + 1, 0.5)]
        return []

    def last_phrases(self) -> list[Cut]:
        """Returns cuts from a word that opens a phrase to the end of the clause.

        The conditions are weaker than those of `phrases`: a headline would otherwise stop in the middle.
        """
        end = len(self.tokens) - len(self.attribution())
        openers = [number for number in range(MIN_HEADLINE_WORDS, end) if self._opens(number)]
        return [Cut(number, end, 1.0) for number in openers if self._may_go(number, end)][:MOST_CUTS]

    def _opens(self, number: int) -> bool:
        """Tells whether a phrase or a part between commas begins at a token."""
        word = self.bare[number]
        if word == "following" and self.bare[number - 2] in ARTICLES:  # "a cult following"
            return False
        if word in _OPENERS or any(chunk.start == number for chunk in self.chunks):
            return True
        if self.bare[number : number + 2] == ["so", "that"]:
            return True
        if word == "and":
            return _PAIRING.isdisjoint(self.bare[max(0, number - _WORDS_OF_PAIR) : number])
        if word in ("this", "last", "next") and not _TIMES.isdisjoint(self.bare[number + 1 : number + 2]):
            return True
        is_participle = word.endswith("ing") and len(word) > 5 and word not in NOUNS_IN_ING
        # "a tender scheduled for March", and not "the rebels attacked in"
        is_reduced = word.endswith("ed") and self.after(number) in _OPENERS
        is_reduced = is_reduced and self._has_main_verb(number)
        return (
            is_participle or is_reduced or (word == "that" and number + 1 < len(self.bare) and self.is_verb(number + 1))
        )

    def _may_go(self, number: int, end: int) -> bool:
        """Tells whether a sentence can end at `number`, without the phrase from there up to `end`."""
        rest, kept = self.bare[number:end], self.bare[:number]
        if self.inside[number] or not kept[-1] or self._is_owner(number - 1):
            return False
        chunk_end = next(chunk.end for chunk in self.chunks if number < chunk.end)
        if self._has_finite_verb(number, chunk_end):
            return False
        if any(self._is_attribution(chunk) for chunk in self.chunks if number <= chunk.start < end):
            return False
        if self._ends_with_verb(number) or not self.may_stop_at(number - 1) or self._is_bound(number):
            return False
        if _is_limit(rest, kept) or self.keeps_off(number):
            return False
        spoken = ["", *(word for word in kept if word not in _WHEN_SAID), rest[0]]  # "spoke today with"
        if asks_for(spoken[-2:], 1):
            return False
        if rest[0] == "as" and not (WITH_AS | _NAMING).isdisjoint(kept):
            return False
        if "to" in rest and not WITH_OBJECT_AND_TO.isdisjoint(kept):
            return False
        return self._has_main_verb(number) and not self.is_short_partner(number)

    def _ends_with_verb(self, end: int) -> bool:
        """Tells whether the token before `end` is a verb: "helped", "could lead", "will soon continue"."""
        if self.bare[end - 1] in _ALONE:
            return False
        return self.is_verb(end - 1) or not _WITH_INFINITIVE.isdisjoint(self.bare[max(0, end - 3) : end - 1])

    def _has_main_verb(self, end: int) -> bool:
        """Tells whether the tokens before `end` have a verb besides participles such as "told" in "Haddad, told to"."""
        starts = {chunk.start for chunk in self.chunks}
        participles = sum(number in starts and self.bare[number].endswith("ed") for number in range(end))
        return self.verbs_left(range(end)) > participles

    def _is_bound(self, end: int) -> bool:
        """Tells whether a word such as "first" or "no" belongs to the noun before `end`, which may not be complete."""
        for number in range(end - 1, max(end - _WORDS_OF_NOUN, -1), -1):
            if number < end - 1 and (self.is_verb(number) or self.bare[number] in PHRASES):
                return self.bare[number] in NEGATIONS
            if self.has_bound_word(number, number + 1):
                return self.bare[end - 1] not in _TIMES
        return False


def _is_limit(rest: Sequence[str], kept: Sequence[str]) -> bool:
    """Tells whether words limit what is before them: "unless", "and not in Sur", "no one will leave | before"."""
    is_contrast = rest[0] in ("and", "but") and not CONDITIONS.isdisjoint(rest[1:2])
    is_until = not CLAUSE_OPENERS.isdisjoint(rest) and not NEGATIONS.isdisjoint(kept)
    return is_contrast or is_until or not LIMITS.isdisjoint(rest)
