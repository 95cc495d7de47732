"""What was counted of each corpus, kept until its next generation."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ui.card import Card, read_card
from ui.catalogue import Catalogue

if TYPE_CHECKING:
    from qa.assistant import Assistant


class Memory:
    """Catalogue and card by corpus. Safe to use from many threads; each is made once a generation."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._catalogues: dict[str, Catalogue] = {}
        self._cards: dict[str, tuple[str, Card]] = {}

    def catalogue(self, corpus: str, assistant: Assistant) -> Catalogue:
        """The list of a corpus as it is now."""
        generation = assistant.generation
        with self._lock:
            known = self._catalogues.get(corpus)
            if known is None or known.name != generation.name:
                known = self._catalogues[corpus] = Catalogue(generation)
            return known

    def card(self, corpus: str, assistant: Assistant) -> Card:
        """The card of a corpus as it is now."""
        generation = assistant.generation
        with self._lock:
            name, known = self._cards.get(corpus, ("", None))
            if known is None or name != generation.name:
                known = read_card(generation)
                self._cards[corpus] = generation.name, known
            return known
