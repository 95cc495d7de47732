"""From outcomes to figures: each a mean over questions with its interval, in the order in which they are shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.metrics import (
    ECE_BINS,
    Floats1d,
    Interval,
    aurc,
    brier,
    expected_calibration_error,
    interval,
    interval_of,
    ranked,
    recall_at,
)
from eval.probe import Probed
from eval.run import Found, NewsOutcome, Outcome

RECALL_AT = (1, 3, 10)
NORMAL_95 = 1.959964  # standard deviations that hold 95 % of a normal distribution

GROUPS = (
    "mark",
    "answers",
    "words",
    "speakers",
    "lists",
    "conflicts",
    "calibration",
    "dialogues",
    "retrieval",
    "type",
)

# Figures of which less is better.
LESS_IS_BETTER = frozenset(
    {"wrong, of given", "stripped, of attributed", "ECE", "Brier", "AURC", "AURC, never silent", "gap"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a value from 0 to 100 with its 95 % interval and the questions behind it."""

    group: str
    name: str
    interval: Interval

    @property
    def less_is_better(self) -> bool:
        """Whether a smaller value is a better one."""
        return self.name in LESS_IS_BETTER

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in percent."""
        return {
            "group": self.group,
            "name": self.name,
            "value": 100 * self.interval.value,
            "low": 100 * self.interval.low,
            "high": 100 * self.interval.high,
            "count": self.interval.count,
            "better": "less" if self.less_is_better else "more",
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
        _share("lists", "items right", _having(told, "precision"), lambda one: one.score.precision or 0.0),
        _share("answers", "verbatim", told, lambda one: one.verbatim),
    ]
    types = sorted({one.question.type for one in outcomes})
    by_type = [
        _share("type", type, [one for one in outcomes if one.question.type == type], lambda one: one.score.mark)
        for type in types
    ]
    right = [one.score.right for one in told]
    known = calibration([one.answer.confidence for one in told], right)
    return [figure for figure in [*shares, *known, *by_type] if figure.interval.count]


def probed_figures(probed: Sequence[Probed]) -> list[Figure]:
    """What needed a second look: words, evidence, speakers, lists, conflicts, full coverage, and turns alone."""
    turns = [one for one in probed if one.alone is not None]
    said = [one.speech for one in probed if one.speech is not None]
    known = [one.right for one in said if one.right is not None]
    cited = [one.evidence_cited for one in probed if one.evidence_cited is not None]
    bold = [one for one in probed if one.bold is not None]
    found = [
        Figure("words", "exact", interval([one.exact for one in probed])),
        Figure("words", "F1", interval([one.f1 for one in probed])),
        Figure("words", "evidence cited, of gold", interval(cited)),
        Figure("speakers", "stripped, of attributed", interval([float(one.stripped) for one in said])),
        Figure("speakers", "quote shows the speaker", interval([float(one.shown) for one in said])),
        Figure("speakers", "speaker right, of attributed", interval([float(right) for right in known])),
        *_conflicts(probed),
        Figure("calibration", "AURC, never silent", interval_of(aurc, *_bold(bold))),
        Figure("dialogues", "turns in a chat", interval([one.outcome.score.mark for one in turns])),
        Figure("dialogues", "turns asked alone", interval([one.alone.mark for one in turns if one.alone])),
        Figure("dialogues", "gap", interval([one.alone.mark - one.outcome.score.mark for one in turns if one.alone])),
    ]
    return [figure for figure in found if figure.interval.count]


def _conflicts(probed: Sequence[Probed]) -> list[Figure]:
    asked = [one for one in probed if one.question.type == "conflict"]
    claimed = [one for one in probed if one.outcome.answer.kind == "conflict"]
    lists = [one for one in probed if one.question.type == "list"]
    return [
        Figure("lists", "items found", interval([one.outcome.score.mark for one in lists])),
        Figure("conflicts", "sides shown", interval([one.outcome.score.mark for one in asked])),
        Figure("conflicts", "real, of claimed", interval([float(one.question.type == "conflict") for one in claimed])),
    ]


def _bold(probed: Sequence[Probed]) -> tuple[list[float], list[bool]]:
    """Confidence and outcome of all that would be said if no doubt silenced it."""
    return [one.bold.confidence for one in probed if one.bold], [one.bold_right for one in probed]


def in_order(figures: Sequence[Figure]) -> list[Figure]:
    """The figures by their groups, in the order in which a person asks for them."""
    return sorted(figures, key=lambda figure: GROUPS.index(figure.group))


def _share(group: str, name: str, outcomes: Sequence[Outcome], value: Callable[[Outcome], float]) -> Figure:
    return Figure(group, name, interval([float(value(one)) for one in outcomes]))


def _having(outcomes: Iterable[Outcome], name: str) -> list[Outcome]:
    return [one for one in outcomes if getattr(one.score, name) is not None]


def calibration(confidences: Sequence[float], right: Sequence[bool]) -> list[Figure]:
    """Of the answers given: confidence against being right; nothing without answers."""
    named = {"ECE": expected_calibration_error, "Brier": brier, "AURC": aurc} if len(confidences) else {}
    return [Figure("calibration", name, interval_of(figure, confidences, right)) for name, figure in named.items()]


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: their mean confidence, the share right with its 95 % interval, and how many."""

    confidence: float
    right: float
    low: float
    high: float
    count: int


