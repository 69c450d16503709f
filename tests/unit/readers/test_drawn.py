"""A page is read as a browser shows it: with the marks of quotations, raised figures apart, whole sentences."""

import json

import pytest

from mujaz.readers.page import read_fragment, read_page

FIRST = "قرر المصرف المركزي خفض سعر الفائدة ربع نقطة مئوية في اجتماعه الدوري يوم الخميس."
MANY = "".join(
    f"<p>وفي الاجتماع رقم {n} من هذا العام قرر المصرف أن يترك سعر الفائدة كما هو عليه.</p>" for n in range(5)
)


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("قال الوزير <q>لن نقبل</q> وغادر.", "قال الوزير «لن نقبل» وغادر."),
        ("قال: <q>سمعت <q>لا</q> منهم</q>.", "قال: «سمعت “لا” منهم»."),
        ('قال: <q>«لن نقبل»</q> و«<q>نعم</q>» و"<q>لا</q>".', 'قال: «لن نقبل» و«نعم» و"لا".'),
        ("كتب في <cite>الأيام</cite> أمس.", "كتب في الأيام أمس."),
        ("بلغ 10<sup>6</sup> و١٠<sup>-٩</sup> متر.", "بلغ 10⁶ و١٠⁻⁹ متر."),
        ("مساحتها 5 كم<sup>2</sup> وفيها CO<sub>2</sub>.", "مساحتها 5 كم² وفيها CO2."),
        ("في القرن 21<sup>st</sup> و101<sub>2</sub>.", "في القرن 21st و101₂."),
        ("سكانها 120<sup><a href='#n1'>1</a></sup> نسمة.", "سكانها 120 نسمة."),
        ("سكانها 120<a href='#n1'><sup>[2]</sup></a> نسمة.", "سكانها 120 نسمة."),
        ("زاد 2<sup>1</sup>/<sub>2</sub> مرة.", "زاد 2½ مرة."),
        ("زاد 2<sup>7</sup>&frasl;<sub>16</sub> مرة.", "زاد 2 7/16 مرة."),
        ("في <ruby>東京<rp>(</rp><rt>طوكيو</rt><rp>)</rp></ruby> أمس.", "في 東京 (طوكيو) أمس."),
        ("بلغ العدد 1<!-- -->5<!-- -->% أمس.", "بلغ العدد 15% أمس."),
        ("قال <output>الوزير</output> نعم.", "قال الوزير نعم."),
        ("قال الوزير<o:p></o:p> في <st1:City w:st='on'>لندن</st1:City> نعم.", "قال الوزير في لندن نعم."),
        ("بلغ العدد <b>1</b><font color=red>5</font> أم<wbr>س.", "بلغ العدد 15 أمس."),
        ("قال <bdi>أحمد</bdi> في <bdo dir=rtl>عدن</bdo>: <mark>نعم</mark>.", "قال أحمد في عدن: نعم."),
        ("بيع بـ<data value=5>خمسة</data> و<abbr title='كيلوغرام'>كغ</abbr> <u>واحد</u>.", "بيع بـخمسة وكغ واحد."),
        ("النتيجة 3<br>2 للفريق.", "النتيجة 3 2 للفريق."),
    ],
)
def test_a_sentence_is_read_as_it_is_shown(html, read):
    assert read_fragment(f"<p>{html}</p>") == read
    assert read_page(f"<article><h1>خبر</h1><p>{FIRST}</p><p>{html}</p></article>").body == f"{FIRST}\n{read}"


