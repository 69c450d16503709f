import pytest

from mujaz.text.html import Page, decode_page, read_page


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
    assert page == Page(title="عنوان الخبر", body="أول الخبر. سطر\nفرعي\nاقتباس\nبند")


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
