import json
import re
import time
from collections.abc import Iterator

import pytest

from mujaz.errors import InvalidInput
from mujaz.readers.page import read_page
from mujaz.readers.page.markup import MAX_DEPTH, simplify
from mujaz.types import FindingKind

TITLE = "المصرف يخفض سعر الفائدة للمرة الثانية"
ONE = "قرر المصرف المركزي خفض سعر الفائدة ربع نقطة مئوية في اجتماعه الدوري يوم الخميس."
TWO = "وقالت المحافظة إن التضخم تراجع إلى أقل من أربعة في المئة للشهر الثالث على التوالي."
THREE = "وأضافت أن المصرف سيراجع القرار في الربع المقبل."
BODY = f"{ONE}\n{TWO}\n{THREE}"
PARAGRAPHS = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"

PAGES = {
    "the whole page is one form": f'<form id="aspnetForm"><div class="menu"><a href="/">الرئيسية</a></div>'
    f"<h1>{TITLE}</h1>{PARAGRAPHS}</form>",
    "a form within the article": f"<article><h1>{TITLE}</h1><p>{ONE}</p><form><p>اشترك ليصلك كل جديد من أخبارنا.</p>"
    f"<button>نعم</button></form><p>{TWO}</p><p>{THREE}</p></article>",
    "paragraphs are divs": f"<h1>{TITLE}</h1><div><div>{ONE}</div><div>{TWO}</div><div>{THREE}</div></div>"
    '<h3>الأكثر قراءة</h3><ul><li><a href="/1">طقس بارد غدا</a></li></ul>',
    "text in divs beside paragraphs": f"<h1>{TITLE}</h1><div>{ONE}</div><div>{TWO}<p>{THREE}</p></div>",
    "a standfirst in a box": f'<article><h1>{TITLE}</h1><div class="deck">{ONE}</div><p>{TWO}</p><p>{THREE}</p>',
    "cards of other stories": f'<div><h1>{TITLE}</h1><p>{ONE}</p><article><h3><a href="/x">خبر عن نتائج مباريات '
    f"الأمس</a></h3></article><p>{TWO}</p><p>{THREE}</p></div><article><h3><a href='/y'>حريق في سوق الخضار القديم "
    "ولا إصابات بين الباعة والمتسوقين وصور من المكان</a></h3></article>",
    "a longer story behind it": f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article><article><h2>خبر آخر</h2>"
    f"<p>{'فاز فريق المدينة على ضيفه بهدفين في مباراة الأمس. ' * 12}</p></article>",
    "a longer card with a heading": f"<div><h1>{TITLE}</h1>{PARAGRAPHS}</div><article><h3>خبر آخر</h3>"
    f"<p>{'فاز فريق المدينة على ضيفه بهدفين في مباراة الأمس. ' * 12}</p></article>",
    "the logo is the h1": f'<title>{TITLE} - موقع البلد</title><meta property="og:title" content="{TITLE}"><div><h1>'
    f'<a href="/">البلد</a></h1></div><h2>{TITLE}</h2><div>{PARAGRAPHS}</div>',
    "the logo is the h1 and no more is said": f'<header><h1><a href="/">صحيفة البلد</a></h1></header><div><h2>{TITLE}'
    f"</h2>{PARAGRAPHS}</div>",
    "the title has the site": f"<title>{TITLE} | صحيفة البلد</title><div>{PARAGRAPHS}</div>",
    "a line break in the headline": f"<article><h1>المصرف يخفض سعر الفائدة<br>للمرة الثانية</h1>{PARAGRAPHS}</article>",
    "links, tags and comments within": f'<article><h1>{TITLE}</h1><p class="share">مشاركة</p>{PARAGRAPHS}<div '
    'class="tags"><h3><a href="/t">المصرف</a></h3></div><h2>اقرأ أيضاً</h2><h4><a href="/a">فارق السن بين الممثل '
    "وزوجته</a></h4><h2>تعليقات</h2><p>تم إضافة تعليقك وسوف يظهر بعد المراجعة من المحرر.</p></article>",
    "recommended in the middle": f'<article><h1>{TITLE}</h1><p>{ONE}</p><section class="more-on"><h2>قصص موصى بها</h2>'
    f'<ul><li><a href="/b">انفجار في مصنع كيميائي</a></li></ul></section><p>{TWO}</p><p>{THREE}</p></article>',
    "read also in a paragraph": f"<article><h1>{TITLE}</h1><p>{ONE}</p><p>اقرأ أيضاً: <a href='/c'>الذهب يرتفع</a></p>"
    f"<p>{TWO}</p><p>{THREE}</p><p>تابعوا أخبارنا عبر غوغل نيوز</p></article>",
    "a poll first": f'<article><h1>{TITLE}</h1><div class="widget poll"><h2>استطلاع الرأي</h2><h3>هل تؤيد القرار؟</h3>'
    f"<form><label>نعم</label></form></div>{PARAGRAPHS}</article>",
    "a policy of comments": f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<p>ترحب شبكتنا بالنقاش، وكي لا نضطر إلى مراجعة "
    "التعليقات قبل نشرها ننصح بمراجعة إرشادات الاستخدام والتعرف إليها جيدا قبل الكتابة.</p></article>",
    "follow us above the headline": f'<div class="block"><h2>تابعونا على</h2></div><h1>{TITLE}</h1>'
    f'<div class="subtitle">{ONE}</div><div><p>{TWO}</p><p>{THREE}</p></div>',
    "a sentence as a second heading": f"<h1>{TITLE}</h1><h2>{ONE}</h2><div><p>{TWO}</p><p>{THREE}</p></div>",
    "cards with teasers": f"<div><h1>{TITLE}</h1>{PARAGRAPHS}"
    + "".join(
        f'<div class="item"><a href="/{n}"><h3>خبر آخر رقم {n} عن المدينة</h3></a><p>ونقل المصابون إلى المستشفى في '
        f"حال مستقرة بعد الحادث رقم {n}.</p></div>"
        for n in range(3)
    )
    + "</div>",
    "the date in a line of its own": f"<h1>{TITLE}</h1><div>الخميس 19 تشرين الثاني 2026 - 10:30</div>{PARAGRAPHS}",
    "skip and go on reading": f"<main><h1>{TITLE}</h1><p>{ONE}</p><section><strong>قصص مقترحة</strong><p>تخطى قصص "
    f'مقترحة وواصل القراءة</p><ul><li><a href="/1">الذهب</a></li></ul><p>قصص مقترحة نهاية</p></section><p>{TWO}</p>'
    f"<p>{THREE}</p></main>",
    "hidden text": f'<article><h1>{TITLE}</h1><p hidden>نص مخفي.</p><p>{ONE}</p><p style="color:red; DISPLAY : none">'
    f'نص مخفي ثان.</p><p>{TWO}</p><div aria-hidden="true"><p>نص مخفي ثالث.</p></div><p>{THREE}</p></article>',
    "single line breaks": f"<article><h1>{TITLE}</h1><p>{ONE}<br>{TWO}<br>{THREE}</p></article>",
    "unclosed anchors": f"<body><a name='top'><h1>{TITLE}</h1><a href='/x'>القسم<div>{PARAGRAPHS}</div>",
    "elements of its own": f"<news-article><h1>{TITLE}</h1><amp-body>{PARAGRAPHS}</amp-body></news-article>",
    "a widget for each paragraph": f'<div class="elementor-widget"><h1>{TITLE}</h1></div>'
    + "".join(f'<div class="elementor-widget elementor-widget-text-editor"><p>{p}</p></div>' for p in (ONE, TWO, THREE))
    + f'<div class="elementor-widget-posts">{"<p><a href=/x>خبر آخر من المدينة</a></p>" * 5}</div>',
    "the article is called like a box beside one": f'<h1>{TITLE}</h1><div class="related-1">{PARAGRAPHS}</div><ul>'
    + "".join(f'<li><a href="/{n}">خبر آخر رقم {n} عن المدينة وأهلها وأسواقها وما فيها</a></li>' for n in range(9)),
    "comments and an imprint behind the article": f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article><div><b>أحمد</b>"
    "<p>هذا كلام صحيح وأنا أوافق عليه تماما، وقد قلت مثله من قبل.</p></div><div><p>صحيفة مستقلة تأسست قبل خمسين سنة "
    "وتصدر عن مؤسسة البلد للنشر.</p></div>",
    "about the writer": f"<div><h1>{TITLE}</h1>{PARAGRAPHS}<div><h4>نبذة عن الكاتب</h4><p>كاتب صحفي يكتب في شؤون المال "
    "والأسواق منذ عشر سنوات وله كتابان.</p></div></div>",
    "subscribe, sign in, load the app": f"<article><h1>{TITLE}</h1><p>سجل الدخول لقراءة بقية المقالات</p>{PARAGRAPHS}"
    "<p>لمتابعة آخر المستجدات اشترك في قناتنا على تلغرام</p><p>حمل تطبيق البلد الآن من متجر غوغل بلاي</p></article>",
    "classes and styles that hide": f'<article><h1>{TITLE}</h1><p class="d-none">نص مخفي.</p><p>{ONE}</p><p '
    f'style="font-size:0">نص مخفي ثان.</p><p>{TWO}</p><p style="text-indent: -9999px">نص ثالث.</p><p>{THREE}</p>',
    "shown on wide screens": f'<article><h1>{TITLE}</h1><div class="d-none d-md-block"><p>{ONE}</p></div><p>{TWO}</p>'
    f'<p class="hidden lg:block">{THREE}</p></article>',
    "inline elements shown as blocks": f"<h1>{TITLE}</h1>"
    + "".join(f'<span style="display: block">{p}</span>' for p in (ONE, TWO, THREE)),
    "lines of a preformatted text": f"<h1>{TITLE}</h1><pre>{ONE}\n{TWO}\n\n{THREE}</pre>",
    "the title has section and site": f"<title>{TITLE} | اقتصاد | صحيفة البلد</title><div>{PARAGRAPHS}</div>",
    "JSON-LD alone": '<script type="application/ld+json">'
    + json.dumps({"@graph": [{"@type": ["NewsArticle"], "headline": TITLE, "articleBody": BODY}]})
    + "</script><div id=root></div>",
    "a podcast that may be skipped": f'<main><h1>{TITLE}</h1><p>{ONE}</p><section role="region">'
    '<strong>بودكاست</strong><p class="visually-hidden"><a href="#end">تخطى البودكاست وواصل القراءة</a></p>'
    '<h3><a href="/p">خمس دقائق</a></h3>'
    "<p>شرح معمق لأهم ما جرى اليوم، لمساعدتك على فهم الأحداث حولك وأثرها على حياتك.</p><p id=end>البودكاست نهاية</p>"
    f"</section><p>{TWO}</p><p>{THREE}</p></main>",
    "a post that may be skipped, in no box": f"<main><h1>{TITLE}</h1><p>{ONE}</p><p>تخطى منشور البلدية وواصل "
    f"القراءة</p><p>السماح بعرض المحتوى الذي يقدمه موقع آخر؟ قد يستخدم أدوات تتبع أخرى.</p><p>نهاية منشور البلدية</p>"
    f"<p>{TWO}</p><p>{THREE}</p></main>",
    "a copy for small screens": f'<div class="desktop"><h1>{TITLE}</h1>{PARAGRAPHS}</div><div class="mobile">'
    f"<h1>{TITLE}</h1>{PARAGRAPHS}</div>",
    "entries of a live blog are articles": f'<main class="liveblog"><h1>{TITLE}</h1><p>{ONE}</p>'
    + "".join(f'<article class="live-post"><h2>{TITLE}</h2><p>{p}</p></article>' for p in (TWO, THREE))
    + "</main>",
    "an offer of a subscription": f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<div class=wall><h3>هذا المقال مخصص "
    "للمشتركين</h3><p>اشترك الآن بدينارين في الشهر واحصل على وصول غير محدود إلى جميع المقالات.</p>"
    "<p>لديك حساب؟ سجل الدخول من هنا.</p></div></article>",
    "players that a browser lacks": f"<article><h1>{TITLE}</h1><p>{ONE}</p><video>متصفحك لا يدعم تشغيل الفيديو.</video>"
    f"<p>{TWO}</p><audio>متصفحك لا يدعم تشغيل الصوت.</audio><p>{THREE}</p></article>",
    "links that are buttons": f"<title>{TITLE}</title><table><tr><td><b>{TITLE}</b><br><br>{ONE}<br><br>"
    f'{TWO}<br><br>{THREE}<br><br><a href="javascript:history.back()">عودة</a> '
    '<a href="JavaScript:print()">طباعة</a></table>',
    "notes and their numbers": f'<article><h1>{TITLE}</h1><p>{ONE}<a href="#fn1">²</a></p><p>{TWO}'
    f'<a href="#fn2">[3]</a></p><p>{THREE}</p><ol class="references">'
    "<li>↑ بيان المصرف المركزي، 24 نوفمبر 2026.</li></ol></article>",
    "a channel to subscribe to": f"<h1>{TITLE}</h1><div>{ONE}<br><br>{TWO}<br><br>{THREE}<br><br>📲 "
    "<a href='https://t.me/c'>اشترك في القناة</a></div>",
    "the title begins with the site": f"<title>صحيفة البلد :: {TITLE}</title><div>{PARAGRAPHS}</div>",
    "a stub beside JSON-LD": '<script type="application/ld+json">'
    + json.dumps({"@type": "ReportageNewsArticle", "headline": TITLE, "articleBody": BODY.replace("\n", "<br/>")})
    + f"</script><h1>{TITLE}</h1><p>قرر المصرف المركزي ... اشترك لتقرأ.</p>",
}


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_the_story_under_the_headline_is_read_and_nothing_else(html):
    page = read_page(f"<!DOCTYPE html><html>{html}</html>")
    assert (page.title, page.body) == (TITLE, BODY)


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<main><p>أ</p></main>", "أ"),
        ("<p>أ</p><p>ب</p>", "أ\nب"),
        ("<div>أ</div><div>ب</div>", "أ\nب"),
        ("نص", "نص"),
        ("", ""),
        ("<!DOCTYPE html>", ""),
        ("</p><?x?>", ""),
        ("<p>قال <b>الوزير</b> <a href='x'>أ<i>مس</i></a> إن</p>", "قال الوزير أمس إن"),
        ("<p>أ<br>ب<br/> <br>ج</p>", "أ ب\nج"),
        (
            "<p>*متى تعود الحركة؟<br>-خلال ثلاثة أيام<br>--(وكالات)</p>",
            "*متى تعود الحركة؟\n-خلال ثلاثة أيام\n--(وكالات)",
        ),
        ("<p>سطر أول من جملة<br>قطعت في سطور<br>لضيق المكان</p>", "سطر أول من جملة قطعت في سطور لضيق المكان"),
        ("<p>بلغ العدد <del>15</del> <ins>51</ins> شخصا.</p>", "بلغ العدد 51 شخصا."),
        ("<p>بلغ العدد <s>15</s> 51 شخصا.</p>", "بلغ العدد 51 شخصا."),
        ("<p>بلغ العدد <span style='text-decoration: line-through'>15</span> 51 شخصا.</p>", "بلغ العدد 51 شخصا."),
        ("<p>أ<!-- <p>سر --><script>'<p>سر</p>'</script><svg><path d=1/><title>سر</title></svg>ب</p>", "أ ب"),
        ("<p>أ\udce4ب</p>", "أ\ufffdب"),
        ("<p title='> سر' class=\"a>b\">أ</p>", "أ"),
        ("<p>&laquo;نعم&raquo; &amp; &#1604;&#x627; &unknown; 5 < 6</p>", "«نعم» & لا &unknown; 5 < 6"),
        (
            "<h1>خبر</h1><div>أعلنت الحكومة القرار اليوم.</div><p>المصدر: وكالات</p>",
            "أعلنت الحكومة القرار اليوم.\nالمصدر: وكالات",
        ),
        ("<h1>خبر</h1><details><summary>x</summary>قال نعم.</details><pre>وقال لا.</pre>", "قال نعم.\nوقال لا."),
        (
            "<article><h1>مباشر</h1><div><time>14:05</time><p>وصل الوفد.</p></div><div><time>14:20</time><p>بدأ اللقاء."
            "</p></div></article>",
            "14:05\nوصل الوفد.\n14:20\nبدأ اللقاء.",
        ),
        (
            "<h1>مباشر</h1><div class=update><time>9:10</time><p>فتحت مراكز الاقتراع أبوابها.</p></div>"
            "<div class=update><time>9:40</time><p>أدلى رئيس المجلس بصوته اليوم.</p></div>"
            "<div class=update>آخر تحديث: أمس</div>",
            "9:10\nفتحت مراكز الاقتراع أبوابها.\n9:40\nأدلى رئيس المجلس بصوته اليوم.",
        ),
        (
            "<article><h1>أسعار</h1><p>أسعار اليوم:</p><table><tr><th>العملة<th>شراء<th>بيع<tr><td>الدولار<td>15.60"
            "<td>15.70</table><p>وتتغير الأسعار.</p></article>",
            "أسعار اليوم:\nالعملة\tشراء\tبيع\nالدولار\t15.60\t15.70\nوتتغير الأسعار.",
        ),
        (
            "<article><h1>خبر</h1><p>أعلنت الوزارة الحصيلة.</p><dl><dt>القتلى<dd>5<dt>الجرحى:<dd><b>12</b>"
            "<dt>المكان<dd>حلب</dl><p>وتتغير الأرقام.</p></article>",
            "أعلنت الوزارة الحصيلة.\nالقتلى: 5\nالجرحى: 12\nالمكان\nحلب\nوتتغير الأرقام.",
        ),
        (
            "<article><h1>خبر</h1><p>أعلنت الوزارة الحصيلة.</p><dl><dt>القتلى</dt><dd><p>5</p></dd><dt><p>الجرحى: </p>"
            "</dt><dd><div><span>12</span></div></dd><dt>النتيجة</dt><dd>1-0</dd><dd><p>3-1</p></dd><dt>المكان</dt>"
            "<dd><p>حلب</p><p>50</p></dd><div><dt>السعر</dt><dd><p>7.5</p></dd></div></dl><p>وتتغير الأرقام.</p>"
            "</article>",
            "أعلنت الوزارة الحصيلة.\nالقتلى: 5\nالجرحى: 12\nالنتيجة: 1-0، 3-1\nالمكان\nحلب، 50\nالسعر: 7.5\n"
            "وتتغير الأرقام.",
        ),
        (
            "<article><h1>خبر طويل</h1><div class='field field--name-field-subtitle field--label-hidden'>كلفة "
            "الترميم مليونا دينار</div><div class=body><p>أعادت البلدية فتح الجسر أمام المشاة صباح اليوم بعد أشهر.</p>"
            "<h3>الكلفة</h3>"
            "<p>وقال رئيسها إن الترميم كلف مليوني دينار من موازنة العام.</p></div></article>",
            "كلفة الترميم مليونا دينار\nأعادت البلدية فتح الجسر أمام المشاة صباح اليوم بعد أشهر.\nالكلفة\n"
            "وقال رئيسها إن الترميم كلف مليوني دينار من موازنة العام.",
        ),
        (
            "<article><h1>خبر</h1><p>فاز فريق المدينة على ضيفه مساء أمس.</p><p>النتيجة:</p><p>3-1</p><p>7</p>"
            "<blockquote><p>فزنا! <a href=a>pic.example/xyz</a></p>— الفريق <a href=a>أمس</a></blockquote>"
            "<p>وعاد الجمهور إلى بيته.</p><blockquote><p><a href=a>رابط آخر</a></p></blockquote>"
            "<p>وانتهت المباراة.</p></article>",
            "فاز فريق المدينة على ضيفه مساء أمس.\nالنتيجة: 3-1\nفزنا! pic.example/xyz\n— الفريق أمس\n"
            "وعاد الجمهور إلى بيته.\nوانتهت المباراة.",
        ),
        (
            "<h1>الترتيب</h1><figure><table><tr><td>الفريق<td>45</table><figcaption>x</figcaption></figure>",
            "الفريق\t45",
        ),
        (
            "<table><tr><td>قائمة<td><h1>خبر</h1><p>قال <i>الوزير</i> إن القرار نهائي.<p>وأضاف أن التنفيذ غدا.</table>",
            "قال الوزير إن القرار نهائي.\nوأضاف أن التنفيذ غدا.",
        ),
        (
            "<article><h1>خبر</h1><p>قرارات اليوم هي ما يلي.</p><ol><li>أولا</li><li>ثانيا</li></ol></article>",
            "قرارات اليوم هي ما يلي.\nأولا\nثانيا",
        ),
        (
            "<main><h1>خبر</h1><h2 class=b-subheadline>كلفة الترميم مليونا دينار</h2><div class=b-byline>ليلى</div>"
            "<article><p>«شاهد» تنقل الحفل.</p><p>أعادت البلدية فتح الجسر أمام المشاة.</p><p>ولم يتأخر.</p></article>",
            "كلفة الترميم مليونا دينار\n«شاهد» تنقل الحفل.\nأعادت البلدية فتح الجسر أمام المشاة.\nولم يتأخر.",
        ),
    ],
)
def test_every_word_of_the_article_is_kept_and_no_mark_up(html, body):
    assert read_page(html).body == body


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>أ</title><h1>ب</h1>", "ب"),
        ("<title>أ</title><h1> </h1>", "أ"),
        ('<meta property="og:title" content=" ج  د "><title>أ</title>', "ج د"),
        ("<h1>ب</h1><p>x", "ب"),
        ("<p>x", ""),
    ],
)
def test_the_headline_is_the_best_there_is(html, title):
    assert read_page(html).title == title


