"""Parsing in a child process with limits: a hostile file costs itself, nothing else.

`python -m index.worker` loads the parsers once and then forks for every file; the fork sets its own limits on memory,
processor time, files and output, parses, and answers over a pipe. It is no multiprocessing: nothing is pickled, and
`index.build` works in any script. Both directions speak frames: 4 bytes of length, then UTF-8 JSON (or a file's bytes).
"""

from __future__ import annotations

import json
import logging
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from index.describe import Description
from index.errors import NewsroomError, Refused
from index.parsers import Parsed, parse, warm
from index.types import Page, Reason

WALL_SECONDS = 12.0
CPU_SECONDS = 10
MEMORY_BYTES = 1024**3
OUTPUT_BYTES = 8 * 1024 * 1024
OPEN_FILES = 32
# Loading the parsers takes about two seconds; twenty on a machine that is busy with something else.
START_SECONDS = 60.0
# What the child needs beyond the fork's own time to kill it and to say so.
GRACE_SECONDS = 5.0

_LENGTH = struct.Struct(">I")
_REASONS: tuple[Reason, ...] = ("too-large", "encrypted", "no-text", "little-text", "timeout", "memory", "bad-encoding")


class Worker:
    """The parent's end: starts the child when a file needs it, replaces it when it dies, stops it at the end."""

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        self._wall_seconds = wall_seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, format: str, content: bytes) -> Parsed:
        """Parse an "html", "pdf" or "docx" in the child.

        Raises Refused with the reason when it gives no article, NewsroomError when no child can be started.
        """
        child = self._running()
        deadline = time.monotonic() + self._wall_seconds + GRACE_SECONDS
        try:
            for frame in (json.dumps({"format": format, "wall_seconds": self._wall_seconds}).encode(), content):
                _send(_pipe(child.stdin), frame, deadline)
            return _parsed(_receive(_pipe(child.stdout), deadline))
        except TimeoutError:
            self.close()
            raise Refused("timeout") from None
        except (OSError, EOFError, ValueError, TypeError, KeyError):
            self.close()
            raise Refused("parser-error") from None
        except BaseException as stopped:
            if not isinstance(stopped, Refused):
                self.close()  # half a reply may be on its way
            raise

    def close(self) -> None:
        """Stop the child, if one runs; the next file starts another."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                _pipe(pipe).close()
            self._child = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self.close()
        if self._child is None:
            self._child = _start()
            try:
                _receive(_pipe(self._child.stdout), time.monotonic() + START_SECONDS)
            except (OSError, EOFError, ValueError):
                self.close()
                raise NewsroomError(
                    "the process that parses HTML, PDF and DOCX does not start: run `python -m index.worker` to see why"
                ) from None
        return self._child


def _start() -> subprocess.Popen[bytes]:
    """A child with the parent's own import path, and without its working directory on it (-P)."""
    home = str(Path(__file__).resolve().parent.parent)
    path = [entry for entry in sys.path if entry]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path if home in path else [*path, home])}
    child = subprocess.Popen(  # our own module, no shell
        [sys.executable, "-P", "-m", "index.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        bufsize=0,
        start_new_session=True,  # Ctrl-C is the parent's to handle
    )
    os.set_blocking(_pipe(child.stdin).fileno(), False)  # so that a stopped child cannot block a write
    return child


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError("the child has no such pipe")
    return pipe


def _send(pipe: IO[bytes], frame: bytes, deadline: float | None = None) -> None:
    """One frame. Raises OSError when nobody reads any more, TimeoutError past the deadline."""
    rest = memoryview(_LENGTH.pack(len(frame)) + frame)
    while rest:
        if not select.select([], [pipe], [], _left(deadline))[1]:
            raise TimeoutError
        rest = rest[os.write(pipe.fileno(), rest) :]


def _receive(pipe: IO[bytes], deadline: float | None = None, limit: int = OUTPUT_BYTES) -> bytes:
    """One frame. Raises EOFError at the end of the pipe, TimeoutError past the deadline, ValueError over the limit."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size, deadline))
    if length > limit:
        raise ValueError(f"a frame of {length} bytes, over {limit}")
    return _exactly(pipe, length, deadline)


def _exactly(pipe: IO[bytes], length: int, deadline: float | None) -> bytes:
    data = bytearray()
    while len(data) < length:
        if not select.select([pipe], [], [], _left(deadline))[0]:
            raise TimeoutError
        piece = os.read(pipe.fileno(), min(length - len(data), 1 << 20))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _left(deadline: float | None) -> float | None:
    return None if deadline is None else max(0.0, deadline - time.monotonic())


def _parsed(reply: bytes) -> Parsed:
    """The child's answer, checked as if it came from a stranger: a parser may have been taken over."""
    found: dict[str, Any] = json.loads(reply)
    if "reason" in found:
        raise Refused(found["reason"] if found["reason"] in _REASONS else "parser-error")
    pages = tuple(Page(int(start), int(number), label) for start, number, label in found["pages"])
    described = Description(**found["description"])
    strings = [found["text"], *asdict(described).values(), *(page.label for page in pages)]
    if not all(value is None or (isinstance(value, str) and _is_clean(value)) for value in strings):
        raise ValueError("not text")
    starts = [page.start for page in pages]
    if starts != sorted(starts) or (starts and not 0 <= starts[0] <= starts[-1] <= len(found["text"])):
        raise ValueError("pages outside the text")
    return Parsed(found["text"], described, pages)


def _is_clean(text: str) -> bool:
    """No NUL and no lone surrogate: both would break the index later."""
    return "\0" not in text and text.encode("utf-8", "ignore").decode() == text


# The child


def main() -> None:
    """Serve files until the parent closes the pipe."""
    logging.disable(logging.CRITICAL)
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)  # a parser that prints must not write into the frames
    warm()
    _send(replies, b"{}")
    while True:
        try:
            asked = json.loads(_receive(requests))
            content = _receive(requests, limit=2**32 - 1)
        except EOFError:
            return
        _send(replies, _forked(asked["format"], content, float(asked["wall_seconds"])))


