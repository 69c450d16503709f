"""LibreTranslate's API, asked by a client that others wrote and by plain requests."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from deep_translator import LibreTranslator
from libretranslatepy import LibreTranslateAPI

from mujaz.serving.tokens import token_hash

SENTENCE = "قال الوزير إن الاجتماع سيعقد يوم الاثنين."
TOKEN = "a-token-of-the-desk"
ASKED = {"source": "ar", "target": "en"}
THEIRS = json.loads((Path(__file__).parents[1] / "data/libretranslate_answers.json").read_text(encoding="utf-8"))
"""What LibreTranslate 1.9.6 answered, as `bench/libre_fields.py` recorded it."""
TYPES = {"text": str, "truth": bool, "number": (int, float), "nothing": type(None)}


@pytest.fixture
async def client(start):
    running = await start(http="127.0.0.1:0")
    async with httpx.AsyncClient(base_url=running.server.http_address, trust_env=False, timeout=30) as client:
        yield client


def fits(ours: Any, shape: Any) -> bool:
    """Whether a JSON value has the names and types that were recorded; lists may be empty."""
    if isinstance(shape, dict):
        same = isinstance(ours, dict) and ours.keys() == shape.keys()
        return same and all(fits(ours[name], each) for name, each in shape.items())
    if isinstance(shape, list):
        return isinstance(ours, list) and all(any(fits(each, kind) for kind in shape) for each in ours)
    return isinstance(ours, TYPES[shape]) and (shape == "truth" or not isinstance(ours, bool))


@pytest.mark.parametrize("asked", THEIRS, ids=[asked["name"] for asked in THEIRS])
async def test_answers_are_those_of_libretranslate_field_by_field(client, asked):
    file, theirs = asked.get("file"), asked["answer"]
    response = await client.request(
        asked["method"],
        "/" + asked["path"],
        json=asked.get("json"),
        data=asked.get("data"),
        files=None if file is None else {"file": (file["name"], file["text"].encode())},
    )
    if theirs["status"] == 500:  # what it does not expect; here every error is the caller's and says what is wrong
        assert 400 <= response.status_code < 500
    else:
        assert response.status_code == theirs["status"]
    if theirs["shape"] is not None:
        ours = response.json()
        if asked["path"] == "translate" and response.is_success:
            assert isinstance(ours.pop("findings"), list)  # the field that it has not
        assert fits(ours, theirs["shape"]), ours


async def test_libretranslatepy_is_served(client):
    api = LibreTranslateAPI(str(client.base_url))
    assert (await asyncio.to_thread(api.translate, SENTENCE, "ar", "en")).startswith("W3 w6")
    assert (await asyncio.to_thread(api.detect, SENTENCE))[0]["language"] == "ar"
    assert {language["code"] for language in await asyncio.to_thread(api.languages)} == {"ar", "en"}


async def test_deep_translator_is_served(client):
    translator = LibreTranslator(source="ar", target="en", custom_url=str(client.base_url), api_key="none")
    assert (await asyncio.to_thread(translator.translate, SENTENCE)).startswith("W3 w6")


async def test_one_text_and_many_in_each_way_of_sending(client):
    one = (await client.post("/translate", json={"q": SENTENCE, **ASKED})).json()
    assert one["translatedText"].startswith("W3")
    assert one["findings"][0]["kind"].startswith("FINDING_KIND_")
    many = (await client.post("/translate", json={"q": [SENTENCE, "BBC 24", ""], **ASKED})).json()
    assert many["translatedText"] == [one["translatedText"], "BBC 24", ""]
    form = await client.post("/translate", data={"q": SENTENCE, **ASKED})
    assert form.json() == one
    multipart = await client.post(
        "/translate", files={"q": (None, SENTENCE), "source": (None, "ar"), "target": (None, "en")}
    )
    assert multipart.json() == one


async def test_detection_alternatives_and_html(client):
    said = (
        await client.post("/translate", json={"q": SENTENCE, "source": "auto", "target": "en", "alternatives": 2})
    ).json()
    assert said["detectedLanguage"] == {"confidence": 100, "language": "ar"}
    assert said["alternatives"] == []
    for text, confidence in (("😀 24", 0), ("BBC", 100)):
        said = (await client.post("/translate", json={"q": text, "source": "auto", "target": "en"})).json()
        assert (said["translatedText"], said["findings"]) == (text, [])
        assert said["detectedLanguage"] == {"confidence": confidence, "language": "en"}
    for wrong in ("many", 1.5, [1]):
        refused = await client.post("/translate", json={"q": SENTENCE, **ASKED, "alternatives": wrong})
        assert (refused.status_code, refused.json()) == (400, {"error": "alternatives: is not a number"})
    page = f'<div class="x" hidden><p>{SENTENCE}</p><script>x = "{SENTENCE}"</script></div><p>{SENTENCE} <b>60%</b></p>'
    html = (await client.post("/translate", json={"q": page, "format": "html", **ASKED})).json()
    assert html["translatedText"].startswith('<div class="x" hidden><p>W3 w6')
    assert f'<script>x = "{SENTENCE}"</script></div><p>W3' in html["translatedText"]
    assert html["translatedText"].endswith("<b>60%</b></p>")
    assert html["findings"]
    assert all("source" not in finding for finding in html["findings"])


@pytest.mark.parametrize(
    ("name", "content", "kind", "says"),
    [
        ("خبر.txt", f"عنوان الخبر\n\n{SENTENCE}\n", "txt", "W5 w5\n\nW3 w6"),
        ("a/story.html", f"<title>عنوان</title><p>{SENTENCE}</p>", "html", "<title>W5</title><p>W3 w6"),
        (
            "film.srt",
            f"1\n00:00:01,000 --> 00:00:02,500\n{SENTENCE}\n",
            "srt",
            "1\n00:00:01,000 --> 00:00:02,500\nW3 w6",
        ),
        ("two.jsonl", f'{{"title": "عنوان", "body": "{SENTENCE}"}}\n' * 2, "txt", "W5\n\nW3 w6"),
        ("one.json", f'[5, {{"title": "عنوان", "body": "{SENTENCE}"}}]', "txt", "[Not read: article: is JSON but not"),
    ],
)
async def test_files_come_back_translated(client, name, content, kind, says):
    made = await client.post("/translate_file", data=ASKED, files={"file": (name, content.encode())})
    assert made.status_code == 200, made.text
    url = httpx.URL(made.json()["translatedFileUrl"])
    assert (url.host, url.port, url.path.rpartition(".")[2]) == (client.base_url.host, client.base_url.port, kind)
    assert "story" not in str(url)
    fetched = await client.get(url)
    assert fetched.text.startswith(says)
    assert f"_en.{kind}" in fetched.headers["content-disposition"]
    assert fetched.headers["x-content-type-options"] == "nosniff"


async def test_files_that_cannot_be_translated_are_told_why(client):
    for data, files, says in (
        (ASKED, {"other": ("a.txt", b"x")}, "file: is missing"),
        (ASKED, {"file": ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50))}, "file: is a PNG image, which is not read"),
        (ASKED, {"file": ("a.txt", b"")}, ""),
        ({**ASKED, "target": "fr"}, {"file": ("a.txt", SENTENCE.encode())}, "target: is not supported"),
        (ASKED, {"file": ("a" * 300, SENTENCE.encode())}, "file: is missing or longer than 256"),
    ):
        refused = await client.post("/translate_file", data=data, files=files)
        assert says in refused.text
        assert refused.status_code == 400 or not says
    assert (await client.get("/download_file/0.txt")).status_code == 404
    assert (await client.get("/download_file/..%2f..%2fetc%2fpasswd")).status_code == 404


async def test_suggestions_are_refused_as_where_they_are_off(client):
    refused = await client.post("/suggest", json={"q": SENTENCE, "s": "The minister said", **ASKED})
    assert (refused.status_code, refused.json()) == (403, {"error": "Suggestions are disabled on this server."})
    assert (await client.get("/frontend/settings")).json()["suggestions"] is False


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({**ASKED}, "q: is missing"),
        ({"q": 7, **ASKED}, "q: is missing"),
        ({"q": "", **ASKED}, "q: is missing"),
        ({"q": [], **ASKED}, "q: is missing"),
        ({"q": SENTENCE, "target": "en"}, "source: is missing"),
        ({"q": SENTENCE, "source": "ar", "target": "fr"}, "target: is not supported"),
        ({"q": SENTENCE, "format": "pdf", **ASKED}, "format: is unknown"),
        ({"q": ["a"] * 501, **ASKED}, "the limit is 500"),
    ],
)
async def test_errors_have_the_shape_that_clients_know(client, body, says):
    response = await client.post("/translate", json=body)
    assert response.status_code == 400
    assert says in response.json()["error"]


async def test_the_key_is_our_token(start, tmp_path):
    tokens = tmp_path / "tokens.toml"
    tokens.write_text(f'[[token]]\nname = "desk"\nsha256 = "{token_hash(TOKEN)}"\narticles_per_minute = 2\n')
    running = await start(http="127.0.0.1:0", tokens_file=tokens)
    async with httpx.AsyncClient(base_url=running.server.http_address, trust_env=False) as client:
        assert (await client.get("/frontend/settings")).json()["keyRequired"] is True
        refused = await client.post("/translate", json={"q": SENTENCE, **ASKED})
        assert (refused.status_code, list(refused.json())) == (403, ["error"])
        assert "`api_key`, or the header `Authorization: Bearer TOKEN`" in refused.json()["error"]
        keyed = {"q": SENTENCE, "api_key": TOKEN, **ASKED}
        assert (await client.post("/translate", json=keyed)).status_code == 200
        many = await client.post("/translate", json={**keyed, "q": [SENTENCE] * 3})
        assert many.status_code == 429


async def test_a_form_may_have_utf_8_that_is_not_escaped(client):
    form = f"q={SENTENCE.replace(' ', '+')}&source=ar&target=en".encode()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    plain = (await client.post("/translate", content=form, headers=kind)).json()
    assert plain == (await client.post("/translate", json={"q": SENTENCE, **ASKED})).json()


@pytest.mark.parametrize("kind", ["text", "html"])
async def test_half_of_an_emoji_where_a_program_cut_a_text_is_no_fault(client, kind):
    asked = f'{{"q": ["قال نعم \\ud83d", "قال لا."], "format": "{kind}", "source": "ar", "target": "en"}}'.encode()
    response = await client.post("/translate", content=asked, headers={"content-type": "application/json"})
    assert response.status_code == 200
    assert all(response.json()["translatedText"])
