"""Corrections: what a word that no article has is a slip of, a word of the articles or else one of English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from qa.formation import is_form_of, is_made_of
from qa.names import LEAST_LETTERS
from qa.slips import is_hand_slip, is_left_out, is_swap
from qa.variants import trusted

MIN_LETTERS = 5  # shorter words have too many neighbours that are other words
TWO_SLIPS = 8  # letters of a word in which two slips are forgiven


class Corrections:
    """The words that others are slips of; made once, then only read, from any thread."""

    def __init__(
        self,
        vocabulary: Iterable[str],
        ordinary: frozenset[str],
        rare: frozenset[str],
        is_name: Callable[[str], bool],
    ) -> None:
        """Words of the articles, common and rare ones of English, and which of the first are names."""
        self._ordinary, self._rare, self._is_name = ordinary, rare, is_name
        self._by_length: dict[int, list[str]] = {}
        for word in vocabulary:
            if len(word) >= LEAST_LETTERS and not word.isdigit():
                self._by_length.setdefault(len(word), []).append(word)

    def of(self, word: str) -> set[str]:
        """The nearest words of the articles by slips of the typing hand, which may be several names.

        A short word only as one that lacks a letter ("watr"), and never as a name, for short names abound.
        """
        if len(word) < MIN_LETTERS - 1 or self.is_word(word):
            return set()
        if len(word) < MIN_LETTERS:
            near = {other for other in self._by_length.get(len(word) + 1, ()) if is_left_out(word, other)}
            return set() if any(map(self._is_name, near)) else near
        return self._nearest(word)

    def _nearest(self, word: str) -> set[str]:
        most = 2 if len(word) >= TWO_SLIPS else 1
        matches = process.extract(
            word, list(self._as_long(word, most)), scorer=OSA.distance, score_cutoff=most, limit=None
        )
        least = min((distance for _, distance, _ in matches), default=0)
        nearest = {str(other) for other, distance, _ in matches if distance == least}
        if trusted(word):  # Ivanova is no slip of Ivanov, nor Pokrovske of Pokrovsk
            ends = word[0] + word[-1]
            nearest = {o for o in nearest if o[0] + o[-1] == ends or is_swap(word, o) or o in self._ordinary}
        swapped = word[1] + word[0]
        kept = {other for other in nearest if other[0] == word[0] or other[:2] == swapped}  # hands slip later
        by_hand = {other for other in kept if is_hand_slip(word, other)}
        sure = {other for other in by_hand if is_swap(word, other) or is_left_out(word, other)}
        return by_hand if sure == by_hand and sure else kept

    def english(self, word: str) -> str:
        """The one word of English, or of the articles, that a word is a slip of; "" when in doubt."""
        if len(word) < MIN_LETTERS or trusted(word) or self.is_word(word):
            return ""
        known = {*_of_letters(self._ordinary, len(word)), *self._as_long(word)}
        near = [other for other in sorted(known) if is_hand_slip(word, other)]
        return near[0] if len(near) == 1 else ""

    def _as_long(self, word: str, most: int = 1) -> Iterator[str]:
        """Words of the articles with at most so many letters more or less."""
        for size in range(len(word) - most, len(word) + most + 1):
            yield from self._by_length.get(size, ())

    def is_word(self, word: str) -> bool:
        """Whether it is English, be it ever so rare; but what could be made so may be a slip of what the articles have.

        "Reservor" may be made of "reserve", and is a slip of "reservoir" where the articles speak of one.
        """
        if any(is_form_of(word, known) for known in (self._ordinary, self._rare)):
            return True
        made = any(is_made_of(word, known) for known in (self._ordinary, self._rare))
        return made and not any(is_hand_slip(word, other) for other in self._as_long(word))


@lru_cache(64)
def _of_letters(known: frozenset[str], letters: int) -> tuple[str, ...]:
    """The words with as many letters, one more or one less, in order."""
    return tuple(sorted(word for word in known if abs(len(word) - letters) <= 1))
