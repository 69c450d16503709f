"""Names of the news as they are found and spelled; ordinary words that look like names are none."""

import itertools

import pytest

from mujaz.text.arabic import words_of
from mujaz.text.normalize import normalize
from mujaz.text.proper_names import Name, NameKind, NameOrigin, Recall, names_in

PERSON, PLACE, BODY, OTHER = NameKind.PERSON, NameKind.PLACE, NameKind.BODY, NameKind.OTHER
LEXICON, PARTS, ARTICLE, LETTERS = NameOrigin.LEXICON, NameOrigin.PARTS, NameOrigin.ARTICLE, NameOrigin.LETTERS


def find_names(texts: list[str]) -> list[tuple[Name, ...]]:
    """The names of the segments of one article, as `pipeline.names` finds them."""
    read = [words_of(text) for text in texts]
    alone = [names_in(text, words) for text, words in zip(texts, read, strict=True)]
    recall = Recall(name for names in alone for name in names)
    return [recall.completed(*segment) for segment in zip(texts, alone, read, strict=True)]


def found(*texts: str) -> list[list[tuple[str, str]]]:
    return [[(name.arabic, name.english) for name in names] for names in find_names([normalize(t).text for t in texts])]


@pytest.mark.parametrize(
    ("text", "arabic", "english", "kind", "origin"),
    [
        ("بحث هاكان فيدان الملف مع نظيره", "هاكان فيدان", "Hakan Fidan", PERSON, LEXICON),
        ("انسحبت قوات الدعم السريع من المدينة", "قوات الدعم السريع", "Rapid Support Forces", BODY, LEXICON),
        ("أعلن نادي الهلال تجديد العقد", "الهلال", "Al-Hilal", BODY, LEXICON),
        ("نزح السكان من مدينه خان يونس", "خان يونس", "Khan Younis", PLACE, LEXICON),
        ("قصف بلدة الخيام فجرا", "الخيام", "Khiam", PLACE, LEXICON),
        ("قال المتحدث حسام الزبيدي للصحفيين", "حسام الزبيدي", "Hussam al-Zubaidi", PERSON, PARTS),
        ("زار الشيخ ناصر بن راشد المعرض", "ناصر بن راشد", "Nasser bin Rashid", PERSON, PARTS),
        ("كتب محمد السوداني رسالة", "محمد السوداني", "Mohammed Shia al-Sudani", PERSON, LEXICON),
        ("ودعا الرئيس بن على إلى الهدوء", "بن على", "bin Ali", PERSON, PARTS),
        ("كتب أحمد المصري رسالة", "أحمد المصري", "Ahmed al-Masri", PERSON, PARTS),
        ("وصل عبدالله الكبيسي", "عبدالله الكبيسي", "Abdullah al-Kubaisi", PERSON, PARTS),
        ("مجلة بلغة اسبرانتو", "اسبرانتو", "Esperanto", OTHER, PARTS),
        ("حرائق في كاليفورنيا", "كاليفورنيا", "California", PLACE, LEXICON),
        ("تعادل بالميراس البرازيلي", "بالميراس البرازيلي", "Brazil's Palmeiras", BODY, LEXICON),
        ("صرح تارو كونو للصحافة", "تارو كونو", "Taro Kono", PERSON, LEXICON),
        ("غرق زورق قبالة زوارة", "زوارة", "Zuwara", PLACE, LEXICON),
        ("هتفت جماهير يونايتد للمدرب", "يونايتد", "United club", BODY, LEXICON),
        ("تعادل مان يونايتد أمس", "مان يونايتد", "Manchester United", BODY, LEXICON),
    ],
)
def test_a_name_is_found_and_spelled_as_newspapers_do(
    text: str, arabic: str, english: str, kind: NameKind, origin: NameOrigin
) -> None:
    (names,) = find_names([text])
    assert [(name.arabic, name.english, name.kind, name.origin) for name in names] == [(arabic, english, kind, origin)]
    assert names[0].span.of(text) == arabic


@pytest.mark.parametrize(
    ("text", "arabic", "english"),
    [
        ('أعاد المخرج تصوير "العراب" في صقلية', "العراب", None),
        ('يعرض فيلم "العراب" مساء اليوم', "العراب", "The Godfather"),
        ("يعرض فيلم العراب مساء اليوم", "العراب", None),
        ("قرأت رواية الحرب والسلام مرتين", "الحرب والسلام", "War and Peace"),
        ("ناقش النادي «الحرب والسلام» أمس", "الحرب والسلام", "War and Peace"),
        ("بين الحرب والسلام خيط رفيع", "الحرب والسلام", None),
        ("في أي عام نشر تولستوي الحرب والسلام؟", "الحرب والسلام", None),
        ("متى نشر تولستوي الحرب والسلام؟", "الحرب والسلام", "War and Peace"),
        ("متى تنتهي الحرب والسلام يعود؟", "الحرب والسلام", None),
        ("عن المسلسل الكوميدي عائلة سمبسون", "عائلة سمبسون", "The Simpsons"),
        (
            "عرضت القناة سيد الخواتم: عودة الملك ليلة العيد",
            "سيد الخواتم: عودة الملك",
            "The Lord of the Rings: The Return of the King",
        ),
    ],
)
def test_a_title_is_found_where_it_is_announced_or_cannot_be_anything_else(
    text: str, arabic: str, english: str | None
) -> None:
    (names,) = find_names([normalize(text).text])
    titles = [(name.arabic, name.english) for name in names if name.kind is NameKind.WORK]
    assert titles == ([(arabic, english)] if english else [])


