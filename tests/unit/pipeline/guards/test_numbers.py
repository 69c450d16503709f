import pytest

from mujaz.pipeline.guards import Pair, check, repair_number
from mujaz.types import Finding, FindingKind, Severity, Span


def numbers(source: str, target: str) -> list[Finding]:
    return [finding for finding in check(source, target) if finding.kind is FindingKind.NUMBER]


def test_a_changed_number_names_both_values_and_both_places():
    source, target = "أعلن النصر عام ٢٠١٧ في العاصمة.", "Victory was declared in the capital in 2012."
    (finding,) = numbers(source, target)
    assert finding.severity is Severity.ERROR
    assert finding.message == "The source says 2017, the translation says 2012."
    assert (finding.source, finding.target) == (Span(15, 19), Span(39, 43))


def test_lost_digits_are_an_error_and_lost_words_a_warning():
    (digits,) = numbers("قتل 23 شخصا في الهجوم.", "People were killed in the attack.")
    (words,) = numbers("قتل ثلاثة وعشرون شخصا في الهجوم.", "People were killed in the attack.")
    assert (digits.severity, words.severity) == (Severity.ERROR, Severity.WARNING)
    assert digits.message == words.message == "The source says 23; the translation does not."
    assert digits.target is None


def test_the_digits_of_a_name_do_not_pass_for_a_number():
    source = "إصابات بكوفيد-19 بين البالغين 19 سنة."
    (finding,) = numbers(source, "COVID-19 cases among adults for years.")
    assert finding.message == "The source says 19; the translation does not."
    assert finding.source == Span(30, 32)


def test_an_invented_number_is_a_warning():
    (finding,) = numbers("قتل عدد من الجنود.", "Some 40 soldiers were killed.")
    assert (finding.severity, finding.source) == (Severity.WARNING, None)
    assert finding.message == "The translation says 40; the source does not."


def test_several_changed_numbers_find_their_partners():
    found = numbers("تبعد 645 ميلا وتقل 1040 راكبا.", "It is 545 miles away and carries 140 passengers.")
    assert [finding.message for finding in found] == [
        "The source says 645, the translation says 545.",
        "The source says 1040, the translation says 140.",
    ]


