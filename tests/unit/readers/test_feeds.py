"""Feeds and the XML of agencies: whole sentences, whatever elements stand in them, and nothing twice."""

import json

import pytest

from mujaz.errors import InvalidInput
from mujaz.readers.feeds import read_feed, read_news_xml
from mujaz.readers.files import read_file
from mujaz.types import Article

ONE = "افتتحت البلدية جسرا جديدا على النهر يوم الثلاثاء."
TWO = "وقال المهندس المشرف إن العمل دام سنتين."


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


MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'


def test_the_text_of_a_picture_is_not_that_of_the_item_and_that_of_a_film_is_where_there_is_no_other() -> None:
    picture = (
        f'<media:content url="x"><media:title>صورة</media:title><media:text>{ONE * 3}</media:text></media:content>'
    )
    item = f"<item><title>خبر</title>{picture}<description>{TWO}</description></item>"
    feed = f"<rss {MEDIA}><channel>{item}</channel></rss>"
    (article,) = read_feed(feed.encode(), "a")
    assert article.body == TWO
    film = (
        f"<media:group><media:title>خبر</media:title><media:description>{ONE}\n{TWO}</media:description></media:group>"
    )
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom" {MEDIA}><entry><title>خبر</title>{film}</entry></feed>'
    (article,) = read_feed(atom.encode(), "a")
    assert (article.title, article.body) == ("خبر", f"{ONE}\n{TWO}")


def test_an_export_of_wordpress_is_its_posts_and_their_paragraphs() -> None:
    names = (
        'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    item = (
        "<item><title>خبر</title><excerpt:encoded><![CDATA[{0}]]></excerpt:encoded><content:encoded><![CDATA[{1}]]>"
        "</content:encoded><wp:post_type>{2}</wp:post_type></item>"
    )
    text = f"[caption id=1]<img> صورة[/caption]\n\n{ONE}\n \n{TWO}\n\n[gallery ids=1]"
    items = (
        item.format(ONE * 9, text, "post") + item.format("", "", "attachment") + item.format("", "x", "nav_menu_item")
    )
    (article,) = read_feed(f"<rss {names}><channel>{items}</channel></rss>".encode(), "a")
    assert article.body == f"{ONE}\n{TWO}"


def test_the_line_below_the_headline_of_an_agency_is_the_first_of_the_text() -> None:
    nitf = (
        f"<nitf><body><body.head><hedline><hl1>خبر</hl1><hl2>الكلفة مليونان</hl2></hedline></body.head><body.content>"
        f"<p>{ONE}</p><hl2>العمل</hl2><p>{TWO}</p></body.content></body></nitf>"
    )
    (article,) = read_news_xml(nitf.encode(), "a")
    assert (article.title, article.body) == ("خبر", f"الكلفة مليونان\n{ONE}\nالعمل\n{TWO}")


def test_xml_of_another_kind_is_not_taken_for_text() -> None:
    with pytest.raises(InvalidInput, match=r"is an XML file of another kind \(<articles>\)"):
        read_file(f"<articles><article>{ONE}</article></articles>".encode(), "a.xml")
