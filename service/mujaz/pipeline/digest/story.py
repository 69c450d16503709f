"""Tells one story from several articles: a headline, and a brief without repetitions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from mujaz.engines.base import SummaryEngine, TextComparer
from mujaz.pipeline.brief import write_brief
from mujaz.pipeline.brief.candidates import repeats
from mujaz.pipeline.brief.clean import clean
from mujaz.pipeline.brief.layout import as_headline, finish, lay_out
from mujaz.pipeline.brief.trust import Trust, is_doubtful_title
from mujaz.pipeline.digest.figures import Counts, Differing, is_outdated, note, with_note
from mujaz.text.words import words
from mujaz.types import (
    Article,
    ArticleResult,
    Brief,
    BriefMethod,
    BriefOptions,
    BriefStyle,
    Citation,
    OtherFigure,
    Span,
    Story,
    StoryArticle,
    StoryCitation,
)

SAID_ALREADY = 0.4
"""A sentence repeats another if their similarity is at least this. It is lower than within an article, as two reporters
use different words. Measured: docs/evidence.md."""

MOST_COMPARED = 1_000
"""At most this many sentences are considered for the brief of a story. The matrix of their similarities takes 8 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writers:
    """The models that make a digest.

    Args:
        engine: The summary model.
        fallback: As in `write_brief`.
        comparer: The model that compares articles and sentences.
    """

    engine: SummaryEngine
    fallback: SummaryEngine | None
    comparer: TextComparer


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article as it was read (see `ArticleResult.source_of`), and its result."""

    article: Article
    result: ArticleResult


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence of an article's brief.

    Args:
        report: The position of the article in the story.
        place: The position of the sentence in the article's brief.
        text: The sentence.
        citation: Its citation in that brief.
        method: The method of that brief.
        others: The different figures of other reports.
    """

    report: int
    place: int
    text: str
    citation: Citation
    method: BriefMethod
    others: tuple[Differing, ...] = ()

    @property
    def note(self) -> str:
        """The note on the figures of other reports."""
        return note(self.others)

    @property
    def words(self) -> int:
        """The number of words, the note included."""
        return len(self.text.split()) + len(self.note.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Headline:
    text: str
    citation: StoryCitation

    def is_repeated_by(self, sentence: _Sentence, reports: Sequence[Report]) -> bool:
        """Tells whether a sentence is the headline or says no more than the headline."""
        own = reports[sentence.report].article.id == self.citation.article_id and not self.citation.in_title
        return repeats(self.text, sentence.text) or (own and sentence.citation.segments == self.citation.segments)


def tell(reports: Sequence[Report], options: BriefOptions | None, writers: Writers) -> Story:
    """Tells one story.

    Args:
        reports: The articles, the most credible first. The English of each has a word.
        options: Limits and layout of the brief; None leaves it out.
        writers: The models.

    Raises:
        EngineError: A model failed.
    """
    headline = _headline(reports, writers)
    sentences: list[_Sentence] = []
    counts = _counts(reports)
    if options is not None and options.style is not BriefStyle.HEADLINE:
        pool = [
            sentence
            for sentence in _in_turn(reports, counts)
            if sentence.others or not headline.is_repeated_by(sentence, reports)  # different figures are always told
        ]
        sentences = _choose(pool, writers.comparer, options)
    brief = lay_out(
        [(with_note(text, sentence.note), ()) for text, sentence in zip(_cleaned(sentences), sentences, strict=True)],
        BriefMethod.EXTRACTIVE,
        BriefStyle.PARAGRAPH if options is None else options.style,
    )
    return Story(
        headline=headline.text,
        headline_citation=headline.citation,
        brief=brief.text,
        citations=tuple(
            _cite_sentence(placed, sentence, reports)
            for placed, sentence in zip(brief.citations, sentences, strict=True)
        ),
        articles=tuple(
            StoryArticle(
                id=report.article.id,
                title=report.result.title.text,
                published=report.article.published,
                confidence=report.result.body.confidence,
                findings=report.result.findings,
            )
            for report in reports
        ),
    )


def _headline(reports: Sequence[Report], writers: Writers) -> _Headline:
    """Returns the first trusted title, or else the first trusted sentence, or else the first sentence."""
    titled = (_title(report) for report in reports if words(report.result.title.text))
    written = (headline for report in reports if (headline := _written(report, writers)) is not None)
    first: _Headline | None = None
    for headline in titled:
        if not headline.citation.doubtful:
            return headline
    for headline in written:
        if not headline.citation.doubtful:
            return headline
        first = first or headline
    assert first is not None, "a story without a word"
    return first


def _title(report: Report) -> _Headline:
    title = report.result.title
    text = as_headline(" ".join(title.text.split()))
    citation = StoryCitation(
        sentence=Span(0, len(text)),
        article_id=report.article.id,
        segments=tuple(range(len(title.segments))),
        sources=tuple(segment.source for segment in title.segments),
        method=BriefMethod.EXTRACTIVE,
        doubtful=is_doubtful_title(title, report.result.body),
        in_title=True,
        doubts=Trust(title).doubted_words(text, range(len(title.segments))),
    )
    return _Headline(text=text, citation=citation)


def _written(report: Report, writers: Writers) -> _Headline | None:
    result = report.result
    options = BriefOptions(style=BriefStyle.HEADLINE)
    for source in (report.article.body, ""):  # without the source, rows of tables are candidates too
        brief = write_brief(
            result.title.text, result.body, writers.engine, options, source=source, fallback=writers.fallback
        )
        if brief is not None:
            (citation,) = brief.citations
            return _Headline(text=brief.text, citation=_cite(citation, citation, report, brief.method))
    return None


def _counts(reports: Sequence[Report]) -> Counts:
    return Counts(
        [(report.result.title, report.result.body) for report in reports],
        [report.article.published for report in reports],
    )


def _in_turn(reports: Sequence[Report], counts: Counts) -> list[_Sentence]:
    """Returns the sentences of all briefs: the first of each article, then the second of each, and so on.

    Sentences with figures that a newer article corrects are left out, unless there are no others.
    """
    briefs = [_sentences(position, report.result.brief, counts) for position, report in enumerate(reports)]
    sentences = [sentence for turn in zip_longest(*briefs) for sentence in turn if sentence is not None]
    return [sentence for sentence in sentences if not is_outdated(sentence.others)] or sentences


def _sentences(report: int, brief: Brief | None, counts: Counts) -> list[_Sentence]:
    if brief is None:
        return []
    return [
        _Sentence(
            report=report,
            place=place,
            text=text,
            citation=citation,
            method=brief.method,
            others=counts.differing(text, report),
        )
        for place, citation in enumerate(brief.citations)
        for text in (citation.brief.of(brief.text),)
    ]


def _choose(pool: Sequence[_Sentence], comparer: TextComparer, options: BriefOptions) -> list[_Sentence]:
    """Chooses sentences in order, leaving out those that repeat a chosen one or do not fit.

    Where all sentences are doubtful, only one is chosen.

    Args:
        pool: Sentences in order of preference.
        comparer: The model that compares sentences.
        options: The limits.

    Returns:
        The chosen sentences, in the order of the articles and their briefs.
    """
    if not pool:
        return []
    trusted = [sentence for sentence in pool if not sentence.citation.doubtful]
    most = options.max_sentences if trusted else 1
    pool = (trusted or pool)[:MOST_COMPARED]
    similarities = comparer.similarities([sentence.text for sentence in pool])
    room = options.max_words
    chosen: list[int] = []
    for position, sentence in enumerate(pool):
        length = sentence.words
        is_new = not chosen or similarities[position, chosen].max() < SAID_ALREADY
        if len(chosen) < most and is_new and (length <= room or not chosen):
            chosen.append(position)
            room -= length
    return sorted((pool[position] for position in chosen), key=lambda sentence: (sentence.report, sentence.place))


def _cleaned(sentences: Sequence[_Sentence]) -> Iterator[str]:
    """Yields the texts, without connectives that refer to a sentence that was left out."""
    before: tuple[int, int] | None = None
    for sentence in sentences:
        follows = before == (sentence.report, sentence.place - 1)
        yield finish(clean(sentence.text, follows=follows))
        before = sentence.report, sentence.place


def _cite_sentence(placed: Citation, sentence: _Sentence, reports: Sequence[Report]) -> StoryCitation:
    """Returns the citation of a sentence of the brief, and of the figures in its note."""
    note_length = len(sentence.note) + 1 if sentence.note else 0
    # The sentence may have lost words at its beginning since, but never at its end.
    shift = placed.brief.end - note_length - sentence.citation.brief.end
    cited = _cite(placed, sentence.citation, reports[sentence.report], sentence.method, shift)
    end = placed.brief.end
    figures = (
        OtherFigure(
            note=Span(end - len(sentence.note), end),
            relation=other.relation,
            article_id=reports[other.report].article.id,
            segments=(other.figure.segment,),
            sources=(other.figure.source,),
            in_title=other.figure.in_title,
        )
        for other in sentence.others
    )
    return replace(cited, other_figures=tuple(figures))


def _cite(placed: Citation, citation: Citation, report: Report, method: BriefMethod, shift: int = 0) -> StoryCitation:
    segments = report.result.body.segments
    doubts = [doubt.shift(shift) for doubt in citation.doubts]
    return StoryCitation(
        sentence=placed.brief,
        article_id=report.article.id,
        segments=citation.segments,
        sources=tuple(segments[position].source for position in citation.segments),
        method=method,
        doubtful=citation.doubtful,
        doubts=tuple(doubt for doubt in doubts if doubt.start >= placed.brief.start),
    )
