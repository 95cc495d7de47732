"""How a person reads what an answer holds: confidence, sources, places. Plain text, the same on page and terminal."""

from __future__ import annotations

import re
from datetime import date

from index.types import Article
from qa.types import Attribution, Citation, Claim, When
from ui.escape import one_line

# Words of estimative probability, coarse on purpose: the number stands beside them.
_CONFIDENCE = ((0.9, "almost certain"), (0.7, "likely"), (0.4, "uncertain"), (0.0, "doubtful"))
_VOICES = {"quote": " (quoted)", "report": " (reported)", "outlet": ""}


def confidence_words(confidence: float) -> str:
    """For example "likely (0.81)"."""
    word = next(word for least, word in _CONFIDENCE if confidence >= least)
    return f"{word} ({confidence:.2f})"


def title_words(article: Article) -> str:
    """The title, or the file's name where no title is known."""
    return one_line(article.title or article.relative.rsplit("/", 1)[-1])


def source_words(article: Article) -> str:
    """Title, outlet and date, as far as they are known."""
    known = [title_words(article), article.outlet, article.published]
    return " · ".join(one_line(part) for part in known if part)


def place_words(citation: Citation) -> str:
    """Where the quote stands: path with line, page or record."""
    page = citation.page
    place = article_place_words(citation.article)
    if citation.line is not None:
        place += f":{citation.line}"
    if page is not None:
        place += f", page {page.label or page.number}"
    return one_line(place)


def article_place_words(article: Article) -> str:
    """Where the article stands: path, with the record of a .jsonl."""
    return one_line(article.path if article.record is None else f"{article.path}#{article.record}")


def origin_words(claim: Claim) -> str:
    """For example "3 articles, 2 origins": copies of one story count once."""
    articles = len({citation.article.id for citation in claim.citations})
    return f"{count_words(articles, 'article')}, {count_words(claim.origins, 'origin')}"


def attribution_words(attribution: Attribution) -> str:
    """For example "Ada Brandt, head of the union, via Telegram (quoted)"; "the outlet itself" where nobody is named."""
    if attribution.speaker is None:
        said = "the outlet itself" if attribution.voice == "outlet" else "nobody named"
    else:
        said = ", ".join(part for part in (attribution.speaker, attribution.role) if part)
    via = f", via {attribution.via}" if attribution.via else ""
    return one_line(f"Says: {said}{via}{_VOICES[attribution.voice]}")


def when_words(when: When) -> str:
    """For example "14 May 2024, worked out from “on Tuesday”"."""
    known = date_words(when.date)
    return one_line(f"{known}, worked out from “{when.text}”" if when.inferred else known)


def date_words(iso: str) -> str:
    """An ISO date as people write it, as far as it goes: "14 May 2024", "May 2024", "2024"; else as it stands."""
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", iso[:10]):
            return iso
        known = date.fromisoformat(f"{iso[:10]}-01-01"[:10])
    except ValueError:
        return iso
    day = {4: f"{known:%Y}", 7: f"{known:%B %Y}", 10: f"{known.day} {known:%B %Y}"}[len(iso[:10])]
    return f"{day}, {iso[11:16]}" if re.match(r"[T ]\d\d:\d\d", iso[10:]) else day


def count_words(number: int, noun: str) -> str:
    """For example "1 article", "1,200 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def stage_words(stage: str, total: int) -> str:
    """What an asker is told while a stage of answering runs."""
    if stage == "searching":
        return f"Searching {count_words(total, 'article')}…"
    if stage == "reading":
        return f"Reading {count_words(total, 'passage')}…"
    return f"{stage[:1].upper()}{stage[1:]}…"
