"""bf16 weights that compute, float32 masters that learn."""

from collections.abc import Collection, Mapping

import torch
from torch import Tensor

from starter.model import Translator

_AVERAGE_EVERY, _AVERAGE_KEEP = 10, 0.98  # a window of some 500 steps
_MAX_NORM = 1.0


class Masters:
    """Float32 copies of a model's weights, their AdamW and their running average.

    Args:
        model: Its weights are overwritten after each step; it may hold them in any type.
        weights: Float32 weights to start from.
    """

    def __init__(self, model: Translator, weights: Mapping[str, Tensor]) -> None:
        self._live = dict(model.named_parameters())
        self.weights = {name: weights[name].detach().float().clone() for name in self._live}
        self.average = {name: weight.clone() for name, weight in self.weights.items()}
        self._pads = {"source.weight", "target.weight"}
        encoder = [name for name in self._live if name.startswith(("encoder.", "source."))]
        self.groups = {"encoder": encoder, "decoder": [name for name in self._live if name not in set(encoder)]}
        self.optimiser = torch.optim.AdamW(
            [{"params": [self.weights[name] for name in names], "name": group} for group, names in self.groups.items()],
            lr=0.0,
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self._publish(list(self._live))

    def step(self, number: int, rates: Mapping[str, float]) -> None:
        """Takes one step along the gradients that the model holds, and clears them.

        Args:
            number: Of the step, from 0.
            rates: Learning rate of each group; a group without gradients stays as it is.
        """
        moved = [name for name, live in self._live.items() if live.grad is not None]
        for name in moved:
            self.weights[name].grad = torch.empty_like(self.weights[name])
        torch._foreach_copy_([self.weights[name].grad for name in moved], [self._live[name].grad for name in moved])
        for name in moved:
            self._live[name].grad = None
        for name in self._pads.intersection(moved):
            self.weights[name].grad[-1].zero_()
        torch.nn.utils.clip_grad_norm_([self.weights[name] for name in moved], _MAX_NORM)
        for group in self.optimiser.param_groups:
            group["lr"] = rates[group["name"]]
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self._publish(moved)
        if number % _AVERAGE_EVERY == 0:
            seen = number // _AVERAGE_EVERY
            keep = min(_AVERAGE_KEEP, seen / (seen + 9))  # early on, about the last tenth of the steps so far
            torch._foreach_lerp_(
                [self.average[name] for name in moved], [self.weights[name] for name in moved], 1 - keep
            )

    def _publish(self, names: Collection[str]) -> None:
        with torch.no_grad():
            torch._foreach_copy_([self._live[name] for name in names], [self.weights[name] for name in names])
