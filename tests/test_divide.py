"""Two questions in one message are taken apart; one question, however it is built, is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.analysers import NoAnalyser, SpacyAnalyser
from qa.divide import MAX_PARTS, divide

ANALYSER = SpacyAnalyser()


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Who is the mayor of Nessa? When was she elected?", ["Who is the mayor of Nessa?", "When was she elected?"]),
        ("Who is the mayor of Nessa and how old is she?", ["Who is the mayor of Nessa?", "how old is she?"]),
        ("when did the ferry sink, and how many people died", ["when did the ferry sink?", "how many people died?"]),
        ("When and where was the vote repeated?", ["When was the vote repeated?", "where was the vote repeated?"]),
        (
            "when, where and why was the race stopped",
            ["when was the race stopped?", "where was the race stopped?", "why was the race stopped?"],
        ),
        ("How and why did the bridge collapse?", ["How did the bridge collapse?", "why did the bridge collapse?"]),
        ("What does the ticket cost and who pays for it?", ["What does the ticket cost?", "who pays for it?"]),
        ("Did the dam hold? If not, why?", ["Did the dam hold?", "If not, why?"]),
        ("Who bought Belmar Bank; what did they pay?", ["Who bought Belmar Bank?", "what did they pay?"]),
        ("Which towns were flooded and is Nessa safe?", ["Which towns were flooded?", "is Nessa safe?"]),
    ],
)
def test_two_questions_are_taken_apart_in_order(message: str, parts: list[str]) -> None:
    assert list(divide(message, ANALYSER)) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Nessa?",
        "Which towns and villages were flooded?",
        "Did the council say when it closed and when it will reopen?",
        "What did Ada Kern say about why the dam broke and who was to blame?",
        "Is it known who won and who lost?",
        "What happened between Friday and Monday?",
        "Who asked “are you mad? and how” at the meeting?",
        "How many men and women work in the plant?",
        "Who stole the painting and left the gallery?",
        "Who said that the bridge was old and that it was never checked?",
        "Which minister resigned after the report on who knew what and when?",
        "What?!",
        "why",
        "bridge collapse how many cars and where exactly unknown",
        "What is the name of the band The Who and The What?",
    ],
)
def test_one_question_is_left_whole(question: str) -> None:
    assert list(divide(question, ANALYSER)) == [question]


@given(st.text(max_size=120))
def test_any_text_gives_a_few_parts_and_none_is_empty(message: str) -> None:
    parts = divide(message, NoAnalyser())
    assert 1 <= len(parts) <= MAX_PARTS and (parts == (message,) or all(part.strip() for part in parts))


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Hi, who leads the Greens?", "Who leads the Greens?"),
        ("Thanks! And where was she born?", "And where was she born?"),
        ("It is over, is it?", "It is over, is it?"),
        ("What is on the roof, does he say?", "What is on the roof, does he say?"),
        ("Great Sund left when?", "Great Sund left when?"),
    ],
)
def test_a_greeting_before_a_question_is_left_out(message: str, asked: str) -> None:
    assert divide(message, SpacyAnalyser()) == (asked,)
