"""Finds last names alone in an article that has the whole name elsewhere."""

from collections.abc import Iterable, Iterator, Sequence

from mujaz.text.arabic import Word, Words, joined_to, stems_of, words_of
from mujaz.text.clitics import ARTICLE
from mujaz.text.folding import fold_text
from mujaz.text.proper_names.cues import is_cue, person_cue
from mujaz.text.proper_names.name import Name, NameOrigin
from mujaz.text.proper_names.sounds import ALIKE, arabic_consonants, english_consonants, likeness
from mujaz.text.proper_names.tables import tables
from mujaz.types import NameKind, Span

_CERTAINTY = 0.85
_LEAST_LETTERS = 3
_FATHERS_AND_SERVANTS = (ARTICLE, "عبد", "ابو", "ابي", "ام", "بن")
_NO_LAST_NAMES = frozenset(
    "السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه العربي المصري السوداني العراقي السوري التونسي المغربي "
    "الجزائري الليبي اليمني الاردني اللبناني السعودي الكويتي القطري العماني البحريني الاماراتي الفلسطيني التركي "
    "الايراني الهندي الروسي الصيني الالماني الفرنسي".split()
)
"""Days, and adjectives that stand behind names too: لاعبه المصري."""


class Recall:
    """The last names of the persons in an article.

    Args:
        names: The names that were found in the article.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._last: dict[str, str] = {}
        for name in names:
            self._learn(name)

    def completed(self, text: str, names: tuple[Name, ...], words: Words) -> tuple[Name, ...]:
        """Return the names of a segment and the last names that stand alone in it, in order.

        Args:
            text: The segment.
            names: The names that were found in it.
            words: Its words.
        """
        if not self._last or not self._may_stand_alone(names, words):
            return names
        alone = self._alone(text, words, [name.span for name in names])
        return tuple(sorted((*names, *alone), key=lambda name: name.span))

    def _may_stand_alone(self, names: Sequence[Name], words: Words) -> bool:
        """Return whether the words of a segment have any last name more often than its names; لل hides an article."""
        text = " ".join(words.forms)
        bare = [last.removeprefix(ARTICLE) for last in self._last]
        named = " ".join(fold_text(name.arabic) for name in names)
        return any(text.count(last) > named.count(last) for last in bare)

    def _alone(self, text: str, words: Sequence[Word], taken: Sequence[Span]) -> Iterator[Name]:
        for position, word in enumerate(words):
            if any(span.overlaps(word.span) for span in taken):
                continue
            for letters, stem in stems_of(word.form):
                if stem in self._last and self._is_name(stem, words, position):
                    joined, start = joined_to(word, letters, text)
                    yield Name(
                        span=Span(start, word.end),
                        arabic=text[start : word.end],
                        joined=joined,
                        english=self._last[stem],
                        kind=NameKind.PERSON,
                        origin=NameOrigin.ARTICLE,
                        certainty=_CERTAINTY,
                    )
                    break

    def _learn(self, name: Name) -> None:
        spelled = name.english.split() if name.kind is NameKind.PERSON else ()
        if len(spelled) < 2:
            return
        words = words_of(name.arabic)
        if len(words) < 2:
            return
        last, english = words[-1].form, spelled[-1]
        if words[-2].form in _FATHERS_AND_SERVANTS or len(last) < _LEAST_LETTERS:
            return
        stem = english.rpartition("-")[2] if english[0].islower() else english
        if likeness(arabic_consonants(last.removeprefix(ARTICLE)), english_consonants(stem)) >= ALIKE:
            self._last.setdefault(last, english)

    def _is_name(self, stem: str, words: Sequence[Word], position: int) -> bool:
        if person_cue(words, position):
            return True
        part = tables().part(stem)
        if not tables().is_common(stem) and (part is None or part.share is None or part.share >= 5):
            return True
        return part is not None and stem.startswith(ARTICLE) and _stands_as_noun(words, position)


def _stands_as_noun(words: Sequence[Word], position: int) -> bool:
    """Return whether a word with an article is no day or title, and no adjective of the noun before it."""
    word = words[position]
    if is_cue("title", word) or any(stem in _NO_LAST_NAMES for _, stem in stems_of(word.form)):
        return False
    before = words[position - 1] if position and word.follows else None
    return before is None or not any(stem.startswith(ARTICLE) for _, stem in stems_of(before.form))
