"""Spellings: which words of the corpus are one name, and what a word that no article has is read as.

Precision comes first. Words are one name when they share a reading by the habits of transliteration (qa/names.py), when
the articles themselves speak for it, or when a person said so in decisions.toml. Nearness of letters alone never joins
two words that both occur.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.decisions import NAME as DECISIONS
from index.decisions import read_decisions
from index.generation import Generation
from index.normalise import search_form, words
from qa.formation import is_form_of, is_made_of
from qa.lexicon import ordinary_words, rare_words
from qa.names import (
    LEAST_LETTERS,
    PLACES,
    is_one_given_name,
    is_transliterated,
    latin_form,
    may_be_read,
    one_reading,
    readings,
)
from qa.sightings import ArticleSightings, Sightings
from qa.slips import is_hand_slip, is_left_out, is_swap

_WORD = re.compile(r"[^\W\d_]+")
MIN_LETTERS = 5  # shorter words have too many neighbours that are other words
TWO_SLIPS = 8  # letters of a word in which two slips are forgiven
MAX_SPELLINGS = 6
FAR_RARER = 3  # an inflected form has at most a third of the passages of the name it is a form of
KEPT = 16_384  # words whose neighbours are remembered
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
_ENDING = re.compile(r"(ations?|ings?|ers?|ed|es|s|ly|al)$")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person decided: names that are one, and names that are not; each in search form, single words or whole."""

    joined: tuple[frozenset[str], ...] = ()
    apart: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, joined: Iterable[Iterable[str]], apart: Iterable[Iterable[str]]) -> Wishes:
        """From names as a person writes them."""
        return cls(tuple(_forms(names) for names in joined), tuple(_forms(names) for names in apart))

    def parts(self, one: str, other: str) -> bool:
        """Whether a person keeps these two apart."""
        return any(one in names and other in names for names in self.apart)

    def partners(self, name: str) -> set[str]:
        """Every other name that a person joined to this one."""
        return {other for names in self.joined if name in names for other in names} - {name}


