"""Clients that are not ours, with what the README gives them and nothing else."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "examples/alsabah-2021-04-08.txt"
LIMIT_S = 120
NO_NETWORK = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH")


@pytest.fixture
def address(served) -> str:
    """Where a server with the embedded models serves."""
    return served.address


def grpcurl(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    command = [str(Path(sys.executable).with_name("grpcurl")), "-plaintext", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT_S)


def test_grpcurl_finds_the_services_checks_health_and_sends_an_article(address):
    listed = grpcurl(address, "list")
    assert listed.stdout.split() == [
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection",
        "mujaz.v1.ArticleService",
    ]
    described = grpcurl(address, "describe", "mujaz.v1.ArticleService")
    assert "rpc ProcessArticle ( .mujaz.v1.ProcessArticleRequest )" in described.stdout

    health = grpcurl("-d", '{"service": "mujaz.v1.ArticleService"}', address, "grpc.health.v1.Health/Check")
    assert json.loads(health.stdout) == {"status": "SERVING"}

    title, body = ARTICLE.read_text("utf-8").split("\n", 1)
    request = json.dumps({"article": {"id": "1", "title": title, "body": body.strip()}})
    processed = grpcurl("-d", "@", address, "mujaz.v1.ArticleService/ProcessArticle", stdin=request)
    assert processed.returncode == 0, processed.stderr
    response = json.loads(processed.stdout)
    assert response["id"] == "1"
    assert response["title"]
    assert response["brief"]["text"]
    assert len(response["body"].split("\n")) == len(body.strip().split("\n"))


def test_grpcurl_shows_what_is_wrong_with_a_request(address):
    refused = grpcurl("-d", '{"article": {"body": " "}}', address, "mujaz.v1.ArticleService/ProcessArticle")
    assert refused.returncode != 0
    shown = "".join(refused.stderr.split())  # grpcurl's JSON has a space here and there at random
    for part in ("InvalidArgument", "article.body:isempty", '"reason":"TEXT_EMPTY"', '"domain":"mujaz"'):
        assert part in shown


@pytest.fixture(scope="module")
def node_client(tmp_path_factory) -> Path:
    """The example client for Node, installed as its README says, in a copy of the files it needs."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not installed")
    root = tmp_path_factory.mktemp("node")
    shutil.copytree(ROOT / "protos", root / "protos")
    shutil.copytree(ROOT / "examples/node", root / "examples/node", ignore=shutil.ignore_patterns("node_modules"))
    folder = root / "examples/node"
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    installed = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT_S)
    if any(code in installed.stderr for code in NO_NETWORK):
        pytest.skip("npm reaches no registry")
    assert installed.returncode == 0, installed.stderr
    return folder


def node(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = ["node", "client.js", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT_S)


def test_the_node_client_sends_an_article(node_client, address):
    run = node(node_client, str(ARTICLE), address)
    assert run.returncode == 0, run.stderr
    title, _, rest = run.stdout.partition("\n\n")
    assert title.strip()
    assert "60%" in rest
    assert "In brief: " in rest


def test_the_node_client_shows_a_refusal(node_client, address, tmp_path):
    article = tmp_path / "english.txt"
    article.write_text("A title\nA body in English.\n", encoding="utf-8")
    run = node(node_client, str(article), address)
    assert run.returncode == 1
    assert run.stderr.startswith("INVALID_ARGUMENT: article.")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.txt"], "missing.txt cannot be read: ENOENT"),
        (["README.md", "127.0.0.1:1", "{brief"], "OPTIONS are not JSON"),
        (["README.md", "127.0.0.1:1", '{"breif": {}}'], "options.breif is not a field of mujaz.v1.ProcessOptions"),
        (["README.md", "127.0.0.1:1", '{"brief": {"max_sentence": 1}}'], "options.brief.max_sentence is not a field"),
        (["README.md", "127.0.0.1:1", '{"brief": {"style": "BULLETS"}}'], "options.brief.style = BULLETS is"),
    ],
)
def test_the_node_client_says_what_is_wrong_in_one_line(node_client, arguments, says):
    run = node(node_client, *arguments)
    assert run.returncode in (1, 2)
    assert run.stderr.startswith(says)
    assert run.stderr.count("\n") == 1