def test_another_currency_is_another_amount():
    (finding,) = numbers("دفع 50 دولارا.", "He paid 50 euros.")
    assert finding.message == "The source says 50 dollars, the translation says 50 euros."


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("تبرع بها 203 أشخاص.", "$203 persons gave it.", "The source says 203, the translation 203 dollars."),
        ("حتى العشرينيات.", "Until the twentieth.", "The source says 20s; the translation does not."),
        ("يقرأ الأخبار مرتين.", "He reads the news often.", "The source says 2; the translation does not."),
        ("بعد سنوات.", "After the past two years.", "The translation says 2; the source does not."),
        ("في النصف الشرقي.", "In the east.", "The source says 0.5; the translation does not."),
    ],
)
def test_a_number_that_says_something_else_is_a_warning(source, target, message):
    findings = numbers(source, target)
    assert message in [finding.message for finding in findings]
    assert {finding.severity for finding in findings} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("source", "target", "measure"),
    [
        ("يزن 90 كجم هنا.", "It weighs 90 g here.", "kilograms"),
        ("مساحتها 50 هكتارا.", "It has 50 metres.", "hectares"),
        ("في القرن الـ16.", "In the 16 years.", "centuries"),
        ("منذ القرن التاسع عشر.", "Since the nineteenth.", "centuries"),
        ("لمدة عشرة أيام.", "For ten molecules.", "days"),
        ("بعد ساعتين من الهجوم.", "Two after the attack.", "hours"),
        ("أنفقوا 4 ملايين دولار أسبوعيا.", "They spent $4 million per day.", "weeks"),
        ("وزنها رطل وأوقية واحدة.", "Its weight was 1 pound.", "ounces"),
        ("مساحتها 40 كيلومترا مربعا.", "Its area is 40 kilometres.", "square"),
        ("بلغت الحرارة 45 درجة مئوية.", "The temperature was 45.", "degrees Celsius"),
        ("على بعد 12 كيلو متر.", "12 miles away.", "kilometres"),
    ],
)
def test_a_measure_that_became_another_is_a_warning(source, target, measure):
    found = [finding for finding in numbers(source, target) if finding.message.startswith("The source counts")]
    assert [finding.message for finding in found] == [f"The source counts {measure}; the translation does not."]
    assert found[0].severity is Severity.WARNING
    assert found[0].source is not None


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "بقيمة €230 مليون.",
            "Worth 230 million.",
            "The source says 230 million euros, the translation only 230 million.",
        ),
        ("ارتفع بنسبة 15%.", "It rose by 15.", "The source says 15%, the translation only 15."),
        ("بلغت 12 درجة.", "It was 12 percent.", "The source says 12, the translation 12%."),
        ("في أوائل عام 2020.", "In the early 2020s.", "The source says 2020, the translation 2020s."),
        ("بسعر 1.500 دولار.", "For $1.500.", "The source says 1500 dollars, the translation 1.5 dollars."),
    ],
)
def test_a_number_of_something_else_or_read_otherwise_is_doubted(source, target, message):
    (finding,) = numbers(source, target)
    assert (finding.severity, finding.message) == (Severity.WARNING, message)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("بين 10 و20 دولارا.", "Between 10 and 20 dollars."),
        ("دفع 10 دولارات ثم 20 دولارا.", "He paid $10 and then 20."),
        ("رفعت الفائدة 0.5%.", "It raised the rate by 0.5 percentage points."),
        ("50% من السكان.", "Half of the people."),
        ("%15 منهم.", "%15 of them."),
        ("½ مليون ناخب.", "Half a million voters."),
        ("كاميرات 4K.", "4K cameras."),
        ("بسعر 1.500 دولار.", "For $1,500."),
        ("نمو 3.525 نقطة.", "A growth of 3.525 points."),
    ],
)
def test_a_unit_that_is_said_otherwise_raises_nothing(source, target):
    assert numbers(source, target) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("انضم فيدال البالغ من العمر 28 عاما إلى النادي.", "Vidal, 28, joined the club."),
        ("زلزال بقوة 6 درجات.", "A magnitude 6 earthquake."),
        ("نصف الأسهم.", "50% of the shares."),
        ("بلغ وزنه 200 رطل.", "He weighed 200 pounds."),
        ("مدة 15 يوما.", "A 15-day period."),
        ("سرعته 90 كم/ساعة.", "Its speed is 90 km/h."),
        ("يبلغ من العمر 19 عاما.", "He is a 19-year-old."),
        ("جرح جنديان أمس.", "Two soldiers were wounded yesterday."),
        ("للمرة الأولى منذ عام.", "For the first time in a year."),
        ("قال أحد المسؤولين.", "One of the officials said."),
        ("عشرات القتلى.", "Dozens of dead."),
        ("بفيروس كورونا.", "With COVID-19."),
        ("الحرب العالمية الثانية.", "World War II."),
        ("3 - نقص الوقود.", "Lack of fuel."),
    ],
)
def test_what_may_be_said_otherwise_raises_nothing(source, target):
    assert numbers(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "repaired"),
    [
        ("أعلن النصر عام 2017.", "Victory was declared in 2012.", "Victory was declared in 2017."),
        ("منذ 5000 سنة.", "500 years ago.", "5000 years ago."),
        ("فاز بـ108 مقاعد.", "It won 188 seats.", "It won 108 seats."),
        ("غادر 60٪ منهم.", "6% of them left.", "60% of them left."),
        ("بقيمة 5.2 مليار دولار.", "Worth $2.5 billion.", "Worth $5.2 billion."),
        ("بلغ 1,250,000 برميل.", "It was 1,520,000 barrels.", "It was 1,250,000 barrels."),
        ("خمسة وعشرون قتيلا.", "52 dead.", "25 dead."),
        ("في 8 نيسان 2021.", "On 9 April 2021.", "On 8 April 2021."),
        ("في 8 نيسان 2021.", "On April 8, 2012.", "On April 8, 2021."),
        ("عند 21:15.", "At 21:45.", "At 21:15."),
        ("645 ميلا و1040 كم.", "545 miles and 140 km.", "645 miles and 1040 km."),
        ("بسعر 3.5 دولار.", "For 35 dollars.", "For 3.5 dollars."),
        ("هاتف 07701234567.", "Call 770,123,457.", "Call 07701234567."),
        ("تردد 27500.", "Frequency 275000.", "Frequency 27500."),
        ("دفع الغرامة (45 ألف دولار).", "He paid the fine (45,000).", "He paid the fine ($45,000)."),
        ("أنفق 2.5 مليون يورو على السقف.", "He spent 2.5 million on the roof.", "He spent €2.5 million on the roof."),
        ("كان 2692 (37.6%) مريضا.", "There were 2,692 (37.6) patients.", "There were 2,692 (37.6%) patients."),
    ],
)
def test_a_wrong_digit_string_is_repaired(source, target, repaired):
    now = repair_number(Pair.of(source, target), check(source, target))
    assert now is not None
    assert now.pair.target.text == repaired
    assert numbers(source, repaired) == []


