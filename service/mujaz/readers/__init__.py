"""Read articles from files (pages, feeds, documents, JSON), and report what could not be read."""
