"""A span that names several things as one candidate a thing: for questions that ask for a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.types import Candidate, Citation

MAX_ITEM_WORDS = 5  # longer pieces are clauses, not items
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|or)\s+|;\s*|,\s+|\s+(?:and|or|as well as|including)\s+)", re.I)


def items(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each candidate as its items, in order, where its span is an enumeration of short pieces; else as it is."""
    return [item for candidate in candidates for item in _items(candidate)]


def _items(candidate: Candidate) -> Iterator[Candidate]:
    citation = candidate.citation
    pieces = list(_pieces(citation.answer))
    if len(pieces) < 2 or any(len(citation.answer[a:b].split()) > MAX_ITEM_WORDS for a, b in pieces):
        yield candidate
        return
    at = citation.answer_start
    for start, end in pieces:
        cut = Citation(citation.article, citation.start, citation.end, at + start, at + end)
        yield replace(candidate, citation=cut)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Non-blank ranges between the separators."""
    begin = 0
    for separator in [*_BETWEEN.finditer(text), None]:
        end = separator.start() if separator else len(text)
        if text[begin:end].strip():
            yield begin, end
        begin = separator.end() if separator else end
