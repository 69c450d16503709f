"""A page that a program draws is read from the data of that program, and a page that has its text never is."""

import json
import time

import pytest

from mujaz.readers.page import Page, read_page

HEAD = "فتح الجسر القديم أمام المشاة"
ONE = "أعلنت البلدية فتح الجسر القديم أمام المشاة يوم الثلاثاء بعد أشهر من العمل المتواصل لترميمه."
TWO = "وقال رئيس البلدية إن كلفة الترميم بلغت 15 مليون دينار، وإن العمل انتهى قبل موعده بأسبوعين."
THREE = "وأضاف أن الجسر سيغلق أمام السيارات في أيام العطل الرسمية."
TEXTS = (ONE, TWO, THREE)
HTML = "".join(f"<p>{text}</p>" for text in TEXTS)
DAY = "2026-11-24T10:00:00Z"
OTHER = {"title": "الطقس في الشمال", "content": "<p>" + "أمطار غزيرة وثلوج على الجبال. " * 40}


def page(script: str, *, title: str = HEAD, body: str = "<nav>قائمة</nav><div>لحظات</div>") -> Page:
    og = f'<meta property="og:title" content="{title}">' if title else ""
    return read_page(f"<html><head><title>{title} | المدينة</title>{og}</head><body>{body}{script}</body></html>")


def state(value: object) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(value, ensure_ascii=False)}</script>'


def assigned(name: str, value: object) -> str:
    return f"<script>var a = 1; {name} = {json.dumps(value)}; b()</script>"


def pushed(value: object) -> str:
    text = HTML.encode()
    rows = (
        f'0:["$","div",null,{{}}]\n1:I[42,["a.js"]]\n2:T{len(text):x},{HTML}3:{json.dumps(value, ensure_ascii=False)}\n'
    )
    pieces = (rows[:150], rows[150:400], rows[400:])
    return "".join(f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in pieces)


def spans(text: str, **kind: str) -> list[dict]:
    key = "value" if "nodeType" in kind else "text"
    return [{**kind, key: text[:20]}, {**kind, key: text[20:]}]


@pytest.mark.parametrize(
    "script",
    [
        state(
            {"props": {"pageProps": {"post": {"title": HEAD, "content": HTML, "publishedAt": DAY}, "more": [OTHER]}}}
        ),
        assigned(
            "window.__NUXT__", {"data": [{"title": {"rendered": HEAD}, "content": {"rendered": HTML}, "date": DAY}]}
        ),
        assigned("window['APP_STATE']", {"a": {"headline": HEAD, "body": TEXTS, "datePublished": DAY}, "b": OTHER}),
        assigned(
            "Fusion.globalContent",
            {
                "headlines": {"basic": HEAD},
                "content_elements": [
                    {"type": "text", "content": ONE.replace("الجسر", "<b>الجسر</b>")},
                    {"type": "image", "caption": "صورة"},
                    {"type": "text", "content": TWO},
                    {"type": "text", "content": THREE},
                ],
                "publish_date": DAY,
            },
        ),
        assigned("window.__STATE__", json.dumps({"title": HEAD, "text": HTML, "date": DAY}))
        .replace('= "', '= JSON.parse("')
        .replace('"; b()', '"); b()'),
        state([["Reactive", 1], {"data": 2}, {"title": 3, "body": 4, "date": 5}, HEAD, HTML, DAY]),
        pushed(["$", "main", None, {"post": {"title": HEAD, "content": "$2", "publishedAt": DAY}, "more": [OTHER]}]),
        state(
            {
                "title": HEAD,
                "body": [{"_type": "block", "children": spans(t, _type="span")} for t in TEXTS],
                "date": DAY,
            }
        ),
        state(
            {
                "title": HEAD,
                "date": DAY,
                "body": {"content": [{"nodeType": "paragraph", "content": spans(t, nodeType="text")} for t in TEXTS]},
            }
        ),
        state(
            {
                "title": HEAD,
                "date": DAY,
                "content": {"blocks": [{"type": "p", "data": {"text": text}} for text in TEXTS]},
            }
        ),
    ],
    ids=["Next", "Nuxt", "state", "Arc", "parsed", "Nuxt 3", "Next 13", "Sanity", "Contentful", "Editor.js"],
)
def test_the_article_under_the_headline_of_the_page_is_found_in_its_data(script: str) -> None:
    read = page(script)
    assert (read.title, read.body, read.published) == (HEAD, "\n".join(TEXTS), DAY)


@pytest.mark.parametrize(
    "script",
    [
        state([OTHER]),
        state({"title": HEAD, "description": ONE}),
        assigned("window.__NUXT__", 1).replace("1;", f"(function(a){{return {{title:a}}}}({HEAD!r}));"),
        '<script type="application/json">{broken</script><script type="application/json"></script>',
        state({"title": HEAD, "content": ["x", {"content": None}, 7]}),
    ],
)
def test_what_is_not_under_the_headline_or_no_text_is_not_taken(script: str) -> None:
    assert HTML not in page(script).body
    assert len(page(script).body) < len(ONE)


def test_without_a_stated_headline_only_the_one_article_of_the_data_is_taken() -> None:
    own = {"title": HEAD, "content": HTML}
    assert page(state(own), title="").body == "\n".join(TEXTS)
    assert page(state([own, OTHER]), title="").body != "\n".join(TEXTS)


def test_a_page_that_has_its_text_is_not_read_from_its_data() -> None:
    body = f"<article><h1>{HEAD}</h1><p>{ONE}</p></article>"
    assert page(state({"title": HEAD, "content": HTML}), body=body).body == ONE


@pytest.mark.parametrize("script", ["<script>" * 50_000, "<script>" + "window.aa={" * 50_000, state([[]] * 300_000)])
def test_data_takes_no_long_time(script: str) -> None:
    began = time.process_time()
    page(script)
    assert time.process_time() - began < 5
