"""The contract keeps its form, its promises and its comments, and the stubs are those of the contract."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorSet

ROOT = Path(__file__).parents[2]
PROTO = "mujaz/v1/article.proto"
IMAGE = Path(__file__).with_name("contract.binpb")


def buf(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("buf")), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def protoc(*arguments: str, protos: Path = ROOT / "protos") -> None:
    command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{protos}", *arguments, PROTO]
    # The mypy plugins are found beside the interpreter, whether the environment is activated or not.
    path = str(Path(sys.executable).parent)
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={"PATH": path})
    assert result.returncode == 0, result.stderr


def test_the_contract_passes_lint_and_is_formatted():
    for arguments in (["lint"], ["format", "--diff", "--exit-code"]):
        result = buf(*arguments)
        assert result.returncode == 0, result.stdout + result.stderr


def test_nothing_in_the_contract_breaks_a_client_of_the_last_release():
    result = buf("breaking", "--against", str(IMAGE))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("string body = 3;", "string text = 3;"),
        ("string body = 3;", "bytes body = 3;"),
        ("  SEVERITY_ERROR = 3;", "  SEVERITY_ERROR = 4;"),
        ("rpc ListModels(ListModelsRequest)", "rpc GetModels(ListModelsRequest)"),
    ],
)
def test_a_change_that_breaks_clients_is_noticed(tmp_path, old, new):
    shutil.copy(ROOT / "buf.yaml", tmp_path)
    target = tmp_path / "protos" / PROTO
    target.parent.mkdir(parents=True)
    text = (ROOT / "protos" / PROTO).read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = buf("breaking", "--against", str(IMAGE), cwd=tmp_path)
    assert result.returncode == 100, result.stdout + result.stderr


def test_the_image_has_everything_that_the_contract_has():
    now = FileDescriptorSet.FromString(
        subprocess.run(
            [str(Path(sys.executable).with_name("buf")), "build", "--exclude-source-info", "-o", "-#format=binpb"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
    )
    assert now == FileDescriptorSet.FromString(IMAGE.read_bytes()), "renew the image; see README.md beside it"


def test_the_stubs_are_those_that_the_contract_generates(tmp_path):
    kinds = ("python", "grpc_python", "mypy", "mypy_grpc")
    protoc(*(f"--{kind}_out={tmp_path}" for kind in kinds))
    generated = {path.name: path.read_bytes() for path in (tmp_path / "mujaz/v1").iterdir()}
    checked_in = {path.name: path.read_bytes() for path in (ROOT / "service/mujaz/v1").glob("article_pb2*")}
    assert sorted(generated) == sorted(checked_in)
    for name, content in generated.items():
        assert checked_in[name] == content, f"{name} is not what the contract generates; run 'make stubs'"


def test_what_openapi_says_are_the_comments_of_the_contract(tmp_path):
    written = tmp_path / "contract.json"
    subprocess.run([sys.executable, ROOT / "docs/contract.py", written], check=True)
    checked_in = (ROOT / "service/mujaz/web/contract.json").read_text(encoding="utf-8")
    assert checked_in == written.read_text(encoding="utf-8"), "run 'make stubs'"


def test_everything_in_the_contract_has_a_comment(tmp_path):
    descriptors = tmp_path / "contract.pb"
    protoc(f"--descriptor_set_out={descriptors}", "--include_source_info")
    (file,) = FileDescriptorSet.FromString(descriptors.read_bytes()).file
    commented = {
        tuple(location.path) for location in file.source_code_info.location if location.leading_comments.strip()
    }
    paths: dict[tuple[int, ...], str] = {}
    for number, service in enumerate(file.service):
        paths[6, number] = service.name
        paths |= {(6, number, 2, index): f"{service.name}.{rpc.name}" for index, rpc in enumerate(service.method)}
    for number, enum in enumerate(file.enum_type):
        paths[5, number] = enum.name
        paths |= {(5, number, 2, index): f"{enum.name}.{value.name}" for index, value in enumerate(enum.value)}
    for number, message in enumerate(file.message_type):
        paths |= dict(_message_paths(message, (4, number), message.name))
    assert len(paths) > 100
    assert not [name for path, name in paths.items() if path not in commented]


def _message_paths(message: DescriptorProto, path: tuple[int, ...], name: str) -> Iterator[tuple[tuple[int, ...], str]]:
    """Path and name of a message and of what is in it; the numbers are those of descriptor.proto."""
    yield path, name
    for index, field in enumerate(message.field):
        yield (*path, 2, index), f"{name}.{field.name}"
    for index, oneof in enumerate(message.oneof_decl):
        if not oneof.name.startswith("_"):  # made by the compiler for an optional field
            yield (*path, 8, index), f"{name}.{oneof.name}"
    for index, nested in enumerate(message.nested_type):
        yield from _message_paths(nested, (*path, 3, index), f"{name}.{nested.name}")
