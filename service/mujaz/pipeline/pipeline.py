"""One article's worth of logic, from its text to its result, around two loaded models."""

from dataclasses import replace

from mujaz import __version__
from mujaz.config import Settings
from mujaz.engines.base import SummaryEngine, TranslationEngine
from mujaz.errors import InvalidInput
from mujaz.pipeline.assemble import assemble
from mujaz.pipeline.brief import brief_of_sentences, write_brief
from mujaz.pipeline.limits import check_article, check_text, check_title
from mujaz.pipeline.page import read_article
from mujaz.pipeline.prepare import PreparedSegment, prepare
from mujaz.pipeline.steps import Steps
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.pipeline.translate import translate
from mujaz.text.normalize import NORMALIZER_VERSION
from mujaz.text.segment import split_english
from mujaz.types import (
    Article,
    ArticleResult,
    Brief,
    BriefOptions,
    DecodingOptions,
    ProcessOptions,
    Signature,
    SummaryResult,
    TextResult,
    Translation,
)


class Pipeline:
    """Turns articles into results. Has no threads and no state of a request, so many requests may share it.

    Args:
        translation: The translation model.
        summary: The summary model.
        settings: Limits and defaults.
        fallback: Writes the brief where the summary model said what the article does not; for models that write.
    """

    def __init__(
        self,
        translation: TranslationEngine,
        summary: SummaryEngine,
        settings: Settings,
        *,
        fallback: SummaryEngine | None = None,
    ) -> None:
        self.translation = translation
        self.summary = summary
        self.settings = settings
        self.fallback = fallback

    def process_article(
        self, article: Article, options: ProcessOptions, stopwatch: Stopwatch | None = None
    ) -> Steps[ArticleResult]:
        """Translates an article and writes its brief.

        Raises:
            InvalidInput: The article or an option is beyond a limit.
            EngineError: A model failed.
        """
        stopwatch = stopwatch or Stopwatch()
        source = read_article(article, self.settings)
        check_article(source, self.settings)
        decoding = self._decoding(options)
        title, body = yield from self._translate((source.title, source.body), decoding, stopwatch)
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
            signature=self._signature(decoding, brief),
            timings=stopwatch.timings(),
            source_title="" if source is article else source.title,
            source_body="" if source is article else source.body,
        )

    def translate_text(
        self, text: str, options: ProcessOptions, stopwatch: Stopwatch | None = None
    ) -> Steps[TextResult]:
        """Translates a text that is not an article.

        Raises:
            InvalidInput: The text or an option is beyond a limit.
            EngineError: The model failed.
        """
        stopwatch = stopwatch or Stopwatch()
        check_text(text, field="text", settings=self.settings)
        decoding = self._decoding(options)
        (translation,) = yield from self._translate((text,), decoding, stopwatch)
        return TextResult(
            translation=translation, signature=self._signature(decoding, None), timings=stopwatch.timings()
        )

    def summarize_text(
        self, text: str, title: str, options: BriefOptions, stopwatch: Stopwatch | None = None
    ) -> SummaryResult:
        """Writes the brief of an English text.

        Raises:
            InvalidInput: The text is empty or beyond a limit.
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

    def close(self) -> None:
        """Gives the models' memory back."""
        for engine in (self.translation, self.summary, self.fallback):
            if engine is not None:
                engine.close()

    def _translate(
        self, texts: tuple[str, ...], decoding: DecodingOptions, stopwatch: Stopwatch
    ) -> Steps[list[Translation]]:
        with stopwatch.stage("prepare_ms"):
            prepared = [prepare(text, self.translation) for text in texts]
        flat: list[PreparedSegment] = [segment for segments in prepared for segment in segments]
        attempts = yield from translate(
            flat, self.translation, decoding, max_retries=self.settings.max_retries, stopwatch=stopwatch
        )
        with stopwatch.stage("check_ms"):
            rest = iter(attempts)
            return [
                assemble(text, segments, [next(rest) for _ in segments], self.translation.model.calibration)
                for text, segments in zip(texts, prepared, strict=True)
            ]

    def _decoding(self, options: ProcessOptions) -> DecodingOptions:
        beam_size = self.settings.beam_size if options.beam_size is None else options.beam_size
        if not 1 <= beam_size <= self.settings.max_beam_size:
            raise InvalidInput(
                f"is {beam_size}; take 1 to {self.settings.max_beam_size} (max_beam_size)",
                field="options.beam_size",
                reason="BEAM_SIZE_OUT_OF_RANGE",
            )
        return DecodingOptions(beam_size=beam_size)

    def _signature(self, decoding: DecodingOptions | None, brief: Brief | None) -> Signature:
        return Signature(
            normalizer=NORMALIZER_VERSION if decoding else "",
            decoding=str(decoding) if decoding else "",
            version=__version__,
            translation=self.translation.model.signature,
            summary=None if brief is None else self._writer(brief).model.signature,
        )

    def _writer(self, brief: Brief) -> SummaryEngine:
        """Which model a brief is of."""
        return self.fallback if self.fallback and brief.method is self.fallback.method else self.summary
