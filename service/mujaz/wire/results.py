"""Converts results to protobuf messages and JSON, and back.

The reader may be older than the writer, and takes enum values that it does not know for the more serious case: a
finding of an unknown kind is kept without a kind, an unknown severity counts as a warning, and a brief by an unknown
method counts as written by a model.
"""

from collections.abc import Iterable

from google.protobuf import json_format
from google.protobuf.message import Message

from mujaz.types import (
    AppliedName,
    AppliedTerm,
    ArticleResult,
    Brief,
    BriefMethod,
    CheckedLine,
    CheckResult,
    Citation,
    Doubt,
    Finding,
    FindingKind,
    LoadedModel,
    ModelSignature,
    NameKind,
    NameOrigin,
    Segment,
    Severity,
    Signature,
    Span,
    SummaryResult,
    Task,
    TermOrigin,
    TextResult,
    Timings,
    Translation,
)
from mujaz.v1 import article_pb2 as pb

_FINDING_KINDS = {kind.value: kind for kind in FindingKind}
_SEVERITIES = {severity.value: severity for severity in Severity}
_NAME_KINDS = {kind.value: kind for kind in NameKind}
_NAME_ORIGINS = {origin.value: origin for origin in NameOrigin}
_TERM_ORIGINS = {origin.value: origin for origin in TermOrigin}
BRIEF_METHODS = {method.value: method for method in BriefMethod}
_TASKS = {task.value: task for task in Task}
ARTICLE_RESULT = pb.ProcessArticleResponse.DESCRIPTOR
"""The descriptor of an article's result, whose fields become columns of tables."""


def article_result_to_pb(result: ArticleResult) -> pb.ProcessArticleResponse:
    """Writes the result of an article."""
    return pb.ProcessArticleResponse(
        id=result.id,
        title=result.title.text,
        title_segments=map(_segment_to_pb, result.title.segments),
        body=result.body.text,
        segments=map(_segment_to_pb, result.body.segments),
        confidence=result.body.confidence,
        source_title=result.source_title,
        source_body=result.source_body,
        url=result.url,
        source=result.source,
        published=result.published,
        findings=map(finding_to_pb, result.findings),
        brief=None if result.brief is None else _brief_to_pb(result.brief),
        signature=signature_to_pb(result.signature),
        timings=timings_to_pb(result.timings),
    )


def article_result_from_pb(message: pb.ProcessArticleResponse) -> ArticleResult:
    """Reads the result of an article."""
    return ArticleResult(
        id=message.id,
        title=_translation_from_pb(message.title, message.title_segments),
        body=_translation_from_pb(message.body, message.segments),
        brief=_brief_from_pb(message.brief) if message.HasField("brief") else None,
        signature=signature_from_pb(message.signature),
        timings=timings_from_pb(message.timings),
        source_title=message.source_title,
        source_body=message.source_body,
        url=message.url,
        source=message.source,
        published=message.published,
        findings=tuple(map(finding_from_pb, message.findings)),
    )


def article_result_from_json(text: str) -> ArticleResult:
    """Reads what `article_result_to_json` wrote."""
    return article_result_from_pb(json_format.Parse(text, pb.ProcessArticleResponse(), ignore_unknown_fields=True))


def article_result_to_json(result: ArticleResult, *, indent: int | None = 2, timings: bool = True) -> str:
    """Writes the result of an article as protobuf JSON of `mujaz.v1.ProcessArticleResponse`.

    Fields have the names of the proto. Those at their default are written too, so that scripts find every name:
    `"start": 0`, `"findings": []`.

    Args:
        result: The result.
        indent: Spaces per level; None writes one line.
        timings: Whether to write the timings, which differ from run to run.
    """
    message = article_result_to_pb(result)
    if not timings:
        message.ClearField("timings")
    return to_json(message, indent=indent)


def text_result_to_pb(result: TextResult) -> pb.TranslateTextResponse:
    """Writes the translation of a text."""
    return pb.TranslateTextResponse(
        text=result.translation.text,
        segments=map(_segment_to_pb, result.translation.segments),
        signature=signature_to_pb(result.signature),
        timings=timings_to_pb(result.timings),
    )


def text_result_from_pb(message: pb.TranslateTextResponse) -> TextResult:
    """Reads the translation of a text."""
    return TextResult(
        translation=_translation_from_pb(message.text, message.segments),
        signature=signature_from_pb(message.signature),
        timings=timings_from_pb(message.timings),
    )


def summary_result_to_pb(result: SummaryResult) -> pb.SummarizeTextResponse:
    """Writes the brief of an English text."""
    return pb.SummarizeTextResponse(
        brief=_brief_to_pb(result.brief),
        sentences=map(span_to_pb, result.sentences),
        signature=signature_to_pb(result.signature),
        timings=timings_to_pb(result.timings),
    )


