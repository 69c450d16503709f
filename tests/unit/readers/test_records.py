"""The JSON of content systems, feeds and exports is read as it is, without the name of a field."""

import json

import pytest

from mujaz.readers.files import Reading, read_file
from mujaz.readers.records import Fields
from mujaz.types import Article, ContentType, FindingKind

ONE, TWO = "أعلنت البلدية فتح الجسر القديم أمام المشاة.", "وقال رئيسها إن العمل دام أربعة أشهر."
HTML = f"<p>{ONE}</p>\n<h3>العمل</h3>\n<p>{TWO}</p>"
DAY = "2026-11-24T10:00:00+03:00"


def articles(value: object, **fields: str) -> list[Article]:
    found = read_file(json.dumps(value).encode(), "a.json", Reading(fields=Fields(**fields)))
    assert all(isinstance(one, Article) for one in found)
    return found


@pytest.mark.parametrize(
    "value",
    [
        {
            "id": 7,
            "date": DAY,
            "guid": {"rendered": "https://a.example/?p=7"},
            "link": "https://a.example/7",
            "title": {"rendered": "فتح <em>الجسر</em>"},
            "content": {"rendered": HTML, "protected": False},
            "excerpt": {"rendered": "<p>مختصر</p>"},
        },
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "موقع",
            "items": [
                {
                    "id": 7,
                    "title": "فتح الجسر",
                    "url": "https://a.example/7",
                    "content_html": HTML,
                    "date_published": DAY,
                }
            ],
        },
        {
            "data": [
                {
                    "type": "node--article",
                    "id": "7",
                    "attributes": {
                        "title": "فتح الجسر",
                        "created": DAY,
                        "url": "https://a.example/7",
                        "body": {"value": "x", "format": "full_html", "processed": HTML},
                    },
                }
            ]
        },
        {
            "hits": {
                "total": 1,
                "hits": [
                    {
                        "_id": "7",
                        "_source": {
                            "title": "فتح الجسر",
                            "body": HTML,
                            "date": DAY,
                            "url": "https://a.example/7",
                        },
                    }
                ],
            }
        },
        {
            "feed": {
                "title": {"$t": "موقع"},
                "entry": [
                    {
                        "id": {"$t": "7"},
                        "published": {"$t": DAY},
                        "title": {"$t": "فتح الجسر"},
                        "content": {"$t": HTML},
                        "link": [
                            {"rel": "self", "href": "https://a.example/feed"},
                            {"rel": "alternate", "href": "https://a.example/7"},
                        ],
                    }
                ],
            }
        },
        {
            "data": {
                "posts": {
                    "edges": [
                        {
                            "node": {
                                "id": "7",
                                "title": "فتح الجسر",
                                "content": HTML,
                                "date": DAY,
                                "link": "https://a.example/7",
                            }
                        }
                    ]
                }
            }
        },
        {
            "id": "7",
            "url": "https://a.example/7",
            "headlines": [{"role": "short", "value": "فتح"}, {"role": "main", "value": "فتح الجسر"}],
            "bodies": [{"role": "caption", "value": "x"}, {"role": "main", "value": HTML}],
            "versioncreated": DAY,
        },
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "موقع"},
                {
                    "@type": "NewsArticle",
                    "id": "7",
                    "headline": "فتح الجسر",
                    "articleBody": HTML,
                    "datePublished": DAY,
                    "url": "https://a.example/7",
                },
            ],
        },
        [{"id": 7, "العنوان": "فتح الجسر", "النص": HTML, "التاريخ": DAY, "الرابط": "https://a.example/7"}],
    ],
    ids=["WordPress", "JSON Feed", "JSON:API", "Elasticsearch", "Blogger", "GraphQL", "ninjs 2", "JSON-LD", "Arabic"],
)
def test_an_article_is_found_whatever_is_around_it(value):
    (article,) = articles(value)
    assert (article.id, article.title, article.body) == ("7", "فتح الجسر", f"{ONE}\nالعمل\n{TWO}")
    assert (article.url, article.published) == ("https://a.example/7", DAY)
    assert article.content_type is ContentType.TEXT_PLAIN


def test_the_name_of_a_feed_is_the_source_of_items_that_name_none():
    items = [{"title": "أ", "content_text": ONE}, {"title": "ب", "content_text": TWO, "source": "وكالة"}]
    feed = {"version": "https://jsonfeed.org/version/1", "title": "موقع", "items": items}
    assert [one.source for one in articles(feed)] == ["موقع", "وكالة"]
    assert [one.source for one in articles({"title": "موقع", "items": items})] == ["", "وكالة"]


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (f"{ONE}<br>{TWO}", f"{ONE}\n{TWO}"),
        (f"<b>{ONE}</b>\n\n{TWO}", f"{ONE}\n{TWO}"),
        (f"{ONE}\n\n{TWO} إذا كان س < ص > ع", f"{ONE}\n\n{TWO} إذا كان س < ص > ع"),
        ({"text": ONE}, ONE),
    ],
)
def test_html_in_a_field_is_read_and_a_plain_text_is_left_as_it_is(body, read):
    (article,) = articles({"title": "ع", "content": body})
    assert (article.body, article.content_type) == (read, ContentType.TEXT_PLAIN)


def test_a_whole_page_in_a_field_stays_a_page():
    page = f"<html><body><h1>جسر</h1><p>{ONE}</p></body></html>"
    (article,) = articles({"title": "ع", "html": page})
    assert (article.body, article.content_type) == (page, ContentType.TEXT_HTML)


def test_a_text_that_a_service_cut_off_is_said_to_be():
    (article,) = articles({"articles": [{"title": "ع", "content": f"{ONE}… [+1200 chars]"}]})
    assert article.body == ONE
    assert article.findings[0].kind is FindingKind.SOURCE_IN_PART


def test_an_export_of_telegram_has_headlines_and_all_chats_of_an_account():
    said = [{"type": "bold", "text": "فتح الجسر"}, f"\n\n{ONE}\n", {"type": "link", "text": "a.example"}]
    message = {"id": 1, "type": "message", "date": "2026-11-25T09:00:00", "text": said}
    chat = {"name": "قناة", "messages": [message, {"id": 2, "type": "message", "text": f"{ONE}\n\n{TWO}"}]}
    for export, count in ((chat, 1), ({"chats": {"list": [chat, {"name": "x", "messages": []}, chat]}}, 2)):
        found = articles(export)
        first, second = found[:2]
        assert len(found) == 2 * count
        assert (first.title, first.body, first.source) == ("فتح الجسر", f"{ONE}\na.example", "قناة")
        assert (second.title, second.body) == ("", f"{ONE}\n\n{TWO}")


def test_a_named_field_may_be_within_others_and_hold_an_object():
    value = {"data": {"story": {"head": "ع", "main": {"rendered": ONE}}}}
    (article,) = articles(value, title="data.story.head", body="data.story.main")
    assert (article.title, article.body) == ("ع", ONE)
