"""Hits to candidates: the reader's spans as citations of whole sentences."""

from __future__ import annotations

from collections.abc import Sequence

from qa.cite import cite, unique
from qa.readers import Reader
from qa.types import Candidate, Hit


def read(question: str, hits: Sequence[Hit], reader: Reader) -> list[Candidate]:
    """Every span that the reader proposes, best first; the same span of overlapping passages once, at its best."""
    readings = reader.read(question, [hit.passage.text for hit in hits])
    found = [
        Candidate(citation, span.score, hit)
        for hit, reading in zip(hits, readings, strict=True)
        for span in reading.spans
        if (citation := cite(hit.passage, span.start, span.end)) is not None
    ]
    return sorted(unique(found), key=lambda c: (-c.score, c.citation.article.id, c.citation.answer_start))
