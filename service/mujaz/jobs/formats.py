"""The input and output formats of a job. They are a module of their own because the command line needs their names
before the rest of a job is imported.
"""

import enum


class InputFormat(enum.Enum):
    """The format of an input file."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    WORKBOOK = "workbook"
    TEXT = "text"
    HTML = "html"
    DOCUMENT = "document"
    """Any file that is read as a whole; its content tells the kind: page, feed, JSON, message, document or archive."""


class OutputFormat(enum.Enum):
    """The format of the results."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    TEXT = "text"
