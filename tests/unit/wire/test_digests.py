"""Digests on the wire."""

import json

from google.protobuf import json_format
from hypothesis import given
from hypothesis import strategies as st

from mujaz import types
from mujaz.errors import EngineError, InvalidInput, MujazError
from mujaz.v1 import article_pb2 as pb
from mujaz.wire import digests, requests

positions = st.integers(0, 2**32 - 1)
spans = st.builds(types.Span, positions, positions)
citations = st.builds(
    types.StoryCitation,
    sentence=spans,
    segments=st.lists(positions, max_size=3).map(tuple),
    sources=st.lists(spans, max_size=3).map(tuple),
)
articles = st.builds(types.StoryArticle, confidence=st.floats(allow_nan=False))
stories = st.builds(
    types.Story,
    headline_citation=citations,
    citations=st.lists(citations, max_size=3).map(tuple),
    articles=st.lists(articles, min_size=1, max_size=3).map(tuple),
)
timings = st.builds(types.Timings, **dict.fromkeys(types.Timings.__slots__, st.floats(allow_nan=False)))


def read(result: types.DigestResult) -> types.DigestResult:
    message = pb.DigestArticlesResponse.FromString(digests.digest_result_to_pb(result).SerializeToString())
    return digests.digest_result_from_pb(message)


@given(
    st.builds(
        types.DigestResult, stories=st.lists(stories, max_size=3).map(tuple), failures=st.just(()), timings=timings
    )
)
def test_a_digest_survives_the_way_there_and_back(result):
    assert read(result) == result


def result(**fields) -> types.DigestResult:
    signature = types.Signature(normalizer="", decoding="", version="")
    return types.DigestResult(
        **{"stories": (), "failures": (), "signature": signature, "timings": types.Timings(), **fields}
    )


def test_failures_survive_with_their_kind():
    errors: list[MujazError] = [InvalidInput("is empty", field="article.body", reason="TEXT_EMPTY"), EngineError("no")]
    failures = tuple(types.ArticleFailure(id=f"{number}", error=error) for number, error in enumerate(errors))
    empty, broken = read(result(failures=failures)).failures
    assert (empty.id, type(empty.error), str(empty.error)) == ("0", InvalidInput, "article.body: is empty")
    assert (broken.id, type(broken.error), broken.error.reason) == ("1", MujazError, "ENGINE")


def test_the_json_of_a_digest_is_that_of_its_message():
    text = digests.digest_result_to_json(result())
    assert json.loads(text)["stories"] == []
    assert json_format.Parse(text, pb.DigestArticlesResponse()) == digests.digest_result_to_pb(result())


def test_an_article_that_cannot_be_is_a_failure_and_the_lane_is_that_of_bulk():
    request = pb.DigestArticlesRequest(
        articles=[pb.Article(id="a", body="نص"), pb.Article(id="b", body="نص", content_type=9)]
    )
    (good, bad), options = requests.digest_request_from_pb(request)
    assert good == types.Article(id="a", body="نص")
    assert isinstance(bad, types.ArticleFailure)
    assert (bad.id, bad.error.reason) == ("b", "ENUM_UNKNOWN")
    assert options == types.ProcessOptions(priority=types.Priority.BULK)
