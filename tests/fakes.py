"""Stand-ins with the contracts of the real adapters, and small corpora; for every test that needs no model."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.normalise import words
from index.types import Floats1d, Floats2d
from qa.spans import Reading, Span


class FakeEmbedder:
    """A hashed bag of words in 64 dimensions: equal texts have equal vectors, texts that share words are near.

    `asked` counts the passages it was given.
    """

    dimensions = 64
    max_tokens = 256

    def __init__(self, identity: str = "fake hashed words 64") -> None:
        self.identity = identity
        self.asked = 0

    def count(self, text: str) -> int:
        return len(re.findall(r"\w+|[^\w\s]", text)) + 2

    def embed_passages(self, texts: Sequence[str]) -> Floats2d:
        self.asked += len(texts)
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.stack([self._embed(text) for text in texts])

    def embed_question(self, text: str) -> Floats1d:
        return self._embed(text)

    def _embed(self, text: str) -> Floats1d:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for word in words(text):
            vector[hashlib.sha256(word.encode()).digest()[0] % self.dimensions] += 1
        vector[0] += 1e-3  # no text is without direction
        unit: Floats1d = vector / np.linalg.norm(vector)
        return unit


class FaultyOs:
    """The `os` of index.files, in which the `fault` happens just before one step; counts the steps that it saw.

    A fault of a write happens after half of the bytes.
    """

    STEPS = ("mkdir", "open", "write", "fsync", "rename", "replace", "unlink", "rmdir", "ftruncate")

    def __init__(self, at: int, fault: Callable[[], None]) -> None:
        self._at, self._fault = at, fault
        self.steps: list[str] = []

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._step(name, real) if name in self.STEPS else real

    def _step(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            self.steps.append(f"{name} {Path(str(arguments[0])).name}")
            if len(self.steps) == self._at:
                if name == "write":
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                self._fault()
            return real(*arguments, **named)

        return step


def write_corpus_folder(folder: Path, texts: Mapping[str, str]) -> Path:
    """A folder that holds just these files, by relative path."""
    for path in sorted(folder.rglob("*"), reverse=True) if folder.exists() else []:
        if path.is_file() and path.relative_to(folder).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


STRIKE = """Dockers walk out at Port Ellery

By Mara Voss

The dockers of Port Ellery stopped work on Monday. Their union asked for a rise of nine percent.
"We have waited for two winters," said Ilse Brandt, who leads the union.

Sign up to our newsletter
"""
BRIDGE = """The old bridge closes

Engineers found cracks in the old bridge at Tarn. The council closed it to lorries on Friday.
Repairs will take six weeks and cost four million crowns.
"""
HARVEST = """A poor harvest in the hills

Farmers in the Oln hills brought in a third less barley than last year. They blame a dry spring.
"""


class KeywordReader:
    """A reader that knows a few answers: each is proposed in every text that holds it, surer for the earlier ones."""

    threshold = 0.5

    def __init__(self, *answers: str) -> None:
        self._answers = answers

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [self._reading(text) for text in texts]

    def _reading(self, text: str) -> Reading:
        spans = [
            Span(text.find(answer), text.find(answer) + len(answer), 6.0 - rank)
            for rank, answer in enumerate(self._answers)
            if answer in text
        ]
        return Reading(tuple(spans), 0.05 if spans else 0.95)
