"""What invented articles say about words, for tests of spellings."""

from __future__ import annotations


class Named:
    """Sightings by which only some words are names, some of them also written small, and stand behind given names."""

    def __init__(
        self, names: frozenset[str], given: dict[str, frozenset[str]] | None = None, small: frozenset[str] = frozenset()
    ) -> None:
        self._names, self._given, self._small = names, given or {}, small

    def is_name(self, word: str) -> bool:
        return word in self._names

    def is_small(self, word: str) -> bool:
        return word in self._small

    def keep_company(self, one: str, other: str) -> bool:
        return False

    def before(self, word: str) -> frozenset[str]:
        return self._given.get(word, frozenset())

    def written(self, word: str) -> tuple[str, ...]:
        return (word.capitalize(),)
