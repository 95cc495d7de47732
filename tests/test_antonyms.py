"""Words in whatever form, and their opposites."""

from __future__ import annotations

import pytest

from qa.antonyms import antonyms, has_antonym, is_one_family, share_word


@pytest.mark.parametrize(("one", "other"), [("open", "close"), ("kind", "unkind"), ("legible", "illegible")])
def test_opposites_are_found_by_the_table_and_by_a_prefix_in_either_order(one: str, other: str) -> None:
    assert antonyms(one, other) and antonyms(other, one)


@pytest.mark.parametrize(("one", "other"), [("open", "opening"), ("safe", "close"), ("it", "unit"), ("rise", "rise")])
def test_other_words_are_no_opposites(one: str, other: str) -> None:
    assert not antonyms(one, other) and not antonyms(other, one)


def test_words_of_different_camps_are_opposites_unless_one_is_of_both() -> None:
    up, down = frozenset({"soar", "change"}), frozenset({"ebb", "change"})
    assert antonyms("soar", "ebb", up, down)
    assert not antonyms("soar", "change", up, down) and not antonyms("soar", "mill", up, down)


def test_a_family_shares_a_root_and_differs_by_an_ending() -> None:
    assert is_one_family("warn", "warning") and is_one_family("election", "elect")
    assert not is_one_family("port", "portrait") and not is_one_family("her", "hers")


def test_only_words_of_one_family_are_shared() -> None:
    assert share_word(["mill", "warn"], ["warnings", "warning"])
    assert not share_word(["mill"], ["milk"]) and not share_word([], ["mill"])


def test_a_phrasal_verb_has_opposites_where_the_table_has_it() -> None:
    assert has_antonym("turn-down") and not has_antonym("turn-up")
