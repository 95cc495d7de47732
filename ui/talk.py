"""The terminal chat: a question a line, until the input ends."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from rich.console import Console

from index.errors import NewsroomError
from ui.terminal import console, note, show_answer

if TYPE_CHECKING:
    from qa.assistant import Assistant, Chat

PROMPT = "? "


def talk(assistant: Assistant, risk: float | None = None) -> None:
    """Answer each line of stdin as a turn of one chat; /new begins another, /quit or the end of input ends it.

    A question that cannot be answered for a reason of its own (too long, empty) costs only its line.
    """
    out, chat = console(), assistant.chat()
    note(f"{len(assistant.generation.articles)} articles. Ask a question; /new: another conversation; Ctrl-D: end.")
    while (line := _line()) is not None:
        if line == "/quit":
            return
        if line == "/new":
            chat = assistant.chat()
            note("a new conversation")
        elif line:
            _turn(out, chat, line, risk)


def _turn(out: Console, chat: Chat, question: str, risk: float | None) -> None:
    try:
        show_answer(out, chat.ask(question, risk))
    except NewsroomError as error:
        note(str(error))
    out.print()


def _line() -> str | None:
    """The next line without blanks, or None at the end; a prompt only for a person."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip() if line else None
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  (arrow keys and history, where the platform has it)
    try:
        return input(PROMPT).strip()
    except EOFError:
        print()
        return None
