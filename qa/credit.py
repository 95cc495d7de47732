"""Who said that: the speakers of what the reader found are candidates themselves when the question asks for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.normalise import words
from qa.analysers import Analyser
from qa.types import Candidate
from qa.voice import heard

# Of a question's candidates, the best whose sentences are asked for their speaker; chosen by hand.
CREDITED = 10
_VERBS = (
    "said|says?|saying|claim(?:s|ed)?|state[sd]|announce[sd]?|declare[sd]?|told|tells|add(?:s|ed)|wr(?:ote|ites)|tweeted|"
    "posted|argue[sd]?|insist(?:s|ed)?|warn(?:s|ed)?|believe[sd]?|thinks?|thought|den(?:y|ies|ied)|confirm(?:s|ed)?|"
    "suggest(?:s|ed)?|predict(?:s|ed)?|estimate[sd]?|admit(?:s|ted)?|complain(?:s|ed)?|explain(?:s|ed)?|reported"
)
_ASKS = re.compile(
    rf"\baccording to (?:whom|who)\b|\bwho(?:m| else)? (?:has |had |was quoted as |is quoted as )?(?:{_VERBS})\b"
    r"|\b(?:in|by) whose (?:view|words|opinion|account)\b"
    r"|\bwhose (?:words|claim|statement|view|opinion|quote) (?:is|are|was|were)\b"
    r"|\bwho is the source (?:of|for)\b",
    re.I,
)


def credit(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates, best first; where the question asks who said so, with the speakers of the first CREDITED.

    A speaker has the score of the words that are his or hers. One whom the question names already is no answer.
    """
    if not _ASKS.search(question):
        return list(candidates)
    known, found = set(words(question)), list(candidates)
    for candidate in candidates[:CREDITED]:
        said = heard(candidate.citation, analyser)
        if said.name is not None and not set(words(said.attribution.speaker or "")) <= known:
            place = replace(said.citation, answer_start=said.name.start, answer_end=said.name.end)
            found.append(replace(candidate, citation=place))
    return _unique(found)


def _unique(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of candidates at one place the best, and all in order."""
    best: dict[tuple[str, int, int], Candidate] = {}
    for candidate in sorted(candidates, key=lambda one: -one.score):
        place = candidate.citation
        best.setdefault((place.article.id, place.answer_start, place.answer_end), candidate)
    return list(best.values())
