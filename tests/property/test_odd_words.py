"""Nothing raises over words that are permitted, however odd they are and wherever they stand: checks, pipeline, briefs.

The pieces are the words that rules look at the neighbours of, beside letters and signs that fold to nothing.
"""

from collections.abc import Sequence

from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import InvalidInput
from mujaz.pipeline import Pipeline
from mujaz.pipeline.brief.compress import compress
from mujaz.pipeline.check import check_translation
from mujaz.pipeline.local import run_article
from mujaz.types import (
    Article,
    BriefOptions,
    BriefStyle,
    Chunk,
    DecodingOptions,
    Glossary,
    Hypothesis,
    ProcessOptions,
    Term,
    Translation,
)

ODD = (
    *"ـ\u064b\u0651\u0654\u0655\u06dd\u06de\ufefb\ufdfa\ufdfd\u200b\u200c\u200e\u200f\u202b\u202e\u2069\ufeff\xad",
    *"پچکیەڵٹھ ، ؛ ؟ . : ! - – — / | • * # @ % $ € & ( ) [ ] « » “ ” ‘ ’ \" ' … ٪ ٫ ² ½ 0 ٣ ۷".split(),
    *("🇮🇶", "1.5", "1,500", "10:30", "3-1", "[1]", "10⁶", "x@y.z", "http://x.y/ز", "#وسم", "NATO"),
)
ARABIC = (
    "قال وقالت أحمد علي محمد صلاح تركي بن أبو عبد الله ال و ب لل كـ الرئيس رئيس وزير الدكتور د. جو بايدن بغداد مصر "
    "كوريا الشمالية شرق بتوقيت مليون ألف مئة نصف ثلث ثلاثة وعشرين الثاني من عام مارس الاثنين أكثر من أقل بين حتى إلى "
    "دولار كيلومتر متر بالمئة نسبة مرتين أمس غدا لم لا لن ليس غير بدون ارتفع تراجع فاز على خسر أمام الأول ثاني لواء "
    "«داعش» وكالة رويترز"
).split()
ENGLISH = (
    "said says told that to and but not no never n't without won lost rose fell the of at least most more than less "
    "between from until Ahmed Ali Mr. Dr. Gen. al- bin Baghdad Egypt North Korea east GMT million thousand half third "
    "three twenty second first March Monday dollars km meters percent times yesterday tomorrow president minister has "
    "was been 's according who which while as with on Sunday officials, it, they U.S. F-16"
).split()


def lines(words: Sequence[str]) -> st.SearchStrategy[str]:
    """Words of a language and odd pieces, joined with and without spaces."""
    piece = st.sampled_from(words) | st.sampled_from(words) | st.sampled_from(ODD)
    parts = st.tuples(piece, st.sampled_from([" ", " ", " ", "", ", "])).map("".join)
    return st.lists(parts, min_size=1, max_size=14).map("".join)


@settings(max_examples=200)
@example(source="قال أحمد ـ", translation="Ahmed said")
@given(source=lines(ARABIC), translation=lines(ENGLISH) | lines(ARABIC))
def test_what_is_found_stands_in_the_line(source: str, translation: str) -> None:
    try:
        result = check_translation(source, translation, Settings())
    except InvalidInput:
        reject()  # no text, or none of its language
    for finding in (finding for line in result.lines for finding in line.findings):
        assert finding.message
        for span, text in ((finding.source, source), (finding.target, translation)):
            assert span is None or 0 <= span.start < span.end <= len(text)


@settings(max_examples=300)
@example(text="The law holds for years, including fines; but", max_words=5, is_headline=False)
@example(text="yesterday yesterday yesterday, that", max_words=1, is_headline=True)
@example(text="says", max_words=12, is_headline=True)
@example(text="has;", max_words=2, is_headline=True)
@given(text=lines(ENGLISH), max_words=st.integers(1, 28), is_headline=st.booleans())
def test_a_sentence_that_ends_or_begins_anywhere_is_shortened(text: str, max_words: int, is_headline: bool) -> None:
    words = " ".join(text.split())
    if any(map(str.isalnum, words)):
        assert compress(words, max_words, is_headline=is_headline).text


class Says(FakeTranslationEngine):
    """Answers each chunk with the next of some lines, sure of nothing, and with all of them as runners-up."""

    def __init__(self, answers: Sequence[str]) -> None:
        super().__init__()
        self.answers = [" ".join(answer.split()) for answer in answers]

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        """Answers as the class says."""
        others = tuple(Hypothesis(text=text, mean_log_prob=-2, token_count=9) for text in self.answers)
        texts = [self.answers[(len(chunk.pieces) + place) % len(self.answers)] for place, chunk in enumerate(batch)]
        sure = [(0.1,) * len(text.split()) for text in texts]
        return [
            Hypothesis(
                text=text, mean_log_prob=-1, token_count=9, alternatives=others, word_probabilities=probabilities
            )
            for text, probabilities in zip(texts, sure, strict=True)
        ]


def is_term(text: str, *, is_arabic: bool) -> bool:
    """Whether a piece may be a side of a term."""
    has_arabic = any("\u0621" <= letter <= "\u064a" for letter in text)
    return text == text.strip() and any(map(str.isalnum, text)) and has_arabic is is_arabic


TERMS = st.builds(
    Term,
    source=lines(ARABIC).map(str.strip).filter(lambda text: is_term(text, is_arabic=True)),
    target=lines(ENGLISH).map(str.strip).filter(lambda text: is_term(text, is_arabic=False)),
)


@settings(max_examples=40)
@given(
    title=lines(ARABIC),
    body=st.lists(lines(ARABIC), min_size=1, max_size=4).map("\n".join),
    answers=st.lists(lines(ENGLISH), min_size=1, max_size=3),
    terms=st.lists(TERMS, max_size=3, unique_by=lambda term: term.source),
    style=st.sampled_from(BriefStyle),
)
def test_an_article_has_a_result_whatever_the_model_says(
    title: str, body: str, answers: list[str], terms: list[Term], style: BriefStyle
) -> None:
    pipeline = Pipeline(Says(answers), FakeSummaryEngine(), Settings())
    options = ProcessOptions(brief=BriefOptions(style=style), glossary=Glossary(tuple(terms)))
    try:
        result = run_article(pipeline, Article(title=title, body=body), options)
    except InvalidInput:
        reject()  # no text, or terms that are none
    assert result.body.text.count("\n") == body.count("\n")
    for source, translation in ((title, result.title), (body, result.body)):
        check_spans(source, translation)


def check_spans(source: str, translation: Translation) -> None:
    """All that a segment points to stands in the texts."""
    for segment in translation.segments:
        of_target = [segment.target, *(one.target for one in (*segment.names, *segment.terms, *segment.doubts))]
        of_source = [segment.source, *(one.source for one in (*segment.names, *segment.terms))]
        of_target += [finding.target for finding in segment.findings if finding.target is not None]
        of_source += [finding.source for finding in segment.findings if finding.source is not None]
        for spans, text in ((of_source, source), (of_target, translation.text)):
            assert all(0 <= span.start <= span.end <= len(text) for span in spans)
