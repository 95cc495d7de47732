"""What kind of thing a phrase names, where its ending would mislead."""

from __future__ import annotations

import pytest

from qa.sorts import gender, is_people, sort_of


@pytest.mark.parametrize("noun", ["levee", "frontier", "kilometers", "trailer", "computer", "monitor", "tents"])
def test_a_thing_is_no_person_because_its_name_ends_like_one(noun: str) -> None:
    assert not is_people(noun)
    assert sort_of(f"the {noun}") == "thing"


@pytest.mark.parametrize("noun", ["employees", "teacher", "spokeswoman", "biologist", "deputies", "lock-keepers"])
def test_people_are_people(noun: str) -> None:
    assert is_people(noun)


def test_a_nation_before_a_noun_does_not_hide_it() -> None:
    assert sort_of("the Norwegian residents") == "person"


@pytest.mark.parametrize(("text", "told"), [("the chairman", "m"), ("a spokeswoman", "f"), ("Liman", "")])
def test_gender_is_told_by_words_only(text: str, told: str) -> None:
    assert gender(text) == told
