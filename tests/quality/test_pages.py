import statistics
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.pages.marked import marked_pages, score
from mujaz.readers.files import read_file
from mujaz.types import Article

PAGES = marked_pages()


@pytest.fixture(scope="module")
def scores():
    found = {}
    for page in PAGES:
        (article,) = read_file(page.data, f"{page.name}.html")
        assert isinstance(article, Article)
        found[page.name] = score(page, article.title, article.body)
    return found


def test_the_article_of_pages_as_newsrooms_have_them_is_found(scores):
    assert len(scores) >= 20
    assert statistics.mean(one.recall for one in scores.values()) >= 0.98
    assert statistics.mean(one.precision for one in scores.values()) >= 0.97


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_every_headline_is_right_and_no_page_falls_out(scores, name):
    assert scores[name].headline
    assert min(scores[name].recall, scores[name].precision) >= 0.9


def test_a_text_of_another_page_scores_nothing():
    one, other = PAGES[0], PAGES[1]
    wrong = score(one, other.headline, "\n".join(other.paragraphs))
    assert (wrong.recall, wrong.precision, wrong.headline) == (0.0, 0.0, False)
