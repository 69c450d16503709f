"""Words that a translation says twice: found where something joins them, taken out where they stand side by side."""

import pytest

from mujaz.pipeline.guards import Pair, Source, drop_doubles
from mujaz.pipeline.guards.doubled import find
from mujaz.types import FindingKind, Severity


@pytest.mark.parametrize(
    ("source", "target", "word"),
    [
        ("وصلت قوافل الإغاثة والغوث", "Relief and relief convoys arrived", "relief"),
        ("ندد بالقرصنة والسطو البحري", "He condemned piracy or the piracy at sea", "piracy"),
        ("شركات وفروعها", "Companies and their companies", "companies"),
        ("أهالي المنطقة", "The region's region came", "region"),
        ("عبر المذياع والتلفاز", "On television, television and online", "television"),
        ("زارت تونس والمغرب", "She went to Tunisia, Tunisia and back", "tunisia"),
        ("منافسو الخصم", "The opponents' opponents", "opponents"),
    ],
)
def test_a_word_that_is_joined_to_itself_is_found(source: str, target: str, word: str) -> None:
    (finding,) = find(Pair.of(source, target))
    assert (finding.kind, finding.severity) == (FindingKind.REPETITION, Severity.WARNING)
    assert finding.target is not None
    assert finding.target.of(target.lower()) == word
    assert target.lower().index(word) < finding.target.start


def test_a_word_in_another_form_is_the_same_word() -> None:
    target = "An emergency emergencies was declared"
    (finding,) = find(Pair.of("أعلنت حالة طوارئ", target))
    assert finding.target is not None
    assert finding.target.of(target) == "emergencies"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("عبرت آلاف وآلاف السيارات", "Cars and cars went across"),
        ("كرر ذلك مرارا", "He said it again and again, louder and louder"),
        ("وزير بعد الوزير", "A minister and a minister"),
        ("الخبز والماء", "Bread and water and salt"),
        ("عاد", "and"),
        ("صافح ولي العهد الأمير سعد", "He shook hands with the crown prince, Prince Saad"),
        ("زار حزب كردستان واتحاد كردستان الشمالي", "He met the Union of Kurdistan and the Kurdistan Front"),
    ],
)
def test_what_english_or_the_source_says_twice_is_no_fault(source: str, target: str) -> None:
    assert not list(find(Pair.of(source, target)))


@pytest.mark.parametrize(
    ("source", "target", "names", "expected"),
    [
        ("نشر شريط فيديو", "They showed a video video of it", [], "They showed a video of it"),
        ("نشر شريط فيديو", "Video video clips", [], "Video clips"),
        ("في منتجع", "in the resort resort resort here", [], "in the resort here"),
        ("جماعة بوكو حرام", "the Boko Boko Haram group", ["Boko Haram"], "the Boko Haram group"),
        ("قال بطرس بطرس غالي", "said Boutros Boutros Ghali", ["Boutros Boutros Ghali"], "said Boutros Boutros Ghali"),
        ("في رفراف", "in Raf Raf", [], "in Raf Raf"),
        ("كم كم مرة", "how long long ago", [], "how long ago"),
        ("كان قد سافر", "He had had to travel", [], "He had had to travel"),
        ("قضى 10 10", "He spent 10 10 there", [], "He spent 10 10 there"),
        ("آلاف آلاف الطيور", "birds birds", [], "birds birds"),
    ],
)
def test_a_stutter_is_taken_out_and_a_name_is_not(source: str, target: str, names: list[str], expected: str) -> None:
    assert drop_doubles(Source(source), target, names) == expected