def summary_result_from_pb(message: pb.SummarizeTextResponse) -> SummaryResult:
    """Reads the brief of an English text."""
    return SummaryResult(
        brief=_brief_from_pb(message.brief),
        sentences=tuple(map(span_from_pb, message.sentences)),
        signature=signature_from_pb(message.signature),
        timings=timings_from_pb(message.timings),
    )


def check_result_to_pb(result: CheckResult) -> pb.CheckTranslationResponse:
    """Writes the findings about a translation made elsewhere."""
    return pb.CheckTranslationResponse(
        lines=(
            pb.CheckedLine(
                number=line.number,
                source=span_to_pb(line.source),
                target=span_to_pb(line.target),
                findings=map(finding_to_pb, line.findings),
            )
            for line in result.lines
        ),
        signature=signature_to_pb(result.signature),
        timings=timings_to_pb(result.timings),
    )


def check_result_from_pb(message: pb.CheckTranslationResponse) -> CheckResult:
    """Reads the findings about a translation made elsewhere."""
    return CheckResult(
        lines=tuple(
            CheckedLine(
                number=line.number,
                source=span_from_pb(line.source),
                target=span_from_pb(line.target),
                findings=tuple(map(finding_from_pb, line.findings)),
            )
            for line in message.lines
        ),
        signature=signature_from_pb(message.signature),
        timings=timings_from_pb(message.timings),
    )


def check_result_to_json(result: CheckResult) -> str:
    """Writes a check as protobuf JSON of `mujaz.v1.CheckTranslationResponse`, like `article_result_to_json`."""
    return to_json(check_result_to_pb(result), indent=2)


def models_to_pb(models: Iterable[LoadedModel]) -> pb.ListModelsResponse:
    """Writes the loaded models."""
    return pb.ListModelsResponse(
        models=(
            pb.Model(
                signature=_model_signature_to_pb(model.signature),
                task=pb.Task.ValueType(model.task.value),
                license=model.license,
                description=model.description,
            )
            for model in models
        )
    )


def models_from_pb(message: pb.ListModelsResponse) -> tuple[LoadedModel, ...]:
    """Reads the loaded models, except those whose task this version does not know."""
    return tuple(
        LoadedModel(
            signature=_model_signature_from_pb(model.signature),
            task=_TASKS[model.task],
            license=model.license,
            description=model.description,
        )
        for model in message.models
        if model.task in _TASKS
    )


def to_json(message: Message, *, indent: int | None) -> str:
    """Writes a message as JSON with the names of the proto, including fields at their default."""
    return json_format.MessageToJson(
        message,
        indent=indent,
        preserving_proto_field_name=True,
        always_print_fields_with_no_presence=True,
        ensure_ascii=False,
    )


def span_to_pb(span: Span) -> pb.Span:
    """Writes a span."""
    return pb.Span(start=span.start, end=span.end)


def span_from_pb(message: pb.Span) -> Span:
    """Reads a span."""
    return Span(message.start, message.end)


def _segment_to_pb(segment: Segment) -> pb.Segment:
    return pb.Segment(
        source=span_to_pb(segment.source),
        target=span_to_pb(segment.target),
        confidence=segment.confidence,
        findings=map(finding_to_pb, segment.findings),
        terms=map(_term_to_pb, segment.terms),
        doubts=map(_doubt_to_pb, segment.doubts),
        names=map(_name_to_pb, segment.names),
    )


def _segment_from_pb(message: pb.Segment) -> Segment:
    return Segment(
        source=span_from_pb(message.source),
        target=span_from_pb(message.target),
        confidence=message.confidence,
        findings=tuple(map(finding_from_pb, message.findings)),
        terms=tuple(map(_term_from_pb, message.terms)),
        doubts=tuple(map(_doubt_from_pb, message.doubts)),
        names=tuple(map(_name_from_pb, message.names)),
    )


def _translation_from_pb(text: str, segments: Iterable[pb.Segment]) -> Translation:
    return Translation(text=text, segments=tuple(map(_segment_from_pb, segments)))


def finding_to_pb(finding: Finding) -> pb.Finding:
    """Writes a finding."""
    return pb.Finding(
        kind=pb.FindingKind.ValueType(finding.kind.value),
        severity=pb.Severity.ValueType(finding.severity.value),
        message=finding.message,
        source=None if finding.source is None else span_to_pb(finding.source),
        target=None if finding.target is None else span_to_pb(finding.target),
    )


def finding_from_pb(message: pb.Finding) -> Finding:
    """Reads a finding."""
    return Finding(
        kind=_FINDING_KINDS.get(message.kind, FindingKind.UNSPECIFIED),
        severity=_SEVERITIES.get(message.severity, Severity.WARNING),
        message=message.message,
        source=span_from_pb(message.source) if message.HasField("source") else None,
        target=span_from_pb(message.target) if message.HasField("target") else None,
    )


