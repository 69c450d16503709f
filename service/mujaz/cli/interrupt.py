"""While a model runs: a spinner, and Ctrl-C at any moment."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

T = TypeVar("T")


def interruptible(work: Callable[[], T]) -> T:
    """Runs work that spends its time inside a model, on a thread that ends with the program.

    Python handles Ctrl-C on the main thread only, and not while that is inside a model: measured up to 5 s late.

    Args:
        work: What is to be run. Its errors are raised here.

    Returns:
        What it returns.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return outcome.result()


def translating() -> AbstractContextManager[object]:
    """A spinner on a terminal, nothing elsewhere."""
    from rich.console import Console

    console = Console(stderr=True)
    return console.status("Translating") if console.is_terminal else nullcontext()
