"""Spans that say the same are one claim; spans that do not are two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from proposed import hit, proposed

from qa.group import group
from qa.types import Candidate, Citation


def candidate(answer: str, score: float, relative: str = "a.txt") -> Candidate:
    return proposed(hit(f"They say {answer}.", relative), answer, score)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Igor Girkin", "Girkin"),
        ("the Ukrainian authorities", "Ukrainian authorities"),
        ("March", "in March"),
        ("7 km", "only 7 km"),
    ],
)
def test_a_longer_and_a_shorter_wording_are_one_claim(one: str, other: str) -> None:
    groups = group([candidate(one, 2.0), candidate(other, 1.0, "b.txt")])
    assert len(groups) == 1 and groups[0].origins == 2 and groups[0].best.citation.answer == one


@pytest.mark.parametrize(
    ("one", "other"), [("2,000 people", "2,500 people"), ("Izium", "Lyman"), ("7 km", "7-8 km"), ("40 million", "40")]
)
def test_other_numbers_and_other_names_are_two_claims(one: str, other: str) -> None:
    assert len(group([candidate(one, 2.0), candidate(other, 1.0, "b.txt")])) == 2


def test_a_clause_that_decides_is_one_with_its_own_words_only() -> None:
    yes = replace(candidate("it never closed", 2.0), polarity="no")
    assert len(group([yes, candidate("it never closed", 1.0, "b.txt")])) == 1
    assert len(group([yes, candidate("it closed", 1.0, "b.txt")])) == 2
    wide = replace(yes, polarity=None, citation=replace(yes.citation, answer_start=5))
    assert len(group([yes, wide])) == 1  # the same place


def test_overlapping_spans_of_one_article_are_one_claim() -> None:
    wide = candidate("a photo of soldiers", 2.0)
    citation = wide.citation
    narrow = Candidate(Citation(citation.article, 0, citation.end, 20, 28), 1.0, wide.hit)
    assert len(group([wide, narrow])) == 1
