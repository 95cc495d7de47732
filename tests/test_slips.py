"""Slips of the typing hand, and what they may be read as: never a rarer word, never another name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.perturb import perturb
from qa.lexicon import ordinary_words, rare_words
from qa.slips import NEIGHBOURS, is_hand_slip, is_left_out, is_swap
from qa.spellings import Spellings

CORPUS = {"water": 4, "flood": 9, "levee": 3, "leave": 3, "order": 2, "nadia": 2, "valley": 5, "detour": 1, "boots": 1}


@pytest.fixture(scope="module")
def spellings() -> Spellings:
    return Spellings(CORPUS, Named(frozenset({"nadia"})), ordinary=ordinary_words(), rare=rare_words())


class Named:
    """Sightings by which only some words are names, some of them also written small, and stand behind given names."""

    def __init__(
        self, names: frozenset[str], given: dict[str, frozenset[str]] | None = None, small: frozenset[str] = frozenset()
    ) -> None:
        self._names, self._given, self._small = names, given or {}, small

    def is_name(self, word: str) -> bool:
        return word in self._names

    def is_small(self, word: str) -> bool:
        return word in self._small

    def keep_company(self, one: str, other: str) -> bool:
        return False

    def before(self, word: str) -> frozenset[str]:
        return self._given.get(word, frozenset())


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
    asked = spellings.respelled("how hgih was the watr when ndia gave the orde")
    assert (asked.get("watr"), asked.get("orde"), asked.get("ndia")) == ("water", "order", None)


def test_of_two_words_the_one_that_hands_slip_on_is_meant(spellings: Spellings) -> None:
    assert spellings.near("leeve") == ["levee"]


def test_between_two_words_that_hands_slip_on_there_is_doubt() -> None:
    spellings = Spellings({"league": 4, "leave": 3}, Named(frozenset()), ordinary=ordinary_words(), rare=rare_words())
    assert spellings.near("leage") == [] and spellings.respelled("who had to leage") == {}
    assert Spellings({"league": 4}).near("leage") == ["league"]  # control


def test_a_slip_of_an_english_word_that_no_article_has_is_put_right(spellings: Spellings) -> None:
    assert spellings.respelled("who delaeyd the payments and how did he recat") == {
        "delaeyd": "delayed",
        "recat": "react",
    }


def test_rare_words_of_english_stay(spellings: Spellings) -> None:
    for word in ("devour", "brunt", "mulling", "aspirin", "whopping", "expires", "outage", "sever"):
        assert spellings.respelled(f"what about the {word}") == {}, word
    assert Spellings(CORPUS, ordinary=ordinary_words()).respelled("what devour") == {"devour": "detour"}  # control


def test_a_name_with_its_letters_swapped_is_read_as_the_word_and_another_name_is_not(spellings: Spellings) -> None:
    assert spellings.respelled("Does the Vlaley Union lead?") == {"Vlaley": "Valley"}
    assert spellings.respelled("Does the Valey Union lead?") == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[("reservor", "reservoir"), ("fronter", "frontier"), ("relife", "relief"), ("blankers", "blankets")],
        *[("workes", "workers"), ("farmes", "farmers")],  # no form of "work": -es follows a hiss, or o
    ],
)
def test_what_could_be_made_of_another_word_is_a_slip_of_what_the_articles_have(typed: str, meant: str) -> None:
    def respelled(corpus: dict[str, int]) -> dict[str, str]:
        known = Spellings(corpus, Named(frozenset()), ordinary=ordinary_words(), rare=rare_words())
        return known.respelled(f"where is the {typed} now")

    assert respelled({meant: 3}) == {typed: meant}
    assert respelled({"valley": 3}) == {}


@pytest.mark.parametrize(
    ("typed", "near"),
    [("upholding", "upholdinf"), ("flooding", "floodinf"), ("gates", "gatea"), ("boxes", "boxed")],
)
def test_a_form_of_an_english_word_is_no_slip_of_what_the_articles_have(typed: str, near: str) -> None:
    known = Spellings({near: 3}, Named(frozenset()), ordinary=ordinary_words(), rare=rare_words())
    assert is_hand_slip(typed, near) and known.respelled(f"where is the {typed} now") == {}


@pytest.mark.parametrize(("typed", "meant"), [("narrativ", "narrative"), ("expensiev", "expensive"), ("vieew", "view")])
def test_a_slip_that_looks_like_a_slavic_name_is_put_right(typed: str, meant: str) -> None:
    known = Spellings({meant: 3}, Named(frozenset()), ordinary=ordinary_words(), rare=rare_words())
    assert known.near(typed) == [meant]


def test_a_woman_is_no_slip_of_a_man_unless_letters_are_swapped() -> None:
    known = Spellings({"morozov": 3}, Named(frozenset({"morozov"})), ordinary=ordinary_words(), rare=rare_words())
    assert known.near("morozova") == [] and known.near("morozvo") == ["morozov"]


def test_of_several_names_as_near_the_one_that_stands_behind_the_given_name_is_meant() -> None:
    names = {"brock": 2, "brack": 2, "marta": 3, "martha": 1, "tomas": 2}
    given = {"brock": frozenset({"marta"}), "brack": frozenset({"tomas"})}

    def respelled(question: str, given: dict[str, frozenset[str]]) -> dict[str, str]:
        return Spellings(names, Named(frozenset(names), given), ordinary=ordinary_words()).respelled(question)

    assert respelled("What did Marta Brxck say?", given) == {"Brxck": "Brock"}
    assert respelled("What did Marat Brxck say?", given) == {"Marat": "Marta", "Brxck": "Brock"}
    assert respelled("What did Petra Brxck say?", given) == {} == respelled("What did Marta Brxck say?", {})
    assert respelled("What did Marta Brxck say?", {"brock": given["brock"], "brack": given["brock"]}) == {}


def test_a_word_of_english_gets_a_capital_only_beside_another_name() -> None:
    """Of many articles those that have "river" oftenest tell of rivers by name."""
    names = frozenset({"river", "civic", "front", "ostra"})
    known = Spellings(
        dict.fromkeys([*names, "rising"], 3),
        Named(names, small=frozenset({"river", "front"})),
        ordinary=ordinary_words(),
    )
    assert known.cased("how fast was the river rising") == "how fast was the river rising"
    assert known.cased("who leads the civic front") == "who leads the Civic Front"
    assert known.cased("how deep is the river ostra") == "how deep is the River Ostra"


def test_a_name_typed_without_its_capital_gets_it_and_no_other_word_does(spellings: Spellings) -> None:
    assert spellings.cased("who told nadia that the levee broke") == "who told Nadia that the levee broke"
    assert spellings.cased("Did nadia's boat leave?") == "Did Nadia's boat leave?"
    assert spellings.cased("Where in Halm is the nadia?") == "Where in Halm is the nadia?"  # who uses capitals means it
