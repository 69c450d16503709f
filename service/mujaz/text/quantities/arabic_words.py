"""The Arabic words for quantities, folded, with the prefixes they may carry."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar

from mujaz.text.clitics import PROCLITICS
from mujaz.text.folding import fold
from mujaz.text.months import GREGORIAN
from mujaz.text.quantities.tokens import DAMMA

V = TypeVar("V")


def folded(words: str) -> frozenset[str]:
    """Return the folded words of a string."""
    return frozenset(map(fold, words.split()))


class Word(NamedTuple):
    """A number word of a text.

    Args:
        role: UNIT, TEN, TENS, HUNDRED, SCALE or DUAL_SCALE.
        value: The value it adds, or for a SCALE the factor it multiplies by.
        prefix: The particles before it: "و", "ال", "بال".
        bound: Whether it is a count only beside another number word: آلاف, اثنا.
    """

    role: str
    value: int
    prefix: str = ""
    bound: bool = False

    @property
    def joined(self) -> bool:
        """Whether it begins with "and"."""
        return self.prefix.startswith("و")

    @property
    def definite(self) -> bool:
        """Whether it has the article."""
        return self.prefix.endswith(("ال", "لل"))


UNIT, TEN, TENS, HUNDRED, SCALE, DUAL_SCALE = "unit", "ten", "tens", "hundred", "scale", "dual_scale"


def _prefixed(forms: Mapping[str, V], prefixes: Iterable[str] = PROCLITICS) -> dict[str, tuple[str, V]]:
    """Combine every form with every prefix; a bare form wins over a prefixed one (واحد is one, not و + أحد)."""
    bare = {fold(form): value for form, value in forms.items()}
    found = {form: ("", value) for form, value in bare.items()}
    for prefix in prefixes:
        for form, value in bare.items():
            found.setdefault(prefix + form, (prefix, value))
    return found


def _forms(table: Mapping[str, V]) -> dict[str, V]:
    return {form: value for forms, value in table.items() for form in forms.split()}


_UNITS = _forms({
    "واحد واحدة واحدا": 1,
    "اثنان اثنين اثنتان اثنتين إثنان إثنين": 2,
    "ثلاثة ثلاث ثلاثا": 3, "أربعة أربع أربعا": 4, "خمسة خمس خمسا": 5, "ستة ست ستا": 6, "سبعة سبع سبعا": 7,
    "ثمانية ثماني ثمان ثمانيا": 8, "تسعة تسع تسعا": 9,
})  # fmt: skip
_BOUND_TWO = ("اثنا", "اثني", "اثنتا", "اثنتي")
"""Two in twelve only; وأثنى alone is "and praised"."""
_TENS = _forms({
    "عشرون عشرين": 20, "ثلاثون ثلاثين": 30, "أربعون أربعين": 40, "خمسون خمسين": 50, "ستون ستين": 60,
    "سبعون سبعين": 70, "ثمانون ثمانين": 80, "تسعون تسعين": 90,
})  # fmt: skip
_HUNDRED = ("مئة", "مائة", "مية")
_HUNDREDS = dict.fromkeys(_HUNDRED, 100) | _forms({
    "مئتان مئتين مئتي مئتا مائتان مائتين مائتي مائتا ميتين": 200,
}) | {
    stem + hundred: value
    for value, stems in {
        300: "ثلاث ثلاثة", 400: "أربع أربعة", 500: "خمس خمسة", 600: "ست ستة", 700: "سبع سبعة",
        800: "ثماني ثمان ثمانية", 900: "تسع تسعة",
    }.items()
    for stem in stems.split()
    for hundred in _HUNDRED
}  # fmt: skip
_SCALES = _forms({
    "ألف": 10**3, "مليون مليونا": 10**6, "مليار مليارا بليون بليونا": 10**9,
    "تريليون تريليونا ترليون ترليونا تريليار": 10**12,
})  # fmt: skip
_PLURAL_SCALES = _forms({
    "آلاف ألوف": 10**3, "ملايين": 10**6, "مليارات بلايين بليارات ملايير": 10**9, "تريليونات ترليونات": 10**12,
})  # fmt: skip
_DUAL_SCALES = _forms({
    "ألفان ألفين ألفي": 2 * 10**3, "مليونان مليونين مليوني": 2 * 10**6,
    "ملياران مليارين ملياري بليونان بليونين": 2 * 10**9, "تريليونان تريليونين تريليوني ترليوني": 2 * 10**12,
})  # fmt: skip
AMBIGUOUS_DUALS = {
    fold(form): value for form, value in {"ألفا": 2 * 10**3, "مليونا": 2 * 10**6, "مليارا": 2 * 10**9}.items()
}
"""After a count they are accusatives (11 ألفا), before a noun they mean two (ألفا شخص), elsewhere one (بلغ ألفا)."""

_BARE = (
    {form: Word(UNIT, value) for form, value in _UNITS.items()}
    | {form: Word(UNIT, 2, bound=True) for form in _BOUND_TWO}
    | {form: Word(TEN, 10) for form in ("عشر", "عشرة", "عشرا")}
    | {form: Word(TENS, value) for form, value in _TENS.items()}
    | {form: Word(HUNDRED, value) for form, value in _HUNDREDS.items()}
    | {form: Word(SCALE, value) for form, value in _SCALES.items()}
    | {"ألفا": Word(SCALE, 1000)}
    | {form: Word(SCALE, value, bound=True) for form, value in _PLURAL_SCALES.items()}
    | {form: Word(DUAL_SCALE, value) for form, value in _DUAL_SCALES.items()}
)
NUMBERS: dict[str, Word] = {
    form: Word(word.role, word.value, prefix, word.bound) for form, (prefix, word) in _prefixed(_BARE).items()
}
"""Number words by their form in a text. أحد and إحدى are numbers only in `ELEVEN`."""

# Forms that are nearly always the other word named here.
_OTHER_WORDS = [
    *[f"{prefix}بال{hundred}" for prefix in ("", "و") for hundred in _HUNDRED],  # per cent
    *[prefix + form for prefix in ("ك", "وك", "فك") for form in ("مية",)],  # a quantity
    *[prefix + form for prefix in ("ل", "ول", "فل") for form in ("ست", "ستا")],  # I am not
    *[prefix + form for prefix in ("ك", "وك", "فك") for form in ("ست", "ستة")],  # it clothed, it clothed him
]
for _form in _OTHER_WORDS:
    NUMBERS.pop(fold(_form), None)

DEFINITE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وبال")
"""Beginnings of words with the article."""

ELEVEN = {form: prefix for form, (prefix, _) in _prefixed({"أحد": 1, "إحدى": 1}).items()}
"""The first word of eleven, أحد عشر, with its prefix; alone it is "one of". واحد is و and أحد, or one."""

_OF_THEM = ("ه", "ها", "هم", "هن", "هما")
FRACTIONS: dict[str, tuple[str, Fraction]] = _prefixed(
    _forms({
        "نصف": Fraction(1, 2), "ثلث": Fraction(1, 3), "ثلثا ثلثي ثلثين ثلثان": Fraction(2, 3), "ربع": Fraction(1, 4),
        "سدس": Fraction(1, 6), "خمسي": Fraction(2, 5),
    })
    | {
        form + suffix: value
        for form, value in {"نصف": Fraction(1, 2), "ثلث": Fraction(1, 3), "ثلثا": Fraction(2, 3),
                            "ثلثي": Fraction(2, 3), "ربع": Fraction(1, 4)}.items()
        for suffix in _OF_THEM
    }
)  # fmt: skip
"""Unambiguous fractions. خمس, سبع, تسع and عشر may also be five and so on; see `UNITS_OR_FRACTIONS`."""
FRACTIONS |= {
    prefix + fold(stem + ending) + DAMMA: (prefix, Fraction(2 if ending else 1, parts))
    for prefix in PROCLITICS
    for stem, parts in {"خمس": 5, "سبع": 7, "تسع": 9, "عشر": 10}.items()
    for ending in ("", "ان", "ين", "ا", "ي")
}
UNITS_OR_FRACTIONS = {"خمس": Fraction(1, 5), "سبع": Fraction(1, 7), "تسع": Fraction(1, 9), "عشر": Fraction(1, 10)}
"""Fractions that look like five and so on without their vowel signs."""
FRACTION_PARTS = {
    fold(form + suffix): value
    for value, form in enumerate("أثلاث أرباع أخماس أسداس أسباع أثمان أتساع أعشار".split(), start=3)
    for suffix in ("", *_OF_THEM)
}
"""Plurals of fractions, which follow a count: ثلاثة أرباع."""
HALVES_MORE: dict[str, Fraction] = {
    fold(prefix + form): value
    for form, value in {"نصف": Fraction(1, 2), "ربع": Fraction(1, 4), "ثلث": Fraction(1, 3)}.items()
    for prefix in ("و", "وال")
} | {"ونصفا": Fraction(1, 2), "وربعا": Fraction(1, 4), "وثلثا": Fraction(1, 3)}
"""Fractions that follow a count: مليون ونصف, ثلاث ساعات وربع."""
NOT_A_FRACTION_BEFORE = folded(
    "نهائي النهائي نهائية النهائية الكرة كرة قطر قطرها قطره القطر آلي آلية الآلي الآلية نقل مقادير الوقت دائرة "
    "الدائرة عارية شهرية سنوية السنوية عاري"
)
"""Words before which a fraction is no quantity: نصف نهائي is a semi-final, نصف الكرة a hemisphere."""

_ORDINALS = _forms({
    "أول أولى": 1, "ثاني ثانية": 2, "ثالث ثالثة": 3, "رابع رابعة": 4, "خامس خامسة": 5, "سادس سادسة": 6,
    "سابع سابعة": 7, "ثامن ثامنة": 8, "تاسع تاسعة": 9, "عاشر عاشرة": 10, "حادي حادية": 11,
})  # fmt: skip
ORDINALS: dict[str, tuple[str, int]] = {
    form: entry
    for form, entry in _prefixed(_ORDINALS, [prefix for prefix in PROCLITICS if prefix.endswith(("ال", "لل"))]).items()
    if entry[0]
}
"""Ordinals with the article: الثالثة. 11 stands for الحادي, the first word of eleventh and twenty-first."""
BARE_ORDINALS: dict[str, tuple[str, int]] = _prefixed(
    {form: value for form, value in _ORDINALS.items() if value < 11 and form != "ثانية"}
    | {f"{form}ا": value for form, value in _ORDINALS.items() if 1 < value < 11 and form[-1] != "ة"}
    | {"أولا": 1},
    ("", "و", "ب", "ل", "ك", "ف"),
)  # fmt: skip
"""Ordinals without the article: ثالث أكبر مدينة. ثانية alone is a second of time, or "again"."""

OF_THEM: dict[str, tuple[str, int]] = _prefixed({
    f"{stem}{of}": value
    for stem, value in {"ثاني": 2, "ثالث": 3, "رابع": 4, "خامس": 5, "سادس": 6}.items()
    for of in ("ها", "هم", "هن", "هما")
})  # fmt: skip
"""Ordinals with "of them": ثالثها is the third of them."""

LOOSE: dict[str, tuple[str, int]] = _prefixed(
    {
        f"{stem}{end}": value
        for stem, value in {"ثنائي": 2, "ثلاثي": 3, "رباعي": 4, "خماسي": 5, "سداسي": 6, "سباعي": 7}.items()
        for end in ("", "ة", "تي", "تا", "تين", "تان", "ات")
    }
    | {"تيفور": 4, "خمسية": 5}
    | dict.fromkeys(("مئوي", "مئوية", "مئويته", "مئويتها", "مئويتهم"), 100)
)
"""Words for things with a number of parts: المحادثات السداسية are six-party talks, تيفور is T-4. ثماني is left out, as
it is eight."""

OF_AGE: dict[str, tuple[str, int]] = _prefixed({
    f"{stem}{end}": value
    for stem, value in {"عشرين": 20, "ثلاثين": 30, "أربعين": 40, "خمسين": 50, "ستين": 60, "سبعين": 70, "ثمانين": 80,
                        "تسعين": 90}.items()
    for end in ("ي", "ية")
})  # fmt: skip
"""Words for a person in a decade of life: عشريني is somebody in their twenties."""

DECADES: dict[str, tuple[str, int]] = _prefixed({
    f"{stem}{end}": value
    for stem, value in {"عشرين": 20, "ثلاثين": 30, "أربعين": 40, "خمسين": 50, "ستين": 60, "سبعين": 70, "ثمانين": 80,
                        "تسعين": 90}.items()
    for end in ("يات", "ات")
})  # fmt: skip

_HIJRI = (
    ("محرم",), ("صفر",), ("ربيع الأول",), ("ربيع الآخر", "ربيع الثاني"), ("جمادى الأولى",),
    ("جمادى الآخرة", "جمادى الثانية"), ("رجب",), ("شعبان",), ("رمضان",), ("شوال",), ("ذو القعدة", "ذي القعدة"),
    ("ذو الحجة", "ذي الحجة"),
)  # fmt: skip
_MONTH_PROCLITICS = ("", "و", "ب", "ل", "ك", "ف")
_GLUED_MONTH = ("شهر", "بشهر", "لشهر")
"""The word for month as it is typed without the space after it: شهرنوفمبر."""
_NO_MONTHS = frozenset(map(fold, ("باب", "كآب", "فآب")))
"""Words that look like آب, August, with a prefix, such as باب, "door"."""


def _months(calendar: Iterable[Iterable[str]]) -> dict[tuple[str, ...], int]:
    return {
        (prefix + first, *rest): month
        for month, names in enumerate(calendar, start=1)
        for first, *rest in (fold(name).split() for name in names)
        for prefix in (*_MONTH_PROCLITICS, *_GLUED_MONTH)
        if prefix + first not in _NO_MONTHS and not (prefix and len(first) == 1)
    }


MONTHS = _months(GREGORIAN)
"""Months by their one or two words."""
HIJRI_MONTHS = _months(_HIJRI)
"""Months of the Hijri calendar by their one or two words."""
DOUBTFUL_MONTHS = frozenset(
    fold(prefix + word) for word in ("آب", "ماي", "أوت", "جوان", "مارس", "يوليه") for prefix in _MONTH_PROCLITICS
)
"""Months only beside a number or the word month; else returned, water, sheltered, a name, practised, accords."""

_CURRENCIES = _forms({
    "دولار دولارا دولارات دولاران دولارين": "dollar", "يورو يوروهات يوروات أورو": "euro",
    "جنيه جنيها جنيهات جنيهان جنيهين": "pound", "ليرة ليرات ليرتان ليرتين": "lira",
    "ريال ريالا ريالات ريالان ريالين": "riyal", "دينار دينارا دنانير ديناران دينارين": "dinar",
    "درهم درهما دراهم درهمان درهمين": "dirham", "فرنك فرنكا فرنكات": "franc", "ين ينا": "yen", "يوان يوانا": "yuan",
    "روبل روبلا روبلات": "rouble", "روبية روبيات": "rupee", "شيكل شيكلا شيكلات شيقل شيقلا شيقلات شواكل شواقل": "shekel",
    "كرونة كرونات": "krona", "بيزو": "peso", "وون": "won", "تومان": "toman", "سنت سنتا سنتات": "cent",
})  # fmt: skip
CURRENCIES: dict[str, str] = {form: currency for form, (_, currency) in _prefixed(_CURRENCIES, ("", "ال")).items()}
CURRENCY_NAMES: dict[str, str] = {form: currency for form, (_, currency) in _prefixed(_CURRENCIES).items()}
"""Currencies with all that may be joined to them: وللدولار."""
DUAL_CURRENCIES: dict[str, str] = {
    form: currency
    for form, (_, currency) in _prefixed(
        {form: currency for form, currency in _CURRENCIES.items() if form.endswith(("ان", "ين")) and len(form) > 4}
    ).items()
}
"""Currencies in the dual, with their prefixes: بدولارين."""
SHORT_CURRENCIES = {
    "د": {"ع": "dinar", "ك": "dinar", "ت": "dinar", "ج": "dinar", "ب": "dinar", "ل": "dinar", "م": "dirham",
          fold("إ"): "dirham", "": "dinar"},
    "ر": {"س": "riyal", "ق": "riyal", "ع": "riyal", "ي": "riyal"},
    "ج": {"م": "pound", "س": "pound", "": "pound"},
    "ل": {"ل": "lira", "س": "lira", "ت": "lira"},
}  # fmt: skip
"""Abbreviated currencies by their first and second letter; the second is the state: د.ك is Kuwait's dinar."""
SHORT_SCALES = {"م": 10**6, "مل": 10**6}
"""Abbreviations of million: 12 م.د."""
COINS = folded(
    "هللة هللات هللتين هللتان قرش قرشا قروش قرشين قرشان فلس فلسا فلوس فلسين مليم مليما مليمات ملاليم مليمين "
    "سنتيم سنتيما سنتيمات سنت سنتا سنتات سنتين بيسة بيسات كوبيك كوبيكا كوبيكات بنس بنسا بنسات أغورة أغورات"
)
"""Coins worth a hundredth or a thousandth of a currency."""
SYMBOLS = dict(zip("$€£¥₪₽₹₺", "dollar euro pound yen shekel rouble rupee lira".split(), strict=True))
"""Currency symbols of both languages."""

