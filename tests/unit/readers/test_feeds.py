"""Feeds and the XML of agencies: whole sentences, whatever elements stand in them, and nothing twice."""

import json

import pytest

from mujaz.readers.files import read_file
from mujaz.types import Article

ONE = "افتتحت البلدية جسرا جديدا على النهر يوم الثلاثاء."


def body(text: str, name: str = "a.xml") -> str:
    (article,) = read_file(text.encode(), name)
    assert isinstance(article, Article)
    return article.body


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>قال <person>أحمد</person> إن <num>15</num> قتلوا.</p>", "قال أحمد إن 15 قتلوا."),
        ("<p>قال: <q>لا</q>، وبلغ 10<sup>6</sup> و5 &lt; 6.</p>", "قال: «لا»، وبلغ 10⁶ و5 < 6."),
        ("<ul><li><p>أولا.</p></li><li>ثانيا.</li></ul>", "أولا.\nثانيا."),
        ("<table><tr><td>ذهب</td><td>5</td></tr></table>", "ذهب\t5"),
        (
            "<media><media-caption><p>صورة</p></media-caption></media><hl2>القرار</hl2><p>قال نعم.</p>",
            "القرار\nقال نعم.",
        ),
        ("<bq><block><p>لا نقبل.</p></block></bq>", "«لا نقبل.»"),
        ("<p>بلغ العدد <del>15</del> 51.</p>", "بلغ العدد 51."),
    ],
)
def test_the_text_of_nitf_is_read_as_it_is_printed(text: str, read: str) -> None:
    nitf = f"<nitf><body><body.content><p>{ONE}</p>{text}</body.content></body></nitf>"
    assert body(nitf) == f"{ONE}\n{read}"
    html = text.replace("hl2>", "h2>").replace("bq>", "blockquote>")
    item = (
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentSet><inlineXML><h:html xmlns:h="
        f"'http://www.w3.org/1999/xhtml'><h:body><h:p>{ONE}</h:p>{html}</h:body></h:html></inlineXML></contentSet></newsItem>"
    )
    assert body(item) == f"{ONE}\n{read}"


def test_a_plain_text_of_an_agency_keeps_its_lines_and_signs() -> None:
    item = f"<newsItem><contentSet><inlineData>{ONE}\n\nكان 5 &lt; 6 و7 &gt; 3.</inlineData></contentSet></newsItem>"
    assert body(item) == f"{ONE}\nكان 5 < 6 و7 > 3."
    assert body(item.replace("\n\n", "&lt;p&gt;").replace("3.", "3.&lt;/p&gt;")) == f"{ONE}\nكان 5 < 6 و7 > 3."


def test_xhtml_with_a_prefix_is_read_like_any_other() -> None:
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>خبر</title><content type='xhtml'>"
        f"<h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>{ONE}</h:p><h:p>قال <h:b>الوزير</h:b>: <h:q>لا</h:q> و5 "
        "&lt; 6.</h:p></h:div></content></entry></feed>"
    )
    assert body(atom) == f"{ONE}\nقال الوزير: «لا» و5 < 6."


def test_names_with_a_prefix_that_nothing_explains_are_read_without_it() -> None:
    feed = (
        "<rss><channel><item><title>خبر</title><dc:date>2026-11-24T10:00:00Z</dc:date>"
        f"<content:encoded>&lt;p&gt;{ONE}&lt;/p&gt;</content:encoded></item></channel></rss>"
    )
    (article,) = read_file(feed.encode(), "a.xml")
    assert isinstance(article, Article)
    assert (article.body, article.published) == (ONE, "2026-11-24T10:00:00Z")


@pytest.mark.parametrize("name", [":", "x:", ":p", "x:y:p", "x:1"])
def test_names_that_xml_does_not_allow_do_not_cost_the_text(name: str) -> None:
    text = f"<p>قال <{name}>أحمد</{name}> نعم.</p>"
    assert body(f"<nitf><body><body.content><p>{ONE}</p>{text}</body.content></body></nitf>").startswith(ONE)
    xhtml = f"<div xmlns='http://www.w3.org/1999/xhtml'><p>{ONE}</p>{text}</div>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>{xhtml}</content></entry></feed>"
    assert body(atom).startswith(ONE)


def test_what_is_struck_out_in_telegram_is_not_said() -> None:
    parts = ["بلغ العدد ", {"type": "strikethrough", "text": "15"}, {"type": "bold", "text": "51"}, "."]
    assert body(json.dumps({"messages": [{"id": 1, "type": "message", "text": parts}]}), "a.json") == "بلغ العدد 51."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R&D في AT&T نعم", "R&D في AT&T نعم"),
        ("قال&nbsp;نعم &laquo;أمس&raquo; &LT;b&GT;غدا&lt;/b&gt;", "قال نعم «أمس» غدا"),
        ("<![CDATA[R&D &amp; نعم]]> &amp;amp;", "R&D & نعم &"),
        (
            "&amp;lt;p&amp;gt;قال نعم.&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;وقال لا.&amp;lt;/p&amp;gt;",
            "قال نعم.\nوقال لا.",
        ),
        ("قال نعم.&lt;p>The post &lt;a href=x>خبر&lt;/a> appeared first on &lt;a href=y>موقع&lt;/a>.", "قال نعم."),
        ("قال نعم.&lt;p>ظهرت المقالة &lt;a href=x>خبر&lt;/a> أولاً على &lt;a href=y>موقع&lt;/a>.", "قال نعم."),
        ("قال نعم <![CDATA[ وانقطع", "قال نعم"),
    ],
)
def test_the_ampersands_of_a_feed_cost_no_word(written: str, read: str) -> None:
    assert body(f"<rss><channel><item><description>{written}</description></item></channel></rss>") == read