class Spellings:
    """The names of one generation by what they are called; made once, then only read, from any thread."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        sightings: Sightings | None = None,
        wishes: Wishes = Wishes(),
        ordinary: Collection[str] = (),
        rare: Collection[str] = (),
    ) -> None:
        """`vocabulary`: words in search form with their number of passages. Without `sightings` rules alone decide.

        `ordinary` and `rare`: words of English, which are never taken for a slip of another.
        """
        self._vocabulary, self._sightings, self._wishes = vocabulary, sightings, wishes
        self._ordinary, self._rare = frozenset(ordinary), frozenset(rare)
        self._homes, self._members = _named(vocabulary)
        self._by_length: dict[int, list[str]] = {}
        for word in vocabulary:
            if len(word) >= LEAST_LETTERS and not word.isdigit():
                self._by_length.setdefault(len(word), []).append(word)
        self._known = lru_cache(KEPT)(self._found)

    def near(self, word: str) -> list[str]:
        """Words of the corpus that spell `word` otherwise, or that it is a slip of if it occurs nowhere.

        Search form in and out. The word itself is not among them; most frequent first, at most MAX_SPELLINGS. Empty
        when two different names are as near.
        """
        return list(self._known(word))

    def respelled(self, question: str) -> dict[str, str]:
        """The words of a question that no article has, each with the spelling that most passages have.

        As they stand in the question, and in lower case but for a capital that the question has. "Charkiw": "Kharkiv".
        A whole name that a person joined to another is one key.
        """
        found = self._joined_in(question)
        typed = _WORD.findall(question)
        for at, word in enumerate(typed):
            form = next(iter(words(word)), "")
            if form in self._vocabulary:
                continue
            other = next(iter(self.near(form)), "") or self._english(form, at > 0 and word[0].isupper())
            if not other or (at and not is_swap(form, other) and self._is_other_name(word, other, typed)):
                continue
            found[word] = other.capitalize() if word[0].isupper() else other
        return found

    def seen_as(self, question: str, text: str) -> dict[str, str]:
        """The words of a question that a text, such as an answer's quote, has only in another spelling, with it."""
        written = {form: word for word in _WORD.findall(text) for form in words(word)[:1]}
        found = {}
        for word in _WORD.findall(question):
            form = next(iter(words(word)), "")
            other = next((other for other in self.near(form) if other in written), None)
            if form in self._vocabulary and form not in written and other:
                found[word] = written[other]
        return found

    def names_in(self, question: str) -> frozenset[str]:
        """The words of a question, in search form, that are surely names: by a capital, or as the articles write them.

        In a question all of whose longer words have capitals, or none, only the articles tell.
        """
        typed = _WORD.findall(question)
        tells = not all(one[0].isupper() for one in typed if len(one) >= LEAST_LETTERS)
        found = set()
        for at, word in enumerate(typed):
            form = next(iter(words(word)), "")
            capital = bool(at) and word[0].isupper() and tells
            if len(form) >= LEAST_LETTERS and (capital or not self.is_ordinary(form)) and self._is_name(form, capital):
                found.add(form)
        return frozenset(found)

    def _is_name(self, word: str, capital: bool) -> bool:
        known = [other for other in (word, *self.near(word)) if other in self._vocabulary]
        if not known or self._sightings is None:
            return capital
        return any(map(self._sightings.is_name, known))

    def _is_other_name(self, word: str, other: str, typed: Sequence[str]) -> bool:
        """Whether a word with a capital, where capitals tell names, would become a word that is none."""
        tells = word[0].isupper() and not all(one[0].isupper() for one in typed if len(one) >= LEAST_LETTERS)
        return tells and self._sightings is not None and not self._sightings.is_name(other)

    def folded(self, one: str, other: str) -> bool:
        """Whether two names, of one word or several, are taken for spellings of one name.

        Never a surname for the whole name, nor two given names with one surname, unless they are one given name in the
        dress of two languages or an initial.
        """
        left, right = name_form(one), name_form(other)
        if left == right:
            return bool(left)
        if self._wishes.parts(left, right):
            return False
        if right in self._wishes.partners(left):
            return True
        return self._is_one_name(left.split(), right.split())

    def groups(self) -> list[tuple[str, ...]]:
        """All words and whole names, in search form, that are read as each other: two or more a group, in order.

        Looks at the whole vocabulary: some seconds on thousands of articles.
        """
        linked = {word: set(self.near(word)) for word in self._linked()}
        for names in self._wishes.joined:
            for name in names:
                linked.setdefault(name, set()).update(names - {name})
        found: list[tuple[str, ...]] = []
        while linked:
            group, more = set[str](), {min(linked)}
            while more:
                group |= more
                more = {other for word in more for other in linked.pop(word, ())} - group
            found.append(tuple(sorted(group, key=lambda word: (-self._vocabulary.get(word, 0), word))))
        return sorted(group for group in found if len(group) > 1)

    def _linked(self) -> list[str]:
        """Words that may have another spelling: those that share a name by rule, and those one weak rule away."""
        shared = {word for words in self._members.values() if len(words) > 1 for word in words}
        if self._sightings is None:
            return sorted(shared)
        longer = (w for w in self._vocabulary if len(w) >= MIN_LETTERS and w.isalpha() and w not in self._ordinary)
        return sorted(shared | {word for word in longer if self._variants(word)})

    def _found(self, word: str) -> tuple[str, ...]:
        if len(word) < LEAST_LETTERS or word.isdigit():
            return ()
        found = self._called_as(word) | (self._wishes.partners(word) & self._vocabulary.keys())
        if word in self._vocabulary:
            found |= self._supported(word)
        elif not found:
            found = self._slips(word) if len(word) >= MIN_LETTERS else self._left_out(word)
        kept = (other for other in found - {word} if not self._wishes.parts(word, other))
        return tuple(sorted(kept, key=self._order)[:MAX_SPELLINGS])

    def _called_as(self, word: str) -> set[str]:
        """The words of the corpus that are the same name by rule; none when two names could be meant."""
        if word in self._vocabulary:
            return set(self._members.get(self._homes.get(word, ""), ()))
        keys = list(dict.fromkeys(_home(word, reading) for reading in _trusted(word)))
        hit = [key for key in keys if key in self._members]
        if len(hit) > 1 and hit[0] != keys[0]:
            return set()
        return set(self._members[hit[0]]) if hit else set()

    def _supported(self, word: str) -> set[str]:
        """Words of the corpus one weak rule away that keep the same company in the articles."""
        sightings = self._sightings
        if sightings is None or len(word) < MIN_LETTERS:
            return set()
        return {other for other in self._variants(word) if sightings.keep_company(word, other)}

    def _variants(self, word: str) -> set[str]:
        """Words of the corpus one weak rule away."""
        made = {
            word[: match.start()] + match.expand(other) + word[match.end() :]
            for pattern, other in _WEAK
            for match in pattern.finditer(word)
        }
        return {other for other in made - {word} if other in self._vocabulary and len(other) >= MIN_LETTERS}

    def _slips(self, word: str) -> set[str]:
        """The nearest words of the corpus by slips of the typing hand; empty when they are of several names."""
        if self._is_word(word):
            return set()
        most = 2 if len(word) >= TWO_SLIPS else 1
        sizes = range(len(word) - most, len(word) + most + 1)
        near = [other for size in sizes for other in self._by_length.get(size, ())]
        matches = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=None)
        if not matches:
            return set()
        least = min(distance for _, distance, _ in matches)
        nearest = {str(other) for other, distance, _ in matches if distance == least}
        if _trusted(word):  # Ivanova is no slip of Ivanov, nor Pokrovske of Pokrovsk
            nearest = {other for other in nearest if other[0] + other[-1] == word[0] + word[-1]}
        swapped = word[1] + word[0]
        kept = {other for other in nearest if other[0] == word[0] or other[:2] == swapped}  # hands slip later
        by_hand = {other for other in kept if is_hand_slip(word, other)}
        sure = {other for other in by_hand if is_swap(word, other) or is_left_out(word, other)}
        likely = by_hand if sure == by_hand and sure else kept
        return self._one_of(likely) if likely else likely

    def _left_out(self, word: str) -> set[str]:
        """The word of the corpus that a short one lacks a letter of ("watr"); never a name, for short names abound."""
        if len(word) < MIN_LETTERS - 1 or self._is_word(word):
            return set()
        near = {other for other in self._by_length.get(len(word) + 1, ()) if is_left_out(word, other)}
        names = self._sightings is not None and any(map(self._sightings.is_name, near))
        return set() if names or not near else self._one_of(near)

    def _english(self, word: str, is_name: bool) -> str:
        """The one word of English that a word is a slip of, where no article has either; "" when in doubt."""
        if is_name or len(word) < MIN_LETTERS or _trusted(word) or self._is_word(word):
            return ""
        said = [other for size in (-1, 0, 1) for other in self._by_length.get(len(word) + size, ())]
        known = {*_of_letters(self._ordinary, len(word)), *said}
        near = [other for other in sorted(known) if is_hand_slip(word, other)]
        return near[0] if len(near) == 1 else ""

    def is_unknown(self, word: str) -> bool:
        """Whether no article has a word, in search form, in any spelling."""
        return word not in self._vocabulary and not self.near(word)

    def is_ordinary(self, word: str) -> bool:
        """Whether it is an English word, or made of one or two by the usual endings and a prefix."""
        return is_made_of(word, self._ordinary)

    def _is_word(self, word: str) -> bool:
        """The same, be the words ever so rare; but what could be made so may be a slip of what the articles have.

        "Reservor" may be made of "reserve", and is a slip of "reservoir" where the articles speak of one.
        """
        if any(is_form_of(word, known) for known in (self._ordinary, self._rare)):
            return True
        made = any(is_made_of(word, known) for known in (self._ordinary, self._rare))
        near = (other for size in (-1, 0, 1) for other in self._by_length.get(len(word) + size, ()))
        return made and not any(is_hand_slip(word, other) for other in near)

    def _one_of(self, nearest: set[str]) -> set[str]:
        """All of them if they are forms of one word; else those far more frequent than any other, if no names."""
        stems = {self._homes.get(word) or _ENDING.sub("", word) for word in nearest}
        if len(stems) == 1 or all(one == other or other in self.near(one) for one in nearest for other in nearest):
            return nearest
        ranked = sorted(nearest, key=self._order)
        ahead = self._vocabulary[ranked[0]] >= FAR_RARER * self._vocabulary[ranked[1]]
        if ahead and self._sightings is not None and not any(map(self._sightings.is_name, ranked[:2])):
            return {ranked[0]}
        return set()

    def _order(self, word: str) -> tuple[int, str]:
        return -self._vocabulary[word], word

    def _is_one_name(self, left: Sequence[str], right: Sequence[str]) -> bool:
        if len(left) != len(right) or not left:
            return False
        *givens, last = zip(left, right, strict=True)
        return self._is_one_word(*last) and all(self._is_one_given(*given, last[0]) for given in givens)

    def _is_one_given(self, one: str, other: str, surname: str) -> bool:
        short, long = sorted((one, other), key=len)
        if len(short) == 1 and long.startswith(short):
            return self._is_only_one(long, surname)
        return is_one_given_name(one, other) or self._is_one_word(one, other)

    def _is_only_one(self, given: str, surname: str) -> bool:
        """Whether an initial can only be this given name: by the articles, else by a surname that few people bear."""
        if self._sightings is None:
            return surname in self._homes
        rivals = {name for name in self._sightings.before(surname) if name[0] == given[0] and len(name) > 1}
        return all(name == given or is_one_given_name(name, given) for name in rivals)

    def _is_one_word(self, one: str, other: str) -> bool:
        return one == other or other in self.near(one) or one in self.near(other)

    def _joined_in(self, question: str) -> dict[str, str]:
        """Whole names in a question whose words the articles lack, with a joined name whose words they have."""
        found: dict[str, str] = {}
        for names in self._wishes.joined:
            known = sorted(name for name in names if all(word in self._vocabulary for word in name.split()))
            for name in names:
                missing = " " in name and any(word not in self._vocabulary for word in name.split())
                pattern = r"\W+".join(map(re.escape, name.split()))
                if known and missing and (match := re.search(rf"\b{pattern}\b", question, re.I)):
                    found[match.group()] = known[0].title()
        return found


