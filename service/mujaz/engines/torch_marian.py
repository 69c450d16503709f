"""MarianMT through transformers: the slower reference that the engine of servers is compared with."""

import threading
from collections.abc import Sequence
from pathlib import Path

from mujaz.catalogue.marian_config import END, PAD, UNKNOWN
from mujaz.engines.marian import MarianEngine, MarianLimits, Scored
from mujaz.engines.marian_pieces import MarianPieces
from mujaz.engines.torch_models import load_pretrained, torch, transformers
from mujaz.errors import EngineError
from mujaz.types import Chunk, DecodingOptions, LoadedModel


class TorchEngine(MarianEngine):
    """A translation engine on `transformers.MarianMTModel`.

    The size of a batch changes the last bits of its matrix products. Unlike the engine on ctranslate2, this one may
    therefore translate a chunk differently beside other neighbours.

    Args:
        model: The model and how it runs; `compute_type` is `float32` or `bfloat16`.
        folder: The folder of the weights.
        pieces: The model's tokenizers.
        limits: The model's longest texts.
        threads: Processor threads, for all of torch in this process.

    Raises:
        ConfigError: torch or transformers is not installed.
        ModelError: The weights cannot be loaded.
    """

    def __init__(
        self, model: LoadedModel, folder: Path, pieces: MarianPieces, limits: MarianLimits, *, threads: int
    ) -> None:
        super().__init__(model, pieces, limits)
        torch.set_num_threads(threads)
        self._network = load_pretrained(transformers.MarianMTModel, folder, model.signature.compute_type)
        self._network.generation_config = transformers.GenerationConfig()  # type: ignore[no-untyped-call] # the folder's forces an end at the limit
        self._target_ids = {piece: number for number, piece in enumerate(pieces.target_pieces)}
        never = [PAD, UNKNOWN, *pieces.foreign_target_pieces()]
        self._never = [self._target_ids[piece] for piece in never if piece in self._target_ids]
        self._lock = threading.Lock()

    def _kind(self, chunk: Chunk) -> tuple[int, int]:
        """The lengths of source and prefix: chunks of a group are equally long, as nothing is padded here."""
        return len(chunk.pieces), len(chunk.prefix)

    def _decode(self, groups: Sequence[Sequence[Chunk]], options: DecodingOptions) -> list[list[list[Scored]]]:
        return [self._decode_group(group, options) for group in groups]

    def _decode_group(self, group: Sequence[Chunk], options: DecodingOptions) -> list[list[Scored]]:
        config = self._network.config
        sources = self._source_ids(group)
        starts = torch.tensor(
            [[config.decoder_start_token_id, *(self._target_ids[piece] for piece in chunk.prefix)] for chunk in group]
        )
        try:
            with self._lock, torch.inference_mode():
                output = self._network.generate(
                    input_ids=sources,
                    attention_mask=torch.ones_like(sources),
                    num_beams=options.beam_size,
                    num_return_sequences=options.beam_size,
                    no_repeat_ngram_size=options.no_repeat_ngram_size,
                    repetition_penalty=options.repetition_penalty,
                    suppress_tokens=self._never,
                    do_sample=False,
                    length_penalty=1.0,
                    early_stopping=options.beam_size > 1,  # as ctranslate2: when as many have ended as there are beams
                    min_new_tokens=1,  # as ctranslate2: never an empty translation
                    max_new_tokens=max(1, self._target_limit(group) - len(group[0].prefix)),
                    decoder_input_ids=starts,
                    decoder_start_token_id=config.decoder_start_token_id,  # `starts` have it; generate needs it as well
                    eos_token_id=self._target_ids[END],
                    pad_token_id=config.pad_token_id,
                )
                scored = self._scored(sources.repeat_interleave(options.beam_size, 0), output)
                firsts = range(0, len(scored), options.beam_size)
                return [scored[first : first + options.beam_size] for first in firsts]
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"torch failed on {len(group)} chunks: {error}") from error

    def _source_ids(self, group: Sequence[Chunk]) -> "torch.Tensor":
        known = self._pieces.source_ids
        return torch.tensor(
            [[*(known.get(piece, known[UNKNOWN]) for piece in chunk.pieces), known[END]] for chunk in group]
        )

    def _scored(self, sources: "torch.Tensor", output: "torch.Tensor") -> list[Scored]:
        """Reads the hypotheses from the decoder's output, and scores them again with one run of the model.

        The scores that `generate` reports are divided by different lengths in beam search and in greedy search.
        """
        logits = self._network(input_ids=sources, decoder_input_ids=output[:, :-1]).logits.float()
        logits[:, :, self._never] = float("-inf")
        log_probs = logits.log_softmax(-1).gather(2, output[:, 1:, None])[:, :, 0]
        decoded: list[Scored] = []
        end = self._target_ids[END]
        for row, scores in zip(output[:, 1:].tolist(), log_probs.tolist(), strict=True):
            length = row.index(end) + 1 if end in row else len(row)
            pieces = [self._pieces.target_pieces[number] for number in row[:length]]
            decoded.append(
                Scored(pieces=pieces, mean_log_prob=sum(scores[:length]) / length, log_probs=scores[:length])
            )
        return decoded

    def close(self) -> None:
        """See `TranslationEngine`."""
        with self._lock:
            self._network = None
