"""A progress bar on stderr, only where someone looks and only for what takes long."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

QUIET_SECONDS = 2.0  # anything that takes longer gets a bar (CONTRACT.md)


class TerminalWatch:
    """Shows rate and time left once work has taken two seconds; nothing where stderr is no terminal.

    A context manager: however the work ends, the bar goes away and the cursor comes back. Stages may nest.
    """

    def __init__(self, console: Console) -> None:
        self._began = time.monotonic()
        self._visible = console.is_terminal
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, transient=True, disable=not self._visible)
        self._stages: list[TaskID] = []

    def __enter__(self) -> TerminalWatch:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, stage: str, total: int) -> None:
        """A stage of `total` steps begins."""
        self._stages.append(self._bar.add_task(stage, total=total))
        self._show()

    def advance(self, done: int = 1) -> None:
        """`done` more steps are done."""
        if self._stages:
            self._bar.advance(self._stages[-1], done)
        self._show()

    def end(self) -> None:
        """The stage that began last is over."""
        if self._stages:
            self._bar.remove_task(self._stages.pop())

    def _show(self) -> None:
        if self._visible and time.monotonic() - self._began >= QUIET_SECONDS:
            self._bar.start()


class _Rate(ProgressColumn):
    """Steps a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", "progress.data.speed")
