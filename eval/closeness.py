"""How near an answer is to the gold, beside the mark: SQuAD's exact match and F1, and the evidence that was cited."""

from __future__ import annotations

import numpy as np

from eval.gold import Question
from eval.metrics import Given, best_of, exact, f1, first_accepted, overlap


def exact_answer(question: Question, text: str) -> float:
    """SQuAD 2.0's exact match of the first claim's text, over all that makes a first claim right.

    An empty text is silence: 1.0 where nothing can be answered, as in the published script.
    """
    return best_of(exact, first_accepted(question) if question.answerable else (), text)


def f1_answer(question: Question, text: str) -> float:
    """SQuAD 2.0's F1 of the first claim's text, the same way."""
    return best_of(f1, first_accepted(question) if question.answerable else (), text)


def cited_evidence(question: Question, given: Given) -> float | None:
    """Share of the pieces of gold evidence that some citation overlaps; None when nothing was or could be cited."""
    if not question.evidence or not given.answered:
        return None
    citations = [citation for claim in given.claims for citation in claim.citations]
    cited = [any(overlap(citation, one.range) for citation in citations) for one in question.evidence]
    return float(np.mean(cited))
