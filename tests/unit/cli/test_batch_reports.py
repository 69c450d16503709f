"""A page for each article of a job."""

from pathlib import Path

from mujaz.cli.batch_reports import WithPages, page_name
from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.jobs.records import Position, Record, Response
from mujaz.pipeline import Pipeline, run_article
from mujaz.types import Article, ProcessOptions
from mujaz.wire.results import article_result_to_json


class Nobody:
    def __init__(self) -> None:
        self.told: list[str] = []

    def began(self) -> None:
        self.told.append("began")

    def progressed(self, progress: object) -> None:
        self.told.append("progressed")

    def failed(self, record: object) -> None:
        self.told.append("failed")

    def translated(self, record: Record, response: Response) -> None:
        self.told.append(record.id)


def test_each_translated_article_has_its_page_and_the_watcher_is_told(tmp_path: Path) -> None:
    pipeline = Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), Settings())
    watcher, folder = Nobody(), tmp_path / "made" / "here"
    pages = WithPages(watcher, folder)
    for name in ("a/b.txt", "a-b.txt"):
        article = Article(id=name, title="افتتاح الجسر", body="قال الوزير <b> إن الجسر فتح.")
        result = run_article(pipeline, article, ProcessOptions())
        response = Response(json=article_result_to_json(result, indent=None, timings=False))
        pages.translated(Record(id=name, place=name, content=article, after=Position()), response)
    assert watcher.told == ["a/b.txt", "a-b.txt"]
    assert sorted(path.name for path in folder.iterdir()) == sorted([page_name("a/b.txt"), page_name("a-b.txt")])
    assert "قال الوزير &lt;b&gt; إن الجسر فتح." in (folder / page_name("a/b.txt")).read_text(encoding="utf-8")


def test_a_page_is_called_as_its_article_as_far_as_that_goes() -> None:
    assert page_name("../../etc/passwd").startswith("etc-passwd-")
    assert page_name("خبر ١").startswith("خبر-١-")
    assert len(page_name("x" * 300)) < 90
    assert page_name("///").endswith(".html")
