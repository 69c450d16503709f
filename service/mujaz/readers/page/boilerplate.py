"""Recognise what news pages show beside the article, by the words of its headings and the names of its elements."""

import re

from mujaz.text.characters import TASHKEEL, TATWEEL

_MARKS = re.compile(f"[{TASHKEEL}{TATWEEL}]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_FOLDED = str.maketrans("أإآٱىةئ", "ااااىةي")

_NAMES = re.compile(
    r"(?<![a-z])(?<!no-)(?<!non-)(?<!has-)(?<!with-)(?:related(?!-?content-?main)|relevant|more-?on|more-?(?:news|stories|articles|from)|"
    r"read-?(?:also|more|next)|see-?also|also-?(?:read|like)|you-?may|might-?(?:also|like)|recommend\w*|"
    r"suggest(?:ed|ions?)|most-?(?:read|viewed|popular|recent|seen)|popular(?:-?posts)?|trend(?:ing|s)|latest-?news|"
    r"last-?news|next-?(?:post|article)|prev(?:ious)?-?(?:post|article)|post-?nav\w*|comment(?:s|-?\w+)?|disqus\w*|"
    r"respond|newsletter|subscri(?:be|ption)|poll|survey|vote|voting|breadcrumbs?|crumbs?|menu|nav(?:bar|igation)?|"
    r"foot(?:er)?|side-?bar|adsense|taboola|outbrain|cookies?|consent|gdpr|author-?(?:box|bio|card|info)|"
    r"about-?author|references|ref-?list|footnotes|endnotes|pagination|pager|log-?in|sign-?up|skip-?link|screen-?reader\w*|sr-only|visually-?hidden|ticker)"
    r"(?![a-z])"
)
_WEAK_NAMES = re.compile(
    r"(?<![a-z])(?<!no-)(?<!non-)(?:shar(?:e|ing)|addthis|addtoany|sharedaddy|social(?:s|-?\w+)?|follow(?:-?us)?|"
    r"tag(?:s|-?list|-?cloud|cloud)?|keywords|hashtags|promo\w*|ads?|advert\w*|sponsor\w*|banner|copyright|rights|"
    r"toolbar|tools|print|register|modal|pop-?up|overlay|breaking-?news|weather|prayer|rating|reactions?|likes?|"
    r"view-?count|app-?download|gallery|slider|swiper|carousel|teaser|player|(?<!elementor-)widget)(?![a-z])"
)
_MAX_WEAK_CHARS = 300
"""The most characters, links aside, of an element that is left out for a name which articles have as well."""
_OWN_NAMES = re.compile(
    r"(?<![a-z])(?:entry-?content|(?:article|post|story|news|details?|single)-?(?:body|content|text)|body-?text|"
    r"the-?content|article-?details?|news-?details?)(?![a-z])"
)
_SMALL_NAMES = re.compile(
    r"(?<![a-z])(?:by-?line|author|writer|editor|meta|reading-?time|read-?time|caption|credit|badge|(?<!field-)(?<!field--)label|icon|counter|"
    r"views)(?![a-z])"
)
_SMALL_NAMES_OF_TEXT = re.compile(
    r"(?<![a-z])(?:date|time-?stamp|posted-?on|publish(?:ed)?(?:-?\w+)?|update[ds]?|category|cat|section-?name|source)"
    r"(?![a-z])"
)
"""The updates of live blogs and the items of chronicles have such names as well."""
MAX_SMALL_CHARS = 120
"""The most characters of an element that says who wrote the article and when."""
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.!؟]")
_HIDDEN_NAMES = re.compile(
    r"(?<![\w-])(?:hidden|d-none|is-hidden|u-hidden|invisible|element-invisible|display-none)(?![\w-])"
)
_SHOWN_AT_TIMES = re.compile(
    r"(?<![\w-])(?:d-)?(?:sm|md|lg|xl|xxl|2xl|print)[:-](?:block|flex|inline\S*|grid|table\S*)"
)
"""Names of elements that are hidden only on small screens, or only on screens."""