def test_a_doubtful_unit_or_sign_keeps_no_digit_from_being_repaired():
    source, target = "فاز 3-2 بمبلغ 15 يورو بعد 1040 يوما.", "He won 2-3 by 15 after 140 days."
    now = repair_number(Pair.of(source, target), check(source, target))
    assert now is not None
    assert now.pair.target.text == "He won 2-3 by 15 after 1040 days."


def test_a_repair_says_which_numbers_were_set():
    source, target = "سار 645 ميلا ودفع 1040 دولارا يوم قتل 17 شخصا.", "He walked 545 miles, paid $140 and people died."
    now = repair_number(Pair.of(source, target), check(source, target))
    assert now is not None
    assert now.pair.target.text == "He walked 645 miles, paid $1040 and people died."
    assert [(finding.severity.name, finding.message) for finding in now.findings] == [
        (
            "INFO",
            f"The number was set to that of the source. Before: The source says {ours}, the translation says {theirs}.",
        )
        for ours, theirs in (("645", "545"), ("1040 dollars", "140 dollars"))
    ]
    assert [finding.source.of(source) for finding in now.findings] == ["645", "1040 دولارا"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("قتل 17 شخصا.", "He died in 2019."),  # no number gone wrong, but one lost and one invented
        ("قتل 17 شخصا.", "People died."),  # lost
        ("قتل 17 شخصا.", "Seventy people died."),  # in words
        ("قتل 17 شخصا.", "17 people died."),  # right
        ("دفع 50 دولارا.", "He paid 50 euros."),  # no digit is wrong
        ("في 8 نيسان.", "On 8 May."),  # a month
        ("بين 15 و16.", "Between 17 and 18."),  # which of the two is which
        ("الساعة 9:30 صباحا.", "At 9:30 pm."),  # no digit is wrong
        ("بنسبة 15%.", "By fifteen."),  # in words
        ("ألف و200 لاجئ.", "A thousand and 200 refugees."),  # a thousand and 1200 would be another number
    ],
)
def test_what_is_not_surely_a_wrong_digit_is_left(source, target):
    assert repair_number(Pair.of(source, target), check(source, target)) is None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("دفع 5 " + "مليون " * 800, "He paid five."),
        ("دفع ثلث " + "مليون " * 60, "He paid a third."),
        ("دفع 5.", "He paid 5 " + "million " * 1200),
    ],
)
def test_multipliers_without_end_are_no_number_beyond_measure(source, target):
    assert numbers(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (" ".join(f"{number}.5 كتب" for number in range(20_000)), "He said so."),
        (" ".join(f"{number} كتب" for number in range(20_000)), "He said 7654321."),
        ("5 كجم " * 20_000, "5 books " * 20_000),
    ],
)
def test_a_table_of_numbers_is_compared_in_no_time(source, target):
    assert len(numbers(source, target)) >= 20_000


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "قتل أقل من 14 شخصا.",
            "More than 14 people were killed.",
            "The source says fewer than 14, the translation says more than 14.",
        ),
        (
            "لا يزيد عمرهم عن 14 عاما.",
            "They are over 14 years old.",
            "The source says at most 14, the translation says more than 14.",
        ),
        (
            "بعد 14 يوما على أقصى تقدير.",
            "After 14 days at a minimum.",
            "The source says at most 14, the translation says at least 14.",
        ),
        (
            "تجاوزت الكلفة 14 مليون دولار.",
            "It cost up to $14 million.",
            "The source says more than 14 million dollars, the translation says at most 14 million dollars.",
        ),
    ],
)
def test_a_bound_on_the_other_side_is_an_error(source, target, message):
    (finding,) = numbers(source, target)
    assert (finding.severity, finding.message) == (Severity.ERROR, message)


