import pytest

from mujaz.serving.call import Call, request_id_of
from mujaz.types import Article


@pytest.mark.parametrize("sane", ["a", "A-1_b.2", "x" * 64])
def test_a_sane_request_id_is_kept(sane):
    assert request_id_of([("other", "1"), ("x-request-id", sane)]) == sane


@pytest.mark.parametrize("bad", ["", "x" * 65, "a b", "a\nb", "خبر", '"', b"bytes"])
def test_any_other_is_replaced_by_a_new_one(bad):
    made = request_id_of([("x-request-id", bad)])
    assert len(made) == 32
    assert made != request_id_of([("x-request-id", bad)])


def test_a_call_without_metadata_gets_an_id():
    assert len(request_id_of(None)) == 32


def test_a_call_counts_articles_and_characters_of_titles_and_bodies():
    call = Call(method="m", request_id="r")
    call.count_article(Article(title="عنوان", body="نص الخبر"))
    call.count("text")
    assert (call.articles, call.chars) == (2, 5 + 8 + 4)
