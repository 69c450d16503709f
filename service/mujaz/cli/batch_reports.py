"""Writes a report page for each article of a batch job."""

import re
from hashlib import sha256
from pathlib import Path

from mujaz.errors import ConfigError
from mujaz.jobs.job import Progress, Watcher
from mujaz.jobs.records import FailedRecord, Record, Response
from mujaz.types import Article
from mujaz.wire.results import article_result_from_json
from mujaz.written.report import article_html

_UNSAFE = re.compile(r"[^\w.-]+")
_MAX_NAME_CHARS = 60
_DIGEST_CHARS = 12


class WithPages:
    """Writes pages, and passes everything on to another watcher. Articles of earlier runs are not written again.

    Args:
        watcher: The other watcher.
        folder: Where the pages are written; created if it does not exist.

    Raises:
        ConfigError: The folder cannot be created, or is not a folder.
    """

    def __init__(self, watcher: Watcher, folder: Path) -> None:
        self._watcher = watcher
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"--reports: cannot write to {folder}: {error.strerror}", reason="OUTPUT") from None

    def began(self) -> None:
        """See `Watcher`."""
        self._watcher.began()

    def progressed(self, progress: Progress) -> None:
        """See `Watcher`."""
        self._watcher.progressed(progress)

    def failed(self, record: FailedRecord) -> None:
        """See `Watcher`."""
        self._watcher.failed(record)

    def translated(self, record: Record, response: Response) -> None:
        """See `Watcher`."""
        self._watcher.translated(record, response)
        if isinstance(record.content, Article):
            result = article_result_from_json(response.json)
            page = article_html(result.source_of(record.content), result)
            (self._folder / page_name(record.id)).write_bytes(page)


def page_name(article_id: str) -> str:
    """Returns the name of an article's page: its id, as far as file names allow, and a digest that makes it unique."""
    readable = _UNSAFE.sub("-", article_id)[-_MAX_NAME_CHARS:].strip("-.")
    digest = sha256(article_id.encode("utf-8", "replace")).hexdigest()[:_DIGEST_CHARS]
    return f"{readable}-{digest}.html" if readable else f"{digest}.html"
