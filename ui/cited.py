"""One citation as HTML: the quote with the answer marked in it, and the button that opens its article there."""

from __future__ import annotations

from collections.abc import Iterable

from qa.types import Citation
from ui.escape import attribute, escape
from ui.words import date_words, title_words

NO_PLACE = "none"  # instead of a place, where the articles do not say


def cited_html(citation: Citation, corpus: str, marked: bool = True) -> str:
    """The text of `blockquote.quoted` is exactly the quote, that of `mark.span` in it the answer."""
    text = citation.article.text
    before, after = text[citation.start : citation.answer_start], text[citation.answer_end : citation.end]
    inside = f'<mark class="span">{escape(citation.answer)}</mark>' if marked else escape(citation.answer)
    quote = f'<blockquote class="quoted" dir="auto">{escape(before)}{inside}{escape(after)}</blockquote>'
    return f'<div class="cited">{quote}{_source(citation, corpus)}</div>'


def distinct(citations: Iterable[Citation]) -> list[Citation]:
    """Each sentence once, with the first answer that was found in it."""
    found: dict[tuple[str, int, int], Citation] = {}
    for citation in citations:
        found.setdefault((citation.article.id, citation.start, citation.end), citation)
    return list(found.values())


def place_value(citation: Citation, corpus: str) -> str:
    """What a citation's button says to the page: where to open which article."""
    offsets = (citation.start, citation.end, citation.answer_start, citation.answer_end)
    return "|".join([citation.article.id, *map(str, offsets), corpus])


def isolated(text: str) -> str:
    """Escaped, and in a <bdi>: a right-to-left title cannot turn what stands beside it."""
    return f"<bdi>{escape(text)}</bdi>"


def _source(citation: Citation, corpus: str) -> str:
    article = citation.article
    known = [article.outlet, article.published and date_words(article.published)]
    if citation.page is not None:
        known.append(f"page {citation.page.label or citation.page.number}")
    elif citation.line is not None:
        known.append(f"line {citation.line}")
    facts = "".join(f'<span class="fact">{isolated(fact)}</span>' for fact in known if fact)
    value = attribute(place_value(citation, corpus))
    opens = f'<button type="button" class="cite" value="{value}" title="Show this quote in its article">'
    return f'<p class="source">{opens}{isolated(title_words(article))}</button>{facts}</p>'
