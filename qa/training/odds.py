"""Fit how the reader's raw scores become log-odds: `python -m qa.training.odds --weights DIR FILE.jsonl.gz …`.

The files are development data (never trained on), of the form in which training rows are read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from index.types import Floats2d
from qa.readers import OnnxReader
from qa.spans import Odds, Reading
from qa.training import curriculum, rows

ANSWER_OVERLAP = 0.5  # a span counts as right from this share of characters in common with an accepted one


@dataclass(frozen=True, slots=True)
class Fit:
    """The fitted odds, and how often "answered or not" is then right on the very rows they were fitted on."""

    odds: Odds
    rows: int
    right: float


def fit(weights: Path, questions: Sequence[rows.Row]) -> Fit:
    """Logistic regression of "the best span is right" on margin and answerable score; threshold by best accuracy."""
    by_margin = _best(OnnxReader(weights, Odds(1.0, 0.0, 0.0, 0.5)), questions)
    by_text = _best(OnnxReader(weights, Odds(1e-6, 1.0, 0.0, 0.5)), questions)
    features = np.array([[_score(m), _score(t)] for m, t in zip(by_margin, by_text, strict=True)], dtype=np.float32)
    right = np.array([_right(row, reading) for row, reading in zip(questions, by_margin, strict=True)])
    model = LogisticRegression(C=10.0).fit(features, right)
    (margin, answerable), bias = model.coef_[0], model.intercept_[0]
    threshold = _threshold(1 - model.predict_proba(features)[:, 1], np.array([bool(row.answers) for row in questions]))
    odds = Odds(*(round(float(v), 4) for v in (margin, answerable, bias, threshold)))
    return Fit(odds, len(questions), float(((model.predict_proba(features)[:, 1] > 0.5) == right).mean()))


def _best(reader: OnnxReader, questions: Sequence[rows.Row]) -> list[Reading]:
    return [reader.read(row.question, [row.context])[0] for row in questions]


def _score(reading: Reading) -> float:
    return reading.spans[0].score if reading.spans else -10.0


def _right(row: rows.Row, reading: Reading) -> bool:
    if not reading.spans:
        return False
    best = reading.spans[0]
    for answer in row.answers:
        common = min(best.end, answer.end) - max(best.start, answer.start)
        if common >= ANSWER_OVERLAP * max(best.end - best.start, answer.end - answer.start):
            return True
    return False


def _threshold(no_answer: Floats2d, answered: np.ndarray) -> float:
    """Where "no answer above this" splits answerable from unanswerable rows best, both kinds weighing the same."""
    grid = np.linspace(0.05, 0.95, 91)
    balanced = [((no_answer[answered] <= t).mean() + (no_answer[~answered] > t).mean()) / 2 for t in grid]
    return float(grid[int(np.argmax(balanced))])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="folder of reader.onnx and reader.json")
    parser.add_argument("--held-out", type=Path, help="the train/ folder: adds the held-out articles of SQuAD 2.0")
    parser.add_argument("--limit", type=int, default=1200, help="rows taken of each file")
    parser.add_argument("files", type=Path, nargs="*")
    arguments = parser.parse_args()
    chosen = curriculum.held_out(arguments.held_out) if arguments.held_out else []
    for path in arguments.files:
        chosen += rows.load(path)[: arguments.limit]
    found = fit(arguments.weights, chosen)
    card_path = arguments.weights / "reader.json"
    card = json.loads(card_path.read_text("utf-8")) | {"odds": asdict(found.odds)}
    card_path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print(f"{found.odds} fitted on {found.rows} rows; right or not is told for {found.right:.1%}")


if __name__ == "__main__":
    main()
