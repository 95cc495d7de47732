"""What is being done to each index, one task after the other, and how far it is; the old one goes on answering."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WAITING = 200  # tasks in line for one index
_BROKEN = "The work ended early and changed nothing; try again, and see what `qa doctor` says."

Task = dict[str, Any]
Lines = Iterator[dict[str, Any]]


class TooMuch(Exception):
    """Too many tasks wait already."""


@dataclass
class Job:
    """The work on one index. `result` is that of the last task that is done, `error` why it failed."""

    tasks: deque[Task] = field(default_factory=deque)
    running: bool = False
    began: float = 0.0
    stages: list[list[Any]] = field(default_factory=list)  # name, total, done; the last is the one at work
    stage_began: float = 0.0
    result: dict[str, Any] | None = None
    error: str = ""
    number: int = 0  # of tasks that are done


class Jobs:
    """One line of tasks for each index. `run` does a task and tells lines, by default in a child process."""

    def __init__(self, run: Callable[[Task], Lines] | None = None) -> None:
        self._run = run or in_child
        self._lock = threading.Lock()
        self._jobs: dict[Path, Job] = {}

    def add(self, index: Path, task: Task) -> None:
        """Put a task in line and see that somebody works. Raises TooMuch."""
        with self._lock:
            job = self._jobs.setdefault(index, Job())
            if len(job.tasks) >= WAITING:
                raise TooMuch
            job.tasks.append({**task, "index": str(index)})
            if not job.running:
                job.running, job.began = True, time.monotonic()
                threading.Thread(target=self._work, args=(job,), daemon=True).start()

    def status(self, index: Path) -> dict[str, Any]:
        """What a page shows: running, stage, done of total, seconds left (null while unknown), the last result."""
        with self._lock:
            job = self._jobs.get(index, Job())
            stage, total, done = job.stages[-1] if job.stages else ("starting", 0, 0)
            spent = time.monotonic() - job.stage_began
            left = round(spent / done * (total - done), 1) if job.stages and done else None
            told = {"running": job.running, "waiting": len(job.tasks), "number": job.number}
            at = {"stage": stage, "total": total, "done": done, "seconds_left": left} if job.running else {}
            return {**told, **at, "result": job.result, "error": job.error}

    def _work(self, job: Job) -> None:
        while True:
            with self._lock:
                if not job.tasks:
                    job.running = False
                    return
                task = job.tasks.popleft()
                job.stages, job.error, job.result = [], "", None
            error = _BROKEN
            with suppress(OSError, ValueError, subprocess.SubprocessError):
                error = self._followed(job, task)
            with self._lock:
                job.error = error
                job.number += 1

    def _followed(self, job: Job, task: Task) -> str:
        """Hear the task to its end; why it failed, or ""."""
        error = _BROKEN
        for line in self._run(task):
            with self._lock:
                if "stage" in line:
                    job.stages.append([line["stage"], line["total"], 0])
                    job.stage_began = time.monotonic()
                elif "done" in line and job.stages:
                    job.stages[-1][2] += line["done"]
                elif "end" in line and job.stages:
                    job.stages.pop()
                elif "result" in line:
                    job.result, error = line["result"], ""
                elif "error" in line:
                    error = line["error"]
        return error


def in_child(task: Task) -> Lines:
    """Do a task in a process of its own; it ends with this one, and an index is whole whenever it ends."""
    home = str(Path(__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([home, *filter(None, sys.path)])}
    with subprocess.Popen(  # our own module, no shell
        [sys.executable, "-P", "-m", "ui.indexing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
        encoding="utf-8",
    ) as child:
        assert child.stdin and child.stdout  # noqa: S101 (both are pipes)
        child.stdin.write(json.dumps(task) + "\n")
        child.stdin.close()
        for line in child.stdout:
            yield json.loads(line)
