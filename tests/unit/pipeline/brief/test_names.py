"""Names in English text, and the initials that stand for them."""

from mujaz.pipeline.brief.names import all_forms


def test_initials_are_those_of_a_run_of_names_or_of_a_part_of_it() -> None:
    forms = all_forms("The Food and Agriculture Organization of the United Nations met in Rome.")
    assert {"fao", "un", "faoun"} <= forms
    assert "unr" not in forms


def test_a_text_in_capitals_has_not_the_initials_of_all_its_words() -> None:
    forms = all_forms("ABC DEF GHI JKL " * 5_000)
    assert "adg" in forms
    assert len(forms) < 100
