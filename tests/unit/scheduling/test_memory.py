"""The translation memory: what is found is what was kept, and only where all that decides it is the same."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

import mujaz.scheduling.memory
from mujaz.config import Settings
from mujaz.observability.metrics import REGISTRY
from mujaz.pipeline.steps import DecodeRequest
from mujaz.scheduling.memory import TranslationMemory, open_memory
from mujaz.scheduling.memory_file import MemoryFile
from mujaz.types import Chunk, DecodingOptions, Hypothesis, ModelSignature

SIGNATURE = ModelSignature(model="m", revision="1", engine="ctranslate2 4", compute_type="int8")
CHUNK = Chunk(pieces=("▁قال", "▁ذلك"), prefix=("He",))
REQUEST = DecodeRequest(chunks=(CHUNK,), options=DecodingOptions())
HYPOTHESIS = Hypothesis(text="He said so.", mean_log_prob=-0.1234567890123456, token_count=4)
MIB = 2**20


def memory(
    signature: ModelSignature = SIGNATURE, *, max_bytes: int = MIB, file: Path | None = None
) -> TranslationMemory:
    kept = None if file is None else MemoryFile(file, max_bytes=MIB)
    return TranslationMemory(signature, max_bytes=max_bytes, file=kept)


def lookups() -> dict[str, float]:
    outcomes = ("hit_memory", "hit_disk", "miss")
    return {one: REGISTRY.get_sample_value("mujaz_memory_lookups_total", {"outcome": one}) or 0.0 for one in outcomes}


@given(
    st.builds(
        Hypothesis,
        text=st.text(st.characters(exclude_categories=["Cs"])),
        mean_log_prob=st.floats(max_value=0, allow_infinity=False, allow_nan=False),
        token_count=st.integers(1, 1000),
        truncated=st.booleans(),
    )
)
def test_what_is_recalled_is_what_was_remembered_to_the_last_bit(hypothesis: Hypothesis) -> None:
    kept = memory()
    kept.remember(REQUEST, {CHUNK: hypothesis})
    assert kept.recall(REQUEST) == {CHUNK: hypothesis}


def test_hypotheses_within_hypotheses_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    nested = TypeAdapter(Nested)
    monkeypatch.setattr(mujaz.scheduling.memory, "_HYPOTHESIS", nested)
    kept, best = memory(), Nested("best", -0.1, (Nested("second", -0.2), Nested("third", -0.3)))
    kept.remember(REQUEST, {CHUNK: best})  # type: ignore[dict-item]
    assert kept.recall(REQUEST) == {CHUNK: best}


@dataclass(frozen=True, slots=True)
class Nested:
    text: str
    mean_log_prob: float
    alternatives: "tuple[Nested, ...]" = ()


def test_a_hypothesis_that_has_its_alternatives_with_it_is_kept_whole() -> None:
    names = {field.name for field in fields(Hypothesis)}
    if "alternatives" not in names:
        pytest.skip("hypotheses have no alternatives yet")
    best = replace(HYPOTHESIS, alternatives=(HYPOTHESIS, replace(HYPOTHESIS, text="He said that.")))  # type: ignore[call-arg]
    kept = memory()
    kept.remember(REQUEST, {CHUNK: best})
    assert kept.recall(REQUEST) == {CHUNK: best}


@pytest.mark.parametrize(
    "other",
    [
        *(replace(SIGNATURE, **{field.name: "other"}) for field in fields(ModelSignature)),
        replace(REQUEST, options=DecodingOptions(beam_size=1)),
        replace(REQUEST, options=DecodingOptions(no_repeat_ngram_size=3)),
        replace(REQUEST, options=DecodingOptions(repetition_penalty=1.1)),
        replace(REQUEST, chunks=(replace(CHUNK, prefix=()),)),
        replace(REQUEST, chunks=(replace(CHUNK, pieces=("▁قال▁", "ذلك")),)),
        replace(REQUEST, chunks=(Chunk(pieces=("▁قال",), prefix=("▁ذلك", "He")),)),
    ],
    ids=repr,
)
def test_nothing_is_found_where_anything_that_decides_it_differs(
    other: ModelSignature | DecodeRequest, tmp_path: Path
) -> None:
    file = tmp_path / "memory.sqlite"
    memory(file=file).remember(REQUEST, {CHUNK: HYPOTHESIS})
    assert memory(file=file).recall(REQUEST)
    if isinstance(other, ModelSignature):
        assert memory(other, file=file).recall(REQUEST) == {}
    else:
        assert memory(file=file).recall(other) == {}


@pytest.mark.parametrize("name", ["__version__", "NORMALIZER_VERSION"])
def test_nothing_of_another_version_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory(file=tmp_path / "memory.sqlite").remember(REQUEST, {CHUNK: HYPOTHESIS})
    monkeypatch.setattr(mujaz.scheduling.memory, name, "other")
    assert memory(file=tmp_path / "memory.sqlite").recall(REQUEST) == {}


def numbered(*numbers: int) -> DecodeRequest:
    return DecodeRequest(chunks=tuple(Chunk(pieces=(str(number),)) for number in numbers), options=DecodingOptions())


def test_it_takes_no_more_than_it_may_and_forgets_what_was_used_longest_ago() -> None:
    kept = memory(max_bytes=10_000)
    for number in range(1000):
        request = numbered(number)
        kept.remember(request, {request.chunks[0]: HYPOTHESIS})
        assert kept.recall(numbered(0)), "what is used all the time stays"
        assert kept.size_bytes <= 10_000
    assert len(kept.recall(numbered(*range(990, 1000)))) == 10
    assert not kept.recall(numbered(*range(1, 900)))


def test_remembering_again_takes_no_more_room() -> None:
    kept = memory()
    kept.remember(REQUEST, {CHUNK: HYPOTHESIS})
    size_bytes = kept.size_bytes
    kept.remember(REQUEST, {CHUNK: HYPOTHESIS})
    assert kept.size_bytes == size_bytes > 0
    kept.close()
    assert kept.size_bytes == 0


def test_where_a_chunk_was_found_is_counted(tmp_path: Path) -> None:
    file, before = tmp_path / "memory.sqlite", lookups()
    memory(file=file).remember(numbered(0), {numbered(0).chunks[0]: HYPOTHESIS})
    kept = memory(file=file)
    kept.recall(numbered(0, 1))
    kept.recall(numbered(0, 1))
    after = lookups()
    assert {one: after[one] - before[one] for one in after} == {"hit_disk": 1, "hit_memory": 1, "miss": 2}


def test_a_damaged_value_is_not_found_and_is_mended(tmp_path: Path) -> None:
    file = MemoryFile(tmp_path / "memory.sqlite", max_bytes=MIB)
    writer = TranslationMemory(SIGNATURE, max_bytes=0, file=file)
    file.put({writer._key(REQUEST, CHUNK): b'{"text": "half of'})
    assert writer.recall(REQUEST) == {}
    writer.remember(REQUEST, {CHUNK: HYPOTHESIS})
    assert writer.recall(REQUEST) == {CHUNK: HYPOTHESIS}


def test_many_threads_may_use_one_memory(tmp_path: Path) -> None:
    kept = memory(max_bytes=2_000, file=tmp_path / "memory.sqlite")
    wrong: list[int] = []

    def use(first: int) -> None:
        for number in range(first, first + 100):
            request = numbered(number % 50)
            kept.remember(request, {request.chunks[0]: replace(HYPOTHESIS, text=str(number % 50))})
            if kept.recall(request)[request.chunks[0]].text != str(number % 50):
                wrong.append(number)

    threads = [threading.Thread(target=use, args=(first,)) for first in range(0, 80, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert kept.size_bytes <= 2_000


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (lambda folder: Settings(), (True, False)),
        (lambda folder: Settings(translation_memory_mb=0), None),
        (lambda folder: Settings(translation_memory_mb=0, translation_memory_file=folder / "m"), (False, True)),
    ],
)
def test_the_settings_say_what_there_is(
    settings: Callable[[Path], Settings], expected: tuple[bool, bool] | None, tmp_path: Path
) -> None:
    kept = open_memory(settings(tmp_path), SIGNATURE)
    if kept is None:
        assert expected is None
        return
    kept.remember(REQUEST, {CHUNK: HYPOTHESIS})
    assert (kept.size_bytes > 0, (tmp_path / "m").exists()) == expected
    assert bool(kept.recall(REQUEST))
