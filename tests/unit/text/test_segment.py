"""Golden tables: each `|` is a place where one segment ends and the next begins, and there must be no other."""

from pathlib import Path

import pytest

from mujaz.text.pairs import MAX_QUOTE_LENGTH
from mujaz.text.segment import MAX_SEGMENT_CHARS, segment, split_english
from mujaz.types import Span

ALSABAH = Path(__file__).parents[3] / "examples" / "alsabah-2021-04-08.txt"

TERMINATORS = [
    "وصل الوفد. | وغادر الوزير.",
    "متى تبدأ الجولة؟ | لا أحد يعرف! | سنرى.",
    "متى؟! | لا نعرف!! | حقا؟؟؟ | نعم",
    "لم يحضر أحد؛ | فقد أغلقت الطرق؛ | وانقطعت الكهرباء",
    "حضر الوزير، والنائب، والمدير، ثم غادروا، من دون تصريح.",
    "لضمان نجاحها . | وثمن حسين تعاون القوات .",
    "لضمان نجاحها .|وثمن حسين",
    "أكد ذلك.| وأضاف أنه باق.| ثم غادر.",
    "في حينه ذكر ذلك.|وأضاف أنه باق؛|ثم غادر؟|نعم.",
    "قال: نعم. | لماذا: لأنه: هكذا",
    "بلغ العدد مليونا。 | وانتهى۔ | نعم",
    "وصل الوفد.\u200f |\u200f وغادر الوزير.\u200e",
    "جيّداً. | رائعٌ. | هذا ليس جيدًا. | العالم يراقب",
]

NUMBERS = [
    "بلغ السعر 3.5 دولارات و1.000.000 دينار عند الساعة 12.30 ظهرا.",
    "بلغ السعر ٣٫٥ أو ٣.٥ دولارات و١٬٠٠٠ دينار.",
    "فاز الفريق في الدقيقة 16. | وسبق له الفوز 3-1. | سجل الأول مرتين.",
    "من مواليد 1916.|وبذلك فهو عاش قرنا كاملا.",
    "ارتفعت النسبة إلى 60 ٪. | وبلغت 5.5%. | ثم هبطت.",
    "انتهى عام 2015. | وبدأ عام 2016.",
    "ولد عام 1890م. | وتوفي عام 1974م. | رحمه الله.",
    "في عام 1440 هـ. | ثم عاد.",
    "بكلفة 18 م. د. للمشروع",
    "النسخة 2.0.1 من النظام، والملف الثاني. | انتهى",
]

ROWS = [
    "الدولار\t|15.60\t|15.70",
    "المدينة\t| أعلى حرارة \t\t| أدنى حرارة\t",
    "العراق\t|45 مليون نسمة",
    "قال الوزير\tإن العمل بدأ. | ثم غادر.",
    "•\tافتتاح خط جديد",
    "1.\tافتتاح خط جديد\n|قال.\t|نعم\t|لا. | بل نعم",
]

NAMES = [
    "قال د. أحمد الجبوري و أ. علي والمهندس م. حسن ذلك. | ثم غادر",
    "قال أ.د. محمد و د.أحمد و م.حسن إنهم معه.",
    "زار ج.م.ع. الوفد و ج.م.ع الوزير.",
    "المرسل: ص.ب. 1234 بغداد، ص. 5",
    "أوقف المدعو ب. س. والمدعو (ع. م.) أمس.",
    "قناة بي.بي.سي والعربية.نت وبونباست.كوم وموقع www.alsabah.iq. | وقال آخرون نعم.",
    "قال إتش.آر. مكماستر ومايكل بي. جوردان وجون أس. ماكين ذلك.",
    "شاهد تقرير بي بي سي. | وقال متحدث نعم.",
    "يحتوي على فيتامين د. | وقال الطبيب إنه مفيد.",
    "حضر Mr. Smith و J. K. Rowling و Dr. Jones الحفل.",
    "اشترت شركة Acme Inc. الأمريكية أسهم Apple Inc. | وقال مديرها نعم.",
    "اشترى هاتف iPhone XS. | نسخة الشركة أفضل.",
    "راسلنا على news@mail.com أو https://a.com/x?y=1.2&z ثم انتظر.",
    "وصل النائب ق. نورة، زوجة غ. محمد المكنى أبو يحيى. | انتهى.",
    "بسرعة 60 كلم/س. | والبحر مضطرب.",
]

