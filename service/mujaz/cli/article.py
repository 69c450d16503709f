"""`mujaz article`: translates one article, in this process or on a server."""

from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from mujaz.cli.interrupt import translating
from mujaz.cli.options import (
    AllowPrivate,
    AsJson,
    BeamSize,
    BodyField,
    Encoding,
    GlossaryFile,
    NoMemory,
    QualityName,
    Server,
    TimeoutS,
    TitleField,
)
from mujaz.cli.settings_flags import LOCAL_SETTINGS, SettingsCommand, SettingsFlags
from mujaz.errors import InvalidInput
from mujaz.types import Article, ArticleResult, BriefOptions, BriefStyle, ProcessOptions


class ArticleCommand(SettingsCommand):
    """Takes the settings that matter to one article in this process."""

    setting_names: ClassVar[tuple[str, ...] | None] = (
        *LOCAL_SETTINGS,
        "translation_memory_file",
        "translation_memory_file_mb",
    )

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Says which commands read several files, if there is more than one."""
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            if "unexpected extra argument" in error.format_message():
                message = "`mujaz article` reads one file; `mujaz digest` and `mujaz batch` read many"
                raise typer.BadParameter(message, ctx=ctx) from None
            raise


def article(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            show_default=False,
            help="A text, whose first line is the title if an empty line follows; a web page (HTML, MHTML); a message "
            "(.eml); a document (.docx .odt .xlsx .ods .rtf .epub .pdf); subtitles (.srt .vtt); JSON with title and "
            "body; any of these compressed; or the address of a page. - is standard input.",
        ),
    ],
    title: Annotated[
        str | None, typer.Option("--title", help="The title; all of a text file is then the body.")
    ] = None,
    no_title: Annotated[bool, typer.Option("--no-title", help="All of a text file is the body.")] = False,
    encoding: Encoding = "",
    title_field: TitleField = "title",
    body_field: BodyField = "body",
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="PAGE", dir_okay=False, help="Also write an HTML page with both texts side by side."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            dir_okay=False,
            help="Also write both texts to a file, in the format of its ending: .docx .html .md .tmx .xliff.",
        ),
    ] = None,
    server: Server = None,
    timeout_s: TimeoutS = 120.0,
    quality: QualityName = None,
    beam_size: BeamSize = None,
    glossary: GlossaryFile = None,
    no_memory: NoMemory = False,
    no_brief: Annotated[bool, typer.Option("--no-brief", help="Leave out the brief.")] = False,
    max_sentences: Annotated[
        int, typer.Option("--max-sentences", min=1, help="Most sentences in the brief.")
    ] = BriefOptions().max_sentences,
    max_words: Annotated[
        int, typer.Option("--max-words", min=10, help="Most words in the brief.")
    ] = BriefOptions().max_words,
    style: Annotated[
        BriefStyle, typer.Option("--style", help="How the brief is laid out; a headline is one short sentence.")
    ] = BriefOptions().style,
) -> None:
    """Translate an article into English. Prints the title, the translation, a brief, and what to read with care."""
    from mujaz.cli.inputs import about_file, read_article
    from mujaz.text.glossary import read_glossary

    flags: SettingsFlags = ctx.obj
    brief = None if no_brief else BriefOptions(max_sentences=max_sentences, max_words=max_words, style=style)
    terms = None if glossary is None else read_glossary(glossary)
    options = ProcessOptions(quality=quality, beam_size=beam_size, brief=brief, glossary=terms, skip_memory=no_memory)
    if title is not None and no_title:
        raise typer.BadParameter("--title and --no-title contradict each other; give only one")
    if report is not None:
        from mujaz.cli.outputs import refuse_input, require_page, require_writable

        require_page(report, "--report")
        refuse_input(report, "--report", [file])
        require_writable(report, "--report")
    if output is not None:
        from mujaz.cli.outputs import check_output, refuse_input

        refuse_input(output, "--output", [file])
        check_output(output, "--output")
    source = read_article(
        file,
        title="" if no_title else title,
        encoding=encoding,
        title_field=title_field,
        body_field=body_field,
        allow_private=allow_private,
    )
    try:
        with translating():
            if server is None:
                result = _process_here(source, options, flags)
            else:
                flags.refuse("on a running server")
                result = _process_there(source, options, server, timeout_s)
    except InvalidInput as error:
        raise about_file(error, file, encoding=encoding) from None
    source = result.source_of(source)
    try:
        _print(source, result, as_json=as_json)  # first, so that it is not lost if a file cannot be written
    finally:  # so that the files are not lost if nothing can be printed
        if report is not None:
            from mujaz.cli.outputs import write
            from mujaz.written.report import article_html

            write(report, article_html(source, result))
        if output is not None:
            from mujaz.cli.outputs import write_article

            write_article(output, source, result)


def _process_here(source: Article, options: ProcessOptions, flags: SettingsFlags) -> ArticleResult:
    from mujaz.cli.interrupt import interruptible

    def work() -> ArticleResult:
        # Imported on this thread too, as Ctrl-C during the import of a library looks like an error of that library.
        from mujaz.cli.loaded import loaded
        from mujaz.pipeline import run_article

        with loaded(flags, options) as (pipeline, memory):
            return run_article(pipeline, source, options, memory)

    return interruptible(work)


def _process_there(source: Article, options: ProcessOptions, server: str, timeout_s: float) -> ArticleResult:
    from mujaz.cli.connect import connect

    with connect(server, timeout_s=timeout_s) as client:
        return client.process_article(source, options)


def _print(source: Article, result: ArticleResult, *, as_json: bool) -> None:
    if as_json:
        from mujaz.wire.results import article_result_to_json

        print(article_result_to_json(result))
    else:
        from mujaz.cli.show import print_result

        print_result(source, result)
