import pytest

from mujaz.text.clauses import LEAST_WORDS, clause_starts, unpunctuated_words

SPEECH = (
    "زارت بعثة الآثار تلة قديمة قرب القرية وعثرت على جرار من الفخار ننتقل إلى الطقس حيث تتوقع الأرصاد أمطارا على "
    "الساحل وقال خبير إن الأودية ستفيض في المساء فيما أغلقت البلدية طريق الجبل أمام الشاحنات حتى صباح الجمعة وفي "
    "الرياضة تعادل فريق الميناء مع ضيفه"
)


def test_a_long_sentence_without_marks_is_counted():
    assert unpunctuated_words(f"{SPEECH}.") == len(SPEECH.split()) >= LEAST_WORDS


@pytest.mark.parametrize("text", [SPEECH.replace(" وقال", "، وقال"), " ".join(SPEECH.split()[: LEAST_WORDS - 1]), ""])
def test_a_sentence_with_a_mark_or_a_shorter_one_is_not(text):
    assert unpunctuated_words(text) == 0


def test_it_is_cut_where_clauses_begin():
    starts = [SPEECH[start:].split()[0] for start in clause_starts(SPEECH)]
    assert starts == ["ننتقل", "وقال", "فيما", "وفي"]


def test_a_verb_within_a_clause_begins_none():
    assert clause_starts("عاد إلى القرية أمس الرجل الذي قال إن البئر جفت منذ عامين كما ذكرت الصحيفة") == []
