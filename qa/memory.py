"""What was answered lately, kept for the follow-ups of chats: a turn that is forgotten is answered again."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from qa.context import Meant
from qa.rewrite import Turn
from qa.types import Answer, Citation

KEPT = 256  # answers
# Least confidence of an answer that was not given, for a follow-up to point to it; `searched` shows what was taken.
LIKELY = 0.3


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer depends on, the turns before it in its chat included."""

    version: tuple[str, int]  # of what is live
    meant: Meant
    risk: float
    before: tuple[Turn, ...] = ()


class Memory:
    """The latest answers as turns. Safe to use from many threads."""

    def __init__(self) -> None:
        self._turns: dict[Key, Turn] = {}
        self._lock = threading.Lock()

    def recall(self, key: Key) -> Turn | None:
        """The turn as it was answered; None when it never was, or is forgotten."""
        return self._turns.get(key)

    def keep(self, key: Key, turn: Turn) -> None:
        """Remember a turn; of more than KEPT the oldest go."""
        with self._lock:
            self._turns[key] = turn
            for old in list(self._turns)[:-KEPT]:
                del self._turns[old]


def turn(answer: Answer, meant: Meant, likely: Citation | None = None) -> Turn:
    """What follow-ups can point back to. `likely` was too doubtful to be said, but who asks on may well mean it."""
    claims = answer.claims if answer.kind == "list" else answer.claims[:1]
    shown = (*answer.claims, *answer.alternatives)  # names in full stand in any of them
    quotes = dict.fromkeys(citation.quote for claim in shown for citation in claim.citations)
    if not claims and likely and answer.confidence >= LIKELY:
        return Turn(answer.searched, (likely.answer,), (likely.quote,), frozenset({likely.article.id}), meant.asked)
    cited = frozenset(citation.article.id for claim in answer.claims for citation in claim.citations)
    return Turn(answer.searched, tuple(claim.text for claim in claims), tuple(quotes), cited, meant.asked)