def _forked(format: str, content: bytes, wall_seconds: float) -> bytes:
    """Parse in a fork of its own; whatever becomes of it, a reply comes out."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _limit()
        _answer(format, content, os.fdopen(writing, "wb", buffering=0))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        try:
            reply = _receive(pipe, time.monotonic() + wall_seconds)
        except TimeoutError:
            reply = _refusal("timeout")
        except (EOFError, ValueError):
            reply = b""
    if reply:
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    return reply or _refusal(_cause(status))


def _cause(status: int) -> Reason:
    """Why a fork ended without a word: out of processor time, killed for want of memory, or crashed."""
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    causes: dict[int, Reason] = {signal.SIGXCPU: "timeout", signal.SIGKILL: "memory"}
    return causes.get(ended, "parser-error")


def _limit() -> None:
    """Limits that the fork cannot raise again. The soft one on time comes first: its signal tells time from memory."""
    limits = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS + 1),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, value in limits:
        hard = resource.getrlimit(limit)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, hard if limit == resource.RLIMIT_CPU and value == CPU_SECONDS else value))


def _answer(format: str, content: bytes, pipe: IO[bytes]) -> None:
    """Parse and reply. Every exception counts here: pypdf raises many that are not its own."""
    try:
        reply = _reply(parse(format, content))
    except Refused as refused:
        reply = _refusal(refused.reason)
    except MemoryError:
        reply = _refusal("memory")
    except Exception:  # the one place where a hostile file is parsed
        reply = _refusal("parser-error")
    _send(pipe, reply if len(reply) <= OUTPUT_BYTES else _refusal("too-large"))


def _reply(parsed: Parsed) -> bytes:
    pages = [[page.start, page.number, page.label] for page in parsed.pages]
    found = {"text": parsed.text, "description": asdict(parsed.description), "pages": pages}
    return json.dumps(found, ensure_ascii=False).encode()


def _refusal(reason: Reason) -> bytes:
    return json.dumps({"reason": reason}).encode()


if __name__ == "__main__":
    main()
