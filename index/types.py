"""The values that flow through indexing: all frozen, all derived from files and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats1d = NDArray[np.float32]  # [dimensions]
Floats2d = NDArray[np.float32]  # [rows, dimensions]

KEPT = 128  # articles whose ids are remembered: a question asks for those of twenty some thousand times

Status = Literal["indexed", "unchanged", "skipped"]
Reason = Literal[
    "too-large",  # over the size limit of its format, or of what a .zip may hold
    "not-regular",  # a device, a socket, a pipe, a link that leads out of its root
    "unreadable",  # the system refuses to read it
    "encrypted",  # needs a password
    "no-text",  # nothing to read in it
    "little-text",  # far less text than the file shows: extraction cannot be trusted
    "timeout",  # the parser took too long
    "memory",  # the parser took too much memory
    "parser-error",  # the parser failed on it
    "bad-record",  # a line of a .jsonl that is no article: not JSON, or without text
    "bad-encoding",  # no encoding reads it as text
    "unsupported",  # a format that is not read
    "duplicate",  # the same text under the same relative path in another root
    "changed-while-read",  # the file changed under our hands; index again
    "removed",  # a person removed it; name it to `qa index` to bring it back
]


@dataclass(frozen=True, slots=True)
class Muted:
    """A half-open range of an article that is never indexed nor quoted, and the rule that says why."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of a PDF begins in the article's text; `label` is the printed page number, if any."""

    start: int
    number: int  # 1-based
    label: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text never changes once read; what is unknown is None, never invented.

    `path` is absolute, `relative` is the path below its root (as in the id), `record` the record of a .jsonl.
    `published` is ISO 8601, cut to what is known. `story` is the smallest id among the copies of one story.
    """

    relative: str
    record: str | None
    text: str
    path: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    format: str = "txt"  # txt, md, jsonl, html, pdf or docx
    pages: tuple[Page, ...] = ()
    muted: tuple[Muted, ...] = ()
    story: str = ""

    @property
    def id(self) -> str:
        """16 hex digits of SHA-256 over relative path, "#" and record where there is one, NUL and text."""
        return article_id(self.relative, self.record, self.text)


@lru_cache(maxsize=KEPT)
def article_id(relative: str, record: str | None, text: str) -> str:
    """The id of CONTRACT.md: the same file has the same id tomorrow."""
    source = relative if record is None else f"{relative}#{record}"
    return hashlib.sha256(f"{source}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Source:
    """A file found under a root. A root that is itself a file has its name as `relative`."""

    root: str  # absolute
    relative: str  # below the root, "/" between parts
    path: str  # absolute


@dataclass(frozen=True, slots=True)
class Skipped:
    """A whole file (`record` None), a record of a .jsonl or a member of a .zip that was not read, and why."""

    record: str | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading one file gave: its articles as first read (no muting, no story, no corrections)."""

    source: Source
    sha256: str  # of the file's bytes, hex; "" when they could not be read
    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article: two integers, so that offsets cannot drift."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The exact slice of the article's text."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage's number within its generation, and a score where bigger is better."""

    number: int
    score: float


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file, or of one bad record of a .jsonl."""

    path: str
    record: str | None
    status: Status
    reason: Reason | None
    articles: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Files by what became of them; indexed + unchanged + skipped = found."""

    indexed: int
    unchanged: int
    skipped: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of `index.build` did; `dataclasses.asdict` gives the object of `qa index --json`."""

    generation: str
    articles: int
    passages: int
    counts: Counts
    files: tuple[FileResult, ...]
