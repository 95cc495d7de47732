"""Fit confidence on development questions: `python -m eval.fit --gold FILE --index DIR --news FILE --news-index DIR`.

`--gold` and `--index` may be given several times, the same questions with another index too: among strangers the same
evidence means less.

Two logistic models: one weighs the evidence of each candidate (what is ranked), one tells how often the first group is
right (what is shown as confidence).
Cross-validated in consecutive blocks (quiz questions stand by date): the figures printed, the coverage at each
risk and the reliability that the page draws are of questions that the fit had not seen.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from eval.corpus import doc_name
from eval.gold import NewsQuestion, Question, Range, read_news, read_questions
from eval.metrics import ECE_BINS, expected_calibration_error, is_cited, is_quiz_answer, is_right, longest_answer
from eval.run import silently
from qa.assistant import Assistant
from qa.confidence import Calibration, Features, Platt, confidence, features
from qa.fitted import open_fitted
from qa.group import group
from qa.readers import WEIGHTS
from qa.types import Candidate, Evidence
from qa.vet import PENALTY
from qa.weigh import Weights, log_odds

CANDIDATES = 12  # a question's first by the weights so far; the rest are easily told
# Weights set by hand, on invented cases: too few of these questions ask about a time, a reason or another to fit them.
HELD = {"time": 1.5, "reason": 2.5, "fault": -PENALTY}
FITTED = tuple(f.name for f in fields(Evidence) if f.name not in HELD)
FOLDS = 5
WEIGHTS_C, CONFIDENCE_C = 30.0, 1.0
RISKS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
Judge = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True)
class Studied:
    """One development question: the set it is of, the passages of its index, its candidates, and which are right."""

    source: str
    passages: int
    answerable: bool
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]


def study_gold(
    assistant: Assistant, questions: Sequence[Question], docs: dict[str, str], source: str = "gold"
) -> list[Studied]:
    """Candidates of gold questions; right by the rule of the mark, place included."""

    def judge(question: Question) -> Judge:
        accepted = [*question.answers, *(a for side in question.sides for a in side.answers)]
        accepted += [a for g in question.answer_groups + question.optional_groups for a in g]

        def is_won(candidate: Candidate) -> bool:
            citation = candidate.citation
            place = Range(docs.get(citation.article.id, ""), citation.start, citation.end)
            return is_right(citation.answer, accepted, longest_answer(question)) and is_cited(question, place)

        return is_won

    return [_studied(assistant, source, q.question, q.answerable, judge(q)) for q in silently(questions, source)]


def study_news(assistant: Assistant, questions: Sequence[NewsQuestion]) -> list[Studied]:
    """Candidates of quiz questions; right when the quiz's answer is in the span, or the other way round."""
    return [
        _studied(assistant, "news", q.question, True, lambda c, q=q: is_quiz_answer(q.answer, c.citation.answer))  # type: ignore[misc]
        for q in silently(sorted(questions, key=lambda q: q.date), "news")
    ]


def _studied(assistant: Assistant, source: str, question: str, answerable: bool, judge: Judge) -> Studied:
    candidates = tuple(assistant.candidates(question))
    right = tuple(answerable and judge(candidate) for candidate in candidates)
    return Studied(source, assistant.generation.passages, answerable, candidates, right)


def fit_weights(studied: Sequence[Studied]) -> Weights:
    """Logistic regression of "right" on the evidence of each question's first candidates."""
    rows, right = [], []
    for one in studied:
        for candidate, is_it in list(zip(one.candidates, one.right, strict=True))[:CANDIDATES]:
            if candidate.evidence is not None:
                rows.append([getattr(candidate.evidence, name) for name in FITTED])
                right.append(is_it)
    coefficients, bias = _logistic(rows, right, WEIGHTS_C)
    return Weights(**dict(zip(FITTED, coefficients, strict=True)), **HELD, bias=bias)


def reweighed(studied: Sequence[Studied], weights: Weights) -> list[Studied]:
    """The same questions with candidates scored and ordered by other weights."""
    result = []
    for one in studied:
        pairs = [
            (replace(candidate, score=log_odds(candidate.evidence, weights)), is_it)
            for candidate, is_it in zip(one.candidates, one.right, strict=True)
            if candidate.evidence is not None
        ]
        pairs.sort(key=lambda pair: -pair[0].score)
        result.append(replace(one, candidates=tuple(c for c, _ in pairs), right=tuple(r for _, r in pairs)))
    return result


