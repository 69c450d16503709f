import pytest

from mujaz.text.marks import split_marks
from mujaz.text.verbatim import find_verbatim


@pytest.mark.parametrize(
    ("text", "lead", "core", "tail"),
    [
        ("قال نعم.", "", "قال نعم.", ""),
        ("• قال", "• ", "قال", ""),
        ("– قال", "– ", "قال", ""),
        ("-قال", "", "-قال", ""),
        ("١٢- قال", "12- ", "قال", ""),
        ("3-قال", "3-", "قال", ""),
        ("٣.٥ مليون", "", "٣.٥ مليون", ""),
        ("2024- قال", "", "2024- قال", ""),
        ("5 - 3 نتيجة", "", "5 - 3 نتيجة", ""),
        ("• ٢. قال", "• 2. ", "قال", ""),
        ("(أ) قال", "(a) ", "قال", ""),
        ("هـ) قال", "e) ", "قال", ""),
        ("د. أحمد قال", "", "د. أحمد قال", ""),
        ("🔴 عاجل 🇮🇶", "🔴 ", "عاجل", " 🇮🇶"),
        ("قال https://x.iq/a?b=1.", "", "قال", " https://x.iq/a?b=1."),
        ("قال (www.x.iq) #Gaza #COP28", "", "قال", " (www.x.iq) #Gaza #COP28"),
        ("للتواصل: a.b@c.org", "", "للتواصل:", " a.b@c.org"),
        ("راسلوا a.b@c.org", "", "راسلوا a.b@c.org", ""),
        ("قال #غزة", "", "قال #غزة", ""),
        ("#عاجل قال", "#Breaking ", "قال", ""),
        ("🔴 #عاجل | قال", "🔴 #Breaking | ", "قال", ""),
        ("#عاجلة قال", "", "#عاجلة قال", ""),
        ("#عاجل", "", "#عاجل", ""),
        ("• BBC https://x.iq", "", "• BBC https://x.iq", ""),
    ],
)
def test_the_sentence_is_what_is_left_between_the_marks(text, lead, core, tail):
    marked = split_marks(text)
    assert (marked.lead, marked.core.of(text), marked.tail) == (lead, core, tail)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("زوروا http://un.org/ar/a.pdf، ثم", ["URL http://un.org/ar/a.pdf"]),
        ("(www.x.iq).", ["URL www.x.iq"]),
        ("موقع bbc.com قال", ["URL bbc.com"]),
        ("إلى info@news.example.org.", ["EMAIL info@news.example.org"]),
        ("حساب @MOFA_Iraq قال", ["HANDLE @MOFA_Iraq"]),
        ("وسم #SaveGaza وآخر #غزة", ["HASHTAG #SaveGaza"]),
        ("طائرة F-16 من AT&T", ["WORD F-16", "WORD AT&T"]),
        ("👨‍👩‍👧🇮🇶 ❤️", ["EMOJI 👨‍👩‍👧🇮🇶", "EMOJI ❤️"]),
        ("قال 60% من 3.5 مليون", []),
        ("عبر فيسبوك وTelegram والـFBI", ["WORD Telegram", "WORD FBI"]),
        ("أرسل لinfo@news.example.org", ["EMAIL info@news.example.org"]),
        ("حسابا و@MOFA_Iraq ووسم و#SaveGaza", ["HANDLE @MOFA_Iraq", "HASHTAG #SaveGaza"]),
        ("نسخة_beta", []),
    ],
)
def test_what_stays_as_it_is_is_found_whole(text, found):
    assert [f"{each.kind.name} {each.span.of(text)}" for each in find_verbatim(text)] == found
