"""What understanding costs: CPU, not the clock, of the whole answer over the bare one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from proposed import hit

from eval.added_time import WARM_UP, added, plain
from qa.analysers import NoAnalyser
from qa.spans import Reading, Span
from qa.types import Answer, Hit

ANSWER = Answer("q", "q", "none", 0.0, "silent")


def busy(seconds: float) -> Callable[[str], Answer]:
    def ask(question: str) -> Answer:
        until = time.process_time() + seconds
        while time.process_time() < until:
            pass
        return ANSWER

    return ask


def asleep(question: str) -> Answer:
    time.sleep(0.02)
    return busy(0.01)(question)


def percent(line: str) -> int:
    return int(re.search(r"([+-]\d+) %", line)[1])  # type: ignore[index]


def test_what_the_whole_takes_more_is_of_the_bare() -> None:
    assert 35 <= percent(added(["q"] * 8, busy(0.03), busy(0.02))) <= 65


def test_waiting_is_no_work() -> None:
    assert percent(added(["q"] * 8, asleep, busy(0.01))) < 50


def test_the_questions_that_warm_up_are_not_enough() -> None:
    with pytest.raises(ValueError, match=rf"give more than {WARM_UP}"):
        added(["q"] * WARM_UP, busy(0.0), busy(0.0))


def test_the_bare_answer_is_the_first_span_of_the_reader_whatever_was_asked() -> None:
    class Searching:
        def search(self, question: str, limit: int) -> list[Hit]:
            return [hit("Ada Brook keeps the dam.")]

    class Sure:
        threshold = 0.5

        def read(self, question: str, texts: list[str]) -> list[Reading]:
            return [Reading((Span(0, 9, 2.0), Span(10, 15, -9.0)), 0.1) for _ in texts]

    answer = plain("How deep is the lake of Orsa?", Searching(), Sure(), NoAnalyser())  # type: ignore[arg-type]
    assert answer.kind == "answer" and answer.claims[0].citations[0].answer == "Ada Brook"
