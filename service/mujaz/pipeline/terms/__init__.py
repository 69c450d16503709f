"""Glossary terms in translations: finds them, enforces them, and reports those that are missing."""

from mujaz.pipeline.terms.apply import apply_terms

__all__ = ["apply_terms"]
