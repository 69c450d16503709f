import re

import pytest

from mujaz.pipeline.guards import lost_words, offices, opposites
from mujaz.text import reworded
from mujaz.text.lazily import lazily_compiled


def test_it_is_used_like_a_compiled_pattern() -> None:
    lazy, compiled = lazily_compiled("(?P<word>b+)", re.IGNORECASE), re.compile("(?P<word>b+)", re.IGNORECASE)
    for _ in range(2):
        assert lazy.pattern == compiled.pattern
        assert lazy.sub("-", "aBbc") == compiled.sub("-", "aBbc") == "a-c"
        assert [one.span("word") for one in lazy.finditer("abcBB")] == [(1, 2), (3, 5)]
        assert lazy.groups == 1
        assert lazy.fullmatch("abc") is None


def test_nothing_is_compiled_before_the_first_use() -> None:
    wrong = lazily_compiled("(")
    assert wrong.pattern == "("
    with pytest.raises(re.error):
        wrong.search("")


def test_every_pattern_of_the_tables_compiles() -> None:
    """In use, a mistake would show only in an article that has the words."""
    patterns = [
        pattern
        for *_, pairing in opposites._table()
        for event in pairing
        for pattern in (event.arabic, event.maybe, event.english, event.excuses)
    ]
    patterns += [
        pattern for row in lost_words._rows() for pattern in (row.arabic, row.following, row.english) if pattern
    ]
    patterns += [pattern for _, pattern in lost_words._additions().values()]
    patterns += [pattern for _, pattern, _ in reworded._phrases()]
    patterns += [turn.pattern for turns in reworded._verbs().values() for turn in turns]
    patterns += [
        pattern
        for rows in offices._arabic().values()
        for _, office in rows
        for pattern in (office.english, office.accepted)
    ]
    assert len(patterns) > 500
    assert all(pattern.groups >= 0 for pattern in patterns)
