"""The articles of a corpus as a list to look through: search, filter by outlet and date, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.generation import Generation
from index.normalise import search_form, words
from index.types import Article
from ui.words import title_words

PAGE = 50  # articles on one page of the list
SEARCHED = 500  # passages that a search looks at
UNKNOWN = "?"  # the outlet of articles whose outlet is not known, in a filter


@dataclass(frozen=True, slots=True)
class Row:
    """What the list needs of an article; `copies` counts the articles of its story."""

    id: str
    title: str
    outlet: str | None
    author: str | None
    published: str | None
    format: str
    place: str
    copies: int
    form: str  # what is searched: title, outlet, author and place in search form


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; "" is anything. Dates are ISO 8601 and may be cut short, both ends included."""

    search: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""


class Catalogue:
    """The rows of one generation, made once."""

    def __init__(self, generation: Generation) -> None:
        self.name = generation.name
        self._generation = generation
        stories: Counter[str] = Counter()
        rows = []
        for article in generation.articles:
            stories[article.story or article.id] += 1
            rows.append(article)
        made = [_row(article, stories[article.story or article.id]) for article in rows]
        # The newest first, unknown dates last.
        dated = sorted((row for row in made if row.published), key=lambda row: (row.published or "", row.id))
        self.rows: Sequence[Row] = [*reversed(dated), *(row for row in made if not row.published)]
        self.outlets = Counter(row.outlet or UNKNOWN for row in made)

    def find(self, wanted: Wanted) -> list[Row]:
        """The rows wanted: those that say it in their title, outlet, author or place first, then in their text."""
        kept = [row for row in self.rows if _fits(row, wanted)]
        if not wanted.search.strip():
            return kept
        parts = search_form(wanted.search).split()
        named = [row for row in kept if all(part in row.form for part in parts)]
        seen = {row.id for row in named}
        known = {row.id: row for row in kept if row.id not in seen}
        return [*named, *(known[id] for id in self._saying(words(wanted.search)) if id in known)]

    def _saying(self, terms: Sequence[str]) -> list[str]:
        """The ids of articles whose text has all the terms, best first."""
        hits = self._generation.lexical(terms, SEARCHED)
        found = {article.id: article for hit in hits for article in [self._generation.passage(hit.number).article]}
        return [id for id, article in found.items() if set(terms) <= set(words(article.text))]


def _row(article: Article, copies: int) -> Row:
    title = title_words(article)
    place = article.relative if article.record is None else f"{article.relative}#{article.record}"
    form = search_form(" ".join(filter(None, (title, article.outlet, article.author, place))))
    facts = (article.outlet, article.author, article.published, article.format)
    return Row(article.id, title, *facts, place, copies, form)


def _fits(row: Row, wanted: Wanted) -> bool:
    if wanted.outlet and (row.outlet or UNKNOWN) != wanted.outlet:
        return False
    date = row.published or ""
    if (wanted.since or wanted.until) and not date:
        return False
    # "2024-05" includes all its days at both ends.
    return date[: len(wanted.since)] >= wanted.since and (not wanted.until or date[: len(wanted.until)] <= wanted.until)
