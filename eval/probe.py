"""What is asked besides, so that a lost question can be explained: what was found, what silence kept, turns alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.closeness import cited_evidence, exact_answer, f1_answer
from eval.gold import Question, Range, answer_ranges
from eval.metrics import Score, first_rank, score
from eval.reasons import Reason, reason
from eval.run import READ_LIMIT, Answers, Follow, Found, Outcome, given, ranges, silently
from eval.speech import Speech, names_speakers, speech
from qa.types import Answer


@dataclass(frozen=True, slots=True)
class Probed:
    """One outcome with all that explains it.

    `rank` is where retrieval first had a whole accepted answer, None if not among what is read. `bold` is what is said
    when no doubt silences it: the answer itself when it was given, None when there is nothing to say. `alone` is the
    mark of a dialogue turn asked in words of its own, None elsewhere.
    """

    outcome: Outcome
    docs: Mapping[str, str]
    rank: int | None
    bold: Answer | None
    alone: Score | None
    speech: Speech | None

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.outcome.question

    @property
    def bold_right(self) -> bool:
        """Whether what is said without doubt is right; False when there is nothing to say."""
        return self.bold is not None and score(self.question, given(self.bold, self.docs)).right

    @property
    def exact(self) -> float:
        """SQuAD's exact match of the first claim; silence is exact where nothing can be answered."""
        return exact_answer(self.question, self.outcome.answer.text)

    @property
    def f1(self) -> float:
        """SQuAD's F1 of the first claim, the same way."""
        return f1_answer(self.question, self.outcome.answer.text)

    @property
    def evidence_cited(self) -> float | None:
        """Share of the gold evidence that some citation overlaps; None where nothing was or could be cited."""
        return cited_evidence(self.question, given(self.outcome.answer, self.docs))

    @property
    def reason(self) -> Reason | None:
        """Why it was lost, wholly or in part; None when nothing was."""
        said = given(self.outcome.answer, self.docs)
        return reason(self.question, said, self.outcome.score, self.rank, self.speech)


def probe(
    assistant: Answers,
    outcomes: Sequence[Outcome],
    found: Sequence[Found],
    docs: Mapping[str, str],
    follow: Follow[Any] = silently,
) -> list[Probed]:
    """Look again at each outcome; `found` are the ranks of the questions, turns are searched for as understood."""
    ranks = {one.question.id: one.rank for one in found}
    named = names_speakers(one.question for one in outcomes)
    return [
        Probed(
            outcome=one,
            docs=docs,
            rank=_rank(assistant, one, docs) if one.dialogue else ranks.get(one.question.id),
            bold=_bold(assistant, one.answer),
            alone=_alone(assistant, one, docs),
            speech=_speech(one, docs, named),
        )
        for one in follow(outcomes, "looking again")
    ]


def _rank(assistant: Answers, outcome: Outcome, docs: Mapping[str, str]) -> int | None:
    if not outcome.question.answerable:
        return None
    hits = assistant.search(outcome.answer.searched, READ_LIMIT)
    return first_rank(ranges(hits, docs), answer_ranges(outcome.question))


def _bold(assistant: Answers, answer: Answer) -> Answer | None:
    if answer.answered:
        return answer
    asked = assistant.ask(answer.searched, risk=1.0)
    return asked if asked.answered else None


def _alone(assistant: Answers, outcome: Outcome, docs: Mapping[str, str]) -> Score | None:
    question = outcome.question
    if outcome.dialogue is None:
        return None
    if question.standalone == question.question:
        return outcome.score
    return score(question, given(assistant.ask(question.standalone), docs))


def _speech(outcome: Outcome, docs: Mapping[str, str], named: bool) -> Speech | None:
    if not outcome.answer.answered:
        return None
    claim = outcome.answer.claims[0]
    place = claim.citations[0]
    return speech(
        outcome.question, claim, Range(docs.get(place.article.id, place.article.id), place.start, place.end), named
    )
