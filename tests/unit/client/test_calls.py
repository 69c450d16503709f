"""Requests and what becomes of responses."""

import pytest

from mujaz.client import calls
from mujaz.errors import InvalidInput, Overloaded
from mujaz.types import Article, BriefOptions, ProcessOptions
from mujaz.v1 import article_pb2 as pb
from mujaz.wire.failures import error_to_pb


def test_a_call_names_a_method_of_the_service() -> None:
    made = [
        calls.process_article(Article(body="نص"), ProcessOptions()),
        calls.digest_articles([Article(id="a", body="نص")], ProcessOptions()),
        calls.translate_text("نص", ProcessOptions()),
        calls.summarize_text("Text.", "", BriefOptions()),
        calls.check_translation("نص", "Text"),
        calls.list_models(),
    ]
    methods = pb.DESCRIPTOR.services_by_name["ArticleService"].methods_by_name
    assert [methods[call.method].input_type.name for call in made] == [type(call.request).__name__ for call in made]


@pytest.mark.parametrize("field", ["id", "title", "body", "url", "source", "published"])
def test_half_a_surrogate_pair_is_refused_by_field_without_the_text(field: str) -> None:
    article = Article(**{"body": "نص", field: "سر\ud800"})
    with pytest.raises(InvalidInput, match=f"^article.{field}: .* at 2;") as raised:
        calls.process_article(article, ProcessOptions())
    assert raised.value.reason == "TEXT_MALFORMED"
    assert "سر" not in str(raised.value)


def test_half_a_surrogate_pair_in_one_of_many_articles_is_refused_by_its_place() -> None:
    articles = [Article(id="a", body="نص"), Article(id="b", body="سر\ud800")]
    with pytest.raises(InvalidInput, match=r"^articles\[1\]\.body: .* at 2;"):
        calls.digest_articles(articles, ProcessOptions())


def test_half_a_surrogate_pair_in_a_text_is_refused_by_field() -> None:
    with pytest.raises(InvalidInput, match=r"^text: "):
        calls.translate_text("\udc00", ProcessOptions())
    with pytest.raises(InvalidInput, match=r"^title: "):
        calls.summarize_text("Text.", "\udc00", BriefOptions())
    with pytest.raises(InvalidInput, match=r"^translation: "):
        calls.check_translation("نص", "\udc00")


@pytest.mark.parametrize("options", [ProcessOptions(beam_size=-1), ProcessOptions(brief=BriefOptions(max_words=2**33))])
def test_a_number_that_the_wire_cannot_hold_is_refused(options: ProcessOptions) -> None:
    with pytest.raises(InvalidInput, match="options"):
        calls.process_article(Article(body="نص"), options)


def test_an_item_is_a_result_or_a_failure_with_the_articles_id() -> None:
    error = error_to_pb(Overloaded("no room", retry_delay_s=0.5))
    failure = calls.ArticlesUnderWay().outcome(pb.ProcessArticlesResponse(id="a", error=error))
    assert isinstance(failure, calls.ArticleFailure)
    assert failure.id == "a"
    assert isinstance(failure.error, Overloaded)
    assert failure.error.retry_delay_s == 0.5
    result = calls.ArticlesUnderWay().outcome(
        pb.ProcessArticlesResponse(id="b", article=pb.ProcessArticleResponse(id="b"))
    )
    assert not isinstance(result, calls.ArticleFailure)
    assert result.id == "b"
