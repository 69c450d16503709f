"""`mujaz token`: makes a token for a caller."""

import secrets
import sys
from typing import Annotated

import typer


def token(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="Name of the caller.")],
    max_article_chars: Annotated[
        int | None, typer.Option(min=1, help="Longest article that it may send, title included, in code points.")
    ] = None,
    articles_per_minute: Annotated[
        int | None, typer.Option(min=1, help="Most articles that it may send in a minute.")
    ] = None,
) -> None:
    """Make a token for a caller.

    Prints the lines to add to the server's `tokens_file`. The token itself is printed once, on standard error, so
    that `mujaz token NAME >> tokens.toml` does not write it to the server's file.
    """
    from mujaz.serving.tokens import token_hash

    made = secrets.token_urlsafe(32)
    print(f"For {name}. Keep it secret; it is not stored anywhere:\n{made}", file=sys.stderr)
    print(f'[[token]]\nname = "{_quoted(name)}"\nsha256 = "{token_hash(made)}"')
    for key, value in (("max_article_chars", max_article_chars), ("articles_per_minute", articles_per_minute)):
        if value is not None:
            print(f"{key} = {value}")


def _quoted(name: str) -> str:
    """Returns the name, without characters that cannot be printed, as it is written in a TOML string."""
    plain = "".join(char for char in name if char.isprintable())
    return plain.replace("\\", "\\\\").replace('"', '\\"')
