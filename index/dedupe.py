"""Join copies of one story, so that they count as one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.furniture import furniture_rule
from index.minhashes import candidates
from index.normalise import search_form, words
from index.types import Article

_SHINGLE = 5  # words
# Shorter texts join only when their words are equal: a few shared phrases would be most of them.
_SHORTEST = 25  # shingles
# Chosen by eye on all 60 candidate pairs over 0.3 among 5,000 articles of two sites: from 0.5 up they are copies, or
# updates that keep most sentences; below it, other articles of one desk on one event.
_SAME = 0.5  # Jaccard
# A copy with its tail cut off lies almost wholly in the other; much less than a third is a brief in a round-up.
_INSIDE = 0.8  # of the shorter's shingles
_INSIDE_SAME = 0.3  # Jaccard
# What is written anew every season ("the shortest day of the year") keeps half its sentences and is another story; text
# that is almost unchanged is a copy at any distance.
_SEASON = 31  # days between the dates of publication, where both are known
_SAME_AT_ANY_TIME = 0.75  # Jaccard


def dedupe(articles: Sequence[Article]) -> list[Article]:
    """Set `story` of every article to the smallest id among the copies of its story; order and all else stay.

    Copies are articles of the same words, or whose 5-word shingles (search form, page furniture left out) have a
    Jaccard similarity of 0.5, or of 0.3 when 0.8 of the shorter lies in the longer, or of 0.75 when they were published
    more than a month apart; and copies of copies.
    Broder, "On the Resemblance and Containment of Documents", 1997.
    """
    texts = [_news(article.text) for article in articles]
    groups = _Groups(len(articles))
    first_of: dict[str, int] = {}
    for number, text in enumerate(texts):
        groups.join(first_of.setdefault(text, number), number)
    distinct = sorted(first_of.values())
    for pair in candidates(_long_enough(_shingles(texts[number])) for number in distinct):
        first, second = distinct[pair.first], distinct[pair.second]
        if groups.are_joined(first, second):
            continue
        apart = _days_apart(articles[first], articles[second]) > _SEASON
        if _are_copies(_shingles(texts[first]), _shingles(texts[second]), apart):
            groups.join(first, second)
    ids: dict[int, list[str]] = defaultdict(list)
    for number, article in enumerate(articles):
        ids[groups.root(number)].append(article.id)
    return [replace(article, story=min(ids[groups.root(number)])) for number, article in enumerate(articles)]


class _Groups:
    """Which numbers belong together."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, first: int, second: int) -> None:
        low, high = sorted((self.root(first), self.root(second)))
        self._above[high] = low

    def are_joined(self, first: int, second: int) -> bool:
        return self.root(first) == self.root(second)


def _news(text: str) -> str:
    """The words of a text without its page furniture, joined by blanks; the text itself when it has no words."""
    kept = [line for line in text.splitlines() if line.strip() and furniture_rule(search_form(line)) is None]
    return " ".join(words("\n".join(kept))) or text


def _shingles(text: str) -> set[str]:
    found = text.split(" ")
    return {" ".join(found[at : at + _SHINGLE]) for at in range(len(found) - _SHINGLE + 1)}


def _long_enough(shingles: set[str]) -> list[str]:
    return sorted(shingles) if len(shingles) >= _SHORTEST else []


def _are_copies(first: set[str], second: set[str], apart: bool) -> bool:
    shared = len(first & second)
    same = shared / len(first | second)
    if apart:
        return same >= _SAME_AT_ANY_TIME
    return same >= _SAME or (same >= _INSIDE_SAME and shared >= _INSIDE * min(len(first), len(second)))


def _days_apart(first: Article, second: Article) -> int:
    """Days between two publications; 0 where a day is not known."""
    try:
        days = [date.fromisoformat((article.published or "")[:10]) for article in (first, second)]
    except ValueError:
        return 0
    return abs((days[0] - days[1]).days)
