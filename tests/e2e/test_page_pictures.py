"""The page with the embedded models, as README.md shows it: `make pictures` keeps what is seen here in docs/."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "examples/floods-coast.txt"
CHROMIUM = shutil.which("chromium")
PICTURES = {
    "page.png": ({"width": 1280, "height": 1000}, "light"),
    "page-dark.png": ({"width": 1280, "height": 1000}, "dark"),
    "page-phone.png": ({"width": 390, "height": 844}, "light"),
}


@pytest.fixture
def address(served) -> str:
    """Where a server with the embedded models has its page."""
    return served.wait_for("listening")["http"]


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_an_article_is_translated_and_the_pictures_show_it(address, tmp_path):
    from playwright.sync_api import sync_playwright

    folder = Path(os.environ.get("MUJAZ_PICTURES") or tmp_path)
    title, _, body = ARTICLE.read_text(encoding="utf-8").partition("\n\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, (size, scheme) in PICTURES.items():
            page = browser.new_page(viewport=size, color_scheme=scheme)
            page.goto(address)
            page.get_by_label("Headline in Arabic").fill(title)
            page.get_by_label("Article in Arabic").fill(body)
            page.get_by_role("button", name="Translate", exact=True).click()
            page.get_by_text("Done.", exact=True).wait_for(timeout=60_000)
            assert "flood" in page.locator("#result h2").inner_text().lower()
            assert page.locator(".segment").count() == 9
            assert page.locator("mark.doubt").count() > 5
            page.locator("#result").evaluate("result => { result.scrollIntoView(); result.blur(); }")
            page.screenshot(path=folder / name)
            assert (folder / name).stat().st_size > 20_000
            page.close()
        browser.close()
