"""Runs the models in actors of a Ray cluster, with Ray Data.

The input is given to Ray in waves of some minutes each. A wave is a dataset of its own: its blocks are the batches, and
the actors of its `map_batches` load the models once. This process owns the blocks, so Ray can do lost batches again
whatever other part of the cluster dies. It never holds more than one wave.
"""

import logging
import os
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from mujaz.errors import ConfigError, JobError, MujazError
from mujaz.jobs.inputs import require_pyarrow
from mujaz.jobs.predict import LoadPredictor
from mujaz.jobs.records import Failure, Outcome, Response
from mujaz.jobs.runner import Batch
from mujaz.types import Article, ContentType, Signature

if TYPE_CHECKING:
    import pyarrow

LOCAL = "local"
"""The address that stands for a cluster on this machine, which starts and ends with the job."""

_WAVE_BATCHES = 16
"""Batches for each actor in a wave. With 64 articles in a batch a wave takes some ten minutes, of which loading the
models takes seconds."""

_LOCAL_STORE_BYTES = 512 * 2**20


class RayRunner:
    """Runs batches on a Ray cluster.

    Args:
        load: Loads the models of one actor.
        workers: The number of actors; 0 is as many as the cluster has room for.
        threads: The number of processors of each actor.
        address: The address of the cluster, such as "auto"; `LOCAL` starts one on this machine.

    Raises:
        ConfigError: Ray is not installed.
        MujazError: The models cannot be loaded.
    """

    def __init__(self, load: LoadPredictor, *, workers: int, threads: int, address: str) -> None:
        require_pyarrow("--ray")
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray would send them to its makers
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # its core would write to standard error
        try:
            import ray  # noqa: PLC0415
        except ImportError:
            raise ConfigError(
                "--ray needs Ray: pip install '.[ray]' in the folder of Mujaz", reason="EXTRA_MISSING"
            ) from None
        self._ray = ray
        self._load = load
        self._threads = threads
        self._start(address, workers)
        self._workers = workers or max(1, int(ray.cluster_resources().get("CPU", 0)) // threads)
        try:
            self.signature: Signature = ray.get(ray.remote(num_cpus=threads)(_signature).remote(load))
        except ray.exceptions.RayTaskError as error:
            self.close()
            if isinstance(error.cause, MujazError):
                raise error.cause from None
            raise JobError(f"the models cannot be loaded on the cluster: {error.cause!r}", reason="RAY") from None

    def run(self, batches: Iterator[Batch]) -> Iterator[list[Outcome]]:
        """See `Runner`."""
        while wave := list(islice(batches, _WAVE_BATCHES * self._workers)):
            yield from self._run_wave(wave)

    def close(self) -> None:
        """See `Runner`."""
        self._ray.shutdown()

    def _start(self, address: str, workers: int) -> None:
        quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
        if address == LOCAL:
            cpus = workers * self._threads or None
            self._ray.init(
                address=LOCAL,
                num_cpus=cpus,
                object_store_memory=_LOCAL_STORE_BYTES,
                include_dashboard=False,
                **quiet,
            )
        else:
            try:
                self._ray.init(address=address, **quiet)
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise JobError(f"no Ray cluster at {address}: {error}", reason="RAY") from None
        logging.getLogger("ray").setLevel(logging.ERROR)

    def _run_wave(self, wave: list[Batch]) -> Iterator[list[Outcome]]:
        rows = self._rows([_table(batch) for batch in wave if batch])
        for batch in wave:
            outcomes = [_outcome(row) for row in islice(rows, len(batch))]
            if len(outcomes) < len(batch):
                raise JobError("Ray returned fewer results than it was given articles", reason="RAY")
            yield outcomes

    def _rows(self, tables: "list[pyarrow.Table]") -> Iterator[dict[str, str]]:
        if not tables:
            return
        import ray.data  # noqa: PLC0415

        context = ray.data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        dataset = ray.data.from_arrow(tables).map_batches(
            _Actor,
            fn_constructor_args=(self._load, self.signature),
            compute=ray.data.ActorPoolStrategy(size=min(self._workers, len(tables))),
            num_cpus=self._threads,
            batch_size=None,  # a block is a batch
            batch_format="pyarrow",
        )
        try:
            for block in dataset.iter_batches(batch_size=None, batch_format="pyarrow"):
                yield from block.to_pylist()
        except ray.exceptions.RayError as error:
            raise JobError(f"Ray failed: {str(error).splitlines()[-1]}", reason="RAY") from error


class _Actor:
    """A predictor in the form that Ray Data needs: tables in, tables out."""

    def __init__(self, load: LoadPredictor, expected: Signature) -> None:
        self._predict = load()
        if self._predict.signature != expected:
            raise JobError(f"a node has other models: {self._predict.signature} instead of {expected}", reason="RAY")

    def __call__(self, table: "pyarrow.Table") -> "pyarrow.Table":
        import pyarrow  # noqa: PLC0415

        articles = [Article(**row | {"content_type": ContentType(row["content_type"])}) for row in table.to_pylist()]
        return pyarrow.Table.from_pylist([_row(outcome) for outcome in self._predict(articles)], schema=_schema())


def _signature(load: LoadPredictor) -> Signature:
    return load().signature


def _table(batch: Batch) -> "pyarrow.Table":
    import pyarrow  # noqa: PLC0415

    columns: dict[str, list[object]] = {name: [getattr(one, name) for one in batch] for name in ("id", "title", "body")}
    columns["content_type"] = [one.content_type.value for one in batch]
    return pyarrow.table(columns)


def _schema() -> "pyarrow.Schema":
    import pyarrow  # noqa: PLC0415

    return pyarrow.schema({name: pyarrow.string() for name in ("json", "reason", "message", "field")})


def _row(outcome: Outcome) -> dict[str, str]:
    if isinstance(outcome, Response):
        return {"json": outcome.json, "reason": "", "message": "", "field": ""}
    return {"json": "", "reason": outcome.reason, "message": outcome.message, "field": outcome.field}


def _outcome(row: dict[str, str]) -> Outcome:
    if row["json"]:
        return Response(json=row["json"])
    return Failure(reason=row["reason"], message=row["message"], field=row["field"])
