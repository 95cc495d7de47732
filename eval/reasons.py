"""Why a question was lost, in the words of the stages: the first that failed it is named."""

from __future__ import annotations

from enum import StrEnum

from eval.gold import Question
from eval.metrics import Given, Score, is_cited
from eval.speech import Speech


class Reason(StrEnum):
    """What went wrong, in the order of the pipeline."""

    not_retrieved = "not retrieved"
    wrong_passage = "wrong passage"
    wrong_span = "wrong span"
    incomplete = "incomplete"
    should_abstain = "should have abstained"
    should_answer = "should have answered"
    lost_attribution = "lost attribution"


EXPLAINED = {
    Reason.not_retrieved: "no passage that was read holds an accepted answer",
    Reason.wrong_passage: "it was found, but another place is cited",
    Reason.wrong_span: "the right place is cited, the words are not an accepted answer",
    Reason.incomplete: "right as far as it goes: items of a list or a side of a conflict are missing",
    Reason.should_abstain: "the articles do not say, yet something was answered",
    Reason.should_answer: "it was found and read, but doubt kept it back",
    Reason.lost_attribution: "right, but the quote or the claim does not show who says so",
}


def reason(question: Question, given: Given, score: Score, rank: int | None, speech: Speech | None) -> Reason | None:
    """Why a question did not get its whole mark, or lost its speaker though it did; None when nothing was lost.

    `rank` is where retrieval first had a whole accepted answer, None when it was not among the passages read.
    """
    if score.mark == 1.0:
        stripped = question.answerable and speech is not None and speech.stripped
        return Reason.lost_attribution if stripped else None
    if not question.answerable:
        return Reason.should_abstain
    if score.mark > 0.0:
        return Reason.incomplete
    if given.answered and is_cited(question, given.claims[0].citations[0]):
        return Reason.wrong_span
    if rank is None:
        return Reason.not_retrieved
    return Reason.wrong_passage if given.answered else Reason.should_answer
