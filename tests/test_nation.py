"""Asked for a Spanish club, an Italian one is no answer."""

from __future__ import annotations

import pytest
from test_vet import speaks_of_another

BID = (
    "Italian side Torla and the Mexican club Oske have made an offer, and so has the British bank Halm. "
    "Republican Senator Ada Brook objects."
)
CASES = [
    ("Which Spanish club made an offer?", "Italian side Torla", True),
    ("Which Italian club made an offer?", "Oske", True),
    ("Which Italian club made an offer?", "Torla", False),
    ("Which Mexican club made an offer?", "the Mexican club Oske", False),
    ("Which Scottish bank made an offer?", "the British bank Halm", False),
    ("Which European club made an offer?", "Italian side Torla", False),
    ("Which club made an offer?", "Oske", False),
    ("Which Democratic senator objects?", "Ada Brook", True),
    ("Which Republican senator objects?", "Ada Brook", False),
    ("Which club made the Spanish player an offer?", "Oske", False),
]


@pytest.mark.parametrize(("question", "answer", "is_other"), CASES)
def test_a_thing_of_another_people_is_refused(question: str, answer: str, is_other: bool) -> None:
    assert speaks_of_another(question, BID, answer) is is_other
