"""Runs the models in child processes of this one."""

import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from mujaz.errors import InvalidInput, JobError, MujazError
from mujaz.jobs.predictor import LoadPredictor
from mujaz.jobs.records import Failure, Outcome
from mujaz.jobs.runner import Batch
from mujaz.types import Signature

_AHEAD = 4
"""Batches for each worker that are in work, or done and waiting for an earlier one."""

_MAX_DEATHS = 5
"""Workers that die one after another, with nothing done in between, before the job gives up."""

_STOPS = (signal.SIGINT, signal.SIGTERM)

_spawn = get_context("spawn")
"""ctranslate2's threads do not live through a fork."""

DIED = Failure(
    reason="WORKER_DIED",
    message="the process that worked on this article died, and again with this article alone: a fault in a model "
    "library, or too little memory",
)


class LocalRunner:
    """Runs batches in processes, each with models of its own.

    A process that dies is replaced, and its batch done again, article by article, so that a fault in a model library
    costs only the article that brings it about. The processes end with this one, however that ends.

    Args:
        load: Loads the models of one process.
        workers: How many processes.

    Raises:
        MujazError: The models cannot be loaded.
    """

    def __init__(self, load: LoadPredictor, *, workers: int) -> None:
        self._load = load
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
        """Gives every idle worker a task; False when there are no more."""
        for worker in self._workers:
            while worker.task is None and len(in_order) < _AHEAD * len(self._workers):
                batch = next(batches, None)
                if batch is None:
                    return False
                task = _Task(batch)
                in_order.append(task)
                if not task.done:
                    worker.give(task)
        return True

    def _collect(self) -> None:
        """Waits until at least one worker has an answer, if any works."""
        busy = {worker.connection: worker for worker in self._workers if worker.task is not None}
        for connection in wait(list(busy)) if busy else ():
            worker = busy[connection]  # type: ignore[index]  # these are what was waited for
            if worker.take():
                self._deaths = 0
                continue
            self._deaths += 1
            if self._deaths > _MAX_DEATHS:
                raise JobError(
                    f"{self._deaths} worker processes died one after another; is there enough memory for "
                    f"{len(self._workers)} workers?",
                    reason="WORKERS_DIE",
                )
            self._replace(worker)

    def _replace(self, dead: "_Worker") -> None:
        task = dead.task
        dead.close()
        self._workers.remove(dead)
        worker = self._start()
        worker.wait_until_ready()
        if task is not None:
            task.survive()
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

    def survive(self) -> None:
        """Takes in that a worker has died of it."""
        if self.one_by_one:
            self.outcomes.append(DIED)
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
    """One process, from this side."""

    def __init__(self, load: LoadPredictor) -> None:
        self.task: _Task | None = None
        self.connection, theirs = _spawn.Pipe()
        self._process: BaseProcess = _spawn.Process(target=_work, args=(theirs, load), name="mujaz-batch", daemon=True)
        self._process.start()
        theirs.close()

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

    def give(self, task: _Task) -> None:
        self.task = task
        with suppress(BrokenPipeError, ConnectionResetError):  # it is dead, which taking its answer will show
            self.connection.send(task.next_articles)

    def take(self) -> bool:
        """Receives an answer; False if the process is dead."""
        assert self.task is not None
        try:
            self.task.outcomes += self.connection.recv()
        except (EOFError, ConnectionResetError):
            return False
        task, self.task = self.task, None
        if not task.done:
            self.give(task)
        return True

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def _work(connection: Connection, load: LoadPredictor) -> None:
    """The life of a worker process. A closed connection, which a dead parent leaves too, ends it."""
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _serve(connection, load)


def _serve(connection: Connection, load: LoadPredictor) -> None:
    try:
        predict = load()
    except InvalidInput as error:
        connection.send(JobError(error.message, reason=error.reason))  # InvalidInput itself cannot be sent
        return
    except MujazError as error:
        connection.send(error)
        return
    except Exception as error:
        connection.send(JobError(f"a worker process cannot start: {error!r}", reason="INTERNAL"))
        raise
    connection.send(predict.signature)
    while True:
        connection.send(predict(connection.recv()))
