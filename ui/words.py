"""How a person reads what an answer holds: confidence, sources, places. Plain text, the same on page and terminal."""

from __future__ import annotations

from index.types import Article
from qa.types import Citation, Claim
from ui.escape import one_line

# Words of estimative probability, coarse on purpose: the number stands beside them.
_CONFIDENCE = ((0.9, "almost certain"), (0.7, "likely"), (0.4, "uncertain"), (0.0, "doubtful"))


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
    article, page = citation.article, citation.page
    place = article.path
    if article.record is not None:
        place += f"#{article.record}"
    if citation.line is not None:
        place += f":{citation.line}"
    if page is not None:
        place += f", page {page.label or page.number}"
    return one_line(place)


def origin_words(claim: Claim) -> str:
    """For example "3 articles, 2 origins": copies of one story count once."""
    articles = len({citation.article.id for citation in claim.citations})
    return f"{_count(articles, 'article')}, {_count(claim.origins, 'origin')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
