"""The embedded summariser on texts small enough to judge by eye."""

import json
import shutil
from pathlib import Path

import pytest

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.errors import ModelError
from mujaz.types import BriefMethod, BriefOptions, LoadedModel, ModelSignature, Task

FOLDER = Path(__file__).parents[3] / "models" / "brief-en"
MODEL = LoadedModel(
    signature=ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64"),
    task=Task.SUMMARIZATION,
)
TITLE = "Ministry opens desalination plant in Basra"
ARTICLE = [
    "The Ministry of Water Resources opened a desalination plant in Basra on Sunday.",
    "He was not there.",
    "The plant in Basra will supply 400,000 people with drinking water, the ministry said.",
    "Many things can be said about many things.",
    "The desalination plant in Basra was opened on Sunday by the Ministry of Water Resources.",
    "Residents of the city have complained about salt in their tap water for years.",
    "Is that not a question that everybody asks?",
    "A second plant will be built in Faw next year at a cost of 120 million dollars.",
]


@pytest.fixture(scope="module")
def engine() -> ExtractiveEngine:
    return ExtractiveEngine(FOLDER, MODEL)


def chosen(engine: ExtractiveEngine, sentences: list[str], title: str = TITLE, **limits: int) -> list[int]:
    summary = engine.summarize(title, sentences, BriefOptions(**limits))
    assert [sentences[sentence.support[0]] for sentence in summary] == [sentence.text for sentence in summary]
    return [sentence.support[0] for sentence in summary]


def test_it_says_that_it_chooses_sentences(engine: ExtractiveEngine) -> None:
    assert engine.method is BriefMethod.EXTRACTIVE
    assert engine.model is MODEL


def test_one_sentence_is_the_one_that_tells_the_story(engine: ExtractiveEngine) -> None:
    assert chosen(engine, ARTICLE, max_sentences=1) == [0]


def test_sentences_keep_the_order_of_the_article(engine: ExtractiveEngine) -> None:
    positions = chosen(engine, ARTICLE, max_sentences=4)
    assert positions == sorted(positions)
    assert len(positions) == 4


def test_a_sentence_that_repeats_a_chosen_one_gives_way_to_news(engine: ExtractiveEngine) -> None:
    assert {0, 4} - set(chosen(engine, ARTICLE, max_sentences=3))


def test_fillers_come_last(engine: ExtractiveEngine) -> None:
    assert not {1, 3, 6} & set(chosen(engine, ARTICLE, max_sentences=4))


@pytest.mark.parametrize("max_words", [14, 20, 30, 45, 60])
def test_the_word_budget_holds(engine: ExtractiveEngine, max_words: int) -> None:
    positions = chosen(engine, ARTICLE, max_sentences=8, max_words=max_words)
    assert 0 < sum(len(ARTICLE[position].split()) for position in positions) <= max_words


def test_a_sentence_is_not_cut_where_none_fits(engine: ExtractiveEngine) -> None:
    assert len(chosen(engine, ARTICLE, max_sentences=8, max_words=2)) == 1


def test_the_title_is_not_repeated(engine: ExtractiveEngine) -> None:
    assert 0 not in chosen(engine, [TITLE + ".", *ARTICLE], max_sentences=8)


def test_an_article_that_is_its_title_still_has_a_summary(engine: ExtractiveEngine) -> None:
    assert chosen(engine, [TITLE]) == [0]


def test_without_a_title_the_article_speaks_for_itself(engine: ExtractiveEngine) -> None:
    assert chosen(engine, ARTICLE, title="", max_sentences=1) == [0]


@pytest.mark.parametrize(
    "sentences", [["…"], ["!!!", "???"], ["2021", "2022"], ["and", "the"], ["خبر عاجل"], ["A" * 100]]
)
def test_odd_sentences_are_summarised_too(engine: ExtractiveEngine, sentences: list[str]) -> None:
    assert chosen(engine, sentences, max_sentences=1)


def test_the_answer_does_not_depend_on_what_was_asked_before(engine: ExtractiveEngine) -> None:
    first = chosen(engine, ARTICLE)
    chosen(engine, list(reversed(ARTICLE)))
    assert chosen(engine, ARTICLE) == first


def test_a_long_list_of_fragments_is_no_problem(engine: ExtractiveEngine) -> None:
    fragments = [f"word{number} thing{number}" for number in range(20_000)]
    assert len(chosen(engine, fragments, max_sentences=3)) == 3


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nothing-here"):
        ExtractiveEngine(tmp_path / "nothing-here", MODEL)


def test_weights_for_other_features_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    shutil.copytree(FOLDER, folder)
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    settings["features"].pop()
    (folder / "config.json").write_text(json.dumps(settings), encoding="utf-8")
    with pytest.raises(ModelError, match="train it again"):
        ExtractiveEngine(folder, MODEL)


def test_a_damaged_weight_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(FOLDER, folder)
    (folder / "model.safetensors").write_bytes(b"\0" * 64)
    with pytest.raises(ModelError, match="cannot read"):
        ExtractiveEngine(folder, MODEL)
