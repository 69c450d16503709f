"""As much of HTTP/2 as it takes to be rude: frames by hand, in whatever order, heeding no limit."""

import asyncio
import struct

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST_STREAM, SETTINGS, GOAWAY = 0, 1, 3, 4, 7
END_STREAM, END_HEADERS = 1, 4
MAX_CONCURRENT_STREAMS = 3
_FRAME_BYTES = 16_384


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    """One frame."""
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def headers(path: str, **more: str) -> bytes:
    """A block of headers that begins a gRPC call; nothing is compressed."""
    fields = {
        ":method": "POST",
        ":scheme": "http",
        ":path": path,
        ":authority": "localhost",
        "content-type": "application/grpc",
        "te": "trailers",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return b"".join(b"\x00" + _text(name) + _text(value) for name, value in fields.items())


def message(data: bytes, *, compressed: bool = False) -> bytes:
    """A gRPC message in its frame."""
    return bytes([compressed]) + struct.pack(">I", len(data)) + data


def data_frames(stream: int, body: bytes) -> bytes:
    """A body, as long as the first window lets it be, and the end of the stream."""
    assert len(body) < 2**16
    parts = [body[start : start + _FRAME_BYTES] for start in range(0, len(body), _FRAME_BYTES)] or [b""]
    return b"".join(frame(DATA, END_STREAM if part is parts[-1] else 0, stream, part) for part in parts)


async def read_frame(reader: asyncio.StreamReader) -> tuple[int, int, bytes]:
    """The next frame's kind, stream and payload."""
    head = await reader.readexactly(9)
    payload = await reader.readexactly(int.from_bytes(head[:3], "big"))
    return head[3], int.from_bytes(head[5:], "big"), payload


def settings_of(payload: bytes) -> dict[int, int]:
    """What a SETTINGS frame says."""
    return dict(struct.iter_unpack(">HI", payload))


def _text(text: str) -> bytes:
    assert len(text) < 127
    return bytes([len(text)]) + text.encode()