def _doubt_to_pb(doubt: Doubt) -> pb.Doubt:
    return pb.Doubt(target=span_to_pb(doubt.target), probability=doubt.probability, alternatives=doubt.alternatives)


def _doubt_from_pb(message: pb.Doubt) -> Doubt:
    return Doubt(
        target=span_from_pb(message.target),
        probability=message.probability,
        alternatives=tuple(message.alternatives),
    )


def _name_to_pb(name: AppliedName) -> pb.AppliedName:
    return pb.AppliedName(
        source=span_to_pb(name.source),
        target=span_to_pb(name.target),
        name=name.name,
        kind=pb.NameKind.ValueType(name.kind.value),
        origin=pb.NameOrigin.ValueType(name.origin.value),
        certainty=name.certainty,
    )


def _name_from_pb(message: pb.AppliedName) -> AppliedName:
    return AppliedName(
        source=span_from_pb(message.source),
        target=span_from_pb(message.target),
        name=message.name,
        kind=_NAME_KINDS.get(message.kind, NameKind.UNSPECIFIED),
        origin=_NAME_ORIGINS.get(message.origin, NameOrigin.UNSPECIFIED),
        certainty=message.certainty,
    )


def _term_to_pb(term: AppliedTerm) -> pb.AppliedTerm:
    return pb.AppliedTerm(
        source=span_to_pb(term.source),
        target=span_to_pb(term.target),
        term=term.term,
        target_term=term.target_term,
        origin=pb.TermOrigin.ValueType(term.origin.value),
    )


def _term_from_pb(message: pb.AppliedTerm) -> AppliedTerm:
    return AppliedTerm(
        source=span_from_pb(message.source),
        target=span_from_pb(message.target),
        term=message.term,
        target_term=message.target_term,
        origin=_TERM_ORIGINS.get(message.origin, TermOrigin.UNSPECIFIED),
    )


def _brief_to_pb(brief: Brief) -> pb.Brief:
    return pb.Brief(
        text=brief.text,
        method=pb.BriefMethod.ValueType(brief.method.value),
        citations=(
            pb.Citation(
                brief=span_to_pb(citation.brief),
                segments=citation.segments,
                doubtful=citation.doubtful,
                doubts=map(span_to_pb, citation.doubts),
            )
            for citation in brief.citations
        ),
    )


def _brief_from_pb(message: pb.Brief) -> Brief:
    return Brief(
        text=message.text,
        method=BRIEF_METHODS.get(message.method, BriefMethod.ABSTRACTIVE),
        citations=tuple(
            Citation(
                brief=span_from_pb(citation.brief),
                segments=tuple(citation.segments),
                doubtful=citation.doubtful,
                doubts=tuple(map(span_from_pb, citation.doubts)),
            )
            for citation in message.citations
        ),
    )


def signature_to_pb(signature: Signature) -> pb.Signature:
    """Writes the signature of a result."""
    return pb.Signature(
        translation=None if signature.translation is None else _model_signature_to_pb(signature.translation),
        summary=None if signature.summary is None else _model_signature_to_pb(signature.summary),
        normalizer=signature.normalizer,
        decoding=signature.decoding,
        version=signature.version,
    )


def signature_from_pb(message: pb.Signature) -> Signature:
    """Reads the signature of a result."""
    return Signature(
        translation=_model_signature_from_pb(message.translation) if message.HasField("translation") else None,
        summary=_model_signature_from_pb(message.summary) if message.HasField("summary") else None,
        normalizer=message.normalizer,
        decoding=message.decoding,
        version=message.version,
    )


def _model_signature_to_pb(signature: ModelSignature) -> pb.ModelSignature:
    return pb.ModelSignature(
        model=signature.model,
        revision=signature.revision,
        engine=signature.engine,
        compute_type=signature.compute_type,
    )


def _model_signature_from_pb(message: pb.ModelSignature) -> ModelSignature:
    return ModelSignature(
        model=message.model,
        revision=message.revision,
        engine=message.engine,
        compute_type=message.compute_type,
    )


def timings_to_pb(timings: Timings) -> pb.Timings:
    """Writes the timings of a result."""
    return pb.Timings(
        prepare_ms=timings.prepare_ms,
        queue_ms=timings.queue_ms,
        translate_ms=timings.translate_ms,
        check_ms=timings.check_ms,
        brief_ms=timings.brief_ms,
        total_ms=timings.total_ms,
    )


def timings_from_pb(message: pb.Timings) -> Timings:
    """Reads the timings of a result."""
    return Timings(
        prepare_ms=message.prepare_ms,
        queue_ms=message.queue_ms,
        translate_ms=message.translate_ms,
        check_ms=message.check_ms,
        brief_ms=message.brief_ms,
        total_ms=message.total_ms,
    )
