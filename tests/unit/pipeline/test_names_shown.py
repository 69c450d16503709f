"""Names in translations: shown to the model in English, put right, reported; on engines whose habits are known."""

from collections.abc import Callable, Sequence

import pytest

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import Pipeline, run_article, run_text
from mujaz.text.dictionary.find import _built_in
from mujaz.types import (
    Article,
    Chunk,
    DecodingOptions,
    FindingKind,
    Glossary,
    Hypothesis,
    NameKind,
    NameOrigin,
    ProcessOptions,
    Term,
    Translation,
)

TEXT = "قال قيس الخزعلي في بيان إن المدينة آمنة."


class Habit(FakeTranslationEngine):
    """Translates by a function of what it is shown."""

    def __init__(self, habit: Callable[[str], str], *, max_source_tokens: int = 64) -> None:
        super().__init__(max_source_tokens=max_source_tokens)
        self.habit = habit
        self.shown: list[str] = []

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        texts = [" ".join(chunk.pieces) for chunk in batch]
        self.shown += texts
        return [Hypothesis(text=self.habit(text), mean_log_prob=-0.2, token_count=9) for text in texts]


def translated(
    engine: FakeTranslationEngine, text: str = TEXT, *, names: bool = True, terms: Glossary | None = None
) -> Translation:
    pipeline = Pipeline(engine, FakeSummaryEngine(), Settings(names=names, max_retries=0))  # type: ignore[arg-type]
    return run_text(pipeline, text, ProcessOptions(glossary=terms)).translation


def test_the_model_is_shown_a_name_in_english_and_the_result_reports_it() -> None:
    engine = Habit(lambda _: "Qais al-Khazali said in a statement that the city is safe.")
    result = translated(engine)
    assert engine.shown == ["قال Qais al-Khazali في بيان إن المدينة آمنة."]
    ((name,),) = [segment.names for segment in result.segments]
    assert (name.source.of(TEXT), name.target.of(result.text)) == ("قيس الخزعلي", "Qais al-Khazali")
    assert (name.name, name.kind, name.origin) == ("Qais al-Khazali", NameKind.PERSON, NameOrigin.LEXICON)
    assert 0.9 < name.certainty <= 1
    assert not result.segments[0].findings


def test_a_setting_leaves_names_to_the_model() -> None:
    engine = Habit(lambda _: "Kais Khazali said in a statement that the city is safe.")
    result = translated(engine, names=False)
    assert engine.shown == [TEXT]
    assert result.segments[0].names == ()


@pytest.mark.parametrize("copied", ["Kais al-Khazali", "Qais al-Khazalii", "Qais al-Khzali"])
def test_a_slip_of_the_copy_is_put_right(copied: str) -> None:
    result = translated(Habit(lambda _: f"{copied} said in a statement that the city is safe."))
    assert result.text == "Qais al-Khazali said in a statement that the city is safe."


def test_a_name_that_the_translation_lacks_is_a_finding() -> None:
    result = translated(Habit(lambda _: "The commander said in a statement that the city is safe."))
    (finding,) = [finding for finding in result.segments[0].findings if finding.kind is FindingKind.NAME]
    assert finding.source is not None
    assert finding.source.of(TEXT) == "قيس الخزعلي"
    assert result.segments[0].names == ()


def test_the_terms_of_a_caller_win_over_names() -> None:
    engine = Habit(lambda text: text.replace("قيس الخزعلي", "K. Khazali"))
    translated(engine, terms=Glossary((Term(source="قيس الخزعلي", target="Qays Khazali"),)))
    assert engine.shown[0] == TEXT


