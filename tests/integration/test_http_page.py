"""The reading page in a real Chromium, on a real server with the fake engine."""

import json
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.readers.office import read_docx

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

SENTENCE = "قال الوزير إن الاجتماع سيعقد يوم الاثنين."
TEXT = f"{SENTENCE}\nوأضاف أن 60% من المشروع أنجز.\nوستبدأ المرحلة الثانية في مارس 2027."


@pytest.fixture(scope="module")
def chromium():
    """A browser; its profile is new, and its sandbox off, as tests may run as root."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(chromium):
    """A server on a thread with a loop of its own, as the browser's driver has this one."""
    import asyncio
    import threading

    from mujaz.config import Settings
    from mujaz.engines.fake import FakeSummaryEngine
    from mujaz.pipeline import Pipeline
    from mujaz.server import ArticleServer

    found, stop, ready = [], None, threading.Event()

    async def serve() -> None:
        nonlocal stop
        stop = asyncio.Event()
        engine = FakeTranslationEngine(batch_delay_s=0.3)
        server = ArticleServer(
            Settings(address="127.0.0.1:0", http="127.0.0.1:0", translation_memory_mb=0, max_batch_tokens=64),
            load=lambda settings: Pipeline(engine, FakeSummaryEngine(), settings),
        )
        await server.start()
        await server.load()
        loop = asyncio.get_running_loop()
        found.extend((server, loop))
        ready.set()
        await stop.wait()
        await server.stop()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    ready.wait(60)
    server, loop = found
    yield server
    loop.call_soon_threadsafe(stop.set)
    thread.join()


@pytest.fixture
def page(chromium, address):
    """The page as it opens; nothing but its own server may be asked, and nothing may go wrong in it."""
    page = chromium.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: (
            wrong.append(said.text) if said.type == "error" and "Failed to load resource" not in said.text else None
        ),
    )
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((address.http_address, "blob:")) else wrong.append(asked.url),
    )
    page.goto(address.http_address)
    yield page
    page.close()
    assert wrong == []


def translate(page, text: str = TEXT) -> None:
    page.get_by_label("Article in Arabic").fill(text)
    page.get_by_role("button", name="Translate", exact=True).click()
    page.get_by_text("Done.", exact=True).wait_for()


def test_a_pasted_text_comes_back_sentence_by_sentence(page):
    translate(page)
    segments = page.locator(".segment")
    assert segments.count() == 3
    assert segments.first.locator('[lang="ar"]').inner_text() == SENTENCE
    assert segments.first.locator('[lang="en"]').inner_text().startswith("W3 w6")
    assert page.locator('[lang="ar"][dir="rtl"]').first.is_visible()
    assert "Confidence" in segments.first.inner_text()
    assert page.evaluate("document.fonts.check('16px \"Noto Naskh Arabic\"', 'قال')")


def test_findings_are_told_in_words_and_marked(page):
    translate(page)
    assert page.locator(".notes strong").count() >= 1
    assert "Error: " in page.locator("#result").inner_text()


def test_what_to_check_stands_first_and_leads_there(page):
    translate(page)
    card = page.locator("#result > .check")
    assert page.locator("#result > :nth-child(2)").get_attribute("class") == card.get_attribute("class")
    assert card.locator("h3").inner_text() == "Check first"
    first = card.locator(".list li").first
    assert re.match(r"Sentence \d: (Error|Warning): ", first.inner_text())
    first.locator("a").click()
    number = first.locator("a").inner_text().split()[1]
    assert page.evaluate("document.activeElement.id") == f"s{number}"


def answered(page, **changes) -> None:
    """Has the page show an answer of one sentence, as it is made here."""
    segment = {
        "source": {"start": 0, "end": len(SENTENCE)},
        "target": {"start": 0, "end": 9},
        "confidence": 0.9,
        **{name: [] for name in ("findings", "terms", "names", "doubts")},
    }
    answer = {
        **dict.fromkeys(("id", "title", "source_title", "source_body", "url", "source", "published"), ""),
        "body": "He agreed",
        "confidence": 0.9,
        "segments": [segment | changes.pop("segment", {})],
        "title_segments": [],
        "findings": [],
        **changes,
    }
    page.route("**/ProcessArticle", lambda route: route.fulfill(json=answer))
    translate(page, SENTENCE)


def test_a_good_translation_is_said_to_be_one(page):
    answered(page)
    said = page.locator(".check").inner_text()
    assert "No sentence stands out." in said
    assert page.locator(".check.high").count() == 1


