"""How old somebody is: the age of whom the question names, not of whom the sentence tells it."""

from __future__ import annotations

import pytest
from faulty import speaks_of_another

SINGER = "Ada Brook, who sang for Ivo Lenz, died at the age of 75."
CAPTAIN = "The captain, Ada Brook, 46, saw no light."


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("How old was Ivo Lenz?", SINGER, "75"),
        ("How old is Ivo Lenz?", "Ada Brook, 46, met Ivo Lenz in Halm.", "46"),
        ("How old is the director?", CAPTAIN, "46"),
    ],
)
def test_the_age_of_another_has_a_fault(question: str, text: str, answer: str) -> None:
    assert speaks_of_another(question, text, answer)


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("How old was Ada Brook?", SINGER, "75"),
        ("How old is the captain?", CAPTAIN, "46"),
        ("How old is Ivo Lenz?", "Ada Brook met Ivo Lenz, 46, in Halm.", "46"),
        ("How old was the victim?", "The man, a 71-year-old, drowned.", "71-year-old"),
    ],
)
def test_the_age_of_the_very_person_has_none(question: str, text: str, answer: str) -> None:
    assert not speaks_of_another(question, text, answer)
