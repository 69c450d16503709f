"""The rounds: each language's model makes training text for the other's, twice, and the last one ships.

What a round does stands in `rounds.toml`. A round that is done is not done again; one that was cut off goes on.
"""

import math
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starter.back import Search, Translation, back_translate, speaker
from starter.export import named_model
from starter.model import Translator
from starter.train import Plan, Run
from starter.workspace import Workspace

ROUNDS = Path(__file__).with_name("rounds.toml")
_SLICE = 25_000


@dataclass(frozen=True, kw_only=True)
class Machine:
    """Where to run, and how long.

    Args:
        device: "cpu" or "cuda".
        minutes: Time for all rounds together, over every resumption: each gets its share of what is left. 0 for no
            limit, where the table gives steps.
        session_minutes: Time after which this call stops, to go on later; 0 for no limit.
        batch_tokens: Padded tokens of a training batch.
        pool: Sentences drawn and sorted together.
        decode_tokens: Padded source tokens of a batch to translate.
        workers_of_back: Processes that sort out back-translations.
        plan: Whatever else a `Plan` takes.
    """

    device: str
    minutes: float
    session_minutes: float
    batch_tokens: int
    pool: int
    decode_tokens: int
    workers_of_back: int
    plan: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Round:
    """One row of the table, and what it may take.

    Args:
        row: The row.
        folder: Of its run, or what a run would have; `done` in it holds the seconds it took.
        seconds: Its part of the time; 0 for no limit.
        deadline: Value of `time.monotonic()` at which this call stops.
    """

    row: Mapping[str, Any]
    folder: Path
    seconds: float
    deadline: float

    @property
    def left(self) -> float:
        """Seconds of this call."""
        return max(1.0, self.deadline - time.monotonic())


def run_rounds(
    workspace: Workspace, machine: Machine, judge: Callable[[Translator, str], str], table: Path = ROUNDS
) -> bool:
    """Goes through the rounds.

    Args:
        workspace: Prepared.
        machine: Where to run.
        judge: Scores a model into a language on the development set, for the log.
        table: The rounds.

    Returns:
        Whether all are done; if not, the same call goes on.
    """
    deadline = time.monotonic() + (60 * machine.session_minutes or math.inf)
    rows = tomllib.loads(table.read_text(encoding="utf-8"))["round"]
    for place, row in enumerate(rows):
        folder = workspace.run(row["name"])
        if (folder / "done").exists():
            continue
        if time.monotonic() > deadline:
            return False
        seconds = _share(workspace, rows, place, 60 * machine.minutes)
        one = _Round(row=row, folder=folder, seconds=seconds, deadline=deadline)
        started = time.monotonic()
        whole = _train(workspace, machine, one, judge) if "shares" in row else _back_translate(workspace, machine, one)
        if not whole:
            return False
        took = time.monotonic() - started
        (folder / "done").write_text(f"{took:.1f}\n", encoding="utf-8")
        print(f"round {row['name']} took {took:.0f} s", flush=True)
    return True


def _share(workspace: Workspace, rows: Sequence[Mapping[str, Any]], place: int, seconds: float) -> float:
    """Seconds for a round: its share of what those before it left. A round that began keeps what it was given."""
    if not seconds:
        return 0.0
    given = workspace.run(rows[place]["name"]) / "seconds"
    if not given.exists():
        used = sum(float((workspace.run(row["name"]) / "done").read_text("utf-8")) for row in rows[:place])
        shares = [row["share"] for row in rows[place:]]
        given.write_text(f"{max(1.0, (seconds - used) * shares[0] / sum(shares)):.1f}\n", encoding="utf-8")
    return float(given.read_text("utf-8"))


def _train(workspace: Workspace, machine: Machine, one: _Round, judge: Callable[[Translator, str], str]) -> bool:
    row = one.row
    session = 0.0 if math.isinf(one.deadline) else one.left
    plan = Plan(**{**machine.plan, **row.get("plan", {})}, seconds=one.seconds, session_seconds=session)

    def start() -> Translator:
        if "from" not in row:
            return workspace.starting_model(row["to"], row["decoder_layers"])
        return named_model(workspace, workspace.folder, row["from"], row["to"])

    run = Run(one.folder, start, plan, machine.device)
    mixture = workspace.mixture(row["to"], row["shares"], machine.batch_tokens, machine.pool)
    return run.train(mixture, lambda model: judge(model, row["to"]))


def _back_translate(workspace: Workspace, machine: Machine, one: _Round) -> bool:
    row = one.row
    how = Translation(
        to=row["to"],
        name=row["name"],
        sentences=row["sentences"],
        slice=_SLICE,
        seconds=one.seconds,
        session_seconds=one.left,
        workers=machine.workers_of_back,
    )
    search = Search(device=machine.device, max_tokens=machine.decode_tokens, choices=row["choices"])
    return back_translate(workspace, speaker(workspace, workspace.folder, row["with"], row["to"], search), how)
