"""Terms of glossaries in translations: looked for, put in, and reported where that cannot be done for sure."""

from mujaz.pipeline.terms.apply import apply_terms

__all__ = ["apply_terms"]
