"""Properties that are computed once."""

from mujaz.text.kept import kept


class Text:
    """A text that counts how often it is read."""

    def __init__(self) -> None:
        self.read = 0

    @kept
    def words(self) -> list[str]:
        """Its words."""
        self.read += 1
        return []


def test_a_value_is_computed_on_first_use_and_kept_for_each_object():
    text, other = Text(), Text()
    assert text.read == 0
    assert text.words is text.words
    assert (text.read, other.read) == (1, 0)
    assert other.words is not text.words


def test_the_class_has_the_property_with_its_docstring():
    assert Text.words.__doc__ == "Its words."
