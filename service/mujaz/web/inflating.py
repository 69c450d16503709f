"""Decompresses gzip in requests piece by piece, so that what is too long is noticed before it is in memory."""

import zlib
from collections.abc import Iterator

from mujaz.errors import InvalidInput

GZIP_NAMES = ("gzip", "x-gzip")
"""The names of gzip in headers (RFC 9110)."""

ENCODING_REASON = "ENCODING_UNKNOWN"

_PIECE_BYTES = 2**16
_GZIP_BITS = 31
"""How zlib is told to expect gzip, with the largest window."""


class Inflating:
    """The decompression of one body or message. An empty one stays empty."""

    def __init__(self) -> None:
        self._gzip = zlib.decompressobj(_GZIP_BITS)
        self._begun = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yields what the next part of the body holds, in pieces of at most 64 KiB.

        Raises:
            InvalidInput: It is not gzip, or goes on behind its end.
        """
        self._begun = self._begun or bool(data)
        piece = b"?" * _PIECE_BYTES
        while data or len(piece) == _PIECE_BYTES:
            try:
                piece = self._gzip.decompress(data, _PIECE_BYTES)
            except zlib.error:
                raise _malformed("says that it is gzip and is not") from None
            data = self._gzip.unconsumed_tail
            if piece:
                yield piece
        if self._gzip.unused_data:
            raise _malformed("goes on behind the end of its gzip")

    def end(self) -> None:
        """Raises `InvalidInput` if the body ended too early."""
        if self._begun and not self._gzip.eof:
            raise _malformed("is gzip that ends before it is whole")


def check_encoding(sent: str, field: str) -> bool:
    """Checks the encoding of a request.

    Args:
        sent: The value of the header; empty if there was none.
        field: The name of the header.

    Returns:
        Whether it is gzip.

    Raises:
        InvalidInput: It is neither gzip nor none.
    """
    name = sent.strip().lower()
    if name in ("", "identity", *GZIP_NAMES):
        return name in GZIP_NAMES
    raise InvalidInput(
        "is not supported; supported are gzip and identity: send the request as one of them",
        field=field,
        reason=ENCODING_REASON,
    )


def _malformed(what: str) -> InvalidInput:
    return InvalidInput(f"{what}; send all of it, or send it uncompressed", field="request", reason="MESSAGE_MALFORMED")
