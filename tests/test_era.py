"""A question that names a time asks articles and sentences of that time."""

from __future__ import annotations

import pytest
from proposed import candidate, hit

from qa.era import SAYS_IT, era, read_without, timeliness
from qa.types import Candidate, Hit


def dated(text: str, published: str | None) -> Hit:
    return hit(text, published=published)


def by_brook(text: str, published: str | None = None) -> Candidate:
    return candidate(text, "Ada Brook", published=published)


@pytest.mark.parametrize(
    ("question", "year", "month", "without"),
    [
        ("Who led the guild in 2019?", 2019, None, "Who led the guild?"),
        ("In the 2014 battle, who held Oln?", 2014, None, "In the battle, who held Oln?"),
        ("In 2020, who ran the mine?", 2020, None, "Who ran the mine?"),
        ("What did the May 2016 poll say?", 2016, 5, None),
        ("How many ships came during the strike of 2011?", 2011, None, "How many ships came during the strike?"),
        ("What did the June 2016 poll say?", 2016, 6, None),
        ("Oln turnout 2015", 2015, None, "Oln turnout"),
    ],
)
def test_the_time_of_a_question(question: str, year: int, month: int | None, without: str | None) -> None:
    asked = era(question)
    assert asked is not None and (asked.year, asked.month) == (year, month)
    assert without is None or asked.question == without


@pytest.mark.parametrize(
    "question",
    [
        "Who led the guild?",
        "When was the river last so high before 2014?",
        "Who has led the guild since 2011?",
        "How many of the 2000 people left?",
        "What changed between 2011 and 2014?",
        "What was the turnout at the election before the one of 2015?",
    ],
)
def test_no_time_or_another_relation_to_it(question: str) -> None:
    assert era(question) is None


def test_an_article_of_the_time_is_read_without_it() -> None:
    asked = era("Who led the guild in 2019?")
    assert asked is not None
    of_it, other, undated = (dated("Ada Brook led it.", day) for day in ("2019-03-01", "2014-03-01", None))
    says_so = dated("Ada Brook led it in 2019.", "2019-03-01")
    assert read_without(asked, [of_it, other, undated, says_so]) == [of_it]


def test_a_month_is_that_of_the_article_or_the_one_before() -> None:
    asked = era("Who led the guild in May 2019?")
    assert asked is not None
    days = ("2019-05-06", "2019-06-02", "2019-07-20", "2018-05-06")
    assert [asked.has(dated("It.", day).passage.article) for day in days] == [True, True, False, False]


def test_what_a_quote_says_counts_before_its_date() -> None:
    asked = era("Who led the guild in 2012?")
    assert asked is not None
    assert timeliness(asked, by_brook("Ada Brook led the guild in 2012.", "2020-01-01")) == SAYS_IT
    assert timeliness(asked, by_brook("Ada Brook led the guild in 2009.", "2020-01-01")) == -1.0
    assert timeliness(asked, by_brook("Ada Brook led the guild.", "2012-02-01")) == 1.0
    assert timeliness(asked, by_brook("Ada Brook led the guild.", "2020-01-01")) == -1.0
    assert timeliness(asked, by_brook("Ada Brook led the guild.")) == 0.0
