"""What a job reads and writes, by name: apart, as the command line needs the names before anything else of a job."""

import enum


class InputFormat(enum.Enum):
    """What is in a file."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    TEXT = "text"
    HTML = "html"
    DOCUMENT = "document"
    """A whole file whose kind its content tells: a page, a feed, JSON, a message, a document, an archive."""


class OutputFormat(enum.Enum):
    """What a job writes."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    TEXT = "text"
