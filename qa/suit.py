"""Candidates to those that suit the kind of question: who somebody is, how many of what, in whose account."""

from __future__ import annotations

from collections.abc import Sequence

from qa.analysers import Analyser
from qa.ascribe import ascribe
from qa.enact import enact
from qa.introduce import introduce
from qa.locate import locate
from qa.tally import tally
from qa.types import Candidate


def suit(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates, best first: moved to the words beside them that answer this kind of question, added, or left out.

    By grammar alone; what no rule speaks of stays as the reader found it.
    """
    found = candidates
    for rule in (introduce, tally, locate, enact, ascribe):
        found = rule(question, found, analyser)
    return unique(found)


def unique(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of candidates at one place the best, and all in order."""
    best: dict[tuple[str, int, int], Candidate] = {}
    for candidate in sorted(candidates, key=lambda one: -one.score):
        place = candidate.citation
        best.setdefault((place.article.id, place.answer_start, place.answer_end), candidate)
    return list(best.values())
