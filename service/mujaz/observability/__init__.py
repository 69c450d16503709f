"""Logs, metrics and traces. Nothing of an article goes into any of them."""
