"""Says turns of phrase that models misread in other words of the same meaning."""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from mujaz.text.lazily import lazily_compiled
from mujaz.text.months import GREGORIAN, months_pattern
from mujaz.text.tables import read_table, read_text

_VERSION = "11"
"""Changes with every change of a rule below, in `shown` or in `subject_commas`: a job must not mix results of two."""


@cache
def reworded_digest() -> str:
    """Return the first 8 digits of a hash of the rules, which tells results of different versions apart."""
    tables = [read_text(__package__, file) for file in ("verbs.tsv", "phrases.tsv", "nouns.tsv")]
    return hashlib.sha256("\n".join([_VERSION, *tables]).encode()).hexdigest()[:8]


def reworded(text: str) -> str:
    """Rewrite dates, times, numbers, scores and rounds in figures, and verbs that models misread as others.

    Args:
        text: Arabic, normalised. Names may be written in English.

    Returns:
        The text with هجوم الرابع من آذار as هجوم 4 آذار, بثلاثة أهداف لهدف as 3-1, بهدف لمثله as 1-1, دور الـ16 as
        "round of 16", أقدم على قتل as قام بقتل, فاز الأهلي على as تغلب الأهلي على, بعد الفوز على as بعد التغلب على,
        22 مليونا و491 ألفا as 22,491,000, 4 مليارات و974 مليون as 4.974 مليار, إن على الحكومة as إنه يجب على الحكومة,
        الثامنة إلا ربعا as الساعة 7:45, على ارتفاع نسبته as مرتفعا بنسبة, قالت الوكالة نقلا عن مصدر as
        قالت الوكالة، citing مصدر, قتل اثنان حسب الشرطة as قتل اثنان، بحسب الشرطة, and
        what `verbs.tsv`, `phrases.tsv` and `nouns.tsv` have in their other words.
    """
    for pattern, words in _REWORDED:
        text = pattern.sub(words, text)
    for has, phrase, other in _phrases():
        if has in text:
            text = phrase.sub(other, text)
    for form in _forms_in(text):
        for turn in _verbs()[form]:
            text = turn.pattern.sub(turn.other, text)
    nouns = _nouns()
    return _WORD.sub(lambda word: nouns.get(word[0], word[0]), text)


