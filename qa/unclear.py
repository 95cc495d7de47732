"""Follow-ups that still point to something which nothing before them names: then it is better to ask than to guess.

Only "it", "this" and "that" are held back. Who "she" is the passage often tells: of the sample's five answered turns
with a person or group left open four are right.
"""

from __future__ import annotations

from dataclasses import replace

from qa.analysers import Analyser
from qa.pronouns import PERSONAL, PLURAL, SINGLE, antecedent_missing
from qa.types import Answer

_HELD_BACK = frozenset("it this that".split())


def unclear(searched: str, analyser: Analyser) -> str:
    """The first word of a follow-up that stands for nothing known; "" when all is said."""
    return next(
        (word for words in (SINGLE, PERSONAL, PLURAL) if (word := antecedent_missing(searched, words, analyser))), ""
    )


def asked_back(question: str, word: str) -> Answer | None:
    """The answer that asks what is meant; None where the question may be answered all the same."""
    if word not in _HELD_BACK:
        return None
    return Answer(question, question, "none", 0.0, _ask(word))


def asking_back(answer: Answer, word: str) -> Answer:
    """An answer that was not found, which may be for the word that stands for nothing known."""
    if answer.answered or not word:
        return answer
    return replace(answer, message=f"{_ask(word)} {answer.message}")


def _ask(word: str) -> str:
    return f"Nothing said before tells what “{word}” stands for: please ask again and name it."
