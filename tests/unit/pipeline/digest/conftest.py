"""Reports of a story, and what writes it."""

from collections.abc import Callable, Sequence

import pytest

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.brief import write_brief
from mujaz.pipeline.digest import Report, Writers, options_of_articles
from mujaz.types import Article, ArticleResult, ProcessOptions, Signature, Timings, Translation

Make = Callable[..., Translation]


@pytest.fixture
def report(engine: ExtractiveEngine, make_translation: Make) -> Callable[..., Report]:
    """An article whose translation is given, with the brief that a digest would ask for."""

    def make(
        id_: str, sentences: Sequence[str], *, title: str = "", published: str = "", wrong_title: bool = False, **how
    ) -> Report:
        body = make_translation(sentences, **how)
        heading = make_translation([title] if title else [], wrong=[0] if wrong_title else [])
        options = options_of_articles(ProcessOptions()).brief
        assert options is not None
        result = ArticleResult(
            id=id_,
            title=heading,
            body=body,
            brief=write_brief(title, body, engine, options),
            signature=Signature(normalizer="", decoding="", version=""),
            timings=Timings(translate_ms=2.0),
        )
        return Report(article=Article(id=id_, title=title, body=body.text, published=published), result=result)

    return make


@pytest.fixture
def writers(engine: ExtractiveEngine) -> Writers:
    return Writers(engine=engine, fallback=None, comparer=engine)
