"""Candidates of another kind than is asked for: no sum, no time, no advice, not yet so."""

from __future__ import annotations

import pytest
from faulty import speaks_of_another

OTHER_KIND = [
    ("When did Ivo Lenz die?", "Ada Brook, who sang for Ivo Lenz, died at the age of 75.", "75"),
    ("How long was Lenz sentenced to prison?", "If Ivo Lenz is convicted, he faces up to 12 years.", "up to 12 years"),
    ("When did the brewer sell the club?", "Talks may lead to a sale in June.", "June"),
    ("How many jobs did the brewery cut?", "The brewery said that it could cut 300 jobs.", "300 jobs"),
    ("Where does Ivo Lenz live?", "Ivo Lenz was dining in Halm when the lamp fell.", "Halm"),
]
RIGHT_KIND = [
    ("How much is the pearl worth?", "The pearl is worth 4,000 crowns, Moor said.", "4,000 crowns"),
    ("What would a second lamp cost?", "A second lamp would cost €900.", "€900"),
    ("How much did the ticket cost?", "The ticket was free.", "free"),
    ("When did Ivo Lenz die?", "Ivo Lenz died in 1975.", "1975"),
    ("When did the match begin?", "The match began at 7.", "at 7"),
    ("How can I find a pearl?", "Open each clam by hand: you can find pearls.", "Open each clam by hand"),
    ("How long was Ivo Lenz sentenced to prison?", "Lenz was sentenced to 12 years.", "12 years"),
    ("How many years could Lenz get?", "If Lenz is convicted, he could get 12 years.", "12 years"),
    ("How many people did the divers save?", "The divers could not save 9 people.", "9 people"),
    ("How many tickets did the band sell?", "The band sold 300 tickets.", "300 tickets"),
    ("When did Ada Brook sell the club?", "Ivo Lenz bought the club from Ada Brook in 2003.", "2003"),
    ("How old was Ivo Lenz at the time of the crash?", "The driver, Ivo Lenz, 52, was questioned in Halm.", "52"),
    ("How old was Ada Brook at the time of the explosion?", "The cook, Ada Brook, 31, lives in Halm.", "31"),
    ("Where does Ivo Lenz live?", "Lenz, a resident of Halm, was dining.", "Halm"),
]


@pytest.mark.parametrize(("question", "text", "answer"), OTHER_KIND)
def test_what_is_of_another_kind_has_a_fault(question: str, text: str, answer: str) -> None:
    assert speaks_of_another(question, text, answer)


@pytest.mark.parametrize(("question", "text", "answer"), RIGHT_KIND)
def test_what_is_of_the_kind_has_none(question: str, text: str, answer: str) -> None:
    assert not speaks_of_another(question, text, answer)
