"""Follow-ups that stand alone, and questions that are left as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.rewrite import Turn, rewrite

MAYOR = Turn("Who is the mayor of Halm?", "Ada Brook")
SPOKE = Turn("What did Ada Brook say about the dam in Halm?", "it will hold")
CITY = Turn("In which city was the vote repeated?", "Sund")


@pytest.mark.parametrize(
    ("question", "turn", "alone"),
    [
        ("When was she elected?", MAYOR, "When was Ada Brook elected?"),
        ("what's her job", MAYOR, "What's Ada Brook's job"),
        ("And how old is he?", SPOKE, "How old is Ada Brook?"),
        ("What about Sund?", SPOKE, "What did Ada Brook say about the dam in Sund?"),
        ("And in Sund?", SPOKE, "What did Ada Brook say about the dam in Sund?"),
        ("And according to Radio Halm?", CITY, "In which city was the vote repeated according to Radio Halm?"),
        ("who governs there?", CITY, "Who governs in Sund?"),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out_from_the_turn_before(question: str, turn: Turn, alone: str) -> None:
    assert rewrite(question, [turn]) == alone


def test_a_thing_that_cannot_be_named_brings_the_words_of_the_last_question() -> None:
    made = rewrite("how long did it last", [Turn("What did the rally in Halm demand?", "new elections")])
    assert made.startswith("How long did it last (") and "rally" in made and "new elections" in made


@pytest.mark.parametrize(
    "question", ["Who commands the northern army?", "Where is the Kettle dam?", "How many people live in Halm?"]
)
def test_a_question_that_stands_alone_is_left_as_it_is(question: str) -> None:
    assert rewrite(question, [MAYOR, SPOKE]) == question


@given(st.text(max_size=80))
def test_without_earlier_turns_nothing_changes(question: str) -> None:
    assert rewrite(question, []) == question


@given(st.text(max_size=80), st.text(min_size=1, max_size=60), st.text(max_size=40))
def test_any_text_is_rewritten_without_failing(question: str, searched: str, answer: str) -> None:
    assert isinstance(rewrite(question, [Turn(searched, answer)]), str)
