"""The whole logic of an article on the fake engine: layout, spans, retries, limits, signature."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mujaz.config import Settings
from mujaz.engines.base import SummarySentence
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import EngineError, InvalidInput
from mujaz.pipeline import Pipeline, run_article, run_text
from mujaz.pipeline.selftest import self_test
from mujaz.types import (
    Article,
    BriefMethod,
    BriefOptions,
    Calibration,
    Chunk,
    ContentType,
    DecodingOptions,
    Finding,
    FindingKind,
    Hypothesis,
    ProcessOptions,
    Severity,
    Translation,
)

EXAMPLES = Path(__file__).parents[3] / "examples"
OPTIONS = ProcessOptions()


def pipeline(engine: FakeTranslationEngine | None = None, **limits: int) -> Pipeline:
    return Pipeline(engine or FakeTranslationEngine(), FakeSummaryEngine(), Settings(**limits))  # type: ignore[arg-type]


def page(html: str, title: str = "") -> Article:
    return Article(title=title, body=html, content_type=ContentType.TEXT_HTML)


def translate(text: str, engine: FakeTranslationEngine | None = None) -> Translation:
    return run_text(pipeline(engine), text, OPTIONS).translation


def kinds(findings: Sequence[Finding]) -> set[FindingKind]:
    return {finding.kind for finding in findings}


class Forgetful(FakeTranslationEngine):
    """Leaves a number out unless it is made to say it."""

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        self.batches.append(list(batch))
        texts = [" ".join([*chunk.prefix, "of the troops left the country."]) for chunk in batch]
        # The farther the number is moved from its place, the less likely the whole.
        return [
            Hypothesis(text=text, mean_log_prob=-0.1 * (1 + len(chunk.prefix)), token_count=9)
            for text, chunk in zip(texts, batch, strict=True)
        ]


class Scripted(FakeTranslationEngine):
    """Gives scripted translations, one attempt after another, the last one for ever."""

    def __init__(self, *attempts: str, max_source_tokens: int = 64) -> None:
        super().__init__(max_source_tokens=max_source_tokens)
        self.attempts = list(attempts)
        self.options: list[DecodingOptions] = []

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        self.options.append(options)
        text = self.attempts.pop(0) if len(self.attempts) > 1 else self.attempts[0]
        return [Hypothesis(text=text, mean_log_prob=-0.2, token_count=5) for _ in batch]


class Misspelling(FakeTranslationEngine):
    """Says a name of the body in another way than that of the title."""

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        texts = [
            "Coach Loew arrived in Berlin."
            if "برلين" in " ".join(chunk.pieces)
            else "Leuf added that the team was ready."
            for chunk in batch
        ]
        return [Hypothesis(text=text, mean_log_prob=-0.1, token_count=9) for text in texts]


def test_a_name_that_is_told_as_two_in_an_article_is_a_finding() -> None:
    article = Article(title="وصل المدرب لوف إلى برلين", body="وأضاف لوف أن الفريق جاهز.")
    result = run_article(pipeline(Misspelling()), article, OPTIONS)
    (segment,) = result.body.segments
    (finding,) = [finding for finding in segment.findings if finding.kind is FindingKind.NAME]
    assert finding.message == "The translation says Leuf here and Loew elsewhere for the same name."
    assert finding.source is not None
    assert finding.target is not None
    assert (finding.source.of(article.body), finding.target.of(result.body.text)) == ("لوف", "Leuf")


ARABIC_TEXT = st.text(
    st.one_of(
        st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        st.sampled_from(" \n\n\t\u00a0.،؛؟!«»\"'()-:٪%…\u200f\u0640\u064b"),
        st.sampled_from("0123456789٠١٢٣٤٥٦٧٨٩abcXYZ"),
        st.characters(),
    ),
    max_size=300,
)


@settings(deadline=None, max_examples=150)
@given(ARABIC_TEXT)
@example("\r\x1b")
def test_any_text_keeps_its_lines_and_every_segment_is_accounted_for(text: str) -> None:
    text += "\nقال"
    result = translate(text, FakeTranslationEngine(max_source_tokens=4))
    assert result.text.count("\n") == text.count("\n")
    assert len(result.text.splitlines()) == len(text.splitlines())
    position = target_position = 0
    for segment in result.segments:
        assert position <= segment.source.start < segment.source.end <= len(text)
        assert target_position <= segment.target.start <= segment.target.end <= len(result.text)
        assert 0.0 <= segment.confidence <= 1.0
        for finding in segment.findings:
            if finding.source is not None:
                assert segment.source.start <= finding.source.start <= finding.source.end <= segment.source.end
            if finding.target is not None:
                assert segment.target.start <= finding.target.start <= finding.target.end <= segment.target.end
        position, target_position = segment.source.end, segment.target.end
    covered = {index for segment in result.segments for index in range(segment.source.start, segment.source.end)}
    assert all(index in covered for index, sign in enumerate(text) if sign.isalnum())


def test_the_real_article_comes_back_line_for_line() -> None:
    body = (EXAMPLES / "alsabah-2021-04-08.txt").read_text(encoding="utf-8")
    result = translate(body)
    source_lines, target_lines = body.split("\n"), result.text.split("\n")
    assert len(source_lines) == len(target_lines)
    for source, target in zip(source_lines, target_lines, strict=True):
        assert bool(source.strip()) == bool(target.strip())
    assert "60%" in target_lines[0]


def test_white_space_between_sentences_is_the_sources_own() -> None:
    assert translate("قال.  وقال.\n\n\tثم قال.").text == "W3.  W4.\n\n\tW2 w3."


def test_sentences_that_run_together_in_arabic_are_set_apart_in_english() -> None:
    assert translate("انتهى ذلك.وأضاف الوزير.").text == "W5 w3. W5 w6."


def test_what_is_not_arabic_passes_through_untouched_and_says_so() -> None:
    result = translate("قال الوزير.\nThe minister  spoke.\n***")
    assert result.text.split("\n")[1:] == ["The minister  spoke.", "***"]
    english, stars = result.segments[1:]
    assert kinds(english.findings) == {FindingKind.NOT_ARABIC}
    assert not stars.findings


def test_a_segment_longer_than_the_model_is_cut_joined_and_marked() -> None:
    engine = FakeTranslationEngine(max_source_tokens=8)
    text = "قال الوزير إن الحكومة ستعمل على تنفيذ البرنامج، وأضاف أن العمل سيبدأ في الشهر المقبل في جميع المدن"
    result = translate(text, engine)
    assert len(result.text.split()) == len(text.split())
    (segment,) = result.segments
    assert FindingKind.SPLIT in kinds(segment.findings)


def test_an_empty_hypothesis_leaves_the_arabic_in_place_with_an_error() -> None:
    result = translate("قال الوزير.", Scripted(""))
    assert result.text == "قال الوزير."
    (finding,) = [finding for finding in result.segments[0].findings if finding.kind is FindingKind.UNTRANSLATED]
    assert finding.severity is Severity.ERROR
    assert result.segments[0].confidence < 0.5


def test_confidence_is_what_the_models_certainty_was_found_to_be_worth() -> None:
    engine = FakeTranslationEngine()
    found = []
    for intercept in (0.0, 100.0):
        calibration = Calibration(intercept=intercept, probability=0.0, doubted=0.0, words=0.0)
        engine.model = replace(engine.model, calibration=calibration)
        found.append(translate("قال الوزير ذلك.", engine).segments[0].confidence)
    assert found[0] == pytest.approx(found[1] / 2, abs=1e-3)


def test_a_loop_is_decoded_again_in_another_way_and_the_better_attempt_kept() -> None:
    loop = "The minister said and the minister said and the minister said and the minister said"
    engine = Scripted(loop, "The minister said.")
    result = translate("قال الوزير ذلك.", engine)
    assert result.text == "The minister said."
    assert engine.options[0].no_repeat_ngram_size == 0
    assert engine.options[1].no_repeat_ngram_size > 0


def test_what_the_search_found_besides_is_taken_before_anything_is_decoded_again() -> None:
    engine = Scripted("Troops left the country.")
    wrong, right = (
        Hypothesis(text=text, mean_log_prob=score, token_count=5)
        for text, score in (("Of the troops, 80 left.", -0.3), ("60% of the troops left the country.", -0.4))
    )
    first = Hypothesis(text="The troops left.", mean_log_prob=-0.2, token_count=5, alternatives=(wrong, right))
    engine.translate = lambda batch, options: engine.batches.append(list(batch)) or [first]  # type: ignore[method-assign,func-returns-value]
    result = translate("غادر ٦٠٪ من القوات البلاد.", engine)
    assert result.text == right.text
    assert len(engine.batches) == 1


def test_the_runner_up_that_keeps_the_quotation_is_taken_and_nothing_is_decoded_again_for_it() -> None:
    engine = Scripted("He said we will never leave our land.")
    quoting = Hypothesis(text='He said: "We will never leave our land."', mean_log_prob=-0.4, token_count=5)
    first = Hypothesis(text="He said we will never leave our land.", mean_log_prob=-0.2, token_count=5)
    engine.translate = lambda batch, options: engine.batches.append(list(batch)) or [said]  # type: ignore[method-assign,func-returns-value]
    said = replace(first, alternatives=(quoting,))
    result = translate("قال: «لن نترك أرضنا أبدا».", engine)
    assert result.text == quoting.text
    assert result.segments[0].findings == ()
    said = first
    result = translate("قال: «لن نترك أرضنا أبدا».", engine)
    assert result.text == first.text
    (finding,) = result.segments[0].findings
    assert finding.severity is Severity.WARNING
    assert finding.source is not None
    assert finding.source.of("قال: «لن نترك أرضنا أبدا».") == "«لن نترك أرضنا أبدا»"
    assert len(engine.batches) == 2


def test_a_quotation_is_worth_no_number() -> None:
    engine = Scripted("")
    quoting = Hypothesis(text='He said: "We are many people here."', mean_log_prob=-0.2, token_count=5)
    first = Hypothesis(
        text="He said we are 20 people here.", mean_log_prob=-0.4, token_count=5, alternatives=(quoting,)
    )
    engine.translate = lambda batch, options: [first]  # type: ignore[method-assign]
    assert translate("قال: «نحن 20 شخصا هنا».", engine).text == first.text


def test_an_address_that_was_put_right_is_said_as_information() -> None:
    source = "راسلوا info@x.example.org غدا"
    (segment,) = translate(source, Scripted("Write to infos@ x.example.org tomorrow.")).segments
    (finding,) = segment.findings
    assert (finding.kind, finding.severity) == (FindingKind.VERBATIM, Severity.INFO)
    assert finding.source is not None
    assert finding.source.of(source) == "info@x.example.org"


def test_parts_are_joined_as_one_sentence() -> None:
    class Sentences(FakeTranslationEngine):
        def _hypothesis(self, chunk: Chunk) -> Hypothesis:
            text = (
                "The minister spoke."
                if chunk.pieces[0] == "قال"
                else "In Baghdad."
                if "بغداد" in chunk.pieces
                else "He left."
            )
            return Hypothesis(text=text, mean_log_prob=-0.1, token_count=4)

    result = translate("قال الوزير ذلك، في بغداد اليوم، ثم غادر المدينة.", Sentences(max_source_tokens=3))
    assert result.text.startswith("The minister spoke, in Baghdad, he left")


@pytest.mark.parametrize("nothing", ["", ".", "...", "-", "?"])
@pytest.mark.parametrize("text", ["نعم بالطبع https://t.co/abc", "1. قال الوزير ذلك", "قال الوزير"])
def test_a_sentence_of_which_the_model_makes_nothing_but_signs_is_not_passed_over(text: str, nothing: str) -> None:
    class Silent(FakeTranslationEngine):
        def _hypothesis(self, chunk: Chunk) -> Hypothesis:
            return Hypothesis(text=nothing, mean_log_prob=-0.1, token_count=1)

    result = translate(text, Silent())
    assert result.text == text
    errors = [finding for finding in result.segments[0].findings if finding.severity is Severity.ERROR]
    assert FindingKind.UNTRANSLATED in kinds(errors)


@pytest.mark.parametrize("nothing", ["", "."])
def test_a_part_of_a_sentence_of_which_the_model_makes_nothing_is_not_dropped(nothing: str) -> None:
    class Silent(FakeTranslationEngine):
        def _hypothesis(self, chunk: Chunk) -> Hypothesis:
            said = "The head of the government said that it would carry out the programme in all of the cities."
            return Hypothesis(text=nothing if "وأكد" in chunk.pieces else said, mean_log_prob=-0.1, token_count=9)

    kept = "قال رئيس الوزراء إن الحكومة ستعمل على تنفيذ البرنامج في المدن كلها هذا العام"
    lost = "وأكد وزير المالية أن الميزانية تكفي لذلك"
    text = f"{kept}، {lost}، وذكر رئيس البرلمان أن النواب سيصوتون غدا"
    result = run_text(pipeline(Silent(max_source_tokens=15), max_retries=0), text, OPTIONS).translation
    assert lost in result.text
    left = [finding for finding in result.segments[0].findings if finding.kind is FindingKind.UNTRANSLATED]
    assert lost in [finding.source.of(text) for finding in left if finding.source is not None]


def test_findings_lead_to_their_words_however_the_model_spaces_its_own() -> None:
    class Spacious(FakeTranslationEngine):
        def _hypothesis(self, chunk: Chunk) -> Hypothesis:
            return Hypothesis(
                text="In  the capital\n victory came in the year two  thousand.", mean_log_prob=-0.1, token_count=9
            )

    result = run_text(pipeline(Spacious(), max_retries=0), "في العاصمة أعلن النصر عام 1995.", OPTIONS).translation
    assert result.text == "In the capital victory came in the year two thousand."
    (finding,) = [each for each in result.segments[0].findings if each.kind is FindingKind.NUMBER]
    assert finding.target is not None
    assert finding.target.of(result.text) == "two thousand"


def test_only_the_part_that_looks_wrong_is_cut_and_decoded_again() -> None:
    doubtful = "وأضاف أن 60% من العمل سيبدأ في الشهر المقبل في المدن كلها"
    text = f"قال الوزير إن الحكومة ستعمل على تنفيذ البرنامج في المدن كلها هذا العام، {doubtful}"

    class LosesShares(FakeTranslationEngine):
        """Keeps `60%` only in a short chunk."""

        def _hypothesis(self, chunk: Chunk) -> Hypothesis:
            kept = [piece for piece in chunk.pieces if piece != "60%" or len(chunk.pieces) < 8]
            return super()._hypothesis(replace(chunk, pieces=tuple(kept)))

    engine = LosesShares(max_source_tokens=14)
    result = translate(text, engine)
    assert "60%" in result.text
    decoded = [chunk for batch in engine.batches for chunk in batch]
    first, again = decoded[:3], decoded[3:]
    assert doubtful.split() in [list(chunk.pieces) for chunk in first]
    assert " ".join(piece for chunk in again for piece in chunk.pieces) == doubtful


def test_a_number_that_was_left_out_is_forced_at_its_likeliest_place_and_the_reader_is_told() -> None:
    engine = Forgetful()
    result = translate("غادر ٦٠٪ من القوات البلاد.", engine)
    assert result.text == "60% of the troops left the country."
    assert len(engine.batches) == 2
    assert all(chunk.prefix[-1] == "60%" for chunk in engine.batches[1])
    (finding,) = [finding for finding in result.segments[0].findings if finding.kind is FindingKind.NUMBER]
    assert finding.severity is Severity.WARNING
    assert finding.message.startswith("The model left out 60% or changed it. It was put in")
    assert finding.source is not None
    assert finding.source.of("غادر ٦٠٪ من القوات البلاد.") == "٦٠٪"


@pytest.mark.parametrize(
    ("source", "target"),
    [("الخميس 08 نيسان 2021 251", "Thursday 8 April 2021 251"), ("حضر 15 200 رجل", "15 of them and 200 men came.")],
)
def test_digits_that_can_be_read_in_two_ways_are_never_written_into_the_text(source: str, target: str) -> None:
    assert translate(source, Scripted(target)).text == target


def test_a_changed_number_is_mended_and_the_mending_is_told() -> None:
    result = translate("غادر ٦٠٪ من القوات البلاد.", Scripted("80% of the troops left the country."))
    assert result.text == "60% of the troops left the country."
    (finding,) = [finding for finding in result.segments[0].findings if finding.kind is FindingKind.NUMBER]
    assert finding.severity is Severity.INFO
    assert "60%" in finding.message
    assert "80%" in finding.message


def test_retries_are_bounded_and_what_stays_bad_is_marked() -> None:
    loop = "The minister said and the minister said and the minister said and the minister said"
    engine = Scripted(loop)
    result = run_text(pipeline(engine, max_retries=1), "قال الوزير ذلك.", OPTIONS).translation
    assert len(engine.options) == 2
    assert result.text == loop
    assert FindingKind.REPETITION in kinds(result.segments[0].findings)


def test_a_target_never_has_more_lines_than_its_source() -> None:
    assert translate("قال الوزير.", Scripted("The\nminister said.")).text == "The minister said."


def test_an_article_has_title_body_brief_signature_and_timings() -> None:
    article = Article(id="a1", title="عنوان الخبر", body="قال الوزير.\nوأضاف المدير.")
    result = run_article(pipeline(), article, OPTIONS)
    assert (result.id, result.title.text, result.body.text) == ("a1", "W5 w5", "W3 w6.\nW5 w6.")
    assert result.brief is not None
    for citation in result.brief.citations:
        assert citation.brief.of(result.brief.text)
        assert all(position < len(result.body.segments) for position in citation.segments)
    assert result.signature.translation is not None
    assert result.signature.decoding.startswith("beam=3 names=")
    assert result.timings.total_ms >= result.timings.prepare_ms > 0


@pytest.mark.parametrize(("own_title", "title"), [("", "خبر من الصفحة"), ("عنوان آخر", "عنوان آخر")])
def test_a_page_is_read_and_comes_back_as_the_text_that_the_spans_are_into(own_title: str, title: str) -> None:
    article = page("<h1>خبر من الصفحة</h1><p>قال &quot;نعم&quot;.</p><p>وعاد <b>أمس</b>.</p>", title=own_title)
    result = run_article(pipeline(), article, OPTIONS)
    assert (result.source_title, result.source_body) == (title, 'قال "نعم".\nوعاد أمس.')
    read = result.source_of(article)
    assert read == Article(title=title, body=result.source_body)
    assert [segment.source.of(read.body) for segment in result.body.segments] == ['قال "نعم".', "وعاد أمس."]
    assert [segment.source.of(read.title) for segment in result.title.segments] == [title]


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "بهای نان",
            "شهردار گفت که بهای نان از ماه آینده افزایش می یابد.\n"
            "او افزود که این کار پس از گران شدن گندم انجام شده است.",
            "Persian",
        ),
        (
            "روٹی کی قیمت",
            "میئر نے کہا ہے کہ اگلے مہینے سے روٹی کی قیمت بڑھ جائے گی۔ "
            "انہوں نے کہا کہ یہ فیصلہ مہنگائی کے بعد کیا گیا ہے۔",
            "Urdu",
        ),
    ],
)
def test_a_title_in_the_language_of_its_body_is_left_as_it_is(title: str, body: str, language: str) -> None:
    result = run_article(pipeline(), Article(title=title, body=body), OPTIONS)
    assert (result.title.text, result.body.text) == (title, body)
    (finding,) = result.title.segments[0].findings
    assert language in finding.message
    arabic = run_article(pipeline(), Article(title=title, body="قال رئيس البلدية إن سعر الخبز سيرتفع."), OPTIONS)
    assert arabic.title.text != title


def test_a_brief_has_no_row_of_a_table() -> None:
    rows = "<tr><th>المدينة<th>أعلى درجة حرارة<th>أدنى درجة حرارة</tr>" + "".join(
        f"<tr><td>مدينة الساحل الشمالي رقم {n}<td>{30 + n} درجة مئوية عند الظهر<td>{20 + n} درجة مئوية ليلا"
        for n in range(5)
    )
    news = "توقع مركز الأرصاد أن ترتفع درجات الحرارة في مدن الساحل يوم الجمعة."
    article = page(f"<h1>الطقس</h1><p>{news}</p><table>{rows}</table>")
    result = run_article(pipeline(), article, OPTIONS)
    assert len(result.body.text.splitlines()) == 7
    assert result.body.text.count("\t") == 12
    assert result.brief is not None
    cited = [result.body.segments[position] for one in result.brief.citations for position in one.segments]
    assert [one.source.of(result.source_of(article).body) for one in cited] == [news]


def test_a_plain_text_does_not_come_back() -> None:
    article = Article(title="خبر", body="<p>قال نعم.</p>")
    result = run_article(pipeline(), article, OPTIONS)
    assert (result.source_title, result.source_body) == ("", "")
    assert result.source_of(article) is article


def test_a_brief_that_is_not_wanted_is_not_made() -> None:
    result = run_article(pipeline(), Article(body="قال الوزير."), ProcessOptions(brief=None))
    assert result.brief is None
    assert result.signature.summary is None


@pytest.mark.parametrize(
    ("article", "limits", "field", "reason"),
    [
        (Article(body=""), {}, "article.body", "TEXT_EMPTY"),
        (Article(body=" \n\t "), {}, "article.body", "TEXT_EMPTY"),
        (Article(body="The minister said so."), {}, "article.body", "TEXT_NOT_ARABIC"),
        (Article(body="部长说"), {}, "article.body", "TEXT_NOT_ARABIC"),
        (Article(body="🙂🙂"), {}, "article.body", "TEXT_NOT_ARABIC"),
        (Article(body="قال " * 100), {"max_article_chars": 100}, "article.body", "TEXT_TOO_LONG"),
        (Article(body="ق" * 100_000), {}, "article.body", "WORD_TOO_LONG"),
        (Article(title="ق" * 1001, body="قال"), {}, "article.title", "TEXT_TOO_LONG"),
        (page("<p>قال"), {"max_page_chars": 5}, "article.body", "PAGE_TOO_LONG"),
        (page("<p>قال " * 30), {"max_article_chars": 100}, "article.body", "TEXT_TOO_LONG"),
        (page("<title>خبر</title><nav>قائمة</nav>"), {}, "article.body", "PAGE_EMPTY"),
        (page(""), {}, "article.body", "PAGE_EMPTY"),
        (page("<p>The minister said so."), {}, "article.body", "TEXT_NOT_ARABIC"),
    ],
)
def test_what_cannot_be_processed_is_refused_by_field_and_limit(
    article: Article, limits: dict[str, int], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        run_article(pipeline(**limits), article, OPTIONS)
    assert (refusal.value.field, refusal.value.reason) == (field, reason)


@pytest.mark.parametrize(
    ("text", "title", "field", "reason"),
    [
        (" ", "", "text", "TEXT_EMPTY"),
        ("It rained. " * 20_000, "", "text", "TEXT_TOO_LONG"),
        ("It rained.", "Rain " * 500, "title", "TEXT_TOO_LONG"),
        ("...", "", "text", "NO_WORDS"),
    ],
)
def test_what_cannot_be_summarised_is_refused_by_field(text: str, title: str, field: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        pipeline().summarize_text(text, title, BriefOptions())
    assert (refusal.value.field, refusal.value.reason) == (field, reason)


def test_an_english_text_is_summarised_with_its_sentences_cited() -> None:
    text = "Rain fell in the north on Monday. Two roads were closed. Nobody was hurt, the police said."
    result = pipeline().summarize_text(text, "", BriefOptions(max_sentences=1))
    assert result.brief.text == "Rain fell in the north on Monday."
    assert [span.of(text) for span in result.sentences][result.brief.citations[0].segments[0]] == result.brief.text
    assert result.signature.translation is None


@pytest.mark.parametrize("beam_size", [0, 9])
def test_a_beam_beyond_the_limit_is_refused(beam_size: int) -> None:
    with pytest.raises(InvalidInput, match=r"options\.beam_size: is .*\(max_beam_size\)"):
        run_text(pipeline(), "قال", ProcessOptions(beam_size=beam_size))


def test_the_self_test_is_not_bound_by_the_limits_on_requests() -> None:
    self_test(pipeline(max_article_chars=5, max_word_chars=2))


@pytest.mark.parametrize("output", ["وزير", "...", "قال the minister"])
def test_a_model_whose_output_is_no_english_fails_its_self_test(output: str) -> None:
    with pytest.raises(EngineError, match="does not translate its test sentence"):
        self_test(pipeline(Scripted(output)))


class Inventive(FakeSummaryEngine):
    """Writes what no article says."""

    def __init__(self) -> None:
        super().__init__()
        self.method = BriefMethod.ABSTRACTIVE

    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        return [SummarySentence(text="Some 9,000 people died in Ruritania.")]


def test_a_brief_that_says_what_the_article_does_not_is_replaced_and_signed_by_who_wrote_it() -> None:
    fallback = FakeSummaryEngine()
    fallback.model = replace(fallback.model, signature=replace(fallback.model.signature, model="chooser"))
    both = Pipeline(FakeTranslationEngine(), Inventive(), Settings(), fallback=fallback)
    result = run_article(both, Article(body="قال الوزير ذلك اليوم في بغداد.\nوأضاف المدير أن العمل مستمر."), OPTIONS)
    assert result.brief is not None
    assert result.brief.method is BriefMethod.EXTRACTIVE
    assert "9,000" not in result.brief.text
    assert result.signature.summary is not None
    assert result.signature.summary.model == "chooser"


def test_speech_without_punctuation_is_cut_at_its_clauses_and_doubted() -> None:
    text = " ".join(["زارت بعثة الآثار تلة قديمة قرب القرية أمس", "وقال خبير إن الأودية ستفيض في المساء"] * 3)
    segments = translate(text).segments
    (segment,) = segments
    found = [finding for finding in segment.findings if finding.kind is FindingKind.SPLIT]
    assert [finding.severity.name for finding in found] == ["WARNING", "INFO"]
    assert found[0].message.startswith(f"These {len(text.split())} words have no punctuation")


def test_the_first_subhead_of_paragraphs_whose_headline_is_known_is_part_of_the_text() -> None:
    article = page("<h2>ما حدث صباحا</h2><p>أعلنت البلدية فتح الجسر القديم أمام المشاة.</p>", title="فتح الجسر")
    result = run_article(pipeline(), article, OPTIONS)
    assert result.source_body == "ما حدث صباحا\nأعلنت البلدية فتح الجسر القديم أمام المشاة."
