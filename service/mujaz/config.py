"""Every setting of Mujaz: its name, type, default, limits and meaning.

A setting has one name everywhere: `max_batch_tokens` in TOML is `MUJAZ_MAX_BATCH_TOKENS` in the environment and
`--max-batch-tokens` on the command line. Flags win over the environment, the environment over the file.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mujaz.errors import ConfigError, why_unreadable

ENV_PREFIX = "MUJAZ_"
CONFIG_ENV = "MUJAZ_CONFIG"
"""The one variable that is not a setting: where the TOML file is."""

UNIX = "unix:"
"""The prefix of an address that is a socket in the file system."""

_PORT = re.compile(r"[0-9]{1,5}")
_SERVICE_LINK = re.compile(r"MUJAZ_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_\w+)?)")
"""Variables that Kubernetes sets in containers beside a Service called mujaz. They are not settings."""


def _default_cache_dir() -> Path:
    """The user's cache folder, or the machine's for a user without a home, such as a container's numeric user."""
    try:
        return Path(platformdirs.user_cache_dir("mujaz"))
    except RuntimeError:
        return Path("/var/cache/mujaz")


class Settings(BaseModel):
    """The settings of one process. Immutable once made."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    # Models
    translation_model: str = Field(
        "starter-ar-en", description="Name in the catalogue, hub id, or path of a folder in MarianMT layout."
    )
    summary_model: str = Field(
        "brief-en", description="Name in the catalogue, hub id, or path of a sequence-to-sequence model folder."
    )
    engine: Literal["ctranslate2", "torch"] = Field(
        "ctranslate2", description="What runs the translation model. torch is the slower reference."
    )
    summary_engine: Literal["ctranslate2", "torch"] = Field(
        "ctranslate2", description="What runs a summary model that writes. torch is for those that cannot be converted."
    )
    compute_type: Literal["int8", "float32", "bfloat16"] = Field(
        "int8", description="Arithmetic of the models. ctranslate2: int8 or float32; torch: float32 or bfloat16."
    )
    cache_dir: Path = Field(
        default_factory=_default_cache_dir,
        description="Where converted and downloaded models are kept. Safe to delete while nothing runs.",
    )
    offline: bool = Field(False, description="Never contact a hub, not even for a model named by hub id.")

    glossary_file: Path | None = Field(
        None, description="File of terms that translations use: Arabic, a tab, English; or a TOML table."
    )

    # Decoding
    quality: Literal["fast", "balanced", "best"] = Field(
        "balanced", description="How much time a translation may take when a request does not say."
    )
    beam_size: int | None = Field(
        None, ge=1, le=16, description="Hypotheses kept at each step; by default as quality says."
    )
    max_beam_size: int = Field(8, ge=1, le=16, description="The widest beam that a request may ask for.")
    names: bool | None = Field(
        None,
        description="Find names in the Arabic and show them to the model as English newspapers spell them; by default "
        "as quality says.",
    )
    max_retries: int | None = Field(
        None,
        ge=0,
        le=5,
        description="How often a sentence that looks wrong is translated again, in another way; by default as quality "
        "says.",
    )

    # Scheduling
    threads: int = Field(0, ge=0, description="Processor threads for the models; 0 uses one for each processor.")
    max_batch_tokens: int = Field(
        1024,
        ge=64,
        description="Most source tokens decoded together, with padding. More is faster until caches are full.",
    )
    max_concurrent_articles: int = Field(
        64, ge=1, description="Most articles in progress; further calls are refused, with a time to try again."
    )
    max_stream_articles: int = Field(
        16, ge=1, description="Most articles of one stream in progress; the stream is read no faster."
    )

    engine_timeout_s: float = Field(
        120.0,
        gt=0,
        description="How long a batch may take (waits for a processor not counted), or the model may fail without one "
        "success, before a server ends itself or a batch job replaces the worker.",
    )

    # Translation memory
    translation_memory_mb: int = Field(
        16, ge=0, description="Memory for translations of sentences that may come again, in MiB; 0 keeps none."
    )
    translation_memory_file: Path | None = Field(
        None, description="SQLite file that keeps translations of sentences for later processes; none by default."
    )
    translation_memory_file_mb: int = Field(
        1024, ge=1, description="Largest translation_memory_file, in MiB; when full, the oldest entries are deleted."
    )

    # Limits on a request
    max_article_chars: int = Field(100_000, ge=1, description="Longest body or text, in code points.")
    max_digest_articles: int = Field(50, ge=1, description="The most articles of one digest.")
    max_digest_chars: int = Field(
        1_000_000, ge=1, description="Longest digest: all its articles together, with titles, in code points."
    )
    max_title_chars: int = Field(1_000, ge=1, description="Longest title, in code points.")
    max_page_chars: int = Field(
        2_000_000, ge=1, description="Longest web page in HTML, in code points; max_article_chars applies to its text."
    )
    max_word_chars: int = Field(1_000, ge=1, description="Longest run of letters without a space, in code points.")
    max_message_bytes: int = Field(16 * 2**20, ge=2**16, description="Longest message, in bytes.")

    # Server
    address: str = Field(
        "127.0.0.1:50051", description="HOST:PORT to listen on, port 0 takes a free one; or unix:PATH, a socket."
    )
    http: str = Field(
        "", description="HOST:PORT for browsers and JSON over HTTP; port 0 takes a free one; empty turns it off."
    )
    http_hosts: str = Field(
        "",
        description="Host names that may be used for the HTTP door, separated by commas, besides localhost and IP "
        "addresses; * for any.",
    )
    http_origins: str = Field(
        "",
        description="Origins of other web pages that may call the HTTP door, such as https://desk.example, separated "
        "by commas; * for any.",
    )
    tls_certificate: Path | None = Field(
        None, description="PEM file with the server's certificate and chain; with tls_key the server speaks TLS only."
    )
    tls_key: Path | None = Field(None, description="PEM file with the certificate's private key.")
    tls_client_ca: Path | None = Field(
        None, description="PEM file of authorities; only clients with a certificate from one may call (mutual TLS)."
    )
    tokens_file: Path | None = Field(
        None, description="TOML file of the tokens that may call, as `mujaz token` makes them; without it anyone may."
    )
    metrics_address: str = Field("", description="HOST:PORT of the Prometheus page; empty turns it off.")
    tracing: bool = Field(
        False, description="Send a trace of each call to where the standard OTEL_* variables say; needs an extra."
    )
    max_connection_age_s: float = Field(
        600.0,
        ge=0,
        le=2_000_000,
        description="Age at which a client is asked to reconnect, so that new servers get a share; 0 for never.",
    )
    drain_timeout_s: float = Field(30.0, ge=0, description="How long a stopping server waits for calls in progress.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Lowest level that is logged.")
    log_format: Literal["json", "console"] = Field("json", description="How log lines look; they go to standard error.")

    # Calling a server: for commands with --server, and `mujaz health`
    call_tls: bool = Field(False, description="Call servers over TLS, trusting the usual authorities.")
    call_ca: Path | None = Field(None, description="PEM file of authorities to trust instead; turns TLS on.")
    call_certificate: Path | None = Field(None, description="PEM file with this caller's certificate, for mutual TLS.")
    call_key: Path | None = Field(None, description="PEM file with that certificate's private key.")
    call_token_file: Path | None = Field(None, description="File that holds the token to call with.")

    @classmethod
    def load(cls, overrides: Mapping[str, Any] | None = None, config_file: Path | None = None) -> Self:
        """Reads the settings of this process.

        Args:
            overrides: Settings given as flags, by name; None values count as not given.
            config_file: A TOML file; by default the one that `MUJAZ_CONFIG` names, if it does.

        Raises:
            ConfigError: The file cannot be read, a name is unknown, or a value is out of range.
        """
        values = {name: value for layer in _layers(overrides, config_file) for name, value in layer.values.items()}
        try:
            settings = cls(**values)
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            place = _written(name, origins(overrides, config_file).get(name, "default"))
            raise ConfigError(f"{place} = {first['input']!r}: {_fault(first)}", reason="CONFIG_VALUE") from None
        if settings.beam_size is not None and settings.beam_size > settings.max_beam_size:
            raise ConfigError(
                f"beam_size = {settings.beam_size} is above max_beam_size = {settings.max_beam_size}",
                reason="CONFIG_VALUE",
            )
        return settings

    @property
    def processor_threads(self) -> int:
        """The number of threads a model may use: `threads`, or one for each processor that this process may run on."""
        return self.threads or len(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class _Layer:
    """One place that settings come from."""

    origin: str
    values: Mapping[str, Any]


def origins(overrides: Mapping[str, Any] | None = None, config_file: Path | None = None) -> dict[str, str]:
    """Finds where the value of each setting comes from.

    Args:
        overrides: As in `Settings.load`.
        config_file: As in `Settings.load`.

    Returns:
        By name: "default", the path of the file, the variable or the flag.

    Raises:
        ConfigError: As in `Settings.load`.
    """
    found = dict.fromkeys(Settings.model_fields, "default")
    for layer in _layers(overrides, config_file):
        for name in layer.values:
            found[name] = layer.origin.format(variable=ENV_PREFIX + name.upper(), flag="--" + name.replace("_", "-"))
    return found


def _layers(overrides: Mapping[str, Any] | None, config_file: Path | None) -> Iterator[_Layer]:
    """Yields the places that settings come from; each wins over those before it."""
    path = config_file or (Path(os.environ[CONFIG_ENV]) if os.environ.get(CONFIG_ENV) else None)
    if path is not None:
        where = str(path).replace("{", "{{").replace("}", "}}")
        yield _Layer(where, _checked(_read_toml(path), where=str(path)))
    yield _Layer("{variable}", _checked(_read_environment(os.environ), where="the environment", prefix=ENV_PREFIX))
    yield _Layer("{flag}", {name: value for name, value in (overrides or {}).items() if value is not None})


def _written(name: str, origin: str) -> str:
    """Names a setting as the user wrote it: the flag, the variable, or the name with its file."""
    is_file = not origin.startswith(("--", ENV_PREFIX)) and origin != "default"
    return f"{name} in {origin}" if is_file else name if origin == "default" else origin


def _fault(error: Mapping[str, Any]) -> str:
    """Says in plain words, not pydantic's, what is wrong with a value and what would be right."""
    limits = error.get("ctx", {})
    match error["type"]:
        case "int_parsing" | "int_type" | "int_from_float":
            return "must be a whole number, such as 4"
        case "float_parsing" | "float_type":
            return "must be a number, such as 0.5"
        case "bool_parsing" | "bool_type":
            return "must be true or false"
        case "greater_than_equal":
            return f"must be at least {limits['ge']}"
        case "greater_than":
            return f"must be more than {limits['gt']}"
        case "less_than_equal":
            return f"must be at most {limits['le']}"
        case "literal_error":
            return f"must be {limits['expected']}"
        case "string_type" | "path_type":
            return "must be text, in quotes"
    return str(error["msg"])


