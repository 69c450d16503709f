"""Runs the models in child processes."""

import math
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

from mujaz.errors import JobError, MujazError
from mujaz.jobs.predict import LoadPredictor, Predict
from mujaz.jobs.pulse import Pulse, Standstill
from mujaz.jobs.records import Failure, Outcome
from mujaz.jobs.runner import Batch
from mujaz.types import Signature

_AHEAD = 4
"""Batches for each worker that are being processed, or done and waiting for an earlier one."""

_IN_WORK = 2
"""Batches that a worker has at once: while one is prepared or checked, the model works on the other."""

_MAX_DEATHS = 5
"""The most workers that may die or hang one after another, with nothing done in between, before the job gives up."""

_STOPS = (signal.SIGINT, signal.SIGTERM)

_spawn = get_context("spawn")
"""Processes are spawned, as ctranslate2's threads do not survive a fork."""

_LOOK_EVERY_S = 1.0

DIED = Failure(
    reason="WORKER_DIED",
    message="the process that worked on this article died, and again with this article alone: a bug in a model "
    "library, or too little memory",
)

HUNG = Failure(
    reason="WORKER_HUNG",
    message="the process that worked on this article hung, and again with this article alone: a bug in a model "
    "library, or engine_timeout_s is too short",
)


class LocalRunner:
    """Runs batches in processes, each with models of its own.

    A process that dies or hangs is replaced, and its batches are done again, the first of them article by article, so
    that a bug in a model library costs only the article that triggers it. The processes end with this one, however it
    ends.

    Args:
        load: Loads the models of one process.
        workers: The number of processes.
        timeout_s: The longest time for one step of a process, such as decoding a batch. Time spent waiting for a
            processor does not count.

    Raises:
        MujazError: The models cannot be loaded.
    """

    def __init__(self, load: LoadPredictor, *, workers: int, timeout_s: float = math.inf) -> None:
        self._load = load
        self._timeout_s = timeout_s
        self._deaths = 0
        self._workers: list[_Worker] = []
        try:
            # The first one starts alone, as it may have to convert the model for all of them.
            self._start()
            self.signature: Signature = self._workers[0].wait_until_ready()
            for _ in range(workers - 1):
                self._start()
            for worker in self._workers[1:]:
                worker.wait_until_ready()
        except BaseException:
            self.close()
            raise

    def run(self, batches: Iterator[Batch]) -> Iterator[list[Outcome]]:
        """See `Runner`."""
        in_order: deque[_Task] = deque()
        more = True
        while more or in_order:
            more = more and self._hand_out(batches, in_order)
            while in_order and in_order[0].done:
                yield in_order.popleft().outcomes
            self._collect()

    def close(self) -> None:
        """See `Runner`."""
        for worker in self._workers:
            worker.close()
        self._workers.clear()

    def _start(self) -> "_Worker":
        # Ctrl-C is sent to all processes. Children inherit a mask that blocks it, and are ended by the parent. The
        # parent must not act on it before it has noted the child, or the child would not be ended.
        resource_tracker.ensure_running()  # otherwise the start of a process does this, and unblocks signals
        with _held_back():
            before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
            try:
                worker = _Worker(self._load)
                self._workers.append(worker)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return worker

    def _hand_out(self, batches: Iterator[Batch], in_order: "deque[_Task]") -> bool:
        """Gives tasks to workers, first to those with the fewest. Returns False if there are no more batches."""
        while len(in_order) < _AHEAD * len(self._workers):
            worker = min(self._workers, key=lambda worker: len(worker.tasks))
            if not worker.has_room:
                break
            batch = next(batches, None)
            if batch is None:
                return False
            task = _Task(batch)
            in_order.append(task)
            if not task.done:
                worker.give(task)
        return True

    def _collect(self) -> None:
        """Waits for answers of busy workers, takes them, and replaces workers that died or hang."""
        busy = {worker.connection: worker for worker in self._workers if worker.tasks}
        answers = wait(list(busy), min(_LOOK_EVERY_S, self._timeout_s)) if busy else []
        for connection, worker in busy.items():
            has_answer = connection in answers
            if not has_answer and worker.still_s() <= self._timeout_s:
                continue
            if has_answer and worker.take():
                self._deaths = 0
                continue
            worker.hung = not has_answer
            self._deaths += 1
            if self._deaths > _MAX_DEATHS:
                raise JobError(
                    f"{self._deaths} worker processes died or hung one after another; is there enough memory for "
                    f"{len(self._workers)} workers?",
                    reason="WORKERS_DIE",
                )
            self._replace(worker)

    def _replace(self, dead: "_Worker") -> None:
        dead.close()
        self._workers.remove(dead)
        worker = self._start()
        worker.wait_until_ready()
        # The first task is blamed. If it was another one, that one will be first when the next worker dies of it.
        dead.tasks[0].blame(HUNG if dead.hung else DIED)
        for task in dead.tasks:
            if not task.done:
                worker.give(task)


