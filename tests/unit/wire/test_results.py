import json

from google.protobuf import json_format
from hypothesis import given
from hypothesis import strategies as st

from mujaz import types
from mujaz.v1 import article_pb2 as pb
from mujaz.wire import results

positions = st.integers(0, 2**32 - 1)
spans = st.builds(types.Span, positions, positions)
numbers = st.floats(allow_nan=False)
st.register_type_strategy(types.Span, spans)
st.register_type_strategy(float, numbers)
citations = st.builds(types.Citation, brief=spans, segments=st.lists(positions).map(tuple))
briefs = st.builds(types.Brief, citations=st.lists(citations, max_size=3).map(tuple))
findings = st.lists(st.builds(types.Finding), max_size=2).map(tuple)
terms = st.lists(st.builds(types.AppliedTerm), max_size=2).map(tuple)
segments = st.lists(st.builds(types.Segment, findings=findings, terms=terms), max_size=2).map(tuple)
st.register_type_strategy(types.Translation, st.builds(types.Translation, segments=segments))
checked_lines = st.builds(types.CheckedLine, number=positions, findings=findings)


@given(st.builds(types.ArticleResult, brief=st.none() | briefs))
def test_an_article_result_survives_the_way_there_and_back(result):
    message = pb.ProcessArticleResponse.FromString(results.article_result_to_pb(result).SerializeToString())
    assert results.article_result_from_pb(message) == result


@given(st.builds(types.TextResult))
def test_a_text_result_survives_the_way_there_and_back(result):
    message = pb.TranslateTextResponse.FromString(results.text_result_to_pb(result).SerializeToString())
    assert results.text_result_from_pb(message) == result


@given(st.builds(types.SummaryResult, brief=briefs))
def test_a_summary_result_survives_the_way_there_and_back(result):
    message = pb.SummarizeTextResponse.FromString(results.summary_result_to_pb(result).SerializeToString())
    assert results.summary_result_from_pb(message) == result


@given(st.builds(types.CheckResult, lines=st.lists(checked_lines, max_size=3).map(tuple)))
def test_a_check_survives_the_way_there_and_back(result):
    message = pb.CheckTranslationResponse.FromString(results.check_result_to_pb(result).SerializeToString())
    assert results.check_result_from_pb(message) == result


@given(st.lists(st.builds(types.LoadedModel, golden=st.none())).map(tuple))
def test_loaded_models_survive_the_way_there_and_back(models):
    assert results.models_from_pb(results.models_to_pb(models)) == models


def test_every_enum_of_ours_has_the_names_and_numbers_of_the_contract():
    for ours, wire, prefix in [
        (types.FindingKind, pb.FindingKind, "FINDING_KIND_"),
        (types.Severity, pb.Severity, "SEVERITY_"),
        (types.BriefMethod, pb.BriefMethod, "BRIEF_METHOD_"),
        (types.TermOrigin, pb.TermOrigin, "TERM_ORIGIN_"),
        (types.NameKind, pb.NameKind, "NAME_KIND_"),
        (types.NameOrigin, pb.NameOrigin, "NAME_ORIGIN_"),
        (types.Task, pb.Task, "TASK_"),
        (types.ContentType, pb.ContentType, "CONTENT_TYPE_"),
    ]:
        assert {prefix + member.name: member.value for member in ours} | {prefix + "UNSPECIFIED": 0} == dict(
            wire.items()
        )


def test_kinds_that_only_a_newer_server_knows_stay_warnings():
    finding = pb.Finding(kind=99, severity=99, message="Something new.")
    message = pb.ProcessArticleResponse(segments=[pb.Segment(findings=[finding])], brief=pb.Brief(method=99))
    result = results.article_result_from_pb(message)
    assert result.body.segments[0].findings == (
        types.Finding(kind=types.FindingKind.UNSPECIFIED, severity=types.Severity.WARNING, message="Something new."),
    )
    assert result.brief is not None
    assert result.brief.method is types.BriefMethod.ABSTRACTIVE


def test_models_of_a_task_that_only_a_newer_server_knows_are_left_out():
    assert results.models_from_pb(pb.ListModelsResponse(models=[pb.Model(task=99)])) == ()


def test_json_has_the_names_of_the_proto_and_its_defaults_and_arabic_as_it_is():
    segment = types.Segment(source=types.Span(0, 3), target=types.Span(0, 2), confidence=0.5)
    result = types.ArticleResult(
        id="١",
        title=types.Translation(text="", segments=()),
        body=types.Translation(text="W3", segments=(segment,)),
        brief=None,
        signature=types.Signature(normalizer="1", decoding="beam=4", version="0"),
        timings=types.Timings(total_ms=1.5),
    )
    text = results.article_result_to_json(result)
    assert '"id": "١"' in text
    parsed = json.loads(text)
    assert parsed["title_segments"] == []
    spans = {"source": {"start": 0, "end": 3}, "target": {"start": 0, "end": 2}}
    assert parsed["segments"] == [{**spans, "confidence": 0.5, "findings": [], "terms": [], "names": [], "doubts": []}]
    assert "brief" not in parsed
    assert results.article_result_from_pb(json_format.Parse(text, pb.ProcessArticleResponse())) == result
