"""Places of a passage as citations of whole sentences, and candidates that move there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from index.split import sentences
from index.types import Passage
from qa.types import Candidate, Citation
from qa.whole import widened


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


def cite_whole(passage: Passage) -> Citation:
    """The passage itself as a citation (answer range = quote range): for "closest"."""
    return Citation(passage.article, passage.start, passage.end, passage.start, passage.end)


def moved(candidate: Candidate, start: int, end: int) -> Candidate:
    """The candidate at another span of its passage; as it is where nothing but blanks is there."""
    citation = cite(candidate.hit.passage, start, end)
    return candidate if citation is None else replace(candidate, citation=citation)


def unique(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of candidates at one place the best, of equal ones the first; best first."""
    best: dict[tuple[str, int, int], Candidate] = {}
    for candidate in sorted(candidates, key=lambda one: -one.score):
        place = candidate.citation
        best.setdefault((place.article.id, place.answer_start, place.answer_end), candidate)
    return list(best.values())


def one_a_passage(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The first candidate of each passage, in order."""
    first: dict[tuple[str, int], Candidate] = {}
    for candidate in candidates:
        passage = candidate.hit.passage
        first.setdefault((passage.article.id, passage.start), candidate)
    return list(first.values())
