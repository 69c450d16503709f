"""Converts digests to protobuf messages and JSON, and back."""

from mujaz.types import (
    ArticleFailure,
    BriefMethod,
    DigestResult,
    FigureRelation,
    OtherFigure,
    Story,
    StoryArticle,
    StoryCitation,
)
from mujaz.v1 import article_pb2 as pb
from mujaz.wire.failures import error_from_pb, error_to_pb
from mujaz.wire.results import (
    BRIEF_METHODS,
    finding_from_pb,
    finding_to_pb,
    signature_from_pb,
    signature_to_pb,
    span_from_pb,
    span_to_pb,
    timings_from_pb,
    timings_to_pb,
    to_json,
)

_RELATIONS = {relation.value: relation for relation in FigureRelation}


def digest_result_to_pb(result: DigestResult) -> pb.DigestArticlesResponse:
    """Writes a digest."""
    return pb.DigestArticlesResponse(
        stories=map(_story_to_pb, result.stories),
        failures=(pb.ArticleFailure(id=failure.id, error=error_to_pb(failure.error)) for failure in result.failures),
        signature=signature_to_pb(result.signature),
        timings=timings_to_pb(result.timings),
    )


def digest_result_from_pb(message: pb.DigestArticlesResponse) -> DigestResult:
    """Reads a digest."""
    return DigestResult(
        stories=tuple(map(_story_from_pb, message.stories)),
        failures=tuple(
            ArticleFailure(id=failure.id, error=error_from_pb(failure.error)) for failure in message.failures
        ),
        signature=signature_from_pb(message.signature),
        timings=timings_from_pb(message.timings),
    )


def digest_result_to_json(result: DigestResult) -> str:
    """Writes a digest as protobuf JSON of `mujaz.v1.DigestArticlesResponse`, like `article_result_to_json`."""
    return to_json(digest_result_to_pb(result), indent=2)


def _story_to_pb(story: Story) -> pb.Story:
    return pb.Story(
        headline=story.headline,
        headline_citation=_citation_to_pb(story.headline_citation),
        brief=story.brief,
        citations=map(_citation_to_pb, story.citations),
        articles=(
            pb.StoryArticle(
                id=article.id,
                title=article.title,
                published=article.published,
                confidence=article.confidence,
                findings=map(finding_to_pb, article.findings),
            )
            for article in story.articles
        ),
        published=story.published,
    )


def _story_from_pb(message: pb.Story) -> Story:
    return Story(
        headline=message.headline,
        headline_citation=_citation_from_pb(message.headline_citation),
        brief=message.brief,
        citations=tuple(map(_citation_from_pb, message.citations)),
        articles=tuple(
            StoryArticle(
                id=article.id,
                title=article.title,
                published=article.published,
                confidence=article.confidence,
                findings=tuple(map(finding_from_pb, article.findings)),
            )
            for article in message.articles
        ),
    )


def _citation_to_pb(citation: StoryCitation) -> pb.StoryCitation:
    return pb.StoryCitation(
        sentence=span_to_pb(citation.sentence),
        article_id=citation.article_id,
        segments=citation.segments,
        sources=map(span_to_pb, citation.sources),
        method=pb.BriefMethod.ValueType(citation.method.value),
        doubtful=citation.doubtful,
        in_title=citation.in_title,
        doubts=map(span_to_pb, citation.doubts),
        other_figures=map(_figure_to_pb, citation.other_figures),
    )


def _citation_from_pb(message: pb.StoryCitation) -> StoryCitation:
    return StoryCitation(
        sentence=span_from_pb(message.sentence),
        article_id=message.article_id,
        segments=tuple(message.segments),
        sources=tuple(map(span_from_pb, message.sources)),
        method=BRIEF_METHODS.get(message.method, BriefMethod.ABSTRACTIVE),
        doubtful=message.doubtful,
        in_title=message.in_title,
        doubts=tuple(map(span_from_pb, message.doubts)),
        other_figures=tuple(map(_figure_from_pb, message.other_figures)),
    )


def _figure_to_pb(figure: OtherFigure) -> pb.OtherFigure:
    return pb.OtherFigure(
        note=span_to_pb(figure.note),
        relation=pb.FigureRelation.ValueType(figure.relation.value),
        article_id=figure.article_id,
        segments=figure.segments,
        sources=map(span_to_pb, figure.sources),
        in_title=figure.in_title,
    )


def _figure_from_pb(message: pb.OtherFigure) -> OtherFigure:
    return OtherFigure(
        note=span_from_pb(message.note),
        relation=_RELATIONS.get(message.relation, FigureRelation.DIFFERING),
        article_id=message.article_id,
        segments=tuple(message.segments),
        sources=tuple(map(span_from_pb, message.sources)),
        in_title=message.in_title,
    )
