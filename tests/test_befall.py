"""What happened to somebody is what was done to them, never what they say."""

from __future__ import annotations

import pytest

from index.types import Article, Passage
from qa.analysers import open_analyser
from qa.befall import BEFALLS, TELLS, befall
from qa.types import Candidate, Citation, Hit

CASES = [
    ("What happened to Ada Brook?", "She was dismissed in May.", "She was dismissed", BEFALLS),
    ("What happened to the ferry in May?", "The ferry was sold to a diver.", "sold", BEFALLS),
    ("What became of Ada Brook?", "Ada Brook, an engineer, was dismissed.", "was dismissed", BEFALLS),
    ("What happened to Ada Brook?", "Ada Brook said two locks had never been repaired.", "said two locks", TELLS),
    ("What happened to Ada Brook?", "The barn was sold in May.", "sold in May", 0.0),
    ("What happened to Ada Brook?", "Ada Brook drowned in May.", "drowned in May", 0.0),
    ("What did Ada Brook say?", "Ada Brook said two locks had never been repaired.", "said two locks", 0.0),
]


@pytest.mark.parametrize(("question", "text", "answer", "reason"), CASES)
def test_what_was_done_to_somebody_is_surer_than_what_they_say(
    question: str, text: str, answer: str, reason: float
) -> None:
    article = Article("a.txt", None, text, "/a.txt")
    start = text.index(answer)
    citation = Citation(article, 0, len(text), start, start + len(answer))
    only = Candidate(citation, 1.0, Hit(Passage(article, 0, len(text)), 1.0))
    assert befall(question, [only], open_analyser())[0].reason == reason
