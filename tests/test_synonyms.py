"""Words for one thing: in any form, and as phrases of two words."""

from __future__ import annotations

import pytest

from qa.synonyms import phrased, synonymous


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("closed", "shut"),
        ("put-off", "postponed"),
        ("gave-up", "resigned"),
        ("stepped-down", "quit"),
        ("called-off", "cancelled"),
        ("blaze", "fires"),
        ("pulled-out", "withdrew"),
        ("soldiers", "troops"),
        ("begun", "starting"),
    ],
)
def test_two_words_for_one_thing_are_synonymous(one: str, other: str) -> None:
    assert synonymous(one, other) and synonymous(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("closed", "opened"), ("put", "postponed"), ("rise", "decline"), ("buy", "sell"), ("fire", "water"), ("a", "a")],
)
def test_other_words_are_not(one: str, other: str) -> None:
    assert not synonymous(one, other)


def test_known_phrases_of_two_words_are_one() -> None:
    assert phrased("The match was put off again") == ["the", "match", "was", "put-off", "again"]
    assert phrased("She put the cup on a table") == ["she", "put", "the", "cup", "on", "a", "table"]


def test_what_is_founded_is_not_found() -> None:
    assert synonymous("founded", "established") and not synonymous("found", "established")
