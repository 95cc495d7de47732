"""How sure an answer is: Platt's logistic of the best group's evidence, fitted at each size of index that was measured.

Platt, "Probabilistic Outputs for Support Vector Machines", 1999.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple

from qa.types import Group

MARGIN_CAP = 4.0


@dataclass(frozen=True, slots=True)
class Platt:
    """Log-odds that the first group is right are bias + score x its score + margin x its lead + origins x log(sources).

    `size` is the decimal logarithm of the passages in the indexes that it was fitted on.
    """

    size: float = 0.0
    score: float = 1.0
    margin: float = 0.1  # of the lead over the second group, at most MARGIN_CAP
    origins: float = 0.2  # of log(independent sources)
    bias: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """One logistic a measured size, by rising size; fitted by `python -m eval.fit` on development questions.

    The same evidence is right less often among many passages than among few, and there its lead tells more.
    """

    platts: tuple[Platt, ...] = (Platt(),)
    risk: float = 0.5  # the shipped dial: answer when the chance of being wrong is at most this

    def at(self, size: float) -> Platt:
        """Between two measured sizes in proportion, beyond them as the nearest: nothing is extrapolated."""
        after = next((i for i, one in enumerate(self.platts) if one.size >= size), len(self.platts))
        if after in (0, len(self.platts)):
            return self.platts[min(after, len(self.platts) - 1)]
        low, high = self.platts[after - 1], self.platts[after]
        share = (size - low.size) / (high.size - low.size)
        return Platt(*(a + share * (b - a) for a, b in zip(astuple(low), astuple(high), strict=True)))


class Features(NamedTuple):
    """What tells whether the first group is right: its evidence, its lead over the second, log of its sources."""

    score: float
    margin: float
    origins: float


def features(groups: Sequence[Group]) -> Features:
    """Of the first of these groups, which must be at least one."""
    first = groups[0]
    second = groups[1].best.score if len(groups) > 1 else first.best.score - MARGIN_CAP
    lead = max(0.0, min(MARGIN_CAP, first.best.score - second))
    return Features(first.best.score, lead, math.log(first.origins))


def confidence(groups: Sequence[Group], calibration: Calibration) -> float:
    """Probability that the first of these groups is right."""
    found = groups[0].best.evidence
    platt = calibration.at(found.size if found else 0.0)
    log_odds = platt.bias + sum(getattr(platt, name) * value for name, value in features(groups)._asdict().items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds)))), 4)