QUOTES = [
    'قال "لن نرحل. سنبقى هنا. هذا وعد" ثم غادر. | وانتهى.',
    "قال «لن نرحل. سنبقى هنا؟ نعم! هذا وعد» ثم غادر. | وانتهى.",
    "قال “لن نرحل. سنبقى” ثم غادر. | وانتهى.",
    'قال "لن نرحل من هنا". | وأضاف "سنبقى. هذا وعد".',
    'قال "لن نرحل من هنا." | وأضاف "سنبقى هنا أبدا." | وغادر',
    'قال المغني "تي.آى." نفسه ذلك.',
    'سأل "لماذا جئت؟" ثم صمت. | وأجاب «نعم!»، ثم غادر.',
    'هل قال "نعم"؟ | لا.',
    'سأل "لماذا؟". | ثم صمت.',
    'في دحر " عصابات داعش الإرهابيّة"، مؤكدا. | ثم غادر.',
    "وصف (الوزير. السابق!) الأمر [نعم. لا] وغادر. | انتهى (صورة أرشيفية)",
    "من بينها الوثيقة (انظر ص. 5؟). | انتهى.",
    'بـ"ذا فويس". | وقال لـ"الجزيرة" نعم. | وشاهد "ليلة. ليلة".',
    'لم يغلق "القوس أبدا. | ثم قال شيئا. | وانتهى.',
    'ظهر قوس زائد" هنا. | ثم قال شيئا. | وانتهى.',
    "لم يغلق (القوس أبدا. | ثم قال شيئا.",
    'وقال: "كنا معا هنا." | (ضحك) ثم غادر.',
]

PAUSES = [
    "عاجل.. مقتل شخصين في بغداد",
    "الكاظمي.. نص الكلمة.. وردود الفعل على ما قال أمام الجميع",
    "قريبا... طبيبك في جيبك",
    "لا أعرف… ربما",
    "سيطر الجيش على المدينة كلها أمس... | وانتقلت العائلات إلى القرى المجاورة لها.",
    "قال خيانة (...) ليس فقط لنا. | ثم غادر...",
    "...ثم غادر الوفد. | نعم",
]

DATELINES = [
    "بغداد/ واع - | ترأس رئيس الوزراء الاجتماع. | ثم غادر.",
    "بغداد / المدى – | ترأس رئيس الوزراء الاجتماع.",
    "القاهرة - رويترز: | قال مسؤول مصري ذلك.",
    "(رويترز) - | قال مسؤول مصري ذلك.",
    "لندن (رويترز) - | قال مسؤول ذلك.",
    "دبي، الإمارات العربية المتحدة (CNN)— | أعلنت الوزارة ذلك.",
    "واشنطن (أ ف ب) – | قال ترامب نعم.",
    "دبي - العربية.نت: | قال مصدر نعم.",
    "الرياض، واس - | قال الملك نعم.",
    "عمّان - «الرأي»: | قال الوزير نعم.",
    "رويترز - | قال مصدر نعم.",
    "SiteId - يمكن تعريف موقع",
    "بغداد: الصباح",
    "بيروت - «الحياة»",
    "الخميس 08 نيسان 2021 251",
    "رئيس الوزراء: قدراتنا دفعت ٦٠٪ من القوات",
    "وفي الرابع من مارس/آذار، سافرا إلى المدينة - بعد أن زاراها - للاستطلاع",
    "تونس - الجزائر: تمديد العمل بالاتفاق",
    "ميلان (إيطاليا) - أرسنال (إنجلترا)",
    "1- التوافق: سيكون النظام متاحا",
    "قد يهمك/ نتنياهو: إيران تجاوزت الخط",
]

LISTS = [
    "1- وصل الوفد. | 2- غادر الوزير.",
    "1. وصل الوفد الأول. | 2. غادر الوزير. | 10. انتهى.",
    "الخطوات: 1. اضغط على الزر. | 2. اختر النعم.",
    "• جامعة هارفارد. | • جامعة أكسفورد.",
    "- وصل الوفد\n| - غادر الوزير",
    "أ) وصل الوفد. | ب) غادر الوزير.",
    "أ. وصل الوفد أمس. | ب. غادر الوزير.",
    "* * *\n| ***\n| ......\n| -",
]


@pytest.mark.parametrize("marked", TERMINATORS + NUMBERS + ROWS + NAMES + QUOTES + PAUSES + DATELINES + LISTS)
def test_arabic_text_is_cut_where_marked_and_nowhere_else(marked: str) -> None:
    text = marked.replace("|", "")
    assert [span.of(text) for span in segment(text)] == [part.strip(" \t\n\u200f\u200e") for part in marked.split("|")]


