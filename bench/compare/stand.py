"""A model on its bench: what all of its measurements share."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from bench.compare.argos import Argos
from bench.compare.report import Bar
from bench.compare.server import Mujaz, Server, server_place
from bench.compare.speed import Entrant, Speeds
from bench.compare.systems import PlainCtranslate2, Transformers
from bench.compare.workload import Model, Sentences, System, convert_whole

MODELS = ("starter", "opus-geometry")
PARTS = ("transformers", "transformers-bf16", "ctranslate2", "argos", "mujaz", "latency", "memory", "start")
BATCHED = "ctranslate2, all sentences at once"
WHOLE = "ctranslate2, all sentences at once, vocabulary not trimmed"
ARGOS = Argos.name
BY_ARTICLE = "transformers, float32, article by article"
Progressed: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How much is measured; see the command line."""

    quick: bool
    articles: int
    repeats: int
    clients: tuple[int, ...]
    models: tuple[str, ...]
    parts: tuple[str, ...]
    threads: int
    dev: Path | None
    dev_lines: int

    def slow(self, share: int) -> int:
        """A part of the articles, for a slow system; never fewer than two."""
        return max(2, self.articles // share)


@dataclass(slots=True, kw_only=True)
class Measured:
    """What was found of a model."""

    model: str
    speeds: Speeds
    bars: list[Bar] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def baseline(self) -> str:
        """Whom all are compared with: the upper bound, or whoever ran first."""
        names = self.speeds.names()
        return BATCHED if BATCHED in names else names[0]


@dataclass(slots=True, kw_only=True)
class Bench:
    """A model on its bench: everything that its measurements share."""

    model: Model
    options: Options
    folder: Path
    articles: list[Sentences]
    progressed: Progressed
    trimmed: Path
    server: Server | None = None

    def entrants(self, stack: ExitStack) -> list[Entrant]:
        """The systems that were asked for, ready to run; the stack closes them."""
        options, threads, made = self.options, self.options.threads, list[Entrant]()

        def add(system: System, articles: int) -> None:
            stack.callback(system.close)
            made.append(Entrant(system=system, articles=articles))

        for part, dtype, by_article in (("transformers", "float32", True), ("transformers-bf16", "bfloat16", False)):
            if part in options.parts:
                self.progressed(f"loading transformers in {dtype}")
                add(
                    Transformers(self.model, threads=threads, dtype=dtype, by_article=by_article),
                    options.slow(32 if self.model.plain else 16),
                )
        if "argos" in options.parts:
            self.progressed("installing Argos Translate")
            add(Argos(self.model, self._whole(), self.folder / "argos"), options.slow(8))
        if "ctranslate2" in options.parts:
            add(PlainCtranslate2(self.model, self.trimmed, threads=threads, name=BATCHED), self._fast())
            if self.model.plain:
                add(PlainCtranslate2(self.model, self.model.plain, threads=threads, name=WHOLE), self._fast())
        if "mujaz" in options.parts:
            for clients in options.clients:
                add(Mujaz(self._server(stack, max_retries=0), clients), self._fast())
            if self.model.forced_length is None:
                add(Mujaz(self._server(stack), 16), self._fast())
        return made

    def _fast(self) -> int:
        return self.options.slow(4) if self.model.plain else self.options.articles

    def _whole(self) -> Path:
        """The conversion as others have it. Of the embedded model it is the same as ours."""
        if self.model.plain:
            return self.model.plain
        folder = self.folder / "plain-starter"
        if not folder.exists():
            folder.mkdir()
            convert_whole(self.model.folder, folder)
        return folder

    def _server(self, stack: ExitStack, max_retries: int | None = None) -> Server:
        if max_retries == 0 and self.server is not None:
            return self.server
        self.progressed("starting a server")
        server = self.start_server(max_retries)
        stack.callback(server.close)
        if max_retries == 0:
            self.server = server
        return server

    def start_server(self, max_retries: int | None = None) -> Server:
        """A server of its own, to be closed."""
        return Server(*self.start_place(max_retries), max_retries=max_retries)

    def start_place(self, max_retries: int | None = None) -> tuple[str, dict[str, str]]:
        """A free address, and the environment of a server for it."""
        cache_dir = self.folder / "cache"
        return server_place(self.model, threads=self.options.threads, cache_dir=cache_dir, max_retries=max_retries)
