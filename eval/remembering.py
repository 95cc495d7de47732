"""A reader that reads the same texts for the same question once: what it says is what the reader said, to the digit.

Whole calls are remembered, never single texts: in a batch of other texts the rounding may differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from eval.reader import Reads
from qa.spans import Reading

CALLS = 2_048  # remembered; a question over twenty passages is about 25 kB


class Remembering:
    """Wraps a reader; kept by one run, in which questions come again: without doubt, standing alone, put right."""

    def __init__(self, reader: Reads) -> None:
        self.threshold = reader.threshold
        self._reader = reader
        self._known = lru_cache(CALLS)(self._read)

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """As the reader that it wraps."""
        return list(self._known(question, tuple(texts)))

    def _read(self, question: str, texts: tuple[str, ...]) -> tuple[Reading, ...]:
        return tuple(self._reader.read(question, texts))
