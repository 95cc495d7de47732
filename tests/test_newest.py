"""The latest goes by date, among answers that are nearly as good."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.newest import asks_latest, newest
from qa.types import Group


def group(score: float, published: str | None) -> Group:
    return Group((candidate("nine", "nine", score, f"{published}.txt", published=published),))


def test_the_newest_of_those_nearly_as_good_is_first_and_none_is_lost() -> None:
    old, new, undated, poor = (
        group(5.0, "2023-01-02"),
        group(4.0, "2023-02"),
        group(4.5, None),
        group(1.0, "2024-01-01"),
    )
    assert newest([old, undated, new, poor]) == [new, old, undated, poor]
    assert newest([]) == []


@pytest.mark.parametrize(
    "question", ["What is the latest death toll?", "most recent turnout", "Who is currently mayor?"]
)
def test_the_latest_is_asked_for(question: str) -> None:
    assert asks_latest(question)


@pytest.mark.parametrize("question", ["Who came late?", "What did recent rain do?", "When was the last vote?"])
def test_what_is_late_or_recent_is_not_the_latest(question: str) -> None:
    assert not asks_latest(question)
