"""A letter is read in its paragraphs, however its program folds them."""

from email.message import EmailMessage

import pytest

from mujaz.errors import InvalidInput
from mujaz.readers.files import read_file
from mujaz.readers.mail import read_mail
from mujaz.types import Article, ArticleFailure


@pytest.mark.parametrize(
    ("kind", "text", "body"),
    [
        ("format=flowed", "بنت البلدية \nجسرا.\n\n وقال \nأحمد: \nنعم.", "بنت البلدية جسرا.\n\nوقال أحمد: نعم."),
        ("format=flowed; delsp=yes", "بنت البل \nدية جسرا.", "بنت البلدية جسرا."),
        ("format=flowed", "بنت جسرا. \n> سؤال \n> آخر\nنعم.\n-- \nأحمد", "بنت جسرا. \n> سؤال \n> آخر\nنعم.\n-- \nأحمد"),
        ("charset=utf-8", "بنت البلدية \nجسرا.", "بنت البلدية \nجسرا."),
    ],
)
def test_the_lines_of_a_folded_paragraph_are_joined(kind: str, text: str, body: str) -> None:
    head = f"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; {kind}\nContent-Transfer-Encoding: 8bit\n\n"
    assert read_mail(f"{head}{text}\n".encode(), "a").body == body


def test_a_message_of_far_too_many_parts_is_refused_before_it_is_taken_apart() -> None:
    head = "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
    with pytest.raises(InvalidInput, match="has more than 5,000 parts"):
        read_mail((head + "--x\n\nنص\n" * 5001).encode(), "a")
    assert read_mail((head + "--x\n\nنص\n" * 400).encode(), "a").body == "\n".join(["نص"] * 400)


def test_a_message_of_parts_within_parts_without_end_is_refused() -> None:
    within = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000))
    with pytest.raises(InvalidInput, match="has parts within parts without end"):
        read_mail(f"From: a@b.example\n{within}\nنص".encode(), "a")


ONE, TWO = "أعلنت البلدية فتح الجسر القديم أمام المشاة.", "وقال رئيسها إن العمل دام أربعة أشهر."


@pytest.mark.parametrize("said", ["iso-8859-1", "us-ascii", "windows-1252", "x-unknown"])
@pytest.mark.parametrize("sent", ["windows-1256", "utf-8"])
def test_a_letter_that_names_the_wrong_encoding_is_read_as_what_it_is(said: str, sent: str) -> None:
    head = f"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset={said}\n\n".encode()
    assert read_mail(head + f"{ONE}\n{TWO}".encode(sent), "a").body == f"{ONE}\n{TWO}"


def test_a_text_goes_on_behind_a_picture_and_alternatives_are_read_once() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "محرر <a@b.example>", "Re: Fwd: رد: فتح الجسر"
    message.set_content(ONE)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline")
    message.attach(_text(TWO))
    article = read_mail(message.as_bytes(), "a")
    assert (article.title, article.body, article.source) == ("فتح الجسر", f"{ONE}\n{TWO}", "محرر")
    both = EmailMessage()
    both["From"], both["Subject"] = "a@b.example", "x"
    both.set_content(ONE)
    both.add_alternative(f"<p>{ONE}</p>", subtype="html")
    assert read_mail(both.as_bytes(), "a").body == ONE


@pytest.mark.parametrize(
    ("subject", "text", "title", "body"),
    [
        ("فتح الجسر", f"للاطلاع\n\n{ONE}\n{TWO}", "فتح الجسر", f"للاطلاع\n\n{ONE}\n{TWO}"),
        ("Fwd: فتح الجسر", f"فتح الجسر\n\n{ONE}", "فتح الجسر", ONE),
        ("Re:", f"فتح الجسر\n\n{ONE}", "فتح الجسر", ONE),
    ],
    ids=["a line of its own", "the subject again", "no subject"],
)
def test_a_first_line_that_stands_apart_is_kept(subject: str, text: str, title: str, body: str) -> None:
    message = _text(text)
    message["From"], message["Subject"] = "a@b.example", subject
    article = read_mail(message.as_bytes(), "a")
    assert (article.title, article.body.strip()) == (title, body)


def test_each_text_of_a_letter_is_read_whole_though_one_is_html() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message.make_mixed()
    message.attach(_text(f"للاطلاع\n\n{ONE}"))
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline")
    html = EmailMessage()
    html.set_content(f"<p>{TWO}</p>", subtype="html")
    message.attach(html)
    message.attach(_text(f"عاجل\n\n{ONE}"))
    assert read_mail(message.as_bytes(), "a").body == f"للاطلاع\n\n{ONE}\n{TWO}\nعاجل\n\n{ONE}"


def test_a_letter_within_a_letter_is_counted_as_not_read() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message.set_content(ONE)
    message.add_attachment(_text(TWO))
    article = read_mail(message.as_bytes(), "a")
    assert article.body == ONE
    assert article.findings[0].message == "Attachments of the message that were not read: 1."


