"""Regular expressions that are compiled when they are first used: a table has hundreds, and an article needs few."""

import re
from typing import Any, cast

from mujaz.text.kept import kept


def lazily_compiled(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what can be used like `re.compile(pattern, flags)`, for a pattern that many processes never use.

    A mistake in the pattern shows at its first use.
    """
    return cast(re.Pattern[str], _Lazy(pattern, flags))


class _Lazy:
    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self.pattern = pattern
        self._flags = flags

    @kept
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        """Look up what the instance lacks, and keep it there, so that later uses do not come here."""
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found
