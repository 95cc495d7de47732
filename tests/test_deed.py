"""What somebody does something to, by the grammar of the sentence, is surer; what another does, or who does it, not."""

from __future__ import annotations

import pytest

from index.types import Article, Passage
from qa.analysers import open_analyser
from qa.deed import UNDERGOES, deed
from qa.types import Candidate, Citation, Hit

UNDERGONE = [
    (
        "What reminder does the café owner keep?",
        "Its owner, Ada Brook, has kept a burnt chair by the door.",
        "a burnt chair",
    ),
    ("What did divers find in the harbour?", "Divers found a bell in the harbour.", "a bell"),
    ("Whom did the board dismiss?", "The board dismissed Ivo Lenz on Monday.", "Ivo Lenz"),
    ("Which car does the mayor drive?", "The mayor drives a red van.", "a red van"),
    ("What was stolen from the museum?", "Thieves stole a silver cup from the museum.", "a silver cup"),
    ("What was stolen from the museum?", "A silver cup was stolen from the museum.", "A silver cup"),
    ("What is the captain accused of?", "The captain was accused of fraud.", "fraud"),
    ("Who was arrested in Halm?", "Police arrested Ivo Lenz in Halm.", "Ivo Lenz"),
    ("Who was arrested in Halm?", "Ivo Lenz was arrested in Halm.", "Ivo Lenz"),
    ("What did the union reject?", "The union, which met on Friday, has rejected the offer.", "the offer"),
]
NOT_UNDERGONE = [
    ("What did divers find in the harbour?", "Fishermen found a bell in the harbour.", "a bell"),
    ("What did divers find in the harbour?", "Divers sold a bell in the harbour.", "a bell"),
    ("What did divers find in the harbour?", "Divers found a bell in the harbour.", "Divers"),
    ("Whom did the board dismiss?", "Ivo Lenz dismissed the board on Monday.", "Ivo Lenz"),
    ("What was stolen from the museum?", "Thieves stole a cup from a school.", "a cup"),
    ("Who was arrested in Halm?", "The police arrested Ivo Lenz in Halm.", "The police"),
    ("What is the captain accused of?", "The captain was accused in court.", "court"),
    ("What does the mayor want instead of a dam?", "The mayor wants no dam.", "no dam"),
    ("What did the mayor do?", "The mayor did a dance.", "a dance"),
    ("When did divers find the bell?", "Divers found a bell in May.", "a bell"),
]


def judged(question: str, text: str, answer: str) -> float:
    article = Article("a.txt", None, text, "/a.txt")
    start = text.index(answer)
    citation = Citation(article, 0, len(text), start, start + len(answer))
    only = Candidate(citation, 1.0, Hit(Passage(article, 0, len(text)), 1.0))
    return deed(question, [only], open_analyser())[0].reason


@pytest.mark.parametrize("case", UNDERGONE, ids=lambda case: case[1])
def test_what_the_asked_one_does_it_to_is_surer(case: tuple[str, str, str]) -> None:
    assert judged(*case) == UNDERGOES


@pytest.mark.parametrize("case", NOT_UNDERGONE, ids=lambda case: case[1])
def test_what_another_does_or_something_else_is_not(case: tuple[str, str, str]) -> None:
    assert judged(*case) == 0.0
