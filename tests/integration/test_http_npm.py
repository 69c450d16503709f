"""Clients from npm: a generated one of Connect's, and one of LibreTranslate's API."""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.engines.fake import FakeTranslationEngine

ROOT = Path(__file__).parents[2]
SENTENCE = "قال الوزير إن الاجتماع سيعقد يوم الاثنين."
NO_NETWORK = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH")
LIMIT_S = 120


@pytest.fixture(scope="module")
def clients(tmp_path_factory) -> Path:
    """The clients with what they need, and the code that protoc-gen-es makes of the contract."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not installed")
    folder = tmp_path_factory.mktemp("npm") / "clients"
    shutil.copytree(
        Path(__file__).parent / "npm_clients", folder, ignore=shutil.ignore_patterns("node_modules", "generated")
    )
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    installed = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT_S)
    if any(code in installed.stderr for code in NO_NETWORK):
        pytest.skip("npm reaches no registry")
    assert installed.returncode == 0, installed.stderr
    (folder / "generated").mkdir()
    plugin = f"--plugin=protoc-gen-es={folder / 'node_modules/.bin/protoc-gen-es'}"
    out = (f"--es_out={folder / 'generated'}", "--es_opt=target=js")
    compiler = [sys.executable, "-m", "grpc_tools.protoc", f"-I{ROOT / 'protos'}", plugin, *out]
    subprocess.run([*compiler, "mujaz/v1/article.proto"], check=True)
    return folder


async def test_a_generated_connect_client_and_a_libretranslate_client_are_served(start, clients):
    running = await start(http="127.0.0.1:0", engine=FakeTranslationEngine(batch_delay_s=0.05))
    command = ["node", "clients.js", running.server.http_address, SENTENCE]
    run = await asyncio.to_thread(
        subprocess.run, command, cwd=clients, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT_S
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    for kind in ("json", "proto"):
        said = found[kind]
        assert said["body"].startswith("W3 w6"), kind
        assert said["segments"] == 1
        assert (said["refusal"], said["late"]) == ("InvalidArgument", "DeadlineExceeded")
        assert said["details"] == ["google.rpc.ErrorInfo", "google.rpc.BadRequest"]
        assert said["streamed"] == ["a", "b", "c"]
    assert found["translate"].startswith("W3 w6")
