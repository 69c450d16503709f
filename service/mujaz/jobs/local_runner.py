"""Runs the models in child processes of this one."""

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
"""Batches for each worker that are in work, or done and waiting for an earlier one."""

_IN_WORK = 2
"""Batches that a worker has at once: while one is prepared or checked, the model works on the other."""

_MAX_DEATHS = 5
"""Workers that die one after another, with nothing done in between, before the job gives up."""

_STOPS = (signal.SIGINT, signal.SIGTERM)

_spawn = get_context("spawn")
"""ctranslate2's threads do not live through a fork."""

_LOOK_EVERY_S = 1.0

DIED = Failure(
    reason="WORKER_DIED",
    message="the process that worked on this article died, and again with this article alone: a fault in a model "
    "library, or too little memory",
)

HUNG = Failure(
    reason="WORKER_HUNG",
    message="the process that worked on this article did not get on, and again with this article alone: a fault in a "
    "model library, or engine_timeout_s is too short",
)


class LocalRunner:
    """Runs batches in processes, each with models of its own.

    A process that dies or does not get on is replaced, and its batches done again, the first of them article by
    article, so that a fault in a model library costs only the article that brings it about. The processes end with this
    one, however that ends.

    Args:
        load: Loads the models of one process.
        workers: How many processes.
        timeout_s: How long a process may take for one step, such as a batch of the model, waits for a processor not
            counted.

    Raises:
        MujazError: The models cannot be loaded.
    """

    def __init__(self, load: LoadPredictor, *, workers: int, timeout_s: float = math.inf) -> None:
        self._load = load
        self._timeout_s = timeout_s
        self._deaths = 0
        self._workers: list[_Worker] = []
        try:
            # The first one alone, as it may have to convert the model; the others find it converted.
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
        # A new process has its parent's mask: Ctrl-C goes to all of them, and the parent decides. Here it waits until
        # the process is known, and so will be ended.
        resource_tracker.ensure_running()  # which else the start of a process does, and unblocks signals then
        with _held_back():
            before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
            try:
                worker = _Worker(self._load)
                self._workers.append(worker)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return worker

    def _hand_out(self, batches: Iterator[Batch], in_order: "deque[_Task]") -> bool:
        """Gives tasks to workers, first to those with the fewest; False when there are no more."""
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
        """Waits until at least one worker has an answer, if any works, and looks whether all get on."""
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
                    f"{self._deaths} worker processes died one after another or did not get on; is there enough memory "
                    f"for {len(self._workers)} workers?",
                    reason="WORKERS_DIE",
                )
            self._replace(worker)

    def _replace(self, dead: "_Worker") -> None:
        dead.close()
        self._workers.remove(dead)
        worker = self._start()
        worker.wait_until_ready()
        # If it was another than the first, that one comes first in its turn.
        dead.tasks[0].survive(HUNG if dead.hung else DIED)
        for task in dead.tasks:
            if not task.done:
                worker.give(task)


@dataclass(slots=True)
class _Task:
    """A batch on its way. After a death its articles go one by one."""

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

    def survive(self, failure: Failure) -> None:
        """Takes in that a worker has died of it."""
        if self.one_by_one:
            self.outcomes.append(failure)
        self.one_by_one = True


@contextmanager
def _held_back() -> Iterator[None]:
    """Keeps signals until its end. A mask does not: with one thread left that takes them, Python's handler runs all the
    same, on the main thread, and a process half started prints a traceback about its torn pipe.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, _frame: came.append(number)) for number in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)
        for number in came:
            signal.raise_signal(number)


class _Worker:
    """One process, from this side.

    Args:
        load: Loads its models.
    """

    def __init__(self, load: LoadPredictor) -> None:
        self.tasks: deque[_Task] = deque()
        self.hung = False
        self._sent = 0  # of them, from the left
        self.connection, theirs = _spawn.Pipe()
        pulse = Pulse()
        self._process: BaseProcess = _spawn.Process(
            target=_work, args=(theirs, load, pulse), name="mujaz-batch", daemon=True
        )
        self._process.start()
        self._standstill = Standstill(pulse, self._process.pid)
        theirs.close()

    @property
    def has_room(self) -> bool:
        """Whether it can be given one more task."""
        return len(self.tasks) < _IN_WORK

    def wait_until_ready(self) -> Signature:
        """Waits until the models are loaded; raises what that raised."""
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
        """Seconds of run time since it has done a step."""
        return self._standstill.still_s()

    def give(self, task: _Task) -> None:
        """Gives it one more task."""
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
        """Sends what may be in work at once: a task of which a process has died is alone, to find the article."""
        while self._sent < (1 if self.tasks and self.tasks[0].one_by_one else len(self.tasks)):
            with suppress(BrokenPipeError, ConnectionResetError):  # it is dead, which taking its answer will show
                self.connection.send(self.tasks[self._sent].next_articles)
            self._sent += 1

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def _work(connection: Connection, load: LoadPredictor, pulse: Pulse) -> None:
    """The life of a worker process. A closed connection, which a dead parent leaves too, ends it."""
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        predict = _ready(connection, load)
        if predict is not None:
            _serve(connection, predict, pulse)


def _ready(connection: Connection, load: LoadPredictor) -> Predict | None:
    """Loads the models, and says so or why not."""
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
    """Works on batches side by side and answers them in order."""
    threads = ThreadPoolExecutor(_IN_WORK)
    answers: SimpleQueue[Future[list[Outcome]]] = SimpleQueue()
    threading.Thread(target=_answer, args=(connection, answers), daemon=True).start()
    try:
        while True:
            answers.put(threads.submit(predict, connection.recv(), pulse.beat))
    except (EOFError, ConnectionResetError):
        os._exit(0)  # nobody waits for what is still in work


def _answer(connection: Connection, answers: "SimpleQueue[Future[list[Outcome]]]") -> None:
    while True:
        try:
            connection.send(answers.get().result())
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
