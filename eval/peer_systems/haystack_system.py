"""Haystack's extractive pipeline: its embedders, its in-memory retriever, its extractive reader, all at defaults."""

# Their libraries are an extra and not typed.
# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call"

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.peer_systems.reply import NOTHING, Reply, missing, said, stay_offline
from index.embedders import model_folder
from index.types import Passage
from qa.cite import cite


class Haystack:
    """The pipeline of Haystack's own tutorial for extractive question answering, with our embedder and reader.

    Silent when its "no answer" is the best of its answers. Its score is that of its best span.
    Raises NewsroomError when Haystack is not installed.
    """

    name = "Haystack extractive"
    remembers = False

    def __init__(self, passages: Sequence[Passage], reader: Path) -> None:
        self._passages = passages
        self._pipeline = _pipeline(passages, str(reader))

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        answers = self._pipeline.run({"embedder": {"text": question}, "reader": {"query": question}})
        found = answers["reader"]["answers"]
        spans = [one for one in found if one.data is not None]
        if not spans:
            return Reply(NOTHING, silent=True, score=0.0, confidence=0.0)
        best = spans[0]
        place = cite(self._passages[best.document.meta["number"]], best.document_offset.start, best.document_offset.end)
        return Reply(said(place) if place else NOTHING, found[0].data is None, best.score, best.score)


def _pipeline(passages: Sequence[Passage], reader: str) -> Any:
    stay_offline()
    try:
        from haystack import Document, Pipeline
        from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )
        from haystack_integrations.components.readers.transformers import TransformersExtractiveReader
    except ImportError as error:
        raise missing("Haystack", error.name or "a part of it") from error
    embedder = SentenceTransformersDocumentEmbedder(model=str(model_folder()), progress_bar=False)
    embedder.warm_up()
    store = InMemoryDocumentStore()
    documents = [Document(content=one.text, meta={"number": number}) for number, one in enumerate(passages)]
    store.write_documents(embedder.run(documents)["documents"])
    pipeline = Pipeline()
    pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=str(model_folder()), progress_bar=False))
    pipeline.add_component("retriever", InMemoryEmbeddingRetriever(store))
    pipeline.add_component("reader", TransformersExtractiveReader(model=reader))
    pipeline.connect("embedder.embedding", "retriever.query_embedding")
    pipeline.connect("retriever.documents", "reader.documents")
    return pipeline