def host_and_port(address: str, *, setting: str) -> tuple[str, int]:
    """Splits HOST:PORT into host and port; the brackets around an IPv6 host are dropped.

    Args:
        address: HOST:PORT.
        setting: The setting that it comes from, for the error.

    Raises:
        ConfigError: The address is not of that form.
    """
    host, colon, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (host and colon and port.isascii() and port.isdigit() and int(port) < 2**16):
        example = f"127.0.0.1:{address if _PORT.fullmatch(address) else 50051}"
        raise ConfigError(
            f"{setting} = {address!r}: is not HOST:PORT with a port below 65536, such as {example}",
            reason="CONFIG_VALUE",
        )
    return host, int(port)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"the configuration {path} {why_unreadable(error)}", reason="CONFIG_FILE") from None
    except (ValueError, RecursionError) as error:  # not TOML, not UTF-8, or numbers or nesting too large
        raise ConfigError(f"{path} is not valid TOML: {error}", reason="CONFIG_FILE") from None


def _read_environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(ENV_PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(ENV_PREFIX) and name != CONFIG_ENV and not _SERVICE_LINK.fullmatch(name)
    }


def _checked(values: dict[str, Any], *, where: str, prefix: str = "") -> dict[str, Any]:
    for name in values:
        if name not in Settings.model_fields:
            shown = prefix + (name.upper() if prefix else name)
            close = difflib.get_close_matches(name, Settings.model_fields, n=1)
            meant = f"; did you mean {prefix + (close[0].upper() if prefix else close[0])}?" if close else ""
            raise ConfigError(f"unknown setting {shown} in {where}{meant}", reason="CONFIG_UNKNOWN")
    return values
