import pytest

from mujaz.pipeline.guards import Pair, repair_verbatim
from mujaz.pipeline.guards.verbatim import find

URL = "التقرير هنا https://un.org/a.pdf وهناك"


@pytest.mark.parametrize(
    ("source", "target", "severities"),
    [
        (URL, "The report is here https://un.org/a.pdf and there.", []),
        (URL, "The report is here https://un.org/a.pdff and there.", ["ERROR"]),
        (URL, "The report is here https://un.org/A.pdf and there.", ["ERROR"]),
        ("راسلوا info@x.org", "Write to INFO@X.org.", []),
        ("راسلوا info@x.org", "Write to us.", ["ERROR"]),
        ("حساب @MOFA_Iraq", "The account @MOFA", ["ERROR"]),
        ("وسم #Gaza", "The tag #Gaza", []),
        ("وسم #Gaza", "The tag", ["WARNING"]),
        ("شركة Apple و F-16", "Apple and the F 16s", []),
        ("شركة Apple", "The company", ["WARNING"]),
        ("مسافة 5 km", "a distance of 5 kilometres", []),
        ("وصل 🛬 إلى", "arrived to", ["WARNING"]),
        ("وصل 🛬 إلى", "arrived 🛬 to", []),
    ],
)
def test_what_is_not_in_the_translation_as_it_was_is_found(source, target, severities):
    assert [finding.severity.name for finding in find(Pair.of(source, target))] == severities


@pytest.mark.parametrize(
    ("source", "target", "repaired"),
    [
        (URL, "Here https: //un.org/pdf and there.", "Here https://un.org/a.pdf and there."),
        ("راسلوا info@x.example.org غدا", "Write to infos@ x.example.org.", "Write to info@x.example.org."),
        ("تابعونا @news24ar", "Follow us at @ news24ar.", "Follow us at @news24ar."),
        ("شركة OpenAI", "Open AI (USA) said", "OpenAI (USA) said"),
        ("شبكة CNN", "The NN network", "The CNN network"),
        ("شركة Apple", "We apply for it", None),
        ("شبكة CNN وشبكة ANN", "The ANN network", None),
        ("دبي (CNN)-- أعلن", "Dubai (QNA) - announced", "Dubai (CNN) - announced"),
        (
            "المنظمة (WHO) والوكالة (IAEA)",
            "The body ( FAO ) and the agency (IAEA)",
            "The body ( WHO ) and the agency (IAEA)",
        ),
        ("المنظمة (WHO) والوكالة (IAEA)", "The body (IAEA) and the agency (WTO)", None),
        ("المنظمة (WHO)", "The body (FAO) of the state (UAE)", None),
        (URL, "The report is here.", None),
        (URL, "https://un.org/a.pdf", None),
    ],
)
def test_a_copy_gone_wrong_is_put_right_and_nothing_else(source, target, repaired):
    now = repair_verbatim(Pair.of(source, target))
    assert (now and now.pair.target.text) == repaired


def test_a_repair_says_what_was_set_and_what_stood_there():
    source = "راسلوا info@x.example.org أو @news24ar غدا"
    now = repair_verbatim(Pair.of(source, "Write to infos@ x.example.org or @ news24ar."))
    assert now is not None
    assert now.pair.target.text == "Write to info@x.example.org or @news24ar."
    assert [(each.severity.name, each.message, each.source.of(source)) for each in now.findings] == [
        (
            "INFO",
            "The e-mail address was set to that of the source. Before: The translation says infos@ x.example.org.",
            "info@x.example.org",
        ),
        (
            "INFO",
            "The name of an account was set to that of the source. Before: The translation says @ news24ar.",
            "@news24ar",
        ),
    ]


def test_what_the_source_has_twice_is_said_once_where_one_repair_does_for_both():
    now = repair_verbatim(Pair.of("شركة OpenAI قالت إن OpenAI ستعمل", "Open AI said that it will work."))
    assert now is not None
    assert len(now.findings) == 1


def test_in_a_list_without_end_no_copy_is_looked_for():
    names = [f"Name{number}" for number in range(3_000)]
    assert repair_verbatim(Pair.of(f"قال {' '.join(names)}", " ".join(name[::-1].title() for name in names))) is None
