"""Our own news corpus and lexicon, and what training makes of their pairs."""

import gzip
import random
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("torch")

RECIPE = Path(__file__).parents[2] / "models" / "recipes" / "starter-ar-en"
sys.path.insert(0, str(RECIPE))

from starter.augment import (  # noqa: E402
    Persons,
    find_names,
    persons_of,
    skeleton,
    with_english_names,
    with_other_surnames,
    with_verbatim,
)
from starter.corpus import OWN_NEWS, Pair, fingerprint  # noqa: E402

from mujaz.config import Settings  # noqa: E402
from mujaz.pipeline.check import check_translation  # noqa: E402
from mujaz.types import FindingKind, Severity  # noqa: E402

DEV = Path(__file__).parents[3] / "shared" / "corpora" / "dev"
ARABIC, LATIN = re.compile("[\u0621-\u064a]"), re.compile("[A-Za-z]")
PERSONS = Persons(given=frozenset({"سامي"}), surnames=(("الشواف", "al-Shawaf"),))


def rows(name: str) -> list[list[str]]:
    with gzip.open(OWN_NEWS / f"{name}.tsv.gz", "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


@pytest.fixture(scope="module")
def news() -> list[list[str]]:
    return rows("mujaz_news")


def test_every_line_is_arabic_and_english(news: list[list[str]]) -> None:
    for row in [*news, *rows("mujaz_lexicon")]:
        assert len(row) == 2, row
        assert all(field == field.strip() for field in row), row
        assert ARABIC.search(row[0]), row
        assert not ARABIC.search(row[1]), row
        assert LATIN.search(row[1]) or re.search(r"\d", row[1]), row


def test_no_sentence_stands_there_twice_and_few_begin_alike(news: list[list[str]]) -> None:
    assert len(news) > 40_000
    arabic = [fingerprint(row[0]) for row in news]
    assert len(set(arabic)) == len(arabic)
    beginnings = Counter(" ".join(row[0].split()[:5]) for row in news)
    assert sum(count - 1 for count in beginnings.values()) < 0.02 * len(news)


def test_no_line_of_a_development_set_is_among_them(news: list[list[str]]) -> None:
    if not DEV.is_dir():
        pytest.skip("the development sets are not here")
    held = {
        fingerprint(field)
        for path in DEV.glob("*.tsv")
        for line in path.read_text(encoding="utf-8").splitlines()
        for field in line.split("\t")[:2]
    }
    assert not [row for row in news if {fingerprint(field) for field in row} & held]


def test_numbers_are_the_same_on_both_sides_by_our_own_check(news: list[list[str]]) -> None:
    sample = random.Random(7).sample([row for row in news if re.search(r"\d", row[0])], 600)
    wrong = []
    for arabic, english in sample:
        [line] = check_translation(arabic, english, Settings()).lines
        wrong += [
            (arabic, english)
            for finding in line.findings
            if finding.kind is FindingKind.NUMBER and finding.severity is Severity.ERROR
        ]
    assert len(wrong) <= 0.01 * len(sample), wrong


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("البرهان", "al-Burhan"),
        ("قاسم", "Qassem"),
        ("الشمّري".replace("\u0651", ""), "al-Shammari"),
        ("شحادة", "Shehadeh"),
        ("غريب", "Gharib"),
        ("خليفة", "Khalifa"),
        ("فيليب", "Philippe"),
    ],
)
def test_a_name_has_the_same_consonants_in_both_scripts(arabic: str, english: str) -> None:
    assert skeleton(arabic) == skeleton(english)


def test_names_are_found_behind_clitics_and_ordinary_words_are_not() -> None:
    arabic = "التقى الوزير سامي الكرمي بسكان بلدة عرسال وبرئيس البلدية"
    english = "The minister Sami al-Karmi met residents of the town of Arsal and the mayor"
    found = [(arabic[slice(*name.source)], english[slice(*name.target)]) for name in find_names(arabic, english)]
    assert found == [("سامي الكرمي", "Sami al-Karmi"), ("عرسال", "Arsal")]


def test_a_name_in_the_source_is_written_in_english_with_its_clitics_apart() -> None:
    pair = Pair(
        arabic="وصل وفد من عرسال وسكرادو إلى القاهرة", english="A delegation from Arsal and Skardu came", weight=1.0
    )
    made = {with_english_names(pair, random.Random(seed)).arabic for seed in range(40)}
    assert "وصل وفد من Arsal و Skardu إلى القاهرة" in made


def test_what_is_no_word_stands_at_the_end_of_both_sides_alike() -> None:
    pair = Pair(arabic="وصل الوزير أمس.", english="The minister arrived yesterday.", weight=1.0)
    items = set()
    for seed in range(200):
        changed = with_verbatim(pair, random.Random(seed))
        found = re.fullmatch(r"وصل الوزير أمس \((\S+)\)\.", changed.arabic)
        assert found is not None
        assert changed.english == f"The minister arrived yesterday ({found[1]})."
        items.add(found[1])
    assert len(items) > 150
    for sign in ("@", "#", "http", "-", "."):
        assert any(sign in item for item in items)


def test_surnames_change_on_both_sides_and_only_of_persons() -> None:
    pair = Pair(arabic="قال سامي الكرمي في بلدة عرسال", english="Sami al-Karmi said in the town of Arsal", weight=1.0)
    made = with_other_surnames(pair, PERSONS, random.Random(0))
    assert (made.arabic, made.english) == ("قال سامي الشواف في بلدة عرسال", "Sami al-Shawaf said in the town of Arsal")


def test_full_names_give_given_names_and_surnames_as_newspapers_write_them() -> None:
    found = persons_of(
        [("لينا العجاجي", "Lina Al-Ajaji"), ("رانيا سامي محمد", "Rania Samy"), ("نور حداد", "Noah Smith")]
    )
    assert found == Persons(given=frozenset({"لينا"}), surnames=(("العجاجي", "al-Ajaji"),))
