"""A segment is read once, however many translations of it are looked at."""

import pkgutil
from importlib import import_module

from mujaz.pipeline import guards
from mujaz.pipeline.guards import Pair, Source, Target, find_faults, repair_number
from mujaz.pipeline.guards import pair as pair_module
from mujaz.pipeline.guards.check import DETECTORS

APART = {"model", "quotations"}
"""Detectors that are not asked with the others: what the model says is no comparison, lost marks are no fault."""


def test_the_source_is_read_once_for_all_its_translations(monkeypatch):
    read: list[str] = []
    monkeypatch.setattr(pair_module, "arabic_quantities", lambda text: read.append(text) or [], raising=True)
    source = Source("قتل 23 شخصا في بغداد.")
    for target in ("23 people were killed in Baghdad.", "They were killed.", "A film was shown."):
        find_faults(Pair(source, Target(target)))
    assert read == [source.text]


def test_a_reader_of_a_detector_is_asked_once_and_what_it_said_is_kept_with_the_text():
    asked: list[str] = []

    def length(source: Source) -> int:
        asked.append(source.text)
        return len(source.text)

    source, other = Source("بغداد"), Source("لا")
    assert [source.read(length), source.read(length), other.read(length)] == [5, 5, 2]
    assert asked == ["بغداد", "لا"]


def test_a_repaired_translation_is_read_once_and_the_source_not_again():
    pair = Pair.of("بلغ العدد 2017 شخصا.", "The number was 2012 people.")
    repaired = repair_number(pair, find_faults(pair))
    assert repaired is not None
    assert repaired.pair.source is pair.source
    assert repaired.pair.target.text == "The number was 2017 people."
    assert find_faults(repaired.pair) == ()


def test_every_file_with_a_detector_is_among_the_detectors():
    modules = [import_module(f"{guards.__name__}.{each.name}") for each in pkgutil.iter_modules(guards.__path__)]
    files = {module.__name__.rpartition(".")[2] for module in modules if hasattr(module, "find")}
    assert {find.__module__.rpartition(".")[2] for find in DETECTORS} == files - APART
    assert all(find.__name__ == "find" for find in DETECTORS)
