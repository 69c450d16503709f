"""From an article in English to its brief: which sentences may be in it, and where each of them comes from."""

from mujaz.pipeline.brief.write import brief_of_sentences, write_brief

__all__ = ["brief_of_sentences", "write_brief"]
