"""Lets so many questions be answered at once, lets so many wait, and turns the rest away at the door."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

WAITING = 32  # reliability.md D11; more would wait longer than people do
PATIENCE_SECONDS = 20.0  # whoever waits longer than this is told so instead
RETRY_SECONDS = 2  # a question takes a fraction of this


class Busy(Exception):
    """Too many questions wait already; ask again in `RETRY_SECONDS`."""


class Turnstile:
    """Runs blocking work in threads: at most `running` at once, at most `waiting` more in line."""

    def __init__(self, running: int | None = None, waiting: int = WAITING, patience: float = PATIENCE_SECONDS) -> None:
        self._running = running or os.cpu_count() or 1
        self._free = asyncio.Semaphore(self._running)
        self._most = self._running + waiting
        self._patience = patience
        self._inside = 0

    @property
    def is_busy(self) -> bool:
        """Whether anybody is being answered, or waits."""
        return self._inside > 0

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work()`. Raises Busy, and whatever the work raises."""
        if self._inside >= self._most:
            raise Busy("too many questions at once")
        self._inside += 1
        try:
            await self._enter()
            try:
                return await _finished(work)
            finally:
                self._free.release()
        finally:
            self._inside -= 1

    async def _enter(self) -> None:
        try:
            await asyncio.wait_for(self._free.acquire(), self._patience)
        except TimeoutError as error:
            raise Busy("waited too long") from error


async def _finished(work: Callable[[], T]) -> T:
    """The work's result; when the asker goes away its place is only free once the thread has ended."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
