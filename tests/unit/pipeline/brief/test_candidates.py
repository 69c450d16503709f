"""Which segments may be in a brief."""

from collections.abc import Callable

import pytest

from mujaz.pipeline.brief.candidates import find_candidates, is_sentence, repeats
from mujaz.pipeline.brief.lines import Lines, best_lines
from mujaz.pipeline.brief.trust import Trust
from mujaz.types import Translation

Make = Callable[..., Translation]

NEWS = [
    "The parliament approved the budget of the coming year on Monday.",
    "Two hundred members voted for the law after a debate of six hours.",
    "The finance minister said that salaries would be paid in full.",
    "Opposition parties left the hall before the vote began.",
]


@pytest.mark.parametrize(
    "fragment",
    [
        "Baghdad: Al-Sabah",
        "Thursday 08 April 2021",
        "Last updated on Thursday 8 April 2021 at 10:45 GMT",
        "BAGHDAD (Reuters) -",
        "By Ahmed Al-Rubaie and Sara Hasan in Basra",
        "Photo: the minister at the opening of the plant",
        "Read also: the government postpones the vote again",
        "120 - 45 - 60 - 33 - 21 - 9",
        "Economy",
        "Manama, the Kingdom of Bahrain (BNA) –",
        "Click on the link under her portrait to read what she says, and then scroll down to see the answers.",
        "Watch: The driver of the last bus of the night takes a lost child back to her mother.",
        "In pictures: The fishermen of the bay bring their boats home before the storm.",
        "Photo: The players of the handball team of Basra kiss the cup after they were crowned champions in Kigali.",
        "R Idris; M Nasser, C Haddad, A Salim, L Aziz; S Omar, A Kamal; F Younis",
        "",
        "https://example.org/news/2021/04/08",
    ],
)
def test_what_stands_around_the_news_is_no_sentence(fragment: str) -> None:
    assert not is_sentence(fragment)


@pytest.mark.parametrize(
    "sentence",
    [
        "Oil rose 3 percent on Friday.",
        "The source said that the talks had failed",
        "Photographs of the plant were shown to the committee.",
        "By Sunday evening the water had reached the first houses. Nobody was hurt.",
        "May is the month in which the harvest begins in the south.",
    ],
)
def test_news_is_a_sentence(sentence: str) -> None:
    assert is_sentence(sentence)


def test_a_title_is_known_again_in_other_clothes() -> None:
    assert repeats("Parliament approves the budget", "PARLIAMENT APPROVES BUDGET.")
    assert not repeats("Parliament approves the budget", NEWS[0])
    assert not repeats("", NEWS[0])
    assert not repeats("", "")


def positions(title: str, translation: Translation, enough: int = 3) -> list[int]:
    candidates = find_candidates(title, translation)
    lines = [Lines(translation).of(candidate) for candidate in candidates]
    trust = Trust(translation, [candidate.segment for candidate in candidates])
    return [line.candidate.segment for line in best_lines(lines, trust, enough=enough)]


def test_title_dateline_and_date_are_left_out(make_translation: Make) -> None:
    article = ["Parliament approves budget", "Baghdad: Al-Sabah", "Thursday 08 April 2021", *NEWS]
    assert positions("Parliament approves the budget", make_translation(article)) == [3, 4, 5, 6]


def test_a_segment_said_twice_counts_once_where_it_stands_first(make_translation: Make) -> None:
    assert positions("", make_translation([*NEWS, NEWS[1].upper()])) == [0, 1, 2, 3]


def test_a_doubtful_sentence_is_left_out_where_there_are_others(make_translation: Make) -> None:
    assert positions("", make_translation(NEWS, wrong=[0])) == [1, 2, 3]
    assert positions("", make_translation(NEWS, confidence={1: 0.2})) == [0, 2, 3]


def test_the_least_doubtful_come_back_where_there_are_not_enough(make_translation: Make) -> None:
    article = make_translation(NEWS, wrong=[0, 1], confidence={2: 0.1})
    assert positions("", article, enough=2) == [2, 3]
    assert positions("", article, enough=4) == [0, 1, 2, 3]


def test_a_model_that_is_unsure_of_everything_does_not_lose_its_best_sentences(make_translation: Make) -> None:
    assert positions("", make_translation(NEWS, confidence=dict.fromkeys(range(4), 0.1))) == [0, 1, 2, 3]


def test_an_article_of_fragments_offers_its_fragments(make_translation: Make) -> None:
    assert positions("", make_translation(["Economy", "Baghdad: Al-Sabah"])) == [0, 1]


def test_an_article_that_is_its_title_offers_it(make_translation: Make) -> None:
    assert positions("Parliament approves budget", make_translation(["Parliament approves budget."])) == [0]


def test_signs_without_words_offer_nothing(make_translation: Make) -> None:
    assert find_candidates("", make_translation(["…", "***", ""])) == []


def test_a_candidate_is_one_line_without_its_bullet_or_number(make_translation: Make) -> None:
    (candidate,) = find_candidates("", make_translation(["•  Oil rose\u00a03 percent \t on Friday."]))
    assert candidate.text == "Oil rose 3 percent on Friday."
    (candidate,) = find_candidates("", make_translation(["5. All 12 members of the crew were saved."]))
    assert candidate.text == "All 12 members of the crew were saved."


def test_rows_of_tables_are_no_candidates(make_translation: Make) -> None:
    source = "\n".join(["قال الوزير نعم.", "المدينة\tالسعر\tالتاريخ", "بغداد\t12\tأمس", "وقال لا.\t"])
    article = make_translation([NEWS[0], NEWS[1], NEWS[2], NEWS[3]], sources=source.split("\n"))
    assert [one.segment for one in find_candidates("", article, source)] == [0, 3]
    assert find_candidates("", make_translation([NEWS[0]], sources=["أ\tب"]), "أ\tب") == []


def test_a_poll_is_no_sentence_of_the_article() -> None:
    assert not is_sentence("VOTE Should the town build a second bridge over the river?")
    assert is_sentence("Vote counting in the town began late because of the storm.")


SOURCE = [
    "أقر البرلمان ميزانية العام المقبل يوم الاثنين",
    "وصوت مئتا نائب للقانون بعد نقاش دام ست ساعات.",
    "فريق الكرة يعود من كيغالي بالكأس",
    'وقال وزير المالية إن الرواتب "ستدفع كاملة."',
    "وغادرت أحزاب المعارضة القاعة قبل التصويت!",
]
TARGET = [*NEWS[:2], "The football team of the town returns from Kigali with the cup.", *NEWS[2:]]


def candidates_of(make_translation: Make, source: list[str]) -> list[int]:
    translation = make_translation(TARGET, sources=source)
    return [candidate.segment for candidate in find_candidates("", translation, "\n".join(source))]


def test_a_heading_that_reads_like_a_sentence_in_english_is_left_out(make_translation: Make) -> None:
    assert candidates_of(make_translation, SOURCE) == [0, 1, 3, 4]


def test_an_article_without_full_stops_keeps_all(make_translation: Make) -> None:
    bare = [line.rstrip('."!') for line in SOURCE]
    assert candidates_of(make_translation, bare) == [0, 1, 2, 3, 4]


def test_what_a_connective_alone_makes_long_enough_is_not_fit(make_translation: Make) -> None:
    article = make_translation(["But the opposite is true.", *NEWS[1:]])
    first, second, *_ = (Lines(article).of(candidate) for candidate in find_candidates("", article))
    assert (first.text, first.is_fit, second.is_fit) == ("The opposite is true.", False, True)
