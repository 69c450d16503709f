"""Makes flags from the fields of `mujaz.config.Settings`, so that no setting is defined twice."""

import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer
import typer.main

from mujaz.cli.grouped import GroupedCommand
from mujaz.errors import ConfigError

if TYPE_CHECKING:
    from mujaz.config import Settings

LOCAL_SETTINGS = (
    "translation_model",
    "summary_model",
    "engine",
    "summary_engine",
    "compute_type",
    "threads",
    "max_batch_tokens",
    "max_retries",
    "names",
    "max_article_chars",
    "max_title_chars",
    "max_page_chars",
    "max_word_chars",
    "cache_dir",
    "offline",
)
"""The settings that matter to every command that translates articles by itself."""

_CONFIG_HELP = "TOML file with settings. Flags win over MUJAZ_* variables, variables over the file."


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFlags:
    """The settings that were given on the command line.

    Args:
        values: By name; None where not given.
        config_file: The TOML file.
    """

    values: dict[str, object]
    config_file: Path | None

    def load(self) -> "Settings":
        """Returns the settings of this process; raises `ConfigError`."""
        from mujaz.config import Settings

        return Settings.load(self.values, self.config_file)

    def refuse(self, why: str) -> None:
        """Raises `ConfigError` if any was given, as a flag without effect would look as if it had one."""
        given = [name for name, value in self.values.items() if value is not None]
        if self.config_file is not None:
            given.append("config")
        if given:
            raise ConfigError(f"--{given[0].replace('_', '-')} has no effect {why}; leave it out", reason="FLAG_UNUSED")


class SettingsCommand(GroupedCommand):
    """A command with a flag for each setting and `--config` beside its own options.

    The flags are made when the command is run or asked for help, as pydantic takes a while to import. The command's
    function finds their values in `ctx.obj`, a `SettingsFlags`.
    """

    setting_names: ClassVar[tuple[str, ...] | None] = None
    """The settings that have a flag; None for all of them."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The command's own parameters and the flags."""
        own = super().get_params(ctx)
        return [*own[:-1], *self._flags(), own[-1]]  # --help stays last

    def invoke(self, ctx: Any) -> Any:
        """Passes on the values of the flags, then runs the command."""
        names = [flag.name for flag in self._flags()]
        values = {name: ctx.params.pop(name) for name in names}
        ctx.obj = SettingsFlags(config_file=values.pop("config"), values=values)
        return super().invoke(ctx)

    def _flags(self) -> list[Any]:
        def command() -> None: ...

        command.__signature__ = inspect.Signature(_parameters(self.setting_names))  # type: ignore[attr-defined]
        probe = typer.Typer(add_completion=False, rich_markup_mode=None)
        probe.command()(command)
        return list(typer.main.get_command(probe).params)


class ServeCommand(SettingsCommand):
    """Takes every setting except those of commands that call a server."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The flags without `--call-...`, which would do nothing here."""
        return [param for param in super().get_params(ctx) if not str(param.name).startswith("call_")]

    def invoke(self, ctx: Any) -> Any:
        """Fills in the settings that have no flag here."""
        from mujaz.config import Settings

        ctx.params.update({name: None for name in Settings.model_fields if name.startswith("call_")})
        return super().invoke(ctx)


def _parameters(names: tuple[str, ...] | None) -> list[inspect.Parameter]:
    from mujaz.config import Settings

    fields = Settings.model_fields
    options = [_option("config", Path, _CONFIG_HELP, default=None)]
    for name in names or fields:
        field = fields[name]
        options.append(_option(name, field.annotation, field.description, field.get_default(call_default_factory=True)))
    return options


def _option(name: str, annotation: Any, help_text: str | None, default: object) -> inspect.Parameter:
    flag = f"--{name.replace('_', '-')}"
    if annotation in (bool, bool | None):
        flag += f"/--no-{name.replace('_', '-')}"
    worth_showing = default is not None and default is not False and default != ""
    shown = f"  [default: {default}]" if worth_showing else ""  # by hand, as the option's own default is None
    option = typer.Option(flag, help=f"{help_text}{shown}", show_default=False)
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[annotation | None, option]
    )
