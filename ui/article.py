"""An article as HTML: its text as it is, the quote highlighted exactly, what is muted greyed with its rule."""

from __future__ import annotations

from index.types import Article
from qa.types import Citation
from ui.escape import attribute, escape
from ui.words import place_words, title_words

NOTHING = (
    '<div class="empty"><h2>No source</h2><p>No article answers this. Open one of the closest passages to read it '
    "where it stands.</p></div>"
)
GONE = '<div class="empty"><h2>No source</h2><p>This article is no longer in the index.</p></div>'
EMPTY = (
    '<div class="empty"><h2>The source</h2><p>Ask a question: the article that the answer is quoted from opens here, '
    "with the quote highlighted.</p></div>"
)


def article_html(citation: Citation) -> str:
    """The whole article. The text of `mark.quote` is exactly the quote, that of `mark.span` in it the answer.

    Where quote and answer are one, as in a closest passage, there is no `mark.span`.
    """
    article = citation.article
    before, after = _run(article, 0, citation.start), _run(article, citation.end, len(article.text))
    text = f'{before}<mark class="quote" tabindex="-1">{_quote(citation)}</mark>{after}'
    return f'<div class="sheet">{_head(citation)}<div class="text" dir="auto">{text}</div></div>'


def _quote(citation: Citation) -> str:
    """The quote with the answer marked in it; a passage that is no answer has nothing to mark."""
    article, start, end = citation.article, citation.answer_start, citation.answer_end
    if (start, end) == (citation.start, citation.end):
        return _run(article, start, end)
    answer = f'<mark class="span">{_run(article, start, end)}</mark>'
    return _run(article, citation.start, start) + answer + _run(article, end, citation.end)


def _head(citation: Citation) -> str:
    article = citation.article
    known = [fact for fact in (article.outlet, article.published, article.author) if fact]
    chips = "".join(f'<span class="chip"><bdi>{escape(fact)}</bdi></span>' for fact in known)
    place = f'<p class="place"><bdi>{escape(place_words(citation))}</bdi>{_link(article)}</p>'
    return f'<h2 dir="auto">{escape(title_words(article))}</h2><p class="chips">{chips}</p>{place}'


def _link(article: Article) -> str:
    """Only to http and https, and only followed when clicked."""
    url = article.url or ""
    if not url.startswith(("https://", "http://")):
        return ""
    return f' · <a href="{attribute(url)}" rel="noreferrer noopener" target="_blank">original</a>'


def _run(article: Article, start: int, end: int) -> str:
    """A range of the text; its muted parts carry their rule as title."""
    parts, at = [], start
    for muted in article.muted:
        first, last = max(muted.start, at), min(muted.end, end)
        if first < last:
            title = attribute(muted.rule)
            parts.append(escape(article.text[at:first]))
            parts.append(f'<span class="muted" title="{title}">{escape(article.text[first:last])}</span>')
            at = last
    parts.append(escape(article.text[at:end]))
    return "".join(parts)
