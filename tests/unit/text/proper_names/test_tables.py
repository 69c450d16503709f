import subprocess
import sys

from mujaz.text.folding import fold_text
from mujaz.text.proper_names.tables import ANY_CUE, Tables, rows
from mujaz.types import NameKind

MOST_MB = 30
MEASURE = """
import tracemalloc
from mujaz.text.dictionary import read_dictionary
from mujaz.text.proper_names import read_tables
tracemalloc.start()
read_tables()
read_dictionary()
print(tracemalloc.get_traced_memory()[0])
"""
LINES = (
    "\nمحمد\tMuhammad\tOTHER\ttown\nمحمد حسن\tMuhammad Hassan\tPERSON\ttitle\nمحمد سعيد\tMuhammad Said\tPERSON"
    "\nمحمد سعيد\tSaid the Town\tPLACE\t?\nمحمد سعيد حسن\tMuhammad Said Hassan\tPERSON"
)
KNOWN = Tables(whole={"محمد".encode(): LINES.encode()}, parts={}, cues={}, common={}, first_of_two=frozenset())


def test_the_longest_names_come_first_and_of_alike_long_ones_those_that_need_a_cue() -> None:
    found = KNOWN.names_from("محمد", "سعيد")
    assert [(entry.rest, entry.english, entry.kind, entry.cue) for entry in found] == [
        (("سعيد", "حسن"), "Muhammad Said Hassan", NameKind.PERSON, ""),
        (("سعيد",), "Said the Town", NameKind.PLACE, "town"),
        (("سعيد",), "Muhammad Said", NameKind.PERSON, ""),
        ((), "Muhammad", NameKind.OTHER, "town"),
    ]


def test_the_second_words_are_those_of_the_names_that_have_one() -> None:
    assert KNOWN.second_words("محمد") == {"حسن", "سعيد"}
    assert KNOWN.second_words("سعيد") == frozenset()


def test_a_second_word_must_be_the_whole_word() -> None:
    assert [entry.english for entry in KNOWN.names_from("محمد", "سعي")] == ["Muhammad"]
    assert [entry.english for entry in KNOWN.names_from("محمد", "")] == ["Muhammad"]
    assert KNOWN.names_from("سعيد", "حسن") == ()


def test_the_tables_take_little_memory() -> None:
    run = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    assert int(run.stdout) < MOST_MB * 1_000_000


def test_names_of_the_world_are_folded_and_each_is_told_in_one_way() -> None:
    seen: dict[str, str] = {}
    for arabic, english, kind, *mark in rows("world.tsv"):
        assert NameKind[kind] in ANY_CUE, arabic
        assert english.isascii(), english
        assert mark in ([], ["?"]), arabic
        assert arabic == fold_text(arabic).strip(), arabic
        assert seen.setdefault(arabic, english) == english, arabic
