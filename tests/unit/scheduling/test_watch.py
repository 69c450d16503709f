"""The watch over the model: what hangs, what fails in a row, and what that leaves of a batcher."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import EngineHung, NotReady
from mujaz.pipeline.steps import DecodeRequest
from mujaz.scheduling.batcher import Batcher
from mujaz.scheduling.watch import EngineWatch
from mujaz.types import Chunk, DecodingOptions, Hypothesis

WAIT_S = 30.0


class HangingEngine(FakeTranslationEngine):
    """Does not come back from any batch before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        hypotheses = super().translate(batch, options)
        self.gate.wait(WAIT_S)
        return hypotheses


@pytest.fixture
def engine() -> Iterator[HangingEngine]:
    engine = HangingEngine()
    yield engine
    engine.gate.set()


def request(word: str) -> DecodeRequest:
    return DecodeRequest(chunks=(Chunk(pieces=(word,) * 10),), options=DecodingOptions(beam_size=1))


def fail(watch: EngineWatch) -> None:
    with pytest.raises(ValueError, match="fault"), watch.batch():
        raise ValueError("a fault")


def until(condition: Callable[[], bool]) -> None:
    end_s = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < end_s
        time.sleep(0.005)


def test_failures_in_a_row_are_counted_and_timed_until_one_goes_well() -> None:
    watch = EngineWatch(60.0)
    assert (watch.failures, watch.failing_s) == (0, 0.0)
    for _ in range(3):
        fail(watch)
        time.sleep(0.01)
    assert watch.failures == 3
    assert 0.03 <= watch.failing_s < WAIT_S
    with watch.batch():
        pass
    assert (watch.failures, watch.failing_s) == (0, 0.0)


def test_a_batch_hangs_when_its_time_is_over_and_no_longer_when_it_is_back() -> None:
    watch = EngineWatch(0.05)
    with watch.batch():
        assert not watch.hung
        time.sleep(0.06)
        assert watch.hung
        with watch.batch():
            assert [late for late, _ in watch.in_work()] == [True, False]
    assert not watch.hung
    assert watch.in_work() == []


def test_a_batch_that_waits_for_a_processor_does_not_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = EngineWatch(0.05)
    monkeypatch.setattr(watch._run_time, "passed_s", lambda: 0.001)
    with watch.batch():
        for _ in range(40):
            time.sleep(0.002)
            assert not watch.hung
        until(lambda: watch.hung)


def test_giving_up_answers_all_and_closing_does_not_wait(engine: HangingEngine) -> None:
    watch = EngineWatch(0.2)
    batcher = Batcher(engine, max_batch_tokens=10, workers=1, watch=watch)
    stuck, waiting = batcher.submit(request("وزير")), batcher.submit(request("كلمة"))
    until(lambda: watch.hung)
    assert batcher.waiting == 1
    batcher.give_up()
    with pytest.raises(EngineHung):
        stuck.result(0)
    with pytest.raises(NotReady) as raised:
        waiting.result(0)
    assert raised.value.reason == "ENGINE_HUNG"
    closing = threading.Thread(target=batcher.close)
    closing.start()
    closing.join(WAIT_S / 2)
    assert not closing.is_alive()


def test_closing_waits_for_a_batch_until_it_hangs(engine: HangingEngine) -> None:
    batcher = Batcher(engine, max_batch_tokens=10, workers=1, watch=EngineWatch(0.3))
    started_s = time.monotonic()
    batcher.submit(request("وزير"))
    until(lambda: bool(engine.batches))
    batcher.close()
    assert 0.25 < time.monotonic() - started_s < WAIT_S / 2