def test_a_low_confidence_and_findings_of_the_headline_and_the_whole_are_told_first(page):
    finding = {"kind": "FINDING_KIND_NUMBER", "severity": "SEVERITY_ERROR", "message": "A number is lost."}
    headline = {
        "source": {"start": 0, "end": 3},
        "target": {"start": 0, "end": 3},
        "confidence": 0.9,
        "findings": [finding],
        **{name: [] for name in ("terms", "names", "doubts")},
    }
    answered(
        page,
        title="Two",
        segment={"confidence": 0.2, "doubts": [{"target": {"start": 3, "end": 9}, "alternatives": ["refused"]}]},
        title_segments=[headline],
        findings=[{**finding, "severity": "SEVERITY_WARNING", "message": "Half of the page was not read."}],
    )
    items = page.locator(".check .list li").all_inner_texts()
    assert items == [
        "Warning: Half of the page was not read.",
        "Headline: Error: A number is lost.",
        "Sentence 1: Confidence 20\u00a0%: do not rely on it. Unsure of “agreed” (or “refused”).",
    ]
    assert page.locator(".check.low").count() == 1
    page.locator(".check .list a").first.click()
    assert page.evaluate("document.activeElement.id") == "s0"


def test_hover_and_citation_lead_to_a_sentence(page):
    translate(page)
    page.locator(".segment").nth(1).hover()
    assert "chosen" in page.locator(".segment").nth(1).get_attribute("class")
    page.locator(".cited").first.click()
    cited = page.locator(".cited").first.inner_text().strip("[]")
    assert page.evaluate("document.activeElement.id") == f"s{cited}"
    assert page.locator(".segment.chosen").count() == 1


def test_the_keyboard_is_enough(page):
    page.get_by_label("Article in Arabic").focus()
    page.keyboard.insert_text(TEXT)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "go":
            break
    page.keyboard.press("Enter")
    page.get_by_text("Done.", exact=True).wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className.startsWith('segment')"):
            break
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "s2"


def test_cancel_really_cancels(page, address):
    page.get_by_label("Article in Arabic").fill("\n".join(f"{SENTENCE} {number}" for number in range(150)))
    page.get_by_role("button", name="Translate", exact=True).click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Cancelled.", exact=True).wait_for()
    for _ in range(100):
        if address.lifecycle.scheduler.articles_in_work == 0:
            break
        page.wait_for_timeout(50)
    assert address.lifecycle.scheduler.articles_in_work == 0


def test_an_empty_form_asks_for_an_article(page):
    page.get_by_role("button", name="Translate", exact=True).click()
    assert page.locator("#error").inner_text() == "Paste an Arabic article, or choose a file first."
    assert page.evaluate("document.activeElement.id") == "body"


def test_what_was_translated_before_is_not_shown_beside_an_error(page):
    translate(page)
    page.get_by_label("Article in Arabic").fill("English only")
    page.get_by_role("button", name="Translate", exact=True).click()
    page.locator("#error:not(:empty)").wait_for()
    assert not page.locator("#result").is_visible()


def test_a_missing_token_is_asked_for(page):
    page.route("**/ProcessArticle", lambda route: route.fulfill(status=401, json={"message": "this server wants"}))
    page.get_by_label("Article in Arabic").fill(SENTENCE)
    page.get_by_role("button", name="Translate", exact=True).click()
    page.locator("#error:not(:empty)").wait_for()
    assert page.locator("#error").inner_text() == "This server asks for an access token, or does not know this one."
    assert page.evaluate("document.activeElement.id") == "token"


@pytest.mark.parametrize("how", ["gone", "something between"])
def test_a_server_that_does_not_answer_is_told_in_plain_words(page, how):
    says = "The server does not answer. Is it still running?"
    if how == "gone":
        page.route("**/ProcessArticle", lambda route: route.abort())
    else:
        page.route("**/ProcessArticle", lambda route: route.fulfill(status=502, body="<html>Bad Gateway</html>"))
        says = "The server, or a proxy in front of it, answered 502 without saying why."
    page.get_by_label("Article in Arabic").fill(SENTENCE)
    page.get_by_role("button", name="Translate", exact=True).click()
    page.locator("#error:not(:empty)").wait_for()
    assert page.locator("#error").inner_text() == says


def test_an_error_is_said(page):
    page.get_by_label("Article in Arabic").fill("English only")
    with page.expect_response("**/ProcessArticle"):
        page.get_by_role("button", name="Translate", exact=True).click()
    page.locator("#error:not(:empty)").wait_for()
    assert page.locator("#error").inner_text().startswith("The text has no Arabic letters")


def test_several_files_make_a_digest(page, tmp_path):
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"story-{number}.txt")
        paths[-1].write_text(TEXT, encoding="utf-8")
    paths.append(tmp_path / "picture.png")
    paths[-1].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    page.locator("#files").set_input_files([*paths, paths[0]])
    page.get_by_role("button", name="Remove story-0.txt (2)").click()
    assert page.locator("#error").inner_text().startswith("picture.png: It is a PNG image")
    assert not page.get_by_label("Article in Arabic").is_visible()
    page.get_by_role("button", name="Make a digest of 3 articles").click()
    page.get_by_text("Done.", exact=True).wait_for()
    assert "Digest:" in page.locator("#result h2").inner_text()
    said = page.locator("#result").inner_text()
    assert "story-0.txt" in said
    assert "Confidence" in said
    assert "Warning: the translation of the marked sentences is doubtful" in said
    assert page.locator("#result mark.warning").count() > 0
    assert page.locator(".check .list a").count() >= 1
    page.locator(".story .cited").first.click()
    source = page.locator(":focus")
    assert "story-" in source.inner_text()
    assert source.locator('[lang="ar"]').inner_text() in TEXT
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download Word").click()
    assert "story-0.txt" in read_docx(caught.value.path().read_bytes(), "translation.docx").body


