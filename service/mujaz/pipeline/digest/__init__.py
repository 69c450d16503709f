"""From many articles in English to a digest: which tell the same story, and that story in brief."""

from mujaz.pipeline.digest.story import Report, Writers
from mujaz.pipeline.digest.write import options_of_articles, without_nothing_to_tell, write_stories

__all__ = ["Report", "Writers", "options_of_articles", "without_nothing_to_tell", "write_stories"]