def test_a_mailbox_is_its_letters_and_one_without_text_is_named() -> None:
    letter = "From {0}@b.example Wed Nov 25 10:00:00 2026\nFrom: {0}@b.example\nSubject: {0}\n{1}\n\n"
    kind = "Content-Type: text/plain; charset=utf-8\n\n"
    box = letter.format("a", f"{kind}{ONE}\n>From {TWO}") + letter.format("b", "Content-Type: image/png\n\nx")
    first, second, third = read_file((box + letter.format("c", f"{kind}{TWO}")).encode(), "box")
    assert isinstance(first, Article)
    assert (first.id, first.title, first.body.strip()) == ("box:1", "a", f"{ONE}\nFrom {TWO}")
    assert isinstance(second, ArticleFailure)
    assert (second.id, str(second.error)) == ("box:2", "box:2: is a message without text")
    assert isinstance(third, Article)
    assert third.body.strip() == TWO


HEADS = ("فتح الجسر القديم أمام المشاة", "موازنة بقيمة 15 مليار", "خفض الضريبة", "واتساب يغير سياسة الخصوصية")
TEXTS = (
    "أعلنت البلدية فتح الجسر القديم أمام المشاة بعد أشهر من العمل المتواصل.",
    "وقال وزير المالية إن الموازنة الجديدة تبلغ 15 مليار دينار.",
    "خفضت الحكومة الضريبة على الغذاء، وتتيح الشركات إلغاء الاشتراك في خدماتها.",
    "غير التطبيق سياسة الخصوصية وحقوق النشر فيه.",
)
READ = "\n".join(f"{head}\n{text}" for head, text in zip(HEADS, TEXTS, strict=True))
ROW = "<tr><td><a href=a><img src=b></a></td><td>"


def letter(html: str, subject: str = "نشرة الصباح", kind: str = "html") -> Article:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", subject
    message.set_content(html, subtype=kind)
    return read_mail(message.as_bytes(), "a")


@pytest.mark.parametrize(
    ("before", "story", "after"),
    [
        ("<h1>نشرة الصباح</h1>", "<h2>{0}</h2>{1}<br><br><a href=a>اقرأ المزيد</a>", "<p>© 2026 صحيفة المدينة<p>عمان"),
        (
            "<p>إذا لم تظهر الرسالة كما يجب <a href=a>اضغط هنا</a></p>",
            "<div><h3>{0}</h3><p>{1}</p><p><a href=a>للمزيد »</a></p></div><hr>",
            "<p>وصلتك هذه الرسالة لأنك مشترك في نشرة المدينة. <a href=a>إلغاء الاشتراك</a></p>",
        ),
        (
            "<a href=a>عرض في المتصفح</a><p><a href=a>سياسة</a> <a href=a>رياضة</a></p>",
            "<table><tr><td><a href=a><b>{0}</b></a><p>{1}</p><a href=a>تابع القراءة</a></table>",
            "<p><a href=a>فيسبوك</a> | <a href=a>تويتر</a></p><p>Unsubscribe | إلغاء الاشتراك | <a>سياسة الخصوصية</a>",
        ),
        (
            "",
            f"<table>{ROW}<a href=a><h2>{{0}}</h2><p>{{1}}</p></a></table>",
            "<p>You are receiving this email because x",
        ),
        ("", f"<table>{ROW}<p>{{0}}</p><p>{{1}}</p></table>", "<p>عنواننا البريدي:</p><p>شارع الملك</p>"),
    ],
    ids=["headings", "rules", "links", "linked cards", "plain cards"],
)
def test_all_stories_of_a_newsletter_are_read_and_nothing_else(before: str, story: str, after: str) -> None:
    stories = "".join(story.format(head, text) for head, text in zip(HEADS, TEXTS, strict=True))
    article = letter(f"<html><body dir=rtl>{before}{stories}{after}")
    assert (article.title, article.body) == ("نشرة الصباح", READ)


def test_a_newsletter_in_plain_text_is_read_without_its_buttons_and_its_end() -> None:
    stories = "\n\n".join(
        f"** {head} (https://a.example/1)\n{text}\nاقرأ المزيد (https://a.example/1)"
        for head, text in zip(HEADS, TEXTS, strict=True)
    )
    end = "\n\n=====\nCopyright © 2026 المدينة\n\nعمان\n** unsubscribe from this list (https://a.example/u)"
    lines = [line for line in letter(stories + end, kind="plain").body.split("\n") if line]
    assert [line.removesuffix(" (https://a.example/1)") for line in lines] == READ.split("\n")


def test_a_letter_is_read_from_its_greeting_to_its_signature() -> None:
    html = (
        f"<p>السلام عليكم،</p><p>{TEXTS[0]}</p><p>مع التحية،</p><p>أحمد</p><p>0791234567</p><p><a href=a>موقعنا</a></p>"
    )
    said = ["السلام عليكم،", TEXTS[0], "مع التحية،", "أحمد", "موقعنا"]
    assert letter(html, "بيان").body.split("\n") == said
    text = f"السلام عليكم،\n{TEXTS[2]}\nاقرأ المزيد: https://a.example"
    assert letter(text, "بيان", kind="plain").body.strip() == text


def _text(text: str) -> EmailMessage:
    part = EmailMessage()
    part.set_content(text)
    return part
