"""The reader's spans as citations of whole sentences."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Passage
from qa.cite import cite
from qa.read import read
from qa.spans import Reading, Span
from qa.types import Hit

TEXT = "Rain fell. “The dam held,” said Ada Brook, the mayor. Nobody was hurt.\n\nA second paragraph ends here."
ARTICLE = Article(relative="a.txt", record=None, text=TEXT, path="/a.txt")


class Scripted:
    """A reader that proposes the same spans of every text that holds them."""

    threshold = 0.5

    def __init__(self, *answers: str) -> None:
        self._answers = answers

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return [
            Reading(
                tuple(Span(t.find(a), t.find(a) + len(a), -float(i)) for i, a in enumerate(self._answers) if a in t),
                0.1,
            )
            for t in texts
        ]


def hit(start: int, end: int) -> Hit:
    return Hit(Passage(ARTICLE, start, end), 1.0)


def test_the_quote_is_the_whole_sentence_with_speaker() -> None:
    (candidate,) = read("q", [hit(0, len(TEXT))], Scripted("The dam held"))
    assert candidate.citation.quote == "“The dam held,” said Ada Brook, the mayor."
    assert candidate.citation.answer == "The dam held"


def test_one_span_in_two_overlapping_passages_is_one_candidate() -> None:
    passages = [hit(0, 53), hit(11, len(TEXT))]
    assert len(read("q", passages, Scripted("Ada Brook"))) == 1


def test_blanks_and_commas_at_the_ends_of_an_answer_are_left_out() -> None:
    passage = Passage(ARTICLE, 11, len(TEXT))
    at = passage.text.index(" Ada Brook,")
    citation = cite(passage, at, at + len(" Ada Brook,"))
    assert citation is not None and citation.answer == "Ada Brook"
    assert cite(passage, at, at + 1) is None


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.data())
def test_every_citation_is_a_slice_that_holds_its_answer(start: int, end: int, data: st.DataObject) -> None:
    if start >= end:
        return
    passage = Passage(ARTICLE, start, end)
    a = data.draw(st.integers(0, end - start))
    b = data.draw(st.integers(a, end - start))
    citation = cite(passage, a, b)
    if citation is not None:
        assert TEXT[citation.start : citation.end] == citation.quote
        assert start <= citation.start and citation.end <= end and citation.answer.strip() == citation.answer