_UNITS = ("أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
_DAYS = {
    **{f"ال{name}": day for day, name in enumerate(_UNITS, start=1)},
    **{f"ال{name} عشر": day for day, name in enumerate(("حادي", *_UNITS[1:9]), start=11)},
    "العشرين": 20,
    **{f"ال{name} والعشرين": day for day, name in enumerate(("حادي", *_UNITS[1:9]), start=21)},
    "الثلاثين": 30,
    "الحادي والثلاثين": 31,
}
_MONTHS = months_pattern(name for names in GREGORIAN for name in names)
_NO_DAY = (
    "الأسبوع النصف الثلث الربع الجيل الطراز الإصدار النموذج الجزء القسم الابن الطفل المولود النوع "
    "الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت"
).split()
"""Words of which there is a first and a second: الأسبوع الأول من مايو, الجيل الثالث من نيسان (of a Nissan)."""
_DATE = re.compile(
    "".join(rf"(?<!{word} )" for word in _NO_DAY)
    + rf"(?<!\w)({'|'.join(sorted(_DAYS, key=len, reverse=True))}) من (?=(?:شهر )?(?:{_MONTHS})(?!\w))"
    + "(?!أب |اب )"
)
"""A day in words before its month. Without a preposition before it, it is read as the rank of the word before."""

_GOALS = {
    "هدف": 1, "هدفين": 2, "ثلاثة": 3, "أربعة": 4, "خمسة": 5, "ستة": 6, "سبعة": 7, "ثمانية": 8, "تسعة": 9, "عشرة": 10,
    "ثنائية": 2, "ثلاثية": 3, "رباعية": 4, "خماسية": 5, "سداسية": 6, "سباعية": 7,
}  # fmt: skip
_COUNT = "|".join(_GOALS)
_NIL = r"(?:مقابل |ل)صفر|دون (?:أي )?(?:رد|مقابل)|بدون (?:رد|مقابل)|مقابل لا ?شيء|نظيف(?:ة|ين|ان)?|بلا رد|لا رد"
_AS_MANY = r"لمثل(?:ه|هما|ها|هم)"
_SCORE = re.compile(
    rf"(?<!\w)ب(?:نتيجة )?(?P<scored>{_COUNT})(?: أهداف)?(?: وحيد| يتيم)?"
    rf"(?: (?P<nil>{_NIL})| (?P<same>{_AS_MANY})"
    rf"| (?:مقابل |ل)(?P<taken>{_COUNT})(?: أهداف)?(?: واحد| وحيد| يتيم)?)"
    r"(?!\w| (?:لاعب|آلاف|ألف|مليون|ملايين|مليار|مئة|مئات))"
)
"""How many goals a team scored, and how many the other: not بثلاثة أهداف لثلاثة لاعبين, by three players."""

_KNOCKOUT = {"8": "quarterfinals", "16": "round of 16", "32": "round of 32", "64": "round of 64", "128": "round of 128"}
_ROUND = re.compile(r"(?<!\w)([وف]?[بل]?)(?:ال|(?<=ل)ل)?دور (?:الـ? ?)?(8|16|32|64|128)(?!\w)")
"""دور الـ16 is the round of 16 teams, not the sixteenth."""

_DEED = (
    "قتل|ذبح|طعن|حرق|إحراق|خطف|اختطاف|سرقة|ضرب|دهس|إطلاق|تفجير|الانتحار|اقتحام|هدم|تدمير|اغتصاب|اعتقال|احتجاز|تهديد|"
    "إضرام|تصفية|إعدام|شنق|خنق|رمي|إلقاء|إغلاق|قطع|تكسير|نهب|سحل|دفن|بيع|تزوير|نشر|تصوير|مهاجمة|استهداف|تعذيب|محاولة"
)
_OLDEST = (
    r" (?:سجين|سجناء|معتقل|أسير|أسرى|نائب|نواب|عضو|أعضاء|لاعب|لاعبي|مدرب|حزب|أحزاب|صحيفة|رئيس|وزير|قاض|قضاة|زعيم|قادة|"
    r"قائد|عمال|موظف|موظفي|متاحف|متحف|نادي|أندية|سكان|حلفاء|حليف|شركات|شركة|مسؤول|مسؤولي|دبلوماسي)(?!\w)"
)
_VENTURED = re.compile(
    rf"(?<!\w)(?<!لم )(?<!لن )(?<!سوف )([وف]?)[أا]قدم(?!{_OLDEST})(ت|وا)? ((?:[^\s.،؛:]+ ){{0,6}}?)على (?={_DEED})"
)
"""أقدم, did a thing that is dared, is spelled like "oldest" (احتج أقدم سجين على تعذيب), and behind لن like "I do"."""

_NO_RIVAL = (
    "أرض|ملعب|حساب|الأقل|الرغم|رغم|مدى|مدار|التوالي|إثر|أساس|متن|قائمة|القائمة|لائحة|اللائحة|الثقة|مستوى|صعيد|هامش|"
    r"خلفية|طريقة|(?:نطاق|نحو|غير|عكس|سبيل|أمل|امتداد|طول|يد|أيدي|ما|وقع|مرأى|مقربة|غرار|وجه|الفور|الإطلاق|الأرجح|ذلك|هذا|"
    r"كل حال|أي حال|كل المستويات|المستوى|الصعيد|مراحل|دفعات|خلاف|النقيض|جدارة)(?!\w)|"
    "(?:ال)?(?:جائزة|جوائز|لقب|ألقاب|مقعد|مقاعد|أصوات|أغلبية|ميدالي|مركز)|نسبة"
)
_WON = re.compile(rf"(?<!\w)([وف]?)فاز(ت|وا)? ((?:(?!ب|اقتراع|تصويت)[^\s.،؛:\d]+ ){{0,5}}?)على (?!{_NO_RIVAL})")
"""فاز على is to beat, and فاز alone to win."""

_WINNING = re.compile(rf"(?<!\w)((?:بعد|قبل|عقب|إلى|الى|من|في) )الفوز على (?!{_NO_RIVAL})")

_COMPOUND = re.compile(
    r"(?<![\d.,])(?:(?P<millions>\d{1,3}) (?:مليون(?:ا)?|ملايين) و ?)?(?P<thousands>\d{1,3}) (?:ألف(?:ا)?|آلاف)"
    r"(?: و ?(?P<ones>\d{1,3})(?! (?:ألف|آلاف|مليون|ملايين|مليار)))?(?![\d.,]*\d|\w)"
)
"""A number in figures between its scales, of which models say the parts: 22 مليونا و491 ألفا و921."""
_BILLION, _MILLION, _THOUSAND = "(?:مليارا?|مليارات|مليارين|بليون)", "(?:مليونا?|ملايين|مليونين)", "(?:ألفا?|آلاف)"
_OF_TWO_SCALES = re.compile(
    r"(?:(?<![\d.,])(?P<number>\d{1,3})|(?<!\w)(?P<before>نحو|حوالي|قرابة|زهاء|إلى|الى|بلغت?|بقيمة|قيمت(?:ها|ه)|بمبلغ|عن|"
    rf"تجاوزت?|عدد(?:هم|ها))) (?:(?P<billions>{_BILLION}) و ?(?P<millions>\d{{1,3}}) {_MILLION}"
    rf"(?: و ?(?P<rest>\d{{1,3}}) {_THOUSAND})?|(?P<scale>{_MILLION}) و ?(?P<part>\d{{1,3}}) {_THOUSAND})"
    r"(?!\w| و ?\d)"
)
"""A number of billions and millions, or one whose own scale is in a word: 4 مليارات و974 مليون, نحو مليون و600 ألف."""
_OBLIGED = (
    "(?:ال)?حكومة|(?:ال)?سلطات|(?:ال)?دول|المجتمع الدولي|الولايات المتحدة|الجيش|الجهات|الأطراف|النظام|المحكمة|رئيس|"
    "الرئيس|وزير|الوزير|وزارة|الجميع|مجلس|التحالف|حزب|الإدارة|المعارضة|الأحزاب|الشركات|البنوك|الشعب|الاتحاد|أوروبا|المرء|"
    "المواطن|المدرب|المنتخب|لاعبي|إسرائيل|إيران|روسيا|تركيا|قطر|السعودية|فرنسا|بريطانيا|ألمانيا|أميركا|أمريكا|واشنطن|موسكو|"
    "طهران|أنقرة|باريس|لندن|مصر|الصين|الهند|باكستان|الأمم المتحدة|ال(?:مواطن|خريج|مسؤول|لاعب|ناخب|عراقي|لبناني|فلسطيني|"
    "مصري|إسرائيلي|أوروبي|أميركي|أمريكي)ين|(?:كل|جميع|كافة) (?:الدول|الأطراف|القوى|المواطنين|من)|من ي[\u0621-\u064a]+"
)
_OWED = r"(?:ديون|دينا?(?!\w)|قروض|ضرائب|مستحقات|ضغط|ضغوط|عقوبات|غرام|إقبال|رقابة)"
_MUST = re.compile(rf"(?<!\w)([وف]?ب?)([إأ]ن) على (?=#?(?:{_OBLIGED})(?!\w)(?!(?: [^\s.،؛:]+){{0,2}} {_OWED}))")
"""إن على, with who is obliged behind it: not على أرض الملعب, nor what lies on somebody, على الحكومة ديون."""
_HOURS = {
    "الواحدة": 1, "الثانية": 2, "الثالثة": 3, "الرابعة": 4, "الخامسة": 5, "السادسة": 6, "السابعة": 7, "الثامنة": 8,
    "التاسعة": 9, "العاشرة": 10, "الحادية عشرة": 11, "الثانية عشرة": 12,
}  # fmt: skip
_MINUTES = {"ربعا": 45, "الربع": 45, "ربع": 45, "ثلثا": 40, "الثلث": 40, "خمس دقائق": 55, "عشر دقائق": 50}
_AT = "|".join(f"(?<={word} )" for word in "عند حتى من إلى الى قبل بعد حوالي نحو قرابة تمام منذ في بين".split())
_BEFORE_HOUR = re.compile(
    rf"(?:الساعة |^|{_AT})(?<!\w)({'|'.join(sorted(_HOURS, key=len, reverse=True))}) إلا ({'|'.join(_MINUTES)})(?!\w)"
)
"""الثامنة إلا ربعا is a quarter to eight; المباراة الثانية إلا عشر دقائق, the second match but for ten minutes."""

_TRENDS = {
    "ارتفاع": "مرتفعا", "انخفاض": "منخفضا", "تراجع": "متراجعا", "هبوط": "منخفضا", "صعود": "مرتفعا",
}  # fmt: skip
_LENGTH = (
    r"[\d.,]+ ?(?:ألف |آلاف )?"
    r"(?:متر|أمتار|م(?!\w)|كم|كلم|كيلومتر|قدم|أقدام|ميل|أميال|طابق|طوابق|أدوار|درجة|درجات)"
)
_TREND = re.compile(rf"(?<!\w)على ({'|'.join(_TRENDS)}) (?:نسبته|بنسبة|قدره|بلغت نسبته|بلغ) (?=\d)(?!{_LENGTH})")
"""على ارتفاع is also "at an altitude"."""

_CITING = re.compile(r"(?P<mark>[،,\-:]?) نقلا عن (?=\S)")
"""نقلا عن, of the root of "move" and "transfer": a source that models lose, or make the speaker of."""
_QUOTED = re.compile(r"(?<!\w)[وف]?(?:نقل|تنقل|ينقل)(?:ت|وا)? [^.؛:!؟]*$")
"""A verb before it that says "quoted" itself."""
_SOURCES = (
    "وكالة|صحيفة|موقع|بيان|مصدر|مصادر|شبكة|تقرير|تقارير|مجلة|مسؤول|مسؤولين|شهود|وزارة|قناة|جيش|شرطة|فيسبوك|ناشطين|"
    "منظمة|مرصد|باحث|باحثين|خبراء|رويترز|فرانس برس|مراسل|مراسلة|مراسلنا|وسائل"
)
_ACCORDING_TO = re.compile(rf"(?<=[\w\"»)])(?<!على) ب?حسب (?=(?:ال)?(?:{_SOURCES})(?!\w))")
"""بحسب with whose word it is behind it, of which models make "by" unless a comma is before it."""


def _figures(found: re.Match[str]) -> str:
    """Return a number in figures, or what was found where it has one scale alone."""
    if found["millions"] is None and found["ones"] is None:
        return found[0]
    number = int(found["millions"] or 0) * 10**6 + int(found["thousands"]) * 10**3 + int(found["ones"] or 0)
    return f"{number:,}"


def _of_two_scales(found: re.Match[str]) -> str:
    """Return 4.974 مليار for its parts, or what was found where `_figures` writes it."""
    if found["number"] and found["scale"]:
        return found[0]
    scale = found["billions"] or found["scale"]
    if not found["number"] and scale in ("مليارات", "ملايين"):
        return found[0]  # billions, we do not know how many
    number = found["number"] or f"{found['before']} {2 if scale.endswith('ين') else 1}"
    parts = f"{int(found['millions'] or found['part']):03d}{int(found['rest'] or 0):03d}".rstrip("0")
    return f"{number}.{parts} {'مليار' if found['billions'] else 'مليون'}"


def _citing(found: re.Match[str]) -> str:
    """Return "citing" behind a mark, or what was found behind a verb that says it."""
    return found[0] if _QUOTED.search(found.string, 0, found.start() + 1) else f"{found['mark'] or '،'} citing "


def _time(found: re.Match[str]) -> str:
    return f"الساعة {(_HOURS[found[1]] - 2) % 12 + 1}:{_MINUTES[found[2]]}"


def _score(found: re.Match[str]) -> str:
    scored = _GOALS[found["scored"]]
    taken = 0 if found["nil"] else scored if found["same"] else _GOALS[found["taken"]]
    return f"{scored}-{taken}"


_REWORDED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_DATE, lambda found: f"{_DAYS[found[1]]} "),
    (_OF_TWO_SCALES, _of_two_scales),
    (_COMPOUND, _figures),
    (_BEFORE_HOUR, _time),
    (_SCORE, _score),
    (_ROUND, lambda found: f"{found[1]} {_KNOCKOUT[found[2]]}".strip()),
    (_VENTURED, lambda found: f"{found[1]}قام{found[2] or ''} {found[3]}ب"),
    (_WON, lambda found: f"{found[1]}تغلب{found[2] or ''} {found[3]}على "),
    (_WINNING, r"\1التغلب على "),
    (_MUST, r"\1\2ه يجب على "),
    (_TREND, lambda found: f"{_TRENDS[found[1]]} بنسبة "),
    (_CITING, _citing),
    (_ACCORDING_TO, "، بحسب "),
)


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return what a text must have, the turn of phrase, and what it becomes."""
    rows = read_table(__package__, "phrases.tsv")
    return tuple((has, lazily_compiled(rf"(?:(?<!\w)|(?<=(?<!\w)[وف])){phrase}"), other) for has, phrase, other in rows)


_PREPOSITIONS = frozenset("بعد قبل إلى في من على مع عن إثر خلال أثناء عقب قرب بين عند منذ حول ضد حتى".split())
_NUMBERS = frozenset((*"ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة بضعة عدة".split(), *map(str, range(3, 11))))
_NO_VERB_AFTER = _PREPOSITIONS | _NUMBERS | frozenset("قضية أي أفضل قتل بقتل غير".split())
"""Words after which a form is no verb: بعد حصد, after reaping; ثلاثة أشهر, three months; أفضل ما أدى, the best that;
قتل عمد, murder.
Those of at most `_LONGEST` letters, with "and" before them, are looked at."""
_BEFORE_WE = frozenset("لن لا سوف أن".split())
"""Words after which a form with ن is "we", and no noun such as نفي, denial."""
_NO_PAST_AFTER = _NO_VERB_AFTER | frozenset("لم لن لا سوف تم".split())
"""As above for the past, whose spelling is also that of "I": لن أضرب, I shall not."""
_LONGEST = 8


class _Form(NamedTuple):
    """A form of a verb, and the same form of the verb that stands in its place.

    Args:
        form: As it is written.
        other: The form of the other verb.
        only_after: The words of which one must be before it; none for any.
        never_after: The words of which none may be before it.
    """

    form: str
    other: str
    only_after: frozenset[str]
    never_after: frozenset[str]


class _Turn(NamedTuple):
    """A form of a verb with a preposition or an object, and what it becomes.

    Args:
        pattern: The turn of phrase, with the groups `subject`, which may be empty, and `after`.
        form: The form of the verb.
        after: What comes in the place of `after`, a template.
    """

    pattern: re.Pattern[str]
    form: _Form
    after: str

    def other(self, found: re.Match[str]) -> str:
        """Return what a found turn of phrase becomes: itself where its form is no verb or has another object."""
        before = found.string[max(0, found.start() - _LONGEST - 2) : found.start()].split()
        follows = found.string[found.start() - 1 : found.start()] == " " and before
        word = {before[-1], before[-1].removeprefix("و")} if follows else set()
        if not self.form.never_after.isdisjoint(word):
            return found[0]
        if self.form.only_after and self.form.only_after.isdisjoint(word):
            return found[0]
        if not _PREPOSITIONS.isdisjoint(found["subject"].split()[-1:]):
            return found[0]  # أدى هجوم خلال صلاة
        said = f"{self.form.other} {found['subject']}{found.expand(self.after)}"
        return said.rstrip() if found.string[found.end() : found.end() + 1] in " .،؛:؟!" else said


@cache
def _verbs() -> dict[str, list[_Turn]]:
    """Return the turns of phrase with each form of a verb."""
    found: dict[str, list[_Turn]] = {}
    for verb, other, most, following, after in read_table(__package__, "verbs.tsv"):
        becomes = after.replace(r"\g<0>", r"\g<after>")
        for form in _forms(verb, other):
            ours = form.form  # its letters come first, as they are searched fastest
            front = rf"{ours}(?:(?<!\w{ours})|(?<=(?<!\w)[وف]{ours}))"
            pattern = lazily_compiled(rf"{front} (?P<subject>(?:[^\s.،؛:]+ ){{0,{most}}}?)(?P<after>{following})")
            found.setdefault(ours, []).append(_Turn(pattern, form, becomes))
    return found


_LONG_VOWELS = "ىيو"


def _forms(verb: str, other: str) -> Iterator[_Form]:
    """Yield the forms of a verb beside those of the other one.

    Args:
        verb: Its past (أفضى), its present (يفضي) and, where it is shorter, the present after لم (يفض), as far as they
            are reworded, separated by spaces.
        other: The same of the other verb, whose present may be as short after لم as elsewhere.
    """
    (past, present), (other_past, other_present) = map(_tenses, (verb, other))
    for ours, theirs in zip(past, other_past, strict=True):
        for end in ("", "ت", "وا"):
            form, said = (f"{one.rstrip('اى') if end else one}{end}" for one in (ours, theirs))
            yield _Form(form, said, frozenset(), _NO_PAST_AFTER)
    if not present:
        return
    ours, theirs = present[0], other_present[0]
    plural = ours.rstrip(_LONG_VOWELS), theirs.rstrip(_LONG_VOWELS)
    for before in ("", "س", "ل"):
        for person in "يت":
            yield _present(before, person, "", (ours, theirs), never_after=_NO_VERB_AFTER)
        yield _present(before, "ي", "وا" if before == "ل" else "ون", plural, never_after=_NO_VERB_AFTER)
    yield _present("س", "ن", "", (ours, theirs))
    yield _present("", "ن", "", (ours, theirs), only_after=_BEFORE_WE)
    yield _present("", "ي", "وا", plural)
    for person in "يتن":
        yield _present("", person, "", (present[-1], other_present[-1]), only_after=frozenset({"لم"}))


def _tenses(verb: str) -> tuple[list[str], list[str]]:
    """Return the forms of the past and those of the present."""
    forms = verb.split()
    return [form for form in forms if not form.startswith("ي")], [form for form in forms if form.startswith("ي")]


def _present(
    before: str,
    person: str,
    end: str,
    verbs: tuple[str, str],
    only_after: frozenset[str] = frozenset(),
    never_after: frozenset[str] = frozenset(),
) -> _Form:
    ours, theirs = (f"{before}{person}{verb[1:]}{end}" for verb in verbs)
    return _Form(ours, theirs, only_after, never_after)


def _forms_in(text: str) -> list[str]:
    """Return the forms of the verbs that a text has, each once, with and without "and" before them."""
    known = _verbs()
    words = dict.fromkeys(text.split())
    return [form for word in words for form in (word, word[1:]) if form in known]


_WORD = re.compile(r"[\u0621-\u064a]+")


@cache
def _nouns() -> dict[str, str]:
    """Return what each form of a noun becomes."""
    rows = read_table(__package__, "nouns.tsv")
    return {ours: theirs for noun, other in rows for ours, theirs in zip(*map(_noun_forms, (noun, other)), strict=True)}


def _noun_forms(noun: str) -> list[str]:
    """Return a noun with what is written onto it: "and", a preposition, and the article or a pronoun."""
    possessed = f"{noun.removesuffix('ة')}ت" if noun.endswith("ة") else noun
    forms = [f"{before}{noun}" for before in ("", "ب", "ل", "ك", "ال", "بال", "لل")]
    forms += [f"{before}{possessed}{owner}" for before in ("", "ب", "ل", "ك") for owner in ("ه", "ها", "هم")]
    return [f"{conjunction}{form}" for conjunction in ("", "و", "ف") for form in forms]