def test_a_dropped_page_is_read(page):
    html = f"<html><body><article><h1>عنوان الخبر</h1><p>{TEXT}</p></article></body></html>"
    page.evaluate(
        """(html) => {
          const data = new DataTransfer();
          data.items.add(new File([html], "story.html", { type: "text/html" }));
          document.getElementById("ask").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }""",
        html,
    )
    from playwright.sync_api import expect

    expect(page.get_by_label("Article in Arabic")).not_to_have_value("")
    page.get_by_role("button", name="Translate", exact=True).click()
    page.get_by_text("Done.", exact=True).wait_for()
    assert page.locator(".segment").count() >= 3


def test_what_is_said_of_a_file_and_where_it_is_from_comes_with_its_article(page):
    page.locator("#files").set_input_files(
        {
            "name": "story.html",
            "mimeType": "text/html",
            "buffer": f"<html><head><meta property='article:published_time' content='2026-03-01T08:00:00Z'></head>"
            f"<body><article><h1>عنوان الخبر</h1><p>{TEXT}</p></article></body></html>".encode("utf-16"),
        }
    )
    page.locator("#chosen li").wait_for()
    assert "2026-03-01" in page.locator("#chosen").inner_text()
    page.get_by_role("button", name="Translate", exact=True).click()
    page.get_by_text("Done.", exact=True).wait_for()
    assert "2026-03-01" in page.locator(".heading").inner_text()
    page.get_by_role("button", name="Clear").click()
    assert page.get_by_label("Article in Arabic").input_value() == ""
    assert not page.locator("#chosen").is_visible()


def test_the_english_can_be_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered(page, title="A headline")
    page.get_by_role("button", name="Copy the English").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "A headline\n\nHe agreed"


def test_the_style_of_the_brief_can_be_switched(page):
    translate(page)
    page.get_by_label("Article in Arabic").fill("what is typed meanwhile is not asked for")
    page.get_by_label("Style").select_option("Bullets")
    page.locator('.brief p[lang="en"]').filter(has_text=re.compile("^- ")).wait_for()
    assert page.evaluate("document.activeElement.id") == "style"
    with page.expect_response("**/ProcessArticle"):
        page.get_by_label("Sentences at most").select_option("1")
    page.get_by_text("Done.", exact=True).wait_for()
    assert page.locator(".brief .cited").count() == 1
    assert page.locator(".segment").count() == 3


def test_what_is_downloaded_is_the_answer(page):
    translate(page)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download JSON").click()
    answer = json.loads(caught.value.path().read_text(encoding="utf-8"))
    assert len(answer["segments"]) == 3
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download HTML").click()
    html = caught.value.path().read_text(encoding="utf-8")
    assert "الوزير" in html
    assert "<script" not in html
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download Word").click()
    assert caught.value.suggested_filename == "translation.docx"
    assert SENTENCE in read_docx(caught.value.path().read_bytes(), "translation.docx").body


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_and_is_readable(page, scheme, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    translate(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []
    english, arabic = (page.locator(f'.segment [lang="{lang}"]').first.bounding_box() for lang in ("en", "ar"))
    assert (english["y"] == arabic["y"]) == (width > 699) or width > 699


def violations(page) -> list[str]:
    """What axe-core says against a page by the rules of WCAG 2.2 AA and its own best practices."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": rules}})
    return [f"{each['id']}: {node['html'][:200]}" for each in found.response["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_a_text_with_an_error_with_a_digest_and_on_the_page_of_the_api(page, tmp_path, scheme):
    page.emulate_media(color_scheme=scheme)
    assert violations(page) == []
    page.get_by_text("Glossary and access token").click()
    page.get_by_label("Article in Arabic").fill("English only")
    page.get_by_role("button", name="Translate", exact=True).click()
    page.locator("#error:not(:empty)").wait_for()
    assert violations(page) == []
    paths = [tmp_path / f"story-{number}.txt" for number in range(2)]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    page.locator("#files").set_input_files(paths)
    page.get_by_role("button", name="Make a digest of 2 articles").click()
    page.get_by_text("Done.", exact=True).wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="the API").click()
    page.get_by_role("heading", name="The API of Mujaz").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []
    page.get_by_role("link", name="ProcessArticleRequest", exact=True).first.click()
    assert page.url.endswith("#ProcessArticleRequest")


def test_nothing_is_stored_and_nothing_foreign_may_be_loaded(page):
    translate(page)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    policy = page.request.get(page.url).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_markup_in_a_text_stays_text(page):
    translate(page, f"{SENTENCE} <img src=x onerror=alert(1)>")
    assert page.locator("#result img").count() == 0
