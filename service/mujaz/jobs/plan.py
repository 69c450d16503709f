"""What a batch job is to do, as the user asked for it."""

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
"""What a path library makes of an address: of its slashes one is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPlan:
    """A job.

    Args:
        inputs: Files, folders, globs, or `-`.
        output: Where the results go.
        input_format: What is in the inputs; None goes by their names.
        output_format: What to make of the results.
        fields: Which fields of the input hold what.
        encoding: Of the input; empty finds it.
        delimiter: Of tables; empty finds it.
        content_type: What the texts in rows are written in. Whole files are told by their format.
        options: How to treat every article.
        batch_articles: Articles that are worked on together.
        restart: Forget an earlier run.
        retry_failed: Try again what failed.
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

    @property
    def folder(self) -> Path:
        """Where the journal and the unfinished results lie, beside the output."""
        return job_folder(self.output)

    @property
    def failures(self) -> Path:
        """The list of what failed."""
        return self.output.with_name(f"{self.output.name}.failed.jsonl")

    def source(self) -> Source:
        """Opens the input.

        Raises:
            ConfigError: Nothing is there, or nobody knows what it is.
        """
        own = (self.output, self.folder, self.failures)
        inputs = Inputs(self.inputs, input_format=self.input_format, exclude=own)
        return Source(
            inputs, fields=self.fields, encoding=self.encoding, content_type=self.content_type, delimiter=self.delimiter
        )

    def identity(self, inputs: Inputs) -> dict[str, str]:
        """What must stay as it is while the job lasts, but for the models."""
        glossary = self.options.glossary
        terms = len(glossary.terms) if glossary else 0
        return {
            "input": f"{inputs.total_bytes:,} bytes in {inputs.file_count:,} files ({inputs.digest})",
            "input format": self.input_format.value if self.input_format else "by name",
            "fields": f"{self.fields.id}, {self.fields.title}, {self.fields.body}",
            "encoding": self.encoding or "as found",
            "content type": self.content_type.name.lower(),
            "output format": self.output_format.value,
            "glossary": f"{terms:,} term{'s' * (terms > 1)} ({glossary.digest})" if glossary else "none",
            "brief": _brief(self.options.brief),
        }

    def check_output(self) -> None:
        """Refuses what could not be written at the end, and to overwrite what is not this job's.

        Raises:
            ConfigError: It is an address and no path, the library that writes the format is not installed, or something
                is there.
        """
        if address := _ADDRESS.match(str(self.output)):
            raise ConfigError(
                f"{address[0]}... is an address; results are written to a path. Write them here and copy them there",
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
        elif not self.restart:
            raise ConfigError(
                f"{self.output} exists and is not a job's; name another output, or add --restart to replace it",
                reason="OUTPUT_EXISTS",
            )


def job_folder(output: Path) -> Path:
    """Where the journal of the job with this output lies."""
    return output.with_name(f"{output.name}.job")


def identity_of(signature: Signature) -> dict[str, str]:
    """What makes the results, for the journal."""
    return {
        "translation model": _model(signature.translation),
        "summary model": _model(signature.summary),
        "normalizer": signature.normalizer,
        "decoding": signature.decoding,
        "mujaz": signature.version,
    }


def _brief(options: BriefOptions | None) -> str:
    if options is None:
        return "none"
    limits = f"{options.max_sentences} sentences, {options.max_words} words"
    return limits if options.style is BriefStyle.PARAGRAPH else f"{limits}, {options.style.value}"


def _model(signature: ModelSignature | None) -> str:
    if signature is None:
        return "none"
    return f"{signature.model} {signature.revision} ({signature.engine}, {signature.compute_type})"
