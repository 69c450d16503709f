"""The batcher: every chunk answered once, fair lanes, full batches of like length, and nothing decoded for nobody."""

import threading
import time
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import DeadlineExceeded, EngineError, NotReady
from mujaz.pipeline.steps import DecodeRequest
from mujaz.scheduling.batcher import Batcher
from mujaz.types import Chunk, DecodingOptions, Hypothesis, Priority

WAIT_S = 30.0


def request(*lengths: int, word: str = "كلمة", beam_size: int = 4) -> DecodeRequest:
    chunks = tuple(Chunk(pieces=(word,) * length) for length in lengths)
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


class FailingEngine(FakeTranslationEngine):
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
    batcher = Batcher(engine, max_batch_tokens=20)
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
        assert len(batch) == 1 or max(lengths(batch)) * len(batch) <= 64


def test_chunks_of_many_callers_share_batches_of_like_length(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    futures = [batcher.submit(request(length)) for length in (5, 10, 5, 10, 5, 5)]
    engine.gate.set()
    for future in futures:
        future.result(WAIT_S)
    assert [lengths(batch) for batch in engine.batches[1:]] == [[5, 5, 5, 5], [10, 10]]


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
    assert cancelled.cancel()
    engine.gate.set()
    kept.result(WAIT_S)
    assert all(chunk.pieces[0] != "ملغى" for batch in engine.batches for chunk in batch)
    assert batcher.waiting == 0


def test_what_waits_past_its_deadline_fails_and_is_not_decoded(gated: tuple[GatedEngine, Batcher]) -> None:
    engine, batcher = gated
    late = batcher.submit(request(3, word="متأخر"), deadline_s=time.monotonic() - 1)
    kept = batcher.submit(request(3))
    engine.gate.set()
    kept.result(WAIT_S)
    with pytest.raises(DeadlineExceeded):
        late.result(WAIT_S)
    assert all(chunk.pieces[0] != "متأخر" for batch in engine.batches for chunk in batch)


@pytest.mark.parametrize(
    ("failure", "seen"),
    [(EngineError("the model failed"), EngineError), (SystemExit(), EngineError), (None, ValueError)],
)
def test_an_engine_that_fails_in_any_way_fails_that_batch_only(
    failure: BaseException | None, seen: type[Exception]
) -> None:
    batcher = Batcher(FailingEngine(failure), max_batch_tokens=4)
    try:
        bad = batcher.submit(request(4, word="خطأ"))
        good = batcher.submit(request(4))
        with pytest.raises(seen):
            bad.result(WAIT_S)
        assert len(good.result(WAIT_S).hypotheses) == 1
    finally:
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
