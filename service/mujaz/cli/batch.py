"""`mujaz batch`: translates many articles, in a job that can be resumed."""

import functools
import hashlib
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer
from typer.core import TyperGroup

from mujaz.cli.exit_codes import WITH_FAILURES
from mujaz.cli.options import (
    BeamSize,
    BodyField,
    Delimiter,
    Encoding,
    GlossaryFile,
    IdField,
    InputFormatName,
    NoMemory,
    QualityName,
    RowsAreHtml,
    TitleField,
)
from mujaz.cli.settings_flags import LOCAL_SETTINGS, SettingsCommand, SettingsFlags
from mujaz.errors import ConfigError
from mujaz.jobs.formats import OutputFormat
from mujaz.jobs.runner import BATCH_ARTICLES
from mujaz.types import BriefOptions, BriefStyle, ContentType, ProcessOptions

if TYPE_CHECKING:
    from mujaz.jobs.plan import JobPlan
    from mujaz.jobs.runner import Runner


class _BatchContext(typer.Context):
    @property
    def command_path(self) -> str:
        """The command without the name `run`, which is not typed."""
        return super().command_path.removesuffix(f" {self.info_name}")


class BatchCommand(SettingsCommand):
    """Takes the settings that matter to a job in this process."""

    context_class = _BatchContext
    setting_names: ClassVar[tuple[str, ...] | None] = (
        *LOCAL_SETTINGS,
        "engine_timeout_s",
        "translation_memory_mb",
        "translation_memory_file",
        "translation_memory_file_mb",
    )


class BatchGroup(TyperGroup):
    """Runs a job unless another command is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Inserts `run`."""
        if not args or args[0] not in self.commands:
            args = ["run", *args]
        return super().parse_args(ctx, args)


batch = typer.Typer(
    cls=BatchGroup,
    add_completion=False,
    rich_markup_mode=None,
    help="Translate many articles in a job that can be resumed.",
)


@batch.command(cls=BatchCommand)
def run(
    ctx: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            show_default=False,
            help="Files (.jsonl .csv .tsv .xlsx .ods .parquet, texts, pages, feeds, JSON, messages, documents, "
            "subtitles; also .gz .zst .bz2 .xz .zip), folders of these, globs in quotes, or - for standard input.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT", show_default=False, help="Where the results are written."),
    ],
    output_format: Annotated[
        OutputFormat | None,
        typer.Option(
            "--output-format", help="By default that of OUT's name; a name without a suffix is a folder of texts."
        ),
    ] = None,
    input_format: InputFormatName = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    id_field: IdField = "id",
    title_field: TitleField = "title",
    body_field: BodyField = "body",
    html: RowsAreHtml = False,
    restart: Annotated[
        bool, typer.Option("--restart", help="Discard earlier runs of this job, and replace OUT at the end.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what failed in a finished job.")
    ] = False,
    reports: Annotated[
        Path | None,
        typer.Option(
            "--reports", metavar="FOLDER", file_okay=False, help="Also write a report page for each article to FOLDER."
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            "--workers",
            min=0,
            help="Number of processes, which share the threads, or of Ray actors, which have --threads each (by "
            "default 1). Each loads the models for itself. 0 is one for each processor.",
        ),
    ] = 0,
    batch_articles: Annotated[
        int, typer.Option("--batch-articles", min=1, help="Number of articles that are processed together.")
    ] = BATCH_ARTICLES,
    server: Annotated[
        str | None,
        typer.Option("--server", metavar="ADDRESS[,ADDRESS...]", help="Let running servers do the work."),
    ] = None,
    in_flight: Annotated[
        int, typer.Option("--in-flight", min=1, help="With --server: the most articles that one server has at once.")
    ] = 16,
    ray: Annotated[
        str | None,
        typer.Option("--ray", metavar="ADDRESS", help="Let a Ray cluster do the work; `local` starts one here."),
    ] = None,
    quality: QualityName = None,
    beam_size: BeamSize = None,
    glossary: GlossaryFile = None,
    no_memory: NoMemory = False,
    no_brief: Annotated[bool, typer.Option("--no-brief", help="Leave out the briefs.")] = False,
    max_sentences: Annotated[
        int, typer.Option("--max-sentences", min=1, help="Most sentences in a brief.")
    ] = BriefOptions().max_sentences,
    max_words: Annotated[
        int, typer.Option("--max-words", min=10, help="Most words in a brief.")
    ] = BriefOptions().max_words,
    style: Annotated[
        BriefStyle, typer.Option("--style", help="How a brief is laid out; a headline is one short sentence.")
    ] = BriefOptions().style,
) -> int:
    """Translate many articles. If it is stopped at any moment, the same command resumes it.

    `mujaz batch status OUT` shows the progress of a job. Exit codes: 0 all done, 3 done with failures, which
    OUT.failed.jsonl lists, or with files passed over, 130 interrupted, 2 a mistake in usage.
    """
    from mujaz.jobs.plan import JobPlan
    from mujaz.jobs.source import Fields
    from mujaz.text.glossary import read_glossary

    flags: SettingsFlags = ctx.obj
    brief = None if no_brief else BriefOptions(max_sentences=max_sentences, max_words=max_words, style=style)
    terms = None if glossary is None else read_glossary(glossary)
    options = ProcessOptions(quality=quality, beam_size=beam_size, brief=brief, glossary=terms, skip_memory=no_memory)
    plan = JobPlan(
        inputs=tuple(inputs),
        output=output,
        input_format=input_format,
        output_format=output_format or _format_of(output),
        fields=Fields(id=id_field, title=title_field, body=body_field),
        encoding=encoding,
        delimiter=delimiter,
        content_type=ContentType.TEXT_HTML if html else ContentType.TEXT_PLAIN,
        options=options,
        batch_articles=batch_articles,
        restart=restart,
        retry_failed=retry_failed,
        asked=_asked(flags, options) if server is None else "",
    )
    if server is not None and ray is not None:
        raise ConfigError("--server and --ray are two ways to run a job; give only one", reason="FLAG_UNUSED")
    if server is not None:
        flags.refuse("on a running server")
        return _run(plan, functools.partial(_on_servers, server, options, in_flight), reports)
    return _run(plan, functools.partial(_on_workers, flags, options, workers, ray), reports)