_DUALS = (
    "يوم عام شهر أسبوع قرن عقد كيلومتر متر ميكرون سنتيمتر مليمتر غرام جرام طن كيلوغرام كيلوجرام ضعف لتر ليتر رطل "
    "هكتار فدان دونم "
    "رجل شخص طفل قتيل جريح جندي صاروخ هدف حزب شقيق انفجار هجوم ميل فريق ملف "
    "قرار مشروع حادث اجتماع برميل موقع منزل شارع فيلم كتاب لقاء بيان منتخب عنصر شاب تقرير مرشح مصدر مستشفي مبني",
    "سن ساع دقيق ثاني مر درج نقط امرأ قذيف سيار طائر دول مدين مبارا مرحل جول عملي حال ضرب وزار شرك ولاي جامع مدرس "
    "سفين قري ناقل غار دراس محافظ قضي قم جلس خطو رحل شاحن مجموع",
)
_BARE_DUALS = (
    "مقعد قطار سؤال جيل جسر مطار مسجد لقب سباق جهاز هاتف قمر مصنع فندق مخيم مبلغ معبد نفق سجن رئيس وزير زعيم ضابط قائد "
    "سجين أسير حاجز مركز مقال شوط تفجير اعتداء موسم مسدس مدفع زورق",
    "منطق بلد حكوم نسخ خسار مواجه بطول هزيم عرب فرص فتر ضحي حرك فتا جائز حافل جث حص اتفاقي مذكر بطاق عائل مروحي منظم "
    "قاعد مقابل دفع قطع حادث كنيس دراج مركب أغني رسال طفل صور ليل رهين محط دور حفل شريح تمرير مسابق قار صحيف مؤسس منص "
    "إصاب سيد زيار حقيب جزير عبو ميدالي منشأ سفار مستوطن صفق ركل نجم لوح كتل كامير وجب قائم محاول مقبر حلق مشكل رصاص "
    "ورق جمعي رواي قنا قصيد تهم غرف",
)
_MONEY_DUALS = "دولار جنيه ريال دينار درهم فرنك روبل شيكل", "لير روبي كرون"
_NATIONS = (
    "إسرائيل فلسطين سور عراق مصر لبنان يمن سعود أمريك أميرك بريطان فرنس ألمان إيران روس أفغان باكستان أردن مدن صحف صحاف"
)