def test_a_last_name_alone_is_spelled_as_in_the_whole_name_of_the_article() -> None:
    engine = Habit(lambda text: text)
    article = Article(title="الوزير جاسم الكعبي يزور الميناء", body="وقال الكعبي إن العمل مستمر.")
    pipeline = Pipeline(engine, FakeSummaryEngine(), Settings(max_retries=0))  # type: ignore[arg-type]
    result = run_article(pipeline, article, ProcessOptions(brief=None))
    (whole,), (alone,) = result.title.segments[0].names, result.body.segments[0].names
    assert alone.name == whole.name.split()[-1]
    assert (whole.origin, alone.origin) == (NameOrigin.PARTS, NameOrigin.ARTICLE)


def test_parts_of_a_long_sentence_keep_their_names_and_their_places() -> None:
    text = "قال قيس الخزعلي في بيان إن المدينة آمنة، وأكد هاكان فيدان أن العمل في خان يونس مستمر حتى نهاية العام."
    engine = Habit(lambda text: text, max_source_tokens=9)
    result = translated(engine, text)
    assert len(engine.shown) > 1
    assert " ".join(engine.shown).count("Qais al-Khazali") == 1
    said = [(name.source.of(text), name.name) for segment in result.segments for name in segment.names]
    assert said == [("قيس الخزعلي", "Qais al-Khazali"), ("هاكان فيدان", "Hakan Fidan"), ("خان يونس", "Khan Younis")]


def test_a_word_of_the_dictionary_is_shown_in_english_and_reported_and_not_demanded() -> None:
    text = "أحصى الباحثون القنافذ في الحديقة."
    engine = Habit(lambda _: "Researchers counted the hedgehogs in the garden.")
    result = translated(engine, text)
    assert "hedgehogs" in engine.shown[0]
    (word,) = [name for segment in result.segments for name in segment.names]
    assert (word.name, word.kind, word.source.of(text)) == ("hedgehogs", NameKind.WORD, "القنافذ")
    other = translated(Habit(lambda _: "Researchers counted the animals in the garden."), text)
    assert not other.segments[0].findings
    assert not other.segments[0].names


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("أعربت المدينة عن خيبة أملها.", "The city expressed its deep regret.", ("disappointment",)),
        ("أعربت المدينة عن خيبة أملها.", "The city expressed its disappointment.", ()),
        ("رفض الجنود تسليم الأسلحة.", "The soldiers refused to hand over their weapons.", ()),
        ("قال قيس الخزعلي إن قيس الخزعلي عاد.", "The man said that he was back.", ("Qais al-Khazali",)),
        ("قال قيس الخزعلي إن المدينة آمنة.", "Khazali said that the city is safe.", ()),
    ],
)
def test_what_was_shown_and_not_said_travels_with_the_segment(text: str, said: str, unsaid: tuple[str, ...]) -> None:
    (segment,) = translated(Habit(lambda _: said), text).segments
    assert segment.unsaid == unsaid


def test_a_brief_reads_no_dictionary_where_names_are_left_to_the_model() -> None:
    pipeline = Pipeline(
        Habit(lambda _: "The city expressed its deep regret on Monday."), FakeSummaryEngine(), Settings(names=False)
    )
    _built_in.cache_clear()
    result = run_article(pipeline, Article(body="أعربت المدينة عن خيبة أملها يوم الاثنين."), ProcessOptions())
    assert result.brief is not None
    assert [citation.doubtful for citation in result.brief.citations] == [False]
    assert _built_in.cache_info().currsize == 0


