"""The figures of the web: equal answers are counted as equal, others and errors are not."""

from __future__ import annotations

import itertools
from typing import Any

import httpx
import pytest

from ui import measure

ANSWER = {"text": "a", "took_ms": {"total": 1.0}}


def test_sixteen_at_once_are_compared_with_one() -> None:
    def same(_: httpx.Client, question: str) -> dict[str, Any]:
        return {**ANSWER, "question": question}

    figures = measure.measure("http://127.0.0.1:1", ["x", "y"], same)
    assert (figures["asked"], figures["equal"], figures["errors"]) == (64, 64, 0)


def test_errors_and_other_answers_are_counted() -> None:
    """Negative control: a server that fails or answers otherwise is found out."""
    calls = itertools.count(1)  # its `next` is one step, whatever the threads do

    def failing(_: httpx.Client, question: str) -> dict[str, Any]:
        call = next(calls)
        if call > 60:
            raise httpx.ReadTimeout("slow")
        return {**ANSWER, "text": "a" if call <= 41 else "b"}

    figures = measure.measure("http://127.0.0.1:1", ["x"], failing)
    assert figures["errors"] == 5 and figures["equal"] == 40


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "give the address"),
        ([], "give the address"),
        (["http://127.0.0.1:1"], "is `qa serve` running there?"),
        (["http://127.0.0.1:1", "no such file"], "no such file"),
        (["http://127.0.0.1:1", __file__], "give one JSON object"),
    ],
)
def test_what_cannot_be_measured_is_said_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure.main(arguments) == 2
    printed = capsys.readouterr().out
    assert said in printed and printed.count("\n") == 1