def test_a_word_that_is_mostly_two_is_read_as_two_and_a_last_name_is_no_body() -> None:
    assert found("عاد باولو وداني كارفخال") == [[("باولو", "Paulo"), ("داني كارفخال", "Danny Carvajal")]]
    assert found("انسحب مقاتلو فاغنر") == [[("فاغنر", "Wagner Group")]]
    assert all(english != "Wagner Group" for names in found("سجل توماس فاغنر هدفا") for _, english in names)
    assert found("كانت الجائزة من نصيب فراس") != [[("نصيب فراس", "Nassib Firas")]]


@pytest.mark.parametrize(
    ("text", "joined", "arabic"),
    [
        ("وهاكان فيدان", "و", "هاكان فيدان"),
        ("لهاكان فيدان", "ل", "هاكان فيدان"),
        ("وبخان يونس", "وب", "خان يونس"),
        ("دعم للحشد الشعبي", "ل", "حشد الشعبي"),
    ],
)
def test_what_is_joined_to_a_name_stays_outside(text: str, joined: str, arabic: str) -> None:
    ((name,),) = find_names([text])
    assert (name.joined, name.arabic) == (joined, arabic)


@pytest.mark.parametrize(
    "text",
    [
        "شاهدنا الهلال قبل صلاة المغرب",
        "نصبت الخيام للنازحين في المدينة الجديدة",
        "بلغ عدد القتلى ثمانية",
        "ارتفعت أسعار الغذاء في مناطق عالية الخطورة",
        "كان سعيد الحظ في هذا اليوم",
        "اتفق الطرفان على وقف القتال",
        "جاء ذلك باسم الحكومة الحالية",
        "في إقليم كان قد شهد زلزالا",
        "سمح الاتفاق بأول رحلة بين المدينتين",
        "كثيرون منهم قالوا ألف مبروك",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert found(text) == [[]]


def test_a_last_name_alone_is_spelled_as_in_the_whole_name_elsewhere() -> None:
    first, second = find_names(["التقى الوزير جاسم الكعبي نظيره.", "وقال الكعبي إن اللقاء مثمر."])
    (alone,) = second
    assert first[0].english.split()[-1] == alone.english
    assert alone.origin is ARTICLE


@pytest.mark.parametrize(
    ("text", "arabic", "english"),
    [
        ("وقال خاشقجي لمجلة إنه سيبقى", "خاشقجي", "Khashoggi"),
        ("ناقش معه السيسي خفض التصعيد", "السيسي", "el-Sisi"),
        ("أطاح المحتجون بالقذافي في خريف ذلك العام", "القذافي", "Gaddafi"),
        ("دفع المحامي مبلغا لديبارديو", "ديبارديو", "Depardieu"),
        ("واختتم غوتييه عرضه", "غوتييه", "Gaultier"),
    ],
)
def test_a_last_name_that_newspapers_write_alone_is_known_without_the_whole_one(
    text: str, arabic: str, english: str
) -> None:
    assert found(text) == [[(arabic, english)]]


def test_a_last_name_that_no_table_has_is_spelled_by_its_letters() -> None:
    ((name,),) = find_names(["قال جون كروفنزانو ذلك"])
    assert (name.origin, name.kind) == (LETTERS, PERSON)
    assert name.english.startswith("John Cr")
    assert name.certainty < 0.85


def test_names_are_apart_and_in_order() -> None:
    text = "التقى هاكان فيدان في بغداد القديمة زعيم تيار الحكمة عمار الحكيم، وقال الحكيم إن خان يونس منكوبة."
    (names,) = find_names([text])
    spans = [name.span for name in names]
    assert spans == sorted(spans)
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    assert {name.english for name in names} >= {"Hakan Fidan", "Hikma Movement", "Ammar al-Hakim", "Khan Younis"}


@pytest.mark.parametrize("text", ["", " ", "...", "NATO 2024", "محمد" * 400, "و" * 50, "عبد", "آل", "ابو"])
def test_any_text_may_be_looked_through(text: str) -> None:
    for name in find_names([text])[0]:
        assert name.span.of(text) == name.arabic


def test_any_row_of_the_words_that_names_are_made_of_may_be_looked_through() -> None:
    words = "بن ابن بنت ولد أبو أم آل عبد على علي محمد الرئيس سعود الله الدين كبير في وبن، و".split()
    for three in itertools.product(words, repeat=3):
        text = " ".join(three)
        for name in find_names([text])[0]:
            assert name.span.of(text) == name.arabic


@pytest.mark.parametrize(
    ("first", "later", "names"),
    [
        ("قال يوسف الشاهد رئيس الحكومة", "ثم أقال الشاهد وزيرين", ["الشاهد"]),
        ("قال يوسف الشاهد رئيس الحكومة", "روى الرجل الشاهد ما حدث", []),
        ("قال بشار الأسد في خطاب", "رفض اغتيال الأسد حينها", ["الأسد"]),
        ("كتب أحمد المصري رسالة", "وصل الفريق مع لاعبه المصري أمس", []),
        ("كتب نبيل السبت رسالة", "وصل الوفد مساء السبت", []),
    ],
)
def test_a_last_name_that_is_a_word_too_is_known_where_it_stands_as_a_noun(first, later, names):
    assert [arabic for arabic, _ in found(first, later)[1]] == names
