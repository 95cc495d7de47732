"""Who said that: the speaker of the words that the question repeats is a candidate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.attribution import marked
from index.types import Passage
from qa.analysers import SpacyAnalyser
from qa.credit import SPEAKS, credit
from qa.types import Candidate, Hit

ANALYSER = SpacyAnalyser()
TEXT = "Oleg Marin, the harbour master, met the press.¶“[[Forty ships]] are at anchor,” he said."


def candidate(text: str, score: float = 1.0) -> Candidate:
    citation = marked(text).citations[0]
    return Candidate(citation, score, Hit(Passage(citation.article, 0, len(citation.article.text)), 1.0))


def answers(question: str, text: str = TEXT) -> list[str]:
    return [one.citation.answer for one in credit(question, [candidate(text)], ANALYSER)]


@pytest.mark.parametrize(
    "question",
    [
        "Who said forty ships are at anchor?",
        "according to whom are forty ships at anchor",
        "Who told reporters that forty ships wait?",
        "In whose words are forty ships at anchor?",
    ],
)
def test_what_is_said_becomes_its_speaker(question: str) -> None:
    assert answers(question) == ["Oleg Marin"]


@pytest.mark.parametrize("question", ["How many ships are at anchor?", "Who owns the ships?", "What did Marin say?"])
def test_other_questions_keep_their_candidates(question: str) -> None:
    assert answers(question) == ["Forty ships"]


def test_a_speaker_of_most_of_the_questions_words_is_surer() -> None:
    def surer(question: str) -> bool:
        return credit(question, [candidate(TEXT)], ANALYSER)[0].reason == SPEAKS

    assert surer("Who said forty ships are at anchor?")
    assert surer("Who admitted that forty ships were lying at anchor?")
    assert not surer("Who said the harbour had run out of coal and forty sacks of rice?")
    assert not surer("How many ships are at anchor?")


def test_whose_my_own_is_the_speaker() -> None:
    text = "Oleg Marin, the harbour master, met the press.¶“[[My own aunt]] was on board,” he said."
    assert answers("Whose aunt was on board?", text) == ["Oleg Marin"]
    assert answers("Who was on board?", text) == ["My own aunt"]
    assert answers("Whose aunt was on board?", text.replace("My own", "Lena Moor’s")) == ["Lena Moor’s aunt"]


def test_a_speaker_whom_the_question_names_is_no_answer() -> None:
    assert answers("Who said that Oleg Marin met the press?") == ["Forty ships"]


def test_what_nobody_says_has_no_speaker() -> None:
    assert answers("Who said forty ships are at anchor?", "[[Forty ships]] are at anchor.") == ["Forty ships"]


def test_the_speaker_stands_in_the_quote_and_is_proposed_once() -> None:
    first = candidate(TEXT)
    second = replace(first, citation=replace(first.citation, answer_end=first.citation.answer_start + 5), score=0.5)
    found = credit("Who said forty ships are at anchor?", [first, second], ANALYSER)
    assert [(one.citation.answer, one.score) for one in found] == [("Oleg Marin", 1.0)]


def test_a_speaker_found_with_the_words_said_becomes_the_bare_name() -> None:
    long = "[[“The ships wait in the outer harbour and will wait there for many more weeks,” Marin]] said."
    assert answers("Who warned that ships would wait?", long) == ["Marin"]
    assert answers("Who said ships wait?", "[[Harbour master Oleg Marin]] said ships wait.") == [
        "Harbour master Oleg Marin"
    ]


def test_a_speaker_within_reported_words_stays_a_speaker() -> None:
    text = "AFP reported that [[the mayor]] had said the ships wait."
    assert answers("Who said that ships wait?", text) == ["the mayor"]


def test_a_pronoun_becomes_whom_it_stands_for() -> None:
    text = TEXT.replace("[[Forty ships]]", "Forty ships").replace(" he said", " [[he]] said")
    assert answers("Who said forty ships are at anchor?", text) == ["Oleg Marin"]
    assert answers("Who said forty ships are at anchor?", "“Forty ships are at anchor,” [[he]] said.") == ["he"]


@pytest.mark.parametrize(
    ("question", "said", "credited"),
    [
        ("Who counted the ships?", "“[[I]] counted them twice,” he said.", "Oleg Marin"),
        ("And who saw them?", "“[[We]] saw them from the pier,” he said.", "Oleg Marin"),
        ("Who counted the ships?", "“[[Lena]] counted them twice,” he said.", "Lena"),
        ("When did he count the ships?", "“[[I]] counted them twice,” he said.", "I"),
        ("Who counted the ships?", "[[I]] counted them twice.", "I"),
    ],
)
def test_i_is_who_says_it_where_a_person_is_asked_for(question: str, said: str, credited: str) -> None:
    assert answers(question, f"Oleg Marin, the harbour master, met the press.¶{said}") == [credited]
