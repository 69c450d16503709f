"""Decides whether a full stop, a question mark or the like ends a sentence, in Arabic and in English."""

import re
from dataclasses import dataclass

from mujaz.text.characters import ARABIC_LETTERS, CONTROLS, HAMZA_MARKS, SPACES, TASHKEEL, TATWEEL
from mujaz.types import Span

TERMINATORS = ".!?؟؛…۔‼⁇⁈⁉⸮。！？"
_ELLIPSIS_WORDS = 4
_QUOTED_SENTENCE_WORDS = 3
_LOOK_AROUND = 80
"""Code points; enough for the numbers of words above, and a limit to the work for one mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A run of terminators in a line, with its context.

    Args:
        line: The line.
        start: Start of the current sentence.
        mark: The terminators, with white space between them but none around them.
        end: Position after the closing quotes and brackets that follow.
        follow: Position of the next visible character; the line has one.
        quote: The quotation or brackets that close right after the terminators, if any.
    """

    line: str
    start: int
    mark: Span
    end: int
    follow: int
    quote: Span | None

    @property
    def terminators(self) -> str:
        """The terminators without white space."""
        return "".join(self.mark.of(self.line).split())

    @property
    def next_character(self) -> str:
        """The next visible character."""
        return self.line[self.follow]

    @property
    def glued(self) -> bool:
        """Whether the next visible character follows without white space."""
        return self.follow == self.end

    @property
    def following(self) -> str:
        """The first word after the mark."""
        match = _WORD.search(self.line, self.follow, self.follow + _LOOK_AROUND)
        return match[0] if match else ""

    @property
    def token(self) -> str:
        """The word right before the mark, with dots inside but without opening quotes; empty after white space."""
        before = self.line[max(self.start, self.mark.start - _LOOK_AROUND) : self.mark.start]
        match = _TOKEN.search(before)
        return _INVISIBLE.sub("", match[0]) if match else ""

    @property
    def before_token(self) -> str:
        """The text before that word, back to the start of the sentence or at most `_LOOK_AROUND` characters."""
        before = self.line[max(self.start, self.mark.start - _LOOK_AROUND) : self.mark.start]
        return _TOKEN.sub("", before).rstrip()


def ends_arabic(mark: Mark) -> bool:
    """Whether a sentence of an Arabic text ends at a mark."""
    terminators = mark.terminators
    if mark.next_character in _CONTINUES:
        return False
    if "؛" in terminators:
        return True
    if not set(terminators) <= {".", "…"}:
        return _exclamation_ends(mark)
    if mark.quote:
        return not mark.glued and len(mark.quote.of(mark.line).split(maxsplit=3)) >= _QUOTED_SENTENCE_WORDS
    if terminators != ".":
        return not mark.glued and terminators != ".." and _is_between_clauses(mark)
    if mark.glued:
        return _glued_stop_ends(mark)
    return not _is_abbreviation(mark)


def _exclamation_ends(mark: Mark) -> bool:
    """Whether `؟` or `!` ends a sentence; not in a quotation that closes after it: "سأل "لماذا؟" ثم غادر"."""
    if mark.quote:
        return False
    if not mark.glued:
        return True
    return bool(_ARABIC_LETTER.match(mark.next_character) and _ARABIC_LETTER.search(mark.token[-1:]))


def _is_between_clauses(mark: Mark) -> bool:
    """Whether an ellipsis is more than a pause: whether both sides have enough words to be sentences."""
    before = mark.line[max(mark.start, mark.mark.start - _LOOK_AROUND) : mark.mark.start]
    after = mark.line[mark.end : mark.end + _LOOK_AROUND]
    return min(len(_WORD.findall(before)), len(_WORD.findall(after))) >= _ELLIPSIS_WORDS


def _glued_stop_ends(mark: Mark) -> bool:
    """Whether a stop without a space after it ends a sentence: "ذلك.وأضاف", not "3.5", "بي.بي.سي" or "العربية.نت"."""
    following = _ARABIC_WORD.match(mark.line, mark.follow, mark.follow + _LOOK_AROUND)
    if not following:
        return mark.next_character in _OPENING and len(_LETTERS.sub("", mark.token)) >= 3
    letters_after = len(_NOT_LETTERS.sub("", following[0]))
    if following[0] in _DOMAIN_ENDINGS or letters_after < 2:
        return False
    token = mark.token.rpartition(".")[2]
    if not token or not token[-1].isalnum():
        return True
    letters_before = len(_NOT_LETTERS.sub("", token))
    return letters_before >= 4 or letters_before == 3 <= letters_after or (len(token) > 1 and not letters_before)


