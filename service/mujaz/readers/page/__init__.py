"""Web pages: the article in them, and nothing of what stands around it."""

from mujaz.readers.page.read import Page, read_fragment, read_page

__all__ = ["Page", "read_fragment", "read_page"]
