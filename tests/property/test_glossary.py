"""What holds for any term in any text."""

from hypothesis import example, given
from hypothesis import strategies as st

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import InvalidInput
from mujaz.pipeline import Pipeline, run_text
from mujaz.pipeline.spelling import find_copies, find_derived, find_exact, find_variants
from mujaz.text.glossary import TermMatcher, check_glossary, gazetteer, match_terms
from mujaz.text.scripts import has_arabic
from mujaz.types import Glossary, ProcessOptions, Term, TermOrigin

ARABIC = st.text("ابةتجحدرسعغفقكلمنهوىيءأإآؤئ \u064b\u064f\u0640", max_size=12)
WORDS = ("العراق", "للعراق", "وبالموصل", "الحشد الشعبي", "لل", "وال", "و", "لبنان", "كالموصل", "ولللجنة")
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), ARABIC, st.text(max_size=6)), max_size=8).map(" ".join)
SOURCES = st.one_of(st.sampled_from(WORDS), ARABIC, st.text(max_size=8))
TARGETS = st.one_of(st.sampled_from(["Iraq", "PMF", "the Crowd (new)", "x+y*"]), st.text(min_size=1, max_size=12))


@given(source=SOURCES, text=TEXTS)
@example(source="", text="و")
@example(source="ال", text="للل وال")
@example(source="و", text="وو")
def test_matches_are_inside_the_text_in_order_and_apart(source, text):
    matcher = TermMatcher([Term(source=source, target="X")], TermOrigin.REQUEST)
    end = 0
    for match in match_terms(text, [matcher, gazetteer()]):
        assert end <= match.span.start < match.span.end <= len(text)
        assert match.span.of(text).strip()
        end = match.span.end


@given(source=SOURCES.filter(has_arabic))
@example(source="0:\u066e")
@example(source="كوفيد-19")
@example(source="على")
def test_a_term_is_found_in_itself(source):
    matcher = TermMatcher([Term(source=source, target="X")], TermOrigin.REQUEST)
    assert (
        list(match_terms(f"قال {source} ثم", [matcher]))
        or not any(map(str.isalnum, source))
        or len(source.split()) != 1
    )


@given(target=TARGETS, text=st.one_of(TARGETS, st.text(max_size=60)))
def test_places_of_english_are_inside_the_text(target, text):
    for find in (find_exact, find_derived, find_copies, find_variants):
        for span in find(target, text):
            assert 0 <= span.start < span.end <= len(text)


@given(source=SOURCES, target=TARGETS, text=TEXTS)
def test_whatever_is_asked_for_spans_are_inside_and_no_mark_is_left(source, target, text):
    glossary = Glossary((Term(source=source, target=target),))
    pipeline = Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), Settings())
    try:
        check_glossary(glossary, field="glossary")
        translation = run_text(pipeline, text, ProcessOptions(glossary=glossary)).translation
    except InvalidInput:
        return
    for segment in translation.segments:
        for term in segment.terms:
            assert segment.source.start <= term.source.start < term.source.end <= segment.source.end
            assert segment.target.start <= term.target.start < term.target.end <= segment.target.end
            assert term.target.of(translation.text).lower() == target.lower()
    assert "XX" not in translation.text or "XX" in text + target
