"""What a yes-or-no question asks: the predicate, and the words before and after it."""

from __future__ import annotations

import pytest

from qa.analysers import Analyser, open_analyser
from qa.proposition import Proposition, proposition
from qa.tree import tree_of


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


def asked(analyser: Analyser, question: str, said: str = "") -> Proposition | None:
    return proposition(tree_of(question, analyser), tree_of(said, analyser))


@pytest.mark.parametrize(
    ("question", "predicate"),
    [
        ("Did the mayor resign before the vote was held?", "resign"),
        ("Is the ferry safe?", "safe"),
        ("Is the strike over?", "over"),
        ("Were there any injuries?", "injury"),
        ("Did the cyclist get a fine?", "fine"),
        ("Will the concert take place?", "hold"),
        ("Does Ada Brook want to sell the mill?", "sell"),
    ],
)
def test_the_predicate_is_a_verb_an_adjective_or_what_stands_for_one(
    analyser: Analyser, question: str, predicate: str
) -> None:
    found = asked(analyser, question)
    assert found is not None and found.predicate == predicate


def test_what_stands_before_the_predicate_is_kept_apart_from_what_follows(analyser: Analyser) -> None:
    found = asked(analyser, "Has Ada Brook never voted against the plan?")
    assert found is not None and found.negated and found.side == "against"
    assert found.subject == found.names == {"ada", "brook"} and found.rest == {"plan"}


def test_what_is_safe_to_do_is_asked_too(analyser: Analyser) -> None:
    found = asked(analyser, "Is the water safe to drink?")
    assert found is not None and (found.predicate, found.also, found.negated) == ("safe", "drink", False)


def test_a_choice_asks_neither_yes_nor_no(analyser: Analyser) -> None:
    assert asked(analyser, "Is the price rising or falling?") is None
    assert asked(analyser, "Is the price rising?") is not None


def test_a_verb_that_the_question_hides_is_found_in_what_is_said() -> None:
    analyser = open_analyser()
    found = asked(analyser, "did ships in the bay dock", "Two ships docked in the bay.")
    assert found is not None and found.predicate == "dock"
