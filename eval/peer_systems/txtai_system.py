"""txtai's extractor: its embeddings database and its question-answering pipeline, at defaults."""

# Their libraries are an extra and not typed.
# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call"

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.metrics import Given, Said
from eval.peer_systems.reply import NOTHING, Reply, missing, said, stay_offline
from index.embedders import model_folder
from index.types import Passage
from qa.cite import cite

CONTEXT = 3  # passages that its extractor joins by default


@dataclass(frozen=True, slots=True)
class _Library:
    """txtai's parts: the database, its extractor, and the same extractor with [CLS] shut."""

    embeddings: Any
    extractor: Any
    unable_to_pass: Any


class Txtai:
    """The three nearest passages joined, one span read from them; silent when txtai drops the span as unsure.

    txtai names the passage that it thinks the answer is from; where the text does not stand in it, the others are
    looked at. Its pipeline knows no "no answer": with a reader that does, it fails where that wins ([CLS] is no word),
    which counts as silence here. Its best answer is then read again with [CLS] shut, untimed. It gives no score for a
    span: the similarity of the best passage stands for one. Raises NewsroomError when txtai is not installed.
    """

    name = "txtai extractor"
    remembers = False

    def __init__(self, passages: Sequence[Passage], reader: Path) -> None:
        self._passages = passages
        self._library = _open(passages, reader)

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        began = time.perf_counter()
        found = self._found(self._library.extractor, question)
        took = 1000 * (time.perf_counter() - began)
        hits = self._library.embeddings.search(question, CONTEXT)
        numbers = [int(hit["id"]) for hit in hits]
        score = float(hits[0]["score"]) if hits else 0.0
        best = found or self._found(self._library.unable_to_pass, question)
        if best is None:
            return Reply(NOTHING, silent=True, score=score, took_ms=took)
        places = [self._passages[number] for number in (int(best["reference"]), *numbers)]
        return Reply(_given(best["answer"], places), found is None, score, took_ms=took)

    def _found(self, extractor: Any, question: str) -> Any:
        """What it answers; None when it drops the span or fails on [CLS]."""
        try:
            found = extractor(question)
        except TypeError:
            return None
        return found if found["answer"] else None


def _given(answer: str, passages: Sequence[Passage]) -> Given:
    """The answer cited where it stands; without any place, a claim that cites nothing."""
    for passage in passages:
        start = passage.text.find(answer)
        place = cite(passage, start, start + len(answer)) if start >= 0 else None
        if place:
            return said(place)
    return Given("answer", (Said(answer, ()),))


def _open(passages: Sequence[Passage], reader: Path) -> _Library:
    stay_offline()
    try:
        from txtai import Embeddings
        from txtai.pipeline import RAG, Questions
    except ImportError as error:
        raise missing("txtai", error.name or "a part of it") from error
    embeddings = Embeddings(path=str(model_folder()), content=True, gpu=False)
    embeddings.index((number, one.text, None) for number, one in enumerate(passages))
    shut = Questions(str(reader), gpu=False)
    shut.model.qa_outputs.register_forward_hook(_shut)
    plain = Questions(str(reader), gpu=False)
    return _Library(embeddings, RAG(embeddings, plain, output="reference"), RAG(embeddings, shut, output="reference"))


def _shut(module: Any, inputs: Any, logits: Any) -> Any:
    """Logits [rows, tokens, 2] with [CLS], the first token, out of the running."""
    logits[:, 0, :] = -10_000.0
    return logits
