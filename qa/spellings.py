"""Other spellings of a word that the corpus really uses: transliterations and typing errors."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from index.normalise import words

_WORD = re.compile(r"[^\W\d_]+")
MIN_LETTERS = 5  # shorter words have too many neighbours that are other words
MAX_SPELLINGS = 6
# Sounds that transliterations from Cyrillic (and German, Polish, French habits) write differently.
_SOUNDS = (
    (re.compile(r"tsch|tch|cz"), "ch"),
    (re.compile(r"sch|sz"), "sh"),
    (re.compile(r"kh|ck|q|c(?=[aoulrt])"), "k"),
    (re.compile(r"\bch(?=[aouk])"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w"), "v"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"z"), "s"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile(r"i[aeou]"), lambda m: m.group()[1] if m.group()[1] != "e" else "i"),
    (re.compile(r"ie|ii|ee"), "i"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile(r"[aeiou]+$"), ""),
)


class Spellings:
    """The words of one generation by their sound; made once, then only read."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._words = [word for word in vocabulary if len(word) >= MIN_LETTERS and not word.isdigit()]
        self._by_sound: dict[str, list[str]] = {}
        for word in self._words:
            self._by_sound.setdefault(sound(word), []).append(word)

    def near(self, word: str) -> list[str]:
        """Words of the corpus that spell `word` otherwise: same sound, or, if it occurs nowhere, a slip away.

        Search form in and out. The word itself is not among them; most frequent first, at most MAX_SPELLINGS.
        """
        if len(word) < MIN_LETTERS or word.isdigit():
            return []
        found = set(self._by_sound.get(sound(word), ())) - {word}
        if word not in self._vocabulary:
            found |= self._slips(word)
        return sorted(found, key=lambda other: (-self._vocabulary[other], other))[:MAX_SPELLINGS]

    def respelled(self, question: str) -> dict[str, str]:
        """The words of a question that no article has, each with the spelling that most passages have.

        As they stand in the question, and in lower case but for a capital that the question has. "Charkiw": "Kharkiv".
        """
        found: dict[str, str] = {}
        for word in _WORD.findall(question):
            form = next(iter(words(word)), "")
            if form in self._vocabulary or not (others := self.near(form)):
                continue
            found[word] = others[0].capitalize() if word[0].isupper() else others[0]
        return found

    def _slips(self, word: str) -> set[str]:
        """Damerau-Levenshtein neighbours: one slip, two in words of eight letters or more."""
        slips = 2 if len(word) >= 8 else 1
        scorer = DamerauLevenshtein.distance
        matches = process.extract(word, self._words, scorer=scorer, score_cutoff=slips, limit=MAX_SPELLINGS)
        return {str(other) for other, _, _ in matches}


def sound(word: str) -> str:
    """A key that transliterations of one name share: "Kupyansk", "Kupiansk" and "Kupjansk" have the same."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word
