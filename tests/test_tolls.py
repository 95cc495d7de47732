"""The dead are counted again every day: the last count is the answer, and no contradiction of the first."""

from __future__ import annotations

from proposed import candidate

from qa.analysers import open_analyser
from qa.oppose import oppose
from qa.tolls import is_update, latest_toll
from qa.types import Group

ASKED = "How many miners died at Gorran?"


def toll(count: str, published: str | None, score: float, rest: str = "miners died in the mine of Gorran.") -> Group:
    text = f"{count} {rest}"
    return Group((candidate(text, f"{count} miners", score, published=published),))


def answers(*groups: Group) -> list[str]:
    ordered = latest_toll(ASKED, groups)
    return [side.best.citation.answer for side in oppose(ASKED, ordered, open_analyser())]


def test_a_later_higher_count_is_the_answer_and_no_side() -> None:
    early, late = toll("12", "2031-05-05", 1.0), toll("27", "2031-05-07", 0.5)
    assert answers(early, late) == ["27 miners"]
    assert latest_toll(ASKED, [early, late]) == [late, early]


def test_at_least_three_and_seven_a_day_later() -> None:
    assert answers(toll("At least three", "2031-05-05", 1.0), toll("Seven", "2031-05-06", 0.0)) == ["Seven miners"]


def test_counts_of_one_day_or_a_lower_later_one_are_two_sides() -> None:
    assert answers(toll("12", "2031-05-05", 1.0), toll("27", "2031-05-05", 0.5)) == ["12 miners", "27 miners"]
    assert len(answers(toll("27", "2031-05-05", 1.0), toll("12", "2031-05-07", 0.5))) == 2
    assert len(answers(toll("12", None, 1.0), toll("27", None, 0.5))) == 2


def test_the_injured_and_another_month_are_no_update_of_the_dead() -> None:
    dead = toll("12", "2031-05-05", 1.0)
    assert not is_update(ASKED, dead, toll("27", "2031-05-07", 0.5, "miners were injured in the mine of Gorran."))
    assert not is_update(ASKED, dead, toll("27", "2031-09-07", 0.5))
    assert is_update(ASKED, dead, toll("27", "2031-05-07", 0.5))


def test_what_is_no_count_of_people_stays_as_it_is() -> None:
    early, late = toll("12", "2031-05-05", 1.0), toll("27", "2031-05-07", 0.5)
    assert latest_toll("How many gates were opened?", [early, late]) == [early, late]
    assert latest_toll("Who died at Gorran?", [early, late]) == [early, late]
