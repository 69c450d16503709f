"""A model on its bench: what all of its measurements share."""

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
    """How much is measured; see the command line."""

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
    servers: dict[int | None, Server] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

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
        """Argos Translate and the server around it, where they can be had; what cannot is said."""
        makers: dict[str, Callable[[Path], System]] = {
            "argos": lambda folder: Argos(self.model, self._whole(), folder),
            "libretranslate": lambda folder: LibreTranslate(self.model, self._whole(), folder, clients=16),
        }
        if self.model.forced_length is not None:
            del makers["libretranslate"]  # no request can say how long a hypothesis must be
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
            tries = None if self.model.forced_length is None else 0  # random weights are wrong every time
            for clients in options.clients:
                yield Mujaz(self._server(stack, max_retries=tries), clients)
            if tries is None:
                yield Mujaz(self._server(stack, max_retries=0), 16)

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
        if max_retries in self.servers:
            return self.servers[max_retries]
        self.progressed("starting a server")
        server = self.start_server(max_retries)
        stack.callback(server.close)
        self.servers[max_retries] = server
        return server

    def start_server(self, max_retries: int | None = None) -> Server:
        """A server of its own, to be closed."""
        return Server(*self.start_place(max_retries), max_retries=max_retries)

    def start_server_of(self, checkout: Path) -> Server:
        """A server of another checkout, on the same weights; to be closed."""
        address, environment = server_place(
            self.model, threads=self.options.threads, cache_dir=self.folder / "cache-before"
        )
        environment["PYTHONPATH"] = str(checkout / "service")
        environment["MUJAZ_TRANSLATION_MODEL"] = str(self.model.folder)
        return Server(address, environment, title=BEFORE)

    def start_place(self, max_retries: int | None = None) -> tuple[str, dict[str, str]]:
        """A free address, and the environment of a server for it."""
        cache_dir = self.folder / "cache"
        return server_place(self.model, threads=self.options.threads, cache_dir=cache_dir, max_retries=max_retries)
