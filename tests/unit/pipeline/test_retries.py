"""What is tried again, and what is still known of it then."""

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.pipeline.attempts import Attempt, judge
from mujaz.pipeline.prepare import prepare
from mujaz.pipeline.retries import retries
from mujaz.types import DecodingOptions, Finding, FindingKind, Hypothesis, Severity, Span

FIRST = "قال الوزير إن 60% من العمل سيبدأ في الشهر المقبل في المدن كلها"
SECOND = "وأضاف أن 5000 من العاملين سيبدأون العمل في الشهر المقبل في المدن كلها"
ENGLISH = (
    "The minister said that 60% of the work will begin next month in all the cities,",
    "and added that 5000 of the workers will begin work next month in all the cities.",
)


def attempt(*texts: str, share_put_in: Span) -> Attempt:
    engine = FakeTranslationEngine(max_source_tokens=14)
    (segment,) = prepare(f"{FIRST}، {SECOND}", engine)
    assert len(segment.parts) == 2
    hypotheses = [Hypothesis(text=text, mean_log_prob=-0.1, token_count=9) for text in texts]
    note = Finding(kind=FindingKind.NUMBER, severity=Severity.WARNING, message="It was put in.", source=share_put_in)
    return judge(segment, hypotheses, engine, (note,))


def test_what_is_known_of_a_part_that_is_kept_is_known_of_what_is_tried_with_it():
    number_lost = ENGLISH[1].replace("5000 of ", "")
    engine = FakeTranslationEngine(max_source_tokens=14)
    tried = attempt(ENGLISH[0], number_lost, share_put_in=Span(14, 17))
    (retry,) = retries(tried, engine, DecodingOptions(), round_number=2)
    assert retry.notes == tried.notes
    forced = retries(tried, engine, DecodingOptions(), round_number=1)
    assert forced
    assert all(retry.notes[:-1] == tried.notes and "put in" in retry.notes[-1].message for retry in forced)


def test_nothing_is_known_any_more_of_a_part_that_is_cut_anew():
    number_lost = ENGLISH[0].replace("60% of ", "")
    tried = attempt(number_lost, ENGLISH[1], share_put_in=Span(14, 17))
    assert tried.findings[0] == tried.notes[0]
    (retry,) = retries(tried, FakeTranslationEngine(max_source_tokens=14), DecodingOptions(), round_number=2)
    assert not retry.notes
