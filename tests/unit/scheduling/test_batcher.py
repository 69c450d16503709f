"""The batcher: every chunk answered once, fair lanes, full batches of one padded length, nothing decoded for nobody."""

import itertools
import threading
import time
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.engines.base import padded_length
from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import DeadlineExceeded, EngineError, NotReady, Overloaded
from mujaz.pipeline.steps import DecodeRequest
from mujaz.scheduling.batcher import Batcher
from mujaz.types import Chunk, DecodingOptions, Hypothesis, Priority

WAIT_S = 30.0


NUMBERS = itertools.count()


def request(*lengths: int, word: str = "كلمة", beam_size: int = 4) -> DecodeRequest:
    """Chunks that begin with a word, no two alike."""
    chunks = tuple(Chunk(pieces=(*[word] * (length - 1), f"{word}{next(NUMBERS)}")) for length in lengths)
    return DecodeRequest(chunks=chunks, options=DecodingOptions(beam_size=beam_size))


class GatedEngine(FakeTranslationEngine):
    """Holds the first batch until the gate opens, so that a queue can build up behind it."""

    def __init__(self) -> None:
        super().__init__(max_source_tokens=10_000)
        self.entered = threading.Event()
        self.gate = threading.Event()

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        self.entered.set()
        assert self.gate.wait(WAIT_S)
        return super().translate(batch, options)


class FailingEngine(GatedEngine):
    """Fails on one word, in the way that it is given: an exception to raise, or None to lose the last answer."""

    def __init__(self, failure: BaseException | None) -> None:
        super().__init__()
        self.failure = failure

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        hypotheses = super().translate(batch, options)
        if not any("خطأ" in chunk.pieces for chunk in batch):
            return hypotheses
        if self.failure is None:
            return hypotheses[:-1]
        raise self.failure


@pytest.fixture
def gated() -> Iterator[tuple[GatedEngine, Batcher]]:
    engine = GatedEngine()
    batcher = Batcher(engine, max_batch_tokens=30)
    batcher.submit(request(1))
    assert engine.entered.wait(WAIT_S)
    yield engine, batcher
    engine.gate.set()
    batcher.close()


def lengths(batch: list[Chunk]) -> list[int]:
    return [len(chunk.pieces) for chunk in batch]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.integers(1, 40), min_size=1, max_size=12), min_size=1, max_size=8), st.integers(1, 3))
def test_every_chunk_is_answered_once_in_its_requests_order(shapes: list[list[int]], workers: int) -> None:
    engine = FakeTranslationEngine()
    batcher = Batcher(engine, max_batch_tokens=64, workers=workers)
    try:
        futures = [batcher.submit(request(*shape)) for shape in shapes]
        for shape, future in zip(shapes, futures, strict=True):
            answer = future.result(WAIT_S).hypotheses
            assert [hypothesis.token_count - 1 for hypothesis in answer] == shape
    finally:
        batcher.close()
    assert sum(map(len, engine.batches)) == sum(map(len, shapes))
    for batch in engine.batches:
        (padded,) = set(map(padded_length, lengths(batch)))
        assert len(batch) == 1 or padded * len(batch) <= 64


