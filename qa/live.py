"""The live generation of an index with its spellings, opened again when either has changed on disk."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from index.decisions import NAME as DECISIONS
from index.errors import IndexForeign, NothingIndexed
from index.generation import Generation, current_name, open_current
from qa.spellings import Spellings, open_spellings


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation with what is made from it once."""

    generation: Generation
    spellings: Spellings
    decided: int  # when decisions.toml was last written, in nanoseconds; 0 when there is none

    @property
    def version(self) -> tuple[str, int]:
        """Changes whenever answers may change."""
        return self.generation.name, self.decided


class Live:
    """What an index holds at any moment. Safe to use from many threads."""

    def __init__(self, index: Path, embedder: str) -> None:
        """`embedder` is the identity of the one that the index must have been made with: IndexForeign otherwise."""
        self._index, self._embedder, self._lock = index, embedder, threading.Lock()
        self._opened = self._open()

    def now(self) -> Opened:
        """The newest generation, with names as a person decided last."""
        with self._lock:
            if current_name(self._index) != self._opened.generation.current:
                self._opened = self._open()
            elif _decided(self._index) != self._opened.decided:  # names were joined, or parted
                self._opened = self._with_spellings(self._opened.generation)
            return self._opened

    def filled(self) -> Opened:
        """The same; NothingIndexed when it has no article."""
        opened = self.now()
        if not opened.generation.articles:
            raise NothingIndexed(f"{self._index}: no article is left to answer from; add some with `qa index PATH`")
        return opened

    def _open(self) -> Opened:
        generation = open_current(self._index)
        if generation.embedder != self._embedder:
            raise IndexForeign(
                f"{self._index} was made with the embedder {generation.embedder!r}, not {self._embedder!r}: "
                "index into a new folder with `qa index PATH --index DIR`"
            )
        return self._with_spellings(generation)

    def _with_spellings(self, generation: Generation) -> Opened:
        decided = _decided(self._index)
        return Opened(generation, open_spellings(generation, self._index), decided)


def _decided(index: Path) -> int:
    try:
        return (index / DECISIONS).stat().st_mtime_ns
    except OSError:
        return 0
