"""The embedded models through the scheduler: an article comes out the same alone, in company, and out of the memory."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from mujaz.config import Settings
from mujaz.observability.metrics import REGISTRY
from mujaz.pipeline import load_pipeline
from mujaz.scheduling.scheduler import Scheduler
from mujaz.types import Article, ArticleResult, Priority, ProcessOptions, Timings

SENTENCES = (Path(__file__).parents[1] / "data" / "sentences_ar.txt").read_text(encoding="utf-8").splitlines()
OPTIONS = ProcessOptions(beam_size=2)
FRESH = replace(OPTIONS, skip_memory=True)


@pytest.fixture(params=["int8", "float32"])
async def scheduler(request: pytest.FixtureRequest, cache_dir: Path, tmp_path: Path) -> AsyncIterator[Scheduler]:
    settings = Settings(
        cache_dir=cache_dir,
        compute_type=request.param,
        max_batch_tokens=256,
        threads=2,
        translation_memory_file=tmp_path / "memory.sqlite",
    )
    scheduler = Scheduler(load_pipeline(settings), settings)
    yield scheduler
    await scheduler.close()


def articles(count: int, seed: int, *, first: int = 0) -> list[Article]:
    rng = random.Random(seed)
    return [
        Article(
            id=str(number), title=rng.choice(SENTENCES)[:60], body="\n".join(rng.sample(SENTENCES, rng.randint(1, 3)))
        )
        for number in range(first, first + count)
    ]


def comparable(result: ArticleResult, scheduler: Scheduler) -> object:
    """All but the time it took; in float32 without what rests on the sixth digit of a score."""
    if scheduler.models[0].signature.compute_type == "int8":
        return replace(result, timings=Timings())
    return result.title.text, result.body.text, result.brief


async def in_company(
    scheduler: Scheduler, watched: list[Article], options: ProcessOptions, seed: int
) -> dict[str, ArticleResult]:
    """Articles among random neighbours, in random order, lanes and beams, coming one by one."""
    rng = random.Random(seed)
    results: dict[str, ArticleResult] = {}

    async def process(article: Article, options: ProcessOptions) -> None:
        await asyncio.sleep(rng.uniform(0, 0.3))
        results[article.id] = await scheduler.article(article, options)

    def of_lane(options: ProcessOptions) -> ProcessOptions:
        return replace(options, priority=rng.choice(list(Priority)))

    jobs = [(article, of_lane(options)) for article in watched]
    for article in articles(6, seed, first=1000):
        jobs.append((article, of_lane(replace(FRESH, brief=None, beam_size=rng.choice([1, 2])))))
    rng.shuffle(jobs)
    await asyncio.gather(*(process(article, options) for article, options in jobs))
    return results


async def test_an_article_is_the_same_among_any_neighbours_and_out_of_the_memory(scheduler: Scheduler) -> None:
    watched = articles(6, seed=1)
    alone = {article.id: comparable(await scheduler.article(article, FRESH), scheduler) for article in watched}
    decoded = 0.0
    for seed, options in ((2, FRESH), (3, OPTIONS), (4, OPTIONS)):
        hits, misses = lookups("hit_memory"), lookups("miss")
        results = await in_company(scheduler, watched, options, seed)
        assert {one.id: comparable(results[one.id], scheduler) for one in watched} == alone
        hits, misses = lookups("hit_memory") - hits, lookups("miss") - misses
        if options is FRESH:
            assert hits == misses == 0, "who skips the memory does not look into it"
        elif not decoded:
            decoded = misses
            assert decoded > hits, "who skips the memory leaves nothing in it"
        else:
            assert (hits >= decoded, misses) == (True, 0), "all of the last round came out of the memory"


def lookups(outcome: str) -> float:
    return REGISTRY.get_sample_value("mujaz_memory_lookups_total", {"outcome": outcome}) or 0.0