def test_a_linked_subhead_with_its_paragraph_is_no_card():
    stories = "".join(f'<h3><a href="/{n}">المدينة رقم {n} وأخبارها</a></h3><p>{TWO}</p>' for n in range(3))
    assert read_page(f"<article><h1>{TITLE}</h1><p>{ONE}</p>{stories}</article>").body.count(TWO) == 3


def test_dates_within_a_chronicle_stay():
    page = read_page(f"<h1>{TITLE}</h1><p>{ONE}</p><p>12 آذار 2026</p><p>{TWO}</p><p>14 آذار 2026</p><p>{THREE}</p>")
    assert page.body == f"{ONE}\n12 آذار 2026\n{TWO}\n14 آذار 2026\n{THREE}"


def test_date_address_and_site_are_read():
    page = read_page(
        '<meta property="og:site_name" content="البلد"><link rel="canonical" href="https://news.example/7">'
        f'<meta property="article:published_time" content="2026-03-02T08:00:00+03:00"><h1>{TITLE}</h1>{PARAGRAPHS}'
    )
    assert (page.published, page.url, page.source) == ("2026-03-02T08:00:00+03:00", "https://news.example/7", "البلد")


@pytest.mark.parametrize(
    "dated",
    [
        '<abbr class="published" itemprop="x" title="2026-03-02T08:00:00+03:00">2 مارس</abbr>',
        '<meta property="og:article:published_time" content="2026-03-02T08:00:00+03:00">',
        '<meta name="parsely-pub-date" content="2026-03-02T08:00:00+03:00">',
        '<meta name="publish-date" content="">' + '<meta name="date" content="2026-03-02T08:00:00+03:00">',
    ],
)
def test_the_date_is_found_where_sites_put_it(dated):
    assert read_page(f"{dated}<h1>{TITLE}</h1>{PARAGRAPHS}").published == "2026-03-02T08:00:00+03:00"


