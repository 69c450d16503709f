"""Writes what the comments of the contract say, for the OpenAPI document: `python docs/contract.py [FILE]`.

The stubs have no comments, so they are kept beside the code that needs them, service/mujaz/web/contract.json; `make
stubs` runs this.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto, FileDescriptorSet

ROOT = Path(__file__).resolve().parent.parent
PROTO = "mujaz/v1/article.proto"
WRITTEN = ROOT / "service/mujaz/web/contract.json"
_MESSAGE, _ENUM, _SERVICE, _FIELD, _NESTED, _VALUE, _METHOD = 4, 5, 6, 2, 3, 2, 2
"""Numbers of the fields of descriptor.proto."""


def main() -> None:
    """Writes the file."""
    written = Path(sys.argv[1]) if len(sys.argv) > 1 else WRITTEN
    written.write_text(json.dumps(comments(), indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def comments() -> dict[str, str]:
    """The comment of everything in the contract, by its full name without the package, such as `Article.title`."""
    with tempfile.NamedTemporaryFile() as found:
        command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{ROOT / 'protos'}", "--include_source_info"]
        subprocess.run([*command, f"--descriptor_set_out={found.name}", PROTO], check=True)
        (file,) = FileDescriptorSet.FromString(Path(found.name).read_bytes()).file
    said = {tuple(place.path): " ".join(place.leading_comments.split()) for place in file.source_code_info.location}
    return {name: said[path] for path, name in _named(file) if said.get(path)}


def _named(file: FileDescriptorProto) -> Iterator[tuple[tuple[int, ...], str]]:
    for number, service in enumerate(file.service):
        yield (_SERVICE, number), service.name
        for index, method in enumerate(service.method):
            yield (_SERVICE, number, _METHOD, index), f"{service.name}.{method.name}"
    for number, enum in enumerate(file.enum_type):
        yield (_ENUM, number), enum.name
        for index, value in enumerate(enum.value):
            yield (_ENUM, number, _VALUE, index), f"{enum.name}.{value.name}"
    for number, message in enumerate(file.message_type):
        yield from _of_message(message, (_MESSAGE, number), message.name)


def _of_message(message: DescriptorProto, path: tuple[int, ...], name: str) -> Iterator[tuple[tuple[int, ...], str]]:
    yield path, name
    for index, field in enumerate(message.field):
        yield (*path, _FIELD, index), f"{name}.{field.name}"
    for index, nested in enumerate(message.nested_type):
        yield from _of_message(nested, (*path, _NESTED, index), f"{name}.{nested.name}")


if __name__ == "__main__":
    main()