@pytest.mark.parametrize("holder", ["article", "div"])
@pytest.mark.parametrize("block", ["p", "div"])
@pytest.mark.parametrize(
    ("html", "read"),
    [
        (
            "وقع ذلك في <time class=published datetime=2026-11-19>19 تشرين</time> من هذا العام.",
            "وقع ذلك في 19 تشرين من هذا العام.",
        ),
        (
            "وصل مساء <a class='tag-link' href=/x>الوزير أحمد</a> إلى المدينة في زيارة قصيرة.",
            "وصل مساء الوزير أحمد إلى المدينة في زيارة قصيرة.",
        ),
        ("وكتب ذلك بيده أمس <a class='author' href=/x>الوزير</a>.", "وكتب ذلك بيده أمس الوزير."),
        (
            "بلغ العدد في <label>المدينة</label> 10<sup>6</sup> وقالوا <q>نعم</q>.",
            "بلغ العدد في المدينة 10⁶ وقالوا «نعم».",
        ),
    ],
)
def test_no_word_of_a_sentence_is_lost_for_its_element_or_name(html, read, block, holder):
    """Among many paragraphs, as trafilatura is asked only about such pages."""
    sentence = f"<{block}>{html}</{block}>"
    body = read_page(f"<{holder}><h1>خبر</h1>{sentence}{MANY.replace('p>', f'{block}>')}{sentence}</{holder}>").body
    assert [body.split("\n")[0], body.split("\n")[-1]] == [read, read]
    assert len(body.split("\n")) == 7


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p>لن نقبل ذلك أبدا.</p>", "«لن نقبل ذلك أبدا.»"),
        ("<p>لن نقبل.</p><p>ولن نسكت.</p>", "«لن نقبل.»\n«ولن نسكت.»"),
        ("لن نقبل ذلك أبدا.<br><cite>الوزير أحمد</cite>", "«لن نقبل ذلك أبدا.»\nالوزير أحمد"),
        ("<p>لن نقبل.</p><p>— الوزير أحمد</p>", "«لن نقبل.»\n— الوزير أحمد"),
        ("<p>قال: «لن نقبل» وغادر.</p>", "قال: «لن نقبل» وغادر."),
        ("<p>اقرأ أيضا: الذهب يرتفع</p>", ""),
    ],
)
def test_a_quotation_that_is_set_off_has_marks(html, read):
    page = f"<p>{FIRST}</p><blockquote>{html}</blockquote><p>ثم غادر القاعة بعد الكلمة.</p>"
    assert read_fragment(page) == "\n".join(filter(None, (FIRST, read, "ثم غادر القاعة بعد الكلمة.")))


@pytest.mark.parametrize(
    "html", [f"<p>{FIRST}</p><p>وقال نعم.</p>", "<h3>القرار</h3><p>قال نعم.</p>", "<ul><li>قال نعم.</ul>"]
)
def test_an_article_that_is_only_indented_is_no_quotation(html):
    assert "«" not in read_fragment(f"<p>خبر.</p><blockquote>{html}</blockquote>")


def test_a_list_within_a_list_is_read_to_its_end():
    items = "<ul><li>الأولى<ul><li>حفر الأرض</li><li>البناء</li></ul></li><li>الثانية</li></ul>"
    body = read_page(f"<article><h1>خبر</h1><p>{FIRST}</p>{items}</article>").body
    assert body == f"{FIRST}\nالأولى\nحفر الأرض\nالبناء\nالثانية"


def test_cells_stay_in_their_columns():
    table = (
        "<table><tr><th><th colspan=2>السعر<th>الوزن</tr><tr><td rowspan=2>ذهب<td>1<td>10<sup>3</sup><td>5</tr>"
        "<tr><td>2<td>3<td>6</tr><tr><td>فض<b>ة</b><td>1<br>2<td colspan=99999999999>x</table>"
    )
    rows = read_fragment(f"<p>{FIRST}</p>{table}").split("\n")[1:]
    assert rows == ["\tالسعر\t\tالوزن", "ذهب\t1\t10³\t5", "\t2\t3\t6", "فضة\t1 2\tx"]


def test_the_text_of_a_pages_metadata_keeps_what_stands_between_less_and_greater():
    data = {
        "@type": "NewsArticle",
        "headline": "خبر",
        "articleBody": f"<p>{FIRST}</p><p>كان 5 < 6 و7 > 3 <s>لا</s> نعم.</p>",
    }
    page = read_page(f"<script type='application/ld+json'>{json.dumps(data)}</script><div></div>")
    assert page.body == f"{FIRST}\nكان 5 < 6 و7 > 3 نعم."
