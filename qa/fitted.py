"""What was fitted on development questions for the shipped reader: weights, confidence, and what each risk promises."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qa.confidence import Calibration, Platt
from qa.readers import WEIGHTS
from qa.weigh import Weights


@dataclass(frozen=True, slots=True)
class Expected:
    """What a risk promises, measured on held-out questions: the share answered, and of these the share right."""

    risk: float
    coverage: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of the evidence, the calibration of confidence, and what each risk promises.

    `coverage` by the passages of the index that it was measured on, each by rising risk; may be empty.
    """

    weights: Weights
    calibration: Calibration
    coverage: Mapping[int, tuple[Expected, ...]] = field(default_factory=dict)

    def expected(self, passages: int) -> tuple[Expected, ...]:
        """What each risk promises for an index of about this size; empty where it was not measured."""
        nearest = min(self.coverage, key=lambda size: abs(math.log(size / max(1, passages))), default=0)
        return self.coverage.get(nearest, ())


def open_fitted(folder: Path = WEIGHTS) -> Fitted:
    """What was fitted for the shipped reader; neutral values when nothing was."""
    path = folder / "fitted.json"
    values: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    coverage: dict[int, tuple[Expected, ...]] = {}
    for passages, *row in sorted(values.get("coverage", [])):
        coverage[passages] = (*coverage.get(passages, ()), Expected(*row))
    known = values.get("calibration")
    calibration = Calibration(tuple(Platt(**one) for one in known["platts"]), known["risk"]) if known else Calibration()
    return Fitted(Weights(**values.get("weights", {})), calibration, coverage)
