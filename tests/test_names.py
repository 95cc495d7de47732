"""Labelled pairs of names: different ones stay apart, spellings of one meet, and a naive folder fails the same test."""

from __future__ import annotations

import pytest

from eval.folds import DRAWN, Folds, Pair, is_near, measured, naive, read_pairs, vocabulary
from qa.names import latin_form, readings
from qa.spellings import Spellings
from qa.wishes import Wishes, name_form

MOST_WRONG = 0.01  # of the pairs drawn by rule
LEAST_RECALL = 0.9
PAIRS = read_pairs()


def check(folds: Folds) -> None:
    drawn = [pair for pair in PAIRS if pair.rule in DRAWN]
    hard = [pair for pair in PAIRS if pair.rule == "hard"]
    variants = [pair for pair in PAIRS if pair.rule == "variant"]
    assert len(drawn) >= 200 and len(variants) >= 60
    assert measured(drawn, folds).wrong_share <= MOST_WRONG
    assert not measured(hard, folds).wrong
    assert measured(variants, folds).recall >= LEAST_RECALL


def test_names_that_look_alike_stay_apart_and_spellings_meet() -> None:
    check(Spellings(vocabulary(PAIRS)).folded)


def test_whatever_is_two_letters_apart_fails_the_same_test() -> None:
    with pytest.raises(AssertionError):
        check(naive)


def test_drawn_pairs_are_as_their_rule_says() -> None:
    for pair in PAIRS:
        if pair.rule in ("near", "sound"):
            assert is_near(pair.a, pair.b), pair
        if pair.rule == "surname":
            assert pair.a.split()[-1] == pair.b.split()[-1], pair


def test_every_pair_counts() -> None:
    pairs = [Pair("a", "b", "place", "near", False, ""), Pair("c", "d", "place", "near", True, "")]
    found = measured(pairs, lambda a, b: a == "a")
    assert (found.wrong, found.missed, found.wrong_share, found.recall) == (("a = b",), ("c = d",), 0.5, 0.0)


@pytest.mark.parametrize(
    ("one", "other"), [("charkiw", "kharkiv"), ("харків", "kharkiv"), ("szewczenko", "shevchenko")]
)
def test_one_name_by_two_habits_shares_a_reading(one: str, other: str) -> None:
    assert set(readings(one)) & set(readings(other))


def test_other_scripts_are_read_in_latin_letters() -> None:
    assert latin_form("купянськ") == "kupyansk"
    assert name_form("Washington D.C.") == name_form("Washington DC's") == "washington dc"


def test_a_person_joins_and_parts_names() -> None:
    words = {"kupyansk": 3, "kupiansk": 2, "bohorodychne": 1, "bogo": 1}
    wishes = Wishes.of([["Bohorodychne", "Bogo"]], [["Kupyansk", "Kupiansk"]])
    spellings = Spellings(words, wishes=wishes)
    assert spellings.near("bogo") == ["bohorodychne"]
    assert spellings.near("kupyansk") == [] and not spellings.folded("Kupyansk", "Kupiansk")
    assert Spellings(words).folded("Kupyansk", "Kupiansk")


def test_an_initial_or_a_given_name_joins_only_one_surname() -> None:
    spellings = Spellings({"zelensky": 4, "zelenskyy": 2, "putin": 3, "volodymyr": 2, "vladimir": 3})
    assert spellings.folded("V. Zelensky", "Volodymyr Zelenskyy")
    assert spellings.folded("Vladimir Zelensky", "Volodymyr Zelenskyy")
    assert not spellings.folded("Vladimir Putin", "Volodymyr Zelensky")
    assert not spellings.folded("Zelensky", "Volodymyr Zelensky")


def test_a_slip_between_two_names_is_neither() -> None:
    assert Spellings({"marion": 2, "martin": 2}).near("marzion") == ["marion"]
    assert Spellings({"hodder": 2, "holder": 2}).near("hoxder") == []
    assert Spellings({"slovakia": 2}, ordinary={"slovenia"}).near("slovenia") == []
