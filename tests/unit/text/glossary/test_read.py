"""Files of terms: what is read, and what is refused with the place."""

import pytest

from mujaz.errors import ConfigError, InvalidInput
from mujaz.text.glossary import check_glossary, read_glossary
from mujaz.text.glossary.gazetteer import gazetteer_terms
from mujaz.text.glossary.read import MAX_TERM_CHARS, MAX_TERMS
from mujaz.types import Glossary, Term

TERMS = Glossary((Term(source="الحشد الشعبي", target="PMF"), Term(source="بغداد", target="Baghdad")))


def write(folder, text, name="terms.tsv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_table_with_comments_and_blank_lines(tmp_path):
    path = write(tmp_path, "\ufeff# ours\n\nالحشد الشعبي\tPMF\n بغداد \t Baghdad \n")
    assert read_glossary(path) == TERMS


def test_toml(tmp_path):
    path = write(tmp_path, '[terms]\n"الحشد الشعبي" = "PMF"\n"بغداد" = "Baghdad"\n', "terms.toml")
    assert read_glossary(path) == TERMS


@pytest.mark.parametrize(
    ("text", "name", "what"),
    [
        ("بغداد Baghdad\n", "a.tsv", "line 1 is not the Arabic, one tab and the English"),
        ("# x\nبغداد\tBaghdad\tcity\n", "a.tsv", "line 2 is not"),
        ("Baghdad\tبغداد\n", "a.tsv", "line 1 has no Arabic"),
        ("بغداد\t\n", "a.tsv", "line 1 has no English"),
        ("بغداد\tمدينة\n", "a.tsv", "line 1 has no English"),
        ("بغداد\tBaghdad\nموصل\tMosul\nبغداد\tBagdad\n", "a.tsv", "line 3 has the Arabic of another term"),
        ("بغداد\t" + "x" * 201 + "\n", "a.tsv", "line 1 has a side of 201 characters, the limit is 200"),
        ("بغداد\tBaghdad".encode("utf-16"), "a.tsv", "is not valid UTF-8"),
        ("", "a.tsv", "has no terms; write one a line, the Arabic, a tab and the English, or leave the option out"),
        ("# later\n\n", "a.tsv", "has no terms"),
        ("[terms]\n", "a.toml", "has no terms"),
        ("[terms", "a.toml", "is not valid TOML"),
        ("[words]\n", "a.toml", "must have one table, [terms]"),
        ('[terms]\n"بغداد" = 1\n', "a.toml", "term 1 has no text for its English"),
        ('[terms]\n"بغداد" = "Bagh\\ndad"\n', "a.toml", "term 1 has white space"),
    ],
)
def test_a_bad_file_is_refused_with_the_place(tmp_path, text, name, what):
    path = write(tmp_path, text, name)
    with pytest.raises(ConfigError) as caught:
        read_glossary(path)
    assert what in caught.value.message
    assert str(path) in caught.value.message
    assert caught.value.reason == "GLOSSARY_FILE"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ConfigError, match=r"the glossary .*gone\.tsv does not exist; check"):
        read_glossary(tmp_path / "gone.tsv")


def test_a_file_that_is_too_long(tmp_path):
    with pytest.raises(ConfigError, match="is it the right file"):
        read_glossary(write(tmp_path, b"#" * (4 * 2**20 + 1)))


@pytest.mark.parametrize(
    ("terms", "field", "reason"),
    [
        ([("بغداد", "B")] * (MAX_TERMS + 1), "options.glossary", "GLOSSARY_TOO_LONG"),
        ([("بغداد", "B"), ("ب" * (MAX_TERM_CHARS + 1), "B")], "options.glossary.terms[1].source", "TERM_TOO_LONG"),
        ([("بغداد", "B" * (MAX_TERM_CHARS + 1))], "options.glossary.terms[0].target", "TERM_TOO_LONG"),
        ([("", "B")], "options.glossary.terms[0].source", "TERM_MALFORMED"),
        ([("Baghdad", "B")], "options.glossary.terms[0].source", "TERM_MALFORMED"),
        ([("بغداد", "!")], "options.glossary.terms[0].target", "TERM_MALFORMED"),
        ([("بغداد", "Bagh\ndad")], "options.glossary.terms[0].target", "TERM_MALFORMED"),
        ([("أربيل", "Erbil"), ("اربيل", "Arbil")], "options.glossary.terms[1]", "TERM_TWICE"),
    ],
)
def test_a_bad_request_is_refused_with_the_field(terms, field, reason):
    glossary = Glossary(tuple(Term(source=source, target=target) for source, target in terms))
    with pytest.raises(InvalidInput) as caught:
        check_glossary(glossary, field="options.glossary")
    assert (caught.value.field, caught.value.reason) == (field, reason)


def test_the_same_term_twice_does_no_harm():
    check_glossary(Glossary((TERMS.terms[0], TERMS.terms[0])), field="options.glossary")


def test_the_gazetteer_is_a_good_glossary_itself():
    terms = gazetteer_terms()
    assert len(terms) > 500
    for first in range(0, len(terms), MAX_TERMS):
        check_glossary(Glossary(terms[first : first + MAX_TERMS]), field="gazetteer")


def test_the_digest_tells_glossaries_apart():
    assert TERMS.digest == Glossary(TERMS.terms).digest
    assert TERMS.digest != Glossary(TERMS.terms[::-1]).digest
    assert len(TERMS.digest) == 12
