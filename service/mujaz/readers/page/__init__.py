"""Find the article in a web page, without what stands around it."""

from mujaz.readers.page.letter import plain_letter, read_letter
from mujaz.readers.page.markup import is_whole_page
from mujaz.readers.page.read import Page, read_fragment, read_page

__all__ = ["Page", "is_whole_page", "plain_letter", "read_fragment", "read_letter", "read_page"]