def fit_calibration(studied: Sequence[Studied]) -> Calibration:
    """Platt's logistic of "the first group is right" on its evidence, for each size of index by itself."""
    asked = [one for one in studied if one.candidates]
    sizes = sorted({_magnitude(one.passages) for one in asked})
    return Calibration(tuple(_platt([o for o in asked if _magnitude(o.passages) == size]) for size in sizes))


def _magnitude(passages: int) -> int:
    """The power of ten that is nearest to this many."""
    return round(math.log10(passages))


def _platt(studied: Sequence[Studied]) -> Platt:
    """What speaks for an answer never makes it less sure: a feature that would is left out, the rest fitted anew.

    Raises ValueError when that leaves nothing.
    """
    rows = np.array([features(group(one.candidates)) for one in studied])
    right = [one.right[0] for one in studied]
    kept, coefficients, bias = list(range(len(Features._fields))), list[float](), 0.0
    while kept:
        coefficients, bias = _logistic(rows[:, kept], right, CONFIDENCE_C)
        if min(coefficients) >= 0:
            break
        kept = [at for at, value in zip(kept, coefficients, strict=True) if value >= 0]
    if not kept:
        raise ValueError(f"{studied[0].source}: nothing tells its right answers from its wrong ones")
    found = {Features._fields[at]: value for at, value in zip(kept, coefficients, strict=True)}
    size = float(np.log10([one.passages for one in studied]).mean())
    return Platt(size=round(size, 3), bias=bias, **{name: found.get(name, 0.0) for name in Features._fields})


