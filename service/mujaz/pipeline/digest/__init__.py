"""Makes a digest of many translated articles: groups those that tell the same story, and tells each story briefly."""

from mujaz.pipeline.digest.story import Report, Writers
from mujaz.pipeline.digest.write import options_of_articles, without_nothing_to_tell, write_stories

__all__ = ["Report", "Writers", "options_of_articles", "without_nothing_to_tell", "write_stories"]
