import pytest

from mujaz.text.quantities import english_quantities

NUMBERS = {
    "1,250,000 barrels": ["cardinal 1250000"],
    "10,000 men": ["cardinal 10000"],
    "3.5 metres": ["cardinal 7/2"],
    "a thousand and 200": ["cardinal 1200"],
    "two thousand and 50 million": ["cardinal 2000", "cardinal 50000000"],
    "a million and 200": ["cardinal 1000000", "cardinal 200"],
    "2½ million": ["cardinal 2500000"],
    "½ million": ["cardinal 500000"],
    "1 ¾ miles": ["cardinal 7/4"],
    "%15 of them": ["percent 15"],
    "1.5 percentage points": ["percent 3/2"],
    "5.2bn": ["cardinal 5200000000"],
    "5.2 billion": ["cardinal 5200000000"],
    "12m people": ["cardinal 12000000"],
    "10k runners": ["cardinal 10000"],
    "twenty-three people": ["cardinal 23"],
    "twenty three people": ["cardinal 23"],
    "one hundred and twenty-five thousand three hundred": ["cardinal 125300"],
    "a hundred people": ["cardinal 100"],
    "a million": ["cardinal 1000000"],
    "one and a half million": ["cardinal 1500000"],
    "two and a half years": ["cardinal 5/2"],
    "half a million": ["cardinal 500000"],
    "a quarter of a million": ["cardinal 250000"],
    "two-thirds": ["cardinal 2/3"],
    "three quarters": ["cardinal 3/4"],
    "a third": ["cardinal 1/3"],
    "one-fifth": ["cardinal 1/5"],
    "two dozen": ["cardinal 24"],
    "three hundred and five hundred": ["cardinal 300", "cardinal 500"],
    "two thousand and five": ["cardinal 2005"],
    "nineteen sixty-five": ["cardinal 1965"],
    "some two point four trillion": ["cardinal 2400000000000"],
    "two point zero five": ["cardinal 41/20"],
    "two point twenty-five million": ["cardinal 2250000"],
    "12 point 5 billion": ["cardinal 12500000000"],
    "at one point 20 men": ["cardinal 1", "cardinal 20"],
    "at one point two men": ["cardinal 1", "cardinal 2"],
    "by one point 20 minutes later": ["cardinal 1", "cardinal 20"],
    "a five point plan": ["cardinal 5"],
    "1995-96": ["year 1995", "cardinal 1996"],
    "3-year-old": ["cardinal 3"],
}
UNITS = {
    "60%": ["percent 60"],
    "60 per cent": ["percent 60"],
    "zero point five percent": ["percent 1/2"],
    "sixty percent": ["percent 60"],
    "20 to 30 per cent": ["percent 20", "percent 30"],
    "$5.2 billion": ["money 5200000000 dollar"],
    "US$125 million": ["money 125000000 dollar"],
    "€10m": ["money 10000000 euro"],
    "USD 50": ["money 50 dollar"],
    "five million US dollars": ["money 5000000 dollar"],
    "1,500 Syrian pounds": ["money 1500 pound"],
    "20 cents": ["money 20 cent"],
}
TIMES = {
    "April 8, 2021": ["date 20210408"],
    "8 April 2021": ["date 20210408"],
    "the 8th of April 2021": ["date 20210408"],
    "this 19th day of March 2020": ["date 20200319"],
    "the ninth of April": ["date 409"],
    "in April": ["date 400"],
    "Sept. 11, 2001": ["date 20010911"],
    "May 2018": ["date 20180500"],
    "2021-04-08": ["date 20210408"],
    "4/8/2021": ["date 20210408"],
    "12 Ramadan 1442": ["date 14420912 hijri"],
    "3 Jumada al-Akhira 1440": ["date 14400603 hijri"],
    "the twelfth of Rabi al-Awwal": ["date 312 hijri"],
    "in 2021": ["year 2021"],
    "the 1990s": ["decade 1990"],
    "the nineties": ["decade 90"],
    "the thirties of the nineteenth century": ["decade 1830"],
    "in his 40s": ["decade 40"],
    "9:30 am": ["time 570"],
    "9.30 p.m.": ["time 1290"],
    "21:15": ["time 1275"],
    "nine o'clock": ["time 540 12h"],
    "6 pm": ["time 1080"],
    "half past three in the afternoon": ["time 930"],
    "a quarter to eight": ["time 465 12h"],
    "twelve noon": ["time 720"],
    "3rd": ["ordinal 3"],
    "twenty-first century": ["ordinal 21"],
    "he came twenty-fifthly": ["ordinal 25"],
    "World War II": ["ordinal 2"],
}
TRAPS = (
    "COVID-19",
    "this one is better",
    "no one knows",
    "metres per second",
    "he may come",
    "article 12 may help"[11:],
    "the march went on",
    "decision /Dec.",
    "thousands of people",
    "see https://a.example/2021 and a1@b.example",
)


@pytest.mark.parametrize(("text", "expected"), [*NUMBERS.items(), *UNITS.items(), *TIMES.items()])
def test_quantities_are_read(text, expected, brief):
    assert brief(english_quantities(text)) == expected


@pytest.mark.parametrize("text", TRAPS)
def test_words_that_only_look_like_numbers_are_left_out(text):
    assert english_quantities(text) == []


@pytest.mark.parametrize(
    "text",
    ["one", "2 men", "twice", "G20", "half", "the first", "(3) Costs", "third parties", "May was hot"],
)
def test_what_needs_no_number_in_the_source_is_not_firm(text):
    assert [quantity.firm for quantity in english_quantities(text)] == [False]


def test_a_comma_before_three_digits_never_parts_decimals():
    assert english_quantities("10,000")[0].readings == ()
    assert english_quantities("1,234")[0].readings == ()


def test_spans_are_those_of_the_words():
    text = "On April 8, 2021, they paid US$5.2 billion at half past three."
    assert [quantity.surface for quantity in english_quantities(text)] == [
        "April 8, 2021",
        "$5.2 billion",
        "half past three",
    ]
    assert all(quantity.span.of(text) == quantity.surface for quantity in english_quantities(text))
