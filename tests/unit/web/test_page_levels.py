"""The reading page calls good and doubtful what the command line does."""

import re
from importlib.resources import files

from mujaz.written.level import CHECK_FROM, GOOD_FROM


def test_the_page_has_the_levels_of_the_command_line() -> None:
    script = (files("mujaz.web") / "page" / "texts.js").read_text(encoding="utf-8")
    found = re.search(r"GOOD_FROM = ([\d.]+), CHECK_FROM = ([\d.]+);", script)
    assert found is not None
    assert (float(found[1]), float(found[2])) == (GOOD_FROM, CHECK_FROM)
