"""What a server takes up after a while of work."""

import signal
from collections.abc import Callable

import psutil
import pytest

from mujaz.client import ArticleFailure, Client
from mujaz.types import Article
from tests.e2e.conftest import Server

MAX_RESIDENT_BYTES = 500 * 10**6
SENTENCES = (
    "قال الوزير إن {number} شخصا وصلوا إلى العاصمة يوم الأحد.",
    "وارتفعت الأسعار بنسبة {number}% خلال الشهر الماضي.",
    "وأضاف أن الحكومة تعمل على حل المشكلة في أقرب وقت ممكن.",
)


@pytest.mark.slow
def test_resident_memory_stays_below_500_mb_over_200_articles_without_torch(serve: Callable[..., Server]) -> None:
    server = serve()
    server.wait_for("serving")
    bodies = ["\n".join(SENTENCES[: 1 + number % 3]).format(number=number) for number in range(200)]
    articles = [Article(id=str(number), title="أخبار", body=body) for number, body in enumerate(bodies)]
    with Client(server.address) as client:
        answers = list(client.process_articles(articles))
    assert len({answer.id for answer in answers}) == 200
    assert not [answer for answer in answers if isinstance(answer, ArticleFailure)]
    process = psutil.Process(server.process.pid)
    assert process.memory_info().rss < MAX_RESIDENT_BYTES
    assert not [mapped.path for mapped in process.memory_maps() if "torch" in mapped.path]
    assert server.stop(signal.SIGTERM) == 0
