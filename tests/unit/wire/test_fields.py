"""Fields are counted from the bytes as the parser meets them: never fewer than it makes messages and values of."""

import pytest
from google.protobuf.unknown_fields import UnknownFieldSet
from hypothesis import given
from hypothesis import strategies as st

from mujaz.errors import InvalidInput
from mujaz.v1 import article_pb2 as pb
from mujaz.wire import fields

KINDS = (pb.ProcessArticleRequest, pb.DigestArticlesRequest, pb.TranslateTextRequest, pb.SummarizeTextRequest)
TERM = pb.Term(source="كلمة", target="word")
TERMS = pb.ProcessArticleRequest(options=pb.ProcessOptions(glossary=pb.Glossary(terms=[TERM] * 10)))


@pytest.fixture
def few(monkeypatch):
    """Makes the limit so low that small messages go beyond it."""
    monkeypatch.setattr(fields, "MAX_FIELDS", 20)


def made_of(message) -> int:
    """Values that a parsed message holds, messages in it among them."""
    count = len(UnknownFieldSet(message))
    for field, value in message.ListFields():
        values = value if field.is_repeated else [value]
        count += len(values)
        if field.type == field.TYPE_MESSAGE:
            count += sum(map(made_of, values))
    return count


def refused(data: bytes, kind) -> InvalidInput | None:
    try:
        fields.check_fields(data, kind.DESCRIPTOR)
    except InvalidInput as error:
        return error
    return None


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        (pb.DigestArticlesRequest, b"\x0a\x00" * 1_000_000, "articles"),
        (pb.ProcessArticleRequest, b"\x0a\x00" * 1_000_000, "article"),
        (pb.ProcessArticleRequest, b"\x98\x06\x01" * 1_000_000, "request"),
        (pb.ProcessArticleRequest, b"\x0b\x0c" * 1_000_000, "request"),
        (pb.TranslateTextRequest, pb.TranslateTextRequest(options=pb.TranslateOptions()).SerializeToString(), None),
    ],
    ids=["articles", "one message again and again", "unknown", "groups", "few"],
)
def test_bytes_with_more_fields_than_any_request_needs_are_refused(kind, data, field):
    error = refused(data, kind)
    assert (error and error.field) == field
    assert not error or error.reason == "TOO_MANY_FIELDS"


def test_the_message_that_has_too_many_is_named(few):
    error = refused(TERMS.SerializeToString(), pb.ProcessArticleRequest)
    assert error is not None
    assert error.field == "options.glossary.terms"


def test_a_long_text_is_one_field(few):
    request = pb.ProcessArticleRequest(article=pb.Article(body="كلمة\n" * 100_000))
    assert refused(request.SerializeToString(), pb.ProcessArticleRequest) is None


PIECES = st.one_of(
    st.sampled_from([b"\x0a\x00", b"\x12\x00", b"\x0b", b"\x0c", b"\x0a\x02\x0a\x00", b"\x98\x06\x01", b"\x80" * 9]),
    st.builds(lambda inner: b"\x0a" + bytes([len(inner)]) + inner, st.binary(max_size=40)),
    st.builds(lambda inner: b"\x12" + bytes([len(inner)]) + inner, st.binary(max_size=40)),
    st.just(TERMS.SerializeToString()),
    st.binary(max_size=4),
)


@given(data=st.lists(PIECES, min_size=10, max_size=60).map(b"".join), kind=st.sampled_from(KINDS))
def test_what_is_let_through_is_not_more_than_was_counted(data, kind):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fields, "MAX_FIELDS", 20)
        if refused(data, kind):
            return
        try:
            message = kind.FromString(data)
        except Exception:
            return
    assert made_of(message) <= max(20, len(data) // 2)
    assert len(data) <= 40 or made_of(message) <= 20