def _logistic(rows: Any, right: Sequence[bool], strength: float) -> tuple[list[float], float]:
    """Coefficients and bias; `strength` is scikit-learn's C, the inverse of the penalty on large coefficients."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=2000).fit(np.array(rows), np.array(right))
    return [round(float(c), 4) for c in model.coef_[0]], round(float(model.intercept_[0]), 4)


@dataclass(frozen=True, slots=True)
class Fold:
    """Held-out questions with the confidence that a fit on the others gives them."""

    source: list[str]
    confidence: list[float]
    right: list[bool]
    answerable: list[bool]
    passages: list[int]

    def only(self, source: str) -> Fold:
        """The questions of one set."""
        return self._kept([name == source for name in self.source])

    def of_magnitude(self, magnitude: int) -> Fold:
        """The questions asked of an index of about 10 to this power passages."""
        return self._kept([_magnitude(passages) == magnitude for passages in self.passages])

    def _kept(self, keep: Sequence[bool]) -> Fold:
        lists = (self.source, self.confidence, self.right, self.answerable, self.passages)
        return Fold(*(list(itertools.compress(values, keep)) for values in lists))  # type: ignore[arg-type]


def cross_validate(studied: Sequence[Studied], kept: Weights | None = None) -> Fold:
    """Confidence for every question from fits that had not seen it; blocks of questions that follow each other.

    `kept` weights of evidence are not fitted again.
    """
    out = Fold([], [], [], [], [])
    block = {id(one): i * FOLDS // len(same) for same in _by_source(studied) for i, one in enumerate(same)}
    for k in range(FOLDS):
        seen = [one for one in studied if block[id(one)] != k]
        weights = kept or fit_weights(seen)
        calibration = fit_calibration(reweighed(seen, weights))
        for one in reweighed([one for one in studied if block[id(one)] == k], weights):
            out.source.append(one.source)
            out.confidence.append(confidence(group(one.candidates), calibration) if one.candidates else 0.0)
            out.right.append(bool(one.right and one.right[0]))
            out.answerable.append(one.answerable)
            out.passages.append(one.passages)
    return out


def _by_source(studied: Sequence[Studied]) -> list[list[Studied]]:
    return [[one for one in studied if one.source == source] for source in dict.fromkeys(s.source for s in studied)]


def coverage(fold: Fold) -> list[list[float]]:
    """[passages, risk, share answered, share of these right]: what the dial promises, for each size of index."""
    rows: list[list[float]] = []
    for magnitude in sorted({_magnitude(passages) for passages in fold.passages}):
        same = fold.of_magnitude(magnitude)
        typical = round(float(np.exp(np.log(same.passages).mean())))
        rows += [[typical, *row] for row in _covered(same)]
    return rows


def _covered(fold: Fold) -> list[list[float]]:
    sure, right = np.array(fold.confidence), np.array(fold.right)
    rows = []
    for risk in RISKS:
        shown = 1 - sure <= risk
        accuracy = float(right[shown].mean()) if shown.any() else 1.0
        rows.append([risk, round(float(shown.mean()), 3), round(accuracy, 3)])
    return rows


def reliability(fold: Fold) -> list[list[float]]:
    """[mean confidence, share right, questions] of ten bins of equal mass, by rising confidence."""
    order = np.argsort(fold.confidence, kind="stable")
    sure, right = np.array(fold.confidence)[order], np.array(fold.right)[order]
    bins = [b for b in np.array_split(np.arange(len(order)), ECE_BINS) if len(b)]
    return [[round(float(sure[b].mean()), 3), round(float(right[b].mean()), 3), len(b)] for b in bins]


def report(name: str, fold: Fold, risk: float) -> str:
    """One line of held-out figures."""
    given = [1 - c <= risk for c in fold.confidence]
    answerable = np.array(fold.answerable)
    right = np.array(fold.right)
    shown = np.array(given)
    ece = expected_calibration_error(fold.confidence, fold.right)
    parts = [f"{name}: n={len(given)} top right {right[answerable].mean():.3f} ECE {ece:.3f}"]
    parts.append(f"at 90 % right {covered_at(fold, 0.9):.3f} of the answerable")
    parts.append(f"answered {shown[answerable].mean():.3f} wrong of given {1 - right[shown].mean():.3f}")
    if (~answerable).any():
        parts.append(f"abstained {(~shown[~answerable]).mean():.3f}")
    return " ".join(parts)


def covered_at(fold: Fold, accuracy: float) -> float:
    """The largest share of the answerable questions that can be answered, surest first, at this share right or more."""
    kept = np.array(fold.answerable)
    right = np.array(fold.right)[kept][np.argsort(-np.array(fold.confidence)[kept], kind="stable")]
    running = np.cumsum(right) / np.arange(1, len(right) + 1)
    enough = np.nonzero(running >= accuracy)[0]
    return float((enough[-1] + 1) / len(right)) if len(enough) else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, action="append", default=[])
    parser.add_argument("--index", type=Path, action="append", default=[])
    parser.add_argument("--news", type=Path)
    parser.add_argument("--news-index", type=Path)
    parser.add_argument(
        "--risk", type=float, default=0.5, help="shipped dial: answer when more likely right than wrong"
    )
    parser.add_argument(
        "--keep-weights", action="store_true", help="fit the confidence alone, on the evidence as weighed"
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS / "fitted.json")
    arguments = parser.parse_args()
    gold: list[Studied] = []
    for path, folder in zip(arguments.gold, arguments.index, strict=True):
        assistant = Assistant.open(folder)
        questions = read_questions(path)
        docs = {one.id: doc_name(one) for one in assistant.generation.articles}
        gold += study_gold(assistant, questions, docs, f"{path} of {folder}")
    news = study_news(Assistant.open(arguments.news_index), read_news(arguments.news)) if arguments.news else []
    every = gold + news
    kept = replace(open_fitted().weights, **HELD) if arguments.keep_weights else None
    fold = cross_validate(every, kept)
    for source in dict.fromkeys(fold.source):
        print(report(source, fold.only(source), arguments.risk))
    weights = kept or fit_weights(every)
    calibration = replace(fit_calibration(reweighed(every, weights)), risk=arguments.risk)
    fitted: dict[str, Any] = {
        "weights": asdict(weights),
        "calibration": asdict(calibration),
        "coverage": coverage(fold),
        "reliability": reliability(fold),
    }
    arguments.out.write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    print(arguments.out)


if __name__ == "__main__":
    main()
