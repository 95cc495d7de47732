"""The card of a corpus: how much, from whom, from when, in which languages, how much is copied, what is unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.generation import Generation
from index.types import Article
from ui.plots import Bar, bars, columns
from ui.words import count_words

OUTLETS_SHOWN = 20
LANGUAGES_SHOWN = 8
MONTHS_SHOWN = 120  # the latest
LANGUAGE_ARTICLES = 2_000  # looked at, evenly over the corpus
LANGUAGE_CHARACTERS = 1_500  # of each
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Card:
    """What was counted. `months` are "2024-05"; `years` counts articles that are dated by their year alone."""

    articles: int
    stories: int
    outlets: Mapping[str, int]
    months: Mapping[str, int]
    years: int
    undated: int
    languages: Mapping[str, int]
    formats: Mapping[str, int]

    @property
    def copied(self) -> float:
        """The share of articles that repeat a story another one tells."""
        return 1 - self.stories / self.articles if self.articles else 0.0


def read_card(generation: Generation) -> Card:
    """Count it; some seconds on tens of thousands of articles."""
    outlets: Counter[str] = Counter()
    months: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    stories: set[str] = set()
    undated = years = 0
    for article in generation.articles:
        outlets[article.outlet or UNKNOWN] += 1
        formats[article.format] += 1
        stories.add(article.story or article.id)
        date = article.published or ""
        undated += not date
        years += 0 < len(date) < 7
        if len(date) >= 7:
            months[date[:7]] += 1
    articles = generation.articles
    every = max(1, len(articles) // LANGUAGE_ARTICLES)
    languages = _languages(articles[at] for at in range(0, len(articles), every))
    return Card(len(articles), len(stories), outlets, months, years, undated, languages, formats)


def card_html(card: Card) -> str:
    """Numbers first, then the pictures."""
    facts = (
        ("articles", f"{card.articles:,}"),
        ("stories, copies counted once", f"{card.stories:,}"),
        ("share of copies", f"{card.copied:.0%}"),
        ("outlets", f"{len(set(card.outlets) - {UNKNOWN}):,}"),
        ("without an outlet", f"{card.outlets.get(UNKNOWN, 0):,}"),
        ("without a date", f"{card.undated:,}"),
    )
    told = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts)
    return (
        f'<dl class="facts">{told}</dl>'
        f"<h2>Articles per outlet</h2>{bars('Articles per outlet', _most(card.outlets, OUTLETS_SHOWN))}"
        f"<h2>Articles per month</h2>{_months(card)}"
        f"<h2>Languages</h2>{bars('Articles per language', _most(card.languages, LANGUAGES_SHOWN))}"
        f'<p class="soft">{_looked(card)}</p>'
        f"<h2>Formats</h2>{bars('Articles per format', _most(card.formats, len(card.formats)))}"
    )


def _languages(articles: Iterable[Article]) -> Counter[str]:
    import py3langid

    found: Counter[str] = Counter()
    for article in articles:
        found[py3langid.classify(article.text[:LANGUAGE_CHARACTERS])[0]] += 1
    return found


def _most(found: Mapping[str, int], shown: int) -> list[Bar]:
    """The most frequent, and all others as one."""
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    rest = sum(count for _, count in ranked[shown:])
    bars_shown = [Bar(name, count) for name, count in ranked[:shown]]
    return [*bars_shown, Bar(f"{len(ranked) - shown} others", rest)] if rest else bars_shown


def _months(card: Card) -> str:
    if not card.months:
        return '<p class="soft">No article says in which month it was published.</p>'
    shown = _every_month(sorted(card.months))[-MONTHS_SHOWN:]
    picture = columns("Articles per month", [Bar(month, card.months.get(month, 0)) for month in shown])
    notes = []
    if earlier := sum(count for month, count in card.months.items() if month < shown[0]):
        notes.append(f"{count_words(earlier, 'article')} from before {shown[0]} not drawn")
    if card.years:
        notes.append(f"{count_words(card.years, 'article')} dated by the year alone not drawn")
    return picture + (f'<p class="soft">{"; ".join(notes)}.</p>' if notes else "")


def _every_month(months: Sequence[str]) -> list[str]:
    """Also those without articles, from the first to the last."""
    try:
        first, last = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (months[0], months[-1]))
    except ValueError:
        return list(months)
    first = max(first, last - 2 * MONTHS_SHOWN)
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def _looked(card: Card) -> str:
    looked = sum(card.languages.values())
    if looked == card.articles:
        return "Guessed from the beginning of each article's text; questions are asked in English."
    return f"Guessed from the beginning of {looked:,} of {card.articles:,} articles; questions are asked in English."
