"""Writes the brief of an article in English, and cites the sentences that it rests on."""

from mujaz.pipeline.brief.write import brief_of_sentences, write_brief

__all__ = ["brief_of_sentences", "write_brief"]
