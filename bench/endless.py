"""Sends articles of 100,000 characters without the end of a sentence: `python bench/endless.py [--engine ENGINE]`.

Each goes to a server of its own in the bulk lane, while a caller asks for one sentence after another in the interactive
lane. The table shows the server's processor seconds until the article is answered and the latency of the sentences,
beside those of news of the same length. The exit code is 1 if an article costs more than three times what the news
costs, or if the 95th percentile of the latency is more than twice that beside the news.
"""

import argparse
import asyncio
import statistics
import sys
import time
from dataclasses import dataclass

from serving import ENGINES, SENTENCES, ServerProcess, running_server

from mujaz.client import AsyncClient, RetryPolicy
from mujaz.types import Article, Priority, ProcessOptions

MOST_COST = 3.0
MOST_LATENCY = 2.0
TIMEOUT_S = 1800.0
ALONE = 30
"""Sentences that are sent first, to know what one costs the server."""
PHRASES = {
    "bounds and measures": "أكثر من 5 كجم ",
    "magnitudes": "مليون مليون 5, ",
    "ordinals and dates": "الثالث 17 مارس 2017 نصف ",
    "names": "أبو بكر بن عبد الله البغداد جنوب السودان ",
    "quotation marks": "« قال غير » ",
    "words of one letter": "و ب ",
    "long words": "وسيستخدمونها" * 80 + " ",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """What an article cost and how long others waited.

    Args:
        processor_s: Processor seconds of the server until the article's answer, without those of the sentences.
        seconds: Seconds until the answer.
        latency_s: The seconds of each sentence meanwhile.
    """

    processor_s: float
    seconds: float
    latency_s: list[float]

    @property
    def p95_s(self) -> float:
        """The 95th percentile of the latency."""
        return statistics.quantiles(self.latency_s, n=20)[-1]


def filled(text: str, chars: int) -> str:
    """Repeat a text up to a length."""
    return (text * (chars // len(text) + 1))[:chars]


async def measure(server: ServerProcess, body: str) -> Row:
    """Send an article and, until it is answered, one sentence after another."""
    async with AsyncClient(server.address, retry=RetryPolicy(max_attempts=1), timeout_s=TIMEOUT_S) as client:
        bulk = ProcessOptions(priority=Priority.BULK, skip_memory=True)
        single = ProcessOptions(priority=Priority.INTERACTIVE, skip_memory=True, brief=None)
        await client.process_article(Article(body=SENTENCES[0]), single)
        used_s = server.processor_s
        for sentence in SENTENCES[:ALONE]:
            await client.process_article(Article(body=sentence), single)
        a_sentence_s = (server.processor_s - used_s) / ALONE
        started_s, used_s = time.monotonic(), server.processor_s
        article = asyncio.create_task(client.process_article(Article(body=body), bulk))
        latency_s = []
        while not article.done():
            sent_s = time.monotonic()
            await client.process_article(Article(body=SENTENCES[len(latency_s) % len(SENTENCES)]), single)
            latency_s.append(time.monotonic() - sent_s)
        await article
        own_s = server.processor_s - used_s - a_sentence_s * len(latency_s)
        return Row(processor_s=own_s, seconds=time.monotonic() - started_s, latency_s=latency_s)


def main() -> int:
    """Measure every kind of article and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES, default="starter", help="default: starter")
    parser.add_argument("--chars", type=int, default=100_000, help="length of each article (default: 100,000)")
    options = parser.parse_args()
    bodies = {"news": filled("\n".join(SENTENCES) + "\n", options.chars)}
    bodies |= {name: filled(phrase, options.chars) for name, phrase in PHRASES.items()}
    print(f"{'article':<22}{'processor s':>12}{'by news':>9}{'seconds':>9}{'sentences':>11}{'p50 ms':>8}", end="")
    print(f"{'p95 ms':>8}{'by news':>9}")
    missed, news = False, None
    for name, body in bodies.items():
        with running_server(options.engine, "--max-article-chars", str(options.chars)) as server:
            row = asyncio.run(measure(server, body))
        news = news or row
        cost, latency = row.processor_s / news.processor_s, row.p95_s / news.p95_s
        missed |= cost > MOST_COST or latency > MOST_LATENCY
        median_ms, p95_ms = 1000 * statistics.median(row.latency_s), 1000 * row.p95_s
        print(
            f"{name:<22}{row.processor_s:>12.1f}{cost:>9.2f}{row.seconds:>9.1f}{len(row.latency_s):>11}"
            f"{median_ms:>8.0f}{p95_ms:>8.0f}{latency:>9.2f}",
            flush=True,
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
