"""Finds the phrases within a clause that it does not need."""

from collections.abc import Iterator

from mujaz.pipeline.brief.asks import asks_for
from mujaz.pipeline.brief.clauses import (
    AUXILIARIES,
    CLAUSE_OPENERS,
    DETERMINERS,
    HARD_CONDITIONS,
    MIN_HEAD_WORDS,
    MODALS,
    MOST_CUTS,
    NOUNS_IN_ING,
    OPEN_ENDED,
    PHRASES,
    SPANS,
    SPEECH,
    WITH_AS,
    WITH_OBJECT_AND_TO,
    Chunk,
    Clauses,
    Cut,
)
from mujaz.pipeline.brief.lists import LISTS
from mujaz.text.words import ARTICLES

_ADJUNCTS = frozenset("after before during amid following since because despite as".split())
_PROVIDING = frozenset(
    "pelt pelted pelting shower showered load loaded provide provides provided"
    " providing supply supplied supplying equip equipped".split()
)
_MEETING = frozenset("meet meets met".split())
_JUST = frozenset("soon shortly long just right immediately only even".split())
_SPENDING = frozenset("spend spends spent".split())
_WITH_TO = LISTS["nouns with to"]
"""Nouns that need their "to": "an amendment to the law" is not "an amendment"."""
_FAR = 14
"""The most words between "took the songs of the old film and turned them" and its "to"."""
_BEING = frozenset("is are was were be been remains became".split())
_BEFORE_NOUNS = LISTS["before nouns"]
_GENERIC = LISTS["generic"]
"""Nouns that mean little without what follows them: "a culture where", "his time at the helm"."""
_ANYONE = LISTS["anyone"]


