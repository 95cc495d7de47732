"""Variants: which words of a vocabulary are one name, by the habits of transliteration alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.names import PLACES, is_transliterated, latin_form, may_be_read, readings

FAR_RARER = 3  # an inflected form has at most a third of the passages of the name it is a form of
_CASES = re.compile("(?<=[^aeiou]sk)[au]$")
# Letters that two spellings of one name often differ in, too weak to join them without the articles' own support.
_WEAK = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        *(("y", "i"), ("i", "y"), ("j", "y"), ("y", "j"), ("ya", "ia"), ("ia", "ya"), ("ia", "e"), ("ph", "f")),
        *(("f", "ph"), ("kh", "h"), ("s", "z"), ("z", "s"), ("k", "c"), ("c", "k"), ("ou", "u"), ("u", "ou")),
        *((r"([^aeiou])\1", r"\1"), (r"(?<=[aeiou])([^aeiou])(?=[aeiou])", r"\1\1"), ("ie", "e"), ("e", "ie")),
        *(("aa", "a"), ("ue", "u"), ("oe", "o"), ("o", "u"), ("u", "o"), ("i", "e"), ("e", "i")),
        *(("$", "h"), ("h$", "")),
    )
)


@dataclass(frozen=True, slots=True)
class Variants:
    """Each word that rules may read with the key of its name, each key with its words, and each plain reading with
    the words that have it, also those that rules alone do not join."""

    homes: Mapping[str, str]
    members: Mapping[str, Sequence[str]]
    alike: Mapping[str, Sequence[str]]

    def of(self, word: str) -> set[str]:
        """The words that are the same name as this one of the vocabulary, itself among them; empty without a name."""
        return set(self.members.get(self.homes.get(word, ""), ()))

    def of_unknown(self, word: str) -> set[str]:
        """The words that are the same name as one that is not in the vocabulary; none when two could be meant."""
        keys = list(dict.fromkeys(_home(word, reading) for reading in trusted(word)))
        hit = [key for key in keys if key in self.members]
        if len(hit) > 1 and hit[0] != keys[0]:
            return set()
        return set(self.members[hit[0]]) if hit else set()

    def read_alike(self, word: str) -> set[str]:
        """The words whose plain reading a word that is not in the vocabulary has too: Horbeniuk for "gorbenyuk"."""
        return set(self.alike.get(readings(word)[0], ())) if may_be_read(word) else set()

    def shared(self) -> set[str]:
        """The words that have a variant."""
        return {word for words in self.members.values() if len(words) > 1 for word in words}


def variants(vocabulary: Mapping[str, int]) -> Variants:
    """Of words with their number of passages.

    A word has the plain reading, or the first other one that is the plain reading of another word.
    """
    read = {word: found for word in vocabulary if may_be_read(word) or word in PLACES if (found := trusted(word))}
    plain: dict[str, list[str]] = {}
    for word, found in read.items():
        if word in PLACES or found[0] == readings(word)[0]:
            plain.setdefault(_home(word, found[0]), []).append(word)
    homes = {word: home for word, found in read.items() if (home := _chosen(word, found, plain, read))}
    members: dict[str, list[str]] = {}
    for word, home in homes.items():
        members.setdefault(home, []).append(word)
    alike: dict[str, list[str]] = {}
    for word in filter(may_be_read, vocabulary):
        alike.setdefault(readings(word)[0], []).append(word)
    return _inflected(Variants(homes, members, alike), vocabulary)


def _chosen(
    word: str, found: Sequence[str], plain: Mapping[str, Sequence[str]], read: Mapping[str, Sequence[str]]
) -> str | None:
    """The key of a word's name: the plain one if a word without another shares it, else the first that others have."""
    keys = [_home(word, reading) for reading in found if word[0] != "j" or reading[0] == "J"]
    if not keys:
        return None
    own = plain.get(keys[0], ())
    if any(other != word and len(read[other]) == 1 for other in own):
        return keys[0]
    return next((key for key in keys[1:] if key in plain), keys[0] if own else None)


def _inflected(found: Variants, vocabulary: Mapping[str, int]) -> Variants:
    """With rare case forms ("Kupyanska") put to the town they are of."""
    homes, members = dict(found.homes), {home: list(words) for home, words in found.members.items()}
    for home in [home for home in members if _CASES.search(home)]:
        town = home[:-1]
        if town in members and FAR_RARER * _passages(members[home], vocabulary) <= _passages(members[town], vocabulary):
            homes.update(dict.fromkeys(members[home], town))
            members[town] += members.pop(home)
    return Variants(homes, members, found.alike)


def _passages(names: Iterable[str], vocabulary: Mapping[str, int]) -> int:
    return sum(vocabulary[word] for word in names)


def trusted(word: str) -> list[str]:
    """The readings that are of a transliterated name, the plain one first."""
    known = latin_form(word) in PLACES
    return [reading for reading in readings(word) if known or is_transliterated(reading)]


def _home(word: str, reading: str) -> str:
    """The key of the name that a word is."""
    return PLACES.get(latin_form(word), reading)


def respellings(word: str) -> set[str]:
    """What a word becomes by one weak rule, without the word itself; most are no words at all."""
    made = {
        word[: match.start()] + match.expand(other) + word[match.end() :]
        for pattern, other in _WEAK
        for match in pattern.finditer(word)
    }
    return made - {word}
