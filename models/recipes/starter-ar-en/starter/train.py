"""The training loop: stops anywhere, goes on where it stopped."""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from starter.batches import Batch, Cursor, Mixture, batches, split
from starter.compact import load_weights
from starter.loss import Guide, smoothed_cross_entropy
from starter.model import Shape, Translator, run_layer
from starter.optimiser import Masters

_GAP_KEEP = 0.99
_LOG_EVERY = 50
_FLOOR = 0.02  # of the highest rate, at the very end


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to train. Of `seconds` and `steps` the one that is over first ends the run, and sets the pace of the rates.

    Args:
        seconds: Training time in all, over every resumption; 0 for no limit.
        steps: Steps in all; 0 for no limit.
        session_seconds: Time after which this call saves and stops, however much is left; 0 for no limit.
        rate: Highest learning rate of the decoder.
        encoder_rate: Highest learning rate of the encoder.
        warmup_steps: Steps until the highest rate; also after the encoder joins in.
        frozen_share: Share of the whole in which the encoder learns nothing.
        frozen_layers: Encoder layers, from the bottom, that never learn; the source embedding neither, unless 0.
        dropout: Of sub-layer outputs.
        save_every_s: Seconds between checkpoints.
        judge_every_s: Seconds between scores on the development set.
        workers: Processes that prepare batches.
        threads: Parts of a batch that are computed side by side. On a busy processor two threads that meet once a step
            do better than one operation cut in two, whose halves wait for each other thousands of times.
        compiled: Whether to compile the layers, which takes most of a minute and pays on a GPU.
        guided_share: Of what is wanted, by a teacher's word; only where there is one.
    """

    seconds: float = 0.0
    steps: int = 0
    session_seconds: float = 0.0
    rate: float = 1e-3
    encoder_rate: float = 2e-4
    warmup_steps: int = 200
    frozen_share: float = 0.25
    frozen_layers: int = 5
    dropout: float = 0.0
    save_every_s: float = 300.0
    judge_every_s: float = 600.0
    workers: int = 0
    threads: int = 1
    compiled: bool = False
    guided_share: float = 0.0


@dataclass(kw_only=True)
class Progress:
    """What a run has done so far.

    Args:
        step: Steps taken.
        tokens: Target tokens seen.
        seconds: Time spent.
        pool: Pool of the next batch.
        position: Its place in the pool.
        joined_at: Step at which the encoder began to learn; -1 before.
        fresh_at: Step at which the optimiser last had no memory, so that rates must rise slowly.
        gap: Mean encoder state of each language, "source" and "target".
    """

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    pool: int = 0
    position: int = 0
    joined_at: int = -1
    fresh_at: int = 0
    gap: dict[str, Tensor] = field(default_factory=dict)


class Run:
    """One training run in a folder of its own.

    Args:
        folder: Gets `checkpoint.pt`, which is only ever replaced as a whole. Where there is none but there are weights
            in `weights.npz`, the run goes on from those.
        start: Makes the first model, where there is neither.
        plan: How to train.
        device: "cpu" or "cuda".
        teacher: Says what it would say at each place. It reads the states of this run's encoder, which must stay as the
            teacher's own is.
    """

    def __init__(
        self,
        folder: Path,
        start: Callable[[], Translator],
        plan: Plan,
        device: str,
        teacher: Translator | None = None,
    ) -> None:
        self._path = folder / "checkpoint.pt"
        self._plan = plan
        self._device = device
        self._threads = ThreadPoolExecutor(plan.threads)
        saved = read_checkpoint(folder)
        if saved is None:
            first = start()
            saved = {"shape": first.shape.as_dict(), "weights": dict(first.named_parameters()), "progress": {}}
        self.progress = Progress(**saved["progress"])
        self.model = Translator(Shape(**saved["shape"]), plan.dropout).to(device, fastest_type(device))
        self.model.positions = Translator(Shape(**saved["shape"])).positions.to(device)
        self._teacher = teacher
        if teacher is not None:
            teacher.to(self.model.source.weight.dtype).to(device).requires_grad_(False).eval()
        if plan.compiled:
            self.model.fused = torch.compile(run_layer, dynamic=True)
        self.masters = Masters(self.model, {name: weight.to(device) for name, weight in saved["weights"].items()})
        if "optimiser" in saved:
            self.masters.average = {name: weight.to(device) for name, weight in saved["average"].items()}
            self.masters.optimiser.load_state_dict(saved["optimiser"])
        self.progress.gap = {name: mean.to(device) for name, mean in self.progress.gap.items()}
        self._freeze()

    def train(self, mixture: Mixture, judge: Callable[[Translator], str]) -> bool:
        """Trains until the plan is over, or the session.

        Args:
            mixture: What to learn from.
            judge: Scores the model on the development set, for the log.

        Returns:
            Whether the plan is over.
        """
        mean = None
        now = self.progress
        saved = judged = now.seconds
        cursor = Cursor(pool=now.pool, position=now.position)
        for batch in self._timed(batches(mixture, cursor, self._plan.workers)):
            loss = self.learn(batch)
            if now.step % _LOG_EVERY == 0:
                mean = loss.item() if mean is None else 0.8 * mean + 0.2 * loss.item()
                self._log(mean)
            if now.seconds - judged > self._plan.judge_every_s:
                print(judge(self.model), flush=True)
                judged = now.seconds
            if now.seconds - saved > self._plan.save_every_s:
                self.save()
                saved = now.seconds
        self.save()
        print(judge(self.model), flush=True)
        return self._done >= 1

    def learn(self, batch: Batch) -> Tensor:
        """Takes one step, and gives the loss."""
        now = self.progress
        if now.joined_at < 0 and self._done >= self._plan.frozen_share:
            now.joined_at = now.step
            self._freeze()
        parts = split(batch, self._plan.threads)
        counted = int((batch.target_out >= 0).sum())
        shares = [int((part.target_out >= 0).sum()) / counted for part in parts]
        if len(parts) == 1:
            loss = self._gradient(batch, 1.0)
        else:
            loss = torch.stack(list(self._threads.map(self._gradient, parts, shares))).sum()
        self.masters.step(now.step, self._rates())
        now.step += 1
        now.tokens += counted
        now.pool, now.position = batch.cursor.pool, batch.cursor.position
        return loss

    def save(self) -> None:
        """Writes the checkpoint under another name, then renames it: a kill leaves the old one or the new one."""
        part = self._path.with_suffix(".part")
        state = {
            "shape": self.model.shape.as_dict(),
            "weights": self.masters.weights,
            "average": self.masters.average,
            "optimiser": self.masters.optimiser.state_dict(),
            "progress": asdict(self.progress),
        }
        with part.open("wb") as file:
            torch.save(state, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)

    @property
    def _done(self) -> float:
        plan, now = self._plan, self.progress
        by_time = now.seconds / plan.seconds if plan.seconds else 0.0
        return max(by_time, now.step / plan.steps if plan.steps else 0.0)

    def _timed(self, source: Iterator[Batch]) -> Iterator[Batch]:
        began = last = time.monotonic()
        for batch in source:
            if self._done >= 1 or 0 < self._plan.session_seconds <= last - began:
                return
            yield batch
            now = time.monotonic()
            self.progress.seconds += now - last
            last = now

    def _gradient(self, batch: Batch, share: float) -> Tensor:
        """Adds the gradient of a part of a batch, and gives its share of the loss."""
        source, target_in, target_out = (
            torch.from_numpy(part).to(self._device, torch.int64)
            for part in (batch.source, batch.target_in, batch.target_out)
        )
        mask = self.model.source_mask(source)
        states = self.model.encode(source, mask, self._frozen)
        foreign = torch.from_numpy(batch.foreign).to(self._device)
        states = states + self._shift(states.detach(), source != self.model.shape.source_pieces, foreign)
        decoded = self.model.decode(target_in, states, mask)
        guide = self._guide(target_in, states.detach(), mask)
        loss = smoothed_cross_entropy(decoded, self.model.output, target_out, guide=guide) * share
        loss.backward()  # type: ignore[no-untyped-call]
        return loss.detach()

    def _guide(self, target_in: Tensor, states: Tensor, mask: Tensor) -> Guide | None:
        if self._teacher is None:
            return None
        with torch.no_grad():
            said = self._teacher.decode(target_in, states, mask)
        return Guide(said, self._teacher.output, self._plan.guided_share)

    def _shift(self, states: Tensor, present: Tensor, foreign: Tensor) -> Tensor:
        """What to add to states of sentences in the target language, so that their mean is the source language's.

        A multilingual encoder keeps a language's mean apart from the meaning. With the difference taken away, what the
        decoder learns from noised target text holds for source text, too.
        """
        gap = self.progress.gap
        unknown = states.new_full(states.shape[-1:], torch.nan, dtype=torch.float32)
        for name, rows in (("source", ~foreign), ("target", foreign)):
            chosen = (present & rows[:, None]).to(torch.float32)
            count = chosen.sum()
            mean = (states * chosen[..., None].to(states.dtype)).sum((0, 1), dtype=torch.float32) / count.clamp(min=1)
            old = gap.get(name, unknown)
            gap[name] = torch.where(count > 0, torch.where(old.isnan(), mean, torch.lerp(mean, old, _GAP_KEEP)), old)
        return (foreign[:, None, None] * (gap["source"] - gap["target"]).nan_to_num()).to(states.dtype)

    @property
    def _frozen(self) -> int:
        return self._plan.frozen_layers if self.progress.joined_at >= 0 else self.model.shape.encoder_layers

    def _freeze(self) -> None:
        for number, layer in enumerate(self.model.encoder):
            layer.requires_grad_(number >= self._frozen)
        self.model.source.requires_grad_(self._frozen == 0)

    def _rates(self) -> dict[str, float]:
        left = max(_FLOOR, 1 - self._done)
        now = self.progress
        warm = min(1.0, (now.step + 1 - now.fresh_at) / self._plan.warmup_steps)
        joined = 0.0 if now.joined_at < 0 else min(warm, (now.step + 1 - now.joined_at) / self._plan.warmup_steps)
        return {"decoder": self._plan.rate * warm * left, "encoder": self._plan.encoder_rate * joined * left}

    def _log(self, loss: float) -> None:
        now = self.progress
        print(
            f"{now.seconds / 60:.1f} min, step {now.step}, loss {loss:.3f}, {now.tokens / 1e6:.2f} M tokens, "
            f"{now.tokens / max(now.seconds, 1e-9):.0f}/s, rate {self._rates()['decoder']:.1e}",
            flush=True,
        )


def fastest_type(device: str) -> torch.dtype:
    """In what a model computes fastest while it learns.

    A processor without instructions for bfloat16 multiplies it fifty times slower than float32 (torch 2.13.0, an AMD
    EPYC with AVX2).
    """
    knows = device == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if knows else torch.float32


def read_checkpoint(folder: Path) -> dict[str, Any] | None:
    """What a run left: `checkpoint.pt`, or compact weights with `progress.pt`; None where there is nothing."""
    if (folder / "checkpoint.pt").exists():
        whole: dict[str, Any] = torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)
        return whole
    if (folder / "weights.npz").exists():
        state: dict[str, Any] = torch.load(folder / "progress.pt", map_location="cpu", weights_only=True)
        return state | {"weights": load_weights(folder / "weights.npz")}
    return None


def trained_model(folder: Path, device: str = "cpu") -> Translator:
    """The model of a run, with averaged weights where it has them, in bfloat16 on a GPU.

    Raises:
        FileNotFoundError: The run has no checkpoint yet.
    """
    saved = read_checkpoint(folder)
    if saved is None:
        raise FileNotFoundError(f"{folder} holds no checkpoint: train that run first")
    model = Translator(Shape(**saved["shape"]))
    model.load_state_dict(saved.get("average", saved["weights"]))
    return ready(model, device)


def ready(model: Translator, device: str) -> Translator:
    """Makes a model translate on a device, in bfloat16 on a GPU."""
    return model.to(device, torch.bfloat16 if device == "cuda" else torch.float32).eval()
