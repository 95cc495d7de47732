"""The worker: a hostile file costs itself, the next one is read, nothing is left running."""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import index.worker
from index.errors import NewsroomError, Refused
from index.parsers import Parsed
from index.worker import Worker

PAGE = b"<html><head><title>Army retreats from the north</title></head><body><p>The army went home.</p></body></html>"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


def reason(call: Callable[[], Parsed]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.reason


def test_it_gives_what_the_parser_gives(worker: Worker) -> None:
    parsed = worker.parse("html", PAGE)
    assert parsed.text == "Army retreats from the north\n\nThe army went home."
    assert parsed.description.title == "Army retreats from the north"


def test_it_is_started_only_when_a_file_needs_it_and_stopped_at_the_end() -> None:
    with Worker() as worker:
        assert worker._child is None
        worker.parse("html", PAGE)
        child = worker._child
        assert child is not None and child.poll() is None
    assert child.poll() is not None


def test_a_bad_file_has_its_reason_and_the_same_child_reads_the_next(worker: Worker) -> None:
    worker.parse("html", PAGE)
    child = worker._child
    assert reason(lambda: worker.parse("pdf", b"no pdf")) == "parser-error"
    assert reason(lambda: worker.parse("html", b"")) == "no-text"
    assert worker.parse("html", PAGE).text
    assert worker._child is child


def test_a_child_that_was_killed_is_replaced(worker: Worker) -> None:
    worker.parse("html", PAGE)
    assert worker._child is not None
    os.kill(worker._child.pid, signal.SIGKILL)
    worker._child.wait()
    assert worker.parse("html", PAGE).text


def test_a_child_that_is_stopped_is_a_timeout_and_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.worker, "GRACE_SECONDS", 0.3)
    with Worker(wall_seconds=1.0) as worker:
        worker.parse("html", PAGE)
        assert worker._child is not None
        os.kill(worker._child.pid, signal.SIGSTOP)
        assert reason(lambda: worker.parse("html", PAGE * 10_000)) == "timeout"
        assert worker.parse("html", PAGE).text


def test_the_parser_that_cannot_start_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Worker() as worker, pytest.raises(NewsroomError, match=r"python -m index\.worker"):
        worker.parse("html", PAGE)


def forked(parse: Callable[[str, bytes], Parsed], wall_seconds: float = 5.0) -> str:
    """What the child's fork answers when its parser does as given: its reason, or its text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.worker, "parse", parse)
        found = json.loads(index.worker._forked("html", PAGE, wall_seconds))
    return str(found.get("reason") or found["text"])


def hang(format: str, content: bytes) -> Parsed:
    time.sleep(60)
    return Parsed("")


def compute(format: str, content: bytes) -> Parsed:
    while True:
        pass


def swallow(format: str, content: bytes) -> Parsed:
    return Parsed(str(len(bytearray(4 * 1024**3))))


def crash(format: str, content: bytes) -> Parsed:
    faulthandler.disable()  # pytest's own, which would print the stack
    os.kill(os.getpid(), signal.SIGSEGV)
    return Parsed("")


def babble(format: str, content: bytes) -> Parsed:
    return Parsed("x" * (index.worker.OUTPUT_BYTES + 1))


def write(format: str, content: bytes) -> Parsed:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        (Path(os.environ["QA_TEST_FOLDER"]) / "written").write_bytes(b"x")
    except OSError:
        return Parsed("refused")
    return Parsed("written")


def recurse(format: str, content: bytes) -> Parsed:
    return recurse(format, content)


def test_without_a_hostile_parser_the_fork_answers() -> None:
    assert forked(lambda format, content: Parsed("fine")) == "fine"


@pytest.mark.parametrize(
    ("parse", "wanted"),
    [(swallow, "memory"), (crash, "parser-error"), (babble, "too-large")],
)
def test_a_fork_that_goes_wrong_has_its_reason(parse: Callable[[str, bytes], Parsed], wanted: str) -> None:
    assert forked(parse) == wanted


def test_a_parser_without_end_has_a_reason() -> None:
    assert forked(recurse) in ("parser-error", "memory")  # whichever limit of the machine is met first


def test_a_fork_that_sleeps_is_killed_by_the_wall_clock() -> None:
    started = time.monotonic()
    assert forked(hang, wall_seconds=0.3) == "timeout"
    assert time.monotonic() - started < 3


def test_a_fork_that_computes_is_killed_by_its_own_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.worker, "CPU_SECONDS", 1)
    assert forked(compute, wall_seconds=30) == "timeout"


def test_a_fork_cannot_write_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_TEST_FOLDER", str(tmp_path))
    assert forked(write) == "refused"
    monkeypatch.setattr(index.worker, "_limit", lambda: None)
    assert forked(write) == "written", "the control: without limits it can"


def test_the_limits_are_the_forks_alone() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    forked(lambda format, content: Parsed("fine"))
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"[]",
        b"{}",
        b'{"text": 5, "description": {}, "pages": []}',
        b'{"text": "a\\u0000", "description": {}, "pages": []}',
        b'{"text": "\\ud800", "description": {}, "pages": []}',
        b'{"text": "a", "description": {"colour": "red"}, "pages": []}',
        b'{"text": "a", "description": {"title": 5}, "pages": []}',
        b'{"text": "a", "description": {}, "pages": [[9, 1, null]]}',
        b'{"text": "a", "description": {}, "pages": [[1, 1, null], [0, 2, null]]}',
    ],
)
def test_a_reply_is_checked_as_a_strangers(reply: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        index.worker._parsed(reply)


def test_a_reason_that_is_not_ours_is_a_parser_error() -> None:
    assert reason(lambda: index.worker._parsed(b'{"reason": "because"}')) == "parser-error"


def test_the_child_does_not_import_from_the_working_directory(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('hijacked')")
    script = f"from index.worker import Worker\nwith Worker() as w: print(len(w.parse('html', {PAGE!r}).text))"
    home = Path(__file__).parent.parent
    ran = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ran.stdout, ran.stderr) == ("49\n", "")
