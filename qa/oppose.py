"""Groups to sides: which of them give incompatible values for the same question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.normalise import words
from qa.question import Wants
from qa.types import Group

MAX_GAP = 2.5  # log-odds: a side much weaker than the first is rather a wrong span
MAX_SIDES = 4
_QUANTITY = re.compile(r"(?<![\w.,])(\d[\d,. ]*\d|\d)(?:\s*(?:-|–|to)\s*(\d[\d,.]*))?(?!\w*-year)")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_VAGUE = frozenset("nearly about around some almost over more than least up to approximately roughly estimated".split())
# One unit, whichever word: what is counted in "how many people".
_PEOPLE = frozenset(
    "people civilians residents persons inhabitants men women children soldiers troops evacuees".split()
)
TOLERANCE = 0.1  # a vaguer number within a tenth says the same


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount from `low` to `high`, whether it was hedged, and the words around it that are its unit."""

    low: float
    high: float
    vague: bool
    unit: frozenset[str]


def oppose(want: Wants, groups: Sequence[Group]) -> list[Group]:
    """The first group and those that contradict it, best first; the first alone where that is not sure.

    First form: amounts of the same thing that cannot both be true. Another wording, a vaguer number, a part and a
    whole are no contradiction.
    """
    if want != "number" or not groups:
        return list(groups[:1])
    first = quantity(groups[0].best.citation.answer)
    sides = [groups[0]]
    for other in groups[1:]:
        near = groups[0].best.score - other.best.score <= MAX_GAP
        if near and first is not None and incompatible(first, quantity(other.best.citation.answer)):
            sides.append(other)
    return sides[:MAX_SIDES]


def incompatible(one: Quantity, other: Quantity | None) -> bool:
    """Amounts of one unit whose ranges do not meet, a hedged one being allowed TOLERANCE."""
    if other is None or not _same_unit(one.unit, other.unit):
        return False
    slack = TOLERANCE * max(one.high, other.high) if one.vague or other.vague else 0.0
    return one.low > other.high + slack or other.low > one.high + slack


def quantity(text: str) -> Quantity | None:
    """The only amount in digits of a span; None when there is none, or more than one."""
    found = list(_QUANTITY.finditer(text))
    if len(found) != 1:
        return None
    low, high = _number(found[0][1]), _number(found[0][2] or found[0][1])
    rest = [w for w in words(text[: found[0].start()] + " " + text[found[0].end() :])]
    scale = next((_SCALES[w] for w in rest if w in _SCALES), 1.0)
    unit = frozenset(w.rstrip("s") for w in rest if w not in _VAGUE and w not in _SCALES and not w.isdigit())
    return Quantity(low * scale, high * scale, any(w in _VAGUE for w in rest), unit)


def _number(digits: str) -> float:
    return float(digits.replace(",", "").replace(" ", "").rstrip("."))


def _same_unit(one: frozenset[str], other: frozenset[str]) -> bool:
    people = frozenset(word.rstrip("s") for word in _PEOPLE)
    return bool(one & other) or bool(one & people and other & people) or (not one and not other)