_HEADINGS = frozenset(
    """
    اقرا ايضا|اقرا المزيد|اقرا كذلك|اقرا في هذا الملف|طالع ايضا|شاهد ايضا|تابع ايضا|انظر ايضا|اقرأوا ايضا|المزيد|
    للمزيد|المزيد من الاخبار|المزيد من|الاكثر قراءة|الاكثر قراءه|الاكثر مشاهدة|الاكثر شيوعا|الاكثر تداولا|الاكثر تعليقا|
    الاكثر رواجا|الاكثر تفاعلا|مواضيع ذات صلة|موضوعات ذات صلة|اخبار ذات صلة|مقالات ذات صلة|ذات صلة|مواضيع متعلقة|
    موضوعات متعلقة|اخبار متعلقة|مقالات متعلقة|مواضيع مشابهة|مقالات مشابهة|اخبار مشابهة|قد يعجبك ايضا|قد يعجبك|
    قد يهمك ايضا|قد يهمك|ربما يعجبك|ربما يعجبك ايضا|ربما يهمك|ننصح بقراءة|نرشح لك|يرشح لك|ترشيحاتنا|اخترنا لك|
    اخترنا لكم|مختارات|قصص موصى بها|موصى به|موصى بها|يوصى به|اخر الاخبار|احدث الاخبار|اهم الاخبار|ابرز الاخبار|
    اخبار اخرى|اخبار عاجلة|شارك|شاركها|مشاركة|مشاركه|شارك الخبر|شارك المقال|شارك هذا المقال|شارك هذا الخبر|شارك على|
    شارك عبر|انشر|وسوم|الوسوم|وسوم الخبر|كلمات مفتاحية|كلمات دلالية|الكلمات المفتاحية|الكلمات الدلالية|علامات|
    العلامات|هاشتاغ|تاغ|تاجات|تابعونا|تابعنا|تابعونا على|تابعنا على|استطلاع|استطلاع الراي|استطلاع راي|صوت|تصويت|
    نشرتنا البريدية|النشرة البريدية|اشترك|اشتراك|اشترك الان|اشترك في نشرتنا|اشترك في النشرة|اعلان|اعلانات|مساحة اعلانية|
    طباعة|ارسال|نسخ الرابط|انسخ الرابط|تم النسخ|حفظ|استمع|تكبير الخط|تصغير الخط|
    اخبار الكاتب|مقالات الكاتب|مقالات اخرى للكاتب|حوارات اخرى|مواضيع اخرى|مقالات اخرى|احدث المقالات|احدث المواضيع|
    اخر المقالات|الاعلى مشاهدة|الاكثر بحثا|الاكثر استماعا|اقرا اكثر|شاهد المزيد|اعرف المزيد|تحميل المزيد|عرض المزيد|
    اختيارات المحرر|اختيارات المحررين|يستحق الانتباه|قصص مقترحة|مواضيع مقترحة|اخبار مقترحة|مقالات مقترحة|مقترح لك|
    مواد ذات صلة|عناوين ذات صلة|روابط ذات صلة|فيديوهات ذات صلة|اخبار تهمك|قد تهمك|
    الخبر السابق|الخبر التالي|المقال السابق|المقال التالي|السابق|التالي|الرئيسية|عاجل الان
    """.replace("\n", "")
    .replace("  ", "")
    .split("|")
)
_ENDING = frozenset(
    """
    تعليقات|التعليقات|تعليق|اضف تعليق|اضف تعليقا|اضف تعليقك|اترك تعليقا|اترك تعليقك|اترك تعليق|اكتب تعليقا|
    تعليقات القراء|تعليقات الزوار|شاركنا رايك|شارك برايك|اترك ردا|اترك رد|الغاء الرد|سياسة التعليق|شروط التعليق|
    عن الكاتب|نبذة عن الكاتب|حول الكاتب|عن المؤلف|نبذة عن المؤلف|عن كاتب المقال
    """.replace("\n", "")
    .replace("  ", "")
    .split("|")
)
"""Headings after which nothing belongs to the article."""

