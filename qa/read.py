"""Hits to candidates: the reader's spans as citations of whole sentences."""

from __future__ import annotations

from collections.abc import Sequence

from index.split import sentences
from index.types import Passage
from qa.readers import Reader
from qa.types import Candidate, Citation, Hit
from qa.whole import widened


def read(question: str, hits: Sequence[Hit], reader: Reader) -> list[Candidate]:
    """Every span that the reader proposes, best first; the same span of overlapping passages once, at its best."""
    readings = reader.read(question, [hit.passage.text for hit in hits])
    best: dict[tuple[str, int, int], Candidate] = {}
    for hit, reading in zip(hits, readings, strict=True):
        for span in reading.spans:
            citation = cite(hit.passage, span.start, span.end)
            if citation is None:
                continue
            key = (citation.article.id, citation.answer_start, citation.answer_end)
            if key not in best or span.score > best[key].score:
                best[key] = Candidate(citation, span.score, hit)
    return sorted(best.values(), key=lambda c: (-c.score, c.citation.article.id, c.citation.answer_start))


def cite(passage: Passage, start: int, end: int) -> Citation | None:
    """The span of a passage inside the whole sentences that hold it; None when nothing but blanks is left of it."""
    text = passage.text
    start, end = widened(text, start, end)
    if start == end:
        return None
    holding = [s for s in sentences(text) if s.start < end and start < s.end]
    first = min([start, *(s.start for s in holding)])
    last = max([end, *(s.end for s in holding)])
    at = passage.start
    return Citation(passage.article, at + first, at + last, at + start, at + end)


def whole(passage: Passage) -> Citation:
    """The passage itself as a citation (answer range = quote range): for "closest"."""
    return Citation(passage.article, passage.start, passage.end, passage.start, passage.end)
