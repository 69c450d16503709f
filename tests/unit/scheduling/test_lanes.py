"""The lanes' count of what waits: true after any coming and going, equal chunks once."""

import random
import time

from mujaz.pipeline.steps import DecodeRequest
from mujaz.scheduling.lanes import Lanes
from mujaz.scheduling.tickets import Ticket
from mujaz.types import Chunk, DecodingOptions, Priority


def ticket(*lengths: int, beam_size: int = 1, deadline_s: float | None = None) -> Ticket:
    chunks = tuple(Chunk(pieces=("كلمة",) * length) for length in lengths)
    return Ticket(DecodeRequest(chunks=chunks, options=DecodingOptions(beam_size=beam_size)), deadline_s)


def test_equal_chunks_are_work_once_and_wider_beams_are_more_work() -> None:
    lanes = Lanes(64)
    for each in (ticket(10, 10, 20), ticket(20), ticket(20, beam_size=6)):
        lanes.add(each, Priority.BULK)
    assert len(lanes) == 5
    assert lanes.work_in(Priority.BULK) == 10 * 5 + 20 * 5 + 20 * 10
    assert lanes.work_in(Priority.INTERACTIVE) == 0


def test_the_work_is_gone_when_all_has_come_and_gone() -> None:
    rng = random.Random(0)
    lanes, tickets = Lanes(64), []
    for _ in range(500):
        match rng.randrange(3):
            case 0 | 1:
                deadline_s = rng.choice([None, 0.0, time.monotonic() + 60])
                some = ticket(
                    *(rng.randint(1, 9) for _ in range(5)), beam_size=rng.randint(1, 3), deadline_s=deadline_s
                )
                lanes.add(some, rng.choice(list(Priority)))
                tickets.append(some)
            case _ if len(lanes):
                assert all(item.ticket.deadline_s != 0.0 for item in lanes.take(time.monotonic()))
        if rng.random() < 0.2 and tickets:
            lanes.remove(tickets.pop(rng.randrange(len(tickets))).items)
        assert all((lanes.work_in(priority) > 0) <= bool(len(lanes)) for priority in Priority)
    while len(lanes):
        lanes.take(time.monotonic())
    assert [lanes.work_in(priority) for priority in Priority] == [0, 0]
