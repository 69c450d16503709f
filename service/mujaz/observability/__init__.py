"""Logs, metrics and traces. None of them contains any text of an article."""
