"""Finds the dateline of a news text, its place and agency: "بغداد/ واع - ترأس رئيس الوزراء …"."""

import re

from mujaz.text.characters import CONTROLS, SPACES

MAX_DATELINE_LENGTH = 80
"""Code points; more than the longest dateline found in news (docs/evidence.md)."""


def dateline_end(line: str) -> int:
    """Return where the text after a dateline begins; 0 if the line has no dateline, or no text after it."""
    match = _DATELINE.match(line, 0, MAX_DATELINE_LENGTH)
    return match.end() if match and _WORD.search(line, match.end()) else 0


_WORD = re.compile(r"\w")
_S = f"[{SPACES}{CONTROLS}]"
_NAME_WORD = rf"[^{SPACES}{CONTROLS}\d/:()\-–—.؟?!؛…\"«»“”]{{1,20}}"
_PLACE = rf"{_NAME_WORD}(?:{_S}{{1,3}}{_NAME_WORD}){{0,5}}"
_NAME = rf"{_NAME_WORD}(?:{_S}{{1,3}}{_NAME_WORD}){{0,2}}"
_KNOWN = "|".join(
    (
        "رويترز|واع|واس|وام|سانا|بترا|كونا|قنا|بنا|وفا|وات|أسوشيتد برس|فرانس برس|الأناضول|شينخوا|سبوتنيك",
        "وكالات|الوكالات",
        r"[أا][ .]?ف[ .]?ب\.?|د[ .]?ب[ .]?[أا]\.?|[أا][ .]?ب\.?|[أا][ .]?ش[ .]?[أا]\.?",
        rf"العربية\.?{_S}?نت|الجزيرة\.?{_S}?نت|سكاي نيوز عربية|سكاي نيوز|بي بي سي",
        "CNN|BBC|AFP|AP|Reuters",
    )
)
_AGENCY = rf"(?:{_KNOWN}|[A-Z][A-Za-z]{{1,11}})"
_PAPER = r"[\"«“][^\"«»“”]{2,25}[\"»”]"
_DASH = r"(?:-{1,3}|[–—])"
_DATELINE = re.compile(
    rf"{_S}*(?:"
    rf"(?:{_PLACE}{_S}*)?\({_S}?{_AGENCY}{_S}?\){_S}*{_DASH}"  # لندن، بريطانيا (CNN) --
    rf"|{_NAME}(?:{_S}+/{_S}*|/{_S}+){_NAME}{_S}*{_DASH}(?={_S})"  # بغداد/ المدى -
    rf"|{_PLACE}{_S}*[/،,\-–—]{_S}*(?:{_AGENCY}|{_PAPER}){_S}*(?::|{_DASH}(?={_S}))"  # القاهرة - رويترز:
    rf"|(?:{_KNOWN}){_S}*{_DASH}(?={_S})"  # رويترز -
    rf"){_S}*"
)
