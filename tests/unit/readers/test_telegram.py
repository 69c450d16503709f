"""A page of Telegram is its messages, each with its day and the name of the channel."""

from mujaz.readers.files import read_file
from mujaz.types import Article

HEAD, ONE, TWO = "فتح الجسر", "أعلنت البلدية فتح الجسر القديم.", "وقال رئيسها إن العمل دام أربعة أشهر."


def read(page: str) -> list[Article]:
    found = read_file(f"<!doctype html><html><body>{page}</body></html>".encode(), "a.html")
    assert all(isinstance(one, Article) for one in found)
    return found


def bubble(number: int, text: str) -> str:
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message_bubble"><div>'
        f'<a class="tgme_widget_message_owner_name" href="https://t.me/a"><span>قناة المدينة</span></a></div>{text}'
        f'<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span>'
        f'<a class="tgme_widget_message_date" href="https://t.me/a/{number}">'
        f'<time datetime="2026-11-2{number}T07:00:00+00:00">10:00</time></a></div></div></div>'
    )


def test_a_channel_is_its_messages():
    said = f"<b>{HEAD}</b><br/><br/>{ONE}<br/>بلغ العدد <s>15</s> 51.<br/><br/><br/><a href='?q=%23a'>#الجسر</a>"
    text = '<div class="tgme_widget_message_text js-message_text" dir="auto">{}</div>'
    reply = '<div class="js-message_reply_text tgme_widget_message_metatext">ما سبق</div>'
    page = bubble(1, text.format(said)) + bubble(2, reply + text.format(TWO)) + bubble(3, "<i>صورة</i>")
    first, second = read(f"<header>12.3K subscribers</header><main>{page}</main>")
    assert (first.title, first.body) == (HEAD, f"{ONE}\nبلغ العدد 51.\n\n#الجسر")
    assert (first.source, first.url, first.published) == (
        "قناة المدينة",
        "https://t.me/a/1",
        "2026-11-21T07:00:00+00:00",
    )
    assert (second.title, second.body) == ("", TWO)


def test_one_message_is_read_from_what_its_page_tells_programs():
    page = (
        '<meta property="og:title" content="قناة المدينة"><meta property="og:site_name" content="Telegram">'
        f'<meta property="og:description" content="{HEAD}\n\n{ONE} &quot;{TWO * 20}&quot;">'
        '<div class="tgme_page tgme_page_post"><a class="tgme_action_button_new">VIEW IN TELEGRAM</a></div>'
    )
    (article,) = read(page)
    assert (article.title, article.source) == (HEAD, "قناة المدينة")
    assert article.body == f'{ONE} "{TWO * 20}"'


def test_an_exported_chat_is_its_messages():
    message = (
        '<div class="message default clearfix{0}" id="message{1}"><div class="body"><div class="date details" '
        'title="03.04.2026 10:0{1}:00 UTC+03:00">10:00</div>{2}<div class="text">{3}</div></div></div>'
    )
    page = (
        '<div class="page_header"><div class="text bold">قناة</div></div><div class="page_body chat_page">'
        '<div class="message service" id="message-1"><div class="body details">24 November 2026</div></div>'
        + message.format("", 1, '<div class="from_name"> ليلى </div>', f"<strong>{HEAD}</strong><br><br>{ONE}")
        + message.format(" joined", 2, "", TWO)
        + "</div>"
    )
    first, second = read(page)
    assert (first.id, first.title, first.body, first.source) == ("1", HEAD, ONE, "ليلى")
    assert (second.id, second.body, second.source) == ("2", TWO, "ليلى")
    assert (first.published, second.published) == ("2026-04-03T10:01:00+03:00", "2026-04-03T10:02:00+03:00")