def test_a_page_that_is_read_in_part_says_so():
    others = "".join(f"<article><h2><a href='/{n}'>خبر</a></h2><p>{TWO} {n}.</p></article>" for n in range(9))
    page = read_page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>{others}")
    assert page.body == BODY
    (finding,) = page.findings
    assert finding.kind is FindingKind.SOURCE_IN_PART
    assert f"{page.left_out:.0%}" in finding.message
    assert read_page(f"<h1>{TITLE}</h1>{PARAGRAPHS}").findings == ()


HOSTILE = {
    "deep lists": "<ul><li>" * 25_000 + "نص",
    "deep and closed in vain": "<div>" * 25_000 + "</p>" * 25_000 + "نص",
    "deep articles": "<article>" * 25_000 + "نص",
    "unknown elements": "<x-y>" * 25_000 + "نص",
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(25_000)) + ">نص",
    "attributes of meta": ("<meta " + " ".join(f"a{number}" for number in range(10_000)) + ">") * 10 + "<p>نص",
    "formatting opened anew": "<p>" + "".join(f"<b id={n}>" for n in range(500)) + "<p>ن" * 5_000 + "<p>نص",
    "formatting closed in vain": "<i><div>" + "<b>" * 12_500 + "</i>" * 12_500 + "نص",
    "links that never close": "<p>نص</p>" + "<a href=x>ن" * 7_500,
    "drawings within drawings": "<p>نص</p>" + "<svg>" * 25_000,
    "reassembled": "<p>نص</p>" + "<sv<svg></svg>g>" * 5_000,
    "quotes that never close": "<p>نص</p>" + "<div a='" * 12_500,
    "comments that never close": "<p>نص</p>" + "<!--" * 25_000,
    "entities of entities": "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><p>نص &b;</p>",
    "many paragraphs": "<p>نص</p>" + "<p>ن</p>" * 25_000,
    "many cells": "<p>نص</p><table>" + "<tr><td>ن<td>1" * 15_000,
    "tables within tables": "<p>نص</p>" + "<table><tr><td>" * 15_000,
    "many cards": "<h1>نص</h1>" + "<article><h2>ن</h2>" * 10_000,
    "hidden within hidden": "<p>نص</p>" + "<div hidden>نص" * 15_000,
    "scripts that never close": "<p>نص</p>" + "<script type=application/ld+json>" * 7_500,
    "JSON within JSON": "<p>نص</p><script type='application/ld+json'>" + "[" * 25_000 + "</script>",
    "controls": "<p>نص</p>" + "\0<p\x01>" * 25_000,
    "struck out in a sentence": "<p>نص " + "قال <s>6</s> من الناس. " * 25_000,
    "raised in a sentence": "<p>نص " + "قال <sup>6</sup> من الناس. " * 12_500,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_a_page_that_is_made_to_be_costly_is_read_all_the_same(page):
    started = time.process_time()
    read = read_page(page)
    assert "نص" in read.body + read.title
    assert time.process_time() - started < 15  # of less than one second; the square of the length is many minutes


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_nothing_costly_is_left_for_the_parser(page):
    simple, _ = simplify(page)
    assert not re.search(r"<[a-z][^\s>]*[\s/][^>]{3000}", simple, flags=re.IGNORECASE)
    assert max(depths(simple), default=0) <= MAX_DEPTH + 1


def test_a_page_of_too_many_tags_is_refused_with_the_limit():
    with pytest.raises(InvalidInput, match=r"a\.html: has more than 300,000 tags"):
        read_page("<p>" * 300_001, field="a.html")


def depths(page: str) -> Iterator[int]:
    depth = 0
    for end, name in re.findall(r"<(/?)(\w[^\s>]*)", page):
        if name not in {"p", "li", "br", "meta", "td", "tr", "link"}:
            depth += -1 if end else 1
        yield depth
