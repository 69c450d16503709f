"""The input and the output of a translation model."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodingOptions:
    """How the decoder searches for hypotheses.

    Args:
        beam_size: Hypotheses kept at each step; 1 is greedy.
        no_repeat_ngram_size: A target n-gram of this many tokens may occur only once; 0 allows any repetition.
        repetition_penalty: Above 1, tokens that were already used become less likely.
    """

    beam_size: int = 4
    no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0

    def __str__(self) -> str:
        words = [f"beam={self.beam_size}"]
        if self.no_repeat_ngram_size:
            words.append(f"no_repeat_ngram={self.no_repeat_ngram_size}")
        if self.repetition_penalty != 1.0:
            words.append(f"repetition_penalty={self.repetition_penalty}")
        return " ".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A source text that is short enough for the model.

    Args:
        pieces: The source tokens, without the end-of-sentence token.
        prefix: Target tokens that the hypothesis must begin with; may be empty.
    """

    pieces: tuple[str, ...]
    prefix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """The model's translation of one chunk.

    Args:
        text: The translation, detokenised.
        mean_log_prob: Natural logarithm of the model's probability, divided by `token_count`; 0 is certain.
        token_count: Number of target tokens, the end-of-sentence token included.
        truncated: The decoder stopped at its length limit before the end of the sentence.
        alternatives: The other hypotheses of the search when it ended, best first. They take no extra time.
        word_probabilities: For each word of `text.split()`, the model's probability of its least likely token. Empty
            where they are not known, as in alternatives.
    """

    text: str
    mean_log_prob: float
    token_count: int
    truncated: bool = False
    alternatives: tuple["Hypothesis", ...] = ()
    word_probabilities: tuple[float, ...] = ()
