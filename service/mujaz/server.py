"""The server as a whole: listen, load the models, serve, drain."""

import asyncio
import signal
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import TypeAlias

import structlog

from mujaz.config import Settings
from mujaz.errors import EngineError
from mujaz.observability import metrics
from mujaz.observability.logs import configure_logs, log_loop_error
from mujaz.observability.metrics_page import metrics_page
from mujaz.observability.tracing import exporting
from mujaz.pipeline import Pipeline, load_pipeline
from mujaz.rpc.door import GrpcDoor
from mujaz.scheduling.scheduler import Scheduler
from mujaz.serving.answers import Answers
from mujaz.serving.guard import EngineGuard
from mujaz.serving.house import House
from mujaz.serving.lifecycle import Lifecycle, until
from mujaz.serving.tls import TlsFiles
from mujaz.serving.tokens import Tokens
from mujaz.web.door import HttpDoor

Load: TypeAlias = Callable[[Settings], Pipeline]
Ready: TypeAlias = Callable[[str, str], None]

_SWITCH_INTERVAL_S = 0.0005
"""How long a pipeline thread holds the interpreter while the event loop waits. With four articles of 97,000 characters
in progress on two busy cores, a health Check took 284 ms at the 99th percentile with Python's default of 5 ms, and
58 ms with this."""

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)

_STATUS_GRACE_S = 1.0
"""Time after the drain in which calls that were cut short still get their status."""

_log = structlog.get_logger()


class ArticleServer:
    """A server with its doors: gRPC always, HTTP where `http` is set. Belongs to the event loop in which it is made.

    Args:
        settings: The settings of this server.
        load: Builds the pipeline; called on a thread.

    Attributes:
        broken: Resolves, once the model can no longer be used, to the error with which the server should end.
        http_address: Where the HTTP door listens, once the server has started; empty without one.

    Raises:
        ConfigError: The files for TLS or tokens cannot be used.
    """

    def __init__(self, settings: Settings, *, load: Load = load_pipeline) -> None:
        self._settings = settings
        self._load = load
        self.lifecycle = Lifecycle()
        self.http_address = ""
        self._scheduler: Scheduler | None = None
        self._tls = TlsFiles.of(settings)
        self._tokens = Tokens(settings.tokens_file) if settings.tokens_file is not None else None
        self._tasks: list[asyncio.Task[None]] = []
        self.broken: asyncio.Future[EngineError] = asyncio.get_running_loop().create_future()
        house = House(
            settings=settings,
            lifecycle=self.lifecycle,
            answers=Answers(self.lifecycle, settings),
            tokens=self._tokens,
            tls=self._tls,
        )
        self._http = HttpDoor(house) if settings.http else None
        self._grpc = GrpcDoor(house)  # last, as a gRPC server that is made must be stopped

    async def start(self) -> str:
        """Listens, and answers health with NOT_SERVING and everything else with UNAVAILABLE.

        Returns:
            The address of the gRPC door, with its actual port.

        Raises:
            ConfigError: The server cannot listen on an address.
        """
        try:
            if self._http is not None:
                self.http_address = await self._http.start()
            address = await self._grpc.start()
        except BaseException:
            await self._close_doors(0)  # an open door would keep the process
            raise
        if self._tokens is not None:
            self._tasks.append(asyncio.create_task(self._tokens.watch()))
        http = {"http": self.http_address} if self._http is not None else {}
        _log.info("listening", address=address, **http, tls=self._tls is not None, tokens=self._tokens is not None)
        return address

    async def load(self) -> None:
        """Loads the models, tests them, and begins to serve.

        Raises:
            ConfigError, ModelError: A model cannot be loaded.
            EngineError: A model fails its test.
        """
        started_s = time.perf_counter()
        pipeline = await asyncio.to_thread(self._load, self._settings)
        self._scheduler = scheduler = await asyncio.to_thread(Scheduler, pipeline, self._settings)
        self._tasks.append(asyncio.create_task(self._guard(scheduler)))
        await scheduler.self_test()
        metrics.ARTICLES_IN_WORK.set_function(lambda: scheduler.articles_in_work)
        metrics.CHUNKS_WAITING.set_function(lambda: scheduler.chunks_waiting)
        self.lifecycle.serve_with(scheduler)
        await self._set_serving(True)
        models = [model.signature.model for model in scheduler.models]
        _log.info("serving", models=models, load_ms=round(1000 * (time.perf_counter() - started_s), 1))

    async def stop(self) -> None:
        """Refuses new calls, waits up to `drain_timeout_s` for those in progress, and ends.

        Where a model hangs there is no wait, as the calls in progress would wait for that model.
        """
        _log.info("draining", drain_timeout_s=self._settings.drain_timeout_s)
        await self._grpc.say_stopping()
        self.lifecycle.stopping.set()
        stopping = asyncio.create_task(self._close_doors(self._settings.drain_timeout_s + _STATUS_GRACE_S))
        hung = self._scheduler is not None and self._scheduler.watch.hung
        _, late = await asyncio.wait({stopping}, timeout=0 if hung else self._settings.drain_timeout_s)
        if late:
            self.lifecycle.abandon()
        await stopping
        self.lifecycle.reader.close()
        if self._scheduler is not None:
            await self._scheduler.close()
            if self._scheduler.watch.hung:
                await self.broken  # the guard sets it at its next check
        for task in self._tasks:
            task.cancel()
        _log.info("stopped")

    async def _close_doors(self, grace_s: float) -> None:
        doors = [door for door in (self._grpc, self._http) if door is not None]
        await asyncio.gather(*(door.stop(grace_s) for door in doors))

    async def _guard(self, scheduler: Scheduler) -> None:
        self.broken.set_result(await EngineGuard(scheduler, self._set_serving).until_broken())

    async def _set_serving(self, serving: bool) -> None:
        self.lifecycle.healthy = serving
        await self._grpc.set_serving(serving)


async def serve(settings: Settings, *, ready: Ready | None = None, load: Load = load_pipeline) -> None:
    """Serves until SIGTERM or SIGINT, then drains. A second signal ends the process at once.

    Args:
        settings: The settings of this server.
        ready: Called with the addresses of the gRPC door and of the HTTP door (or "") once the server serves.
        load: Builds the pipeline; called on a thread.

    Raises:
        MujazError: The server cannot listen, or a model cannot be loaded, fails its test or stops working.
    """
    asyncio.get_running_loop().set_exception_handler(log_loop_error)
    stop = _stop_on_signal()
    server = ArticleServer(settings, load=load)
    server.broken.add_done_callback(lambda _: stop.set())
    with metrics_page(settings.metrics_address) if settings.metrics_address else nullcontext() as page:
        if page:
            _log.info("metrics_page", address=page)
        address = await server.start()
        try:
            if await until(stop, server.load()):
                if ready is not None:
                    ready(address, server.http_address)
                await stop.wait()
        finally:
            await server.stop()
    if server.broken.done():
        raise server.broken.result()


def run_server(settings: Settings, *, ready: Ready | None = None, load: Load = load_pipeline) -> None:
    """Sets up logs and traces, then runs a server until the process ends; arguments and errors as for `serve`."""
    configure_logs(settings)
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    with exporting() if settings.tracing else nullcontext():
        asyncio.run(serve(settings, ready=ready, load=load))


def _stop_on_signal() -> asyncio.Event:
    """Returns an event that the first SIGTERM or SIGINT sets; a second signal ends the process at once."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def on_signal() -> None:
        stop.set()
        for number in _STOP_SIGNALS:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)

    for number in _STOP_SIGNALS:
        loop.add_signal_handler(number, on_signal)
    return stop
