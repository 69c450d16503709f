"""Translates with a model in training: greedy or sampled, with cached keys and values. Made for large batches."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from starter.model import Translator
from starter.pieces import END

_CHECK_EVERY = 4  # steps between two looks at whether all have ended, for which a GPU must wait


@torch.inference_mode()
def translate(
    model: Translator,
    sources: Sequence[NDArray[np.uint16]],
    max_tokens: int = 8000,
    choices: int = 1,
    seed: int = 0,
    unfinished: float = 0.0,
) -> list[list[int]]:
    """Translates sentences.

    Args:
        model: In any float type, on any device.
        sources: Numbers of each sentence, `</s>` last.
        max_tokens: Padded source tokens of a batch.
        choices: 1 takes the best piece each time; more sample from that many best ones, which makes
            back-translations more varied.
        seed: Of the samples.
        unfinished: Share of a batch that may be given up when the others have ended: on a GPU a few that never end
            would hold up thousands.

    Returns:
        The target numbers of each, without `</s>`.
    """
    was_training = model.training
    model.eval()
    generator = torch.Generator(device=model.positions.device).manual_seed(seed)
    order = sorted(range(len(sources)), key=lambda number: len(sources[number]))
    found: list[list[int]] = [[] for _ in sources]
    batch: list[int] = []
    for place, number in enumerate(order):
        batch.append(number)
        after = order[place + 1] if place + 1 < len(order) else None
        if after is None or len(sources[after]) * (len(batch) + 1) > max_tokens:
            said = _batch(model, [sources[n] for n in batch], choices, generator, unfinished)
            for row, numbers in zip(batch, said, strict=True):
                found[row] = numbers
            batch = []
    model.train(was_training)
    return found


def _batch(
    model: Translator,
    sources: Sequence[NDArray[np.uint16]],
    choices: int,
    generator: torch.Generator,
    unfinished: float,
) -> list[list[int]]:
    device = model.positions.device
    length = -(-max(map(len, sources)) // 8) * 8
    padded = np.full((len(sources), length), model.shape.source_pieces, np.int64)
    for row, source in enumerate(sources):
        padded[row, : len(source)] = source
    numbers = torch.from_numpy(padded).to(device)
    mask = model.source_mask(numbers)
    states = model.encode(numbers, mask)
    memories = [layer.memory(states) for layer in model.decoder]
    limit = min(model.shape.max_positions - 1, 2 * length + 8)
    heads = (len(sources), model.shape.heads, limit, model.shape.width // model.shape.heads)
    pasts = [(states.new_empty(heads), states.new_empty(heads)) for _ in memories]
    said = torch.full((len(sources), 1), model.shape.target_pieces, device=device)
    ended = torch.zeros(len(sources), dtype=torch.bool, device=device)
    enough = len(sources) - int(unfinished * len(sources))
    steps = []
    for position in range(limit):
        x = model.embed(model.target, said, position)
        for layer, memory, past in zip(model.decoder, memories, pasts, strict=True):
            x = layer(x, None, memory, mask, past, position)
        said = _choose(x[:, -1] @ model.output.t(), choices, generator)[:, None]
        said = said.masked_fill(ended[:, None], END)
        steps.append(said)
        ended |= said[:, 0] == END
        if position % _CHECK_EVERY == 0 and int(ended.sum()) >= enough:
            break
    rows: list[list[int]] = torch.cat(steps, 1).tolist()
    return [row[: row.index(END)] if END in row else row for row in rows]


def _choose(logits: Tensor, choices: int, generator: torch.Generator) -> Tensor:
    if choices == 1:
        return logits.argmax(-1)
    best, numbers = [], []
    for _ in range(choices):  # a few maxima are found much faster than by `topk`, which sorts
        value, number = logits.max(-1, keepdim=True)
        best.append(value)
        numbers.append(number)
        logits.scatter_(1, number, -torch.inf)
    drawn = torch.multinomial(torch.cat(best, 1).float().softmax(-1), 1, generator=generator)
    return torch.cat(numbers, 1).gather(1, drawn)[:, 0]
