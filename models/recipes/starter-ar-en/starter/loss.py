"""Label-smoothed cross-entropy over a large vocabulary, without ever holding all its logits."""

from typing import Any, NamedTuple

import torch
from torch import Tensor

_IGNORED = -1
_ROWS = {"cpu": 512, "cuda": 16_384}


class Guide(NamedTuple):
    """What a teacher would say at each place: word-level distillation (Kim and Rush, EMNLP 2016).

    Args:
        states: Of the teacher's decoder, [batch, length, width].
        output: Its output projection, [pieces, width].
        share: Of what is wanted; the rest is the written translation.
    """

    states: Tensor
    output: Tensor
    share: float


class _Fused(torch.autograd.Function):
    """The loss and its gradient in one pass over slices of rows: the logits of a slice are made once and dropped."""

    @staticmethod
    def forward(
        ctx: Any, states: Tensor, output: Tensor, wanted: Tensor, smoothing: float, guide: Guide | None
    ) -> Tensor:
        """Gives the mean cross-entropy, without its smoothing, and keeps the gradients of what is wanted in all."""
        written = 1.0 if guide is None else 1 - guide.share
        pieces = output.shape[0]
        count = len(wanted)
        state_gradient = torch.empty_like(states)
        output_gradient = torch.zeros(output.shape, dtype=torch.float32, device=states.device)
        total = torch.zeros((), device=states.device)
        for part in range(0, count, _ROWS[states.device.type]):
            rows = slice(part, part + _ROWS[states.device.type])
            logits = states[rows] @ output.t()
            target = wanted[rows, None]
            peak = logits.amax(-1, keepdim=True)
            chosen = logits.gather(1, target).float() - peak
            chance = logits.sub_(peak).exp_()
            mass = chance.sum(-1, keepdim=True, dtype=torch.float32)
            total += (mass.log() - chosen).sum()
            chance.mul_(mass.reciprocal().to(chance.dtype)).sub_(written * smoothing / pieces)
            chance.scatter_add_(1, target, torch.full_like(target, written * (smoothing - 1), dtype=chance.dtype))
            if guide is not None:
                chance.sub_((guide.states[rows] @ guide.output.t()).softmax(-1), alpha=guide.share)
            state_gradient[rows] = chance @ output
            output_gradient += chance.t() @ states[rows]
        ctx.save_for_backward(state_gradient, output_gradient)
        ctx.count = count
        return total / count

    @staticmethod
    def backward(ctx: Any, scale: Tensor) -> tuple[Tensor, Tensor, None, None, None]:
        """Hands out the gradients that the forward pass left."""
        states, output = ctx.saved_tensors
        factor = scale / ctx.count
        return states * factor.to(states.dtype), (output * factor).to(states.dtype), None, None, None


def smoothed_cross_entropy(
    states: Tensor, output: Tensor, wanted: Tensor, smoothing: float = 0.1, guide: Guide | None = None
) -> Tensor:
    """Compares what the decoder says with what it is to say.

    Args:
        states: [batch, length, width].
        output: Output projection, [pieces, width].
        wanted: [batch, length] numbers; -1 does not count.
        smoothing: Mass that is spread over all pieces.
        guide: What a teacher would say.

    Returns:
        The mean negative log-likelihood in nats. Its gradient is that of the smoothed loss.
    """
    counted = (wanted != _IGNORED).flatten()
    if guide is not None:
        guide = guide._replace(states=guide.states.flatten(0, 1)[counted])
    loss: Tensor = _Fused.apply(  # type: ignore[no-untyped-call]
        states.flatten(0, 1)[counted], output, wanted.flatten()[counted], smoothing, guide
    )
    return loss