def _is_abbreviation(mark: Mark) -> bool:
    token = mark.token
    if not token:
        return False
    if token.isdecimal():
        return _is_list_number(mark)
    if token in _LATIN_ABBREVIATIONS or token in _ARABIC_ABBREVIATIONS:
        return True
    if mark.following in _ARABIC_STARTERS:
        return False
    if not all(map(_is_letter, token.split("."))):
        return token in _LATIN_SHORT_FORMS
    if _ERA.search(f"{mark.before_token[-1:]} {token}"):  # 2015م. وبعدها, but not 18 م. د.
        return bool(_INITIAL.match(mark.line, mark.follow))
    return len(token) == 1 or "." in token or mark.before_token.rpartition(" ")[2] not in _LETTER_NAMES


def _is_letter(part: str) -> bool:
    return (len(part) == 1 and part.isalpha()) or part in _LETTER_NAMES


def _is_list_number(mark: Mark) -> bool:
    """Whether a number with a stop is one of a list, at a sentence's start or after a colon: "الخطوات: 1. اضغط"."""
    return len(mark.token) <= 3 and (not _WORD.search(mark.before_token) or mark.before_token.endswith(":"))


def ends_english(mark: Mark) -> bool:
    """Whether a sentence of an English text ends at a mark."""
    if mark.glued or mark.next_character in _CONTINUES or mark.next_character.islower():
        return False
    if mark.terminators != "." or mark.quote:
        return True
    token = mark.token
    if token.isdecimal():
        return not _is_list_number(mark)
    if token in _LATIN_ABBREVIATIONS or (token in _BEFORE_NUMBERS and mark.next_character.isdecimal()):
        return False
    is_short_form = token in _LATIN_SHORT_FORMS or all(len(part) == 1 for part in token.split("."))
    return not is_short_form or mark.following in _ENGLISH_STARTERS


_CONTINUES = "،,:;؛.…!?؟)]}»"
_OPENING = '"«“([{'
_DOMAIN_ENDINGS = frozenset("نت كوم أورغ اورغ أورج اورج".split())
_ARABIC_ABBREVIATIONS = frozenset("أد مج تح".split())
_LETTER_NAMES = frozenset(
    "بي سي دي إي إف جي إتش آي آى جيه كيه إل إم إن أو كيو آر إس أس تي يو دبليو إكس واي زد"
    " ام ان اس اف ار اي إيه ايه أيه".split()
)
"""Latin letters as they are written in Arabic: "مايكل بي. جوردان", "إتش.آر. مكماستر"."""
_LATIN_ABBREVIATIONS = frozenset(
    "Mr Mrs Ms Dr Prof St Gen Sen Rep Gov Lt Col Capt Cpt Sgt Maj Cmdr Rev Hon Pres Amb Mt Ft vs Vs e.g i.e cf"
    " Fig approx".split()
)
"""Abbreviations that never end a sentence."""
_LATIN_SHORT_FORMS = frozenset(
    "Inc Ltd Co Corp Jr Sr etc No Nos Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ph.D Bros Ave Fed al".split()
)
"""Abbreviations that may also end a sentence."""
_ARABIC_STARTERS = frozenset(
    "وقال وقالت وأضاف وأضافت واضاف وأكد واكد وأوضح وأشار واشار وذكر وتابع وكان وكانت وأعلن"
    " ولم وفي ومن وقد كما هذا".split()
)
"""Words after an initial or a short form that show that a sentence has ended: "فيتامين د. وأضاف", but "د. وليد"."""
_BEFORE_NUMBERS = frozenset("Sec Art Reg Stat Vol No Nos Ch para paras p pp vol".split())
_ENGLISH_STARTERS = frozenset(
    "A After Also Although An And As At Before But By During For From He Her His However If In It Its Many Meanwhile"
    " Moreover On Other She Since So Some That The Their Then There These They This Those To Under We What When While"
    " With You".split()
)

_INVISIBLE = re.compile(f"[{CONTROLS}{TASHKEEL}{HAMZA_MARKS}{TATWEEL}]")
_TOKEN = re.compile(rf"[^{SPACES}\"«“(\[{{]+\Z")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"\W+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_ARABIC_LETTER = re.compile(f"[{ARABIC_LETTERS}]")
_ARABIC_WORD = re.compile(f"[{ARABIC_LETTERS}][{ARABIC_LETTERS}{TASHKEEL}{HAMZA_MARKS}{TATWEEL}]*")
_ERA = re.compile(r"\d ?[مه]\Z")
_INITIAL = re.compile(r"\w\.")
