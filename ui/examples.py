"""Example questions that a corpus can answer: made of its sentences, then really asked, in the background.

Nobody waits for them: the page shows them when they are there, and while somebody asks, they stand back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol

from index.errors import NewsroomError
from qa.suggest import Suggestion
from qa.types import Answer
from ui.corpora import Corpora
from ui.turnstile import Turnstile

WANTED = 4
TRIED = 24  # questions at most: about a second of one core for each ten
LEAST_CONFIDENCE = 0.7  # "likely": an example that fails is worse than none
STANDS_BACK_SECONDS = 0.2


class Suggesting(Protocol):
    """What is asked of an assistant."""

    def suggestions(self) -> Iterator[Suggestion]: ...

    def ask(self, question: str) -> Answer: ...


class Examples:
    """The examples of each corpus, found once for each of its generations."""

    def __init__(self, corpora: Corpora, turnstile: Turnstile) -> None:
        self._corpora, self._turnstile = corpora, turnstile
        self._lock = threading.Lock()
        self._found: dict[tuple[str, str], list[str] | None] = {}

    def of(self, corpus: str) -> list[str] | None:
        """None while they are still being looked for. Raises NewsroomError."""
        key = (corpus, self._corpora.find(corpus).generation.name)
        with self._lock:
            if key not in self._found:
                self._found[key] = None
                threading.Thread(target=self._find, args=key, daemon=True).start()
            return self._found[key]

    def _find(self, corpus: str, generation: str) -> None:
        found: list[str] = []
        try:
            found = answerable(self._corpora.find(corpus), self._stand_back)
        except NewsroomError:
            pass  # an index that cannot be asked has no examples; whoever asks is told why
        finally:
            with self._lock:
                self._found[corpus, generation] = found

    def _stand_back(self) -> None:
        while self._turnstile.is_busy:
            time.sleep(STANDS_BACK_SECONDS)


def answerable(assistant: Suggesting, stand_back: Callable[[], None] = lambda: None) -> list[str]:
    """The first WANTED suggestions that the assistant answers, and from their own sentence. Raises NewsroomError."""
    found: list[str] = []
    for suggestion in islice(mixed(assistant.suggestions()), TRIED):
        stand_back()
        if is_answered(suggestion, assistant.ask(suggestion.question)):
            found.append(suggestion.question)
        if len(found) == WANTED:
            break
    return found


def mixed(suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """No two that begin alike in a row, as long as there are others: four "Who is" look like one."""
    waiting: list[Suggestion] = []
    last = ""
    for suggestion in suggestions:
        waiting.append(suggestion)
        fresh = next((one for one in waiting if _opening(one) != last), None)
        if fresh is not None:
            waiting.remove(fresh)
            last = _opening(fresh)
            yield fresh
    yield from waiting


def is_answered(suggestion: Suggestion, answer: Answer) -> bool:
    """Whether the answer is likely right: confident, and quoted from the sentence that the question was made of."""
    if answer.kind != "answer" or answer.confidence < LEAST_CONFIDENCE:
        return False
    return any(
        cited.article.id == suggestion.article.id
        and cited.start < suggestion.end
        and suggestion.start < cited.end
        and cited.answer_start < suggestion.end
        and suggestion.start < cited.answer_end
        for cited in answer.claims[0].citations
    )


def _opening(suggestion: Suggestion) -> str:
    return " ".join(suggestion.question.split()[:2])
