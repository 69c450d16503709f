from dataclasses import replace

import pytest

from mujaz.errors import InvalidInput
from mujaz.types import (
    Article,
    BriefOptions,
    BriefStyle,
    ContentType,
    Glossary,
    Priority,
    ProcessOptions,
    Quality,
    Term,
)
from mujaz.v1 import article_pb2 as pb
from mujaz.wire import requests

ARTICLE = Article(
    id="a-1", title="عنوان", body="نص الخبر.", url="https://example.org/1", source="الصباح", published="2021-04-08"
)

GLOSSARY = Glossary((Term(source="الحشد الشعبي", target="PMF"), Term(source="بغداد", target="Baghdad")))


def read(request: requests.ArticleRequest) -> tuple[Article, ProcessOptions]:
    return requests.article_request_from_pb(request, priority=Priority.INTERACTIVE)


def options_with_field(number: int) -> pb.ProcessOptions:
    return pb.ProcessOptions.FromString(bytes([number << 3, 1]))


@pytest.mark.parametrize("content_type", ContentType)
def test_an_article_survives_the_way_there_and_back(content_type):
    article = replace(ARTICLE, content_type=content_type)
    assert requests.article_from_pb(requests.article_to_pb(article)) == article


def test_an_article_that_does_not_say_what_it_is_is_plain_text():
    assert requests.article_from_pb(pb.Article(body="<p>")).content_type is ContentType.TEXT_PLAIN


@pytest.mark.parametrize(
    "options",
    [
        ProcessOptions(priority=Priority.BULK),
        ProcessOptions(priority=Priority.BULK, glossary=GLOSSARY),
        ProcessOptions(priority=Priority.BULK, skip_memory=True),
        ProcessOptions(beam_size=1, brief=None, priority=Priority.INTERACTIVE),
        *(ProcessOptions(quality=quality, priority=Priority.BULK) for quality in Quality),
        ProcessOptions(beam_size=8, brief=BriefOptions(max_sentences=1, max_words=10), priority=Priority.BULK),
        *(ProcessOptions(brief=BriefOptions(style=style), priority=Priority.BULK) for style in BriefStyle),
    ],
)
def test_options_survive_the_way_there_and_back(options):
    message = requests.process_options_to_pb(options)
    assert requests.process_options_from_pb(message, priority=Priority.INTERACTIVE) == options


def test_absent_options_leave_the_choice_to_the_server_and_the_lane_to_the_call():
    request = pb.ProcessArticlesRequest(article=pb.Article(body="نص"))
    assert requests.article_request_from_pb(request, priority=Priority.BULK) == (
        Article(body="نص"),
        ProcessOptions(beam_size=None, brief=BriefOptions(), priority=Priority.BULK),
    )


def test_options_of_a_translation_survive_and_never_ask_for_a_brief():
    options = ProcessOptions(
        quality=Quality.BEST,
        beam_size=2,
        brief=None,
        priority=Priority.BULK,
        glossary=GLOSSARY,
        skip_memory=True,
    )
    request = pb.TranslateTextRequest(text="نص", options=requests.translate_options_to_pb(options))
    assert requests.text_request_from_pb(request) == ("نص", options)


def test_a_request_for_a_brief_is_read_into_its_parts():
    options = BriefOptions(max_sentences=2, max_words=40)
    request = pb.SummarizeTextRequest(text="A b.", title="T", options=requests.brief_options_to_pb(options))
    assert requests.summary_request_from_pb(request) == ("A b.", "T", options)


def article_request(**fields) -> pb.ProcessArticleRequest:
    return pb.ProcessArticleRequest(article=pb.Article(**{"body": "نص", **fields}))


def options_request(options: pb.ProcessOptions) -> pb.ProcessArticleRequest:
    return pb.ProcessArticleRequest(article=pb.Article(body="نص"), options=options)


@pytest.mark.parametrize(
    ("request_message", "field", "reason", "says"),
    [
        (pb.ProcessArticleRequest(), "article", "FIELD_MISSING", "is missing"),
        (article_request(id="x" * 257), "article.id", "ID_TOO_LONG", "the limit is 256"),
        (options_request(options_with_field(15)), "options", "OPTION_UNKNOWN", "field 15"),
        (
            options_request(pb.ProcessOptions(brief=pb.BriefOptions.FromString(b"\x48\x01"))),
            "options.brief",
            "OPTION_UNKNOWN",
            "field 9",
        ),
        (options_request(pb.ProcessOptions(priority=7)), "options.priority", "ENUM_UNKNOWN", "PRIORITY_BULK"),
        (
            options_request(pb.ProcessOptions(brief=pb.BriefOptions(style=9))),
            "options.brief.style",
            "ENUM_UNKNOWN",
            "BRIEF_STYLE_BULLETS",
        ),
        (
            options_request(pb.ProcessOptions(brief=pb.BriefOptions(max_sentences=0))),
            "options.brief.max_sentences",
            "BRIEF_TOO_SHORT",
            "at least 1",
        ),
        (
            options_request(pb.ProcessOptions(brief=pb.BriefOptions(max_words=9))),
            "options.brief.max_words",
            "BRIEF_TOO_SHORT",
            "at least 10",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_field(request_message, field, reason, says):
    with pytest.raises(InvalidInput, match=says) as caught:
        read(request_message)
    assert (caught.value.field, caught.value.reason) == (field, reason)


def test_limits_of_a_brief_alone_have_the_paths_of_their_request():
    with pytest.raises(InvalidInput) as caught:
        requests.summary_request_from_pb(pb.SummarizeTextRequest(options=pb.BriefOptions(max_words=1)))
    assert caught.value.field == "options.max_words"


def test_unknown_options_of_a_translation_are_refused():
    with pytest.raises(InvalidInput, match="options: has field 15"):
        requests.text_request_from_pb(
            pb.TranslateTextRequest(options=pb.TranslateOptions.FromString(bytes([15 << 3, 1])))
        )


def test_unknown_fields_outside_the_options_are_ignored():
    message = pb.Article.FromString(pb.Article(body="نص").SerializeToString() + bytes([15 << 3, 1]))
    assert read(pb.ProcessArticleRequest(article=message))[0].body == "نص"


@pytest.mark.parametrize("published", ["2021-04-08", "2021-04-08T10:30:00Z", "20210408", "2021-04-08T10:30:00.5+03:00"])
def test_dates_of_iso_8601_are_kept_as_they_are(published):
    assert read(article_request(published=published))[0].published == published


def test_a_glossary_without_terms_is_none():
    options = pb.ProcessOptions(glossary=pb.Glossary())
    assert requests.process_options_from_pb(options, priority=Priority.BULK).glossary is None


@pytest.mark.parametrize(
    ("glossary", "field"),
    [
        (pb.Glossary.FromString(b"\x10\x01"), "options.glossary"),
        (pb.Glossary(terms=[pb.Term.FromString(b"\x18\x01")]), "options.glossary.terms[0]"),
    ],
)
def test_what_is_unknown_in_a_glossary_is_refused(glossary, field):
    with pytest.raises(InvalidInput, match="which this server does not know") as caught:
        requests.process_options_from_pb(pb.ProcessOptions(glossary=glossary), priority=Priority.BULK)
    assert (caught.value.field, caught.value.reason) == (field, "OPTION_UNKNOWN")
