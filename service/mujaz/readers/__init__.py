"""From files to articles: what a page, a feed, a document or a table says, and what could not be read of it."""