def reliability_bins(confidences: Sequence[float], right: Sequence[bool], bins: int = ECE_BINS) -> list[Bin]:
    """The bins whose gaps ECE averages: of equal mass, by ascending confidence; intervals are Wilson's.

    Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 1927.
    """
    levels, outcomes = ranked(confidences, right)
    parts = [part for part in np.array_split(np.arange(len(levels)), bins) if len(part)]
    return [_bin(levels[part], outcomes[part]) for part in parts]


def _bin(levels: Floats1d, outcomes: Floats1d) -> Bin:
    count, share = len(outcomes), float(outcomes.mean())
    middle = (share + NORMAL_95**2 / (2 * count)) / (1 + NORMAL_95**2 / count)
    spread = share * (1 - share) / count + NORMAL_95**2 / (4 * count**2)
    half = NORMAL_95 * math.sqrt(spread) / (1 + NORMAL_95**2 / count)
    return Bin(float(levels.mean()), share, max(0.0, middle - half), min(1.0, middle + half), count)


def search_figures(found: Sequence[Found]) -> list[Figure]:
    """Recall: a passage that holds a whole accepted answer inside gold evidence is among the first 1, 3 and 10."""
    return [
        Figure("retrieval", f"recall at {k}", interval([recall_at([one.rank], k) for one in found]))
        for k in RECALL_AT
        if found
    ]


def news_figures(outcomes: Sequence[NewsOutcome]) -> list[Figure]:
    """Shares of the quiz questions whose answer is in the first span, in the first three, and that were answered.

    Calibration is that of the answers given: is the quiz's answer in the first span as often as the confidence says.
    """
    told = [one for one in outcomes if one.answer.answered]
    return [
        Figure("news", "first answer", interval([float(one.first) for one in outcomes])),
        Figure("news", "first three spans", interval([float(one.three) for one in outcomes])),
        Figure("news", "answered", interval([float(one.answer.answered) for one in outcomes])),
        *calibration([one.answer.confidence for one in told], [one.first for one in told]),
    ]


def times(took: Iterable[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Milliseconds per stage over the questions that had it: mean, median and 95th percentile."""
    stages: dict[str, list[float]] = {}
    for one in took:
        for stage, milliseconds in _whole(one).items():
            stages.setdefault(stage, []).append(milliseconds)
    return {
        stage: {
            "mean": round(float(np.mean(values)), 1),
            "median": round(float(np.median(values)), 1),
            "p95": round(float(np.percentile(values, 95)), 1),
        }
        for stage, values in stages.items()
    }


def _whole(took: Mapping[str, float]) -> dict[str, float]:
    """The stages with what none of them accounts for, so that they add up to the total."""
    named = {stage: value for stage, value in took.items() if stage != "total"}
    if not named or "total" not in took:
        return dict(took)
    return {**took, "other": max(0.0, took["total"] - sum(named.values()))}
