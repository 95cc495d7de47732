"""Candidates as a reader proposes them, in invented articles of one passage."""

from __future__ import annotations

from typing import Any

from index.sentences import sentences
from index.types import Article, Passage
from qa.types import Candidate, Citation, Hit


def hit(text: str, name: str = "a.txt", **about: Any) -> Hit:
    """An article's whole text as a passage that was found; `about` is what else is known of the article."""
    return Hit(Passage(Article(name, None, text, f"/{name}", **about), 0, len(text)), 1.0)


def proposed(found: Hit, answer: str, score: float = 1.0) -> Candidate:
    """An answer at its first place in a passage, in the sentences that hold it."""
    text, start = found.passage.text, found.passage.text.index(answer)
    end = start + len(answer)
    holding = [one for one in sentences(text) if one.start < end and start < one.end]
    return Candidate(Citation(found.passage.article, holding[0].start, holding[-1].end, start, end), score, found)


def candidate(text: str, answer: str, score: float = 1.0, name: str = "a.txt", **about: Any) -> Candidate:
    """An answer in an article that is this text."""
    return proposed(hit(text, name, **about), answer, score)
