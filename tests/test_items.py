"""Enumerations cut into items, clauses left whole."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Passage
from qa.items import items
from qa.types import Candidate, Citation, Hit


def candidate(answer: str) -> Candidate:
    article = Article(relative="a.txt", record=None, text=f"It was {answer}.", path="/a.txt")
    citation = Citation(article, 0, len(article.text), 7, 7 + len(answer))
    return Candidate(citation, 1.0, Hit(Passage(article, 0, len(article.text)), 1.0))


def cut(answer: str) -> list[str]:
    return [item.citation.answer for item in items([candidate(answer)])]


def test_an_enumeration_becomes_its_items() -> None:
    assert cut("Aldmoor, Brack and Cole Bay") == ["Aldmoor", "Brack", "Cole Bay"]
    assert cut("Aldmoor, Brack, and Cole Bay") == ["Aldmoor", "Brack", "Cole Bay"]


def test_a_clause_with_a_comma_stays_whole() -> None:
    clause = "to strengthen the defence of the river towns, and the hills around them"
    assert cut(clause) == [clause]


@given(st.text(alphabet="ab ,and;", min_size=1, max_size=30))
def test_items_are_slices_of_the_span_in_order(answer: str) -> None:
    made = [item.citation for item in items([candidate(answer)])]
    assert all(7 <= one.answer_start < one.answer_end <= 7 + len(answer) for one in made)
    assert all(a.answer_end <= b.answer_start for a, b in itertools.pairwise(made))
