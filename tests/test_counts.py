"""What numbers count: their own noun, a part of a whole, what was counted before, or nothing at all."""

from __future__ import annotations

import pytest

from qa.analysers import Analyser, open_analyser
from qa.counted import Agreement, agrees, counted_noun
from qa.counts import counts


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


NOUNS = [
    ("How many passengers were on board?", "passenger"),
    ("How many of the trucks did not start?", "truck"),
    ("How many of them were children?", "children"),
    ("How many millions of tons did they ship?", "ton"),
    ("How many armoured buses did Lomia get?", "bus"),
    ("How many missing pupils were found?", "pupil"),
    ("Out of how many samples?", "sample"),
    ("How much did it cost?", None),
    ("Who counted the votes?", None),
]


@pytest.mark.parametrize(("question", "noun"), NOUNS)
def test_the_noun_after_how_many_is_what_is_counted(analyser: Analyser, question: str, noun: str | None) -> None:
    found = counted_noun(question, analyser)
    assert (found.head.replace("child", "children") if found else None) == (noun if noun else None)


# question, sentence, number, whether that number can be the answer
CASES: list[tuple[str, str, str, Agreement]] = [
    ("How many pupils were saved?", "They saved 180 passengers, including 46 pupils.", "46 pupils", "yes"),
    ("How many pupils were saved?", "They saved 180 passengers, including 46 pupils.", "180 passengers", "no"),
    ("How many people were saved?", "They saved 180 passengers.", "180 passengers", "yes"),
    ("How many people were sold?", "They sold 22 cows.", "22 cows", "no"),
    ("How many children left?", "Some 3.5 million people left, 1.35 million of them children.", "1.35 million", "yes"),
    ("How many children left?", "Some 3.5 million people left, 1.35 million of them children.", "3.5 million", "no"),
    ("How many trainees are there?", "Of the 31 sailors, 12 are trainees.", "12", "yes"),
    ("How many launchers came?", "The war is now seven months old.", "seven months", "no"),
    ("How many months has it lasted?", "The war is now seven months old.", "seven months", "yes"),
    ("How many votes did she get?", "Her rival got 9,412 votes, and she got 8,850.", "8,850", "yes"),
    ("How many seats did the Blues win?", "The Reds won 15 seats and the Blues the other 11.", "11", "yes"),
    ("How many votes did the Blues win?", "The Reds won 15 seats and the Blues the other 11.", "11", "no"),
    ("How many cars burned?", "The fire destroyed 14 vehicles.", "14 vehicles", "yes"),
    ("How many houses burned?", "It reached 312 of some 500 houses.", "312", "yes"),
    ("How many samples did she take?", "She found it in nine of 40 samples.", "40", "yes"),
    ("How many migrants were shipped?", "About 12 million Africans were shipped.", "12 million", "open"),
    ("How many seats has the arena?", "The 13,800-seat arena opened.", "13,800", "yes"),
    ("How many kilometres is it?", "It lies 18 km away.", "18", "yes"),
    ("How many euros did it cost?", "It cost €400.", "€400", "yes"),
    ("How many dogs were there?", "It ran aground with 212 on board.", "212", "no"),
    ("How many people were there?", "It ran aground with 212 on board.", "212", "open"),
    ("Out of how many samples?", "She took 40 samples and found it in nine of them.", "nine", "no"),
    ("Out of how many samples?", "She took 40 samples and found it in nine of them.", "40 samples", "yes"),
    ("Out of how many people?", "The train left with 436 people, including 128 children.", "128 children", "no"),
    ("How many patients were moved?", "They moved 12 seriously ill patients.", "12 seriously", "yes"),
    ("How many rivers flooded?", "It met 14 drivers.", "14 drivers", "no"),
    ("How many leaders has it?", "The paper has 900 readers.", "900 readers", "no"),
    ("How many kilometers is it?", "It is 30 kilometres away.", "30 kilometres", "yes"),
]


@pytest.mark.parametrize(("question", "sentence", "number", "expected"), CASES)
def test_a_number_answers_only_for_what_it_counts(
    analyser: Analyser, question: str, sentence: str, number: str, expected: Agreement
) -> None:
    asked = counted_noun(question, analyser)
    assert asked is not None
    found = counts(sentence, analyser.analyse([sentence])[0])
    at = sentence.index(number)
    count = next(one for one in found if one.start < at + len(number) and at < one.end)
    assert agrees(asked, count) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Moen, 54, leads the party.",
        "Ivo Lenz (52) fell.",
        "The Ravens won 4-2 on Sunday.",
        "It left at 18:15.",
        "Gate No. 7 was open.",
        "An earthquake of magnitude 5.4 shook it.",
    ],
)
def test_ages_scores_times_and_labels_count_nothing(analyser: Analyser, sentence: str) -> None:
    assert counts(sentence, analyser.analyse([sentence])[0]) == []
