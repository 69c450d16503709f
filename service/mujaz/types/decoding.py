"""What goes into a translation model and what comes out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodingOptions:
    """How hypotheses are searched for.

    Args:
        beam_size: Hypotheses kept at each step; 1 is greedy.
        no_repeat_ngram_size: A target n-gram of this many pieces may occur only once; 0 allows any repetition.
        repetition_penalty: Above 1, pieces that were used already become less likely.
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
    """A source text that fits the model.

    Args:
        pieces: The model's source pieces, without the end-of-sentence mark.
        prefix: Target pieces that the hypothesis must begin with; empty leaves it free.
    """

    pieces: tuple[str, ...]
    prefix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """What the model made of one chunk.

    Args:
        text: The translation, detokenised.
        mean_log_prob: Natural logarithm of the model's probability, divided by `token_count`; 0 is certain.
        token_count: Target pieces, the end-of-sentence mark included.
        truncated: The decoder stopped at its length limit before the end of the sentence.
        alternatives: What else the search had found when it ended, best first. They cost nothing more.
        word_probabilities: For each word of `text`, as `text.split()` has them, the model's probability of the least
            likely of its pieces. Empty where they are not known, as in alternatives.
    """

    text: str
    mean_log_prob: float
    token_count: int
    truncated: bool = False
    alternatives: tuple["Hypothesis", ...] = ()
    word_probabilities: tuple[float, ...] = ()