@dataclass(slots=True)
class _Task:
    """A batch that was given to a worker. If the worker dies of it, its articles are sent one by one."""

    articles: Batch
    outcomes: list[Outcome] = field(default_factory=list)
    one_by_one: bool = False

    @property
    def done(self) -> bool:
        return len(self.outcomes) == len(self.articles)

    @property
    def next_articles(self) -> Batch:
        start = len(self.outcomes)
        return self.articles[start : start + 1] if self.one_by_one else self.articles

    def blame(self, failure: Failure) -> None:
        """Notes that a worker died of it; if it was sent one by one, the article has this failure."""
        if self.one_by_one:
            self.outcomes.append(failure)
        self.one_by_one = True


@contextmanager
def _held_back() -> Iterator[None]:
    """Delays signals to its end. A mask is not enough: if one thread is left that accepts them, Python still runs the
    handler on the main thread, and a process that is half started prints a traceback about its broken pipe.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[int] = []
    before = {number: signal.signal(number, lambda number, _frame: received.append(number)) for number in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)
        for number in received:
            signal.raise_signal(number)


class _Worker:
    """A worker process, as the parent sees it.

    Args:
        load: Loads its models.
    """

    def __init__(self, load: LoadPredictor) -> None:
        self.tasks: deque[_Task] = deque()
        self.hung = False
        self._sent = 0  # how many of the tasks, from the left
        self.connection, child_end = _spawn.Pipe()
        pulse = Pulse()
        self._process: BaseProcess = _spawn.Process(
            target=_work, args=(child_end, load, pulse), name="mujaz-batch", daemon=True
        )
        self._process.start()
        self._standstill = Standstill(pulse, self._process.pid)
        child_end.close()

    @property
    def has_room(self) -> bool:
        """Whether it can be given another task."""
        return len(self.tasks) < _IN_WORK

    def wait_until_ready(self) -> Signature:
        """Waits until the models are loaded; raises the error if they cannot be."""
        try:
            answer = self.connection.recv()
        except (EOFError, ConnectionResetError):
            raise JobError(
                "a worker process died while it loaded the models; is there enough memory?", reason="WORKERS_DIE"
            ) from None
        if isinstance(answer, MujazError):
            raise answer
        assert isinstance(answer, Signature)
        return answer

    def still_s(self) -> float:
        """Returns the seconds of run time since its last step."""
        return self._standstill.still_s()

    def give(self, task: _Task) -> None:
        """Gives it another task."""
        if not self.tasks:
            self._standstill.begin()
        self.tasks.append(task)
        self._send()

    def take(self) -> bool:
        """Receives the answer to the first task; False if the process is dead."""
        try:
            self.tasks[0].outcomes += self.connection.recv()
        except (EOFError, ConnectionResetError):
            return False
        self._sent -= 1
        if self.tasks[0].done:
            self.tasks.popleft()
        self._send()
        return True

    def _send(self) -> None:
        """Sends the tasks that it may work on at once. A task that is sent one by one is alone, to find the article."""
        while self._sent < (1 if self.tasks and self.tasks[0].one_by_one else len(self.tasks)):
            with suppress(BrokenPipeError, ConnectionResetError):  # it is dead, as `take` will find
                self.connection.send(self.tasks[self._sent].next_articles)
            self._sent += 1

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def _work(connection: Connection, load: LoadPredictor, pulse: Pulse) -> None:
    """Runs in the worker process. It ends when the connection is closed, also by the death of the parent."""
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        predict = _ready(connection, load)
        if predict is not None:
            _serve(connection, predict, pulse)


def _ready(connection: Connection, load: LoadPredictor) -> Predict | None:
    """Loads the models. Sends their signature, or why they cannot be loaded; then returns None."""
    try:
        predict = load()
    except MujazError as error:
        connection.send(error)
        return None
    except Exception as error:
        connection.send(JobError(f"a worker process cannot start: {error!r}", reason="INTERNAL"))
        raise
    connection.send(predict.signature)
    return predict


def _serve(connection: Connection, predict: Predict, pulse: Pulse) -> None:
    """Processes batches in parallel and answers them in order."""
    threads = ThreadPoolExecutor(_IN_WORK)
    answers: SimpleQueue[Future[list[Outcome]]] = SimpleQueue()
    threading.Thread(target=_answer, args=(connection, answers), daemon=True).start()
    try:
        while True:
            answers.put(threads.submit(predict, connection.recv(), pulse.beat))
    except (EOFError, ConnectionResetError):
        os._exit(0)  # the parent is gone, and nobody needs what is still being processed


def _answer(connection: Connection, answers: "SimpleQueue[Future[list[Outcome]]]") -> None:
    while True:
        try:
            connection.send(answers.get().result())
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
