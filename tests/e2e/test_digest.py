"""`mujaz digest` as a process, with the embedded models."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import EXAMPLES, Here, Program, Server, nothing_left_running

FLOODS = (EXAMPLES / "floods-coast.txt").read_text(encoding="utf-8")
BANK = (EXAMPLES / "economy-quarter.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of one flood, one of a central bank, and one that is not Arabic."""
    floods, bank = (text.rstrip("\n").split("\n\n", 1) for text in (FLOODS, BANK))
    paragraphs = floods[1].split("\n\n")
    rows = [
        {"id": "bank", "title": bank[0], "body": bank[1], "published": "2024-05-12", "source": "Bank"},
        {"id": "flood-1", "title": floods[0], "body": floods[1], "published": "2024-05-13", "source": "Coast"},
        {"id": "flood-2", "title": "", "body": "\n\n".join(paragraphs[:3]), "published": "2024-05-14"},
        {"id": "other", "title": "", "body": "Not Arabic.", "published": "2024-05-15"},
    ]
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def here(mujaz: Program, news: Path) -> dict[str, Any]:
    """The digest made in the command's own process."""
    run = mujaz("digest", str(news), "--json", "--max-words", "60")
    assert (run.returncode, run.stderr) == (3, "")
    response: dict[str, Any] = json.loads(run.stdout)
    return response


def test_each_story_is_told_once_the_newest_first(here: dict[str, Any]) -> None:
    stories = [[article["id"] for article in story["articles"]] for story in here["stories"]]
    assert stories == [["flood-2", "flood-1"], ["bank"]]
    assert [story["published"] for story in here["stories"]] == ["2024-05-14", "2024-05-12"]
    assert [(failure["id"], failure["error"]["reason"]) for failure in here["failures"]] == [
        ("other", "TEXT_NOT_ARABIC")
    ]


def test_every_line_leads_to_sentences_of_an_article(here: dict[str, Any], news: Path) -> None:
    articles = {row["id"]: row for row in map(json.loads, news.read_text(encoding="utf-8").splitlines())}
    for story in here["stories"]:
        lines = [(story["headline"], story["headline_citation"])]
        lines += [(story["brief"], citation) for citation in story["citations"]]
        assert story["citations"]
        for text, citation in lines:
            assert text[citation["sentence"]["start"] : citation["sentence"]["end"]].strip()
            arabic = articles[citation["article_id"]]["title" if citation["in_title"] else "body"]
            assert citation["sources"]
            for span in citation["sources"]:
                assert arabic[span["start"] : span["end"]].strip()


def test_a_server_makes_the_same_digest(mujaz: Program, served: Server, here: dict[str, Any], news: Path) -> None:
    with nothing_left_running():
        run = mujaz("digest", str(news), "--server", served.address, "--json", "--max-words", "60")
    assert (run.returncode, run.stderr) == (3, "")
    assert {**json.loads(run.stdout), "timings": None} == {**here, "timings": None}


def test_people_read_dates_headlines_sources_and_briefs(mujaz_here: Here, news: Path) -> None:
    run = mujaz_here("digest", str(news), "--style", "bullets", "--beam-size", "1", "--max-retries", "0")
    assert run.returncode == 3
    assert run.stdout.startswith("2024-05-14  ")
    assert "\n  Coast (flood-1)" in run.stdout
    assert "\n- " in run.stdout
    assert "Not in this digest\nother: article.body: has no Arabic letters" in run.stdout


def test_an_article_is_briefed_in_the_style_that_is_asked_for(mujaz_here: Here) -> None:
    run = mujaz_here("article", str(EXAMPLES / "football-final.txt"), "--style", "headline", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    article = json.loads(run.stdout)
    (citation,) = article["brief"]["citations"]
    assert citation["brief"] == {"start": 0, "end": len(article["brief"]["text"])}
    assert article["brief"]["text"] != article["title"].rstrip(".")
