"""Whose word counts: the clause that the named source says, in whatever form, before what another says."""

from __future__ import annotations

import pytest
from proposed import candidate, hit, proposed

from qa.analysers import Analyser, open_analyser
from qa.ascribe import VOICED, ascribe, source


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


def first(question: str, text: str, analyser: Analyser, *answers: str) -> str:
    there = hit(text)
    made = [proposed(there, answer, 3.0 - rank) for rank, answer in enumerate(answers)]
    found = ascribe(question, made, analyser)
    return max(found, key=lambda one: one.score).citation.answer


HURT = "The mayor, Nils Torp, says that nine firefighters were hurt. The hospital counts eleven."
START = "The fire began in the loading bay, said the chief, Astrid Rehn. According to Dag Felber it began on the roof."
BUREAU = HURT.replace("The hospital counts eleven", "The Sea Ice Bureau says that eleven firefighters were hurt")
GATES = "It was caused by Drovia, which opened six gates. Four gates were opened, the ministry in Drovia said."
CASES = [
    ("How many firefighters were hurt according to the SIB?", BUREAU, ["nine firefighters"], "eleven firefighters"),
    ("How many firefighters were hurt according to the SOB?", BUREAU, ["nine firefighters"], "nine firefighters"),
    ("How many firefighters were hurt according to the hospital?", HURT, ["nine firefighters"], "eleven"),
    ("How many firefighters were hurt according to Torp?", HURT, ["eleven", "nine firefighters"], "nine firefighters"),
    ("How many firefighters were hurt?", HURT, ["nine firefighters"], "nine firefighters"),
    ("Where did the fire begin in Felber's view?", START, ["in the loading bay", "on the roof"], "on the roof"),
    ("Where did the fire begin according to Rehn?", START, ["on the roof", "in the loading bay"], "in the loading bay"),
    ("Where did Rehn say the fire began?", START, ["on the roof", "in the loading bay"], "in the loading bay"),
    ("How many gates did Drovia say it opened?", GATES, ["six gates", "Four gates"], "Four gates"),
    ("Where did the fire begin according to the police?", START, ["on the roof"], "on the roof"),
]


@pytest.mark.parametrize(("question", "text", "answers", "expected"), CASES)
def test_the_named_source_is_believed(
    analyser: Analyser, question: str, text: str, answers: list[str], expected: str
) -> None:
    assert first(question, text, analyser, *answers) == expected


NETS = "“It burnt at once,” said Ada Brook, a ranger. Nets would be laid around the hut, she said. Nets are dear."


def test_what_somebody_says_about_a_thing_speaks_of_it(analyser: Analyser) -> None:
    said = ["It burnt at once", "Nets would be laid around the hut"]
    assert first("What did Ada Brook say about the nets?", NETS, analyser, *said) == said[1]
    assert first("What did Ada Brook say about the dogs?", NETS, analyser, *said) == said[0]
    assert first("What did Ivo Lenz say about the nets?", NETS, analyser, *said) == said[0]


@pytest.mark.parametrize(
    ("question", "surer"),
    [
        ("What did Ada Brook say would be laid around the hut?", True),
        ("What did Brook announce about nets round the hut?", True),
        ("What did the ranger claim would be laid near the hut?", True),
        ("What did Ivo Lenz say would be laid around the hut?", False),
        ("What did Ada Brook say about the price of bread?", False),
        ("What did Ada Brook say?", False),
        ("What would be laid around the hut?", False),
    ],
)
def test_what_the_named_speaker_says_on_the_matter_is_surer(analyser: Analyser, question: str, surer: bool) -> None:
    made = proposed(hit(NETS), "Nets would be laid around the hut", 3.0)
    assert (ascribe(question, [made], analyser)[0].reason == VOICED) == surer


def test_what_another_says_stays_where_the_source_says_nothing(analyser: Analyser) -> None:
    told = candidate(START, "on the roof", 3.0)
    assert ascribe("Where did the fire begin according to the police?", [told], analyser) == [told]


@pytest.mark.parametrize("question", ["What did Rehn say about the fire?", "Where did the fire begin?"])
def test_a_question_without_a_source_names_none(question: str) -> None:
    assert source(question) == frozenset()
