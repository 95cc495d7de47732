"""What every system is asked and what it replies, so that one code marks them all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.gold import Range
from eval.metrics import Given, Said
from index.errors import NewsroomError
from index.generation import Generation
from index.types import Passage
from qa.types import Citation

NOTHING = Given("none", ())

# Set before any of their imports: nothing may be fetched or reported while asking.
_OFFLINE = {
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A system's best answer, with ranges by article id, and whether it gives it.

    `silent`: as it is by default, it abstains. `score` is bigger where it is surer (None: it says nothing of the kind),
    `confidence` is its probability of being right (None: it claims none). `took_ms` is its own time, where asking did
    more than answering.
    """

    given: Given
    silent: bool = False
    score: float | None = None
    confidence: float | None = None
    took_ms: float | None = None


class System(Protocol):
    """A system that answers questions about the passages of one index."""

    name: str
    remembers: bool
    """Takes the earlier questions of a chat; others are given follow-ups in words that stand alone."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        """Its best answer."""
        ...


def passages_of(generation: Generation) -> list[Passage]:
    """All passages, in order: every system searches the same ones, boilerplate already muted."""
    return [generation.passage(number) for number in range(generation.passages)]


def said(citation: Citation) -> Given:
    """One claim: the span, cited by the whole sentences around it, as ours are."""
    return Given("answer", (Said(citation.answer, (Range(citation.article.id, citation.start, citation.end),)),))


def stay_offline() -> None:
    """Set what keeps the libraries quiet; to be called before they are imported."""
    os.environ.update(_OFFLINE)


def missing(name: str, what: str) -> NewsroomError:
    """The error for a peer that is not installed, or not wholly."""
    return NewsroomError(
        f"{name} cannot be asked ({what} is missing): pip install 'newsroom-qa[peers]', or name others with --only"
    )
