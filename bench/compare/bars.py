"""Compares speeds with the project's targets, and measures latency, memory and start."""

import statistics
import time
from contextlib import ExitStack

from bench.compare.report import Bar
from bench.compare.server import Mujaz, interactive, watching_memory
from bench.compare.speed import Entrant, Speeds, seconds_of
from bench.compare.stand import ARGOS, BATCHED, BEFORE, BY_ARTICLE, LIBRETRANSLATE, WHOLE, Bench, Measured
from bench.compare.systems import PlainCtranslate2
from bench.startup import start_and_ask

_BATCH_TOKENS = 1024
_WARMING_CLIENTS = 16
_SETTLING_S = 2.0


def speed_bars(speeds: Speeds) -> list[Bar]:
    """Return the targets for speed whose systems both ran; in processor time unless stated otherwise."""
    named = set(speeds.names())
    served = "Mujaz, 16 clients"
    wanted = (
        ("that of an older build", served, f"{BEFORE}, 16 clients", 2.0, speeds.ratio),
        ("ctranslate2 on everything at once, four beams", served, BATCHED, 1.25, speeds.ratio),
        ("transformers article by article, float32", served, BY_ARTICLE, 14.0, speeds.ratio),
        ("LibreTranslate over HTTP, by the clock", served, LIBRETRANSLATE, 12.0, speeds.clock_ratio),
        ("Argos Translate", served, ARGOS, 12.0, speeds.ratio),
        ("its own at 16 clients, at 256", "Mujaz, 256 clients", served, 0.97, speeds.ratio),
        ("ctranslate2 without a trimmed vocabulary, by ctranslate2 with one", BATCHED, WHOLE, 1.4, speeds.ratio),
    )
    return [
        Bar(what=f"speed as served by {what}", wanted=f">= {least}", found=f"{found:.2f}", met=found >= least)
        for what, one, other, least, ratio in wanted
        if {one, other} <= named
        for found in [ratio(one, other)]
    ]


def trimming(found: Measured, bench: Bench, entrants: list[Entrant]) -> None:
    """Note whether a model with a trimmed vocabulary translates the same, and how much smaller it is."""
    systems = {entrant.system.name: entrant.system for entrant in entrants}
    if bench.model.plain is None or not {BATCHED, WHOLE} <= systems.keys():
        return
    some = bench.articles[: 2 if bench.options.quick else 16]
    small, whole = (
        [line for article in systems[name].translate(some) for line in article] for name in (BATCHED, WHOLE)
    )
    same = sum(one == other for one, other in zip(small, whole, strict=True))
    small_mb, whole_mb = ((folder / "model.bin").stat().st_size / 1e6 for folder in (bench.trimmed, bench.model.plain))
    found.notes.append(
        f"Trimmed, the model takes {small_mb:.0f} MB instead of {whole_mb:.0f} MB, "
        f"and {same} of {len(whole)} translations are the same."
    )


def latency(found: Measured, bench: Bench) -> None:
    """Measure one article alone, and an interactive sentence under a bulk load."""
    options = bench.options
    repeats = 3 if options.quick else 15
    calls = 20 if options.quick else 200
    with ExitStack() as stack:
        plain = PlainCtranslate2(bench.model, bench.trimmed, threads=options.threads, name=BATCHED)
        stack.callback(plain.close)
        server = bench.start_server()
        stack.callback(server.close)
        extra_ms = _alone(found, plain, Mujaz(server, 1), bench, repeats)
        found.bars.append(
            Bar(
                what="one article alone, longer than ctranslate2 takes",
                wanted="<= 15 ms",
                found=f"{extra_ms:.0f} ms",
                met=extra_ms <= 15,
            )
        )
        alone = interactive(server, bench.articles, calls, bulk=False)
        loaded = interactive(server, bench.articles, calls, bulk=True)
        batch_ms = 1000 * _batch_s(bench, repeats)
    most_ms = 2 * alone.p95_ms + batch_ms
    found.bars.append(
        Bar(
            what=f"a sentence under bulk load, 95th percentile of {calls} (alone {alone.p95_ms:.0f} ms)",
            wanted=f"<= {most_ms:.0f} ms: twice that alone and a batch of {batch_ms:.0f} ms",
            found=f"{loaded.p95_ms:.0f} ms (median {loaded.median_ms:.0f} ms)",
            met=loaded.p95_ms <= most_ms,
        )
    )


def _alone(found: Measured, plain: PlainCtranslate2, mujaz: Mujaz, bench: Bench, repeats: int) -> float:
    """Return the median over articles of the milliseconds that Mujaz takes longer than ctranslate2."""
    differences_ms, served_ms = [], []
    for article in bench.articles[:repeats]:
        plain_s, served_s = (seconds_of(system, [article], 3) for system in (plain, mujaz))
        differences_ms.append(1000 * (served_s - plain_s))
        served_ms.append(1000 * served_s)
    found.notes.append(f"One article alone takes {statistics.median(served_ms):.0f} ms over gRPC (median).")
    return statistics.median(differences_ms)


def _batch_s(bench: Bench, repeats: int) -> float:
    """Return the seconds that one thread takes for a batch of the server's size."""
    sentences = [sentence for article in bench.articles for sentence in article]
    one = PlainCtranslate2(bench.model, bench.trimmed, threads=1, name=BATCHED)
    largest = sentences[: max(1, _BATCH_TOKENS // 25)]  # a sentence of the examples has about 25 tokens
    try:
        one.translate([largest])
        return seconds_of(one, [largest], repeats)
    finally:
        one.close()


def memory(found: Measured, bench: Bench) -> None:
    """Measure resident memory when warm and idle, and its peak with the most clients.

    The server is warmed up with full batches, which one client alone never fills.
    """
    server = bench.start_server()
    clients = max(bench.options.clients)
    try:
        Mujaz(server, _WARMING_CLIENTS).translate(bench.articles[: 2 * _WARMING_CLIENTS])
        time.sleep(_SETTLING_S)
        idle_mb = server.process.resident_mb
        with watching_memory(server) as peak:
            Mujaz(server, clients).translate(bench.articles[: bench.options.slow(2 if not bench.model.plain else 8)])
    finally:
        server.close()
    ratio = peak.resident_mb / idle_mb
    found.bars.append(
        Bar(
            what=f"resident memory with {clients} clients, divided by that when warm and idle ({idle_mb:.0f} MB)",
            wanted="<= 1.3",
            found=f"{ratio:.2f} ({peak.resident_mb:.0f} MB)",
            met=ratio <= 1.3,
        )
    )


def start(found: Measured, bench: Bench) -> None:
    """Measure the seconds from the command to SERVING, and the first article's time divided by the tenth's."""
    runs = []
    for _ in range(2 if bench.options.quick else 7):
        address, environment = bench.start_place()
        runs.append(start_and_ask(address, environment))
    start_s = statistics.median(one for one, _ in runs)
    ratio = statistics.median(times_s[0] / times_s[-1] for _, times_s in runs)
    found.bars.append(
        Bar(what="start, from the command to SERVING", wanted="< 1.5 s", found=f"{start_s:.2f} s", met=start_s < 1.5)
    )
    found.bars.append(
        Bar(what="first article's time divided by the tenth's", wanted="<= 1.2", found=f"{ratio:.2f}", met=ratio <= 1.2)
    )
