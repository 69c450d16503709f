"""Finds the small words that headlines leave out: articles, auxiliaries, forms of address, days that open a sentence.

Without them a sentence reads like a headline, "Five soldiers killed in Sinai", and has the same meaning. Quotations are
not changed.
"""

import re
from collections.abc import Iterator

from mujaz.pipeline.brief.clauses import MODALS
from mujaz.pipeline.brief.lists import LISTS
from mujaz.pipeline.brief.openings import dangles
from mujaz.pipeline.brief.phrases import Sentence
from mujaz.text.quantities.english_words import DAYS, MONTHS, NUMBER_WORDS
from mujaz.text.words import ARTICLES, DEMONSTRATIVES, POSSESSIVES, PRONOUNS

_MONTHS = "|".join(MONTHS)
_DAYS = "|".join(sorted(DAYS))
_DATE = rf"(?:(?:{_MONTHS})\.? \d{{1,2}}|\d{{1,2}} (?:{_MONTHS}))(?:,? \d{{4}})?"
_WHEN = re.compile(
    rf"(?:(?:earlier |late |later )?(?:today|yesterday|tomorrow)(?:, {_DATE})?"
    rf"|(?:on )?(?:{_DAYS})(?: (?:morning|evening|night))?(?:, {_DATE})?"
    rf"|(?:on )?{_DATE}|(?:this|last) (?:morning|afternoon|evening|night|week|month)),$",
    re.IGNORECASE,
)
_MOST_WORDS_OF_WHEN = 6
_MOST_WORDS_OF_KICKER = 40
"""As long as the addressees of "MEMORANDUM FOR THE SECRETARY OF ... SUBJECT:"."""
_WORDS_OF_HEADLINE = 12
MIN_WORDS_LEFT = 3
_LAST_OF_SUBJECT = re.compile(r"[^\W_]>?\Z")
"""Matches a word that a verb may follow; ">" ends a stock symbol or the name of a firm that has none."""

_BEFORE_A = frozenset("once twice times per much many such what".split())
_UNITS = LISTS["units"]
"""Units with which "a" makes a rate after a number: "twice a week", "four million barrels a day"."""
_WORDS_OF_RATE = 4
_QUANTITIES = LISTS["quantities"]
"""Words with another meaning without "a": "few" is not "a few"."""
_COMPANIES = frozenset("inc corp ltd plc co llc".split())
_ADDRESSES = frozenset("mr mrs ms".split())
_POSSESSIVES = POSSESSIVES - {"my", "your", "our"}
"""Without "my", "your" or "our", a headline would no longer tell who speaks, or to whom."""
_BEFORE_DAYS = frozenset("before of since until from by after".split())
_FILLERS = frozenset("also today yesterday currently".split())
_NO_SUBJECT = (
    PRONOUNS
    | DEMONSTRATIVES
    | MODALS
    | frozenset(
        "who which what whom whose where when if and or but nor than as there how why because while be been being not"
        " to".split()
    )
)
"""Words after which an auxiliary stays: "the men who were killed" are not "the men who killed", and "would have come"
is not "would come"."""
_PASSIVE = LISTS["passive"]
"""Participles before which "were" may be dropped: "soldiers killed in Sinai" is not read as what the soldiers did."""
_SAME_AS_PAST = LISTS["same as past"]
_NOT_PARTICIPLES = LISTS["not participles"]
_NOT_ACTIONS = LISTS["not actions"]
_PURPOSES = LISTS["purposes"]
"""Nouns after which "is to" stays: "the aim is to win" is not "the aim to win"."""
_OWN_MIND = LISTS["own mind"]
"""Verbs whose statement is true because the speaker makes it: "said it expects" becomes "expects". Other claims keep
their "said"."""
_SAID = frozenset("said says announced".split())
_PLANS = LISTS["plans"]
_ACTS = LISTS["own acts"]
"""What is done by who says it: "said it has signed a contract". What others may dispute keeps its "said"."""
_ACTS_IN_ING = {f"{stem}ing" for verb in _PLANS for stem in (verb.removesuffix("e"), verb + verb[-1])}


def small_words(sentence: Sentence) -> frozenset[int]:
    """Returns the tokens that a headline leaves out; none where fewer than `MIN_WORDS_LEFT` would be left."""
    quoted = _quoted(sentence)
    found = frozenset({*_opening(sentence), *_asides(sentence), *_within(sentence)} - quoted)
    return found if len(sentence.tokens) - len(found) >= MIN_WORDS_LEFT else frozenset()


def _quoted(sentence: Sentence) -> set[int]:
    """Returns the tokens in quotations."""
    found, is_open = set(), False
    for number, token in enumerate(sentence.tokens):
        marks = sum(map(token.count, '"“”'))
        if is_open or marks:
            found.add(number)
        is_open ^= marks % 2 == 1
    return found


def _opening(sentence: Sentence) -> Iterator[int]:
    """Yields a kicker in capitals before a colon, and a day after it: "FACT SHEET: On Sunday, the ..."."""
    tokens = sentence.tokens
    start = 0
    for number in range(1, min(len(tokens), _MOST_WORDS_OF_KICKER)):
        if not all(token == token.upper() and token[0].isalnum() for token in tokens[:number]):
            break
        if tokens[number - 1].endswith(":") and (number > 1 or sentence.bare[0] == "subject"):
            start = number
    if start and sentence.bare[start - 1] != "subject" and not _has_clause(sentence, start):
        return  # "NOMINATIONS SENT TO THE SENATE: Salma Idris, of Ohio, to be": the names say nothing alone
    for end in range(min(start + _MOST_WORDS_OF_WHEN, len(tokens) - MIN_WORDS_LEFT), start, -1):
        if _WHEN.match(" ".join(tokens[start:end])):  # the longest first: "On May 16," may go on with "2012,"
            start = start if dangles(tokens[end]) else end  # "Today, our city celebrates"
            break
    yield from range(start)