_LEADING_OUT = re.compile(
    r"^(?:ا?قرا|ا?قراوا|طالع|شاهد|تابع|انظر|للمزيد|لمزيد|قد يهمك|قد يعجبك|اخبار ذات صلة|مواضيع ذات صلة|موضوعات متعلقة|"
    r"نرشح لك|كلمات مفتاحية|كلمات دلالية|الكلمات المفتاحية|الكلمات الدلالية|وسوم|الوسوم)\s*"
    r"(?:ايضا|كذلك|المزيد|من التفاصيل|التفاصيل)?\s*(?:[:|»>.…-]|$)"
)
_OURS = r"(?:نشرتنا|قناتنا|قنواتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|اخبارنا|تطبيقنا|موقعنا)"
_FOLLOW_US = re.compile(
    r"^(?:و?تابعوا|تابعونا|تابعنا|انضموا|اشتركوا|حملوا|شاركونا|يمكنكم? متابعة|للاشتراك|لمتابعتنا|لتصلك|ليصلك)\b"
    r".{0,160}?(?:غوغل|جوغل|جوجل|قوقل|google|فيس ?بوك|facebook|تويتر|twitter|منصة (?:اكس|x)|"
    r"تيليغرام|تيليجرام|تلغرام|تلجرام|"
    r"telegram|واتس ?اب|whatsapp|يوتيوب|youtube|ا?نستغرام|ا?نستجرام|instagram|تيك ?توك|النشرة البريدية|"
    rf"التواصل الاجتماعي|{_OURS})|"
    r"^(?:و?لمتابعة|لمعرفة|للمزيد|لمزيد|للاطلاع|للاشتراك|كن|انضم|اشترك|تابع|شارك|حمل|اضغط|انقر)\b"
    rf".{{0,80}}?(?:{_OURS}|(?<=اضغط )هنا|(?<=انقر )هنا)",
    re.IGNORECASE,
)
_NOTICES = re.compile(
    r"^(?:سجل(?:وا)? (?:الدخول|دخولك|الان)|"
    r"(?:هذا |هذه )?(?:المحتوى|المقالة?|الخبر|التقرير|المادة) (?:متاحة? |حصرية? )?(?:ل|مخصصة? ل)لمشتركين|"
    r"اشترك(?:وا)? .{0,80}(?:واحصل|لتحصل|وصول غير محدود|وصولا غير محدود|دون اعلانات)|لديك حساب|(?:هل )?لديك اشتراك|"
    r"اشترك(?:وا)? في (?:ال)?قناة(?: \S+){0,4}$|↑|"
    r"اشترك(?:وا)? (?:الان )?(?:لقراءة|لمواصلة|لمتابعة القراءة)|"
    r"(?:حمل|حملوا|نزل|نزلوا)\b.{0,80}(?:متجر|غوغل بلاي|جوجل بلاي|اب ستور|google play|app store)|"
    r"©|copyright|جميع الحقوق محفوظة|كافة الحقوق محفوظة|حقوق النشر|تم اضافة تعليقك|الاراء الواردة|"
    r"التعليقات المنشورة|التعليقات الواردة|اشترك(?:وا)? في (?:نشرتنا|النشرة)|هذا الموقع يستخدم|نستخدم ملفات|"
    r"يستخدم هذا الموقع|لن يتم نشر عنوان بريدك|جار[يٍ]? التحميل|جاري تحميل|مدة القراءة|وقت القراءة|"
    r"\d+ دقائق? (?:قراءة|للقراءة)|"
    r"تخط[يى] .{1,80}(?:وواصل|وتابع|واصل) القراءة|(?:قصص|مواضيع|اخبار|الاكثر|اختيارات|يستحق|بودكاست) .{0,40}نهاي[ةه]$|"
    r"نهاي[ةه] (?:قصص|مواضيع|بودكاست|يوتيوب|المحتوى)|role\b.{0,60}$|"
    r"the post .{1,300} appeared first on |ظهرت (?:المقالة|المقال|التدوينة) .{1,300} (?:اولا|لاول مرة) (?:على|في) |"
    r"تم نسخ الرابط|الرجاء تفعيل|فعل جافا)",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"مراجعة التعليقات قبل|التعليقات (?:لا تعبر|تعبر عن)|تعبر (?:فقط )?عن (?:راي|اراء) (?:اصحابها|كاتبها|كتابها)|"
    r"لا تعبر (?:بالضرورة )?عن (?:راي|موقف|وجهة نظر) (?:موقع|الموقع|الصحيفة|الجريدة|الشبكة)|شروط استخدام الموقع|"
    r"ملفات تعريف الارتباط"
)
_BEFORE_NOTICE = re.compile(r"^(?:[^\w©↑«»\"“”‘’']|_)+")
"""Bullets, arrows and emoji. Not quotation marks: «شاهد» is the name of a broadcaster."""
_SKIP = re.compile(r"^تخط[يى] .{1,80}(?:وواصل|وتابع|واصل) القراءة")
_SKIPPED = re.compile(r"^.{1,80} نهاي[ةه]$|^(?:نهاي[ةه]|end of) .{1,80}$", re.IGNORECASE)
_MAX_POLICY_CHARS = 600
_DATE_WORDS = re.compile(
    r"(?<![\u0621-\u064aa-z])(?:و?(?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعة|جمعه|سبت)|كانون|تشرين|الاول|الثاني|يناير|فبراير|"
    r"مارس|ابريل|مايو|يونيو|يونيه|يوليو|يوليه|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|"
    r"جانفي|فيفري|افريل|ماي|جوان|جويلية|اوت|محرم|صفر|ربيع|جمادي|الاخرة|الاخر|رجب|شعبان|رمضان|شوال|ذو|القعدة|الحجة|هـ|"
    r"تاريخ|النشر|نشر(?:ت)?|تم نشره|في|اخر تحديث|تحديث|محدثة|الساعة|بتوقيت|غرينتش|جرينتش|مكة|المكرمة|القاهرة|بغداد|"
    r"صباحا|مساء|ظهرا|ليلا|ص|م|ب\.ظ|ق\.ظ|تير|gmt|utc|am|pm|منذ|قبل|دقيقة|دقائق|ساعة|ساعات|يوم|ايام)(?![\u0621-\u064aa-z])"
)
_MAX_DATE_CHARS = 90
MAX_NOTICE_CHARS = 260
"""A longer paragraph is not a notice, whatever it begins with."""


