import re
from collections.abc import Iterator

import pytest

from mujaz.text.html import Page, decode_page, read_page
from mujaz.text.html_tags import MAX_DEPTH, simplify


def test_the_article_is_found_among_everything_else():
    page = read_page("""
        <html><head><title>عنوان - موقع</title><script>var x = "سر";</script></head><body>
        <nav><ul><li>أقسام</li></ul></nav>
        <article><p>قصير</p></article>
        <article>
          <h1>  عنوان
             الخبر </h1>
          <p>أول <b>الخبر</b>.<br>سطر</p>
          <figure><p>صورة</p></figure>
          <h2>فرعي</h2>
          <blockquote>قال: <p>اقتباس</p></blockquote>
          <ul><li>بند</li></ul>
          <p>عنوان الخبر</p><p>  </p>
          <aside><p>إعلان</p></aside>
        </article>
        <footer><p>حقوق</p></footer></body></html>""")
    assert page == Page(title="عنوان الخبر", body="أول الخبر. سطر\nفرعي\nقال:\nاقتباس\nبند")


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>أ</title><h1>ب</h1>", "ب"),
        ("<title>أ</title><h1> </h1>", "أ"),
        ('<meta property="og:title" content=" ج  د "><title>أ</title>', "ج د"),
        ("<p>x", ""),
    ],
)
def test_the_headline_is_the_best_there_is(html, title):
    assert read_page(html).title == title


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<main><p>أ</p></main><p>ب</p>", "أ"),
        ("<p>أ</p><p>ب</p>", "أ\nب"),
        ("<div>أ</div><div>ب</div>", "أ\nب"),
        ("نص", "نص"),
        ("", ""),
    ],
)
def test_the_body_is_what_stands_in_the_page(html, body):
    assert read_page(html).body == body


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("نص".encode(), "", "نص"),
        ("نص".encode("utf-8-sig"), "", "نص"),
        ("نص".encode("windows-1256"), "windows-1256", "نص"),
        ("<meta charset='windows-1256'>نص".encode("windows-1256"), "", "<meta charset='windows-1256'>نص"),
        ("<meta charset=utf-16>نص".encode(), "", "<meta charset=utf-16>نص"),
        ("<meta charset=klingon>نص".encode(), "", "<meta charset=klingon>نص"),
        (b"\xe4", "", "\udce4"),
    ],
)
def test_bytes_become_text_in_the_encoding_of_the_page(data, encoding, text):
    assert decode_page(data, encoding) == text


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p>قال <b>الوزير</b> <a href='x'>أ<i>مس</i></a> إن</p>", "قال الوزير أمس إن"),
        ("<div>قال <b>الوزير</b></div><div>ثم</div>", "قال الوزير\nثم"),
        ("<p>أ<br>ب<br/> <br>ج</p>", "أ ب\nج"),
        ("<ul><li>أ<ul><li>ب</ul></ul>", "أ\nب"),
        ("<article><p>أ</p><article><p>تعليق طويل</p></article></article><article><p>ب</p></article>", "أ\nتعليق طويل"),
        ("<p>أ<!-- <p>سر --><script>'<p>سر</p>'</script><svg><path d=1/><title>سر</title></svg>ب</p>", "أ ب"),
        ("<p>أ\udce4ب</p>", "أ?ب"),
        ("<p title='> سر' class=\"a>b\">أ</p>", "أ"),
        ("<p>&laquo;نعم&raquo; &amp; &#1604;&#x627; &unknown; 5 < 6</p>", "«نعم» & لا &unknown; 5 < 6"),
    ],
)
def test_every_word_of_the_article_is_kept_and_no_mark_up(html, body):
    assert read_page(html).body == body


HOSTILE = {
    "deep lists": "<ul><li>" * 100_000 + "نص",
    "deep and closed in vain": "<div>" * 100_000 + "</p>" * 100_000 + "نص",
    "deep articles": "<article>" * 100_000 + "نص",
    "unknown elements": "<x-y>" * 100_000 + "نص",
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">نص",
    "attributes of meta": ("<meta " + " ".join(f"a{number}" for number in range(10_000)) + ">") * 10 + "<p>نص",
    "formatting opened anew": "<p>" + "".join(f"<b id={n}>" for n in range(500)) + "<p>ن" * 20_000 + "<p>نص",
    "drawings within drawings": "<p>نص</p>" + "<svg>" * 100_000,
    "reassembled": "<p>نص</p>" + "<sv<svg></svg>g>" * 20_000,
    "quotes that never close": "<p>نص</p>" + "<div a='" * 50_000,
    "comments that never close": "<p>نص</p>" + "<!--" * 100_000,
    "entities of entities": "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><p>نص &b;</p>",
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_a_page_that_is_made_to_be_costly_is_read_all_the_same(page):
    assert "نص" in read_page(page).body


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_nothing_costly_is_left_for_the_parser(page):
    simple = simplify(page)
    assert not re.search(r"<[a-z][^\s>]*[\s/][^>]{500}", simple, flags=re.IGNORECASE)
    assert max(depths(simple), default=0) <= MAX_DEPTH + 1


def depths(page: str) -> Iterator[int]:
    depth = 0
    for end, name in re.findall(r"<(/?)(\w[^\s>]*)", page):
        if name not in {"p", "li", "br", "meta"}:
            depth += -1 if end else 1
        yield depth
