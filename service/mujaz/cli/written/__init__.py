"""Results as files that are opened elsewhere: Word, web pages, Markdown, translation memories."""

from mujaz.cli.written.files import check_output, refuse_input, require_writable, write_article, write_digest

__all__ = ["check_output", "refuse_input", "require_writable", "write_article", "write_digest"]
