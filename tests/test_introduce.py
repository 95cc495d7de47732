"""Who somebody is and what he or she did for a living, by the words beside the name; nothing for other questions."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.analysers import Analyser, open_analyser
from qa.introduce import asked_person, introduce

TEXT = (
    "The ferry stopped. Its captain, Henrik Vold, slept in the hall. Vold, 58, is a former fisherman from Kvalnes. "
    "Tora Lund, who chairs the growers’ cooperative, was angry. The geologist Viktor Rezek came on Monday. "
    "Kari Moen was elected mayor. Moen, who taught chemistry for 19 years, is the daughter of a ship’s cook. "
    "“We counted twice,” said Pia Lunde, a school nurse who ran the list. "
    "Milada Cerna runs the kitchen. She was a postwoman for 31 years before she opened a bakery. "
    "The sexton, Karel Must, who has been there for years, smiled. "
    "That will not be before August, said the groundsman, Ferdi Moll, who has been there for 26 years. "
    "Sol, who heads the union, left. “We know,” said Marit Sol, a school nurse in Halm. "
    "Germany ran out of gas. Nadia Brok won in Halm. Superintendent Leif Strand, who oversees 42,000 pupils in Halm, "
    "closed the schools. Ragna Berg ran for the council and lost. The pumps stopped at Upper Dock. Odd Malm, the head "
    "of the union founded by dockers, called it a scandal."
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


def first(question: str, analyser: Analyser) -> str:
    return introduce(question, [candidate(TEXT, "ferry")], analyser)[0].citation.answer


CASES = [
    ("Who is Tora Lund?", "who chairs the growers’ cooperative"),
    ("who is rezek", "ferry"),  # without a capital it may be anything
    ("Who is Ferdi Moll?", "the groundsman"),
    ("Who is Viktor Rezek?", "The geologist"),
    ("Who is Karel Must?", "The sexton"),
    ("Who is Henrik Vold?", "Its captain"),
    ("What did Henrik Vold do before?", "a former fisherman from Kvalnes"),
    ("What did Kari Moen do before politics?", "taught chemistry for 19 years"),
    ("What was Kari Moen's father?", "the daughter of a ship’s cook"),
    ("What is Pia Lunde's job?", "a school nurse"),
    ("What did Milada Cerna do before she opened a bakery?", "a postwoman for 31 years"),
    ("Who is Leif Strand?", "who oversees 42,000 pupils in Halm"),
    ("Who is Marit Sol?", "a school nurse in Halm"),
    ("Who is Odd Malm?", "the head of the union founded by dockers"),
    # nobody is told what these are, or something else is asked
    ("Who is Nadia Brok?", "ferry"),
    ("What did Germany do before the war?", "ferry"),
    ("What did Ragna Berg do before?", "ferry"),
    ("Who is the mayor of Halm?", "ferry"),
    ("What did Kari Moen say?", "ferry"),
]


@pytest.mark.parametrize(("question", "expected"), CASES)
def test_a_person_is_what_the_words_beside_the_name_say(analyser: Analyser, question: str, expected: str) -> None:
    assert first(question, analyser) == expected


@pytest.mark.parametrize(
    "question", ["Who is the mayor of Halm?", "Who is Ukraine's president?", "What did the council do?", "Who is she?"]
)
def test_what_names_no_person_is_not_introduced(question: str) -> None:
    assert asked_person(question) is None
