"""Measures health Check during the translation of long articles: `python bench/health_latency.py [--articles N]`.

The server runs in a process of its own with the embedded models, so that the client's loop is not measured with it.
Check is called every 10 ms over one connection, first on an idle server, then while it translates N long articles.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc

ARTICLE = Path(__file__).parents[1] / "examples/alsabah-2021-04-08.txt"
INTERVAL_S = 0.01
IDLE_CHECKS = 300


def main() -> None:
    """Start the server, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1, help="long articles at once (default: 1)")
    parser.add_argument("--repeat", type=int, default=4, help="copies of the example in an article (default: 4)")
    parser.add_argument("--threads", type=int, default=0, help="threads of the model (default: all)")
    options = parser.parse_args()
    command = [str(Path(sys.executable).with_name("mujaz")), "serve", "--address", "127.0.0.1:0"]
    server = subprocess.Popen(
        [*command, "--threads", str(options.threads)], stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        address = _address(server)
        body = "\n".join([ARTICLE.read_text("utf-8")] * options.repeat)
        asyncio.run(_measure(address, body, articles=options.articles))
    finally:
        server.terminate()
        server.communicate()


def _address(server: "subprocess.Popen[str]") -> str:
    """Wait until the server serves, and return its address."""
    assert server.stderr is not None
    address = ""
    for line in server.stderr:
        event = json.loads(line)
        address = event.get("address", address)
        if event["event"] == "serving":
            return address
    raise SystemExit("the server did not start")


async def _measure(address: str, body: str, *, articles: int) -> None:
    async with grpc.aio.insecure_channel(address) as channel:
        health = health_pb2_grpc.HealthStub(channel)
        idle = [await _check_ms(health) for _ in range(IDLE_CHECKS)]
        stub = pb_grpc.ArticleServiceStub(channel)
        options = pb.ProcessOptions(skip_memory=True)  # the same text must be translated every time
        request = pb.ProcessArticleRequest(article=pb.Article(body=body), options=options)
        started_s = time.perf_counter()
        working = asyncio.gather(*(stub.ProcessArticle(request) for _ in range(articles)))
        busy = []
        while not working.done():
            busy.append(await _check_ms(health))
        await working
        duration_s = time.perf_counter() - started_s
    print(f"{articles} article(s) of {len(body):,} characters, {duration_s:.1f} s\n")
    print(f"{'health Check':<14}{'calls':>8}{'p50 ms':>10}{'p99 ms':>10}{'max ms':>10}")
    for name, times_ms in (("idle", idle), ("translating", busy)):
        times_ms.sort()
        p50, p99 = (times_ms[int(share * (len(times_ms) - 1))] for share in (0.5, 0.99))
        print(f"{name:<14}{len(times_ms):>8}{p50:>10.2f}{p99:>10.2f}{times_ms[-1]:>10.2f}")


async def _check_ms(health: health_pb2_grpc.HealthStub) -> float:
    started_s = time.perf_counter()
    await health.Check(health_pb2.HealthCheckRequest(service="mujaz.v1.ArticleService"))
    duration_s = time.perf_counter() - started_s
    await asyncio.sleep(INTERVAL_S)
    return 1000 * duration_s


if __name__ == "__main__":
    main()
