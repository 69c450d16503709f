"""Whatever the bytes of an input are, they give records, and reading can go on behind each of them."""

import gzip
import io
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from mujaz.jobs.inputs import Inputs
from mujaz.jobs.records import Failure
from mujaz.jobs.source import Source
from mujaz.types import Article

PARQUET = io.BytesIO()
pq.write_table(pa.table({"id": ["1", "2"], "body": ["نص", "ب"]}), PARQUET)
SEEDS = (
    '{"id": "1", "title": "ع", "body": "نص"}\n{"body": "ب"}\n'.encode(),
    'id,title,body\n1,ع,"نص\nب"\n2,,ج\n'.encode(),
    "<title>ع</title><article><p>نص<p>ب</article>".encode(),
    PARQUET.getvalue(),
)
NAMES = ("a.jsonl", "a.csv", "a.tsv", "a.txt", "a.html", "a.parquet", "a.jsonl.gz", "a.csv.zst")
ENCODINGS = ("", "windows-1256", "utf-16", "utf-8")


@st.composite
def damaged(draw):
    """A good file with some bytes changed, or any bytes at all."""
    data = draw(st.sampled_from(SEEDS) | st.binary(max_size=200))
    packed = draw(st.sampled_from((bytes, gzip.compress, zstandard.compress)))(data)
    at = draw(st.integers(0, len(packed)))
    return packed[:at] + draw(st.binary(max_size=4)) + packed[at + draw(st.integers(0, 4)) :]


@given(data=damaged(), name=st.sampled_from(NAMES), encoding=st.sampled_from(ENCODINGS))
def test_any_bytes_give_records_and_reading_goes_on_behind_each(data, name, encoding):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        source = Source(Inputs([str(path)]), encoding=encoding)
        records = list(source.records())
        for position, record in enumerate(records):
            assert record.place.startswith(str(path))
            assert list(source.records(record.after)) == records[position + 1 :]
            if isinstance(record.content, Failure):
                assert "\n" not in record.content.message.replace(str(path), "")
            else:
                check(record.content)


def check(article: Article) -> None:
    """An article is made of text."""
    for text in (article.id, article.title, article.body):
        text.encode()
    assert article.id
