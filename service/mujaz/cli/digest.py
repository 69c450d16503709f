"""`mujaz digest`: makes one digest of many articles, in this process or on a server."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from mujaz.cli.exit_codes import FAILED, WITH_FAILURES
from mujaz.cli.interrupt import translating
from mujaz.cli.options import (
    AllowPrivate,
    AsJson,
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
    Server,
    TimeoutS,
    TitleField,
)
from mujaz.cli.settings_flags import LOCAL_SETTINGS, SettingsCommand, SettingsFlags
from mujaz.errors import InvalidInput
from mujaz.types import (
    Article,
    ArticleFailure,
    BriefOptions,
    BriefStyle,
    ContentType,
    DigestResult,
    ProcessOptions,
)


class DigestCommand(SettingsCommand):
    """Takes the settings that matter to a digest in this process."""

    setting_names: ClassVar[tuple[str, ...] | None] = (
        *LOCAL_SETTINGS,
        "max_digest_articles",
        "max_digest_chars",
        "translation_memory_file",
        "translation_memory_file_mb",
    )


def digest(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            show_default=False,
            help="Files of all kinds that `mujaz article` reads; feeds; JSON of many articles; archives; .jsonl .csv "
            ".tsv .parquet with the fields id, title, body, published (a date such as 2021-04-08) and source (who "
            "wrote it), also compressed; folders of these; addresses of pages and feeds; - is JSONL from standard "
            "input.",
        ),
    ],
    input_format: InputFormatName = None,
    encoding: Encoding = "",
    delimiter: Delimiter = "",
    id_field: IdField = "id",
    title_field: TitleField = "title",
    body_field: BodyField = "body",
    html: RowsAreHtml = False,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            dir_okay=False,
            help="Also write the digest to a file, in the format of its ending: .docx .html .md.",
        ),
    ] = None,
    server: Server = None,
    timeout_s: TimeoutS = 600.0,
    quality: QualityName = None,
    beam_size: BeamSize = None,
    glossary: GlossaryFile = None,
    no_memory: NoMemory = False,
    max_sentences: Annotated[
        int, typer.Option("--max-sentences", min=1, help="Most sentences in a story, not counting its headline.")
    ] = BriefOptions().max_sentences,
    max_words: Annotated[
        int, typer.Option("--max-words", min=10, help="Most words in a story, not counting its headline.")
    ] = BriefOptions().max_words,
    style: Annotated[
        BriefStyle, typer.Option("--style", help="How a story is laid out; headline leaves out everything else.")
    ] = BriefOptions().style,
) -> int:
    """Make one digest of many articles. Each story is told once, the newest first, with headline, sources and brief.

    Exit codes: 0 all done, 3 done except for some articles, which are listed at the end, 1 no article could be used.
    """
    from mujaz.cli.inputs import read_articles
    from mujaz.jobs.source import Fields
    from mujaz.text.glossary import read_glossary

    flags: SettingsFlags = ctx.obj
    options = ProcessOptions(
        quality=quality,
        beam_size=beam_size,
        brief=BriefOptions(max_sentences=max_sentences, max_words=max_words, style=style),
        glossary=None if glossary is None else read_glossary(glossary),
        skip_memory=no_memory,
    )
    if output is not None:
        from mujaz.cli.outputs import check_output, refuse_input

        refuse_input(output, "--output", files)
        check_output(output, "--output", of_digest=True)
    read = read_articles(
        files,
        input_format=input_format,
        fields=Fields(id=id_field, title=title_field, body=body_field),
        encoding=encoding,
        delimiter=delimiter,
        allow_private=allow_private,
        content_type=ContentType.TEXT_HTML if html else ContentType.TEXT_PLAIN,
    )
    articles = [article for article in read if isinstance(article, Article)]
    unread = tuple(article for article in read if isinstance(article, ArticleFailure))
    if not articles:
        raise InvalidInput(unread[0].message, field=unread[0].id, reason=unread[0].error.reason)
    with translating():
        if server is None:
            result = _digest_here(articles, options, flags)
        else:
            flags.refuse("on a running server")
            result = _digest_there(articles, options, server, timeout_s)
    result = replace(result, failures=(*unread, *result.failures))
    try:
        _print(articles, result, as_json=as_json)
    finally:  # so that the file is not lost if nothing can be printed
        if output is not None:
            from mujaz.cli.outputs import write_digest

            write_digest(output, articles, result)
    if not result.stories:
        return FAILED
    return WITH_FAILURES if result.failures else 0


def _digest_here(articles: Sequence[Article], options: ProcessOptions, flags: SettingsFlags) -> DigestResult:
    from mujaz.cli.interrupt import interruptible

    def work() -> DigestResult:
        # Imported on this thread too, as Ctrl-C during the import of a library looks like an error of that library.
        from mujaz.cli.loaded import loaded
        from mujaz.pipeline import run_digest

        with loaded(flags, options) as (pipeline, memory):
            return run_digest(pipeline, articles, options, memory)

    return interruptible(work)


def _digest_there(articles: Sequence[Article], options: ProcessOptions, server: str, timeout_s: float) -> DigestResult:
    from mujaz.cli.connect import connect

    with connect(server, timeout_s=timeout_s) as client:
        return client.digest_articles(articles, options)


def _print(articles: Sequence[Article], result: DigestResult, *, as_json: bool) -> None:
    if as_json:
        from mujaz.wire.digests import digest_result_to_json

        print(digest_result_to_json(result))
    else:
        from mujaz.cli.digest_show import print_digest

        print_digest(articles, result)