def test_a_caller_s_term_wins_over_the_dictionary() -> None:
    terms = Glossary(terms=(Term(source="القنافذ", target="urchins"),))
    engine = Habit(lambda _: "They count urchins.")
    result = translated(engine, "يحصون القنافذ.", terms=terms)
    assert "hedgehogs" not in engine.shown[0]
    assert result.text == "They count urchins."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("spokesman Jamil said so.", "Spokesman Jamil said so."),
        ('"we did not" know it', '"We did not" know it'),
        ("al-Qaeda denied that, he said.", "Al-Qaeda denied that, he said."),
        ("iPhone sales rose again", "iPhone sales rose again"),
        ("news.example was down again", "news.example was down again"),
        ("two words", "two words"),
    ],
)
def test_a_sentence_begins_with_a_capital(said: str, expected: str) -> None:
    assert translated(Habit(lambda _: said), "قال المتحدث جميل ذلك.").text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دبي، الإمارات العربية المتحدة (CNN) –", "Dubai, United Arab Emirates (CNN) -"),
        ("• قيس الخزعلي", "• Qais al-Khazali"),
        ("حزب الله؟", "Hezbollah?"),
    ],
)
def test_what_consists_of_names_is_written_without_the_model(text: str, expected: str) -> None:
    engine = Habit(lambda _: "Dubai, Dubai the Emirates Emirates")
    result = translated(engine, text)
    assert (result.text, engine.shown) == (expected, [])
    (segment,) = result.segments
    assert not segment.findings
    assert [name.source.of(text) for name in segment.names]
    assert segment.confidence == min(name.certainty for name in segment.names)


@pytest.mark.parametrize("text", ["في دبي", "وحزب الله", "الباب الأزرق"])
def test_what_has_anything_else_is_the_models(text: str) -> None:
    engine = Habit(lambda _: "As the model says")
    assert translated(engine, text).text == "As the model says"


def test_a_term_of_the_caller_is_not_overruled_by_a_name() -> None:
    engine = Habit(lambda shown: shown.replace("دبي", "DXB"))
    terms = Glossary((Term(source="دبي", target="DXB"),))
    assert translated(engine, "دبي، حزب الله", terms=terms).text.startswith("DXB")


def test_a_stutter_of_the_model_is_taken_out() -> None:
    engine = Habit(lambda _: "Qais al-Khazali said in a statement statement that the city is safe.")
    assert translated(engine).text == "Qais al-Khazali said in a statement that the city is safe."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قال #قيس_الخزعلي إن المدينة آمنة.", "قال Qais al-Khazali إن المدينة آمنة."),
        ("وصف #زيارة_قيس_الخزعلي بالمهمة.", "وصف زيارة Qais al-Khazali بالمهمة."),
        ("كتب #قيس_الخزعلي_يتكلم أمس.", "كتب Qais al-Khazali يتكلم أمس."),
        ("كتب #قيس_الخزعلي_قيس_الخزعلي أمس.", "كتب Qais al-Khazali Qais al-Khazali أمس."),
    ],
)
def test_a_name_in_a_hashtag_is_shown_and_the_hashtag_opened(text: str, shown: str) -> None:
    engine = Habit(lambda _: "Qais al-Khazali said that the city is safe.")
    translated(engine, text)
    assert engine.shown == [shown]


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("أهدر المهاجم ركلة جزاء في المباراة.", "وتحدث الجميع عن play-off."),
        ("طلب المحامي من المحكمة براءة المتهم.", "وتحدث الجميع عن الملحق."),
        ("مثل اللاعب أمام المحكمة بعد المباراة وطلب المحامي تأجيلا.", "وتحدث الجميع عن الملحق."),
        ("وصل الجميع صباح اليوم.", "وتحدث الجميع عن الملحق."),
    ],
)
def test_a_word_whose_sense_follows_the_field_is_shown_where_the_article_is_in_it(opening: str, shown: str) -> None:
    engine = Habit(lambda text: text)
    translated(engine, f"{opening} وتحدث الجميع عن الملحق.")
    assert shown in engine.shown


def test_a_club_whose_name_is_a_word_is_shown_in_news_of_sport_only() -> None:
    engine = Habit(lambda _: "A sentence.")
    translated(engine, "سجل اللاعب هدفا في المباراة وأدرك العين التعادل.")
    translated(engine, "فحص الطبيب العين أمس.")
    assert engine.shown == ["سجل اللاعب هدفا في المباراة وأدرك Al Ain التعادل.", "فحص الطبيب العين أمس."]
