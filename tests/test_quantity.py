"""Amounts in digits and words, with hedges, ranges and units, and which of them cannot both be true."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.quantity import incompatible, quantity


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Four hundred thirty-six people, including 128 children", 436, 436),
        ("four hundred and thirty-six people", 436, 436),
        ("twelve", 12, 12),
        ("one death", 1, 1),
        ("two thousand three hundred and five sheep", 2305, 2305),
        ("7-8 km", 7000, 8000),
        ("5 to 7 trawlers", 5, 7),
        ("between 5 and 7 trawlers", 5, 7),
        ("three to five million crowns", 3, 5e6),
        ("1.5 million people", 1.5e6 * 0.95, 1.5e6 * 1.05),
        ("14 000 people", 14_000 * 0.95, 14_000 * 1.05),
        ("14\u00a0023 people", 14_023, 14_023),
        ("2,017 voters", 2017, 2017),
        ("312 of some 500 flooded houses", 312, 312),
        ("at least 9 dead", 9, math.inf),
        ("as many as 30 goats", 0, 30),
        ("more than 40 boats", 40, 60),
        ("nearly 90 boats", 81, 90),
        ("about 50 goats", 45, 55),
        ("several dozen", 36, 108),
        ("dozens of vans", 12, 120),
        ("tens of thousands of fans", 10_000, 99_000),
        ("a few kilometres", 2000, 9000),
        ("no polling station", 0, 0),
        ("$5m", 5e6 * 0.95, 5e6 * 1.05),
        ("2.5bn euros", 2.5e9 * 0.95, 2.5e9 * 1.05),
        ("63 per cent in 2015", 63, 63),
        ("4,5 tonnes", 4500, 4500),
        ("no more than 92 kph", 0, 92_000),
        ("no fewer than 92 boats", 92, math.inf),
    ],
)
def test_an_amount_is_read_as_the_range_it_means(text: str, low: float, high: float) -> None:
    found = quantity(text)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    "text", ["the mayor", "", "since 1974", "in 2015", "30 goats and 40 sheep", "a 71-year-old man"]
)
def test_no_amount_or_two_is_none(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30 goats", "40 goats"),
        ("six gates", "Four gates"),
        ("two people", "one death"),
        ("63 per cent", "barely 41%"),
        ("3 miles", "9 km"),
        ("$5m", "$8 million"),
        ("two hours", "45 minutes"),
        ("some 2,000 square kilometers", "about 2,500 square kilometers"),
        ("nearly 12,000 civilians", "436 people"),
        ("no polling station", "three polling stations"),
        ("up to 30 goats", "45 goats"),
        ("dozens of vans", "400 vans"),
    ],
)
def test_amounts_of_one_thing_that_cannot_both_be_true(one: str, other: str) -> None:
    assert incompatible(quantity(one), quantity(other)) and incompatible(quantity(other), quantity(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("only 7 km", "7-8 km"),
        ("a few kilometres", "7 km"),
        ("5 miles", "8.05-8.1 km"),
        ("nearly 9,000 voters", "8,900 voters"),
        ("at least 9 dead", "14 dead"),
        ("more than 2,000 fans", "2,300 fans"),
        ("2,000 fans", "2,040 fans"),
        ("dozens of vans", "43 vans"),
        ("90 minutes", "an hour and a half"),
        ("12 houses", "40 bridges"),
        ("30 goats", "30 per cent"),
        ("5 dollars", "8 euros"),
        ("12 km", "40 square kilometres"),
        ("hundreds of homes", "1,200 homes"),
        ("2,000 people", "2,000 residents"),
    ],
)
def test_amounts_that_may_both_be_true(one: str, other: str) -> None:
    assert not incompatible(quantity(one), quantity(other)) and not incompatible(quantity(other), quantity(one))


def test_what_a_sentence_goes_on_to_say_is_not_what_is_counted() -> None:
    for text in ("31 would do, because the nets burned", "31 will be enough", "31, though many left"):
        found = quantity(text)
        assert found is not None and not found.unit
    assert incompatible(quantity("104 kilometres an hour"), quantity("60 mph"))
    assert incompatible(quantity("104 km/h"), quantity("92 kph"))
    assert not incompatible(quantity("104 kilometres an hour"), quantity("104 kph"))
    assert not incompatible(quantity("104 kilometres"), quantity("92 kph"))


def test_a_bare_number_counts_what_the_question_asks_for() -> None:
    asked = frozenset({"gate", "open"})
    assert incompatible(quantity("six"), quantity("four gates"), asked)
    assert not incompatible(quantity("six"), quantity("four bridges"), asked)


@given(st.integers(0, 10**7), st.sampled_from(["goats", "km", "per cent", "people"]))
def test_no_amount_contradicts_itself(number: int, unit: str) -> None:
    for text in (f"{number} {unit}", f"{number:,} {unit}"):
        assert quantity(text) == quantity(f"{number} {unit}") and not incompatible(quantity(text), quantity(text))
