"""Names of a question that a passage lacks: the right fact about another town is no answer."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.spellings import Spellings
from qa.weigh import Term, evidence, is_there

VOCABULARY = dict.fromkeys("the mayor of halm opened bridge drovian navy ilse brandt was on monday".split(), 3)
SPELLINGS = Spellings(VOCABULARY, ordinary=frozenset("mayor opened bridge navy monday where which what".split()))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who is the mayor of Springfield?", {"springfield"}),
        ("Where did Ada Quill open the bridge?", {"quill"}),
        ("What is the bridge?", set()),
        ("WHO IS THE MAYOR?", set()),
    ],
)
def test_names_are_told_by_their_capitals(question: str, names: set[str]) -> None:
    assert SPELLINGS.names_in(question) == names


def found(text: str, *asked: Term) -> float:
    return evidence("Who opened it?", candidate(text, text[:3]), asked, "who", 1).foreign


def test_a_name_that_the_passage_lacks_speaks_against_a_candidate() -> None:
    halm, word = Term(frozenset({"halm"}), 1.0, is_name=True), Term(frozenset({"zoo"}), 1.0)
    assert found("The mayor of Halm opened it.", halm, word) == 0.0
    assert found("The mayor of Tarn opened it.", halm, word) == 1.0


def test_what_is_derived_from_a_name_has_it() -> None:
    drovia = Term(frozenset({"drovia"}), 1.0, is_name=True)
    assert is_there(drovia, {"drovian"}) and not is_there(drovia, {"drive"})
