"""What is no question to the articles gets a friendly line; a question never does."""

from __future__ import annotations

import pytest

from qa.outside import outside


@pytest.mark.parametrize(
    "message",
    [
        "hello",
        "Hi there!",
        "hello, who are you?",
        "thanks",
        "who are you",
        "what can you do?",
        "what do you cover?",
        "which articles do you have",
        "Summarise the article about the flood",
        "please translate this into German",
        "write me a poem about the river",
        "what do you think about the mayor?",
    ],
)
def test_what_no_article_answers_gets_one_line(message: str) -> None:
    reply = outside(message)
    assert reply is not None and "\n" not in reply


@pytest.mark.parametrize(
    "question",
    [
        "Who are the mayors who signed the letter?",
        "What are they doing to protect the town?",
        "What did the governor write to the minister?",
        "hello kitty museum opening date",
        "Who said hello to the crowd?",
        "What did the report summarise?",
        "Which articles of the treaty were changed?",
        "Okay Bridge closed when?",
        "Who thanked the rescuers?",
        "Help for farmers: how much was promised?",
    ],
)
def test_a_question_is_never_taken_for_small_talk(question: str) -> None:
    assert outside(question) is None