@pytest.mark.parametrize("target", ["Fewer than 14 were killed.", "14 or fewer were killed.", "Up to 14 were killed."])
def test_a_bound_on_the_same_side_is_no_finding(target):
    assert numbers("قتل أقل من 14 شخصا.", target) == []


def test_a_bound_that_is_lost_or_invented_is_a_warning():
    (lost,) = numbers("قتل أقل من 14 شخصا.", "14 people were killed.")
    (invented,) = numbers("قتل 14 شخصا.", "More than 14 people were killed.")
    assert lost.severity is invented.severity is Severity.WARNING
    assert lost.message == "The source says fewer than 14, the translation only 14."
    assert invented.message == "The translation says more than 14, the source only 14."


def test_a_bound_of_one_word_is_missed_as_well():
    (lost,) = numbers("بنسبة دون 12%.", "At a rate of 12%.")
    assert lost.message == "The source says fewer than 12%, the translation only 12%."


def test_a_word_that_may_be_a_bound_elsewhere_is_given_the_benefit_of_the_doubt():
    assert numbers("قتل أكثر من 14 شخصا.", "The toll is >14.") == []
    assert numbers("تجاوز العدد وفق الوزارة 14 قتيلا.", "More than 14 were killed, the ministry says.") == []
    assert numbers("عبروا 14 جسرا.", "They drove over the 14 bridges.") == []


def test_a_word_that_bounds_nothing_gives_none():
    (found,) = numbers("يزن 200 رطل (90 كجم) على الأرض.", "It weighs 200 pounds (at least 90 kg) on Earth.")
    assert found.message == "The translation says at least 90, the source only 90."


def test_two_is_invented_where_no_word_of_the_source_can_be_a_dual():
    (found,) = numbers("أسقط الجيش طائرة قرب الحدود.", "The army shot down two planes near the border.")
    assert found.message == "The translation says 2; the source does not."
    assert numbers("أسقط الجيش طائرتين قرب الحدود.", "The army shot down two planes near the border.") == []
    assert numbers("زار رئيسا الجمهورية والوزراء بغداد.", "The two heads visited Baghdad.") == []


def test_two_is_invented_beside_people_that_are_many():
    (found,) = numbers("زار الوزير النازحين.", "The minister visited two displaced people.")
    assert found.message == "The translation says 2; the source does not."
    assert numbers("زار الوزير نازحين.", "The minister visited two displaced people.") == []
    assert numbers("ألقت الطائرات برميلين متفجرين.", "The planes dropped 2 barrel bombs.") == []


def test_a_number_said_more_often_than_in_the_source_is_told():
    source = "بلغ الإنفاق 2.6 مليار دولار في عام 2013."
    (found,) = numbers(source, "Spending was $2.6 billion, in $2.6 billion, in 2013.")
    assert found.message == "The translation says 2.6 billion dollars more often than the source."
    assert (found.severity, found.target) == (Severity.WARNING, Span(30, 42))
    assert numbers(source, "Spending was $2.6 billion in 2013, as in KV2013.") == []


def test_a_count_told_as_a_rank_is_told():
    (found,) = numbers("أنقذت المروحيات أفراد الطاقم الاثني عشر.", "The helicopters rescued the 12th crew.")
    assert found.message == "The source gives a count, الاثني عشر, the translation a rank, 12th."
    assert numbers("عقدت الدورة 15 أمس.", "The 15th session was held yesterday.") == []


def test_a_time_told_as_a_share_is_told():
    assert numbers("طلبت الشرطة عند الساعة 11:20 العودة.", "At 11:20 per cent police asked them to return.")
    assert numbers("طلبت الشرطة عند الساعة 11:20 العودة.", "At 11:20 police asked them to return.") == []


def test_a_bound_as_strict_is_turned_round():
    source, target = "قتل أقل من 14 شخصا.", "More than 14 people were killed."
    now = repair_number(Pair.of(source, target), check(source, target))
    assert now is not None
    assert now.pair.target.text == "Less than 14 people were killed."
    assert numbers(source, now.pair.target.text) == []


