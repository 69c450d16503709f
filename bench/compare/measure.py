"""Measures one model, part by part."""

from contextlib import ExitStack
from pathlib import Path

from bench.compare.bars import latency, memory, speed_bars, start, trimming
from bench.compare.speed import Speeds, race
from bench.compare.stand import Bench, Measured, Options, Progressed
from bench.compare.workload import dev_set, engine_of, opus_geometry, setting_of, starter, texts
from mujaz.catalogue.conversion import converted
from mujaz.catalogue.folders import find, fingerprint
from mujaz.config import Settings


def measure_model(name: str, options: Options, scratch: Path, progressed: Progressed) -> Measured:
    """Measure the requested parts of a model."""
    progressed(f"{name}: preparing")
    model = starter() if name == "starter" else opus_geometry(scratch / "opus-geometry")
    engine = engine_of(model, threads=options.threads, cache_dir=scratch / "cache")
    articles = texts(engine, options.articles)
    if model.forced_length:
        articles = [
            [line for line in article if len(engine.encode(line)) < model.forced_length] for article in articles
        ]
    dev = dev_set(options.dev, options.dev_lines, engine) if options.dev and model.forced_length is None else None
    engine.close()
    settings = Settings(translation_model=setting_of(model), cache_dir=scratch / "cache")
    folder = find(settings.translation_model, settings)
    trimmed = converted(folder, fingerprint(folder), "int8", scratch / "cache")
    bench = Bench(
        model=model, options=options, folder=scratch, articles=articles, progressed=progressed, trimmed=trimmed
    )
    found = Measured(model=model.name, speeds=Speeds())
    with ExitStack() as stack:
        entrants = bench.entrants(stack)
        if entrants:
            found.speeds = race(entrants, articles, options.repeats, progressed)
        for entrant in entrants if dev else []:
            progressed(f"{entrant.system.name}: chrF")
            assert dev is not None
            found.speeds.chrf[entrant.system.name] = dev.chrf(entrant.system)
        trimming(found, bench, entrants)
    found.notes += bench.left_out
    found.bars += speed_bars(found.speeds)
    for part, measure in (("latency", latency), ("memory", memory), ("start", start)):
        if part in options.parts:
            progressed(f"{name}: {part}")
            measure(found, bench)
    return found
