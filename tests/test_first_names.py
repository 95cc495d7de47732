"""First names of news: whose they are."""

from __future__ import annotations

import pytest

from qa.analysers import SpacyAnalyser
from qa.first_names import gender_of_first_name
from qa.genders import known_gender
from qa.rewrite import Turn, rewrite

ANALYSER = SpacyAnalyser()


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Ayla", "f"),
        ("konrad", "m"),
        ("Ondřej", "m"),
        ("Mette", "f"),
        ("Jamie", ""),
        ("Xqzt", ""),
        ('"', ""),
        ("", ""),
    ],
)
def test_a_first_name_is_told_where_most_who_bear_it_are_one(name: str, gender: str) -> None:
    assert gender_of_first_name(name) == gender


def test_a_bare_surname_tells_nothing() -> None:
    assert known_gender("Demir") == "" and known_gender("Ayla Demir") == "f"


def test_she_is_not_a_man_whose_name_is_rare_in_english() -> None:
    turns = [Turn("Who replaced Ayla Demir?", ("Konrad Meyl",))]
    assert rewrite("how old is she?", turns, ANALYSER) == "How old is Ayla Demir?"
    assert rewrite("how old is he?", turns, ANALYSER) == "How old is Konrad Meyl?"
