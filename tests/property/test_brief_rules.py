"""Rules of shortened sentences that hold however a sentence is put together."""

from hypothesis import given
from hypothesis import strategies as st

from mujaz.pipeline.brief.compress import MAX_SENTENCE_WORDS, compress

_SUBJECTS = st.sampled_from(
    ["The water board of the southern province", "Mayor Salma Idris", "Three fishermen from the village of Tell Amara"]
)
_VERBS = st.sampled_from(
    [
        "opened a new line to the harbour",
        "did not sign the contract for the dam",
        "counted 412 broken pumps in the old quarter",
        "refused to pay 3.5 million dinars for the repair of the road",
        "never asked the council for help",
    ]
)
_ASIDES = st.sampled_from(
    [
        "",
        ", who took office in spring,",
        ", one of the oldest in the country,",
        " (founded in 1931)",
        ", speaking at the port,",
    ]
)
_TAILS = st.sampled_from(
    [
        "after a long meeting with the owners of the mills",
        "while the price of bread rose by 7 percent in two weeks",
        "because the engineers had found no cracks in the wall",
        "and the harbour master closed the gates until Friday",
        "which has waited for a decision since the flood of 1998",
        "adding that nobody would lose a job",
    ]
)
_SPEAKERS = st.sampled_from(
    [
        "",
        "a spokesman for the ministry of water said",
        "according to the harbour master",
        "officials in the capital have said",
    ]
)
_NEVER_LAST = frozenset(
    "a an the of in on at for with by from to and or but that which who is are was were has have had will not no never"
    " said three two".split()
)


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    parts = [draw(_SUBJECTS) + draw(_ASIDES) + " " + draw(_VERBS), *draw(st.lists(_TAILS, max_size=4, unique=True))]
    speaker = draw(_SPEAKERS)
    text = ", ".join([*parts, speaker] if speaker else parts)
    return text.replace(",,", ",") + "."


def _bare(text: str) -> list[str]:
    words = (word.strip('.,;:!?()…"').lower() for word in text.replace("…", "… ").split())
    return [word for word in words if word]


def _is_in_order(short: str, whole: str) -> bool:
    rest = iter(_bare(whole))
    return all(word in rest for word in _bare(short))


@given(sentence=_sentences(), max_words=st.integers(12, MAX_SENTENCE_WORDS), is_headline=st.booleans())
def test_what_is_left_is_word_for_word_in_order_and_short(sentence: str, max_words: int, is_headline: bool) -> None:
    short = compress(sentence, max_words, is_headline=is_headline)
    assert _is_in_order(short.text, sentence)
    assert len(short.text.split()) <= max_words


@given(sentence=_sentences(), max_words=st.integers(12, MAX_SENTENCE_WORDS), is_headline=st.booleans())
def test_it_ends_where_a_phrase_may_end(sentence: str, max_words: int, is_headline: bool) -> None:
    short = compress(sentence, max_words, is_headline=is_headline)
    beginning = short.text.split("…")[0] if not short.is_whole else short.text
    last = _bare(beginning)[-1]
    assert last not in _NEVER_LAST or last == "said" == _bare(sentence)[-1]
    assert not last.replace(".", "").isdigit() or last in ("1931", "1998")


@given(sentence=_sentences(), max_words=st.integers(12, MAX_SENTENCE_WORDS), is_headline=st.booleans())
def test_numbers_keep_their_nouns_and_negations_their_verbs(sentence: str, max_words: int, is_headline: bool) -> None:
    text = compress(sentence, max_words, is_headline=is_headline).text
    for together in ("412 broken pumps", "3.5 million dinars", "did not sign", "never asked"):
        first, *_, last = together.split()
        if first in text.split():
            assert together in text
        if together in sentence and last in text.split():
            assert together in text


@given(sentence=_sentences(), max_words=st.integers(12, MAX_SENTENCE_WORDS), is_headline=st.booleans())
def test_who_says_so_stays(sentence: str, max_words: int, is_headline: bool) -> None:
    short = compress(sentence, max_words, is_headline=is_headline)
    if short.is_attributed:
        is_said = not {"said", "according"}.isdisjoint(_bare(sentence))
        is_named = not {"said", "according"}.isdisjoint(_bare(short.text)) or (is_headline and ":" in short.text)
        assert is_said == is_named, short.text
