"""Fitting weights and confidence on invented candidates whose truth is known."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from eval.fit import (
    HELD,
    Fold,
    Studied,
    coverage,
    covered_at,
    cross_validate,
    fit_calibration,
    fit_weights,
    reliability,
    report,
)
from index.types import Article, Passage
from qa.types import Candidate, Citation, Evidence, Hit
from qa.weigh import Weights

pytest.importorskip("sklearn")


def question(source: str, rng: random.Random) -> Studied:
    """Eight candidates; the reader's log-odds tell the right one with some noise, the echo tells nothing."""
    right = [i == 0 and rng.random() < 0.7 for i in range(8)]
    candidates = []
    for i, is_it in enumerate(right):
        article = Article(f"{source}{i}.txt", None, f"Answer number {i} stands here.", f"/x/{i}.txt")
        citation = Citation(article, 0, len(article.text), 0, 8 + len(str(i)) + 7)
        reader = rng.gauss(3.0 if is_it else -1.0, 1.0)
        found = Evidence(reader, rng.random(), rng.random(), rng.random(), 1.0, rng.random(), 2.0)
        candidates.append(Candidate(citation, reader, Hit(Passage(article, 0, len(article.text)), 0.5), found))
    order = sorted(range(8), key=lambda i: -candidates[i].score)
    return Studied(
        source,
        {"gold": 40, "news": 50_000}[source],
        any(right),
        tuple(candidates[i] for i in order),
        tuple(right[i] for i in order),
    )


@pytest.fixture(scope="module")
def studied() -> list[Studied]:
    rng = random.Random(7)
    return [question(source, rng) for source in ("gold", "news") for _ in range(120)]


def test_what_tells_the_right_one_gets_the_weight(studied: list[Studied]) -> None:
    weights = fit_weights(studied)
    assert weights.reader > 1.0 and abs(weights.echo) < 1.0


def test_each_size_of_index_has_a_confidence_of_its_own(studied: list[Studied]) -> None:
    few, many = fit_calibration(studied).platts
    assert (few.size, many.size) == (1.602, 4.699)
    wrong = [replace(one, right=(False, *one.right[1:])) if one.source == "news" else one for one in studied[:-5]]
    again = fit_calibration([*wrong, *studied[-5:]])
    assert again.platts[0] == few and again.platts[1].bias < many.bias


def test_what_speaks_for_an_answer_never_makes_it_less_sure(studied: list[Studied]) -> None:
    backwards = [replace(one, right=(not one.right[0], *one.right[1:])) for one in studied]
    for one in fit_calibration(backwards).platts:
        assert one.score == 0.0 and one.margin >= 0.0 and one.origins >= 0.0


def test_weights_set_by_hand_are_not_fitted(studied: list[Studied]) -> None:
    weights = fit_weights(studied)
    assert (weights.time, weights.reason) == (HELD["time"], HELD["reason"])


def test_confidence_of_unseen_questions_is_calibrated(studied: list[Studied]) -> None:
    fold = cross_validate(studied)
    assert len(fold.confidence) == len(studied) and set(fold.source) == {"gold", "news"}
    bins = reliability(fold)
    assert sum(row[2] for row in bins) == len(studied)
    assert sum(abs(sure - right) * n for sure, right, n in bins) / len(studied) < 0.1
    assert len(fold.only("news").right) == 120


def test_weights_that_are_kept_are_not_fitted_again(studied: list[Studied]) -> None:
    blind = cross_validate(studied, Weights(reader=0.0, echo=1.0))
    assert sum(blind.right) < 0.6 * sum(cross_validate(studied).right)


def test_a_right_answer_that_was_given_no_confidence_is_not_covered() -> None:
    good = Fold(["x"] * 4, [0.9, 0.8, 0.3, 0.2], [True, True, False, True], [True] * 4, [40] * 4)
    bad = Fold(["x"] * 4, [0.1, 0.2, 0.8, 0.2], [True, True, False, True], [True] * 4, [40] * 4)
    assert covered_at(good, 0.9) == 0.5 and covered_at(bad, 0.9) == 0.0


def test_more_risk_covers_more_and_is_right_less_often(studied: list[Studied]) -> None:
    rows = coverage(cross_validate(studied))
    assert {row[0] for row in rows} == {40, 50_000}
    for size in (40, 50_000):
        of_size = [row[1:] for row in rows if row[0] == size]
        assert [row[1] for row in of_size] == sorted(row[1] for row in of_size)
        assert of_size[-1][0] == 1.0 and of_size[-1][1] == 1.0 and of_size[-1][2] < of_size[2][2]


def test_the_report_names_what_was_held_out(studied: list[Studied]) -> None:
    line = report("news", cross_validate(studied).only("news"), 0.5)
    assert line.startswith("news: n=120") and "ECE" in line and "abstained" in line
