"""`mujaz token`: makes a token for a caller."""

import secrets
import sys
from typing import Annotated

import typer


def token(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="Who will call with it.")],
    max_article_chars: Annotated[
        int | None, typer.Option(min=1, help="Longest article that it may send, title included, in code points.")
    ] = None,
    articles_per_minute: Annotated[int | None, typer.Option(min=1, help="The most articles it may send.")] = None,
) -> None:
    """Make a token for a caller.

    Prints the lines to add to the server's `tokens_file`, and on standard error, once, the token itself: so
    `mujaz token NAME >> tokens.toml` does not put it into the server's file.
    """
    from mujaz.serving.tokens import token_hash

    made = secrets.token_urlsafe(32)
    print(f"For {name}, to keep secret; it is stored nowhere:\n{made}", file=sys.stderr)
    print(f'[[token]]\nname = "{_quoted(name)}"\nsha256 = "{token_hash(made)}"')
    for key, value in (("max_article_chars", max_article_chars), ("articles_per_minute", articles_per_minute)):
        if value is not None:
            print(f"{key} = {value}")


def _quoted(name: str) -> str:
    """As it stands in a TOML string."""
    plain = "".join(sign for sign in name if sign.isprintable())
    return plain.replace("\\", "\\\\").replace('"', '\\"')
