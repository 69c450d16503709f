"""Mujaz: Arabic news articles in, faithful English translations and short English briefs out."""

__version__ = "0.1.0"
