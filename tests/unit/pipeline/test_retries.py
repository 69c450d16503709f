"""What is tried again, and what is still known of it then."""

import re
from dataclasses import replace

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.pipeline import attempts
from mujaz.pipeline.attempts import MOST_ALTERNATIVES, Attempt, judge, judge_best
from mujaz.pipeline.prepare import prepare
from mujaz.pipeline.retries import retries
from mujaz.pipeline.steps import drive
from mujaz.types import Chunk, DecodingOptions, Finding, FindingKind, Hypothesis, Severity, Span

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
    return judge(segment, hypotheses, (note,))


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


def test_a_sentence_without_end_is_looked_at_no_oftener_than_a_long_one(monkeypatch):
    judged = []
    monkeypatch.setattr(attempts, "judge", lambda *given: judged.append(given) or judge(*given))
    engine = FakeTranslationEngine(max_source_tokens=14)
    (segment,) = prepare(f"{SECOND}، " * 13, engine)
    lost = Hypothesis(text="They will begin.", mean_log_prob=-0.1, token_count=9)
    wide = replace(lost, alternatives=(lost, lost, lost))
    best = drive(judge_best(segment, [wide] * len(segment.parts)), lambda _: [])
    assert len(judged) == 1 + MOST_ALTERNATIVES
    forced = retries(best, engine, DecodingOptions(), round_number=1)
    tried = {number for retry in forced for number, part in enumerate(retry.parts) if isinstance(part, Chunk)}
    assert len(tried) == 4


def test_a_runner_up_is_looked_at_for_its_marks_alone_only_where_it_has_other_marks(monkeypatch):
    judged = []
    monkeypatch.setattr(attempts, "judge", lambda *given: judged.append(given) or judge(*given))
    engine = FakeTranslationEngine()
    (segment,) = prepare('قال الوزير "سيبدأ العمل في الشهر المقبل".', engine)
    bare, marked = "The minister said work will begin next month.", 'The minister said "work will begin next month".'
    first, like, other = (Hypothesis(text=text, mean_log_prob=-0.1, token_count=9) for text in (bare, bare, marked))
    best = drive(judge_best(segment, [replace(first, alternatives=(like, other))]), lambda _: [])
    assert best.target == marked
    assert len(judged) == 2


def test_a_number_is_not_put_in_beside_another_one():
    engine = FakeTranslationEngine()
    (segment,) = prepare("أعلنت الوزارة تعليق الدوام يومين في 64 مدرسة بسبب الأمطار.", engine)
    text = "The ministry suspended classes at 64 schools because of the heavy rain."
    tried = judge(segment, [Hypothesis(text=text, mean_log_prob=-0.1, token_count=9)])
    forced = retries(tried, engine, DecodingOptions(), round_number=1)
    beginnings = [" ".join(part.prefix) for retry in forced for part in retry.parts if isinstance(part, Chunk)]
    assert beginnings
    assert not [beginning for beginning in beginnings if re.search(r"\b64 2$|\bat 2$", beginning)]
