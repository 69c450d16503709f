"""What of a sentence a headline leaves out beside what any brief may: it has 12 words."""

from mujaz.pipeline.brief.clauses import (
    CONDITIONS,
    DAYS,
    MOST_CUTS,
    NEGATIONS,
    OPEN_ENDED,
    PHRASES,
    SPEECH,
    WITH_AS,
    Cut,
    Sentence,
)

MOST_WORDS_OF_SPEAKER = 3
"""Words of a headline's speaker, where they are capitalised: "Commerce Department"."""
MIN_HEADLINE_WORDS = 3
_WORDS_OF_PAIR = 8
_WORDS_OF_NOUN = 7
_OPENERS = frozenset(PHRASES) | frozenset(
    "to over against into under through aimed designed which who where whose amid via upon across throughout"
    " ahead".split()
)
_MODALS = frozenset("to will would can could may might must shall should do does did cannot won't can't not".split())
_WITH_OBJECT_AND_TO = frozenset(
    "expect expects expected want wants wanted ask asks asked urge urges urged force forces forced allow"
    " allows allowed help helps helped order orders ordered enable enables enabled cause causes caused lead"
    " leads led get gets got require requires required persuade persuaded invite invites invited call calls"
    " called authorize authorizes authorized permit permits permitted told tells warned advised".split()
)
"""Verbs that are not whole without both: "expects revenues to rise" is not "expects revenues"."""
_NOUNS_IN_ING = frozenset(
    "following spending building meeting hearing training funding trading shooting bombing killing ruling"
    " fighting warning banking housing planning manufacturing offering filing listing opening closing holding"
    " mining shipping farming lending saving earning ruling testing beginning gathering briefing bidding"
    " broadcasting advertising engineering marketing processing drilling refining steering shelling looting"
    " rioting stabbing laundering smuggling trafficking morning evening wedding feeling painting standing"
    " ceiling".split()
)
_PAIRING = frozenset("between both among either".split())
_NAMING = frozenset(
    "named appointed nominated elected re-elected designated chosen picked serve served serving".split()
)
_TIMES = DAYS | frozenset(
    "day days week weeks month months year years decade decades quarter hour hours minute minutes night half"
    " season century".split()
)


class Headline(Sentence):
    """A sentence of which a headline is to be made; arguments as of `Sentence`."""

    def speakers(self) -> list[Cut]:
        """What a headline may do without: in who says so, all before the last words, as of "oil sources said"."""
        start = len(self.tokens) - len(self.attribution())
        last = len(self.tokens) - 1
        kept = last - 1
        while last - kept < MOST_WORDS_OF_SPEAKER and self.tokens[kept - 1][0].isupper() and kept > start + 1:
            kept -= 1
        if start < kept and self.bare[last] in SPEECH and self.bare[kept] not in OPEN_ENDED:
            return [Cut(start, kept, 0.5)]
        if self.bare[start : start + 2] == ["according", "to"]:
            name = last
            while name > start + 3 and self.tokens[name - 1].istitle() and last - name < MOST_WORDS_OF_SPEAKER - 1:
                name -= 1
            if name > start + 2 and self.tokens[name].istitle():
                return [Cut(start + 2, name, 0.5)]
        return []

    def last_phrases(self) -> list[Cut]:
        """What its clause can do without: all from a word on that opens a phrase, where a noun stands before it.

        `phrases` asks for more. These are for headlines that would else stop in the middle.
        """
        end = len(self.tokens) - len(self.attribution())
        openers = [number for number in range(MIN_HEADLINE_WORDS, end) if self._opens(number)]
        return [Cut(number, end, 1.0) for number in openers if self._may_go(number, end)][:MOST_CUTS]

    def _opens(self, number: int) -> bool:
        """Whether a phrase or a part between commas begins at a token."""
        word = self.bare[number]
        if word in _OPENERS or any(chunk.start == number for chunk in self.chunks):
            return True
        if word == "and":
            return _PAIRING.isdisjoint(self.bare[max(0, number - _WORDS_OF_PAIR) : number])
        is_participle = word.endswith("ing") and len(word) > 5 and word not in _NOUNS_IN_ING
        return is_participle or (word == "that" and number + 1 < len(self.bare) and self.is_verb(number + 1))

    def _may_go(self, number: int, end: int) -> bool:
        """Whether a sentence may stop before a phrase that ends before the token `end`."""
        rest, said = self.bare[number:end], self.bare[:number]
        if self.inside[number] or not said[-1] or self.tokens[number - 1].endswith(("'s", "’s")):
            return False
        if self._ends_with_verb(number) or not self.may_stop_at(number - 1) or self._is_bound(number):
            return False
        if not CONDITIONS.isdisjoint(rest) or self.keeps_off(number):
            return False
        if rest[0] == "as" and not (WITH_AS | _NAMING).isdisjoint(said):
            return False
        if "to" in rest and not _WITH_OBJECT_AND_TO.isdisjoint(said):
            return False
        return self._says_what(number) and not self.is_short_partner(number)

    def _ends_with_verb(self, end: int) -> bool:
        """Whether the last of the tokens before one is a verb: "helped", "could lead", "will soon continue"."""
        return self.is_verb(end - 1) or not _MODALS.isdisjoint(self.bare[max(0, end - 3) : end - 1])

    def _says_what(self, end: int) -> bool:
        """Whether the tokens before one have a verb beside participles that open a part: "Haddad, told to go,"."""
        starts = {chunk.start for chunk in self.chunks}
        loose = sum(number in starts and self.bare[number].endswith("ed") for number in range(end))
        return self.verbs_left(range(end)) > loose

    def _is_bound(self, end: int) -> bool:
        """Whether a word such as "first" or "no" belongs to the noun before a token, of which more may follow."""
        for number in range(end - 1, max(end - _WORDS_OF_NOUN, -1), -1):
            if number < end - 1 and (self.is_verb(number) or self.bare[number] in PHRASES):
                return self.bare[number] in NEGATIONS
            if self.has_bound_word(number, number + 1):
                return self.bare[end - 1] not in _TIMES
        return False