def sound(word: str) -> str:
    """A key that spellings of one transliterated name share, and words that sound as it does."""
    return one_reading(word)


def name_form(name: str) -> str:
    """A name in search form: words with a blank between them, without "the", possessives or points."""
    kept = re.sub(r"'s?(?!\w)", "", search_form(name)).replace("'", "")
    kept = re.sub(r"(?<![^\W_])([^\W_])\.\s?(?=[^\W_](?:\.|$))", r"\1", kept)  # D.C. is DC
    return " ".join(word for word in re.findall(r"[^\W_]+", kept) if word != "the")


def _forms(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(name_form, names))


def _trusted(word: str) -> list[str]:
    """The readings that are of a transliterated name, the plain one first."""
    known = latin_form(word) in PLACES
    return [reading for reading in readings(word) if known or is_transliterated(reading)]


def _home(word: str, reading: str) -> str:
    """The key of the name that a word is."""
    return PLACES.get(latin_form(word), reading)


@lru_cache(64)
def _of_letters(known: frozenset[str], letters: int) -> tuple[str, ...]:
    """The words with as many letters, one more or one less, in order."""
    return tuple(sorted(word for word in known if abs(len(word) - letters) <= 1))


def _named(vocabulary: Mapping[str, int]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Each word that rules may read with the key of its name, and each key with its words.

    A word has the plain reading, or the first other one that is the plain reading of another word.
    """
    trusted = {word: found for word in vocabulary if may_be_read(word) or word in PLACES if (found := _trusted(word))}
    plain: dict[str, list[str]] = {}
    for word, found in trusted.items():
        if word in PLACES or found[0] == readings(word)[0]:
            plain.setdefault(_home(word, found[0]), []).append(word)
    homes = {word: home for word, found in trusted.items() if (home := _chosen(word, found, plain, trusted))}
    members: dict[str, list[str]] = {}
    for word, home in homes.items():
        members.setdefault(home, []).append(word)
    return _inflected(homes, members, vocabulary)


def _chosen(
    word: str, found: Sequence[str], plain: Mapping[str, Sequence[str]], trusted: Mapping[str, Sequence[str]]
) -> str | None:
    """The key of a word's name: the plain one if a word without another shares it, else the first that others have."""
    keys = [_home(word, reading) for reading in found if word[0] != "j" or reading[0] == "J"]
    if not keys:
        return None
    own = plain.get(keys[0], ())
    if any(other != word and len(trusted[other]) == 1 for other in own):
        return keys[0]
    return next((key for key in keys[1:] if key in plain), keys[0] if own else None)


def _inflected(
    homes: dict[str, str], members: dict[str, list[str]], vocabulary: Mapping[str, int]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The same with rare case forms ("Kupyanska") put to the town they are of."""
    for home in [home for home in members if _CASES.search(home)]:
        town = home[:-1]
        if town in members and FAR_RARER * _passages(members[home], vocabulary) <= _passages(members[town], vocabulary):
            homes.update(dict.fromkeys(members[home], town))
            members[town] += members.pop(home)
    return homes, members


def _passages(names: Iterable[str], vocabulary: Mapping[str, int]) -> int:
    return sum(vocabulary[word] for word in names)


def open_spellings(generation: Generation, index: Path) -> Spellings:
    """The spellings of a generation, with what a person decided in the index folder's decisions.toml.

    Raises DecisionsInvalid.
    """
    decisions = read_decisions(index / DECISIONS)
    wishes = Wishes.of(decisions.joined, decisions.apart)
    return Spellings(generation.vocabulary, ArticleSightings(generation), wishes, ordinary_words(), rare_words())
