"""Rows of things: where their parts stand, also where the parser loses the end of the row."""

from __future__ import annotations

import pytest

from qa.analysers import Analyser, open_analyser
from qa.series import series
from qa.tree import tree_of


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


CASES = [
    ("They seized 14 pistols, a machine gun and nearly 900 crowns in cash.", "14 pistols",
     ["14 pistols", "a machine gun", "nearly 900 crowns in cash"]),
    ("In Halm a school, a chapel and eleven houses burned down, the mayor said.", "a chapel",
     ["a school", "a chapel", "eleven houses"]),
    ("Trade Minister Jan Orr and the head of the coast guard, Ada Brook, flew over the bay.", "Ada Brook",
     ["Trade Minister Jan Orr", "the head of the coast guard, Ada Brook"]),
    ("They will stand in Weir Street, in Abbey Lane and in front of the hospital.", "in Weir Street",
     ["in Weir Street", "in Abbey Lane", "in front of the hospital"]),
    ("The strike closed ports in France, Spain and Italy, and trains stood still.", "Spain",
     ["France", "Spain", "Italy"]),
    ("People will pay more for parking, swimming and burials.", "burials", ["parking", "swimming", "burials"]),
    ("For Halm, Jan Orr and Ada Brook scored late goals.", "Jan Orr", ["Jan Orr", "Ada Brook"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "parts"), CASES)
def test_a_row_is_read_to_its_end(analyser: Analyser, text: str, span: str, parts: list[str]) -> None:
    assert row(text, span, analyser) == parts


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Orr fined Brook, and Lenz went home.", "Brook"),
        ("Orr dismissed Ada Brook, her ally and finance minister, in May.", "Ada Brook"),
        ("On Monday, Brook left.", "Brook"),
        ("Winger Jan Orr was sent off, as was the defender Ada Brook.", "Winger Jan Orr"),
    ],
)
def test_what_is_no_row_has_no_parts(analyser: Analyser, text: str, span: str) -> None:
    assert row(text, span, analyser) == []


def row(text: str, span: str, analyser: Analyser) -> list[str]:
    at = text.index(span)
    return [text[part.start : part.end] for part in series(tree_of(text, analyser), at, at + len(span))]
