"""Which words can say where: a name, a place with its preposition, a direction."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.weigh import evidence


@pytest.mark.parametrize(
    ("text", "answer", "fits"),
    [
        ("A statue is to be unveiled on the market square.", "the market square", 1.0),
        ("The banner hung over a mill gate.", "over a mill gate", 1.0),
        ("They plan to move further west.", "further west", 1.0),
        ("It took water from a small pond.", "a small pond", 1.0),
        ("The miners slept between the two wagons.", "the two wagons", 1.0),
        ("The families were housed in schools.", "schools", 1.0),
        ("The statue stood next to the mill.", "the mill", 1.0),
        ("The banner hung in Halm.", "Halm", 1.0),
        ("It sank “in the areas” of the port.", "in the areas", 0.0),
        ("It sank in that place.", "that place", 0.0),
        ("According to the mayor it sank.", "the mayor", 0.0),
        ("It sank because of the wind.", "the wind", 0.0),
        ("It sank in the evening.", "the evening", 0.0),
        ("It sank over the weekend.", "over the weekend", 0.0),
        ("He bought twelve iron rails.", "twelve iron rails", 0.0),
    ],
)
def test_a_place_needs_no_name_where_its_preposition_stands_before_it(text: str, answer: str, fits: float) -> None:
    assert evidence("Where is it?", candidate(text, answer), [], "where", 40).fit == fits
