"""Where a quotation stands in the articles: word for word, altered, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

from index.errors import QuestionError
from index.normalise import search_form
from index.types import Article
from ui.objects import article_object

if TYPE_CHECKING:
    from index.generation import Generation

Verdict = Literal["exact", "altered", "absent"]
ARTICLES_COMPARED = 10  # those whose passages share the most words with the quotation
# A quotation with more than four in ten of its words changed is no longer the same sentence; chosen by hand on altered
# sentences of invented articles, where 0.5 to 0.7 give the same verdicts.
LEAST_LIKENESS = 0.6
MOST_WORDS = 400  # a longer quotation is an article, and alignment is quadratic


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: kept in both, only in the quotation as given, or only in the article."""

    kind: Literal["same", "given", "article"]
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands: a half-open range of the article, and what differs (empty when nothing does)."""

    article: Article
    start: int
    end: int
    likeness: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The verdict and its places, best first; `places` is empty when the quotation is absent."""

    verdict: Verdict
    places: tuple[Place, ...]

    def to_dict(self) -> dict[str, Any]:
        """As `qa quote --json` prints it."""
        return {"verdict": self.verdict, "places": [_place_object(place) for place in self.places]}


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    start: int
    end: int


def locate(text: str, generation: Generation) -> Found:
    """Look for a quotation in all articles. Raises QuestionError when it has no words or too many."""
    words = _words(text)
    if not words:
        raise QuestionError("the quotation has no words: give the sentence as it was quoted")
    if len(words) > MOST_WORDS:
        raise QuestionError(
            f"the quotation has {len(words):,} words, at most {MOST_WORDS} are compared: give a part of it"
        )
    exact = [place for article in generation.articles for place in _exact(text.strip(), article)]
    if exact:
        return Found("exact", tuple(exact))
    altered = [place for article in _likely(words, generation) for place in _altered(text, words, article)]
    altered.sort(key=lambda place: (-place.likeness, place.article.id))
    return Found("altered" if altered else "absent", tuple(altered[:3]))


def _exact(text: str, article: Article) -> list[Place]:
    return [
        Place(article, found.start(), found.end(), 1.0, ())
        for found in re.finditer(re.escape(text), article.text)
        if not _inside_a_word(article.text, found.start(), found.end())
    ]


def _inside_a_word(text: str, start: int, end: int) -> bool:
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return cut_before or cut_after


def _likely(words: Sequence[_Word], generation: Generation) -> list[Article]:
    terms = sorted({word.form for word in words})
    scored = generation.lexical(terms, 5 * ARTICLES_COMPARED)
    articles = {generation.passage(hit.number).article.id: None for hit in scored}
    return [generation.article(id) for id in list(articles)[:ARTICLES_COMPARED]]


def _altered(text: str, words: Sequence[_Word], article: Article) -> list[Place]:
    """The best window of the article, if it is like enough."""
    own = _words(article.text)
    start, end, cost = _window([word.form for word in words], [word.form for word in own])
    likeness = 1 - cost / len(words)
    if likeness < LEAST_LIKENESS or end <= start:
        return []
    window = own[start:end]
    return [Place(article, window[0].start, window[-1].end, likeness, _changes(text, words, article.text, window))]


def _window(wanted: Sequence[str], among: Sequence[str]) -> tuple[int, int, int]:
    """The run of `among` with the fewest word edits from `wanted`: start, end, edits.

    P. Sellers, "The theory and computation of evolutionary distances: pattern recognition", 1980.
    """
    costs, starts = [0] * (len(among) + 1), list(range(len(among) + 1))
    for row, word in enumerate(wanted, 1):
        new_costs, new_starts = [row], [0]
        for column, other in enumerate(among, 1):
            best = min(
                (costs[column - 1] + (word != other), starts[column - 1]),
                (costs[column] + 1, starts[column]),
                (new_costs[-1] + 1, new_starts[-1]),
            )
            new_costs.append(best[0])
            new_starts.append(best[1])
        costs, starts = new_costs, new_starts
    end = min(range(len(costs)), key=costs.__getitem__)
    return starts[end], end, costs[end]


def _changes(text: str, words: Sequence[_Word], article: str, window: Sequence[_Word]) -> tuple[Change, ...]:
    """Compared as written, so that a changed capital or quotation mark shows too."""
    given, own = _runs(text, words), _runs(article, window)
    changes: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, given, own, autojunk=False).get_opcodes():
        if kind == "equal":
            changes.append(Change("same", " ".join(own[c:d])))
            continue
        changes += [Change("given", " ".join(given[a:b]))] if b > a else []
        changes += [Change("article", " ".join(own[c:d]))] if d > c else []
    return tuple(changes)


def _runs(text: str, words: Sequence[_Word]) -> list[str]:
    """The text from the first word to the last, cut at white space."""
    return text[words[0].start : words[-1].end].split()


def _words(text: str) -> list[_Word]:
    found = (_Word(search_form(match[0]), match.start(), match.end()) for match in re.finditer(r"\w+", text))
    return [word for word in found if word.form]


def _place_object(place: Place) -> dict[str, Any]:
    return {
        "article": article_object(place.article),
        "start": place.start,
        "end": place.end,
        "quote": place.article.text[place.start : place.end],
        "likeness": round(place.likeness, 4),
        "changes": [{"kind": change.kind, "text": change.text} for change in place.changes],
    }
