"""Right translations that once were called wrong: each stands for its kind."""

import pytest

from mujaz.pipeline.guards import check
from mujaz.types import Severity

RIGHT = [
    ("وصل الماء إلى متر ونصف المتر.", "The water rose to a meter and a half."),
    ("تعطل القطار ساعة ونصف الساعة.", "The train was held up for an hour and a half."),
    ("وصلت الطائرة في الثامنة والنصف مساء.", "The plane arrived at 8:30 p.m."),
    ("تصدر الفريق المجموعة الثامنة.", "The team led Group H."),
    ("سيعود في 3 تشرين 1.", "He will return on October 3."),
    ("وصل في شهرنوفمبر الماضي.", "He arrived last November."),
    ("يبدأ رمضان غدا في مصر.", "Ramadan begins tomorrow in Egypt."),
    ("زار دون ذهاب الوفد ميلان الإيطالية.", "The delegation visited Milan, Italy, without leaving."),
    ("لم تنجز الشركة أكثر من 35 في المئة من الطريق.", "The company has completed no more than 35% of the road."),
    ("صوره على مدى أربع سنوات.", "He filmed it over four years."),
    ("سلمت السلطات 26 من زعماء العصابات.", "The authorities handed over 26 gang leaders."),
    ("توفي الفنان عن 77 عاما.", "The artist died at 77."),
    ("أوقف رجلا في التاسعة والعشرين.", "He arrested a 29-year-old man."),
    ("ارتفعت النسبة أربع نقاط مئوية.", "The rate rose four percentage points."),
    ("وصلت الطائرة إلى بورتسودان.", "The plane reached Port Sudan."),
    ("قال وزير العمل علي الهولندي إن القرار باطل.", "Labor Minister Ali al-Hollandi said the decision is void."),
    ("تعاقد النادي مع المدافع الأوروغوياني.", "The club signed the Uruguayan defender."),
    ("أزالت الفرق ما لا يقل عن 2780 لغما.", "The teams removed no fewer than 2,780 mines."),
    ("لا يزيد عرض النهر في بعض المواضع على 50 مترا.", "In some places the river is no more than 50 meters wide."),
    ("لا تزيد خسائر القطاع على مليار دولار.", "The losses of the sector do not exceed $1 billion."),
    (
        "بيروت ـ وكالات: أصيب 3 شبان برصاص في المدينة.",
        "Beirut - Agencies: 3 young men were shot and wounded in the city.",
    ),
    (
        "توقفت المباراة ربع ساعة بسبب المطر في المدينة.",
        "The match was stopped for 15 minutes because of rain in the city.",
    ),
    ("هدمت الجرافات القرية للمرة السادسة والعشرين بعد المئة.", "Bulldozers razed the village for the 126th time."),
    ("سجل السائق حادي عشر في السباق.", "The driver finished 11th in the race."),
    ("تسلمت الهيئة أول عشر عربات من المجر.", "The authority received the first 10 cars from Hungary."),
    ("تصدر الشركة ثلاثة أرباعها إلى الخارج.", "The company sells three-quarters of them abroad."),
    (
        "أعلن المستشفى أن وزن الطفلة بلغ كيلوغرامين ونصف الكيلوغرام.",
        "The hospital announced that the girl weighed 2.5 kilograms.",
    ),
    ("سقطت شجرة على السيارة ولم يصب أحد.", "A tree fell on the car and no one was hurt."),
    ("نزل الصيادون إلى البحر في جنوب الشرقية.", "Fishermen took to the sea in South Sharqiyah."),
    ("فازت اللاعبة بمجموعتين نظيفتين.", "The player won in straight sets."),
    ("غمرت السيول الخيام ليل السبت - الأحد.", "Torrents flooded the tents on Saturday night."),
    ("خطأ الطبيب كلف الرجل بصره.", "The doctor's error cost the man his sight."),
    ("قاد ستيفن كوري فريقه إلى الفوز.", "Stephen Curry led his team to victory."),
    (
        "الشرطة تفرج عن محتجزين وتبقي على زعيم المعارضة قيد التوقيف",
        "Police free detainees, keep opposition leader in custody",
    ),
    ("طارد القط الرمادي فأرا.", "The gray cat chased a mouse."),
    ("صادف العمال المهرة صعوبات.", "Skilled workers met difficulties."),
    ("غادرت السفينة ميناء بالتيمور.", "The ship left the port of Baltimore."),
    ("ألغت الخطوط التونسية رحلة.", "Tunisair canceled a flight."),
    ("أثنى المدرب على حارس الوداد البيضاوي.", "The coach praised the goalkeeper of Wydad Casablanca."),
    ("زار الأسير المقدسي أهله.", "The prisoner from Jerusalem visited his family."),
    ("عثر الجيش على قنبلة لم تنفجر.", "The army found an unexploded bomb."),
    ("لم يبق من القافلة سوى شاحنة.", "All that was left of the convoy was a truck."),
    ("دفع الزائر مبلغا لم يكشف عنه.", "The visitor paid an undisclosed sum."),
    ("وقع العامل من ارتفاع عشرة أمتار.", "The worker fell from a height of 10 meters."),
    ("زادت الفضة 1.2 بالمئة.", "Silver added 1.2%."),
    ("مضى على الحفل أربعون عاما ونيف.", "The party was more than 40 years ago."),
    ("لم تمض 48 ساعة على الاتفاق حتى خرق.", "Less than 48 hours after the agreement it was broken."),
    ("يستطيع الطائر التحليق حتى ثلاث ساعات.", "The bird can fly for up to three hours."),
    ("بقي اللاعب هنا ثلاث سنوات ونصف السنة.", "The player stayed here for 3 1/2 years."),
    ("فقدت امرأة في العقد الرابع من عمرها.", "A woman in her 30s went missing."),
    ("رفع البنك الفائدة ربع نقطة مئوية.", "The bank raised the rate by a quarter of a percentage point."),
    ("ضبطت الشرطة 40 ألف يورو مزيف.", "Police seized 40,000 counterfeit euros."),
    ("بيع الرغيف بدولارين.", "A loaf sold for $2."),
    ("أغلق المتحف كل يوم اثنين.", "The museum was closed every Monday."),
    ("اعتذر اللاعب والمدرب، فعوقب الاثنين.", "The player and the coach apologized, and both were punished."),
    ("أغلق المطعم عند التاسعة وخمس وأربعين دقيقة مساء.", "The restaurant closed at 9:45 p.m."),
    ("احتفلت «الهيئة العليا المستقلة للانتخابات» بذكراها.", "The High Electoral Commission marked its anniversary."),
    ("خسر المصنف الرابع عالميا مباراته.", "World No. 4 lost his match."),
    ("احتسبت الحكمة ست وسبعين ومئة نقطة.", "The referee counted 176 points."),
    ("ازداد طنين النحل في البستان.", "The buzzing of the bees in the orchard grew."),
    ("كتب ثالثهم رسالة.", "The third of them wrote a letter."),
]


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_a_right_translation_raises_no_error_and_no_warning(source, target):
    assert [finding.message for finding in check(source, target) if finding.severity is not Severity.INFO] == []
