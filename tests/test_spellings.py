"""Other spellings of names, without taking one name for another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.names import sound
from qa.spellings import MAX_SPELLINGS, Spellings

VOCABULARY = {
    "kupyansk": 9,
    "kupiansk": 5,
    "izyum": 3,
    "izium": 2,
    "kharkiv": 4,
    "selenia": 1,
    "commander": 8,
    "north": 3,
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kupyansk", "kupjansk"),
        ("kupiyansk", "kupyansk"),
        ("charkiw", "kharkiv"),
        ("izjum", "izyum"),
        ("selenskyj", "zelenskyy"),
        ("lisichansk", "lysychansk"),
        ("jermak", "yermak"),
    ],
)
def test_transliterations_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("donetsk", "luhansk"), ("lyman", "lysychansk"), ("minsk", "pinsk")])
def test_different_names_sound_different(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_a_spelling_that_no_article_has_finds_the_ones_they_have() -> None:
    assert Spellings(VOCABULARY).near("kupjansk") == ["kupyansk", "kupiansk"]


def test_a_slip_is_forgiven_only_in_a_word_that_no_article_has() -> None:
    spellings = Spellings({"commander": 8, "command": 2, "commandes": 1})
    assert "commander" in spellings.near("comander")
    assert spellings.near("commander") == []


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=12))
def test_near_words_are_of_the_vocabulary_and_few(word: str) -> None:
    found = Spellings(VOCABULARY).near(word)
    assert set(found) <= set(VOCABULARY) - {word} and len(found) <= MAX_SPELLINGS


@pytest.mark.parametrize("word", ["cavities", "spokeswoman", "banked", "converged"])
def test_an_ordinary_word_is_no_slip_of_another(word: str) -> None:
    near = {"founded": 3, "holding": 3, "cities": 3, "spokesman": 9, "backed": 3, "concerted": 2}
    ordinary = frozenset("found hold cavity spokeswoman bank converge".split())
    assert Spellings(near, ordinary=ordinary).near(word) == []
    assert Spellings(near).near(word) != []


def test_nothing_is_a_slip_of_a_word_with_another_first_letter() -> None:
    assert Spellings({"hello": 3, "minsk": 2}).near("bello") == [] == Spellings({"minsk": 2}).near("pinsk")
    assert Spellings({"evacuation": 3}).near("veacuation") == ["evacuation"]
