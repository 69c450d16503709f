"""Finds what may be left out of an English sentence, by its punctuation and the small words that open clauses.

This is not a parser. Most newspaper sentences that are too long have a boundary that these words show. Where there is
none, nothing is cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mujaz.pipeline.brief.asks import UNFINISHED
from mujaz.pipeline.brief.lists import LISTS
from mujaz.text.quantities.english_words import DAYS, NUMBER_WORDS
from mujaz.text.words import ARTICLES, DEMONSTRATIVES, POSSESSIVES

MOST_CUTS = 14
"""At most this many cuts of a sentence are considered, the cheapest first. All 469 sets of up to three are tried."""
MIN_HEAD_WORDS = 4
MOST_WORDS_BEFORE_SPEECH = 9
"""The most words of an attribution before its verb: "the ministry's spokesman in the city said"."""
MOST_WORDS_OF_ATTRIBUTION = 14
MOST_WORDS_OF_SPEAKER = 20
"""The most words of an attribution from an article to "said": "the chairman of the committee for ... said"."""

_TOKEN = re.compile(r"\S+")
_BARE = re.compile(r"[^\W_](?:[^\s\"“”(),;:!?]*[^\W_])?")
_DASHES = frozenset(("-", "--", "–", "—"))

SPEECH = LISTS["speech"]
_SPEECH_PARTICIPLES = LISTS["speech participles"]
_RELATIVES = frozenset("which who whom whose where".split())
_SUBORDINATES = LISTS["subordinates"]
_LEADS = LISTS["leads"]
_CLAUSE_LEADS = frozenset("if unless although though because when once where whenever unlike contrary".split())
_SAID_WHAT = _RELATIVES | frozenset("that why how what whether if it".split())
_STATES = LISTS["states"]
"""Words that open an aside such as "currently on a tour of the Gulf"."""
_APPOSITIONS = ARTICLES | POSSESSIVES | {"former", "one"}
LIMITS = frozenset("if unless until provided except excluding only rather instead unlike".split())
"""Words that limit or reverse what is before them, wherever they are."""
CONDITIONS = LIMITS | frozenset("without not nor neither never whether".split())
HARD_CONDITIONS = frozenset("if unless until provided except".split())
_JOINS = frozenset("and but with in for on at from".split())
_COORDINATIONS = frozenset(("and", "but", "or", "nor", "as"))
PHRASES = {
    **dict.fromkeys("after before during amid following since while when where because despite".split(), 3.0),
    **dict.fromkeys("in on at for with by from as near".split(), 4.0),
}
"""Words that open a phrase which a clause usually does not need, each with the cost of leaving it out, in words."""
OPENERS = PHRASES.keys() | frozenset(
    "to over against into under through which who whose via upon across throughout".split()
)
_OPENERS = OPENERS | frozenset("that until and but or than".split())
_NUMBERS = NUMBER_WORDS - {"one"}
NEGATIONS = frozenset("not no never nor neither without cannot none nothing nobody hardly barely unlikely".split())
_BOUND = NEGATIONS | frozenset("first last only every all most least worst best half both more less than fewer".split())
"""Words whose meaning depends on what follows: "the largest bank in the region" is not "the largest bank"."""
_NO_SUPERLATIVES = LISTS["no superlatives"]
_WANT_A_VERB = frozenset(
    "who which that whose whom where when while because if said says say believe believes believed"
    " think thinks thought".split()
)
"""Words that need one more verb after them: "officials said the hospital" ends too early."""
WITH_AS = LISTS["with as"]
"""Verbs that mean nothing without their "as"."""
NOUNS_IN_ING = LISTS["nouns in ing"]
WITH_OBJECT_AND_TO = LISTS["with object and to"]
"""Verbs that need both an object and "to": "expects revenues to rise" is not "expects revenues"."""
_NO_SPEAKER = NEGATIONS | _RELATIVES | frozenset("is are was were".split())
_SAYS = frozenset("said say says added".split())
_SPEAKERS = frozenset("he she they it officials police".split())
SPANS = frozenset("seconds minutes hours days weeks months years moments decades shortly day week month year".split())
_KEEPING_OFF = tuple(
    "hid prevent stop ban bar protect block keep exempt remov forbid deter defend prohibit separat".split()
)
"""Beginnings of verbs that mean the opposite, or nothing, without their "from": "bans companies from trading"."""
CLAUSE_OPENERS = frozenset(
    "after before as since when while because once if until that where how why whether although though".split()
)
_NEVER_LAST = (
    ARTICLES | POSSESSIVES | frozenset("of and or but with from by for than because although which who".split())
)
_BEFORE_THAT = SPEECH | _SPEECH_PARTICIPLES | _WANT_A_VERB | {"and", "but"}
_DEMANDING = frozenset("demand demanded demands asked ask urged insisted suggested proposed".split())
"""Verbs after whose "that" a verb has no ending by which it is known: "demanded that the mayor give up"."""
_FEW_WORDS = 8
DETERMINERS = ARTICLES | POSSESSIVES | frozenset("any some this no two three".split())
MODALS = frozenset("will would can could may might must shall should".split())
AUXILIARIES = MODALS | frozenset("am is are was were be been being has have had do does did".split())
_FINITE = AUXILIARIES - frozenset("be been being have do".split())
_AFTER_NAME = frozenset("jr sr inc ltd llc plc".split())
"""Words that are part of the name before a comma: "Amar Haddad, Jr."."""
_VERBS = AUXILIARIES | SPEECH | LISTS["verbs"]
_PARTICIPLES = LISTS["participles"]
_OFFICES = LISTS["offices"]
_LINKS = frozenset("and but or that if when where because".split())
OPEN_ENDED = ARTICLES | DEMONSTRATIVES | POSSESSIVES | AUXILIARIES | SPEECH | LISTS["open ended"]
"""Words that cannot end a clause from which the words after them were cut."""
_GOES_ON = OPEN_ENDED | LISTS["goes on"]
"""As `OPEN_ENDED`, but only where no comma follows the word."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Tokens that may be left out.

    Args:
        start: The position of the first token.
        end: The position after the last token.
        cost: What is lost with them in addition to their words, in words.
    """

    start: int
    end: int
    cost: float


@dataclass(frozen=True, slots=True)
class Chunk:
    """The tokens between two punctuation marks that separate clauses."""

    start: int
    end: int


class Clauses:
    """A sentence, split into tokens at white space.

    Args:
        text: The sentence, on one line.
    """

    is_headline = False

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        self.bare = [found[0].lower() if (found := _BARE.search(token)) else "" for token in self.tokens]
        self.inside = _inside(self.tokens)

    def after(self, number: int) -> str:
        """Returns the bare word after a token; empty at the end of the sentence, which may come anywhere."""
        return self.bare[number + 1] if number + 1 < len(self.bare) else ""

    @cached_property
    def colon_places(self) -> range:
        """The words that a colon replaces; only a headline has any."""
        return range(0)

    @cached_property
    def chunks(self) -> list[Chunk]:
        """The parts between commas, semicolons and dashes."""
        borders = [number + 1 for number in range(len(self.tokens) - 1) if self._ends_chunk(number)]
        return [
            Chunk(start, end)
            for start, end in zip([0, *borders], [*borders, len(self.tokens)], strict=True)
            if end > start
        ]

    @property
    def opens_before_comma(self) -> bool:
        """Whether the part before the first comma is not the subject, but a time, a place or a condition."""
        end = self.chunks[0].end
        clause = next((number for number in range(1, end) if self.bare[number] in _SAID_WHAT), end)
        is_participle = self.bare[0].endswith("ing") and not any(map(self.is_verb, range(1, clause)))
        is_like = self.bare[0] in ("just", "even") and self.bare[1:2] in (["as"], ["if"], ["though"])
        is_like |= self.bare[:3] == ["had", "it", "not"]
        return self.bare[0] in _LEADS | _CLAUSE_LEADS or is_participle or is_like

    @property
    def lead_end(self) -> int:
        """The end of what is before the subject: "According to the myth, found on a tablet," of what the myth says."""
        if not self.opens_before_comma or len(self.chunks) == 1:
            return 0
        rest = self.chunks[1:]
        is_aside = [self._opens_with_verb(chunk) or self.bare[chunk.start] in _RELATIVES for chunk in rest]
        main = next((chunk for chunk, aside in zip(rest, is_aside, strict=True) if not aside), rest[0])
        return main.start

    def cuts(self) -> list[Cut]:
        """Returns the cuts of whole clauses, appositions, brackets and days."""
        found = [*self.brackets(), *self._clauses(), *self._days()]
        return sorted(found, key=lambda cut: cut.cost)[:MOST_CUTS]

    def keeps_off(self, number: int) -> bool:
        """Tells whether a token is the "from" of "bans companies from trading", or "to" of "bans its sale to"."""
        verbs = self.bare[:number] if self.bare[number] in ("from", "against", "to") else []
        return any(word.startswith(_KEEPING_OFF) for word in verbs)

    def verbs_left(self, kept: Sequence[int]) -> int:
        """Counts the verbs among tokens, less those that words such as "which" need. A whole sentence has 1."""
        verbs = wanted = 0
        after_verb = False
        for number in kept:
            is_verb = self.is_verb(number)
            if self.bare[number] == "being" and self.bare[number - 1] not in AUXILIARIES:
                after_verb = True  # "after being displaced" has no verb of a clause
                continue
            # "sent" is not the verb of a clause in "the letter sent by the bank".
            is_reduced = is_verb and not after_verb and self.bare[number + 1 : number + 2] == ["by"]
            verbs += is_verb and not after_verb and not (is_reduced and self.bare[number].endswith("ed"))
            wanted += self.bare[number] in _WANT_A_VERB
            after_verb = is_verb
        return verbs - wanted

    def keeps_verbs(self, kept: Sequence[int]) -> bool:
        """Tells whether each clause that is kept in part keeps its verb: not so in "won the race, while the mayor"."""
        if self._loses_predicate(kept):
            return False
        starts = [chunk.start for chunk in self.chunks if not chunk.start or self._opens_clause(chunk.start)]
        left = set(kept)
        for start, end in zip(starts, [*starts[1:], len(self.tokens)], strict=True):
            own = [number for number in range(start, end) if number in left]
            is_cut = 0 < len(own) < end - start
            if is_cut and self.verbs_left(own) <= 0 < self.verbs_left(range(start, end)):
                return False
            if is_cut and start and self._has_no_verb(own) and not self._has_no_verb(range(start, end)):
                return False
        return True

    def _loses_predicate(self, kept: Sequence[int]) -> bool:
        """Tells whether tokens end in a clause about the subject and its verb was cut: "The mayor, who won in May"."""
        relative = next(
            (chunk for chunk in self.chunks if chunk.start > self.lead_end and self.bare[chunk.start] in _RELATIVES),
            self.chunks[-1],
        )
        return (
            relative.start <= kept[-1] < relative.end < len(self.tokens)
            and self.bare[relative.start] in _RELATIVES
            and not any(self.is_verb(number) for number in range(self.lead_end, relative.start))
        )

    def _verb_groups(self, kept: Sequence[int]) -> int:
        """Counts the verbs among tokens, each with its auxiliaries as one."""
        places = [number for number in kept if not self._has_no_verb([number])]
        return len(places) - sum(one + 1 == other for one, other in pairwise(places))

    def _has_no_verb(self, kept: Sequence[int]) -> bool:
        """Tells whether tokens have no verb, such as "while its chief": "the seized goods" has a participle."""
        return not any(self.is_verb(number) and self.bare[number - 1] not in DETERMINERS for number in kept)

    def is_clause_at(self, number: int) -> bool:
        """Tells whether the part between commas that a token belongs to begins with "and", "while" or similar."""
        chunk = next(chunk for chunk in self.chunks if chunk.start <= number < chunk.end)
        return chunk.start > 0 and self._opens_clause(chunk.start)

    def _opens_clause(self, number: int) -> bool:
        word = self.bare[number]
        return word in ("and", "but", "while", "whereas", "as") or self.tokens[number - 1].endswith(";")

    def ends_whole(self, kept: Sequence[int]) -> bool:
        """Tells whether the last clause among tokens has its verb: not so in "said that any attempt"."""
        places = list(kept)
        opened = [
            place
            for place, number in enumerate(places[:-1])
            if self.bare[number] in _RELATIVES
            or (self.bare[number] == "whether" and self.bare[number + 1] != "to")
            or (self.bare[number] == "that" and number and self.bare[number - 1] in _BEFORE_THAT - _DEMANDING)
        ]
        # "that workers who are not in a union" lacks a verb, but not the last clause
        return all(self._verb_groups(places[at + 1 :]) >= len(opened) - rank for rank, at in enumerate(opened))

    @property
    def is_fragment(self) -> bool:
        """Whether it ends in the middle, or is short and has no verb, such as "The army and the mediation of"."""
        has_verb = self.has_verb(range(len(self.tokens)))
        is_clause = has_verb or (len(self.tokens) >= _FEW_WORDS and not self._opens_without_main_clause())
        return not is_clause or self._ends_with_that() or self.bare[-1] in _NEVER_LAST

    def _opens_without_main_clause(self) -> bool:
        """Tells whether it begins like "Where twelve students will live" or "Reports that the mayor left" and ends so.

        Only if its own verb is not known, and not in a question.
        """
        opens = self.bare[0] in _RELATIVES | {"when", "because", "if"} or self.bare[1:2] == ["that"]
        return opens and not any("," in token for token in self.tokens) and "?" not in self.tokens[-1]

    def _ends_with_that(self) -> bool:
        """Tells whether it ends like "he said in an interview that the discussion"."""
        count = len(self.tokens)
        opened = [at for at in range(max(1, count - _FEW_WORDS // 2), count - 1) if self.bare[at] == "that"]
        return any(self.bare[at + 1] in DETERMINERS and self._has_no_verb(range(at + 1, count)) for at in opened)

    def has_verb(self, kept: Sequence[int]) -> bool:
        """Tells whether tokens make a clause in which each inner clause has its verb."""
        return self.verbs_left(kept) > 0

    def is_verb(self, number: int) -> bool:
        """Tells whether a token is taken for a verb, by a list or by its ending."""
        word = self.bare[number]
        # "United" is part of a name, and "Traded" at the beginning is an adjective.
        is_past = word.endswith("ed") and number > 0 and self.tokens[number][0].islower()
        return word in _VERBS or (len(word) > 4 and (is_past or word.endswith("n't")))

    def _is_participle(self, number: int) -> bool:
        return self.is_verb(number) or self.bare[number] in _PARTICIPLES

    def _goes_on(self, number: int, end: int) -> bool:
        """Tells whether another verb of the same clause follows a token, so that the token is only a participle."""
        after = range(number + 1, end)
        opens = next((place for place in after if self.bare[place] in _RELATIVES | _SUBORDINATES | _LINKS), end)
        return any(self.is_verb(place) for place in range(number + 1, opens))

    def may_stop_at(self, number: int) -> bool:
        """Tells whether a sentence may stop in the middle, with "…", after a token."""
        word = self.bare[number]
        if self.bare[max(0, number - 2) : number + 1] == ["at", "a", "time"]:  # "at a time when"
            return False
        if not word or word in OPEN_ENDED or word.endswith("ly") or self.after(number) in _AFTER_NAME:
            return False
        if number + 1 >= len(self.tokens) or _bare_end(self.tokens[number]).endswith((",", ";", ":")):
            return True
        if (
            word in _GOES_ON
            or word in UNFINISHED
            or (word.endswith("ing") and len(word) > 5 and word not in NOUNS_IN_ING)
        ):
            return False
        is_number = word in _NUMBERS or (any(map(str.isdigit, word)) and not _is_year(word))
        # "jumped 76% to", "a $280bn fine": a share or a sum is whole where a phrase follows.
        is_whole = self.tokens[number][0] in "$£€" or "%" in self.tokens[number]
        is_whole = is_whole and self.after(number) in OPENERS | {"to", "after"}
        # "Executive Order 13664 on", "Section 12 of"
        before = self.tokens[number - 1] if number else ""
        is_whole |= (
            word.isdigit() and before[:1].isupper() and before.isalpha() and self.after(number) in _OPENERS | {"of"}
        )
        return (not is_number or is_whole) and not self._is_within_name(number)

    def may_stop_before_rest(self, number: int) -> bool:
        """As `may_stop_at`, but neither a condition nor a complement of the verb may follow the token."""
        after = self.after(number)
        has_complement = self.is_verb(number) and after in ("to", "that")
        is_stranded = after in _OPENERS and self._is_stranded(number + 1)
        if after in ("after", "before") and self.bare[number] in SPANS:  # "hours after the vote"
            return False
        return after not in HARD_CONDITIONS and not has_complement and not is_stranded and self.may_stop_at(number)

    def _is_within_name(self, number: int) -> bool:
        """Tells whether a name goes on after a token: after "Willie" of "Willie Walsh", "Ministry" of "Ministry of"."""
        token, after, then = [*self.tokens[number : number + 3], ""][:3]
        if token.endswith(("'s", "’s", "s'", "s’")):
            return True
        if not token[0].isupper() or not number or token[-1] in '"”)':
            return False
        if token[-1] == ".":  # "U.S." exports
            return True
        if after[0].isupper():
            return self.after(number) not in DAYS
        if after == "of" and self._has_office(number):  # "President Abdel Fattah Al Sisi" of Egypt
            return False
        if after == "of":
            return then[:1].isupper() or self.tokens[number + 2 : number + 3] == ["the"]
        # "Absolute Return for Kids", but not "to Israel for Bayern's match"
        if after == "for" and then[:1].isupper() and self.bare[number - 1] not in OPENERS:
            return True
        # "Rock and Roll", "Securities and Exchange Commission", but "Iraqi President Barham Salih and".
        return after in ("and", "&") and then[:1].isupper() and not self.tokens[number - 1][0].isupper()

    def _has_office(self, number: int) -> bool:
        """Tells whether a token ends a name that follows an office, such as "Prime Minister"."""
        first = number
        while first and self.tokens[first - 1][0].isupper() and self.tokens[first - 1][-1].isalnum():
            first -= 1
        return not _OFFICES.isdisjoint(self.bare[first:number]) and self.bare[number] not in _OFFICES

    def opens_phrase(self, number: int) -> bool:
        """Tells whether a phrase, a clause or a chunk begins at a token, so that a clause may end before it."""
        if (
            number >= len(self.tokens)
            or _bare_end(self.tokens[number - 1])[-1:] in ".?!"
            or any(chunk.start == number for chunk in self.chunks)
        ):
            return True
        return self.bare[number] in _OPENERS

    def may_end_with(self, number: int) -> bool:
        """Tells whether a clause may end with a token after which words were cut."""
        if number and self._is_participle(number) and self.bare[number - 1] not in AUXILIARIES:
            # Participles need more: "a conscience grounded" (in what?), "a demand supported" (by whom?). "Prices
            # increased" is complete, as it has no other verb.
            chunk = next(chunk for chunk in self.chunks if chunk.start <= number < chunk.end)
            if chunk.start or any(self.is_verb(before) for before in range(number)) or self._goes_on(number, chunk.end):
                return False
        # "appeared pointing" (at what?)
        is_open = number > 0 and self.bare[number].endswith("ing") and self.is_verb(number - 1)
        return not is_open and self.may_stop_at(number)

    def attribution(self) -> list[str]:
        """Returns the tokens of the attribution at the end, "the minister said"; empty where there is none."""
        last = self.chunks[-1]
        if self.bare[-2:-1] and self.bare[-2] in _SPEAKERS and self.bare[-1] in SPEECH:
            return self.tokens[-2:]  # also without a comma: "as planned he insisted"
        is_alone = last.start == len(self.tokens) - 1 and self.bare[last.start] in SPEECH
        if not last.start or not (is_alone or self._is_attribution(last)):
            return []
        starts = [chunk.start for chunk in self.chunks]
        is_after_aside = self.bare[last.start] in ("told", "tells") or is_alone
        # "its chief, Salma Idris, told reporters"
        return self.tokens[starts[-3] if is_after_aside and len(starts) > 3 else last.start :]

    def attribution_places(self) -> range:
        """Returns the positions of the attribution at the end."""
        return range(len(self.tokens) - len(self.attribution()), len(self.tokens))

    def is_attribution(self, start: int, end: int) -> bool:
        """Tells whether tokens are only an attribution: who says the rest of the sentence."""
        words = self.bare[start:end]
        if words[:2] == ["according", "to"]:
            return True
        if (
            len(words) < 2
            or words[0] == "to"
            or words[0] in _RELATIVES | _COORDINATIONS | _SUBORDINATES
            or "that" in words
        ):
            return False
        if len(words) <= MOST_WORDS_OF_SPEAKER and words[0] in _APPOSITIONS and words[-1] in ("said", "says"):
            return True
        spoken = next((number for number, word in enumerate(words) if word in SPEECH), None)
        if spoken is None or spoken > MOST_WORDS_BEFORE_SPEECH or len(words) > MOST_WORDS_OF_ATTRIBUTION:
            return False
        # "called for the release of an activist", "expressed her thanks"
        if not spoken and (words[1] in _OPENERS or words[1] in POSSESSIVES):
            return False
        if not _NO_SPEAKER.isdisjoint(words[:spoken]):  # "a mediation whose author was not announced"
            return False
        # "said creditors have agreed" includes what is said.
        return not any(self.is_verb(start + number) for number in range(spoken + 1, len(words)))

    def has_bound_word(self, start: int, end: int) -> bool:
        """Tells whether tokens have a word whose meaning depends on what follows, such as a superlative or "not"."""
        return any(
            word in _BOUND or word.endswith("n't") or (word.endswith("est") and word not in _NO_SUPERLATIVES)
            for word in self.bare[start:end]
        )

    def _ends_chunk(self, number: int) -> bool:
        """Tells whether a chunk ends with a token."""
        token, after = self.tokens[number], self.tokens[number + 1]
        if token[-1] in '"”' and self.after(number) in _SAYS:  # "making progress" say those who
            return True
        if self.inside[number] or self.inside[number + 1] or after[0].isdigit() or self.after(number) in _AFTER_NAME:
            return False
        if after in _DASHES:
            then = self.tokens[number + 2] if number + 2 < len(self.tokens) else ""
            return not (token[-1].isdigit() and then[:1].isdigit())
        return _bare_end(token).endswith((",", ";"))

    def brackets(self) -> Iterator[Cut]:
        """Yields the cuts of what is in brackets."""
        start = None
        for number, token in enumerate(self.tokens):
            if token.startswith(("(", "[")) and start is None:
                start = number
            if start is not None and token.rstrip(".,;:").endswith((")", "]")):
                if start:
                    yield Cut(start, number + 1, 0.5)
                start = None

    def _days(self) -> Iterator[Cut]:
        """Yields the cuts of days such as "on Sunday", which are the least important words."""
        for number in range(1, len(self.tokens) - 1):
            is_day = self.bare[number] == "on" and self.after(number) in DAYS
            after = self.after(number + 1)
            is_whole = after not in ("and", "or", "night", "morning", "evening") and not after[:1].isdigit()
            closes = number + 2 == len(self.tokens) or self.tokens[number + 1][-1].isalpha()
            if is_day and is_whole and closes and self.bare[number - 1] not in OPEN_ENDED - SPEECH:
                yield Cut(number, number + 2, 1.5)

    def _clauses(self) -> Iterator[Cut]:
        """Yields the cuts of clauses and appositions, each up to the end or, within the sentence, of one chunk."""
        chunks = self.chunks
        last = len(chunks) - 1
        tail_end = len(self.tokens) - len(self.attribution())
        if last > 0 and (cut := self._lead(chunks[0], chunks[1])):
            yield cut
        for place in range(1, len(chunks)):
            chunk = chunks[place]
            cost = self._cost(chunk)
            if cost is None or chunk.end > tail_end or self._is_attribution(chunk):
                continue
            if self.bare[chunk.start] in ("and", "or") and self._is_item(chunks[place - 1]):
                continue
            if self._is_listed(place):
                continue
            if MIN_HEAD_WORDS <= chunk.start < tail_end and self._is_free(chunk.start, tail_end):
                yield Cut(chunk.start, tail_end, cost)
            if place < last and self._closes(chunks[place + 1], chunk):
                closing = self.tokens[chunk.end] in _DASHES
                yield Cut(chunk.start, chunk.end + closing, cost - 0.5)

    def _is_free(self, start: int, end: int) -> bool:
        """Tells whether all tokens from `start` to `end` may be cut.

        Attributions stay, as they may belong to what is left, and so does one half of a pair of dashes.
        """
        inner = [chunk for chunk in self.chunks if start < chunk.end and chunk.start < end]
        if any(chunk.start >= start and self.bare[chunk.start] in CONDITIONS for chunk in inner):
            return False
        # "She was close to joining the choir, which sings in May but chose the band" would turn round what she did.
        goes_on = start < end and self.bare[start] in _RELATIVES and "but" in self.bare[start:end]
        if goes_on and self.is_verb(self.bare.index("but", start) + 1):
            return False
        # "and the president, elected in May, was criticised" would lose what the president did.
        is_whole = len(inner) > 1 and inner[0].start == start
        if is_whole and self.bare[start] not in _COORDINATIONS | _SUBORDINATES and self._opens_with_verb(inner[1]):
            return False
        dashes = sum(token in _DASHES for token in self.tokens[:start])
        return dashes % 2 == 0 and not any(self._is_attribution(chunk) for chunk in inner if chunk.start >= start)

    def _opens_with_verb(self, chunk: Chunk) -> bool:
        """Tells whether a part goes on with the verb of what is before an aside."""
        start = chunk.start + (self.tokens[chunk.start] in _DASHES)
        return start < chunk.end and self.is_verb(start) and not self.bare[start].endswith("ing")

    def _is_attribution(self, chunk: Chunk) -> bool:
        start = chunk.start + (self.tokens[chunk.start] in _DASHES)
        return self.is_attribution(start, chunk.end)

    def _cost(self, chunk: Chunk) -> float | None:
        """Returns the cost of cutting a clause, by the word that opens it; None where it has to stay."""
        start = chunk.start
        is_dashed = self.tokens[start] in _DASHES
        start += is_dashed
        word = self.bare[start] if start < chunk.end else ""
        after = self.bare[start + 1] if start + 1 < chunk.end else ""
        before = self.tokens[chunk.start - 1]
        if self._completes_with(chunk, word):
            return None
        if not word or word in CONDITIONS or (after in CONDITIONS and word in _COORDINATIONS):
            return None
        if word in _RELATIVES or word in _SPEECH_PARTICIPLES or (word.endswith("ing") and len(word) > 5):
            return 1.0
        if word in _SUBORDINATES:
            return None if after in CONDITIONS or self._is_bound_clause(chunk, start) else 2.0
        if word in _STATES:
            return 1.5
        if before.endswith(";") or is_dashed:
            return 2.0
        if word in _JOINS and (self._is_clause(start + 1, chunk.end) or self._has_apposition(chunk)):
            return 2.5 if word != "but" else 4.0
        if any(
            other.end == chunk.start and other.start and self._takes_object(other.start - 1) for other in self.chunks
        ):
            return None  # the object of "found, under the stairs, the bodies of"
        is_title = self.tokens[start] in ("The", "A", "An")  # "with the films The Crucible, The Boxer and"
        return 1.5 if word in _APPOSITIONS and not is_title and self._is_noun(start, chunk.end) else None

    def _is_bound_clause(self, chunk: Chunk, start: int) -> bool:
        """Tells whether a clause with "as" names a speaker or has the main verb of the sentence."""
        if self.bare[start] != "as":
            return False
        after = self.bare[start + 1] if start + 1 < chunk.end else ""
        # "quoted its head, in exile, as saying", "as its prosecutor said"
        if after == "saying" or self._first_verb(start, len(self.tokens)) in SPEECH:
            return True
        # "the band Travis, as well as James Brown will appear"
        return after == "well" and self._has_finite_verb(start + 3, chunk.end)

    def _first_verb(self, start: int, end: int) -> str:
        """Returns the first verb among tokens; empty where there is none."""
        return next((self.bare[number] for number in range(start, end) if self.is_verb(number)), "")

    def _completes_with(self, chunk: Chunk, word: str) -> bool:
        """Tells whether a chunk completes "with": "with its head, Amar, holding to it", "with his side, due at six"."""
        if not word.endswith("ing") and word != "due":
            return False
        before = [other.start for other in self.chunks if other.end <= chunk.start][-3:]
        opened = next((start for start in before if self.bare[start] == "with"), None)
        return opened is not None and not any(self.bare[at].endswith("ing") for at in range(opened, chunk.start))

    def _takes_object(self, number: int) -> bool:
        """Tells whether a token is a verb, whose object may follow later."""
        return self.is_verb(number) or (self.bare[number].endswith("ing") and self.bare[number] not in NOUNS_IN_ING)

    def _is_noun(self, start: int, end: int) -> bool:
        """Tells whether tokens have no verb outside a relative clause: "a feat that nobody had managed"."""
        verb = next((number for number in range(start, end) if self.is_verb(number)), end)
        return verb == end or any(word in _RELATIVES or word == "that" for word in self.bare[start:verb])

    def _is_listed(self, place: int) -> bool:
        """Tells whether a chunk is of a list that stays: after a colon, before "or", or the end of "A, B and C"."""
        chunk, before = self.chunks[place], self.chunks[place - 1]
        semicolon = max((at for at in range(chunk.start) if _bare_end(self.tokens[at]).endswith(";")), default=-1)
        if any(token.endswith(":") for token in self.tokens[semicolon + 1 : chunk.start]):
            return not self.tokens[chunk.start - 1].endswith(";")
        opens_noun = self.bare[chunk.start] in _APPOSITIONS
        after = self.bare[chunk.end] if chunk.end < len(self.bare) else ""
        if (
            after == "or" and opens_noun and self._is_noun(chunk.start, chunk.end)
        ):  # "from a photo, a drawing, or a map"
            return True
        is_pair = "and" in self.bare[chunk.start + 1 : chunk.end] and opens_noun
        relative = next((at for at in range(before.start, before.end) if self.bare[at] in _RELATIVES), before.end)
        return is_pair and place > 1 and not any(map(self.is_verb, range(before.start, relative)))

    def _is_item(self, chunk: Chunk) -> bool:
        """Tells whether a chunk is an item of a list: "rats have spread" in "sewage seeps, rats have spread, and"."""
        word = self.bare[chunk.start]
        follows = any(self.bare[other.start] in ("and", "or") for other in self.chunks if other.start >= chunk.end)
        opens = _COORDINATIONS | _RELATIVES | _SUBORDINATES | _LEADS | _APPOSITIONS | _STATES | frozenset(PHRASES)
        is_second = self.opens_before_comma and chunk.start == self.chunks[0].end
        is_clause = word in _APPOSITIONS and not self._is_noun(chunk.start, chunk.end)
        is_noun = is_clause or (word not in opens and not word.endswith("ing") and not self.is_verb(chunk.start))
        return follows and chunk.start > 0 and not is_second and is_noun

    def _has_apposition(self, chunk: Chunk) -> bool:
        """Tells whether a clause goes on after an apposition: "and their lawyer, Rafael Guerrero, commented"."""
        later = [other for other in self.chunks if other.start >= chunk.end]
        return (
            len(later) > 1 and self.is_verb(later[1].start) and not self.has_verb(range(later[0].start, later[0].end))
        )

    def _is_clause(self, start: int, end: int) -> bool:
        """Tells whether tokens have a subject and a verb, unlike the words after "and" in a list."""
        return end - start >= MIN_HEAD_WORDS and self.has_verb(range(start + 1, min(end, start + 8)))

    def _closes(self, following: Chunk, chunk: Chunk) -> bool:
        """Tells whether a clause in the middle may be cut, as the next chunk continues what is before the clause."""
        if self.tokens[chunk.start] in _DASHES or self.tokens[following.start] in _DASHES:
            return self.tokens[chunk.start] in _DASHES and self.tokens[following.start] in _DASHES
        word = self.bare[following.start]
        if word in ("and", "but"):
            # In "they mixed it with algae, and the gas fell" after a semicolon, the second follows from the first.
            is_after_semicolon = _bare_end(self.tokens[chunk.start - 1]).endswith(";")
            is_said = self.after(following.start) == "that"  # "recalling that the law holds, and that doubt"
            return not (is_after_semicolon or is_said) and self._is_clause(following.start + 1, following.end)
        # After a clause with a verb of its own, "saying" and "as" belong to that clause.
        opens = word in _SPEECH_PARTICIPLES or word in _SUBORDINATES
        is_alike = {self.bare[chunk.start], word} <= _SPEECH_PARTICIPLES
        is_loose = opens and (is_alike or not any(map(self.is_verb, range(chunk.start, chunk.end))))
        # "and landed, his colleagues say, in a pub"
        is_last = following.end == len(self.tokens) and self._is_attribution(following)
        if self.bare[chunk.start] in _SUBORDINATES and self._has_no_verb(range(chunk.start, chunk.end)):
            return (
                is_loose or is_last
            )  # in "although his film, a comedy, topped the list" the verb is of the cut clause
        return is_loose or is_last or self.is_verb(following.start)

    def _lead(self, chunk: Chunk, following: Chunk) -> Cut | None:
        """Returns the cut of what is before the comma in "In a statement on Sunday, the minister said"."""
        if self.bare[0] not in _LEADS or self.is_attribution(0, chunk.end) or self.has_bound_word(0, chunk.end):
            return None
        word = self.bare[following.start]
        if word in _COORDINATIONS | _SUBORDINATES | _RELATIVES or word in _LEADS or word.endswith("ing"):
            return None
        return Cut(0, chunk.end, 1.5) if self._is_clause(following.start, following.end) else None

    def _has_finite_verb(self, start: int, end: int) -> bool:
        """Tells whether tokens have an auxiliary of the clause before them, as "to upgrade its labs will cost" has."""
        if self.bare[start : start + 3] == ["as", "well", "as"]:
            start += 3
        for number in range(start, end):
            if self.bare[number] in _RELATIVES | CLAUSE_OPENERS | _LINKS:
                return False
            is_plural = self.bare[number] in ("have", "do") and self.bare[number - 1] not in MODALS | {"to", "not"}
            if self.bare[number] in _FINITE or is_plural:
                return True
        return False

    def _is_stranded(self, number: int) -> bool:
        """Tells whether a token has no object, such as the "on" of "the surfaces have moved on"."""
        return number + 1 >= len(self.tokens) or self.tokens[number][-1] in ",;:"

    def is_short_partner(self, end: int) -> bool:
        """Tells whether words such as "and an increase" come before a token, which need what follows."""
        return any(
            self.bare[end - back] in DETERMINERS and self.bare[end - back - 1] in ("and", "or")
            for back in (2, 3)
            if end - back - 1 > 0
        )


def _bare_end(token: str) -> str:
    return token.rstrip("\"”’'")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _inside(tokens: Sequence[str]) -> list[bool]:
    """Tells for each token whether it is in a quotation or in brackets, or ends one. Nothing is cut there."""
    quoted, depth = False, 0
    found = []
    for token in tokens:
        opens = quoted or depth > 0
        for character in token:
            if character in '"“”':
                quoted = character == "“" or (character == '"' and not quoted)
            elif character in "([":
                depth += 1
            elif character in ")]":
                depth = max(0, depth - 1)
        found.append(quoted or depth > 0 or (opens and not _bare_end(token).endswith((",", ";"))))
    return found
