"""Slips of the typing hand, and what they may be read as: never a rarer word, never another name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sighted import Named

from eval.perturb import perturb
from qa.lexicon import ordinary_words, rare_words
from qa.respell import respelled
from qa.slips import NEIGHBOURS, is_hand_slip, is_left_out, is_swap
from qa.spellings import Spellings

CORPUS = {"water": 4, "flood": 9, "levee": 3, "leave": 3, "order": 2, "nadia": 2, "valley": 5, "detour": 1, "boots": 1}


@pytest.fixture(scope="module")
def spellings() -> Spellings:
    return Spellings(CORPUS, Named(frozenset({"nadia"})), ordinary=ordinary_words(), rare=rare_words())


@pytest.mark.parametrize(
    ("typed", "meant"), [("watr", "water"), ("leeve", "levee"), ("flokd", "flood"), ("waater", "water")]
)
def test_a_hand_slips_so(typed: str, meant: str) -> None:
    assert is_hand_slip(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"), [("eater", "water"), ("wazer", "water"), ("water", "water"), ("wateer", "wader"), ("", "a")]
)
def test_a_hand_does_not_slip_so(typed: str, meant: str) -> None:
    assert not is_hand_slip(typed, meant)


def test_neighbouring_keys_are_mutual_and_as_on_the_keyboard() -> None:
    assert all((other, one) in NEIGHBOURS for one, other in NEIGHBOURS)
    assert ("s", "a") in NEIGHBOURS and ("s", "w") in NEIGHBOURS and ("s", "p") not in NEIGHBOURS


@given(st.sampled_from(sorted(word for word in ordinary_words() if len(word) > 4)), st.integers(0, 9))
def test_every_slip_that_is_made_for_the_benchmark_is_one(word: str, seed: int) -> None:
    typed = perturb(word, "typos", seed)
    assert is_hand_slip(typed, word)  # the two were written apart: the benchmark does not import the product's keys


def test_swapped_and_left_out_are_told_apart() -> None:
    assert is_swap("wtaer", "water") and not is_left_out("wtaer", "water")
    assert is_left_out("wter", "water") and not is_swap("wter", "water")


def test_a_short_word_lacks_a_letter_of_a_word_but_never_of_a_name(spellings: Spellings) -> None:
    asked = respelled("how hgih was the watr when ndia gave the orde", spellings)
    assert (asked.get("watr"), asked.get("orde"), asked.get("ndia")) == ("water", "order", None)


def test_of_two_words_the_one_that_hands_slip_on_is_meant(spellings: Spellings) -> None:
    assert spellings.near("leeve") == ["levee"]


def test_between_two_words_that_hands_slip_on_there_is_doubt() -> None:
    spellings = Spellings({"league": 4, "leave": 3}, Named(frozenset()), ordinary=ordinary_words(), rare=rare_words())
    assert spellings.near("leage") == [] and respelled("who had to leage", spellings) == {}
    assert Spellings({"league": 4}).near("leage") == ["league"]  # control


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[("reservor", "reservoir"), ("fronter", "frontier"), ("relife", "relief"), ("blankers", "blankets")],
        *[("workes", "workers"), ("farmes", "farmers")],  # no form of "work": -es follows a hiss, or o
    ],
)
def test_what_could_be_made_of_another_word_is_a_slip_of_what_the_articles_have(typed: str, meant: str) -> None:
    def read_as(corpus: dict[str, int]) -> dict[str, str]:
        known = Spellings(corpus, Named(frozenset()), ordinary=ordinary_words(), rare=rare_words())
        return respelled(f"where is the {typed} now", known)

    assert read_as({meant: 3}) == {typed: meant}
    assert read_as({"valley": 3}) == {}


@pytest.mark.parametrize(
    ("typed", "near"),
    [("upholding", "upholdinf"), ("flooding", "floodinf"), ("gates", "gatea"), ("boxes", "boxed")],
)
def test_a_form_of_an_english_word_is_no_slip_of_what_the_articles_have(typed: str, near: str) -> None:
    known = Spellings({near: 3}, Named(frozenset()), ordinary=ordinary_words(), rare=rare_words())
    assert is_hand_slip(typed, near) and respelled(f"where is the {typed} now", known) == {}


@pytest.mark.parametrize(("typed", "meant"), [("narrativ", "narrative"), ("expensiev", "expensive"), ("vieew", "view")])
def test_a_slip_that_looks_like_a_slavic_name_is_put_right(typed: str, meant: str) -> None:
    known = Spellings({meant: 3}, Named(frozenset()), ordinary=ordinary_words(), rare=rare_words())
    assert known.near(typed) == [meant]


def test_a_woman_is_no_slip_of_a_man_unless_letters_are_swapped() -> None:
    known = Spellings({"morozov": 3}, Named(frozenset({"morozov"})), ordinary=ordinary_words(), rare=rare_words())
    assert known.near("morozova") == [] and known.near("morozvo") == ["morozov"]
