"""Which questions ask for several things: by their noun where it is known, else by their words."""

from __future__ import annotations

import pytest

from qa.analysers import Analyser, NoAnalyser, open_analyser
from qa.several import asks_several


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Which former prime ministers were paid?", True),
        ("Which Welsh and Irish officials spoke on Monday?", True),
        ("what tools and goods did the thieves take", True),
        ("In which towns did it rain?", True),
        ("Which of the towns were flooded?", True),
        ("Name the ministers who resigned", True),
        ("which river divides the town?", False),
        ("Which country won most medals?", False),
        ("Which club signed two players?", False),
        ("What did the divers find?", False),
        ("On which days do they strike?", False),
        ("Who resigned?", False),
        ("Who has condemned the attack?", True),
        ("Who objected to the plan?", True),
        ("Who was condemned for the attack?", False),
        ("What are the five semi-finalists of the cup?", True),
        ("What are the suspects in Halm accused of?", False),
        ("What are the suspects of the raid in Halm?", True),
    ],
)
def test_the_noun_after_which_tells(analyser: Analyser, question: str, several: bool) -> None:
    assert asks_several(question, analyser) == several


def test_without_grammar_the_words_tell() -> None:
    assert asks_several("Which towns were flooded?", NoAnalyser())
