"""A server as a process of its own: signals, exit codes, logs, the metrics page."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import grpc
import pytest

from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc

SECRET = "كلمةسرية"
SERVER = f"""
import json, sys, threading, time
from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import MujazError
from mujaz.pipeline import Pipeline
from mujaz.server import run_server

options = json.loads(sys.argv[1])
load_s, delay_s = options.pop("load_s", 0), options.pop("delay_s", 0)

class Engine(FakeTranslationEngine):
    def translate(self, batch, options):
        if any({SECRET!r} in chunk.pieces for chunk in batch):
            raise ValueError(f"cannot translate {{batch[0].pieces}}")
        if any("بطيء" in chunk.pieces for chunk in batch):
            print("working", flush=True)
            time.sleep(delay_s)
        return super().translate(batch, options)

def load(settings):
    print("loading", flush=True)
    time.sleep(load_s)
    return Pipeline(Engine(), FakeSummaryEngine(), settings)

try:
    run_server(Settings(**options), ready=lambda address, _: print(address, flush=True), load=load)
except MujazError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
"""


class Process:
    """A server process, and what it says."""

    def __init__(self, log: Path, **options) -> None:
        self.log = log
        with log.open("wb") as stderr:
            self.popen = subprocess.Popen(
                [sys.executable, "-c", SERVER, json.dumps({"address": "127.0.0.1:0", **options})],
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )
        self._lines: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.popen.stdout is not None
        for line in self.popen.stdout:
            self._lines.put(line.strip())
        self._lines.put("")

    def says(self) -> str:
        line = self._lines.get(timeout=30)
        assert line, f"ended with {self.popen.wait()}: {self.log.read_text('utf-8')}"
        return line

    def ends(self) -> int:
        return self.popen.wait(timeout=30)

    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def logs(self, name: str) -> None:
        while name not in [event["event"] for event in self.events()]:
            assert self.popen.poll() is None
            time.sleep(0.01)

    def close(self) -> None:
        self.popen.kill()
        self.popen.wait()
        self._reader.join()
        assert self.popen.stdout is not None
        self.popen.stdout.close()


Spawn = Callable[..., Process]


@pytest.fixture
def spawn(tmp_path) -> Iterator[Spawn]:
    """Starts processes; ends what is left of them."""
    processes: list[Process] = []

    def start(**options) -> Process:
        processes.append(Process(tmp_path / f"{len(processes)}.log", **options))
        return processes[-1]

    yield start
    for process in processes:
        process.close()


def request(body: str = "بطيء جدا") -> pb.ProcessArticleRequest:
    return pb.ProcessArticleRequest(article=pb.Article(body=body))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_call_in_work_finish_and_ends_with_code_0(spawn, number):
    process = spawn(delay_s=0.5)
    assert process.says() == "loading"
    address = process.says()
    with grpc.insecure_channel(address) as channel:
        call = pb_grpc.ArticleServiceStub(channel).ProcessArticle.future(request())
        assert process.says() == "working"
        process.popen.send_signal(number)
        assert call.result(timeout=30).body == "W4 w3"
    assert process.ends() == 0
    events = [event["event"] for event in process.events()]
    assert events == ["listening", "serving", "draining", "call", "stopped"]


def test_a_second_signal_ends_the_process_at_once(spawn):
    process = spawn(delay_s=60, drain_timeout_s=60)
    assert process.says() == "loading"
    address = process.says()
    with grpc.insecure_channel(address) as channel:
        call = pb_grpc.ArticleServiceStub(channel).ProcessArticle.future(request())
        assert process.says() == "working"
        process.popen.send_signal(signal.SIGTERM)
        process.logs("draining")
        process.popen.send_signal(signal.SIGTERM)
        assert process.ends() == -signal.SIGTERM
        with pytest.raises(grpc.RpcError) as caught:
            call.result(timeout=30)
        assert caught.value.code() is grpc.StatusCode.UNAVAILABLE


def test_a_signal_while_the_models_are_loaded_ends_with_code_0(spawn):
    process = spawn(load_s=0.5)
    assert process.says() == "loading"
    process.popen.send_signal(signal.SIGTERM)
    assert process.ends() == 0
    assert "serving" not in process.log.read_text("utf-8")


def test_a_second_server_on_the_port_ends_with_one_line(spawn):
    first = spawn()
    assert first.says() == "loading"
    address = first.says()
    second = spawn(address=address)
    assert second.ends() == 2
    assert second.log.read_text("utf-8") == (
        f"cannot listen on {address}: another server is there; choose another address\n"
    )


@pytest.mark.parametrize(("setting", "other"), [("http", "address"), ("address", "http")])
def test_when_one_door_cannot_open_the_process_ends(spawn, setting, other):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        process = spawn(**{setting: address, other: "127.0.0.1:0"})
        assert process.ends() == 2
    assert process.log.read_text("utf-8").startswith(f"cannot listen on {address}: another server is there;")


def test_a_metrics_port_in_use_ends_with_one_line(spawn):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        process = spawn(metrics_address=address)
        assert process.ends() == 2
    assert process.log.read_text("utf-8") == f"cannot listen on metrics_address {address}: Address already in use\n"


def test_the_metrics_page_counts_calls_articles_and_characters(spawn):
    process = spawn(metrics_address="127.0.0.1:0", max_retries=0)
    assert process.says() == "loading"
    address = process.says()
    with grpc.insecure_channel(address) as channel:
        stub = pb_grpc.ArticleServiceStub(channel)
        stub.ProcessArticle(request("قال الوزير."))
        with pytest.raises(grpc.RpcError):
            stub.ProcessArticle(request(""))
    page_address = next(event["address"] for event in process.events() if event["event"] == "metrics_page")
    with urllib.request.urlopen(f"http://{page_address}/metrics") as response:
        page = response.read().decode()
    method = 'grpc_method="mujaz.v1.ArticleService/ProcessArticle"'
    for line in [
        f"grpc_server_call_started_total{{{method}}} 2.0",
        f'grpc_server_call_duration_seconds_count{{{method},grpc_status="OK"}} 1.0',
        f'grpc_server_call_duration_seconds_count{{{method},grpc_status="INVALID_ARGUMENT"}} 1.0',
        'mujaz_articles_total{outcome="ok"} 1.0',
        'mujaz_tokens_total{side="source"} 2.0',
        "mujaz_articles_in_work 0.0",
        "mujaz_chunks_waiting 0.0",
        'mujaz_articles_total{outcome="TEXT_EMPTY"} 1.0',
        "mujaz_source_characters_total 11.0",
        'mujaz_stage_duration_seconds_count{stage="translate"} 1.0',
    ]:
        assert line in page.splitlines()


def test_no_text_of_an_article_is_logged_even_when_an_exception_quotes_it(spawn):
    process = spawn(log_level="debug")
    assert process.says() == "loading"
    address = process.says()
    with grpc.insecure_channel(address) as channel:
        stub = pb_grpc.ArticleServiceStub(channel)
        for refused in (SECRET, f"{SECRET} " * 90_000):
            with pytest.raises(grpc.RpcError):
                stub.ProcessArticle(request(refused))
        with pytest.raises(grpc.RpcError):
            channel.unary_unary("/mujaz.v1.ArticleService/TranslateText")(b"\x0a\x12" + SECRET.encode() + b"\xff\xfe")
        answers = stub.ProcessArticles(iter([pb.ProcessArticlesRequest(article=pb.Article(id="1", body=SECRET))]))
        assert [answer.error.reason for answer in answers] == ["INTERNAL"]
    process.popen.send_signal(signal.SIGTERM)
    assert process.ends() == 0
    events = process.events()
    assert SECRET not in json.dumps(events, ensure_ascii=False)
    calls = [event for event in events if event["event"] == "call"]
    assert [call.get("reason") for call in calls] == ["INTERNAL", "TEXT_TOO_LONG", "MESSAGE_MALFORMED", None]
    faults = [event for event in events if event["level"] == "error"]
    assert [fault["event"] for fault in faults] == ["call", "article_failed"]
    for fault in faults:
        assert fault["error"] == "ValueError"
        assert str(fault["trace"]).endswith(" translate")
        assert fault["request_id"]
