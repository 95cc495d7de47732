"""Fusing rankings, held against arithmetic worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.types import Scored
from qa.retrieve import fuse, lifted

HALF = {"dense": 0.5, "lexical": 0.5}


def test_scores_are_normalised_before_they_are_averaged() -> None:
    rankings = {"dense": [Scored(1, 0.9), Scored(2, 0.8), Scored(3, 0.5)], "lexical": [Scored(2, 20.0), Scored(4, 5.0)]}
    fused = {s.number: s.score for s in fuse(rankings, HALF)}
    assert fused == {
        1: pytest.approx(0.5),
        2: pytest.approx(0.5 * 0.75 + 0.5),
        3: pytest.approx(0.0),
        4: pytest.approx(0.0),
    }


def test_equal_scores_stand_in_passage_order() -> None:
    assert [s.number for s in fuse({"dense": [Scored(9, 1.0), Scored(2, 1.0)], "lexical": []}, HALF)] == [2, 9]


@example([(0, 1.573), (1, 4.126), (2, -3.234)], 9.0)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.floats(-5, 5)), max_size=20, unique_by=lambda t: t[0]), st.floats(0.1, 9)
)
def test_the_scale_of_a_retriever_does_not_matter(pairs: list[tuple[int, float]], scale: float) -> None:
    ranking = [Scored(number, round(score, 3)) for number, score in pairs]
    scaled = [Scored(s.number, s.score * scale) for s in ranking]
    one, other = (fuse({"dense": r, "lexical": []}, HALF) for r in (ranking, scaled))
    assert {s.number: s.score for s in one} == pytest.approx({s.number: s.score for s in other}, abs=2e-6)  # rounded


RANKING = [Scored(4, 0.9), Scored(7, 0.6), Scored(2, 0.4), Scored(9, 0.1)]


def test_the_best_passage_of_what_was_told_is_as_good_as_any_and_the_rest_keep_their_distance() -> None:
    found = lifted(RANKING, [9, 2], most=2)
    assert [(one.number, round(one.score, 6)) for one in found] == [(2, 0.9), (4, 0.9), (7, 0.6), (9, 0.6)]
    assert lifted(RANKING, [4], most=2) == RANKING == lifted(RANKING, [], most=2)


def test_what_was_told_is_read_though_no_search_found_it_nearest_first_and_not_too_much_of_it() -> None:
    found = lifted(RANKING, [30, 10, 20], most=2)
    assert {one.number for one in found if one.score == 0.9} == {4, 10, 30} and len(found) == 6
    assert lifted([], [3], most=2) == []
