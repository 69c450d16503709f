"""The state that all measurements of a model share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from bench.compare.argos import Argos, Unavailable
from bench.compare.libre import LibreTranslate
from bench.compare.report import Bar
from bench.compare.server import Mujaz, Server, server_place
from bench.compare.speed import Entrant, Speeds
from bench.compare.systems import PlainCtranslate2, Transformers
from bench.compare.workload import Model, Sentences, System, convert_whole

MODELS = ("starter", "opus-geometry")
PARTS = (
    "transformers",
    "transformers-bf16",
    "ctranslate2",
    "argos",
    "libretranslate",
    "before",
    "mujaz",
    "latency",
    "memory",
    "start",
)
BATCHED = "ctranslate2, all sentences at once"
WHOLE = "ctranslate2, all sentences at once, vocabulary not trimmed"
ARGOS = Argos.name
LIBRETRANSLATE = "LibreTranslate, 16 clients"
BEFORE = "Mujaz before"
BY_ARTICLE = "transformers, float32, article by article"
Progressed: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of the command line."""

    quick: bool
    articles: int
    repeats: int
    clients: tuple[int, ...]
    models: tuple[str, ...]
    parts: tuple[str, ...]
    threads: int
    before: Path | None
    dev: Path | None
    dev_lines: int

    def slow(self, share: int) -> int:
        """Return the number of articles for a slow system: a share of all, at least two."""
        return max(2, self.articles // share)


@dataclass(slots=True, kw_only=True)
class Measured:
    """The figures of a model."""

    model: str
    speeds: Speeds
    bars: list[Bar] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def baseline(self) -> str:
        """The system that all are compared with: ctranslate2 on everything, else the first one."""
        names = self.speeds.names()
        return BATCHED if BATCHED in names else names[0]


@dataclass(slots=True, kw_only=True)
class Bench:
    """The state that all measurements of a model share."""

    model: Model
    options: Options
    folder: Path
    articles: list[Sentences]
    progressed: Progressed
    trimmed: Path
    servers: dict[int | None, Server] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def entrants(self, stack: ExitStack) -> list[Entrant]:
        """Return the requested systems, ready to run; the stack closes them."""
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
        for system in self._argos():
            add(system, options.slow(8))
        if "ctranslate2" in options.parts:
            add(PlainCtranslate2(self.model, self.trimmed, threads=threads, name=BATCHED), self._fast())
            if self.model.plain:
                add(PlainCtranslate2(self.model, self.model.plain, threads=threads, name=WHOLE), self._fast())
        for system in self._servers(stack):
            add(system, self._fast())
        return made

    def _argos(self) -> Iterator[System]:
        """Yield Argos Translate and LibreTranslate, or note why they are unavailable."""
        makers: dict[str, Callable[[Path], System]] = {
            "argos": lambda folder: Argos(self.model, self._whole(), folder),
            "libretranslate": lambda folder: LibreTranslate(self.model, self._whole(), folder, clients=16),
        }
        if self.model.forced_length is not None:
            del makers["libretranslate"]  # its requests cannot force the length of a hypothesis
        for part in makers.keys() & set(self.options.parts):
            self.progressed(f"installing {part}")
            try:
                yield makers[part](self.folder / part)
            except Unavailable as error:
                self.progressed(f"{part} is left out: {error}")
                self.left_out.append(f"Not measured: {part}. {error}")

    def _servers(self, stack: ExitStack) -> Iterator[System]:
        options = self.options
        if "before" in options.parts and options.before is not None:
            self.progressed(f"starting a server of {options.before}")
            old = self.start_server_of(options.before)
            stack.callback(old.close)
            yield Mujaz(old, 16)
        if "mujaz" in options.parts:
            tries = None if self.model.forced_length is None else 0  # random weights always look wrong
            for clients in options.clients:
                yield Mujaz(self._server(stack, max_retries=tries), clients)
            if tries is None:
                yield Mujaz(self._server(stack, max_retries=0), 16)

    def _fast(self) -> int:
        return self.options.slow(4) if self.model.plain else self.options.articles

    def _whole(self) -> Path:
        """Return the conversion with every row of the vocabulary, which the other systems run."""
        if self.model.plain:
            return self.model.plain
        folder = self.folder / "plain-starter"
        if not folder.exists():
            folder.mkdir()
            convert_whole(self.model.folder, folder)
        return folder

    def _server(self, stack: ExitStack, max_retries: int | None = None) -> Server:
        if max_retries in self.servers:
            return self.servers[max_retries]
        self.progressed("starting a server")
        server = self.start_server(max_retries)
        stack.callback(server.close)
        self.servers[max_retries] = server
        return server

    def start_server(self, max_retries: int | None = None) -> Server:
        """Start a server, which the caller closes."""
        return Server(*self.start_place(max_retries), max_retries=max_retries)

    def start_server_of(self, checkout: Path) -> Server:
        """Start a server of another checkout with the same weights, which the caller closes."""
        address, environment = server_place(
            self.model, threads=self.options.threads, cache_dir=self.folder / "cache-before"
        )
        environment["PYTHONPATH"] = str(checkout / "service")
        environment["MUJAZ_TRANSLATION_MODEL"] = str(self.model.folder)
        return Server(address, environment, title=BEFORE)

    def start_place(self, max_retries: int | None = None) -> tuple[str, dict[str, str]]:
        """Return a free address for a server, and its environment."""
        cache_dir = self.folder / "cache"
        return server_place(self.model, threads=self.options.threads, cache_dir=cache_dir, max_retries=max_retries)
