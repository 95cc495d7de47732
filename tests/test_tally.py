"""How many: the number that counts the noun, the one beside the question's names, or none."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.analysers import Analyser, open_analyser
from qa.tally import tally


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


FIRE = "Six hundred people were led out on Saturday, including 95 children and 30 residents of a home."
SEATS = "The Reds won 21 seats in Halm. The League got 15 seats and the Blue List the remaining 11."
RAIN = "“We counted some four hundred people in the rain,” said Nils Arvid, who led eight observers."
QUAKE = "A tremor of magnitude 5.4 shook the hills, and the school fell in."
VOTE = "Of the 64 members 51 voted for it and six against it."
LEFT = "The Reds won 15 seats. The Blues got the other 11."
RACE = "Some 24,300 runners from 61 countries entered and 22,871 finished."
ARMY = "Selva keeps 32,000 men along the line."
CASES = [
    ("How many runners finished the race?", RACE, "Some 24,300 runners", "22,871 finished"),
    ("How many runners entered the race?", RACE, "Some 24,300 runners", "Some 24,300 runners"),
    ("How many countries did they come from?", RACE, "61 countries", "61 countries"),
    ("How many soldiers does Selva have?", ARMY, "32,000 men", "32,000 men"),
    ("How many women does Selva have?", ARMY, "32,000 men", None),
    ("how many ppl were led out", FIRE, "Six hundred people", "Six hundred people"),
    ("How many children were led out?", FIRE, "Six hundred people", "95 children"),
    ("How many people were led out?", FIRE, "Six hundred people", "Six hundred people"),
    ("How many dogs were led out?", FIRE, "Six hundred people", None),
    ("How many seats did the Blue List get?", SEATS, "15 seats", "11"),
    ("How many seats did the League get?", SEATS, "15 seats", "15 seats"),
    ("How many people did Arvid count in the rain?", RAIN, "some four hundred people", "some four hundred people"),
    ("How many people were hurt?", QUAKE, "5.4", None),
    ("How many members voted against it?", VOTE, "six", "six"),
    ("How much did it cost?", FIRE, "Saturday", "Saturday"),
    ("How many readers has the Herald?", "The Herald is sold in Halm. It got six thousand.", "six thousand", None),
    ("How many times did Orlo win?", "Orlo won twice.", "twice", "twice"),
    ("How many votes did the Blues get?", f"Votes are counted. {LEFT}", "11", None),
    ("How many thefts were there?", "There were ten instances of theft.", "ten instances", "ten instances"),
    ("How many burglaries were there?", "There were four cases of burglary.", "four cases", "four cases"),
    ("How many horses are there?", "There were ten packs of horses.", "ten packs", None),
    ("How many horses are there?", "There were ten cases of theft.", "ten cases", None),
    ("How many seats did the Blues get?", f"Votes are counted. {LEFT}", "11", "11"),
]


def test_a_count_beside_the_name_that_the_reader_passed_over_is_a_candidate(analyser: Analyser) -> None:
    found = tally("How many seats did the Blue List get?", [candidate(SEATS, "21 seats")], analyser)
    assert [one.citation.answer for one in found] == ["21 seats", "11"]


@pytest.mark.parametrize(("question", "text", "answer", "expected"), CASES)
def test_a_number_counts_what_is_asked(
    analyser: Analyser, question: str, text: str, answer: str, expected: str | None
) -> None:
    found = tally(question, [candidate(text, answer)], analyser)
    assert (found[0].citation.answer if found else None) in (
        expected,
        expected and expected.removeprefix("the remaining "),
    )


FIRES = "The frost destroyed 90 acres. In Orla the fire destroyed 400 acres. It was the fire of the year."


def test_a_number_of_the_questions_own_subject_and_verb_is_surer(analyser: Analyser) -> None:
    made = [candidate(FIRES, "90 acres", 2.0), candidate(FIRES, "400 acres", 0.0)]
    found = tally("How many acres did the fire destroy?", made, analyser)
    assert max(found, key=lambda one: one.score).citation.answer == "400 acres"
