"""Tolls: amounts with what happened to those counted, and whether a later one only brings an earlier up to date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index.normalise import words
from qa.calendars import published_on
from qa.quantity import Quantity, quantity
from qa.question import wants
from qa.rival import FATES, Matter, are_rivals
from qa.types import Candidate, Citation, Group

AROUND = 60  # characters before and after an amount
MAX_DAYS = 14  # between two counts of one event
NEARLY_AS_GOOD = 2.5  # log-odds behind the best: the reader knows no dates
_SHRINKING = frozenset(("missing", "disappeared", "vanished"))  # these are found as days go by


def latest_toll(question: str, groups: Sequence[Group]) -> list[Group]:
    """The groups with the latest count of the first one's event in front: the dead are counted again every day."""
    if wants(question) != "number" or not groups or not _is_asked(question):
        return list(groups)
    least = groups[0].best.score - NEARLY_AS_GOOD
    later = [group for group in groups[1:] if group.best.score >= least and is_update(question, groups[0], group)]
    newest = max(later, key=lambda group: _first_day(group) or date.min, default=None)
    return list(groups) if newest is None else [newest, *(group for group in groups if group is not newest)]


def is_update(question: str, early: Group, late: Group) -> bool:
    """Whether both count one event, the second on a later day and higher (of the missing: or lower)."""
    days = _first_day(early), _first_day(late)
    if not _is_asked(question) or None in days or not 0 < (days[1] - days[0]).days <= MAX_DAYS:  # type: ignore[operator]
        return False
    before, after = amount(early.best.citation), amount(late.best.citation)
    if before is None or after is None or before.dimension or after.dimension:
        return False
    grew = after.low > before.low or bool(_SHRINKING & set(words(question)))
    asked = frozenset(words(question))
    same = status(early.best.citation, asked), status(late.best.citation, asked)
    return grew and None not in same and same[0] == same[1] and are_rivals(Matter(question, "number"), early, late)


def _is_asked(question: str) -> bool:
    """Whether the question counts people to whom something happened."""
    return any(not forms.isdisjoint(words(question)) for forms in FATES)


def _first_day(group: Group) -> date | None:
    """When the best articles of a group first said it; None where no day is known."""
    found = (published_on(_published(candidate)) for candidate in group.candidates)
    return min((one.day for one in found if one and one.knows_day), default=None)


def _published(candidate: Candidate) -> str | None:
    return candidate.citation.article.published


def amount(citation: Citation) -> Quantity | None:
    """The amount of an answer; a bare number counts what follows it in the quote: "dozens" of settlements."""
    found = quantity(citation.answer)
    if found and not found.unit and not found.dimension:
        rest = citation.article.text[citation.answer_end : citation.end]
        after = re.match(r"(?:[ \u00a0]of)?(?:[ \u00a0](?:the|those|these))?(?:[ \u00a0][\w-]+){1,2}", rest)
        return (after and quantity(citation.answer + after.group())) or found
    return found


def status(citation: Citation, asked: frozenset[str]) -> frozenset[int] | None:
    """Which of killed, injured, missing … the words around an amount speak of; None when not of what is asked for."""
    first, last = citation.answer_start - AROUND, citation.answer_end + AROUND
    around = set(words(citation.article.text[max(citation.start, first) : min(citation.end, last)]))
    wanted = {at for at, forms in enumerate(FATES) if forms & asked}
    found = frozenset(at for at, forms in enumerate(FATES) if forms & around)
    if not wanted:
        return found
    return frozenset() if found & wanted else None
