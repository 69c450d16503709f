"""The `mujaz` program. Every error is reported as one line on standard error that says what to do.

Exit codes: 0 done, 1 the work failed, 2 a mistake in usage, settings, model or input, or a token that is missing or
unknown, 3 done, but some articles failed, 4 a model hung, 130 interrupted.
"""

import io
import os
import sys

from mujaz.cli.exit_codes import FAILED, HUNG, INTERRUPTED, MISTAKE

_TRACEBACK = "--traceback"
_PLAIN_MESSAGES = {
    "Input should be a valid integer, unable to parse string as an integer": "must be a whole number, such as 4",
    "Input should be a valid number, unable to parse string as a number": "must be a number, such as 0.5",
    "Input should be greater than or equal to": "must be at least",
    "Input should be less than or equal to": "must be at most",
    "Value error, ": "",
    "Got unexpected extra argument(s)": "too many arguments:",
}
"""Messages of the libraries that read arguments, and plain words for them."""
_FIRST_STEPS = """Arabic news in, English out. First steps:

  mujaz article FILE                      translate one article, a text or a web page
  mujaz article FILE --report page.html   the same as a page with both texts side by side
  mujaz serve                             run the server, for programs
"""


def run() -> None:
    """Entry point of the installed program."""
    code = main(sys.argv[1:])
    if code in (INTERRUPTED, HUNG):
        os._exit(code)  # without waiting for a model that may still be running on another thread
    sys.exit(code)


def main(arguments: list[str]) -> int:
    """Runs one command.

    Args:
        arguments: As typed after `mujaz`.

    Returns:
        The exit code.
    """
    # The core of gRPC would write to standard error; its errors are reported here.
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # whatever the locale
    try:
        from mujaz.cli.app import invoke

        if not arguments and "_MUJAZ_COMPLETE" not in os.environ:
            print(_FIRST_STEPS)
        code = invoke(_with_help(arguments))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return FAILED
    except Exception as error:
        if _TRACEBACK in arguments[:1]:
            raise
        return _report(error, arguments)
    return code


def _with_help(arguments: list[str]) -> list[str]:
    """`mujaz help batch status` is `mujaz batch status --help`."""
    if not arguments:
        return ["--help"]
    return [*arguments[1:], "--help"] if arguments[0] == "help" else arguments


def _report(error: Exception, arguments: list[str]) -> int:
    from typer import TyperException

    from mujaz.errors import ConfigError, EngineHung, InvalidInput, ModelError, MujazError, NotFound, Unauthenticated

    match error:
        case TyperException():
            # Some errors do not say in which command they occurred, such as that of an option without its value.
            command = " ".join(["mujaz", *[word for word in arguments if not word.startswith("-")][:1]])
            path = getattr(getattr(error, "ctx", None), "command_path", command)
            message = error.format_message().rstrip(".")
            for original, plain in _PLAIN_MESSAGES.items():
                message = message.replace(original, plain)
            return _say(f"{message}; see `{path} --help`", code=MISTAKE)
        case ConfigError() | InvalidInput() | ModelError() | NotFound():
            return _say(str(error), code=MISTAKE)
        case Unauthenticated():
            hint = "commands send the token in the file that call_token_file (MUJAZ_CALL_TOKEN_FILE) names"
            return _say(f"{error}; {hint}", code=MISTAKE)
        case EngineHung():
            return _say(str(error), code=HUNG)
        case MujazError():
            return _say(str(error), code=FAILED)
        case OSError() if error.strerror:
            return _say(f"{error.filename or 'input or output'}: {error.strerror}", code=FAILED)
        case _:
            message = f"{type(error).__name__}: {error}; this is a bug in Mujaz, `mujaz {_TRACEBACK}` shows where"
            return _say(message, code=FAILED)


def _say(message: str, *, code: int) -> int:
    print("mujaz:", " ".join(message.split()), file=sys.stderr)
    return code


def _forget_output() -> None:
    """Discards the output that is left, as its reader is gone and flushing it at the end would fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
