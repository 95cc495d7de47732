"""The command `qa`: its commands, and the edge where every error becomes one line."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Sequence

import typer

from index.errors import NewsroomError
from ui.commands.asking import ask_command, chat_command, quote_command, search_command
from ui.commands.checking import doctor_command, eval_command, verify_command
from ui.commands.corpus import forget_command, index_command, list_command, remove_command, show_command
from ui.commands.naming import names_app
from ui.commands.places import erase_command, where_command
from ui.commands.serving import mcp_command, serve_command
from ui.escape import one_line

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
_PASSED_ON = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}

app = typer.Typer(
    help="Ask a folder of news articles; every answer is an exact quotation with its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: quick, and no markup is read in what a user typed
)
app.command("index")(index_command)
app.command("ask")(ask_command)
app.command("search")(search_command)
app.command("chat")(chat_command)
app.command("serve")(serve_command)
app.command("mcp")(mcp_command)
app.command("list")(list_command)
app.command("show")(show_command)
app.command("remove")(remove_command)
app.command("forget")(forget_command)
app.add_typer(names_app, name="names")
app.command("quote")(quote_command)
app.command("verify")(verify_command)
app.command("doctor")(doctor_command)
app.command("where")(where_command)
app.command("erase")(erase_command)
app.command("eval", context_settings=_PASSED_ON, add_help_option=False)(eval_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 failed, 2 only for what the parser rejects, 130 for Ctrl-C."""
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return _say("stopped", 130)
    except BrokenPipeError:
        _close_quietly()
        return 1
    except NewsroomError as error:
        return _say(str(error), 1)
    except OSError as error:
        if error.filename is not None or error.errno not in _FULL:
            return _unexpected(error)
        _close_quietly()
        return _say(f"what was to be told could not be written ({error.strerror}): make room, or write elsewhere", 1)
    except Exception as error:  # the outermost edge: whatever it is, a person gets one line
        return _unexpected(error)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        app(args=None if arguments is None else list(arguments), prog_name="qa")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
        if code == 130:  # typer turns Ctrl-C into this
            raise KeyboardInterrupt from end
        sys.stdout.flush()
        return code
    sys.stdout.flush()
    return 0


def _open_closed() -> None:
    """A command whose stdout or stderr is closed works on in silence: no file that it opens may take that number."""
    for number, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            mode = "r" if number == 0 else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (for as long as we run)


def _unexpected(error: Exception) -> int:
    if os.environ.get("QA_DEBUG"):
        traceback.print_exc()
    return _say(f"unexpected {type(error).__name__}: {error}; QA_DEBUG=1 shows where, please report it", 1)


def _say(line: str, code: int) -> int:
    with contextlib.suppress(OSError):
        print(f"qa: {one_line(line)}", file=sys.stderr, flush=True)
    return code


def _close_quietly() -> None:
    """Nobody reads stdout any more: what is still buffered goes nowhere, without a word at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
