"""Candidates to yes and no: which of them decide a yes-or-no question, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.analysers import Analyser
from qa.polarity import polarity
from qa.question import wants
from qa.tree import tree_of
from qa.types import Candidate

SETTLED = 12  # of a question's candidates, the best; what is shown is among them


def settle(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates in order, the first SETTLED with their polarity where the question asks for yes or no."""
    if wants(question) != "polar" or not candidates:
        return list(candidates)
    first = candidates[:SETTLED]
    typed = question[0].upper() + question[1:].rstrip("?. ") + "?"  # the analyser knows whole sentences best
    asked = tree_of(typed, analyser)
    settled = []
    for candidate in first:
        place = candidate.citation
        start, end = place.answer_in_quote
        before = candidate.hit.passage.text[: max(0, place.start - candidate.hit.passage.start)]
        said_so = polarity(asked, tree_of(place.quote, analyser), start, end, before)
        settled.append(replace(candidate, polarity=said_so))
    return [*settled, *candidates[SETTLED:]]
