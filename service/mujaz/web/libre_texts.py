"""Translates texts and HTML for LibreTranslate's API, with findings and alternatives."""

from dataclasses import dataclass, field
from typing import Any

from google.protobuf import json_format

from mujaz.serving.call import CURRENT_CALL
from mujaz.serving.house import House
from mujaz.text.scripts import has_arabic
from mujaz.v1 import article_pb2 as pb
from mujaz.web.markup import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """One text in English.

    Args:
        text: The translation.
        findings: What may be wrong with it, as JSON.
        alternatives: Other translations, best first.
    """

    text: str
    findings: list[dict[str, Any]] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)


class LibreTexts:
    """Translates texts within a call.

    Args:
        house: Provides the answers, and the thread for long texts.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    async def plain(self, text: str, alternatives: int = 0) -> Translated:
        """Translates a text. A text without Arabic comes back unchanged, as clients also send names and numbers.

        Args:
            text: The text.
            alternatives: The most alternative translations to return.
        """
        CURRENT_CALL.get().admit()
        if not has_arabic(text):
            return Translated(text=text)
        answer = await self._answer(text)
        return Translated(text=answer.text, findings=_findings(answer), alternatives=_others(answer, alternatives))

    async def html(self, source: str) -> Translated:
        """Translates a page or a part of one, and keeps its tags."""
        CURRENT_CALL.get().admit()
        reader = self._house.lifecycle.reader
        markup = await reader.apart(Markup, source)
        if not markup.lines:
            return Translated(text=source)
        answer = await self._answer("\n".join(markup.lines))
        lines = answer.text.split("\n")
        end = len("\n".join(lines[: markup.blocks]))  # the lines after it only help to place tags
        del answer.segments[sum(segment.target.start < end for segment in answer.segments) :]
        for segment in answer.segments:
            for finding in segment.findings:  # their spans refer to a text that the client never sees
                finding.ClearField("source")
                finding.ClearField("target")
        return Translated(text=await reader.apart(markup.written, lines), findings=_findings(answer))

    async def _answer(self, text: str) -> pb.TranslateTextResponse:
        return await self._house.answers.translate_text(pb.TranslateTextRequest(text=text), None)


def _findings(answer: pb.TranslateTextResponse) -> list[dict[str, Any]]:
    return [
        json_format.MessageToDict(finding, preserving_proto_field_name=True)
        for segment in answer.segments
        for finding in segment.findings
    ]


def _others(answer: pb.TranslateTextResponse, most: int) -> list[str]:
    """The translation with one word replaced by that of another hypothesis, the most doubtful word first."""
    doubts = sorted((doubt for segment in answer.segments for doubt in segment.doubts), key=lambda d: d.probability)
    ranked = [(rank, doubt.target, word) for doubt in doubts for rank, word in enumerate(doubt.alternatives) if word]
    ranked.sort(key=lambda each: each[0])
    texts = (answer.text[: span.start] + word + answer.text[span.end :] for _, span, word in ranked)
    return [text for text in dict.fromkeys(texts) if text != answer.text][:most]
