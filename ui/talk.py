"""The terminal chat: a question a line, until the input ends; what begins with "/" is a command."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from index.errors import NewsroomError
from qa.types import Answer, Citation
from ui.minutes import Minute, write_minutes
from ui.terminal import console, note, show_answer, show_article_at, show_source
from ui.words import count_words

if TYPE_CHECKING:
    from qa.assistant import Assistant

PROMPT = "? "
HELP = """Ask a question; a follow-up ("when was that?") is understood from what was asked before.
/new             begin another conversation
/risk 0.2        answer only when at most 20 % are expected to be wrong; 1: never abstain; /risk alone: as shipped
/sources         the sources of the last answer, numbered
/show 2          the second of them whole, with the quote marked
/history         what was asked in this conversation
/export FILE     write the conversation with its sources to FILE.html, FILE.md or FILE.json
/help, /quit     this; the end (also Ctrl-D)"""


def talk(assistant: Assistant, risk: float | None = None) -> None:
    """Answer each line of stdin as a turn of one chat. A line that goes wrong costs only itself."""
    held = count_words(len(assistant.generation.articles), "article")
    note(f"{held}. Ask a question; /help names the commands; Ctrl-D ends.")
    conversation = Conversation(assistant, console(), risk)
    while (line := _line()) is not None and line != "/quit":
        if line.startswith("/"):
            conversation.command(line)
        elif line:
            conversation.ask(line)


class Conversation:
    """One chat at the terminal, and what was said in it."""

    def __init__(self, assistant: Assistant, out: Console, risk: float | None) -> None:
        self._assistant, self._out, self._risk = assistant, out, risk
        self._chat = assistant.chat()
        self._minutes: list[Minute] = []

    def ask(self, question: str) -> None:
        """Show the answer; Ctrl-C gives up on it and not on the chat."""
        try:
            with _looking(self._out):
                answer = self._chat.ask(question, self._risk)
        except NewsroomError as error:
            note(str(error))
        except KeyboardInterrupt:
            if not sys.stdin.isatty():
                raise
            note("stopped; ask on")
        else:
            self._minutes.append(Minute(question, answer))
            show_answer(self._out, answer, rest="/sources")
        self._out.print()

    def command(self, line: str) -> None:
        """Do what a line such as "/risk 0.2" says."""
        name, _, rest = line[1:].partition(" ")
        does: dict[str, Callable[[str], None]] = {
            "new": self._new,
            "risk": self._set_risk,
            "sources": self._sources,
            "show": self._show,
            "history": self._history,
            "export": self._export,
            "help": self._help,
        }
        if name in does:
            does[name](rest.strip())
        else:
            note(f"there is no command /{name}; /help names them")

    def _new(self, _: str) -> None:
        self._chat, self._minutes = self._assistant.chat(), []
        note("a new conversation")

    def _set_risk(self, given: str) -> None:
        try:
            risk = float(given) if given else None
        except ValueError:
            risk = -1.0
        if risk is not None and not 0.0 <= risk <= 1.0:
            note(f"{given}: give a number from 0 (only when certain) to 1 (never abstain for doubt)")
            return
        self._risk = risk
        note("the risk is as shipped" if risk is None else f"the risk is {risk:g}")

    def _sources(self, _: str) -> None:
        for number, citation in enumerate(self._cited(), 1):
            show_source(self._out, number, citation)

    def _show(self, given: str) -> None:
        cited = self._cited()
        if not cited:
            return
        if not given.isdecimal() or not 1 <= int(given) <= len(cited):
            note(f"give the number of a source, 1 to {len(cited)}; /sources names them")
            return
        show_article_at(self._out, cited[int(given) - 1])

    def _history(self, _: str) -> None:
        if not self._minutes:
            note("nothing was asked in this conversation yet")
        for number, minute in enumerate(self._minutes, 1):
            note(f"{number}. {minute.question}")

    def _export(self, given: str) -> None:
        try:
            written = write_minutes(self._minutes, Path(given).expanduser()) if given else None
        except (NewsroomError, OSError, RuntimeError) as error:
            note(f"{given}: {getattr(error, 'strerror', None) or error}; give another FILE.html, .md or .json")
            return
        said = count_words(len(self._minutes), "answer")
        note(f"{said} written to {written}" if written else "give a file to write: /export FILE.html, .md or .json")

    def _help(self, _: str) -> None:
        print(HELP, file=sys.stderr, flush=True)

    def _cited(self) -> list[Citation]:
        """Of the last answer, as numbered; a note where there is none."""
        cited = sources(self._minutes[-1].answer) if self._minutes else []
        if not cited:
            note("the last answer has no source" if self._minutes else "nothing was asked in this conversation yet")
        return cited


def sources(answer: Answer) -> list[Citation]:
    """All that an answer cites, in the order in which it is shown."""
    return [citation for claim in answer.claims for citation in claim.citations] + list(answer.closest)


@contextlib.contextmanager
def _looking(out: Console) -> Iterator[None]:
    """Says that it works, for a person who waits."""
    if not out.is_terminal:
        yield
        return
    with out.status("Searching and reading…"):
        yield


def _line() -> str | None:
    """The next line without blanks, or None at the end; a prompt only for a person, whose Ctrl-C drops the line."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip() if line else None
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  (arrow keys and history, where the platform has it)
    try:
        return input(PROMPT).strip()
    except KeyboardInterrupt:
        print()
        note("Ctrl-D or /quit ends the chat")
        return ""
    except EOFError:
        print()
        return None