def test_a_bound_that_is_less_strict_is_left_alone():
    source, target = "قتل ما لا يقل عن 14 شخصا.", "Less than 14 people were killed."
    assert numbers(source, target)
    assert repair_number(Pair.of(source, target), check(source, target)) is None


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("أصيب البالغون ≥19 عاما.", "Adults of 19 years fell ill.", "The source has ≥ before 19, the translation 19."),
        ("يعمل ألفا موظف هنا.", "A thousand employees work here.", "The source says 2000; the translation does not."),
        ("عند 90 فهرنهايت", "At 90 degrees", "The source counts degrees Fahrenheit; the translation does not."),
        ("نشر تقارير يومية.", "He published reports.", "The source counts days; the translation does not."),
        ("يعمل في أربع قرى.", "He works in four years.", "The translation counts years; the source does not."),
        ("الدرجة الثالثة", "three degrees", "The source gives a rank, الثالثة, the translation a count, three."),
        ("وصلت الحرارة إلى التسعينيات.", "It was in the 1990s.", "The source says 90s, the translation says 1990s."),
        ("سار 3 كم ثم 5 أمتار.", "He went 3 m, then 5 km.", "The source counts kilometres; the translation does not."),
        ("أربعة وزراء", "the fourth minister", "The source gives a count, أربعة, the translation a rank, fourth."),
        ("الجولة الثانية واثنتان بعدها", "the round, and two", "The source says 2; the translation does not."),
        ("تؤخذ 100 عينة شهريا.", "100 months of samples.", "The translation counts months; the source does not."),
        ("بعد 250 عاما تربح 10 كل سنة.", "After 250, 10 a year.", "The source counts years; the translation does not."),
        ("15 دولارا للأوقية", "$15 per cent", "The source counts ounces; the translation does not."),
        ("البالغة 47 مقعدا", "the 47-year party", "The translation counts years; the source does not."),
        ("عمرها 70 عاما", "She is over 70", "The translation says more than 70, the source only 70."),
        ("وفي مرحلة رابعة.", "And in a stage.", "The source says 4; the translation does not."),
        ("بسرعة 8 أميال في الثانية.", "At 8 miles per cent.", "The source counts seconds; the translation does not."),
        ("سرعة 300 ميل/س و133 م/ث.", "300 miles/s and 133 m/s.", "The source counts hours; the translation does not."),
        ("هو في الستينيات من عمره.", "In the 1960s of his life.", "The source says 60s, the translation says 1960s."),
        ("فقد الحزب مقعدين.", "The party lost seats.", "The source says 2; the translation does not."),
        ("قتل إسرائيليان.", "An Israeli was killed.", "The source says 2; the translation does not."),
        ("نشر قصيدتين.", "He published poems.", "The source says 2; the translation does not."),
        ("بيع نحو ألف كومبيوتر.", "Computers were sold.", "The source says 1000; the translation does not."),
        ("فر عشرات الآلاف.", "Dozens fled.", "The source says thousands; the translation does not."),
        ("فر كثيرون.", "Millions of people fled.", "The translation says millions; the source does not."),
        ("زادت 50 بالمئة.", "It grew 50 per cent in 50 women.", "The translation says 50; the source does not."),
        ("بلغ 7.24 ليرة.", "It was 7.24 per cent.", "The source says 7.24 liras, the translation 7.24%."),
        ("ضبط 10 كلغ من اللحم.", "10 dogs were seized.", "The source counts kilograms; the translation does not."),
        ("في العقد الثالث من عمره", "a 3-year-old", "The source gives a rank, الثالث, the translation a count, 3."),
        ("السجن لمدة تصل إلى 35 عاما.", "35 years in prison.", "The source says at most 35, the translation only 35."),
        ("أكثر من 9 سيارات وأكثر من 6 شاحنات.", "9 cars and more than 6 lorries.",
         "The source says more than 9, the translation only 9."),
        ("ما لا يقل عن 9 سيارات و6 شاحنات.", "At least 9 cars, at least 6 lorries.",
         "The translation says at least 6, the source only 6."),
        ("عند الساعة الثانية ظهرا.", "At the second time.", "The source says 14:00; the translation does not."),
        ("حل في المركز67 اليوم.", "He came in today.", "The source says 67; the translation does not."),
        ("خسر نهائي 2002.", "He lost the 2002 final in 2002,002.", "The translation has 2002,002, which is no number."),
        ("قتل 20 شخصا.", "20,00 were killed.", "The translation has 20,00, which is no number."),
        ("وعد ملياردير بالمال.", "A billion billion was promised.",
         "The translation has billion billion, which is no number."),
        ("فاز 2-1 أمس.", "He won 2-1-1 yesterday.", "The translation has 2-1-1, which is no number."),
        ("خسر بثلاثية نظيفة.", "He lost clean.", "The source says 3; the translation does not."),
        ("10 درجات تحت الصفر.", "It was below 10 degrees.",
         "The source has a temperature below zero, the translation does not."),
        ("عملت سبعة عقود.", "She worked for seven years.", "The source counts decades; the translation does not."),
        ("خصص للعام 2018 مبلغ كبير.", "A large sum for 2018%.", "The source says 2018, the translation 2018%."),
        ("رسوم تبلغ 10%.", "Tariffs of $10.", "The source says 10%, the translation 10 dollars."),
        ("يعود الأحد.", "He returns soon.", "The source says Sunday; the translation does not."),
        ("يعود غدا.", "He returns on Sunday.", "The translation says Sunday; the source does not."),
    ],
)  # fmt: skip
def test_what_is_counted_and_how_is_compared_too(source, target, message):
    assert message in [finding.message for finding in numbers(source, target)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("أصيب البالغون ≥19 عاما.", "Adults aged 19 years or older fell ill."),
        ("عاش فترة التسعينيات في بغداد.", "He lived in Baghdad in the 1990s."),
        ("هو في الستينيات من عمره.", "He is in his sixties."),
        ("بلغ سن 38 حين فاز.", "He won at 38 years old."),
        ("تشمل الحياة اليومية هنا كل شيء.", "Everyday life here includes everything."),
        ("فاز في الجولة الثالثة.", "He won in the third round."),
        ("تذكرة ليوم واحد.", "A one-day ticket."),
        ("15 دولارا للبرميل", "$15 a barrel"),
        ("اختيرت على حساب خمس رياضات.", "It was chosen over five other sports."),
        ("فاز بالمركز العشرين.", "He came twentieth."),
        ("عمره 28 عاما.", "The 28-year-old."),
        ("تؤخذ 100 عينة شهريا.", "100 monthly samples are taken."),
        ("بسرعة 105 أميال في الساعة (165 كم/س)", "at 105 mph (165 km/h)"),
        ("ركض 5 أميال في الساعة 9", "He ran 5 miles at 9 o'clock."),
        ("خسر بثلاثية نظيفة.", "He lost 3-0."),
        ("كلف 1,7 مليون دولار.", "It cost $1,7 million."),
        ("10 درجات تحت الصفر.", "It was minus 10 degrees."),
        ("يجرون محادثات ثلاثية.", "They hold trilateral talks."),
        ("زار الحكومتان المدينة.", "The governments visited the city."),
        ("فر مئات الآلاف.", "Hundreds of thousands fled."),
        ("كلف 6 آلاف دولار.", "It cost $6,000."),
        ("إعصار من الفئة الرابعة.", "A Category 4 hurricane."),
        ("صدقت 12 دولة على ما لا يقل عن 10 صكوك.", "12 states have ratified at least 10 treaties."),
        ("تعد الدولتان شريكتين.", "The two states are partners."),
        ("وصل السعر إلى 35 دولارا.", "The price was $35."),
        ("يعود يوم أحد أو السّبت.", "He returns on a Sunday or Saturday."),
        ("في المقاطعات الأحد عشر.", "In the eleven provinces."),
        ("مقارنة بين الاثنين.", "A comparison of the two."),
    ],
)
def test_what_is_counted_in_other_words_is_no_finding(source, target):
    assert numbers(source, target) == []


def test_another_day_of_the_week_is_an_error():
    (changed,) = numbers("ارتفع السعر مقارنة بالثلاثاء.", "The price rose compared to Wednesday.")
    assert changed.severity is Severity.ERROR
    assert changed.message == "The source says Tuesday, the translation says Wednesday."
    assert (changed.source, changed.target) == (Span(19, 28), Span(27, 36))
    (changed,) = numbers("اجتمعوا امس الاربعاء.", "They met on Monday and Sunday.")
    assert changed.message == "The source says Wednesday, the translation says Monday and Sunday."


def test_a_digit_of_a_name_in_letters_is_a_number_and_a_footnote_is_none():
    (lost,) = numbers("فيروس إتش كيه يو9 جديد.", "A new HKU virus.")
    assert lost.message == "The source says 9; the translation does not."
    assert numbers("أدان الهجوم2 في بيان.", "He condemned the attack in a statement.") == []
