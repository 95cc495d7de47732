"""What was found is all of it: the parts that one "and" joins are one answer."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.analysers import Analyser, open_analyser
from qa.coordinate import COORDINATED, coordinate, parted
from qa.group import group


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


DIVERS = "The divers brought up three cannons, a bell and the wheel of a cart full of coins."
DOORS = "Ada Brook, the caretaker, said doors 3 and 8 had never been locked."
COUNTIES = "The fire has burned 400 hectares across Halm and Tulm counties, officials said."
OPENED = "Ada Brook, the mayor of Halm, and the trade minister, Jan Orr, opened the bridge."
TWO = "The van hit a bollard and the driver broke a leg."
PART = "Nurses treated burns, which were slight, and smoke inhalation."
ALL = "three cannons, a bell and the wheel of a cart full of coins"
CASES = [
    (
        "What did the divers find?",
        DIVERS,
        "three cannons",
        "three cannons, a bell and the wheel of a cart full of coins",
    ),
    ("What did the divers find?", DIVERS, "a bell", ALL),
    ("What tools and things did they find?", DIVERS, "a bell", ALL),
    ("Which doors were open?", DOORS, "doors 3", "doors 3 and 8"),
    ("Where does the fire burn?", COUNTIES, "Halm", "Halm and Tulm counties"),
    (
        "Who opened the bridge?",
        OPENED,
        "the trade minister, Jan Orr",
        "Ada Brook, the mayor of Halm, and the trade minister, Jan Orr",
    ),
    (
        "Who has died?",
        "Three people have died: a farmer in Halm and a nurse.",
        "Three people",
        "a farmer in Halm and a nurse",
    ),
    ("Who is at risk?", "Smokers and old people are at risk.", "Smokers", "Smokers and old people"),
]


@pytest.mark.parametrize(("question", "text", "answer", "whole"), CASES)
def test_a_part_becomes_the_whole(analyser: Analyser, question: str, text: str, answer: str, whole: str) -> None:
    assert coordinated(question, text, answer, analyser) == whole


ONE = [
    ("What did the divers find besides the cannons?", DIVERS, "a bell"),
    ("What was the largest thing they found?", DIVERS, "three cannons"),
    ("Which door was open?", DOORS, "doors 3"),
    ("What county is burning?", COUNTIES, "Halm"),
    ("Who told of the doors?", DOORS, "Ada Brook"),
    ("Who is the mayor?", OPENED, "Ada Brook"),
    ("Who has died?", "Three people have died: the sea was rough and cold.", "Three people"),
    ("Who did Orr dismiss?", "Orr dismissed Ada Brook, her ally and finance minister, in May.", "Ada Brook"),
    ("How many cannons were found?", DIVERS, "three cannons"),
    ("What did the van hit?", TWO, "a bollard"),
    ("What did nurses treat?", PART, "burns"),
    ("What did the divers bring up with the bell?", DIVERS, "three cannons"),
]


@pytest.mark.parametrize(("question", "text", "answer"), ONE)
def test_where_one_part_is_asked_for_it_stays(analyser: Analyser, question: str, text: str, answer: str) -> None:
    assert coordinated(question, text, answer, analyser) == answer


def coordinated(question: str, text: str, answer: str, analyser: Analyser) -> str:
    return coordinate(question, [candidate(text, answer)], analyser)[0].citation.answer


SEARCHED = "Officers searched two flats in Weir Street, a barn on the Tulm road and a garage in the suburb of Orsa."
ROW = "two flats in Weir Street, a barn on the Tulm road and a garage in the suburb of Orsa"


def test_a_long_row_is_told_part_by_part(analyser: Analyser) -> None:
    parts = parted("Where did officers search?", group([candidate(SEARCHED, ROW)]), analyser)
    said = [one.best.citation.answer for one in parts]
    assert said == ["two flats in Weir Street", "a barn on the Tulm road", "a garage in the suburb of Orsa"]


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "What did the divers find?",
            "The divers found three cannons, a bell and a cart.",
            "three cannons, a bell and a cart",
        ),
        ("Why did officers search?", SEARCHED, ROW),
        (
            "What did he promise?",
            "He promised to hold the positions near Halm, Tulm and Orsa all winter long.",
            "to hold the positions near Halm, Tulm and Orsa all winter long",
        ),
    ],
)
def test_a_short_row_or_a_clause_stays_whole(analyser: Analyser, question: str, text: str, answer: str) -> None:
    assert parted(question, group([candidate(text, answer)]), analyser) == []


def test_the_best_are_looked_at_wherever_they_stand(analyser: Analyser) -> None:
    others = [candidate(DIVERS, "coins", 0.0) for _ in range(COORDINATED)]
    found = coordinate("What did the divers find?", [*others, candidate(DIVERS, "a bell", 2.0)], analyser)
    assert found[0].citation.answer == ALL