def test_the_sample_article_is_cut_into_its_headlines_dateline_and_paragraphs() -> None:
    text = ALSABAH.read_text(encoding="utf-8")
    ends = [(words[:3], words[-2:]) for words in (span.of(text).split() for span in segment(text))]
    assert [(" ".join(first), " ".join(last)) for first, last in ends] == [
        ("رئيس الوزراء: قدراتنا", "لمغادرة العراق"),
        ("الخميس 08 نيسان", "2021 251"),
        ("رئيس الوزراء: قدراتنا", "لمغادرة العراق"),
        ("بغداد: الصباح", "بغداد: الصباح"),
        ("ترأس رئيس الوزراء", "النظام السابق."),
        ("وقال وزير الخارجية:", "نجاحها ."),
        ("وثمن حسين تعاونَ", "الأمنيّ الثنائيّ."),
        ("وشدد وزير الخارجية", "بين البلدين."),
        ("واستبق جلسة الحوار", "قوات التحالف."),
        ("واشار الكاظمي الى", 'هذا المجال".'),
        ('وبين ان "هذا', 'وتعاونهم وتكاتفهم".'),
    ]
    assert [span.of(text) for span in segment(text)] == [line.strip() for line in text.splitlines() if line.strip()]


def test_spans_are_positions_in_the_text_as_written() -> None:
    assert segment(" \u200fنعم.\u00a0 لا.\r\n\r\n\tربما \n") == [Span(2, 6), Span(8, 11), Span(16, 20)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_of_unicode_ends_a_segment(end: str) -> None:
    text = f'قال "نعم{end}ثم" غادر'
    assert [span.of(text) for span in segment(text)] == ['قال "نعم', 'ثم" غادر']


@pytest.mark.parametrize("text", ["", " ", "\n \u00a0\n", "\u200f\ufeff", "\x00", "\u064e \u0651"])
def test_a_text_without_shape_has_no_segments(text: str) -> None:
    assert segment(text) == []
    assert split_english(text) == []


def test_a_long_sentence_without_a_stop_is_one_segment() -> None:
    text = " ".join(["كلمة،"] * 120)
    assert segment(text) == [Span(0, len(text))]


def test_full_stops_in_a_quotation_end_sentences_only_where_it_is_too_long() -> None:
    sentence = "هذه جملة طويلة. "
    short = f'قال "{sentence * (MAX_QUOTE_LENGTH // len(sentence) - 1)}هنا" نعم.'
    long = f'قال "{sentence * (MAX_QUOTE_LENGTH // len(sentence) + 2)}هنا" نعم.'
    assert len(segment(short)) == 1
    assert len(segment(long)) == MAX_QUOTE_LENGTH // len(sentence) + 3


@pytest.mark.parametrize(
    ("phrase", "cut"),
    [
        ("قال كلمة، ثم ", "كلمة،"),
        ("قال كلمة 5 كجم ", "قال"),
        ("5 ", "5"),
        ("ب", "ب"),
        ("ا،", "،"),
    ],
)
def test_a_sentence_without_end_is_cut_where_it_hurts_least(phrase: str, cut: str) -> None:
    text = (phrase * 3_000).strip()
    spans = segment(text)
    assert all(MAX_SEGMENT_CHARS / 2 < len(span) <= MAX_SEGMENT_CHARS for span in spans[:-1])
    assert all(span.of(text).endswith(cut) for span in spans[:-1])
    assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")


ENGLISH = [
    "The minister left. | He did not say why. | Why? | Nobody knows! | Well...",
    "Mr. Smith met Dr. Jones, Gen. Brown and Prof. Lee. | They spoke.",
    "The U.S. Army left at 3.5 p.m. on Sunday. | It was late.",
    "It left at 5 p.m. | The army stayed in the U.S. | He agreed.",
    "George W. Bush and J. K. Rowling met St. John. | They spoke.",
    "Apple Inc. and Acme Corp. Holdings grew 3.5% in Jan. 2021. | Others, e.g. Intel, did not.",
    '"I will go. I will not stay," he said. | "We know," she said.',
    '"I will go. I will not stay." | He left.',
    'He asked "Why?" and left. | "Why not?" she said.',
    "It cost $1.5 million (about 2 million euros. | It never closed.",
    "He said (in 2019. Or 2020?) that it was over. | It was not.",
    "It rose to 60%. | By 2021 it fell. | 2022 was better.",
    "He waited... and waited. | Then he left... | She stayed.",
    "1. The first point. | 2. The second point. | - The third.",
    "See www.example.com/a.b?c=d. | Then write to a.b@example.com.",
    "No. 5 is alive, said Jr. players. | No.",
    "Under Sec. 5, Art. 12 and 85 Fed. Reg. 811 (para. 4) it holds. | The rest, see vol. 2. | He agreed.",
    "First line\n| Second line. | Third",
    "“He left.” | She stayed. | ‘So did I.’ | The end.",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_text_is_cut_where_marked_and_nowhere_else(marked: str) -> None:
    text = marked.replace("|", "")
    assert [span.of(text) for span in split_english(text)] == [part.strip() for part in marked.split("|")]
