"""The pipeline: what happens to an article, a text or a digest, with two loaded models."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mujaz import __version__
from mujaz.config import Settings
from mujaz.engines.base import SummaryEngine, TextComparer, TranslationEngine
from mujaz.errors import EngineError
from mujaz.pipeline.assemble import assemble
from mujaz.pipeline.brief import brief_of_sentences, write_brief
from mujaz.pipeline.digest import Report, Writers, without_nothing_to_tell, write_stories
from mujaz.pipeline.limits import check_article, check_options, check_text, check_title
from mujaz.pipeline.look_again import look_again
from mujaz.pipeline.names import show_names
from mujaz.pipeline.page import read_article
from mujaz.pipeline.prepare import PreparedSegment, as_its_body, preparing
from mujaz.pipeline.quality import EFFORTS, effort_for, quality_of
from mujaz.pipeline.same_names import report_spellings
from mujaz.pipeline.steps import Steps
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.pipeline.terms import apply_terms
from mujaz.pipeline.translate import translate
from mujaz.text.dictionary import dictionary_digest
from mujaz.text.glossary import TermMatcher, gazetteer, matcher_of
from mujaz.text.normalize import NORMALIZER_VERSION
from mujaz.text.proper_names import names_digest
from mujaz.text.reworded import reworded_digest
from mujaz.text.segment import split_english
from mujaz.types import (
    Article,
    ArticleFailure,
    ArticleResult,
    Brief,
    BriefOptions,
    DecodingOptions,
    DigestResult,
    Glossary,
    ProcessOptions,
    Quality,
    Signature,
    SummaryResult,
    TermOrigin,
    TextResult,
    Translation,
)


class Pipeline:
    """Turns articles into results. It has no threads and no state of a request, so many requests may share it.

    Args:
        translation: The translation model.
        summary: The summary model.
        settings: Limits and defaults.
        fallback: Makes the brief where a summary model that writes fails, or writes what the article does not say.
        glossary: Terms for all requests. The terms of a request take precedence.
    """

    def __init__(
        self,
        translation: TranslationEngine,
        summary: SummaryEngine,
        settings: Settings,
        *,
        fallback: SummaryEngine | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self.translation = translation
        self.summary = summary
        self.settings = settings
        self.fallback = fallback
        self.glossary = glossary

    def process_article(
        self, article: Article, options: ProcessOptions, stopwatch: Stopwatch | None = None
    ) -> Steps[ArticleResult]:
        """Translates an article and writes its brief.

        Raises:
            InvalidInput: The article or an option exceeds a limit.
            EngineError: A model failed.
        """
        stopwatch = stopwatch or Stopwatch()
        source = read_article(article, self.settings)
        check_article(source, self.settings)
        check_options(options, self.settings)
        title, body = yield from self._translate((source.title, source.body), options, stopwatch)
        brief = None
        if options.brief is not None:
            with stopwatch.stage("brief_ms"):
                brief = write_brief(
                    title.text, body, self.summary, options.brief, source=source.body, fallback=self.fallback
                )
        return ArticleResult(
            id=article.id,
            title=title,
            body=body,
            brief=brief,
            signature=self._signature(options, brief),
            timings=stopwatch.timings(),
            source_title="" if source is article else source.title,
            source_body="" if source is article else source.body,
            url=source.url,
            source=source.source,
            published=source.published,
            findings=source.findings,
        )

    def translate_text(
        self, text: str, options: ProcessOptions, stopwatch: Stopwatch | None = None
    ) -> Steps[TextResult]:
        """Translates a text that is not an article.

        Raises:
            InvalidInput: The text or an option exceeds a limit.
            EngineError: The model failed.
        """
        stopwatch = stopwatch or Stopwatch()
        check_text(text, field="text", settings=self.settings)
        check_options(options, self.settings)
        (translation,) = yield from self._translate((text,), options, stopwatch)
        return TextResult(
            translation=translation, signature=self._signature(options, None), timings=stopwatch.timings()
        )

    def summarize_text(
        self, text: str, title: str, options: BriefOptions, stopwatch: Stopwatch | None = None
    ) -> SummaryResult:
        """Writes the brief of an English text.

        Raises:
            InvalidInput: The text is empty or exceeds a limit.
            EngineError: The model failed.
        """
        stopwatch = stopwatch or Stopwatch()
        check_text(text, field="text", settings=self.settings, arabic=False)
        check_title(title, field="title", settings=self.settings)
        with stopwatch.stage("brief_ms"):
            sentences = tuple(split_english(text))
            brief = brief_of_sentences(title, text, sentences, self.summary, options, fallback=self.fallback)
        signature = replace(self._signature(None, brief), translation=None)
        return SummaryResult(brief=brief, sentences=sentences, signature=signature, timings=stopwatch.timings())

    def digest(
        self,
        outcomes: Sequence[Report | ArticleFailure],
        options: ProcessOptions,
        stopwatch: Stopwatch | None = None,
    ) -> DigestResult:
        """Makes a digest of articles that have been translated.

        Args:
            outcomes: The result of `process_article` for each article with `options_of_articles(options)`, or its
                failure. Each has an id of its own.
            options: The options of the digest.
            stopwatch: A stopwatch that was started with the request.

        Raises:
            InvalidInput: An option exceeds a limit.
            EngineError: A model failed.
        """
        stopwatch = stopwatch or Stopwatch()
        check_options(options, self.settings)
        signature = replace(self._signature(options, None), summary=self.summary.model.signature)
        checked = [without_nothing_to_tell(outcome) for outcome in outcomes]
        reports = [outcome for outcome in checked if isinstance(outcome, Report)]
        writers = Writers(engine=self.summary, fallback=self.fallback, comparer=self._comparer())
        with stopwatch.stage("brief_ms"):
            stories = write_stories(reports, options.brief, writers)
        for report in reports:
            stopwatch.add_stages(report.result.timings)
        return DigestResult(
            stories=stories,
            failures=tuple(outcome for outcome in checked if isinstance(outcome, ArticleFailure)),
            signature=signature,
            timings=stopwatch.timings(),
        )

    def close(self) -> None:
        """Frees the memory of the models."""
        for engine in (self.translation, self.summary, self.fallback):
            if engine is not None:
                engine.close()

    def _translate(
        self, texts: tuple[str, ...], options: ProcessOptions, stopwatch: Stopwatch
    ) -> Steps[list[Translation]]:
        effort = effort_for(options, self.settings)
        decoding, max_retries = DecodingOptions(beam_size=effort.beam_size), effort.max_retries
        with stopwatch.stage("prepare_ms"):
            prepared = []
            for text in texts:
                prepared.append((yield from preparing(text, self.translation)))
            if len(prepared) > 1:
                prepared[0] = as_its_body(prepared[0], prepared[1])
            if effort.names:
                prepared = yield from self._named(prepared, options)
        flat: list[PreparedSegment] = [segment for segments in prepared for segment in segments]
        attempts = yield from translate(flat, self.translation, decoding, max_retries=max_retries, stopwatch=stopwatch)
        if effort.look_again:
            matchers = self._own_matchers(options)
            attempts = yield from look_again(flat, attempts, matchers, self.translation, decoding, stopwatch)
        attempts = yield from apply_terms(
            attempts,
            self._matchers(options),
            self.translation,
            decoding,
            max_retries=max_retries,
            stopwatch=stopwatch,
        )
        with stopwatch.stage("check_ms"):
            attempts = yield from report_spellings(attempts)
            rest = iter(attempts)
            translations = []
            for text, segments in zip(texts, prepared, strict=True):
                own = [next(rest) for _ in segments]
                translations.append((yield from assemble(text, segments, own, self.translation)))
            return translations

    def _named(
        self, prepared: Sequence[tuple[PreparedSegment, ...]], options: ProcessOptions
    ) -> Steps[list[tuple[PreparedSegment, ...]]]:
        """Shows the model the names of all segments together, so that an article spells a name in one way."""
        flat = [segment for segments in prepared for segment in segments]
        shown = iter((yield from show_names(flat, self._own_matchers(options), self.translation)))
        return [tuple(itertools.islice(shown, len(segments))) for segments in prepared]

    def _matchers(self, options: ProcessOptions) -> list[TermMatcher]:
        """Returns the glossaries to search, those that take precedence first."""
        return [*self._own_matchers(options), gazetteer()]

    def _own_matchers(self, options: ProcessOptions) -> list[TermMatcher]:
        return [matcher_of(glossary, origin) for origin, glossary in self._glossaries(options)]

    def _glossaries(self, options: ProcessOptions) -> list[tuple[TermOrigin, Glossary]]:
        glossaries = ((TermOrigin.REQUEST, options.glossary), (TermOrigin.SERVER, self.glossary))
        return [(origin, glossary) for origin, glossary in glossaries if glossary]

    def _signature(self, options: ProcessOptions | None, brief: Brief | None) -> Signature:
        decoding = ""
        if options is not None:
            hashes = (
                f"{origin.name.lower()}-glossary={glossary.digest}" for origin, glossary in self._glossaries(options)
            )
            decoding = " ".join([*self._effort(options), *hashes])
        return Signature(
            normalizer=f"{NORMALIZER_VERSION}.{reworded_digest()}" if options else "",
            decoding=decoding,
            version=__version__,
            translation=self.translation.model.signature,
            summary=None if brief is None else self._writer(brief).model.signature,
        )

    def _effort(self, options: ProcessOptions) -> Iterator[str]:
        """Yields the effort for the signature. Quality and retries are named only where they are not the default."""
        quality, effort = quality_of(options, self.settings), effort_for(options, self.settings)
        if quality is not Quality.BALANCED:
            yield f"quality={quality.value}"
        yield str(DecodingOptions(beam_size=effort.beam_size))
        if effort.max_retries != EFFORTS[quality].max_retries:
            yield f"retries={effort.max_retries}"
        if effort.names:
            yield f"names={names_digest()}{dictionary_digest()}"

    def _comparer(self) -> TextComparer:
        engines: tuple[object, ...] = (self.summary, self.fallback)
        for engine in engines:
            if isinstance(engine, TextComparer):
                return engine
        raise EngineError(
            "no model of this server can compare texts; load one that chooses sentences, such as brief-en"
        )

    def _writer(self, brief: Brief) -> SummaryEngine:
        """Returns the model that made a brief."""
        return self.fallback if self.fallback and brief.method is self.fallback.method else self.summary
