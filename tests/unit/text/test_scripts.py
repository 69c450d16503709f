import pytest

from mujaz.text.scripts import arabic_share, arabic_spans, has_arabic, longest_word, part_scripts


@pytest.mark.parametrize("text", ["ب", "The ال- prefix", "ﷲ", "ڤ", "ـب"])
def test_arabic_letters_are_arabic(text: str) -> None:
    assert has_arabic(text)


@pytest.mark.parametrize("text", ["", "word", "٦٠٪ ، ؛ ؟", "ـــ", "\u064e", "新闻", "😀", "\ud800"])
def test_digits_punctuation_and_other_scripts_are_not(text: str) -> None:
    assert not has_arabic(text)
    assert arabic_spans(text) == []
    assert arabic_share(text) == 0


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("The minister الْكاظمي said", ["الْكاظمي"]),
        ("He met مصطفى  الكاظمي, then العراق.", ["مصطفى  الكاظمي", "العراق"]),
        ("بغداد\nالصباح", ["بغداد", "الصباح"]),
        ("لـCNN 60٪ العـــراق", ["لـ", "العـــراق"]),
        ("كل\u200cشيء", ["كل\u200cشيء"]),
    ],
)
def test_runs_of_arabic_words_are_found(text: str, runs: list[str]) -> None:
    assert [span.of(text) for span in arabic_spans(text)] == runs


@pytest.mark.parametrize(
    ("text", "share"), [("بغداد", 1.0), ("word", 0.0), ("بغdd", 0.5), ("60% ٦٠ ...", 0.0), ("بَغَ ab 12", 0.5)]
)
def test_the_share_of_arabic_counts_letters_alone(text: str, share: float) -> None:
    assert arabic_share(text) == share


@pytest.mark.parametrize(
    ("text", "word"), [("قال الْعِرَاقُ نعم", "الْعِرَاقُ"), ("ab cd", "ab"), ("a1b2cd", "cd"), ("x.yy/zzz", "zzz")]
)
def test_the_longest_word_is_found(text: str, word: str) -> None:
    span = longest_word(text)
    assert span is not None
    assert span.of(text) == word


def test_no_letters_no_longest_word() -> None:
    assert longest_word("60% ... 12") is None


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("وTelegram", "و Telegram"),
        ("Appleو", "Apple و"),
        ("هاتفiPhone", "هاتف iPhone"),
        ("بـ@user", "بـ@user"),
        ("ب@user و#news", "ب @user و #news"),
        ("نسخة 2G", "نسخة 2G"),
        ("قال FBI ذلك", "قال FBI ذلك"),
    ],
)
def test_arabic_and_latin_words_that_are_glued_are_parted(text: str, parted: str) -> None:
    assert part_scripts(text) == parted
