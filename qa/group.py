"""Candidates to groups: spans that say the same become one claim, with every place that says it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from index.normalise import words
from qa.corrections import MIN_LETTERS
from qa.names import sound
from qa.types import Candidate, Group

KEPT = 8_192  # answers whose words are remembered: each is compared with every group
POLAR_GAP = 2.0  # log-odds; a much weaker clause with the same verb is rather about something else
_SCALES = frozenset(map(sound, "dozen hundred thousand million billion trillion".split()))
_LIGHT = frozenset("a an the of in on at to by from and s".split())


def group(candidates: Sequence[Candidate]) -> list[Group]:
    """Join candidates that say the same, best first both inside and among groups.

    Two say the same when they overlap in one article, or when the words of one are among the words of the other's
    (an article or preposition does not count) and neither has a number that the other lacks. Clauses that both say yes,
    or both no, to a yes-or-no question are one claim when the worse is nearly as good.
    """
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        home = next((g for g in groups if same(g[0], candidate)), None)
        if home is None:
            groups.append([candidate])
        else:
            home.append(candidate)
    return [Group(tuple(members)) for members in groups]


def same(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates give the same answer, by place or by words."""
    a, b = one.citation, other.citation
    if one.polarity and other.polarity:
        return one.polarity == other.polarity and one.score - other.score <= POLAR_GAP
    if a.article.id == b.article.id and a.answer_start < b.answer_end and b.answer_start < a.answer_end:
        return True
    left, right = content(a.answer), content(b.answer)
    if not left or not right:
        return False
    if one.polarity or other.polarity:  # the words of "it closed" are among those of "it never closed"
        return left == right
    return left == right or ((left < right or right < left) and numbers(left) == numbers(right))


@lru_cache(maxsize=KEPT)
def content(answer: str) -> frozenset[str]:
    """The words of an answer that matter, as they sound: two spellings of a name are one word."""
    found = frozenset(words(answer))
    return frozenset(sound(word) if len(word) >= MIN_LETTERS else word for word in found - _LIGHT or found)


def numbers(found: frozenset[str]) -> frozenset[str]:
    """The words that hold a digit, and those that multiply it: 40 crowns are no 40 million crowns."""
    return frozenset(word for word in found if word in _SCALES or any(c.isdigit() for c in word))
