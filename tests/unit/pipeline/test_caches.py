"""What is remembered of words holds no sentences: in a server it would fill with whatever is translated."""

import functools
import gc
import random

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import Pipeline
from mujaz.pipeline.local import run_article
from mujaz.types import Article, ProcessOptions

WORDS = (
    "قال الوزير أمس في بغداد إن مجلس الأمن اجتمع مع 60% من الأعضاء يوم الأحد 2021 بعد أن غادر الرئيس العاصمة".split()
)


def remembered() -> dict[str, int]:
    """Entries of every cache of ours, by function."""
    # Not isinstance, which asks each for its class: an object of torch's that is deprecated warns of that.
    caches = [each for each in gc.get_objects() if type(each) is functools._lru_cache_wrapper]
    return {f"{each.__module__}.{each.__name__}": each.cache_info().currsize for each in caches}


def test_nothing_is_remembered_of_sentences_made_of_known_words() -> None:
    pipeline = Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), Settings())
    shuffle = random.Random(0).shuffle

    def process_some() -> None:
        for _ in range(20):
            words = WORDS.copy()
            shuffle(words)
            run_article(pipeline, Article(title="أخبار", body=" ".join(words) + "."), ProcessOptions())

    run_article(pipeline, Article(title="أخبار", body="\n".join([*WORDS, " ".join(WORDS)])), ProcessOptions())
    process_some()
    before = {name: size for name, size in remembered().items() if name.startswith("mujaz.")}
    process_some()
    after = remembered()
    assert before
    assert {name: after[name] - size for name, size in before.items() if after[name] - size > 5} == {}
