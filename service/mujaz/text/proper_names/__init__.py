"""Finds proper names in Arabic text and spells them as English newspapers do."""

from mujaz.text.proper_names.clubs import namesakes, with_clubs
from mujaz.text.proper_names.find import names_in, read_tables
from mujaz.text.proper_names.foreign import foreign_names
from mujaz.text.proper_names.name import Name, NameKind, NameOrigin
from mujaz.text.proper_names.recall import Recall
from mujaz.text.proper_names.tables import arabic_words_of_names, english_words_of_names, names_digest

__all__ = [
    "Name",
    "NameKind",
    "NameOrigin",
    "Recall",
    "arabic_words_of_names",
    "english_words_of_names",
    "foreign_names",
    "names_digest",
    "names_in",
    "namesakes",
    "read_tables",
    "with_clubs",
]
