"""Yes and no in other words than the question's, and as replies to a question in the article."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.analysers import open_analyser
from qa.polarity import polarity
from qa.settle import DECIDES, OPEN, settle
from qa.tree import tree_of

ANALYSER = open_analyser()


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Did the coach quit?", "The coach resigned on Monday.", "yes"),
        ("Was the school shut?", "The school was closed on Monday.", "yes"),
        ("Has the army pulled out?", "The army has not withdrawn.", "no"),
        ("Was the clerk found guilty?", "The court acquitted the clerk.", "no"),
        ("Was the driver found guilty?", "The driver was found guilty of theft.", "yes"),
        ("Was the clerk found guilty?", "The driver was found guilty of theft.", None),
        ("Was the school shut?", "The school was painted on Monday.", None),
    ],
)
def test_yes_and_no_in_other_words(question: str, sentence: str, expected: str | None) -> None:
    assert polarity(tree_of(question, ANALYSER), tree_of(sentence, ANALYSER), 0, len(sentence)) == expected


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("Was the mill sold?\n\nNo, it is still ours.", "No, it is still ours.", "no"),
        ("Was the mill sold?\n\n– Yes. A firm has it.", "Yes.", "yes"),
        ("Was the mill painted?\n\nNo, it is still grey.", "No, it is still grey.", None),
        ("The mill was old. No one sold the clock.", "No one sold the clock.", None),
    ],
)
def test_a_reply_to_the_same_question_in_the_article_decides(text: str, answer: str, expected: str | None) -> None:
    settled = settle("Was the mill sold?", [candidate(text, answer)], ANALYSER)
    assert [(one.polarity, one.reason) for one in settled] == [(expected, DECIDES if expected else OPEN)]


def test_what_an_article_asks_it_does_not_say() -> None:
    settled = settle(
        "Was the mill sold?", [candidate("Was the mill sold? Nobody knows.", "Was the mill sold?")], ANALYSER
    )
    assert [(one.polarity, one.reason) for one in settled] == [(None, OPEN)]
