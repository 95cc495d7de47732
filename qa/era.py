"""The time that a question names ("in 2019", "the May 2016 poll"), and whether an article, or a sentence, is of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from index.types import Article
from qa.calendars import published_on
from qa.types import Candidate, Hit

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAMED = re.compile(
    r"(?:,? ?\b(?:in|of|during|for|from)(?: (?:the )?(?:year|spring|summer|autumn|fall|winter) (?:of )?)? )"
    r"(?:(?:early|late|mid)[ -])?"
    rf"(?:{_MONTH},? )?{_YEAR}(?![\w-]|[.,:]\d|%|[ \u00a0](?!(?:was|is|has|as|does)\b)[a-z]+s\b"
    r"|[ \u00a0](?:people|men|women)\b)",
    re.I,
)
_BESIDE = re.compile(rf"(?<=\bthe )(?:{_MONTH} )?{_YEAR} (?=[A-Za-z])(?!people\b|men\b|women\b)", re.I)
_LAST = re.compile(rf"(?<=[a-z] )(?:{_MONTH} )?{_YEAR}(?=\W*$)", re.I)
_WAYS = (_NAMED, _BESIDE, _LAST)
_RELATION = re.compile(
    r"\b(?:before|after|since|until|till|than|between|ago|later|earlier)\b[^,]{0,30}$|\b(?:by|to|from)(?: the)? $", re.I
)
_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)")
# An article about a month may be of the next one, and one about a year of the January after it.
AFTERWARDS = timedelta(days=31)


# Of a quote that names the year: the reader saw it, and does not need to be told. A date it does not see.
SAYS_IT = 0.3
JUST_BEFORE = 200  # characters: a sentence or two before a quote
OTHER_YEAR = -0.8  # of a quote that names another year in an article of the right one: it may say so by the way


@dataclass(frozen=True, slots=True)
class Era:
    """A year, or a month (1 to 12) of it, and the question without it."""

    year: int
    month: int | None
    question: str

    def has(self, article: Article) -> bool | None:
        """Whether the article was published then, or soon after; None where its date is not known so far."""
        published = published_on(article.published)
        if published is None or (self.month and not published.knows_month):
            return None
        day, early = published.day, published.day - AFTERWARDS
        if not self.month:
            return self.year in (day.year, early.year)
        return (self.year, self.month) in ((day.year, day.month), (early.year, early.month))


@lru_cache(maxsize=64)
def era(question: str) -> Era | None:
    """The one time that a question names; None without one, and where it asks for what was before or after it."""
    found = next((found for way in _WAYS if (found := [*way.finditer(question)])), [])
    if len(found) != 1 or len(_YEARS.findall(question)) != 1 or _RELATION.search(question[: found[0].start("year")]):
        return None
    match = found[0]
    month = _MONTHS.index(match["month"].lower()) + 1 if match["month"] else None
    return Era(int(match["year"]), month, _without(question, match))


def _without(question: str, match: re.Match[str]) -> str:
    before, after = question[: match.start()], question[match.end() :]
    bare = re.sub(r"\s+", " ", before + (after if before else after.lstrip(" ,"))).strip()
    return bare[:1].upper() + bare[1:] if question[:1].isupper() else bare


def read_without(asked: Era, hits: Sequence[Hit]) -> list[Hit]:
    """The hits to be read without the time: their articles are of it, so their text need not say it."""
    return [hit for hit in hits if asked.has(hit.passage.article) and str(asked.year) not in hit.passage.text]


def timeliness(asked: Era, candidate: Candidate) -> float:
    """1 for a quote whose article is of the time that is asked about, -1 for one of another time, else between.

    What a quote says counts before its article's date, and this before the sentences around it.
    """
    citation, text = candidate.citation, candidate.hit.passage.text
    year, of_it = str(asked.year), asked.has(citation.article)
    named = set(_YEARS.findall(citation.quote))
    if named and year not in named:
        return OTHER_YEAR if of_it else -1.0
    if of_it:
        return 1.0
    if named:
        return SAYS_IT
    before = text[: max(0, citation.start - candidate.hit.passage.start)][-JUST_BEFORE:]
    return SAYS_IT / 2 if year in before else -1.0 if of_it is False and year not in text else 0.0
