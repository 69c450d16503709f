"""Drops the comma that agencies write between a verb's subject and its object: اتهمت لندن، موسكو بالتسميم."""

import re

_VERBS = "(?:اتهم|دعا|دعت|طالب|حذ[ّ]?ر|انتقد|هاجم|حم[ّ]?ل|حث|ناشد|أبلغ|هدد)ت?"
_ARABIC_LANDS = (
    "إسرائيل|إيران|روسيا|تركيا|قطر|السعودية|فرنسا|بريطانيا|ألمانيا|أميركا|أمريكا|واشنطن|موسكو|طهران|أنقرة|الجزائر|"
    "المغرب|العراق|سوريا|مصر|الصين|اليابان|الهند|باكستان|أوكرانيا"
)
_BODIES = (
    "السلطات|السلطة|الحكومة|حكومة|المجتمع الدولي|الأسرة الدولية|الدول|دول|الولايات المتحدة|القوات|قوات|الجيش|الجهات|"
    "الأطراف|النظام|المحكمة|النيابة|رئاسة|وزارة|جميع|كافة|كل|مجلس|مستعملي|حركة|(?:ال)?ميليشيات?|(?:ال)?مليشيات?|التحالف|"
    "حزب|إدارة|الإدارة|جماعة|الجمهور|الجماهير|المعارضة|الأحزاب|الشركات|شركات|البنوك|الشعب|الفصائل|أهالي|الأهالي|سكان|"
    "السكان|أنصار|أعضاء|نواب|الاتحاد|اتحاد|نادي|منظمة|المنظمات|لجنة|نقابة|هيئة|شركة|أوروبا|الغرب|العالم|"
    f"{_ARABIC_LANDS}|[\u0621-\u064a]{{4,}}ين"
)
"""Who is accused or called on. Those in ين are objects by their ending; a person (المتحدث، فلان) is rather the subject
by his name."""
_LANDS = (
    "United States|U\\.S\\.|Russia|Iran|Israel|Turkey|Qatar|Saudi Arabia|France|Britain|Germany|China|European Union|"
    "United Nations|Iraq|Syria|Egypt|Algeria|Morocco|Ukraine|Washington|Moscow|Tehran|Ankara|"
    "(?:[A-Z][\\w.]* ){1,3}(?:Party|Council|Ministry|Movement|Union|Parliament|Army|Commission)"
)
_DAY = "(?:يوم |اليوم |أمس )?(?:ال[أا]حد|ال[إا]ثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|اليوم|أمس)"
_COMMA = re.compile(
    rf"(?<!\w)[وف]?{_VERBS} (?P<subject>(?:[^\s،.:\"]+ ){{0,6}}?[^\s،.:\"]+)، "
    rf"(?=(?P<object>#?(?:{_BODIES}|{_LANDS})(?!\w)(?: [^\s،.:\"]+){{0,6}}?)"
    rf"(?:، {_DAY}،?)? (?:ب[\u0621-\u064a]|بـ|إلى |الى |من |على |مسؤولي))"
)
_NO_SUBJECT = re.compile(r"(?<!\S)(?:[أإ]ن|بأن\w*|إلى|الى|من|بعد|ما|ال[ذت]ي|الذين)(?!\S)")
"""A word behind which the object has been named, or a clause begun."""
_LIST = re.compile(rf"#?(?:{_ARABIC_LANDS}|{_LANDS}) و")
"""Lands that may all be the subject, as some papers write no "and" but the last: دعت فرنسا، ألمانيا وبريطانيا إلى."""
_LATIN_END, _LATIN = re.compile(r"[A-Za-z]\W*$"), re.compile("#?[A-Z]")


def without_subject_comma(text: str) -> str:
    """Return a text without the comma behind the subject of accusing, calling on, warning and the like.

    With it a model reads the accused as another accuser. Two names in English keep theirs, as they would be one, and so
    do lands with "and" behind them.

    Args:
        text: Arabic, normalised. Names may be written in English.
    """
    return _COMMA.sub(_joined, text) if "، " in text else text


def _joined(found: re.Match[str]) -> str:
    of_names = _LATIN_END.search(found["subject"]) and _LATIN.match(found["object"])
    return (
        found[0]
        if of_names or _LIST.match(found["object"]) or _NO_SUBJECT.search(found["subject"])
        else f"{found[0][:-2]} "
    )
