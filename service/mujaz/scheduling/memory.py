"""The translation memory: the hypotheses of chunks, for the next time that the same chunk is translated.

News repeats itself: phrases of agencies, corrected articles that are sent again, one report in ten newspapers. A
hypothesis is found again only for the same tokens, prefix, decoding options, model revision, engine, arithmetic and
version, so answers are the same as without a memory. The source is kept only as a hash, the translation as text.
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
"""Measured size of an entry without its value: the key, the headers of two objects and a slot of the dictionary."""

_HYPOTHESIS = TypeAdapter(Hypothesis)


class TranslationMemory:
    """Remembers the hypotheses of one model: the most recent ones in this process, and more in a file. See `Memory`.

    Args:
        signature: The signature of the running model.
        max_bytes: The most memory it may take in this process; the least recently used entries are dropped first.
        file: Keeps entries beyond the end of the process; None for no file.
    """

    def __init__(self, signature: ModelSignature, *, max_bytes: int, file: MemoryFile | None = None) -> None:
        shape = [field.name for field in fields(Hypothesis)]  # another version may have other fields
        self._maker = repr((__version__, NORMALIZER_VERSION, signature, shape))
        self._max_bytes = max_bytes
        self._file = file
        self._entries: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def size_bytes(self) -> int:
        """The memory that it takes in this process."""
        return self._bytes

    def recall(self, request: DecodeRequest) -> dict[Chunk, Hypothesis]:
        """See `Memory`."""
        keys = {chunk: self._key(request, chunk) for chunk in request.chunks}
        cached = self._get(keys.values())
        stored = self._file.get([key for key in keys.values() if key not in cached]) if self._file is not None else {}
        self._put(stored)
        found = {
            chunk: hypothesis
            for chunk, key in keys.items()
            if (hypothesis := _read(cached.get(key) or stored.get(key)))
        }
        hits = sum(keys[chunk] in cached for chunk in found)
        metrics.observe_memory(hit_memory=hits, hit_disk=len(found) - hits, miss=len(keys) - len(found))
        return found

    def remember(self, request: DecodeRequest, decoded: Mapping[Chunk, Hypothesis]) -> None:
        """See `Memory`."""
        values = {self._key(request, chunk): _HYPOTHESIS.dump_json(found) for chunk, found in decoded.items()}
        self._put(values)
        if self._file is not None:
            self._file.put(values)

    def close(self) -> None:
        """Drops all entries and closes the file. Nothing is found afterwards."""
        self._max_bytes = 0
        self._put({})
        if self._file is not None:
            self._file.close()

    def _key(self, request: DecodeRequest, chunk: Chunk) -> bytes:
        """A hash of everything that the hypothesis of a chunk depends on."""
        inputs = repr((self._maker, replace(request, chunks=(chunk,))))
        return hashlib.sha256(inputs.encode("utf-8", "surrogatepass")).digest()

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
    """Opens the translation memory that the settings ask for; None if they ask for none. May read a file.

    Args:
        settings: The sizes and the path of the file.
        signature: The signature of the running model.
    """
    path = settings.translation_memory_file
    if path is None and not settings.translation_memory_mb:
        return None
    file = None if path is None else MemoryFile(path, max_bytes=settings.translation_memory_file_mb * 2**20)
    return TranslationMemory(signature, max_bytes=settings.translation_memory_mb * 2**20, file=file)


def _read(value: bytes | None) -> Hypothesis | None:
    """Reads a stored hypothesis; None if there is none or it is damaged."""
    try:
        return None if value is None else _HYPOTHESIS.validate_json(value)
    except ValidationError:
        return None
