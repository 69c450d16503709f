"""LibreTranslate's API, asked by a client that others wrote and by plain requests."""

import asyncio

import httpx
import pytest
from libretranslatepy import LibreTranslateAPI

from mujaz.serving.tokens import token_hash

SENTENCE = "قال الوزير إن الاجتماع سيعقد يوم الاثنين."
TOKEN = "a-token-of-the-desk"
ASKED = {"source": "ar", "target": "en"}


@pytest.fixture
async def client(start):
    running = await start(http="127.0.0.1:0")
    async with httpx.AsyncClient(base_url=running.server.http_address, trust_env=False, timeout=30) as client:
        yield client


async def test_libretranslatepy_is_served(client):
    api = LibreTranslateAPI(str(client.base_url))
    assert (await asyncio.to_thread(api.translate, SENTENCE, "ar", "en")).startswith("W3 w6")
    assert (await asyncio.to_thread(api.detect, SENTENCE))[0]["language"] == "ar"
    assert {language["code"] for language in await asyncio.to_thread(api.languages)} == {"ar", "en"}


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
    html = await client.post("/translate", json={"q": f"<p>{SENTENCE}</p>", "format": "html", **ASKED})
    assert html.json()["translatedText"].startswith("<p>W3")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({**ASKED}, "q: is missing"),
        ({"q": 7, **ASKED}, "q: is missing"),
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
        keyed = {"q": SENTENCE, "api_key": TOKEN, **ASKED}
        assert (await client.post("/translate", json=keyed)).status_code == 200
        many = await client.post("/translate", json={**keyed, "q": [SENTENCE] * 3})
        assert many.status_code == 429