def _has_clause(sentence: Sentence, start: int) -> bool:
    """Tells whether the words of a headline from a token on have a verb that is no infinitive."""
    end = min(start + _WORDS_OF_HEADLINE, len(sentence.tokens))
    return any(sentence.is_verb(number) and sentence.bare[number - 1] != "to" for number in range(start, end))


def _asides(sentence: Sentence) -> Iterator[int]:
    """Yields what is in brackets, and stock symbols."""
    for cut in sentence.brackets():
        yield from range(cut.start, cut.end)
    for number, token in enumerate(sentence.tokens):
        if number and token.startswith("<") and ">" in token:
            yield number


def _within(sentence: Sentence) -> Iterator[int]:
    """Yields the articles, auxiliaries and other small words of a sentence."""
    tokens, bare = sentence.tokens, sentence.bare
    for number, word in enumerate(bare[:-1]):
        after, before = bare[number + 1], bare[number - 1] if number else ""
        if _is_free_article(sentence, number, before, after) or _is_free_word(sentence, number, before, after):
            yield number
        elif word in _SAID and tokens[number - 1].endswith(","):  # "the bank, which had losses, said it sold"
            yield from _own_mind(sentence, number)
        elif word and before and before not in _NO_SUBJECT and _LAST_OF_SUBJECT.search(tokens[number - 1]):
            yield from _verb(sentence, number)


def _is_free_word(sentence: Sentence, number: int, before: str, after: str) -> bool:
    """Tells whether a token is "also", "Mr", "Ltd", "its" or similar, in a position where it can be left out."""
    word, token = sentence.bare[number], sentence.tokens[number]
    if word in _ADDRESSES:
        return True
    if not number:
        return False
    if word in _COMPANIES:
        return sentence.tokens[number - 1][0].isupper() and ">" not in token
    if word in _POSSESSIVES:
        return token.islower() and after not in ("", "own")
    is_filler = word in _FILLERS and before not in _BEFORE_DAYS
    return (is_filler and token.isalpha()) or (word == "that" and before in ("said", "says"))


def _is_free_article(sentence: Sentence, number: int, before: str, after: str) -> bool:
    """Tells whether a token is an article that can be left out."""
    token = sentence.tokens[number]
    if sentence.bare[number] not in ARTICLES or not token.isalpha() or not after or (number and token != token.lower()):
        return False  # "The Hague", "vitamin A"
    last = sentence.tokens[number - 1] if number > 1 else ""
    if last[:1].isupper() and last[-1].isalnum() and sentence.tokens[number + 1][0].isupper():
        return False  # "Ivan the Terrible"
    if token.lower() == "the":
        return after not in ("more", "less", "better", "hague", "former", "latter")
    counted = sentence.bare[max(0, number - _WORDS_OF_RATE) : number]
    is_rate = after in _UNITS and any(word[:1].isdigit() or word in NUMBER_WORDS for word in counted)
    return after not in _QUANTITIES and before not in _BEFORE_A and not before[:1].isdigit() and not is_rate


def _verb(sentence: Sentence, number: int) -> Iterator[int]:
    """Yields the auxiliary at a token, or "said it" before what the speaker intends."""
    word, after, then, last = [*sentence.bare[number : number + 4], "", "", ""][:4]
    if word in ("has", "have") and after == "been":
        if _is_passive(then, last):
            yield from (number, number + 1)
    elif word in ("has", "have"):
        if _is_participle(after) or after in _SAME_AS_PAST:
            yield number
    elif word in ("is", "are", "was", "were"):
        is_going_on = after.endswith("ing") and len(after) > 5 and after not in _NOT_ACTIONS
        is_planned = after == "to" and sentence.bare[number - 1] not in _PURPOSES
        if _is_passive(after, then) or (word in ("is", "are") and (is_going_on or is_planned)):
            yield number
    elif word in _SAID:
        yield from _own_mind(sentence, number)


def _own_mind(sentence: Sentence, number: int) -> Iterator[int]:
    """Yields the "said that it has" of "said that it has agreed", and the "said it" of "said it will sell"."""
    bare = [*sentence.bare[number:], "", "", "", ""]
    pronoun = 2 if bare[1] in ("that", "today") else 1
    if bare[pronoun] not in ("it", "he", "she", "they"):
        return
    verb = pronoun + 1
    if bare[verb] in _OWN_MIND:
        yield from range(number, number + verb)
    elif bare[verb] in ("will", "may", "might"):
        then = verb + 1 + (bare[verb + 1] == "not")
        yield from range(number, number + verb if bare[then] in _PLANS else number)
    else:
        is_going_on = bare[verb] in ("is", "are") and bare[verb + 1] in _ACTS_IN_ING
        verb += bare[verb] in ("has", "have", "had") or is_going_on
        yield from range(number, number + verb if bare[verb] in _ACTS or is_going_on else number)


def _is_participle(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and word not in _NOT_PARTICIPLES


def _is_passive(word: str, after: str) -> bool:
    return word in _PASSIVE or (_is_participle(word) and after == "by")