@batch.command()
def status(
    output: Annotated[Path, typer.Argument(metavar="OUT", show_default=False, help="The output of the job.")],
) -> None:
    """Show the state and progress of a job, whether or not it is running."""
    from mujaz.cli.batch_show import print_status
    from mujaz.jobs.plan import job_folder
    from mujaz.jobs.status import job_status

    print_status(output, job_status(job_folder(output)))


def _run(plan: "JobPlan", start_runner: Callable[[], "Runner"], reports: Path | None) -> int:
    from mujaz.cli.batch_show import print_summary, watching
    from mujaz.jobs.job import run_job

    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with watching(plan) as watcher:
            if reports is not None:
                from mujaz.cli.batch_reports import WithPages

                watcher = WithPages(watcher, reports)
            summary = run_job(plan, start_runner, watcher)
    except KeyboardInterrupt:
        kept = "what is done is kept" if plan.folder.exists() else "nothing was done yet"
        print(f"mujaz: stopped; {kept}. Run the same command again to go on.", file=sys.stderr)
        raise
    print_summary(plan, summary)
    return WITH_FAILURES if summary.failed or summary.passed_over else 0


def _asked(flags: SettingsFlags, options: ProcessOptions) -> str:
    """Returns a digest of the options and settings; empty if the content of files decides too."""
    from mujaz import __version__

    settings = flags.load()
    if settings.glossary_file or any(
        Path(name).is_dir() for name in (settings.translation_model, settings.summary_model)
    ):
        return ""
    return hashlib.sha256(repr((__version__, options, settings.model_dump_json())).encode()).hexdigest()


def _interrupt(_signum: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _on_servers(addresses: str, options: ProcessOptions, in_flight: int) -> "Runner":
    from mujaz.cli.connect import call_credentials
    from mujaz.jobs.server_runner import ServerPolicy, ServerRunner

    names = [address.strip() for address in addresses.split(",") if address.strip()]
    return ServerRunner(names, options, policy=ServerPolicy(in_flight=in_flight, credentials=call_credentials()))


def _on_workers(flags: SettingsFlags, options: ProcessOptions, workers: int, ray: str | None) -> "Runner":
    from mujaz.jobs.loading import load_predictor

    settings = flags.load()
    if ray is not None:
        from mujaz.jobs.ray_runner import RayRunner

        share = settings.threads or 1
        load = functools.partial(load_predictor, settings.model_copy(update={"threads": share}), options)
        return RayRunner(load, workers=workers, threads=share, address=ray)
    from mujaz.jobs.local_runner import LocalRunner

    threads = settings.processor_threads
    workers = workers or threads
    share = max(1, threads // workers)
    load = functools.partial(load_predictor, settings.model_copy(update={"threads": share}), options)
    return LocalRunner(load, workers=workers, timeout_s=settings.engine_timeout_s)


def _format_of(output: Path) -> OutputFormat:
    match output.suffix.lower():
        case ".jsonl" | ".ndjson":
            return OutputFormat.JSONL
        case ".parquet":
            return OutputFormat.PARQUET
        case "":
            return OutputFormat.TEXT
        case suffix:
            raise ConfigError(
                f"cannot tell from {suffix} what to write; name OUT .jsonl or .parquet, without a suffix for a "
                "folder of texts, or add --output-format",
                reason="OUTPUT",
            )
