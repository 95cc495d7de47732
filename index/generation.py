"""A generation: one whole, checked, unchanging state of the index. Readers hold one and never lock."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.corpus import Corpus, File
from index.decisions import NAME as DECISIONS
from index.decisions import read_decisions
from index.errors import IndexDamaged, IndexForeign, IndexMissing
from index.manifest import CORPUS, VECTORS, Manifest, check_members, read_manifest
from index.types import Article, Floats1d, Loaded, Passage, Scored
from index.vectors import FlatVectors

CURRENT = "CURRENT"
FOLDER = "generations"
LOCK = "LOCK"
ASIDE = ".tmp"  # ends the name of a generation that is still being written
UPLOADS = "uploads"  # articles that were put in over the page; a root like any other
OURS = {CURRENT, f"{CURRENT}.tmp", LOCK, FOLDER, DECISIONS, f"{DECISIONS}.tmp", UPLOADS}

_NAME = re.compile(r"\d{6,}")
_POINTER = re.compile(rb"(\d{6,}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Pointer:
    """The one line of CURRENT: the live generation and its manifest's SHA-256."""

    name: str
    sha256: str

    def to_bytes(self) -> bytes:
        """As it stands in the file."""
        return f"{self.name} {self.sha256}\n".encode()


class Generation:
    """An opened generation; every file was compared with its SHA-256 before it was parsed. Reading is thread-safe.

    `current` is what CURRENT named when this was opened: another name than `name` after a fallback, and then
    `warning` says what is damaged.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        check_members(folder, manifest)
        self.folder = folder
        self.manifest = manifest
        self.current = folder.name
        self.warning: str | None = None
        try:
            self._corpus = Corpus(folder / CORPUS)
            self._vectors = FlatVectors.from_bytes((folder / VECTORS).read_bytes())
        except (OSError, sqlite3.Error) as error:
            raise IndexDamaged(f"{folder} cannot be opened: {error}") from error

    @property
    def name(self) -> str:
        """Six digits or more; a later generation has a higher number."""
        return self.folder.name

    @property
    def embedder(self) -> str:
        """The identity of the embedder whose vectors these are."""
        return self.manifest.inputs.embedder

    @property
    def articles(self) -> Sequence[Article]:
        """All articles by id, with corrections, mutes and stories; each is read when it is asked for."""
        return self._corpus.articles

    @property
    def passages(self) -> int:
        """How many passages there are: their numbers are 0 up to this."""
        return self._corpus.passages

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """Each word in search form, unstemmed, with the number of passages that hold it or whose title does."""
        return self._corpus.vocabulary

    def article(self, id: str) -> Article:
        """The article with exactly this id. Raises ArticleUnknown."""
        return self._corpus.article(id)

    def find(self, key: str) -> Article:
        """The article by id, by a unique prefix of 6 or more, or by path. Raises ArticleUnknown."""
        return self._corpus.find(key)

    def story(self, story: str) -> list[Article]:
        """All copies of one story, in the order of their ids."""
        return self._corpus.story(story)

    def file_of(self, id: str) -> File:
        """The file that an article was read from, with the SHA-256 that it had then. Raises ArticleUnknown."""
        return self._corpus.file_of(id)

    def passage(self, number: int) -> Passage:
        """The passage of that number; passages are numbered by (article id, start)."""
        return self._corpus.passage(number)

    def passage_numbers(self, article_id: str) -> Sequence[int]:
        """The numbers of one article's passages, by their start; empty for an unknown id."""
        return self._corpus.passage_numbers(article_id)

    def lexical(self, terms: Sequence[str], limit: int) -> list[Scored]:
        """Passages with any of the terms by BM25: best first, then by number; at most `limit`."""
        return self._corpus.lexical(terms, limit)

    def dense(self, vector: Floats1d, limit: int) -> list[Scored]:
        """Passages by inner product with a unit vector: best first, then by number; at most `limit`."""
        return self._vectors.search(vector, limit)

    def vector(self, number: int) -> Floats1d:
        """The stored vector of a passage: [dimensions], unit length."""
        row: Floats1d = self._vectors.vectors([number])[0]
        return row

    def files(self) -> list[Loaded]:
        """What every file gave when it was first read."""
        return self._corpus.files()

    def close(self) -> None:
        """Let go of its files; only when nobody searches it any more."""
        self._corpus.close()


