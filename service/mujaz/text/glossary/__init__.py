"""Reads glossaries and finds their terms in Arabic text, with any clitics and endings."""

from mujaz.text.glossary.gazetteer import gazetteer
from mujaz.text.glossary.match import TermMatch, TermMatcher, match_terms, matcher_of
from mujaz.text.glossary.read import check_glossary, read_glossary

__all__ = ["TermMatch", "TermMatcher", "check_glossary", "gazetteer", "match_terms", "matcher_of", "read_glossary"]
