"""Chooses which of the waiting chunks go to the model next, and which of them together.

A batch is the chunk that has waited longest in its lane and chunks behind it that are padded to the same length, until
the token budget is full. So nothing starves, and nothing is padded further than it would be alone. Equal chunks go
together and are decoded once.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from mujaz.errors import DeadlineExceeded
from mujaz.scheduling.tickets import Item, Ticket
from mujaz.types import Chunk, DecodingOptions, Priority

_BULK_SHARE = 4
"""While chunks wait in both lanes, every fourth batch comes from the bulk lane, so that it never stands still."""

_HORIZON = 512
"""Chunks of a lane considered for a batch: some ten batches of 1,024 tokens, planned within a millisecond."""

_Decoding: TypeAlias = tuple[Chunk, DecodingOptions]

_Lane: TypeAlias = dict[Item, None]
"""Waiting chunks in order of arrival. A dict, because chunks may leave from the middle."""


class Lanes:
    """Two lanes of waiting chunks. To be used only with the batcher's lock held.

    Args:
        max_batch_tokens: The most source tokens in a batch, padding included.
    """

    def __init__(self, max_batch_tokens: int) -> None:
        self._max_batch_tokens = max_batch_tokens
        self._lanes: dict[Priority, _Lane] = {priority: {} for priority in Priority}
        self._copies: dict[Priority, Counter[_Decoding]] = {priority: Counter() for priority in Priority}
        self._work: dict[Priority, float] = dict.fromkeys(Priority, 0.0)
        self._since_bulk = 0

    def __len__(self) -> int:
        """The number of waiting chunks."""
        return sum(map(len, self._lanes.values()))

    def add(self, ticket: Ticket, priority: Priority) -> None:
        """Puts the chunks of a request at the end of a lane."""
        self._lanes[priority].update(dict.fromkeys(ticket.items))
        copies = self._copies[priority]
        for item in ticket.items:
            decoding = (item.chunk, ticket.request.options)
            if decoding not in copies:
                self._work[priority] += item.work
            copies[decoding] += 1

    def remove(self, items: Sequence[Item]) -> None:
        """Removes those of these chunks that still wait."""
        for priority, lane in self._lanes.items():
            copies = self._copies[priority]
            for item in items:
                if item not in lane:
                    continue
                del lane[item]
                decoding = (item.chunk, item.ticket.request.options)
                copies[decoding] -= 1
                if not copies[decoding]:
                    del copies[decoding]
                    self._work[priority] -= item.work

    def work_in(self, priority: Priority) -> float:
        """The work that waits in a lane, as in `Item.work`; equal chunks count once."""
        return self._work[priority]

    def clear(self) -> list[Ticket]:
        """Removes everything; returns the requests."""
        tickets = list({item.ticket: None for lane in self._lanes.values() for item in lane})
        for ticket in tickets:
            self.remove(ticket.items)
        return tickets

    def take(self, now_s: float) -> list[Item]:
        """Removes and returns one batch. It is empty if all considered chunks have missed their deadline.

        Args:
            now_s: The time of `time.monotonic`.
        """
        batch = _plan(self._living(self._next_lane(), now_s), self._max_batch_tokens)
        self.remove(batch)
        return batch

    def _next_lane(self) -> _Lane:
        interactive, bulk = self._lanes[Priority.INTERACTIVE], self._lanes[Priority.BULK]
        if not bulk:
            return interactive
        self._since_bulk += 1
        if interactive and self._since_bulk < _BULK_SHARE:
            return interactive
        self._since_bulk = 0
        return bulk

    def _living(self, lane: _Lane, now_s: float) -> list[Item]:
        """The chunks that have waited longest; fails those whose deadline has passed."""
        waiting = list(itertools.islice(lane, _HORIZON))
        for ticket in {item.ticket for item in waiting}:
            if ticket.deadline_s is not None and now_s > ticket.deadline_s:
                self.remove(ticket.items)
                ticket.fail(DeadlineExceeded("the deadline passed while the text waited for the model"))
        return [item for item in waiting if not item.ticket.over]


def _plan(waiting: Sequence[Item], max_batch_tokens: int) -> list[Item]:
    """The chunk that has waited longest and as many that can be decoded with it as the budget allows."""
    if not waiting:
        return []
    oldest = waiting[0]
    options: DecodingOptions = oldest.ticket.request.options
    alike = [item for item in waiting if item.padded == oldest.padded and item.ticket.request.options == options]
    distinct = dict.fromkeys(item.chunk for item in alike)
    chosen = set(itertools.islice(distinct, max(1, max_batch_tokens // oldest.padded)))
    return [item for item in alike if item.chunk in chosen]  # equal chunks of other requests come along
