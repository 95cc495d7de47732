"""Spellings: which words of the corpus are one name, or what a word that no article has is another spelling of.

Precision comes first. Words are one name when they share a reading by the habits of transliteration (qa/names.py), when
the articles themselves speak for it, or when a person said so in decisions.toml. Nearness of letters alone never joins
two words that both occur.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from index.decisions import NAME as DECISIONS
from index.decisions import read_decisions
from index.generation import Generation
from index.normalise import words
from qa.corrections import MIN_LETTERS, TWO_SLIPS, Corrections
from qa.formation import is_made_of
from qa.lexicon import ordinary_words, rare_words
from qa.names import LEAST_LETTERS, PLACES, is_one_given_name
from qa.phonetics import Sounding, sounds_like
from qa.sightings import ArticleSightings, Sightings
from qa.slips import is_hand_slip
from qa.variants import respellings, variants
from qa.wishes import Wishes, name_form

WORD = re.compile(r"[^\W\d_]+")
MAX_SPELLINGS = 6
FAR_MORE = 3  # times the passages of any other word as near, for the most frequent to be meant
MARGIN = 15  # that the name a word sounds like must be ahead of any other
SHORT, CROWD = 6, 20_000  # among so many words, one of fewer letters sounds like a name by chance
KEPT = 16_384  # words whose neighbours are remembered
NO_WISHES = Wishes()
# To tell forms of one word among words that a typing error may mean; who does a thing counts too: "farm", "farmers".
_ENDING = re.compile(r"(ations?|ings?|ers?|ed|es|s|ly|al)$")


class Spellings:
    """The names of one generation by what they are called; made once, then only read, from any thread."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        sightings: Sightings | None = None,
        wishes: Wishes = NO_WISHES,
        ordinary: Collection[str] = (),
        rare: Collection[str] = (),
    ) -> None:
        """`vocabulary`: words in search form with their number of passages. Without `sightings` rules alone decide.

        `ordinary` and `rare`: words of English, which are never taken for a slip of another.
        """
        self.vocabulary, self.sightings, self.wishes = vocabulary, sightings, wishes
        self._ordinary = frozenset(ordinary)
        self._variants = variants(vocabulary)
        self.corrections = Corrections(vocabulary, self._ordinary, frozenset(rare), self.is_written_as_name)
        self._known = lru_cache(KEPT)(self._found)

    def near(self, word: str) -> list[str]:
        """Words of the corpus that spell `word` otherwise, or that it is a slip of if it occurs nowhere.

        Search form in and out. The word itself is not among them; most frequent first, at most MAX_SPELLINGS. Empty
        when two different names are as near.
        """
        return list(self._known(word))

    def names_in(self, question: str) -> frozenset[str]:
        """The words of a question, in search form, that are surely names: by a capital, or as the articles write them.

        In a question all of whose longer words have capitals, or none, only the articles tell.
        """
        typed = WORD.findall(question)
        tells = capitals_tell(typed)
        found = set()
        for at, word in enumerate(typed):
            form = next(iter(words(word)), "")
            capital = bool(at) and word[0].isupper() and tells
            if len(form) >= LEAST_LETTERS and (capital or not self.is_ordinary(form)) and self._is_name(form, capital):
                found.add(form)
        return frozenset(found)

    def _is_name(self, word: str, capital: bool) -> bool:
        known = [other for other in (word, *self.near(word)) if other in self.vocabulary]
        if not known or self.sightings is None:
            return capital
        return any(map(self.sightings.is_name, known))

    def is_written_as_name(self, word: str) -> bool:
        """Whether the articles write a word, in search form, with a capital inside sentences."""
        return self.sightings is not None and self.sightings.is_name(word)

    def is_any_name(self, word: str) -> bool:
        """Whether the articles write a word of theirs as a name, in any spelling: a title alone does not tell."""
        return self.sightings is None or any(map(self.sightings.is_name, (word, *self.near(word))))

    def folded(self, one: str, other: str) -> bool:
        """Whether two names, of one word or several, are taken for spellings of one name.

        Never a surname for the whole name, nor two given names with one surname, unless they are one given name in the
        dress of two languages or an initial.
        """
        left, right = name_form(one), name_form(other)
        if left == right:
            return bool(left)
        if self.wishes.parts(left, right):
            return False
        if right in self.wishes.partners(left):
            return True
        return self._is_one_name(left.split(), right.split())

    def groups(self) -> list[tuple[str, ...]]:
        """All words and whole names, in search form, that are read as each other: two or more a group, in order.

        Looks at the whole vocabulary: some seconds on thousands of articles.
        """
        linked = {word: set(self.near(word)) for word in self._linked()}
        for names in self.wishes.joined:
            for name in names:
                linked.setdefault(name, set()).update(names - {name})
        found: list[tuple[str, ...]] = []
        while linked:
            group, more = set[str](), {min(linked)}
            while more:
                group |= more
                more = {other for word in more for other in linked.pop(word, ())} - group
            found.append(tuple(sorted(group, key=lambda word: (-self.vocabulary.get(word, 0), word))))
        return sorted(group for group in found if len(group) > 1)

    def _linked(self) -> list[str]:
        """Words that may have another spelling: those that share a name by rule, and those one weak rule away."""
        shared = self._variants.shared()
        if self.sightings is None:
            return sorted(shared)
        longer = (w for w in self.vocabulary if len(w) >= MIN_LETTERS and w.isalpha() and w not in self._ordinary)
        return sorted(shared | {word for word in longer if self._weak_variants(word)})

    def _found(self, word: str) -> tuple[str, ...]:
        if len(word) < LEAST_LETTERS or word.isdigit():
            return ()
        known = word in self.vocabulary
        found = self._variants.of(word) if known else self._variants.of_unknown(word)
        found |= self.wishes.partners(word) & self.vocabulary.keys()
        if known:
            found |= self._supported(word)
        elif not found:
            found = self._heard(word) or self._one_of(self._slips(word))
        kept = (other for other in found - {word} if not self.wishes.parts(word, other))
        return tuple(sorted(kept, key=self._order)[:MAX_SPELLINGS])

    def _slips(self, word: str) -> set[str]:
        """The words that one is a slip of; a short name only if the hand slips so: Basra is no slip of Bosra.

        Or if a possessive lacks its apostrophe.
        """

        def may_be(other: str) -> bool:
            by_hand = is_hand_slip(word, other) or word == f"{other}s"
            return len(word) >= TWO_SLIPS or by_hand or not self.is_written_as_name(other)

        return set(filter(may_be, self.corrections.of(word)))

    @cached_property
    def _sounding(self) -> Sounding:
        known = (place for place, home in PLACES.items() if home in self._variants.members)
        return Sounding({*self.vocabulary, *known})

    def _heard(self, word: str) -> set[str]:
        """The one name that a word sounds like, in all its spellings; none where two are as near, or about as near that
        do not sound like each other.

        Two are one name where the articles speak of them alike and never together.
        """
        is_crowded = len(word) < SHORT and len(self.vocabulary) > CROWD
        found = {} if is_crowded or self.corrections.is_word(word) else self._sounding_like(word)
        found = {other: cost for other, cost in found.items() if self.is_any_name(other)}
        nearest = min(found, key=lambda other: (found[other], self._order(other)), default="")
        close = {other for other in found if found[other] < found[nearest] + MARGIN}
        rivals = {other for other in close if not self._may_be_one(nearest, other)}
        is_nearer = all(found[nearest] < found[other] and sounds_like(nearest, other) for other in rivals)
        return close - rivals if is_nearer else set()

    def _may_be_one(self, one: str, other: str) -> bool:
        company = self.sightings is not None and self.sightings.keep_company(one, other)
        return one == other or company or other in self.near(one)

    def _sounding_like(self, word: str) -> dict[str, int]:
        """Words of the corpus that a word may be written for, with how far apart they sound."""
        found: dict[str, int] = {}
        for other, cost in self._sounding.near(word).items():
            for known in [other] if other in self.vocabulary else self._variants.members[PLACES[other]]:
                found[known] = min(cost, found.get(known, cost))
        return found

    def _supported(self, word: str) -> set[str]:
        """Words of the corpus one weak rule away that keep the same company in the articles."""
        sightings = self.sightings
        if sightings is None or len(word) < MIN_LETTERS:
            return set()
        return {other for other in self._weak_variants(word) if sightings.keep_company(word, other)}

    def _weak_variants(self, word: str) -> set[str]:
        """Words of the corpus one weak rule away."""
        return {other for other in respellings(word) if other in self.vocabulary and len(other) >= MIN_LETTERS}

    def likely(self, word: str) -> set[str]:
        """Names that a word no article has may be, each to be trusted only where its given name tells which."""
        near = {*self.near(word), *self.corrections.of(word), *self._variants.read_alike(word)}
        return near | self._sounding_like(word).keys()

    def is_unknown(self, word: str) -> bool:
        """Whether no article has a word, in search form, in any spelling."""
        return word not in self.vocabulary and not self.near(word)

    def is_ordinary(self, word: str) -> bool:
        """Whether it is an English word, or made of one or two by the usual endings and a prefix."""
        return is_made_of(word, self._ordinary)

    def _one_of(self, nearest: set[str]) -> set[str]:
        """All of them if they are forms of one word; else those far more frequent than any other, if no names."""
        stems = {self._variants.homes.get(word) or _ENDING.sub("", word) for word in nearest}
        if len(stems) == 1 or all(one == other or other in self.near(one) for one in nearest for other in nearest):
            return nearest
        ranked = sorted(nearest, key=self._order)
        ahead = self.vocabulary[ranked[0]] >= FAR_MORE * self.vocabulary[ranked[1]]
        is_word = ahead and self.sightings is not None and not any(map(self.sightings.is_name, ranked[:2]))
        return {ranked[0]} if is_word else set()

    def _order(self, word: str) -> tuple[int, str]:
        return -self.vocabulary[word], word

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
        if self.sightings is None:
            return surname in self._variants.homes
        rivals = {name for name in self.sightings.before(surname) if name[0] == given[0] and len(name) > 1}
        return all(name == given or is_one_given_name(name, given) for name in rivals)

    def _is_one_word(self, one: str, other: str) -> bool:
        return one == other or other in self.near(one) or one in self.near(other)


def capitals_tell(typed: Sequence[str]) -> bool:
    """Whether the words of a question show which are names: not where all longer ones have capitals."""
    return not all(word[0].isupper() for word in typed if len(word) >= LEAST_LETTERS)


def open_spellings(generation: Generation, index: Path) -> Spellings:
    """The spellings of a generation, with what a person decided in the index folder's decisions.toml.

    Raises DecisionsInvalid.
    """
    decisions = read_decisions(index / DECISIONS)
    wishes = Wishes.of(decisions.joined, decisions.apart)
    return Spellings(generation.vocabulary, ArticleSightings(generation), wishes, ordinary_words(), rare_words())
