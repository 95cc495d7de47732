"""Which answers to a follow-up go on with its chat: none that was given before, rather those of its articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.spoken import Turn
from qa.types import Candidate

# Log-odds. 1, 2 and 3 give the same marks on ten sets of development questions but for one turn, which 1 leaves lost.
ELSEWHERE = 2.0
# Passages of an index from which on its articles tell of more than what the chat is about: with fewer, the next answer
# stands in another report of it as often as not (docs/UNDERSTANDING.md).
MANY = 1_000
_ELSE = re.compile(r"\b(?:what|who|whom|where|when|anything|anyone) else\b", re.I)
_CALENDAR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August|October"
    r"|(?:Sept|Nov|Dec)ember)\b"
)


def stay(question: str, candidates: Sequence[Candidate], turns: Sequence[Turn], passages: int) -> list[Candidate]:
    """The candidates, best first; where the question names nothing, those of the chat's articles before others.

    "How many people lost their jobs?" means the town of the question before. Asked who or what else, what the chat
    answered before, or a part of it, is left out. `passages` are those of the whole index: of one with fewer than MANY
    all articles count alike.
    """
    fresh = _not_told_before(question, candidates, turns)
    told = frozenset(article for turn in turns for article in turn.cited)
    if passages < MANY or not told or _names_something(question):
        return fresh
    moved = [one if one.citation.article.id in told else replace(one, score=one.score - ELSEWHERE) for one in fresh]
    return sorted(moved, key=lambda one: -one.score)


def _names_something(question: str) -> bool:
    """Whether a word inside it has a capital, but for days and months."""
    return bool(re.search(r"\S [^a-z]*[A-Z]", _CALENDAR.sub("", question)))


def _not_told_before(question: str, candidates: Sequence[Candidate], turns: Sequence[Turn]) -> list[Candidate]:
    told = [answer.lower() for turn in turns for answer in turn.answers if _ELSE.search(question)]
    answers = [one.citation.answer.lower() for one in candidates]
    again = [any(said in answer or answer in said for said in told) for answer in answers]
    return [one for one, repeated in zip(candidates, again, strict=True) if not repeated]
