"""How a question of a chat is told to the reader, and looked for."""

from __future__ import annotations

import numpy as np
import pytest

from qa.context import ANSWER_WORDS, TURNS, WORDS, Meant, in_context
from qa.retrieve import centre
from qa.spoken import Turn
from qa.weigh import Weights, in_chat

BRIDGE = Turn("When was the bridge blown up?", ("on Tuesday.",))


def test_the_turn_before_stands_behind_the_question() -> None:
    assert in_context("by whom", [BRIDGE]) == "by whom? (When was the bridge blown up? on Tuesday.)"


def test_the_last_turn_is_told_first_and_as_it_was_typed() -> None:
    second = Turn("Who said that the bridge was blown up on Tuesday?", (), asked="says who")
    assert in_context("why?", [BRIDGE, second]) == "why? (says who? When was the bridge blown up? on Tuesday.)"


def test_without_a_turn_only_the_question_is_left() -> None:
    assert in_context("Who closed the dam", []) == "Who closed the dam?"


def test_so_many_turns_and_words_are_told_and_no_more() -> None:
    many = [Turn(f"q{n}?", ("yes",)) for n in range(TURNS + 2)]
    assert in_context("why?", many) == f"why? ({' '.join(f'q{n}? yes.' for n in range(TURNS + 1, 1, -1))})"
    long = Turn("what " * (WORDS + 5), ("a " * (ANSWER_WORDS + 5),))
    told = in_context("why?", [BRIDGE, long])
    assert "bridge" not in told
    assert told.count("what") == WORDS + 5
    assert told.count(" a") == ANSWER_WORDS


def test_what_the_rules_filled_in_is_known() -> None:
    assert Meant("Why did the dam break?", "why?").filled_in
    assert not Meant("Why did the dam break?", "Why did the dam break?").filled_in


def test_two_wordings_are_looked_for_between_them() -> None:
    one, other = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)
    assert centre([one]) is one
    assert centre([one, other]) == pytest.approx(np.sqrt([0.5, 0.5]))


def test_in_a_chat_the_words_of_a_question_weigh_nothing() -> None:
    weights = in_chat(Weights(coverage=2.0, apart=-1.0, reader=3.0))
    assert (weights.coverage, weights.nearness, weights.foreign, weights.apart) == (0.0, 0.0, 0.0, 0.0)
    assert weights.reader == 3.0
