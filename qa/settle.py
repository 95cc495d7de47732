"""Candidates to yes and no: which of them decide a yes-or-no question, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.sentences import sentences
from qa.analysers import Analyser
from qa.polarity import polarity
from qa.question import wants
from qa.tree import Tree, tree_of
from qa.types import Candidate, Polarity

SETTLED = 30  # of a question's candidates, the best: those whose quotes were analysed already
# How surely a clause answers that decides, and one that does not: the reader learnt of no yes or no. By hand, on
# invented articles.
DECIDES, OPEN = 0.4, -0.3
_REPLY = re.compile(r"[\s“\"'‘–—-]*(yes|no)\b(?=[,.!:;–— ])(?! (?:one|more|longer|doubt|\w+s\b))", re.I)


def settle(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates in order, the first SETTLED with their polarity and `reason` where yes or no is asked for.

    Of an answer of several sentences the one that decides is kept.
    """
    if wants(question) != "polar" or not candidates:
        return list(candidates)
    typed = question[0].upper() + question[1:].rstrip("?. ") + "?"  # the analyser knows whole sentences best
    asked = tree_of(typed, analyser)
    settled = [_settled(asked, candidate, analyser) for candidate in candidates[:SETTLED]]
    return [*settled, *candidates[SETTLED:]]


def _settled(asked: Tree, candidate: Candidate, analyser: Analyser) -> Candidate:
    place = candidate.citation
    if place.quote.rstrip(" \u00a0”\"'").endswith("?"):
        return replace(candidate, reason=OPEN)  # what is asked is not said
    before = candidate.hit.passage.text[: max(0, place.start - candidate.hit.passage.start)]
    if found := _replied(asked, place.quote, before, analyser):
        return replace(candidate, polarity=found, reason=DECIDES)
    said = tree_of(place.quote, analyser)
    before = f"{place.article.title or ''} {before}"
    for start, end in _parts(place.quote, *place.answer_in_quote):
        if found := polarity(asked, said, start, end, before):
            kept = replace(place, answer_start=place.start + start, answer_end=place.start + end)
            return replace(candidate, citation=kept, polarity=found, reason=DECIDES)
    return replace(candidate, reason=OPEN)


def _replied(asked: Tree, quote: str, before: str, analyser: Analyser) -> Polarity | None:
    """Yes or no to the same question, put in the article: "Was it closed? – No, it was open."."""
    reply = _REPLY.match(quote)
    question = next((before[one.start : one.end] for one in reversed(sentences(before))), "") if reply else ""
    if reply is None or not question.endswith("?"):
        return None
    found = polarity(asked, tree_of(question, analyser), 0, len(question))
    is_yes = found is not None and (found == "yes") == (reply[1].lower() == "yes")
    return found and ("yes" if is_yes else "no")


def _parts(quote: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch of the answer in each sentence of the quote."""
    for one in sentences(quote):
        first, last = max(start, one.start), min(end, one.end)
        if first < last:
            yield first, first + len(quote[first:last].rstrip())
