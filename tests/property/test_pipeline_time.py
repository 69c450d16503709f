"""What an article costs grows with its length and no faster, whatever it says, and keeps nobody waiting for long."""

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import Pipeline
from mujaz.pipeline.local import decode
from mujaz.pipeline.steps import PAUSE
from mujaz.types import Article, Chunk, DecodingOptions, Hypothesis, ProcessOptions

NEWS = "قال الوزير إن 50 رجلا قتلوا في بغداد يوم الاثنين 5 مارس 2017، وإن 60% من السكان غادروا المدينة. "
CHARS = 2_000
SLICE_S = 0.5
"""Far above the 50 ms that it may take, and far below what a text without end took when it was one segment: 1 s for
10,000 characters, and that 13 times. The least of several tries, as a busy machine gives less of a processor."""
TRIES = 3


class Worst(FakeTranslationEngine):
    """Loses every number, and has as many runners-up as a wide beam, none of them better."""

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        hypotheses = super().translate(batch, options)
        self.batches.clear()
        lost = [replace(one, text="".join(sign for sign in one.text if not sign.isdigit())) for one in hypotheses]
        return [replace(one, alternatives=(one,) * 3) for one in lost]


@dataclass(frozen=True)
class Cost:
    """Processor time of an article's own logic, in all and between two pauses."""

    total_s: float
    longest_s: float


def cost(body: str) -> Cost:
    pipeline = Pipeline(Worst(), FakeSummaryEngine(), Settings(translation_memory_mb=0))
    steps = pipeline.process_article(Article(body=body), ProcessOptions())
    slices_s: list[float] = []
    answer: list[Hypothesis] | None = None
    while True:
        started_s = time.thread_time()
        try:
            request = next(steps) if answer is None else steps.send(answer)
        except StopIteration:
            return Cost(sum(slices_s), max(slices_s))
        finally:
            slices_s.append(time.thread_time() - started_s)
        answer = [] if request is PAUSE else decode(pipeline.translation, request, max_batch_tokens=1024)


def filled(phrase: str, chars: int) -> str:
    return (phrase * (chars // len(phrase) + 1))[:chars]


WORDS = (
    "أكثر من 5 كجم مليون الثالث 17 مارس 2017 أو كتابين آلاف في المئة نصف بغداد جنوب السودان الوزير غير "
    "@BBC #خبر « » ، ١٢ 60% $5 3.5 - ("
)
PHRASES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6).map(lambda words: " ".join(words) + " ")


@pytest.mark.timing
@settings(max_examples=6)
@example(phrase="أكثر من 5 كجم ")
@example(phrase="مليون مليون 5, ")
@given(phrase=PHRASES)
def test_no_sentence_without_end_costs_more_than_in_proportion_or_holds_others_up(phrase: str) -> None:
    body = f"قال {filled(phrase, CHARS)}"
    for tries in itertools.count(1):
        once, thrice = cost(body), cost(f"قال {filled(phrase, 3 * CHARS)}")
        if thrice.total_s < 2 * 3 * once.total_s and thrice.longest_s < SLICE_S:
            return
        assert tries < TRIES, (once, thrice)


@pytest.mark.timing
def test_the_worst_sentence_costs_little_more_than_news_of_that_length() -> None:
    worst, news = cost(filled("أكثر من 5 كجم ", CHARS)), cost(filled(NEWS, CHARS))  # 2.3 times; a model adds to both
    assert worst.total_s < 6 * news.total_s
