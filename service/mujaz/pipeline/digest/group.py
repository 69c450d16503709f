"""Groups the articles that tell the same story."""

from mujaz.engines.base import Floats

SAME_STORY = 0.15
"""Two groups of articles tell the same story if their mean similarity is at least this. It is rather high, because a
story that is told twice does less harm than two stories told as one. Measured: docs/evidence.md."""


def group_stories(similarities: Floats, threshold: float = SAME_STORY) -> list[list[int]]:
    """Groups articles by agglomerative clustering with average linkage.

    With single linkage, one article about two events would join their stories.

    Args:
        similarities: The similarity of each article to each other, a symmetric matrix.
        threshold: Groups with a lower mean similarity stay apart.

    Returns:
        The positions of the articles in each group, in order. The groups are ordered by their first article.
    """
    import numpy as np  # noqa: PLC0415, only digests need it

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
