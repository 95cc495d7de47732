"""Incompatible amounts are two sides; another wording, a vaguer or another thing's amount is not."""

from __future__ import annotations

import pytest

from index.types import Article, Passage
from qa.oppose import MAX_GAP, incompatible, oppose, quantity
from qa.types import Candidate, Citation, Group, Hit


def said(answer: str, score: float = 1.0, relative: str = "a.txt") -> Group:
    article = Article(relative=relative, record=None, text=f"It was {answer}.", path=f"/{relative}")
    citation = Citation(article, 0, len(article.text), 7, 7 + len(answer))
    return Group((Candidate(citation, score, Hit(Passage(article, 0, len(article.text)), 1.0)),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2,000 square kilometers", "about 2,500 square kilometers"),
        ("nearly 12,000 civilians", "436 people"),
        ("3 million dollars", "5 million dollars"),
        ("12 houses", "40 houses"),
    ],
)
def test_amounts_that_cannot_both_be_true_are_sides(one: str, other: str) -> None:
    sides = oppose("number", [said(one, 2.0), said(other, 1.5, "b.txt")])
    assert [side.best.citation.answer for side in sides] == [one, other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("only 7 km", "7-8 km"),
        ("nearly 9,000 voters", "8,900 voters"),
        ("12 houses", "40 bridges"),
        ("12 houses", "dozens of houses"),
        ("2,000 people", "2,000 residents"),
    ],
)
def test_what_can_both_be_true_is_one_side(one: str, other: str) -> None:
    assert len(oppose("number", [said(one, 2.0), said(other, 1.5, "b.txt")])) == 1


def test_a_much_weaker_span_is_no_side() -> None:
    weak = said("40 houses", 2.0 - MAX_GAP - 0.1, "b.txt")
    assert len(oppose("number", [said("12 houses", 2.0), weak])) == 1


def test_a_question_that_counts_nothing_has_no_sides() -> None:
    assert len(oppose("who", [said("12 houses", 2.0), said("40 houses", 2.0, "b.txt")])) == 1


def test_a_range_and_a_scale_are_read() -> None:
    found = quantity("7-8 km")
    assert found is not None and (found.low, found.high) == (7, 8)
    scaled = quantity("1.5 million people")
    assert scaled is not None and scaled.low == 1.5e6 and incompatible(scaled, quantity("2 million people"))
