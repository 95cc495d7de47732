"""A question of a chat with what was said before it in brackets: how it is looked for, and how the reader sees it where
the rules fill nothing in.

The reader was trained on chats in this form (docs/READER.md, r8). What was said before only helps to understand:
evidence is the text alone. The turns before in front of a question are the form of Choi et al., "QuAC: Question
Answering in Context", EMNLP 2018; here they stand behind it, so that the asking word stays first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.question import asked_as
from qa.spoken import Turn

TURNS = 3  # that are told at most
WORDS = 45  # of them together; the last turn is told however long it is
ANSWER_WORDS = 10  # of each answer


@dataclass(frozen=True, slots=True)
class Meant:
    """A question as it was asked, and as it is searched: made to stand alone where the rules know how."""

    searched: str
    asked: str

    @property
    def filled_in(self) -> bool:
        """Whether the rules put into words what the question leaves unsaid."""
        return self.searched != self.asked


def in_context(question: str, turns: Sequence[Turn]) -> str:
    """ "By whom? (When was the bridge blown up? on Tuesday.)": the turns before it, the last one first."""
    told, room = list[str](), WORDS
    for turn in turns[: -TURNS - 1 : -1]:
        said = " ".join(turn.answers[0].split()[:ANSWER_WORDS]).rstrip(".") if turn.answers else ""
        words = f"{asked_as(turn.asked or turn.searched)}{f' {said}.' if said else ''}"
        room -= len(words.split())
        if told and room < 0:
            break
        told.append(words)
    return f"{asked_as(question)} ({' '.join(told)})" if told else asked_as(question)
