"""Which articles tell the same story."""

import numpy as np

from mujaz.engines.base import Floats

SAME_STORY = 0.15
"""Mean similarity from which two groups of articles tell the same story. Rather high, as a story told twice does less
harm than two told as one. Measured: docs/evidence.md."""


def group_stories(similarities: Floats, threshold: float = SAME_STORY) -> list[list[int]]:
    """Joins the two groups that are most alike on average, again and again (agglomerative, average linkage).

    Not whatever hangs together by single pairs: one article about two things would make one story of both.

    Args:
        similarities: Of every article with every other, symmetric.
        threshold: Groups less alike than this stay apart.

    Returns:
        Positions of articles, each once: groups by their first article, in order inside.
    """
    groups = {position: [position] for position in range(len(similarities))}
    means = np.array(similarities, dtype=np.float64)
    np.fill_diagonal(means, -np.inf)
    while len(groups) > 1:
        one, other = sorted(int(position) for position in divmod(int(means.argmax()), len(means)))
        if means[one, other] < threshold:
            break
        sizes = len(groups[one]), len(groups[other])
        joined = np.average(means[[one, other]], axis=0, weights=sizes)
        joined[one] = -np.inf
        means[one], means[:, one] = joined, joined
        means[other], means[:, other] = -np.inf, -np.inf
        groups[one] += groups.pop(other)
    return [sorted(positions) for _, positions in sorted(groups.items())]
