"""Clauses that decide a yes-or-no question carry their yes or no, and only for such a question."""

from __future__ import annotations

from index.types import Article, Passage
from qa.analysers import open_analyser
from qa.group import group
from qa.settle import DECIDES, OPEN, settle
from qa.types import Candidate, Citation, Hit

SAID = ("The Oln bridge was closed on Friday.", "The council never closed the Oln bridge.", "The Oln bridge is old.")


def candidates() -> list[Candidate]:
    made = []
    for at, text in enumerate(SAID):
        article = Article(f"{at}.txt", None, text, f"/{at}.txt")
        made.append(Candidate(Citation(article, 0, len(text), 0, len(text)), 1.0, Hit(Passage(article, 0, 9), 1.0)))
    return made


def test_yes_no_and_undecided() -> None:
    settled = settle("Was the Oln bridge closed?", candidates(), open_analyser())
    assert [candidate.polarity for candidate in settled] == ["yes", "no", None]
    assert len(group(settled)) == 3


def test_a_question_in_small_letters_without_a_mark_is_the_same() -> None:
    settled = settle("was the Oln bridge closed", candidates(), open_analyser())
    assert [candidate.polarity for candidate in settled] == ["yes", "no", None]


def test_two_wordings_of_yes_are_one_claim_of_two_sources() -> None:
    yes = settle("Was the Oln bridge closed?", candidates(), open_analyser())[0]
    text = "Since Friday the Oln bridge has been closed to lorries."
    article = Article("z.txt", None, text, "/z.txt")
    other = Candidate(Citation(article, 0, len(text), 0, len(text)), 0.5, yes.hit)
    both = settle("Was the Oln bridge closed?", [yes, other], open_analyser())
    assert [joined.origins for joined in group(both)] == [2]


def test_a_clause_that_decides_is_surer_than_one_that_does_not() -> None:
    settled = settle("Was the Oln bridge closed?", candidates(), open_analyser())
    assert [candidate.reason for candidate in settled] == [DECIDES, DECIDES, OPEN]


def test_of_two_sentences_the_one_that_decides_is_the_answer() -> None:
    text = "Divers saw a crack. The Oln bridge was closed at once."
    article = Article("z.txt", None, text, "/z.txt")
    both = Candidate(Citation(article, 0, len(text), 0, len(text)), 0.5, Hit(Passage(article, 0, len(text)), 1.0))
    settled = settle("Was the Oln bridge closed?", [both], open_analyser())
    assert [candidate.citation.answer for candidate in settled] == ["The Oln bridge was closed at once."]


def test_other_questions_have_no_polarity() -> None:
    settled = settle("When was the Oln bridge closed?", candidates(), open_analyser())
    assert {candidate.polarity for candidate in settled} == {None}
    assert {candidate.reason for candidate in settled} == {0.0}