def is_beside_the_article(names: str, unlinked: int) -> bool:
    """Whether an element is not part of the article by its class and id: related stories, share bars, comments.

    Args:
        names: Its class and id, in lower case.
        unlinked: The number of its characters that are not in links.
    """
    if _OWN_NAMES.search(names):
        return False
    if _NAMES.search(names):
        return True
    if unlinked > _MAX_WEAK_CHARS:
        return False
    hidden = _HIDDEN_NAMES.search(names) is not None and not _SHOWN_AT_TIMES.search(names)
    return hidden or _WEAK_NAMES.search(names) is not None


def is_about_the_article(names: str, text: str) -> bool:
    """Whether an element, by its class and id, only says who wrote the article and when.

    Args:
        names: Its class and id, in lower case.
        text: Its text, at most `MAX_SMALL_CHARS` characters without white space.
    """
    if _SMALL_NAMES.search(names):
        return True
    return _SMALL_NAMES_OF_TEXT.search(names) is not None and not _SENTENCE.search(text)


def is_heading_of_other_stories(line: str) -> bool:
    """Whether a line is a heading of links to other stories, tags or buttons."""
    return len(line) < 60 and fold(line) in _HEADINGS


def is_heading_of_comments(line: str) -> bool:
    """Whether a line is a heading, such as that of the comments, after which nothing belongs to the article."""
    return len(line) < 60 and (fold(line) in _ENDING or re.sub(r"\W*\d+\W*", "", fold(line)) in _ENDING)


def is_notice(line: str) -> bool:
    """Whether a line sends the reader elsewhere, or is a notice of the site."""
    if len(line) > _MAX_POLICY_CHARS:
        return False
    folded = _BEFORE_NOTICE.sub("", fold(line, edges=False))
    if len(line) > MAX_NOTICE_CHARS:
        return _POLICY.search(folded) is not None
    if _POLICY.search(folded):
        return True
    return any(pattern.match(folded) for pattern in (_LEADING_OUT, _FOLLOW_US, _NOTICES))


def begins_inset(line: str) -> bool:
    """Whether a line lets the reader skip what a page sets into its article: "skip the podcast and read on"."""
    return _SKIP.match(fold(line)) is not None


def ends_inset(line: str) -> bool:
    """Whether a line says where that ends: "end of the podcast"."""
    return len(line) <= _MAX_DATE_CHARS and _SKIPPED.match(fold(line)) is not None


def is_date_line(line: str) -> bool:
    """Whether a line only says when the article was published."""
    if len(line) > _MAX_DATE_CHARS or not any(char.isdigit() for char in line):
        return False
    return not any(char.isalpha() for char in _DATE_WORDS.sub(" ", fold(line, edges=False).lower()))


def fold(line: str, *, edges: bool = True) -> str:
    """A line without vowel marks, tatweel and hamzas and, with `edges`, without the punctuation at both ends."""
    folded = _MARKS.sub("", line).translate(_FOLDED)
    return _EDGES.sub("", folded) if edges else folded
