"""Plain search, answered with the best sentence: by meaning (MiniLM) or by words (BM25)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np

from eval.peer_systems.reply import NOTHING, Reply, said
from index.embedders import Embedder
from index.normalise import words
from index.split import sentences
from index.types import Passage
from qa.types import Citation

TOKENIZER = "porter unicode61 remove_diacritics 2"  # the one of our own index


def sentences_of(passages: Sequence[Passage]) -> list[Citation]:
    """Every sentence of the passages once, whole, in order; answer range and quote range are one."""
    ranges = {
        (passage.article.id, passage.start + one.start, passage.start + one.end): passage.article
        for passage in passages
        for one in sentences(passage.text)
        if any(map(str.isalnum, passage.text[one.start : one.end]))
    }
    return [Citation(article, start, end, start, end) for (_, start, end), article in ranges.items()]


class DenseSentence:
    """The sentence nearest to the question; it always answers, and its score is the cosine."""

    name = "dense top-1 sentence"
    remembers = False

    def __init__(self, passages: Sequence[Passage], embedder: Embedder) -> None:
        self._sentences, self._embedder = sentences_of(passages), embedder
        self._vectors = embedder.embed_passages([one.quote for one in self._sentences])

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        scores = self._vectors @ self._embedder.embed_question(question)
        best = int(np.argmax(scores))
        return Reply(said(self._sentences[best]), score=float(scores[best]))


class WordSentence:
    """The sentence with the highest BM25 (SQLite FTS5, k1 1.2, b 0.75); silent only when no word is shared."""

    name = "BM25 top-1 sentence"
    remembers = False

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._sentences = sentences_of(passages)
        self._table = sqlite3.connect(":memory:")
        self._table.execute(f"CREATE VIRTUAL TABLE text USING fts5 (body, tokenize='{TOKENIZER}')")
        rows = ((number, " ".join(words(one.quote))) for number, one in enumerate(self._sentences))
        self._table.executemany("INSERT INTO text (rowid, body) VALUES (?, ?)", rows)

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(question)))
        found = "SELECT rowid, bm25(text) FROM text WHERE text MATCH ? ORDER BY 2, 1 LIMIT 1"
        row = self._table.execute(found, (query,)).fetchone() if query else None
        if row is None:
            return Reply(NOTHING, silent=True, score=0.0)
        return Reply(said(self._sentences[row[0]]), score=-float(row[1]))
