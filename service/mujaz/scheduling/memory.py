"""The translation memory: what the model made of a chunk, for the next time that the same chunk comes.

News repeats itself: agencies' phrases, corrected articles sent again, one report in ten papers. A hypothesis is found
again only under the same pieces, prefix, decoding, model revision, engine, arithmetic and version, so an answer is what
it would have been without. Of the source a hash is kept, of the translation its text.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from pydantic import TypeAdapter, ValidationError

from mujaz import __version__
from mujaz.config import Settings
from mujaz.observability import metrics
from mujaz.pipeline.steps import DecodeRequest
from mujaz.scheduling.memory_file import MemoryFile
from mujaz.text.normalize import NORMALIZER_VERSION
from mujaz.types import Chunk, Hypothesis, ModelSignature

_ENTRY_BYTES = 300
"""What an entry takes beside its value: the key, two objects' headers and a place in the dictionary, measured."""

_HYPOTHESIS = TypeAdapter(Hypothesis)


class TranslationMemory:
    """Remembers what one model made of chunks: the newest in this process, and more in a file. See `Memory`.

    Args:
        signature: The model as it runs.
        max_bytes: The most that it may take in this process; what was used longest ago goes first.
        file: Where it outlives the process.
    """

    def __init__(self, signature: ModelSignature, *, max_bytes: int, file: MemoryFile | None = None) -> None:
        shape = [field.name for field in fields(Hypothesis)]  # of another version something might be missing
        self._maker = repr((__version__, NORMALIZER_VERSION, signature, shape))
        self._max_bytes = max_bytes
        self._file = file
        self._entries: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def size_bytes(self) -> int:
        """What it takes in this process."""
        return self._bytes

    def recall(self, request: DecodeRequest) -> dict[Chunk, Hypothesis]:
        """See `Memory`."""
        keys = {chunk: self._key(request, chunk) for chunk in request.chunks}
        near = self._get(keys.values())
        far = self._file.get([key for key in keys.values() if key not in near]) if self._file is not None else {}
        self._put(far)
        found = {
            chunk: hypothesis for chunk, key in keys.items() if (hypothesis := _read(near.get(key) or far.get(key)))
        }
        hits = sum(keys[chunk] in near for chunk in found)
        metrics.observe_memory(hit_memory=hits, hit_disk=len(found) - hits, miss=len(keys) - len(found))
        return found

    def remember(self, request: DecodeRequest, decoded: Mapping[Chunk, Hypothesis]) -> None:
        """See `Memory`."""
        values = {self._key(request, chunk): _HYPOTHESIS.dump_json(one) for chunk, one in decoded.items()}
        self._put(values)
        if self._file is not None:
            self._file.put(values)

    def close(self) -> None:
        """Closes the file. What is asked afterwards is not known."""
        self._max_bytes = 0
        self._put({})
        if self._file is not None:
            self._file.close()

    def _key(self, request: DecodeRequest, chunk: Chunk) -> bytes:
        """A hash of all that decides what the model makes of a chunk."""
        asked = repr((self._maker, replace(request, chunks=(chunk,))))
        return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).digest()

    def _get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        with self._lock:
            found = {key: self._entries[key] for key in keys if key in self._entries}
            for key in found:
                self._entries.move_to_end(key)
            return found

    def _put(self, values: Mapping[bytes, bytes]) -> None:
        with self._lock:
            for key, value in values.items():
                self._bytes += _ENTRY_BYTES + len(value)
                old = self._entries.pop(key, None)
                self._bytes -= 0 if old is None else _ENTRY_BYTES + len(old)
                self._entries[key] = value
            while self._bytes > self._max_bytes:
                _, oldest = self._entries.popitem(last=False)
                self._bytes -= _ENTRY_BYTES + len(oldest)


def open_memory(settings: Settings, signature: ModelSignature) -> TranslationMemory | None:
    """The translation memory that the settings ask for; None where they ask for none. May read a file.

    Args:
        settings: How large, and where.
        signature: The model as it runs.
    """
    path = settings.translation_memory_file
    if path is None and not settings.translation_memory_mb:
        return None
    file = None if path is None else MemoryFile(path, max_bytes=settings.translation_memory_file_mb * 2**20)
    return TranslationMemory(signature, max_bytes=settings.translation_memory_mb * 2**20, file=file)


def _read(value: bytes | None) -> Hypothesis | None:
    """What was written; None where there is nothing, or something damaged."""
    try:
        return None if value is None else _HYPOTHESIS.validate_json(value)
    except ValidationError:
        return None
