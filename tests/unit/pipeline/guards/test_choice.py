from mujaz.pipeline.guards import check, needs_retry, penalty
from mujaz.types import Finding, FindingKind, Hypothesis, Severity

SOURCE = "قتل 23 شخصا في هجوم على سوق شعبية شرقي بغداد، بحسب مصدر في الشرطة."
GOOD = "Twenty-three people were killed in an attack on a popular market in eastern Baghdad, a police source said."
BAD = "23 people were killed in an attack on an attack on an attack on an attack on an attack on an attack."
WRONG = "32 people were killed in an attack on a popular market in eastern Baghdad, a police source said."


def hypothesis(text: str, mean_log_prob: float = -0.5, *, truncated: bool = False) -> Hypothesis:
    return Hypothesis(text=text, mean_log_prob=mean_log_prob, token_count=20, truncated=truncated)


def finding(kind: FindingKind, severity: Severity) -> Finding:
    return Finding(kind=kind, severity=severity, message="")


def test_a_good_translation_is_not_tried_again():
    assert not needs_retry(check(SOURCE, GOOD, hypothesis=hypothesis(GOOD)))


def test_a_bad_one_is():
    assert needs_retry(check(SOURCE, BAD, hypothesis=hypothesis(BAD)))
    assert needs_retry(check(SOURCE, GOOD, hypothesis=hypothesis(GOOD, truncated=True)))


def test_doubt_of_the_model_alone_is_no_reason_to_try_again():
    found = check(SOURCE, GOOD, hypothesis=hypothesis(GOOD, -3.0))
    assert [item.kind for item in found] == [FindingKind.LOW_PROBABILITY]
    assert not needs_retry(found)


def test_a_truncated_translation_is_an_error():
    (found,) = check(SOURCE, GOOD, hypothesis=hypothesis(GOOD, truncated=True))
    assert (found.kind, found.severity) == (FindingKind.TRUNCATED, Severity.ERROR)


def test_attempts_are_ranked_by_their_findings_first():
    good, wrong, bad = (penalty(check(SOURCE, text), hypothesis(text)) for text in (GOOD, WRONG, BAD))
    assert good < wrong < bad


def test_an_error_outweighs_warnings_and_information_weighs_nothing():
    warnings = [finding(FindingKind.NUMBER, Severity.WARNING)] * 3
    assert penalty(warnings) < penalty([finding(FindingKind.NUMBER, Severity.ERROR)])
    assert penalty([finding(FindingKind.SPLIT, Severity.INFO)]) == penalty([])


def test_between_like_attempts_the_likelier_one_wins():
    assert penalty([], hypothesis(GOOD, -0.2)) < penalty([], hypothesis(GOOD, -0.4))
    assert penalty([], hypothesis(GOOD, -50.0)) < penalty([finding(FindingKind.NUMBER, Severity.WARNING)])
