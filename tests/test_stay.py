"""Which answers go on with a chat."""

from __future__ import annotations

from proposed import candidate

from qa.spoken import Turn
from qa.stay import MANY, stay

HERE = candidate("nineteen people lost their jobs", "nineteen", 4.0, "mill.txt")
ELSEWHERE = candidate("850 people lost their jobs", "850", 5.0, "plant.txt")
CHAT = [Turn("When was the dam in Sund removed?", ("2016",), cited=frozenset({HERE.citation.article.id}))]


def answers(question: str, turns: list[Turn], passages: int = MANY) -> list[str]:
    return [one.citation.answer for one in stay(question, [ELSEWHERE, HERE], turns, passages)]


def test_a_question_that_names_nothing_is_asked_of_the_articles_of_the_chat() -> None:
    assert answers("How many people lost their jobs on Friday?", CHAT) == ["nineteen", "850"]


def test_of_a_small_index_all_articles_may_tell_of_what_the_chat_is_about() -> None:
    assert answers("How many people lost their jobs on Friday?", CHAT, MANY - 1) == ["850", "nineteen"]


def test_a_question_with_a_name_or_without_a_chat_is_asked_of_all() -> None:
    assert answers("How many people lost their jobs in Halm?", CHAT) == ["850", "nineteen"]
    assert answers("How many people lost their jobs?", []) == ["850", "nineteen"]


def test_what_else_was_not_told_before() -> None:
    assert answers("What else was lost?", [Turn("What was lost?", ("850",))]) == ["nineteen"]
