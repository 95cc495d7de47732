"""From outcomes to figures: each a mean over questions with its interval, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.metrics import (
    Interval,
    aurc,
    brier,
    expected_calibration_error,
    interval,
    interval_of,
    recall_at,
)
from eval.run import Found, NewsOutcome, Outcome

RECALL_AT = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a value from 0 to 100 with its 95 % interval and the questions behind it."""

    group: str
    name: str
    interval: Interval

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in percent."""
        return {
            "group": self.group,
            "name": self.name,
            "value": 100 * self.interval.value,
            "low": 100 * self.interval.low,
            "high": 100 * self.interval.high,
            "count": self.interval.count,
        }


def answer_figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    """Mark, abstention, citations, calibration and the mark by type. A figure without questions is left out."""
    answerable = [one for one in outcomes if one.question.answerable]
    silent = [one for one in outcomes if not one.question.answerable]
    told = [one for one in outcomes if one.score.answered]
    shares = [
        _share("mark", "overall", outcomes, lambda one: one.score.mark),
        _share("mark", "questions", [one for one in outcomes if one.dialogue is None], lambda one: one.score.mark),
        _share("mark", "dialogue turns", [one for one in outcomes if one.dialogue], lambda one: one.score.mark),
        _share("answers", "answered, of answerable", answerable, lambda one: one.score.answered),
        _share("answers", "abstained, of unanswerable", silent, lambda one: not one.score.answered),
        _share("answers", "wrong, of given", told, lambda one: not one.score.right),
        _share("answers", "citations right, of given", _having(told, "cited"), lambda one: one.score.cited or 0.0),
        _share("answers", "list items right", _having(told, "precision"), lambda one: one.score.precision or 0.0),
        _share("answers", "verbatim", told, lambda one: one.verbatim),
    ]
    types = sorted({one.question.type for one in outcomes})
    by_type = [
        _share("type", type, [one for one in outcomes if one.question.type == type], lambda one: one.score.mark)
        for type in types
    ]
    return [figure for figure in [*shares, *_calibration(told), *by_type] if figure.interval.count]


def _share(group: str, name: str, outcomes: Sequence[Outcome], value: Callable[[Outcome], float]) -> Figure:
    return Figure(group, name, interval([float(value(one)) for one in outcomes]))


def _having(outcomes: Iterable[Outcome], name: str) -> list[Outcome]:
    return [one for one in outcomes if getattr(one.score, name) is not None]


def _calibration(told: Sequence[Outcome]) -> list[Figure]:
    """Of the answers given: confidence against the first claim being right."""
    confidences = [one.answer.confidence for one in told]
    right = [one.score.right for one in told]
    named = {"ECE": expected_calibration_error, "Brier": brier, "AURC": aurc}
    return [Figure("calibration", name, interval_of(figure, confidences, right)) for name, figure in named.items()]


def search_figures(found: Sequence[Found]) -> list[Figure]:
    """Recall: a passage that holds a whole accepted answer inside gold evidence is among the first 1, 3 and 10."""
    return [
        Figure("retrieval", f"recall at {k}", interval([recall_at([one.rank], k) for one in found]))
        for k in RECALL_AT
        if found
    ]


def news_figures(outcomes: Sequence[NewsOutcome]) -> list[Figure]:
    """Shares of the quiz questions whose answer is in the first span, in the first three, and that were answered."""
    return [
        Figure("news", "first answer", interval([float(one.first) for one in outcomes])),
        Figure("news", "first three spans", interval([float(one.three) for one in outcomes])),
        Figure("news", "answered", interval([float(one.answer.answered) for one in outcomes])),
    ]


def times(took: Iterable[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Milliseconds per stage over the questions that had it: mean, median and 95th percentile."""
    stages: dict[str, list[float]] = {}
    for one in took:
        for stage, milliseconds in one.items():
            stages.setdefault(stage, []).append(milliseconds)
    return {
        stage: {
            "mean": round(float(np.mean(values)), 1),
            "median": round(float(np.median(values)), 1),
            "p95": round(float(np.percentile(values, 95)), 1),
        }
        for stage, values in stages.items()
    }
