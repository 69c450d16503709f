"""The recipe of the dictionary keeps what the model gets wrong and copies, and nothing else."""

import gzip
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "models" / "recipes" / "dictionary"))

from doubted import Place, Reader, doubted
from sift import Entry, Model, broken_up, contradicted, helpful, recalled, sentences_with

from mujaz.config import Settings
from mujaz.engines.load import load_translation_engine


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(threads=1)


def test_an_entry_is_kept_where_the_model_misses_it_and_says_it_when_shown(model: Model) -> None:
    unknown = Entry("زرزور", "زرزور", "starling")
    known = Entry("مدرسه", "مدرسة", "school")
    sentences = {unknown: ["شوهد زرزور قرب النهر صباح اليوم."], known: ["عاد الطلاب إلى مدرسة القرية صباح اليوم."]}
    assert list(helpful(model, sentences)) == [unknown]


def test_an_entry_that_the_model_does_not_copy_is_not_kept(model: Model) -> None:
    strange = Entry("زرزور", "زرزور", "xqzv wkjq pfrt")
    assert list(helpful(model, {strange: ["شوهد زرزور قرب النهر صباح اليوم."]})) == []


def test_an_entry_that_translators_nearly_always_put_in_other_words_is_contradicted() -> None:
    table = {"بدون": "Bidoon", "غواصه": "submarine", "مرجان": "coral"}
    pairs = [
        *[("سافر بدون إذن", "He travelled without leave")] * 8,
        *[("غرقت الغواصة", "The sub sank")] * 8,
        *[("الغواصة في الميناء", "The submarine is in port")] * 2,
        *[("المرجان يموت", "The reef is dying")] * 7,
    ]
    assert contradicted(table, pairs) == {"بدون"}
    assert contradicted(table, pairs, agreed=0.3, places=3) == {"بدون", "غواصه", "مرجان"}


def test_a_phrase_of_which_the_table_has_a_part_in_other_words_is_broken_up() -> None:
    table = {"ذروه": "peak", "عقاري": "real estate"}
    phrases = {"ساعه ذروه": "rush hour", "قرض عقاري": "real estate loan", "ساعه حائط": "wall clock", "ذروه": "top"}
    assert broken_up(phrases, table) == {"ساعه ذروه"}


@pytest.mark.parametrize(
    ("english", "output", "share"),
    [
        ("tear gas", "They fired tear gas.", 1),
        ("sea gulls", "A gull over the seas", 1),
        ("rust", "because of the crack", 0),
    ],
)
def test_words_are_recalled_in_any_form(english: str, output: str, share: float) -> None:
    assert recalled(english, output) == share


def test_a_sense_is_tried_in_paragraphs_of_its_field_and_an_entry_in_all(tmp_path: Path) -> None:
    sport, other = "فاز الفريق في المباراة وسجل المهاجم في الملحق", "زار الوفد أمس مكتب الملحق في السفارة"
    mono = tmp_path / "mono.gz"
    mono.write_bytes(gzip.compress(f"{sport}\n{other}\n".encode()))
    sense, entry = Entry("ملحق", "ملحق", "play-off", "sport"), Entry("سفاره", "سفارة", "embassy")
    assert sentences_with([sense, entry], mono) == {sense: [sport], entry: [other]}


def test_the_model_attends_to_the_word_that_it_says() -> None:
    settings = Settings.load({"threads": 1})
    engine = load_translation_engine(settings)
    pieces = engine.encode("وصل رئيس الوزراء إلى القاهرة أمس.")
    engine.close()
    places = {place.key: place for place in Reader(settings).places([pieces])}
    assert "Cairo" in places["قاهره"].english
    assert "minister" in places["وزراء"].english
    assert 0 < places["قاهره"].probability <= 1
    assert places["قاهره"].arabic == "وصل رئيس الوزراء إلى القاهرة أمس."


def test_words_that_are_doubted_in_two_of_five_places_come_out_the_surest_doubts_first() -> None:
    def places(key: str, *probabilities: float) -> list[Place]:
        return [Place(key, probability, key, "word") for probability in probabilities]

    rows = doubted(
        [
            *places("مره", 0.1),
            *places("نصف", 0.1, 0.2, 0.9, 0.9),
            *places("دائما", 0.3, 0.1, 0.2),
            *places("نادرا", 0.1, 0.2, 0.9, 0.9, 0.9, 0.9),
        ]
    )
    assert [(key, count, [place.probability for place in doubts]) for key, count, doubts in rows] == [
        ("دائما", 3, [0.1, 0.2, 0.3]),
        ("نصف", 4, [0.1, 0.2]),
    ]