def test_chunks_of_many_callers_share_batches_of_one_padded_length(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    futures = [batcher.submit(request(length)) for length in (5, 10, 3, 9, 1, 7)]
    engine.gate.set()
    for future in futures:
        future.result(WAIT_S)
    assert [lengths(batch) for batch in engine.batches[1:]] == [[5, 3, 1, 7], [10, 9]]


def test_what_several_ask_for_at_once_is_decoded_once(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    asked = request(8, 3, 8)
    futures = [batcher.submit(asked) for _ in range(5)]  # together more than a batch
    futures[2].cancel()
    engine.gate.set()
    answers = [future.result(WAIT_S).hypotheses for future in futures if not future.cancelled()]
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)
    assert [hypothesis.token_count - 1 for hypothesis in answers[0]] == [8, 3, 8]
    assert sorted(length for batch in engine.batches[1:] for length in lengths(batch)) == [3, 8, 8]


def test_different_decoding_is_never_mixed_in_a_batch(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    futures = [batcher.submit(request(2, beam_size=beam_size)) for beam_size in (1, 4, 1, 4)]
    engine.gate.set()
    for future in futures:
        future.result(WAIT_S)
    assert [len(batch) for batch in engine.batches[1:]] == [2, 2]


def test_an_interactive_request_overtakes_bulk_work(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    bulk = [batcher.submit(request(20, word="جملة"), priority=Priority.BULK) for _ in range(5)]
    interactive = batcher.submit(request(20, word="عاجل"))
    engine.gate.set()
    for future in [*bulk, interactive]:
        future.result(WAIT_S)
    assert engine.batches[1][0].pieces[0] == "عاجل"


def test_bulk_work_is_not_starved(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    interactive = [batcher.submit(request(20, word="عاجل")) for _ in range(12)]
    bulk = batcher.submit(request(20, word="جملة"), priority=Priority.BULK)
    engine.gate.set()
    for future in [*interactive, bulk]:
        future.result(WAIT_S)
    order = [batch[0].pieces[0] for batch in engine.batches[1:]]
    assert order.index("جملة") <= 4


def test_a_cancelled_request_is_not_decoded(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    cancelled = batcher.submit(request(3, 4, word="ملغى"))
    kept = batcher.submit(request(3))
    assert batcher.waiting == 3
    assert cancelled.cancel()
    assert batcher.waiting == 1, "its chunks leave the queue at once"
    engine.gate.set()
    kept.result(WAIT_S)
    assert all(chunk.pieces[0] != "ملغى" for batch in engine.batches for chunk in batch)
    assert batcher.waiting == 0


def test_what_waits_past_its_deadline_fails_and_is_not_decoded(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    late = batcher.submit(request(3, word="متأخر"), deadline_s=time.monotonic() + 0.05)
    kept = batcher.submit(request(3))
    time.sleep(0.1)
    engine.gate.set()
    kept.result(WAIT_S)
    with pytest.raises(DeadlineExceeded):
        late.result(WAIT_S)
    assert all(chunk.pieces[0] != "متأخر" for batch in engine.batches for chunk in batch)


class SteppedEngine(FakeTranslationEngine):
    """Every batch waits until it is let go."""

    def __init__(self) -> None:
        super().__init__(max_source_tokens=10_000)
        self.steps = threading.Semaphore(0)

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        hypotheses = super().translate(batch, options)
        assert self.steps.acquire(timeout=WAIT_S)
        return hypotheses

    def wait_for_batches(self, count: int) -> None:
        end_s = time.monotonic() + WAIT_S
        while len(self.batches) < count:
            assert time.monotonic() < end_s
            time.sleep(0.001)


@pytest.mark.parametrize("workers", [1, 2])
def test_under_a_bulk_load_an_interactive_request_waits_for_one_batch_to_end(workers: int) -> None:
    engine = SteppedEngine()
    batcher = Batcher(engine, max_batch_tokens=30, workers=workers)
    try:
        for done in range(5):  # at any moment of the load
            for _ in range(4):
                batcher.submit(request(10, 10, word="جملة"), priority=Priority.BULK)
            engine.wait_for_batches(2 * done + workers)
            interactive = batcher.submit(request(5, word="عاجل"))
            assert len(engine.batches) == 2 * done + workers, "no more than are decoded have been taken"
            engine.steps.release()
            engine.wait_for_batches(2 * done + workers + 1)
            assert engine.batches[-1][0].pieces[0] == "عاجل"
            engine.steps.release()
            assert workers == 2 or interactive.result(WAIT_S)
    finally:
        engine.steps.release(1000)
        batcher.close()


def rushed(engine: FakeTranslationEngine) -> Batcher:
    """A batcher that knows its pace: about 20 pieces in each 20 ms."""
    batcher = Batcher(engine, max_batch_tokens=20)
    batcher.submit(request(*[20] * 8)).result(WAIT_S)
    return batcher


def test_what_cannot_be_done_in_time_even_alone_is_refused_at_once() -> None:
    engine = FakeTranslationEngine(batch_delay_s=0.02)
    batcher = rushed(engine)
    try:
        with pytest.raises(DeadlineExceeded, match="at the very least"):
            batcher.submit(request(*[20] * 100), deadline_s=time.monotonic() + 0.5)
        assert batcher.waiting == 0
        possible = batcher.submit(request(*[20] * 5), deadline_s=time.monotonic() + WAIT_S)
        assert len(possible.result(WAIT_S).hypotheses) == 5
    finally:
        batcher.close()


def test_what_the_queue_leaves_no_time_for_is_refused_with_a_time_to_try_again() -> None:
    engine = FakeTranslationEngine(batch_delay_s=0.02)
    batcher = rushed(engine)
    try:
        queued = batcher.submit(request(*[20] * 200))
        with pytest.raises(Overloaded, match="what waits already") as refusal:
            batcher.submit(request(20), deadline_s=time.monotonic() + 0.5)
        assert 0.1 <= refusal.value.retry_delay_s <= 30
        with pytest.raises(Overloaded):  # even before it is known how much it is
            batcher.expect_in_time(priority=Priority.INTERACTIVE, deadline_s=time.monotonic() + 0.5)
        batcher.expect_in_time(priority=Priority.INTERACTIVE, deadline_s=None)
        batcher.expect_in_time(priority=Priority.BULK, deadline_s=time.monotonic() + 0.5)  # another lane
        queued.cancel()
        batcher.submit(request(20), deadline_s=time.monotonic() + WAIT_S).result(WAIT_S)
    finally:
        batcher.close()


def test_before_enough_was_measured_nothing_is_refused() -> None:
    batcher = Batcher(FakeTranslationEngine(batch_delay_s=0.001), max_batch_tokens=20)
    try:
        batcher.submit(request(20)).result(WAIT_S)
        batcher.submit(request(*[20] * 1000), deadline_s=time.monotonic() + 0.1).cancel()
    finally:
        batcher.close()


@pytest.mark.parametrize(
    ("failure", "seen"),
    [(EngineError("the model failed"), EngineError), (SystemExit(), EngineError), (None, ValueError)],
)
def test_an_engine_that_fails_in_any_way_fails_that_text_only(
    failure: BaseException | None, seen: type[Exception]
) -> None:
    engine = FailingEngine(failure)
    batcher = Batcher(engine, max_batch_tokens=200)
    try:
        batcher.submit(request(1))
        assert engine.entered.wait(WAIT_S)
        neighbours = [batcher.submit(request(4, 4)) for _ in range(5)]
        bad = batcher.submit(request(4, word="خطأ"))
        neighbours += [batcher.submit(request(4, 4)) for _ in range(5)]
        engine.gate.set()
        with pytest.raises(seen):
            bad.result(WAIT_S)
        assert [len(each.result(WAIT_S).hypotheses) for each in neighbours] == [2] * 10
        assert len(engine.batches[1]) == 21  # they were in one batch, or this shows nothing
        assert len(batcher.submit(request(4)).result(WAIT_S).hypotheses) == 1
    finally:
        engine.gate.set()
        batcher.close()


def test_giving_up_answers_those_too_that_wait_to_be_tried_alone() -> None:
    class HangsAlone(FailingEngine):
        """Fails over the batch, then does not come back from the first text of it."""

        def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
            if len(self.batches) > 1 and len(batch) == 1:
                stuck.set()
                end.wait(WAIT_S)
            return super().translate(batch, options)

    stuck, end = threading.Event(), threading.Event()
    engine = HangsAlone(EngineError("the model failed"))
    batcher = Batcher(engine, max_batch_tokens=200)
    try:
        batcher.submit(request(1))
        assert engine.entered.wait(WAIT_S)
        texts = [batcher.submit(request(4, word="خطأ")) for _ in range(3)]
        engine.gate.set()
        assert stuck.wait(WAIT_S)
        batcher.give_up()
        for text in texts:
            with pytest.raises(NotReady):
                text.result(WAIT_S)
    finally:
        end.set()
        batcher.close()


def test_closing_fails_what_waits_and_refuses_what_comes(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    waiting = batcher.submit(request(3))
    closer = threading.Thread(target=batcher.close)
    closer.start()
    with pytest.raises(NotReady):
        waiting.result(WAIT_S)
    engine.gate.set()
    closer.join(WAIT_S)
    assert not closer.is_alive()
    with pytest.raises(NotReady):
        batcher.submit(request(1))
