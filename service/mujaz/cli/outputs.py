"""Checks where results are to be written before anything is translated, and writes them."""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from mujaz.errors import ConfigError
from mujaz.types import Article, ArticleResult, DigestResult
from mujaz.written import ARTICLE_WRITERS, DIGEST_WRITERS

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


def refuse_address(path: Path, flag: str) -> None:
    """Raises `ConfigError` for an address of an object store or the web, as results are written to files."""
    if _ADDRESS.match(str(path)):
        raise ConfigError(
            f"{flag}: {path.parts[0]}// is an address, and results are written to files here; write to a file and copy "
            "it there",
            reason="OUTPUT",
        )


def refuse_input(path: Path, flag: str, inputs: Iterable[str]) -> None:
    """Refuses to overwrite an input with the result.

    Args:
        path: Where the result is to be written.
        flag: The flag that names it.
        inputs: Files, folders and addresses that are read.

    Raises:
        ConfigError: It is one of the files.
    """
    for name in inputs:
        if path.exists() and Path(name).is_file() and path.samefile(name):
            raise ConfigError(f"{flag}: {path} is the input itself; name another file", reason="OUTPUT")


def require_writable(path: Path, flag: str) -> None:
    """Refuses a file that cannot be written; leaves it as it is.

    Args:
        path: Where the result is to be written.
        flag: The flag that names it.

    Raises:
        ConfigError: Its folder does not exist, or the file cannot be opened.
    """
    if not path.parent.is_dir():
        raise ConfigError(f"{flag}: the folder {path.parent} does not exist", reason="OUTPUT")
    is_new = not path.exists()
    try:
        path.open("a").close()
        if is_new:
            path.unlink()
    except OSError as error:
        raise ConfigError(f"{flag}: cannot write {path}: {error.strerror}", reason="OUTPUT") from None


def require_page(path: Path, flag: str) -> None:
    """Raises `ConfigError` if the name is not that of a web page."""
    if path.suffix.lower() not in ("", ".html", ".htm"):
        raise ConfigError(
            f"{flag}: writes a web page, and {path.name} is not the name of one; name it .html, or see --output for "
            "other kinds",
            reason="OUTPUT",
        )


def check_output(path: Path, flag: str, *, of_digest: bool = False) -> None:
    """Makes sure that a result can be written, before anything is translated for it.

    Args:
        path: Where the result is to be written.
        flag: The flag that names it.
        of_digest: Whether the result is a digest, not an article.

    Raises:
        ConfigError: The path has an unknown ending, is an address, or cannot be written.
    """
    refuse_address(path, flag)
    known = DIGEST_WRITERS if of_digest else ARTICLE_WRITERS
    if path.suffix.lower() not in known:
        raise ConfigError(
            f"{flag}: cannot tell from {path.name} what to write; the endings are {' '.join(known)}", reason="OUTPUT"
        )
    require_writable(path, flag)
    if path.suffix.lower() == ".docx":
        from mujaz.readers.office import require

        require("docx", "writing Word files")


def write(path: Path, data: bytes) -> None:
    """Writes a file and says so, on standard error."""
    path.write_bytes(data)
    print(f"wrote {path}", file=sys.stderr)


def write_article(path: Path, article: Article, result: ArticleResult) -> None:
    """Writes an article and its translation side by side, to a path that `check_output` has checked.

    Args:
        path: The file; its ending determines the format.
        article: The article as it was read.
        result: Its translation.
    """
    write(path, ARTICLE_WRITERS[path.suffix.lower()](article, result))


def write_digest(path: Path, articles: Sequence[Article], result: DigestResult) -> None:
    """Writes a digest, to a path that `check_output` has checked.

    Args:
        path: The file; its ending determines the format.
        articles: The articles of the digest, which have the names and addresses of their sources.
        result: The digest.
    """
    write(path, DIGEST_WRITERS[path.suffix.lower()](articles, result))
