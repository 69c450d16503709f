"""The definition of a batch job, as the user asked for it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from mujaz.errors import ConfigError
from mujaz.jobs.formats import InputFormat, OutputFormat
from mujaz.jobs.inputs import Inputs, require_pyarrow
from mujaz.jobs.runner import BATCH_ARTICLES
from mujaz.jobs.source import Fields, Source
from mujaz.types import BriefOptions, BriefStyle, ContentType, ModelSignature, ProcessOptions, Signature

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/+(?=[^/])")
"""The beginning of a URL, also after `pathlib` has reduced its slashes to one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPlan:
    """A batch job.

    Args:
        inputs: Files, folders, globs, or `-` for standard input.
        output: Where the results are written.
        input_format: The format of the inputs; None determines it from their names and content.
        output_format: The format of the results.
        fields: The names of the input's fields.
        encoding: The encoding of the input; empty detects it.
        delimiter: The delimiter of tables; empty detects it.
        content_type: The content type of the texts in rows. Files that are read as a whole have that of their format.
        options: How every article is processed.
        batch_articles: The number of articles that are processed together.
        restart: Discard an earlier run.
        retry_failed: Try the failed records of a finished job again.
        asked: A digest of the options and settings that the results depend on. A finished job that is asked for the
            same again does not start its runner. Empty if they do not tell all, as with the models of a server.
    """

    inputs: tuple[str, ...]
    output: Path
    input_format: InputFormat | None = None
    output_format: OutputFormat = OutputFormat.JSONL
    fields: Fields = field(default_factory=Fields)
    encoding: str = ""
    delimiter: str = ""
    content_type: ContentType = ContentType.TEXT_PLAIN
    options: ProcessOptions = field(default_factory=ProcessOptions)
    batch_articles: int = BATCH_ARTICLES
    restart: bool = False
    retry_failed: bool = False
    asked: str = ""

    @property
    def folder(self) -> Path:
        """The folder of the journal and the unfinished results, beside the output."""
        return job_folder(self.output)

    @property
    def failures(self) -> Path:
        """The file that lists the failed records."""
        return self.output.with_name(f"{self.output.name}.failed.jsonl")

    def source(self) -> Source:
        """Opens the input.

        Raises:
            ConfigError: There is no input, or its kind is unknown.
        """
        own = (self.output, self.folder, self.failures)
        inputs = Inputs(self.inputs, input_format=self.input_format, exclude=own)
        return Source(
            inputs, fields=self.fields, encoding=self.encoding, content_type=self.content_type, delimiter=self.delimiter
        )

    def identity(self, inputs: Inputs) -> dict[str, str]:
        """Returns what must not change while the job lasts, except for the models."""
        glossary = self.options.glossary
        terms = len(glossary.terms) if glossary else 0
        return {
            "input": f"{inputs.total_bytes:,} bytes in {inputs.file_count:,} file{'s' * (inputs.file_count > 1)} "
            f"({inputs.digest})",
            "input format": self.input_format.value if self.input_format else "by name",
            "fields": f"{self.fields.id}, {self.fields.title}, {self.fields.body}",
            "encoding": self.encoding or "as found",
            "delimiter": self.delimiter or "as found",
            "content type": self.content_type.name.lower(),
            "output format": self.output_format.value,
            "glossary": f"{terms:,} term{'s' * (terms > 1)} ({glossary.digest})" if glossary else "none",
            "brief": _brief(self.options.brief),
        }

    def check_output(self) -> None:
        """Refuses an output that could not be written at the end, or that would overwrite something else.

        Raises:
            ConfigError: The output is a URL, the library that writes the format is not installed, or the output exists
                and is not of this job.
        """
        if address := _ADDRESS.match(str(self.output)):
            raise ConfigError(
                f"{address[0].rstrip('/')}//... is an address; results can be written to a path only. Write them here "
                "and copy them there",
                reason="OUTPUT",
            )
        if self.output_format is OutputFormat.PARQUET:
            require_pyarrow(f"writing {self.output}")
        if self.folder.exists() or not self.output.exists():
            return
        if self.output.is_dir():
            if self.output_format is not OutputFormat.TEXT:
                raise ConfigError(f"{self.output} is a folder; name a file", reason="OUTPUT_EXISTS")
            if any(self.output.iterdir()):
                raise ConfigError(
                    f"the folder {self.output} is not empty and not a job's; name a new one", reason="OUTPUT_EXISTS"
                )
        elif any(Path(name).is_file() and self.output.samefile(name) for name in self.inputs):
            raise ConfigError(f"{self.output} is the input itself; name another output", reason="OUTPUT_EXISTS")
        elif not self.output.is_file():
            raise ConfigError(f"{self.output} is not a file; name another output", reason="OUTPUT_EXISTS")
        elif not self.restart:
            raise ConfigError(
                f"{self.output} exists and is not a job's; name another output, or add --restart to replace it",
                reason="OUTPUT_EXISTS",
            )


def job_folder(output: Path) -> Path:
    """Returns the folder of the journal of the job with this output.

    Raises:
        ConfigError: The output has no name of its own, as `.` and `..` have none.
    """
    if output.name in ("", ".."):
        raise ConfigError(f"{output} is a folder that is there; give the output a name of its own", reason="OUTPUT")
    return output.with_name(f"{output.name}.job")


MADE_WITH = ("translation model", "summary model", "normalizer", "decoding", "mujaz")
"""The names in `identity_of`."""


def identity_of(signature: Signature) -> dict[str, str]:
    """Returns what the results are made with, by name, for the journal."""
    models = _model(signature.translation), _model(signature.summary)
    return dict(zip(MADE_WITH, (*models, signature.normalizer, signature.decoding, signature.version), strict=True))


def _brief(options: BriefOptions | None) -> str:
    if options is None:
        return "none"
    limits = f"{options.max_sentences} sentences, {options.max_words} words"
    return limits if options.style is BriefStyle.PARAGRAPH else f"{limits}, {options.style.value}"


def _model(signature: ModelSignature | None) -> str:
    if signature is None:
        return "none"
    return f"{signature.model} {signature.revision} ({signature.engine}, {signature.compute_type})"
