"""Events that became their opposites."""

import pytest

from mujaz.pipeline.guards import Pair, opposites

HURT = "إصابة 12 شخصا في انفجار"
BOTH = "قتل حارس وأصيب ثلاثة عمال بجروح في المنجم."


@pytest.mark.parametrize(
    ("source", "target", "severities"),
    [
        (HURT, "12 people killed in an explosion", ["ERROR"]),
        ("ارتفاع حصيلة الشهداء إلى 42 شهيدا", "Toll rises to 42 wounded", ["ERROR"]),
        ("ارتفعت الأسعار أمس", "Prices fell yesterday", ["WARNING"]),
        ("وانخفضت الأسعار أمس", "Prices rose yesterday", ["WARNING"]),
        (HURT, "12 people injured in an explosion", []),
        ("مقتل شخص وإصابة 12", "One killed and 12 wounded", []),
        ("مقتل شخص وإصابة 12", "12 people wounded", []),
        ("انخفضت الأسعار بعد ارتفاع", "Prices fell", []),
    ],
)
def test_an_event_told_as_its_opposite_is_told(source, target, severities):
    assert [finding.severity.name for finding in opposites.find(Pair.of(source, target))] == severities


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (BOTH, "A guard was killed and three workers were killed in the mine."),
        (BOTH, "A guard was wounded and three workers were wounded in the mine."),
        ("زاد سعر القمح وتراجع سعر الشعير.", "The price of wheat fell and the price of barley fell."),
        (
            "اعتقل الدرك المهرب ثم أفرج عن أخيه بكفالة.",
            "Police arrested the smuggler and then arrested his brother.",
        ),
        ("فازت لاعبة التنس بالكأس وخسرت زميلتها.", "The tennis player lost the cup and her teammate lost."),
        ("أفرج القاضي عن سجين مسن.", "The judge arrested an elderly prisoner."),
        ("أوقف الحارس صيادا أطلق النار على نسر.", "The ranger released a hunter who had shot at an eagle."),
        ("توفي الجريح متأثرا بجراحه.", "The wounded man was wounded."),
        ("يعود الوفد القادم من عدن أمس إلى بلاده.", "The delegation from Aden returns home tomorrow."),
    ],
)
def test_one_of_two_events_of_a_sentence_told_as_the_other_is_told(source, target):
    assert list(opposites.find(Pair.of(source, target)))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("افتتح الوزير المستشفى أمس.", "The minister closed the hospital yesterday."),
        ("أغلقت السلطات المعبر بعد القصف.", "The authorities opened the crossing after the shelling."),
        ("وافق البرلمان على القانون.", "Parliament rejected the law."),
        ("رفض المجلس الطلب.", "The council approved the request."),
        ("تراجعت صادرات النفط.", "Oil imports declined."),
        ("اشترى الصندوق سندات جديدة.", "The fund sold new bonds."),
        ("باع النادي الحارس.", "The club bought the goalkeeper."),
        ("منعت البلدية بيع الألعاب النارية.", "The municipality allowed the sale of fireworks."),
        ("سمحت البلدية للباعة بالعودة.", "The municipality banned the vendors from returning."),
        ("أشاد السفير بالاتفاق.", "The ambassador denounced the agreement."),
        ("نددت المنظمة بالهجوم.", "The organization praised the attack."),
        ("قضت المحكمة ببراءة التاجر.", "The court convicted the merchant."),
        ("ولد الشاعر في قرية جبلية.", "The poet died in a mountain village."),
        ("أقالت الشركة مديرها.", "The company appointed its director."),
        ("يزور الوفد المدينة الأسبوع المقبل.", "The delegation visited the city last week."),
        ("وصل الوفد أمس، وقد فقد أمتعته.", "The delegation arrived tomorrow having lost its luggage."),
        ("تراجع السهم بينما استقر الذهب.", "The stock rose while gold was steady."),
        ("قتل مهرب قرب معبر نصيب.", "A smuggler was wounded near the Nasib crossing."),
    ],
)
def test_opposites_of_all_kinds_are_told(source, target):
    assert list(opposites.find(Pair.of(source, target)))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (BOTH, "A guard was killed and three workers were injured in the mine."),
        ("لم يوافق المجلس على الطلب.", "The council rejected the request."),
        ("لا يسمح بالتصوير هنا.", "Photography is banned here."),
        ("رد القاضي الطعن.", "The judge rejected the appeal."),
        ("أغلقت البورصة عند مستوى قياسي بعدما فتحت على تراجع.", "The bourse closed at a record after it opened lower."),
        ("عزل المجلس المدير وعين نائبه مكانه.", "The board sacked the director and appointed his deputy."),
        ("باع المزارع الحمار واشترى جرارا.", "The farmer sold the donkey and bought a tractor."),
        ("توفي الكاتب في المدينة التي ولد فيها.", "The writer died in the city where he was born."),
        ("زاد سعر القمح وتراجع سعر الشعير.", "The price of wheat rose and the price of barley fell."),
        ("لقي راعيان حتفهما وجرح ثالث.", "Two shepherds died and a third was hurt."),
        ("أصيب الصياد بوعكة.", "The fisherman fell ill."),
        ("صعد السياح إلى القمة ثم ناموا.", "The tourists climbed to the summit and fell asleep."),
        (
            "اعتقل الطالب في تقرير نشرته لجنة الحي.",
            "The student was arrested, a report released by the panel said.",
        ),
        ("لن يخسر النادي مباراته.", "The club won't lose its match."),
        ("أوقف الدرك أسيرا محررا.", "Gendarmes arrested a former prisoner."),
        ("مات الجندي متأثرا بجروحه.", "The soldier died of his wounds."),
    ],
)
def test_both_events_told_rightly_and_other_senses_of_a_word_are_none(source, target):
    assert not list(opposites.find(Pair.of(source, target)))


@pytest.mark.parametrize(
    ("words", "stems"),
    [
        (r"ازدا?د\w*|(?<=[يت])ثني", {"ازد", "ثني"}),
        ("[يت]قبل|قبلت?|مقبول", {"قبل", "مقبول"}),
        (r"سوء\w*|ازداد\w*\sسوءا", {"سوء", "ازداد"}),
        ("جلسه|ساعد(?:ت|وا)", {"جلسه", "ساعد"}),
    ],
)
def test_a_stem_is_in_each_match_of_its_word(words, stems):
    assert set(opposites._stems(words)) == stems
