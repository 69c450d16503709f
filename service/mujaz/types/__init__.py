"""The values that Mujaz works with: frozen dataclasses. Positions in texts count Unicode code points, half-open."""

from mujaz.types.article import MAX_ID_CHARS, Article, ContentType
from mujaz.types.brief import Brief, BriefMethod, Citation
from mujaz.types.decoding import Chunk, DecodingOptions, Hypothesis
from mujaz.types.finding import Finding, FindingKind, Severity
from mujaz.types.model import Calibration, Certainty, GoldenSentence, LoadedModel, ModelSignature, Task
from mujaz.types.options import BriefOptions, BriefStyle, Glossary, Priority, ProcessOptions, Quality, Term
from mujaz.types.result import (
    ArticleFailure,
    ArticleResult,
    CheckedLine,
    CheckResult,
    Signature,
    SummaryResult,
    TextResult,
    Timings,
)
from mujaz.types.span import Span
from mujaz.types.story import DigestResult, FigureRelation, OtherFigure, Story, StoryArticle, StoryCitation
from mujaz.types.translation import (
    AppliedName,
    AppliedTerm,
    Doubt,
    NameKind,
    NameOrigin,
    Segment,
    TermOrigin,
    Translation,
)

__all__ = [
    "MAX_ID_CHARS",
    "AppliedName",
    "AppliedTerm",
    "Article",
    "ArticleFailure",
    "ArticleResult",
    "Brief",
    "BriefMethod",
    "BriefOptions",
    "BriefStyle",
    "Calibration",
    "Certainty",
    "CheckResult",
    "CheckedLine",
    "Chunk",
    "Citation",
    "ContentType",
    "DecodingOptions",
    "DigestResult",
    "Doubt",
    "FigureRelation",
    "Finding",
    "FindingKind",
    "Glossary",
    "GoldenSentence",
    "Hypothesis",
    "LoadedModel",
    "ModelSignature",
    "NameKind",
    "NameOrigin",
    "OtherFigure",
    "Priority",
    "ProcessOptions",
    "Quality",
    "Segment",
    "Severity",
    "Signature",
    "Span",
    "Story",
    "StoryArticle",
    "StoryCitation",
    "SummaryResult",
    "Task",
    "Term",
    "TermOrigin",
    "TextResult",
    "Timings",
    "Translation",
]
