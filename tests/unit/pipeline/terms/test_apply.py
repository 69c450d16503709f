"""Terms in translations, on engines whose habits are known."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import InvalidInput
from mujaz.pipeline import Pipeline, run_article, run_text
from mujaz.types import (
    Article,
    Chunk,
    DecodingOptions,
    FindingKind,
    Glossary,
    Hypothesis,
    ProcessOptions,
    Segment,
    Severity,
    Term,
    TermOrigin,
    TextResult,
)


class Habit(FakeTranslationEngine):
    """Translates by a function of the Arabic, whatever the options."""

    def __init__(self, habit: Callable[[str], str], *, max_source_tokens: int = 64) -> None:
        super().__init__(max_source_tokens=max_source_tokens)
        self.habit = habit
        self.sources: list[str] = []

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        texts = [" ".join(chunk.pieces) for chunk in batch]
        self.sources += texts
        return [Hypothesis(text=self.habit(text), mean_log_prob=-0.2, token_count=9) for text in texts]


PMF = Glossary((Term(source="الحشد الشعبي", target="Popular Mobilization Forces"),))
TEXT = "وصل قائد للحشد الشعبي إلى المدينة ومعه 25 رجلا."


def translated(
    engine: FakeTranslationEngine,
    text: str = TEXT,
    terms: Glossary | None = PMF,
    server: Glossary | None = None,
    **limits: int,
) -> TextResult:
    pipeline = Pipeline(engine, FakeSummaryEngine(), Settings(**limits), glossary=server)  # type: ignore[arg-type]
    return run_text(pipeline, text, ProcessOptions(glossary=terms))


def said_terms(result: TextResult, text: str) -> list[tuple[str, str, TermOrigin]]:
    target = result.translation.text
    return [
        (term.source.of(text), term.target.of(target), term.origin)
        for segment in result.translation.segments
        for term in segment.terms
    ]


def glossary_findings(segment: Segment) -> list[str]:
    return [finding.message for finding in segment.findings if finding.kind is FindingKind.GLOSSARY]


def test_a_term_that_the_model_says_by_itself_costs_nothing():
    engine = Habit(lambda _: "A Popular Mobilization Forces commander came to the city with 25 men.")
    result = translated(engine)
    assert len(engine.sources) == 1
    assert said_terms(result, TEXT) == [("حشد الشعبي", "Popular Mobilization Forces", TermOrigin.REQUEST)]
    (term,) = result.translation.segments[0].terms
    assert (term.term, term.target_term) == ("الحشد الشعبي", "Popular Mobilization Forces")


def test_a_term_that_it_lacks_is_shown_to_it_in_english_behind_its_clitic():
    engine = Habit(
        lambda text: (
            "A commander of the Popular Mobilisation Forces came to the city with 25 men."
            if "Popular" in text
            else "A commander of the popular crowd came to the city with 25 men."
        )
    )
    result = translated(engine)
    assert engine.sources[-1] == "وصل قائد ل Popular Mobilization Forces إلى المدينة ومعه 25 رجلا."
    assert result.translation.text == "A commander of the Popular Mobilization Forces came to the city with 25 men."
    assert said_terms(result, TEXT) == [("حشد الشعبي", "Popular Mobilization Forces", TermOrigin.REQUEST)]
    assert not glossary_findings(result.translation.segments[0])


def test_a_mark_helps_where_the_model_does_not_copy():
    engine = Habit(
        lambda text: (
            "A commander of the XXA came to the city with 25 men."
            if "XXA" in text
            else "A commander of the popular crowd came to the city with 25 men."
        )
    )
    result = translated(engine)
    assert result.translation.text == "A commander of the Popular Mobilization Forces came to the city with 25 men."


@pytest.mark.parametrize(
    "garbled", ["the XXAX", "the XXA-19 men", "the XX A", "nothing of it", "the Popular Crowd Forces of the nation"]
)
def test_what_does_not_help_changes_nothing_and_is_said(garbled):
    plain = "A commander of a crowd came to the city with 25 men."
    other = f"A commander of {garbled} came to the city with 25 men."
    result = translated(Habit(lambda text: other if "XX" in text else plain))
    assert result.translation.text == plain
    (segment,) = result.translation.segments
    assert not segment.terms
    (finding,) = (finding for finding in segment.findings if finding.kind is FindingKind.GLOSSARY)
    assert finding.severity is Severity.WARNING
    assert finding.source is not None
    assert finding.source.of(TEXT) == "حشد الشعبي"
    assert finding.message == (
        "The glossary translates الحشد الشعبي as Popular Mobilization Forces, which is missing from the translation."
    )


def test_no_term_is_worth_a_number():
    plain = "A commander of a crowd came to the city with 25 men."
    engine = Habit(lambda text: plain if "للحشد" in text else "The Popular Mobilization Forces came to the city.")
    result = translated(engine)
    assert result.translation.text == plain
    assert glossary_findings(result.translation.segments[0])


def test_without_retries_it_is_only_reported():
    engine = Habit(lambda _: "A commander of a crowd came to the city with 25 men.")
    result = translated(engine, max_retries=0)
    assert len(engine.sources) == 1
    assert glossary_findings(result.translation.segments[0])


def test_a_word_made_of_a_term_is_not_forced():
    terms = Glossary((Term(source="تركيا", target="Türkiye"),))
    engine = Habit(lambda _: "The Turkish official came with 25 men.")
    result = translated(engine, "وصل المسؤول التركي ومعه 25 رجلا.", terms)
    assert len(engine.sources) == 1
    assert result.translation.text == "The Turkish official came with 25 men."
    assert not glossary_findings(result.translation.segments[0])


def test_the_request_wins_over_the_server():
    server = Glossary((*PMF.terms, Term(source="المدينة", target="Holy City")))
    request = Glossary((Term(source="الحشد الشعبي", target="Hashd"),))

    def copying(source: str) -> str:
        who = "Hashd" if "Hashd" in source else "crowd"
        where = "Holy City" if "Holy City" in source else "town"
        return f"A commander of the {who} came to the {where} with 25 men."

    result = translated(Habit(copying), TEXT, request, server)
    assert result.translation.text == "A commander of the Hashd came to the Holy City with 25 men."
    assert [origin for *_, origin in said_terms(result, TEXT)] == [TermOrigin.REQUEST, TermOrigin.SERVER]
    assert f"request-glossary={request.digest}" in result.signature.decoding
    assert f"server-glossary={server.digest}" in result.signature.decoding
    assert "glossary" not in translated(Habit(copying), TEXT, None).signature.decoding


def test_names_are_spelled_as_usual_and_only_then_listed():
    text = "عنوان قصير.\nوصل الوفد إلى الموصل وأربيل.\nغادر الوفد الموصل."
    lines = {"عنوان": "A short title.", "وصل": "The delegation came to Mosel and Erbil.", "غادر": "It left Mosul."}
    result = translated(Habit(lambda source: lines[source.split()[0]]), text, None)
    assert result.translation.text == "A short title.\nThe delegation came to Mosul and Erbil.\nIt left Mosul."
    assert said_terms(result, text) == [("الموصل", "Mosul", TermOrigin.GAZETTEER)]


def test_names_are_never_put_in():
    text = "وصل الوفد إلى الموصل."
    result = translated(Habit(lambda _: "The delegation came to the connector."), text, None)
    assert result.translation.text == "The delegation came to the connector."
    assert not glossary_findings(result.translation.segments[0])


def test_a_sentence_in_parts_has_its_term_in_its_part():
    text = "قال الناطق إن الوزير سيصل غدا إلى العاصمة، وأضاف أن الحشد الشعبي سيستقبله هناك عند الظهر."

    def copying(source: str) -> str:
        return "He added that the " + ("PMF" if "PMF" in source else "crowd") if "وأضاف" in source else "He said so"

    terms = Glossary((Term(source="الحشد الشعبي", target="PMF"),))
    result = translated(Habit(copying, max_source_tokens=9), text, terms)
    assert "PMF" in result.translation.text
    assert said_terms(result, text) == [("الحشد الشعبي", "PMF", TermOrigin.REQUEST)]


def test_a_sentence_that_becomes_too_long_for_the_model_is_cut():
    terms = Glossary((Term(source="الحشد الشعبي", target="one two three four five six seven"),))
    engine = Habit(lambda _: "A commander of a crowd came to the city with 25 men.", max_source_tokens=10)
    result = translated(engine, TEXT, terms)
    shown = [source for source in engine.sources if "الحشد" not in source and "للحشد" not in source]
    assert "one two three" in " ".join(shown)
    assert all(len(source.split()) <= 10 for source in engine.sources)
    assert glossary_findings(result.translation.segments[0])


def test_what_is_not_translated_has_no_terms():
    result = translated(Habit(lambda text: text), "Mosel 25\nوصل الوفد.", PMF)
    assert not any(segment.terms for segment in result.translation.segments)


def test_titles_have_terms_too():
    pipeline = Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), Settings())
    article = Article(title="قائد الحشد الشعبي", body="وصل قائد الحشد الشعبي.")
    terms = Glossary((Term(source="الحشد الشعبي", target="PMF"),))
    result = run_article(pipeline, article, ProcessOptions(glossary=terms))
    assert "PMF" in result.title.text
    assert [term.target.of(result.title.text) for term in result.title.segments[0].terms] == ["PMF"]


def test_the_same_request_gives_the_same_answer():
    results = {replace(translated(FakeTranslationEngine()), timings=None) for _ in range(3)}  # type: ignore[arg-type]
    assert len(results) == 1


def test_a_bad_glossary_is_refused_before_any_work():
    engine = FakeTranslationEngine()
    with pytest.raises(InvalidInput, match=r"options\.glossary\.terms\[0\]\.source: has no Arabic") as caught:
        translated(engine, terms=Glossary((Term(source="Hashd", target="PMF"),)))
    assert caught.value.reason == "TERM_MALFORMED"
    assert not engine.batches


def test_that_a_number_was_put_in_is_still_said_of_a_sentence_that_is_respelled():
    class Forgetful(FakeTranslationEngine):
        """Leaves a number out unless it is made to say it, and spells a name in its own way."""

        def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
            texts = [" ".join([*chunk.prefix, "of the troops left Irak."]) for chunk in batch]
            return [Hypothesis(text=text, mean_log_prob=-0.2, token_count=9) for text in texts]

    result = translated(Forgetful(), "غادر ٦٠٪ من القوات العراق.", terms=None)
    assert result.translation.text == "60% of the troops left Iraq."
    (finding,) = [one for one in result.translation.segments[0].findings if one.kind is FindingKind.NUMBER]
    assert finding.message.startswith("The model left out 60% or changed it. It was put in")


def test_that_a_number_was_put_in_is_still_said_of_a_sentence_that_was_shown_with_a_term():
    text = "غادر للحشد الشعبي ٦٠٪ من القوات البلاد."

    class Forgetful(FakeTranslationEngine):
        """Leaves a number out unless it is made to say it."""

        def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
            whose = ["the Popular Mobilization Forces" if "Popular" in chunk.pieces else "the crowd" for chunk in batch]
            texts = [
                " ".join([*chunk.prefix, f"of the troops of {name} left."])
                for chunk, name in zip(batch, whose, strict=True)
            ]
            return [Hypothesis(text=text, mean_log_prob=-0.2, token_count=9) for text in texts]

    result = translated(Forgetful(), text)
    assert "60% of the troops of the Popular Mobilization Forces" in result.translation.text
    (finding,) = [one for one in result.translation.segments[0].findings if one.kind is FindingKind.NUMBER]
    assert finding.message.startswith("The model left out 60% or changed it. It was put in")
    assert finding.source is not None
    assert finding.source.of(text) == "٦٠٪"


def test_a_name_said_thousands_of_times_in_one_sentence_is_respelled_in_no_time():
    result = translated(Habit(lambda _: "He went to Irakk again."), "العراق " * 5_000, terms=None, max_retries=0)
    assert "Irakk" not in result.translation.text
    said = sum(len(segment.terms) for segment in result.translation.segments)
    assert said == result.translation.text.count("Iraq")