class Sentence(Clauses):
    """A sentence and its phrases; arguments as in `Clauses`."""

    def phrases(self) -> list[Cut]:
        """Returns the cuts of phrases that a clause usually does not need, each up to the attribution or the end."""
        chunks = self.chunks
        end = len(self.tokens) - len(self.attribution())
        found = [cut for chunk in chunks if chunk.start < end for cut in self._phrases_of(chunk, end)]
        return sorted(found, key=lambda cut: cut.cost)[:MOST_CUTS]

    def _phrases_of(self, chunk: Chunk, end: int) -> Iterator[Cut]:
        """Yields the cuts from a phrase within a chunk to `end`."""
        if (self._is_attribution(chunk) and chunk.start) or not self._is_free(chunk.end, end) or self._is_item(chunk):
            return
        if self._is_in_list_of_verbs(chunk) and "and" in self.bare[chunk.start : end]:
            return
        for number in range(max(chunk.start, MIN_HEAD_WORDS), chunk.end):
            cost = self._phrase_cost(number)
            if cost is None or self.inside[number] or not self.may_end_with(number - 1):
                continue
            if any(word in HARD_CONDITIONS for word in self.bare[number:end]) or self.keeps_off(number):
                continue
            if self._completes_verb(chunk, number, end) or self._has_finite_verb(number, chunk.end):
                continue
            if self._breaks_clause(chunk, number) or self._is_in_list(number) or self._is_told_of(number):
                continue
            if not self.has_verb(range(chunk.start, number)) or self.has_bound_word(chunk.start, number):
                continue
            yield Cut(number, end, cost)

    def _is_in_list_of_verbs(self, chunk: Chunk) -> bool:
        """Tells whether a chunk is "targeted the young" in "sold pills, targeted the young and lied"."""
        if not chunk.start or not self.is_verb(chunk.start):
            return False
        place = self.chunks.index(chunk)
        before = self.chunks[place - 1].start
        return self.is_verb(before) or place == 1 + self.opens_before_comma

    def _completes_verb(self, chunk: Chunk, number: int, end: int) -> bool:
        """Tells whether a verb needs the phrase that begins at a token: "drove the mill" (to do what?)."""
        word, kept = self.bare[number], self.bare[chunk.start : number]
        rest = self.bare[number:end]
        if "as" in rest and not WITH_AS.isdisjoint(kept):
            return True
        until = end if "whether" in self.bare[:number] else chunk.end
        if "or" in self.bare[number:until]:  # "could go ahead with an empty chair or cancel the event"
            return True
        if "to" in rest and not WITH_OBJECT_AND_TO.isdisjoint(self.bare[max(0, number - _FAR) : number]):
            return True
        # "explained in a session in Rabat that the fund would"
        if "that" in self.bare[number : chunk.end] and not SPEECH.isdisjoint(kept) and "that" not in kept:
            return True
        if word == "because" and "why" in self.bare[:number]:
            return True
        # "is designed to work" (with what?)
        is_pronoun = self.bare[number - 1] in ("it", "them", "him", "her")  # "to sell them" (at what price?)
        if self.bare[number - 2 - is_pronoun] in MODALS | {"to"} or self.bare[number - 3 : number - 1] in (
            ["to", "have"],
            ["to", "be"],
        ):
            return True
        if word == "with":
            return not (_PROVIDING | _MEETING).isdisjoint(kept)
        return word.endswith("ing") and not _SPENDING.isdisjoint(kept)

    def _is_told_of(self, number: int) -> bool:
        """Tells whether words mean little without the one after them: "a culture where", "with staff in"."""
        word, before = self.bare[number], self.bare[number - 1]
        if before in _GENERIC or before.endswith(("self", "selves")):
            return True
        is_bare_noun = self.tokens[number - 1][0].islower() and self.bare[number - 2] in PHRASES
        if is_bare_noun and (before.endswith("s") or self.bare[number - 2] == "with") and word not in CLAUSE_OPENERS:
            return True
        opener = self.bare[max(0, number - 4) : number]
        is_defined = word == "that" and any(article in opener[1:] for article in ("a", "an"))
        return is_defined and not _BEING.isdisjoint(opener)

    def _loses_main_verb(self, chunk: Chunk, number: int) -> bool:
        """Tells whether the only verb before a token is a participle, "tourists trapped", and the main verb follows."""
        verbs = [at for at in range(chunk.start, number) if self.is_verb(at)]
        if len(verbs) != 1 or not self.bare[verbs[0]].endswith("ed") or self.bare[verbs[0] - 1] in AUXILIARIES:
            return False
        return self._goes_on(number - 1, chunk.end)

    def _breaks_clause(self, chunk: Chunk, number: int) -> bool:
        """Tells whether the clause before a token loses its verb: "after a man" of "after a man at work pulled"."""
        opener = next((at for at in range(number - 1, chunk.start - 1, -1) if self.bare[at] in CLAUSE_OPENERS), None)
        if opener is None:
            return self._loses_main_verb(chunk, number)
        if opener and self.bare[opener - 1] == "that":  # "that once it had been spread" (then what?)
            return True
        verbs = [at for at in range(opener + 1, chunk.end) if self.is_verb(at) and self.bare[at + 1 : at + 2] != ["by"]]
        return bool(verbs) and verbs[0] >= number

    def _is_in_list(self, number: int) -> bool:
        """Tells whether a token comes after a colon that has further chunks after it."""
        colon = max((at for at in range(number) if self.tokens[at].endswith(":")), default=None)
        return colon is not None and any(chunk.start > colon for chunk in self.chunks)

    def _phrase_cost(self, number: int) -> float | None:
        """Returns the cost of cutting from a token on; None where it does not open a phrase that may be cut."""
        word, before = self.bare[number], self.bare[number - 1]
        if self._is_stranded(number) or asks_for(self.bare, number):
            return None
        if not (self.is_headline or self._is_adjunct(number)) or self._belongs(number):
            return None
        if word in PHRASES:
            return PHRASES[word]
        if word.endswith("ing") and (before in _BEFORE_NOUNS or before.endswith(("ive", "ous", "ful", "ary"))):
            return None  # "his poor showing"
        after = number + 1
        is_relative = word == "that" and after < len(self.bare) and self.is_verb(after)
        if word == "to" and before in _WITH_TO:
            return None
        is_reduced = (
            word in ("aimed", "designed")
            or (word == "to" and self.after(number) not in _ANYONE)
            or (word.endswith("ing") and len(word) > 5 and word not in NOUNS_IN_ING)
        )
        return 5.0 if (is_relative or is_reduced) and self._ends_with_noun(number) else None

    def _belongs(self, number: int) -> bool:
        """Tells whether the words before a token are bound to it: "hours | after the vote", "such | as"."""
        word, before = self.bare[number], self.bare[number - 1]
        if word in ("after", "before", "because", "since") and before in SPANS | _JUST:  # "hours after the vote"
            return True
        if word == "as" and before in ("such", "well", "much", "far", "known", "described", "seen"):
            return True
        if word in ("in", "on") and self.bare[number + 1 : number + 2] in (["to"], ["prison"], ["jail"]):
            return True
        if self.is_short_partner(number):
            return True
        if word == "following" and self.bare[number - 2] in ARTICLES:  # "a cult following"
            return True
        if word == "at" and self.after(number) in ("least", "most"):
            return True
        if word == "as" and not self._is_clause_or_part(number):
            return True  # "attacked by the press as blasphemy"
        # "won 121 of his 147 matches while working with Gilbert"
        return word in ("while", "when") and any(map(str.isdigit, "".join(self.bare[:number])))

    def _is_adjunct(self, number: int) -> bool:
        """Tells whether a token opens a time, a reason, or a place or date by its name: "after the vote", "in Gaza".

        Of sentences cut before other phrases one in five lacked something.
        """
        if self.bare[number] not in ("in", "on", "at", "near"):
            return self.bare[number] in _ADJUNCTS
        after, then = [*self.tokens[number + 1 : number + 3], "", ""][:2]
        name = then if after == "the" else after
        return name[:1].isupper() or (name[:1].isdigit() and self.bare[number] != "at")

    def _is_clause_or_part(self, number: int) -> bool:
        """Tells whether an "as" opens a clause or "as part of", and no role such as "as guest of honour"."""
        end = next(chunk.end for chunk in self.chunks if chunk.start <= number < chunk.end)
        return self.after(number) == "part" or any(map(self.is_verb, range(number + 2, min(end, number + 9))))

    def _ends_with_noun(self, end: int) -> bool:
        """Tells whether the tokens before `end` are a noun with its article."""
        for number in range(end - 1, max(end - 5, -1), -1):
            if self.bare[number] in DETERMINERS:
                return number < end - 1
            if self.is_verb(number) or self.bare[number] in OPEN_ENDED:
                return False
        return False