def open_current(index: Path) -> Generation:
    """Open the live generation; when it is damaged, the newest whole one, with a `warning`.

    Raises IndexMissing, IndexForeign (no index of ours, or of another format), IndexDamaged (nothing whole is left).
    """
    pointer = _pointer(index)
    try:
        return _open(index, pointer)
    except IndexDamaged as damage:
        if _pointer(index) != pointer:  # a writer published, and removed what was being opened
            return open_current(index)
        return _fall_back(index, pointer, damage)


def current_name(index: Path) -> str:
    """The name of the live generation, without opening it; "" when CURRENT is damaged. Raises as `open_current`."""
    pointer = _pointer(index)
    return pointer.name if pointer else ""


def generation_names(index: Path) -> list[str]:
    """The names of all complete generations, published or not, oldest first."""
    try:
        found = [path.name for path in (index / FOLDER).iterdir() if _NAME.fullmatch(path.name)]
    except FileNotFoundError:
        return []
    return sorted(found, key=int)


def whole_manifests(index: Path) -> list[Manifest]:
    """The manifests of all complete generations that are as they were written, oldest first."""
    found = []
    for name in generation_names(index):
        with contextlib.suppress(IndexDamaged):
            found.append(read_manifest(index / FOLDER / name, None))
    return found


def check_ours(index: Path) -> None:
    """Refuse a path that is no folder, or a folder that holds something but no index. Raises IndexForeign."""
    if index.exists() and not index.is_dir():
        raise IndexForeign(f"{index} is a file, expected a folder for an index: name another with --index")
    if index.is_dir() and not (index / CURRENT).exists():
        foreign = sorted(path.name for path in index.iterdir() if path.name not in OURS)
        if foreign:
            raise IndexForeign(
                f"{index} is no index, it holds {foreign[0]!r}: name an empty or new folder with --index"
            )


def _pointer(index: Path) -> Pointer | None:
    """What CURRENT says; None when it is damaged."""
    check_ours(index)
    try:
        content = (index / CURRENT).read_bytes()
    except FileNotFoundError:
        if generation_names(index):
            return None
        raise IndexMissing(f"there is no index at {index}: make one with `qa index PATH --index {index}`") from None
    except OSError as error:
        raise IndexDamaged(f"{index / CURRENT} cannot be read: {error.strerror}; grant access to it") from error
    match = _POINTER.fullmatch(content)
    return Pointer(match[1].decode(), match[2].decode()) if match else None


def _open(index: Path, pointer: Pointer | None) -> Generation:
    if pointer is None:
        raise IndexDamaged(f"{index / CURRENT} does not name a generation and its SHA-256")
    folder = index / FOLDER / pointer.name
    return Generation(folder, read_manifest(folder, pointer.sha256))


def _fall_back(index: Path, pointer: Pointer | None, damage: IndexDamaged) -> Generation:
    decisions = read_decisions(index / DECISIONS)
    damaged = {pointer.name} if pointer else set()
    for name in reversed(generation_names(index)):
        if name in damaged:
            continue
        try:
            folder = index / FOLDER / name
            generation = Generation(folder, read_manifest(folder, None))
        except IndexDamaged:
            continue
        if any(decisions.is_removed(article) for article in generation.articles):
            continue  # a fallback must not bring a removed article back
        generation.current = pointer.name if pointer else ""
        generation.warning = (
            f"{damage}; answering from the older generation {name}: mend it with `qa index --index {index}`"
        )
        return generation
    raise IndexDamaged(
        f"{damage}, and no older generation is whole: index the articles again with `qa index PATH --index NEW`"
    ) from damage
