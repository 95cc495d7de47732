"""Sightings: how the articles write a word, which tells names from words, and one name from another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from index.generation import Generation
from index.normalise import words

PASSAGES_SEEN = 24  # of a word; enough to see its company, and a few milliseconds to read
KEPT = 8_192  # words remembered
NAME_SHARE = 0.8  # of a name's occurrences inside sentences stand with a capital
COMMON = 0.2  # of all passages: a companion in more tells nothing
LEAST_SHARED = 2  # companions that two spellings of one name must share at least
SHARE = 0.3  # of the companions of the rarer

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?:\n“\"][\s“\"'‘]*$")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A word in the articles: ids of those that have it, whether it is written as a name, whether also small, the names
    around it, and its ways of writing with a capital, the most frequent first."""

    articles: frozenset[str]
    is_name: bool
    is_small: bool
    companions: frozenset[str]
    before: frozenset[str]
    written: tuple[str, ...] = ()


class Sightings(Protocol):
    """What the articles say about words in search form."""

    def is_name(self, word: str) -> bool:
        """Whether it is written with a capital inside sentences."""
        ...

    def is_small(self, word: str) -> bool:
        """Whether it is also written without a capital."""
        ...

    def keep_company(self, one: str, other: str) -> bool:
        """Whether two words are written as names among the same other names, and not side by side."""
        ...

    def before(self, word: str) -> frozenset[str]:
        """The names that stand right before it: given names, before a surname."""
        ...

    def written(self, word: str) -> tuple[str, ...]:
        """The ways in which it is written with a capital, accents and all, the most frequent first."""
        ...


class ArticleSightings:
    """Looks a word up in the passages of a generation when it is asked about, and remembers."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._see = lru_cache(KEPT)(self._look)

    def is_name(self, word: str) -> bool:
        return self._see(word).is_name

    def is_small(self, word: str) -> bool:
        return self._see(word).is_small

    def keep_company(self, one: str, other: str) -> bool:
        left, right = self._see(one), self._see(other)
        if not (left.is_name and right.is_name) or left.articles & right.articles:
            return False
        shared = left.companions & right.companions
        return len(shared) >= max(LEAST_SHARED, SHARE * min(len(left.companions), len(right.companions)))

    def before(self, word: str) -> frozenset[str]:
        return self._see(word).before

    def written(self, word: str) -> tuple[str, ...]:
        return self._see(word).written

    def _look(self, word: str) -> Sighting:
        generation = self._generation
        passages = [generation.passage(hit.number) for hit in generation.lexical([word], PASSAGES_SEEN)]
        capitals = inside = 0
        articles, before, around, written = set[str](), set[str](), Counter[str](), Counter[str]()
        for passage in passages:
            names, here, last = set(), False, ""
            for match in _WORD.finditer(passage.text):
                at = match.start()
                first = not at or _SENTENCE_END.search(passage.text, max(0, at - 4), at) is not None
                upper = match.group()[0].isupper()
                form = next(iter(words(match.group())), "") if upper or match.group() == word else ""
                if form == word:
                    here = True
                    before |= {last} - {""}
                    written[match.group()] += upper
                    inside, capitals = inside + (not first), capitals + (upper and not first)
                elif upper and not first:
                    names.add(form)
                last = form if upper else ""
            if here:
                articles.add(passage.article.id)
                around.update(names)
        most = max(3.0, COMMON * generation.passages)
        companions = frozenset(name for name in around if generation.vocabulary.get(name, 0) <= most)
        is_name = bool(inside) and capitals >= NAME_SHARE * inside
        ways = tuple(sorted((way for way in written if written[way]), key=lambda way: (-written[way], way)))
        return Sighting(frozenset(articles), is_name, capitals < inside, companions, frozenset(before), ways)
