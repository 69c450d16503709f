"""Find the article in a web page, without what stands around it."""

from mujaz.readers.page.read import Page, read_fragment, read_page

__all__ = ["Page", "read_fragment", "read_page"]
