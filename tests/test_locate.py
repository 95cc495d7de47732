"""Where something happened: the place that hangs on the question's own verb, also when the reader saw another."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.analysers import Analyser, open_analyser
from qa.locate import locate


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


def located(question: str, text: str, answer: str, analyser: Analyser) -> str:
    found = locate(question, [candidate(text, answer)], analyser)
    return max(found, key=lambda one: one.score).citation.answer


CASES = [
    (
        "Where can the families evacuated from Korrin district find rooms?",
        "Forty families have been evacuated from Korrin district.",
        "Forty families",
        "Forty families",
    ),
    (
        "Where did the driver's lorry roll?",
        "A farmer died in Mill Lane and the lorry of a driver rolled into a ditch beside the canal.",
        "Mill Lane",
        "into a ditch beside the canal",
    ),
    (
        "Where did the university take its samples?",
        "The ministry took its samples in Abbey Lane; the university took them at the end of the pipes.",
        "Abbey Lane",
        "at the end of the pipes",
    ),
    (
        "Where did the captain sleep?",
        "The guests of the Hotel Union left. The captain slept in a bag on the floor of the hall.",
        "Hotel Union",
        "in a bag on the floor of the hall",
    ),
    (
        "Where can people evacuated from Halm find housing?",
        "People evacuated from the Halm valley can find housing in the hostels.",
        "hostels",
        "hostels",
    ),
    (
        "Where did people wait in their boats?",
        "A witness in Halm, a port in the west, told us he saw people who waited in their boats.",
        "Halm, a port in the west, told us he saw people",
        "Halm",
    ),
    ("Where did the captain sleep?", "The captain slept in Halm on Monday.", "Halm", "Halm"),
    ("Where did the captain sleep?", "The captain of the Orion is from Halm.", "Halm", "Halm"),
    (
        "In the film of the parade, where was the banner raised?",
        "A short film showed a banner being raised over a market gate.",
        "A short film showed a banner being raised over a market gate",
        "over a market gate",
    ),
    (
        "Where did Moe say that the mine was flooded by mistake?",
        "Ola Moe said that the mine at Orsa was flooded. “It was flooded by mistake”, he said on his boat.",
        "Orsa",
        "on his boat",
    ),
    (
        "Where did Moe say the mine was flooded?",
        "Ola Moe said the mine at Orsa was flooded.",
        "Orsa",
        "Orsa",
    ),
    ("Who slept in the hall?", "The captain slept in the hall.", "hall", "hall"),
]


@pytest.mark.parametrize(("question", "text", "answer", "expected"), CASES)
def test_a_place_belongs_to_the_verb_of_the_question(
    analyser: Analyser, question: str, text: str, answer: str, expected: str
) -> None:
    assert located(question, text, answer, analyser) == expected
