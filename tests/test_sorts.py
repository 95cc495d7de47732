"""What kind of thing a phrase names, where its ending would mislead."""

from __future__ import annotations

import pytest

from qa.genders import likely_gender
from qa.sorts import gender, is_people, sort_of


@pytest.mark.parametrize("noun", ["levee", "frontier", "kilometers", "trailer", "computer", "monitor", "tents"])
def test_a_thing_is_no_person_because_its_name_ends_like_one(noun: str) -> None:
    assert not is_people(noun)
    assert sort_of(f"the {noun}") == "thing"


@pytest.mark.parametrize("noun", ["employees", "teacher", "spokeswoman", "biologist", "deputies", "lock-keepers"])
def test_people_are_people(noun: str) -> None:
    assert is_people(noun)


def test_an_office_of_a_body_is_a_person() -> None:
    assert sort_of("the police chief of Halm") == sort_of("the union secretary") == "person"
    assert sort_of("the police") == sort_of("the teachers' union") == "group"


def test_a_first_name_makes_a_person_wherever_it_stands() -> None:
    assert sort_of("Nadia Brock", "GPE", after="to") == "person"
    assert sort_of("Sund", "GPE", after="to") == sort_of("Santa Cruz", "GPE", after="to") == "place"


@pytest.mark.parametrize(
    ("name", "gender_told"),
    [("Rita Sand", "f"), ("Carl Munk", "m"), ("Luca Berti", ""), ("Jo Petrov", "m"), ("Jo Petrova", "f"), ("Rita", "")],
)
def test_gender_is_guessed_by_first_name_then_surname(name: str, gender_told: str) -> None:
    assert likely_gender(name) == gender_told


def test_a_nation_before_a_noun_does_not_hide_it() -> None:
    assert sort_of("the Norwegian residents") == "person"


@pytest.mark.parametrize(("text", "told"), [("the chairman", "m"), ("a spokeswoman", "f"), ("Liman", "")])
def test_gender_is_told_by_words_only(text: str, told: str) -> None:
    assert gender(text) == told