def _duals(stems: tuple[str, str]) -> list[str]:
    """Return the duals of masculine and of feminine stems, each in both cases."""
    masculine, feminine = (kind.split() for kind in stems)
    return [stem + end for stem in masculine for end in ("ان", "ين")] + [
        stem + end for stem in feminine for end in ("تان", "تين")
    ]


DUALS = frozenset(
    _prefixed(
        dict.fromkeys(
            [
                *_duals(_DUALS),
                *_duals(_BARE_DUALS),
                *_duals(_MONEY_DUALS),
                *(stem + "يان" for stem in _NATIONS.split()),  # إسرائيليين may be any number of them
            ],
            2,
        )
    )
) - frozenset(_prefixed(dict.fromkeys(("ميلان", "قمران"), 2)))  # Milan, Qumran
"""Common nouns in the dual. They are listed because plurals (مدنيين) and other nouns have the same ending."""
DOUBTFUL_DUALS = frozenset(
    _prefixed(dict.fromkeys(("مرشحين", "منتخبين", "مصدرين", "مجموعتين", "الرجلين", "الرجلان"), 2))
) | frozenset(
    form
    for form, (prefix, _) in _prefixed(dict.fromkeys(_duals(_BARE_DUALS), 2)).items()
    if prefix.endswith(("ال", "لل"))
)
"""Duals whose "two" a translation may lack: those that are more often a plural (candidates, the elected), the legs,
which may also be two men, and nouns with the article: 17 of 6,078 references (UN documents) lack theirs."""

HOURS = folded("الساعة للساعة بالساعة والساعة")
"""Words before an hour."""
