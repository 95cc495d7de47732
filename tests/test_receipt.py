"""What a person is told when the articles are silent: what was looked for, and what is missing."""

from __future__ import annotations

import pytest

from index.types import Article, Passage
from qa.inquiry import Fault
from qa.receipt import absent, receipt
from qa.spellings import Spellings
from qa.types import Hit

TEXT = "The old bridge at Tarn was closed on Friday. Mayor Ilse Brandt said that repairs would take six weeks."
VOCABULARY = dict.fromkeys(
    "the old bridge at tarn was closed on friday mayor ilse brandt said that repairs would take six weeks".split(), 3
)
ORDINARY = frozenset("bridge built who closed mayor engineer cost sister married zoo open repairs lorries".split())
SPELLINGS = Spellings(VOCABULARY, ordinary=ORDINARY)


def hits() -> list[Hit]:
    article = Article("a.txt", None, TEXT, "/a.txt")
    return [Hit(Passage(article, 0, len(TEXT)), 1.0)]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who closed the bridge at Springfield?", ["Springfield"]),
        ("who closed the bridge at springfield", ["springfield"]),
        ("Who is the sister of Ilse Brandt?", []),
        ("Who built the bridge?", []),
        ("Did Ada Quill close the bridge?", ["Ada", "Quill"]),
        ("How many lorries crossed in 2019?", ["crossed"]),
        ("Who is the mayor of Town3?", ["Town3"]),
    ],
)
def test_names_that_no_article_has_are_told(question: str, names: list[str]) -> None:
    assert absent(question, SPELLINGS) == names


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who built the bridge?", ["no passage about “bridge” names who", "nothing of “built”"]),
        ("When did the mayor of Tarn open the zoo?", ["Tarn", "says when", "“zoo”"]),
        ("Who closed the bridge at Springfield?", ["none of them mentions Springfield"]),
        ("How much did the repairs cost?", ["gives the number"]),
        ("Was the bridge closed?", ["settles it"]),
    ],
)
def test_a_receipt_says_what_is_missing(question: str, told: list[str]) -> None:
    said = receipt(question, hits(), SPELLINGS)
    assert all(part in said for part in told), said
    assert said.startswith("The articles do not say") and said.count(". ") <= 1 and "\n" not in said


def test_without_any_passage_that_is_said() -> None:
    assert "no passage is near" in receipt("Who?", [], SPELLINGS)


def test_the_other_that_the_nearest_passage_speaks_of_is_named() -> None:
    said = receipt("Who is the mayor of Orsa?", hits(), SPELLINGS, Fault("Orsa", "Tarn"))
    assert said.endswith("What comes nearest is told of Tarn.")
