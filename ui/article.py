"""An article as HTML: its text as it is, the quote highlighted exactly, what is muted greyed with its rule.

What needs a hand (page pictures, the reading view, previous and next) is made to work by page/sheet.js.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.types import Article
from qa.types import Citation
from ui.escape import attribute, escape
from ui.permalink import article_link, permalink
from ui.words import article_place_words, date_words, place_words, title_words

COPIES_SHOWN = 50
NOTHING = (
    '<div class="empty"><h2>No source</h2><p>No article answers this. Open one of the closest passages to read it '
    "where it stands.</p></div>"
)
GONE = '<div class="empty"><h2>No source</h2><p>This article is no longer in the index.</p></div>'
EMPTY = (
    '<div class="empty"><h2>The source</h2><p>Ask a question: the article that the answer is quoted from opens here, '
    "with the quote highlighted.</p></div>"
)
_RULES = {
    "front-matter": "the file's front matter",
    "repeated-line": "a line that many articles repeat",
}


def article_html(citation: Citation, corpus: str = "", copies: Sequence[Article] = ()) -> str:
    """The whole article. The text of `mark.quote` is exactly the quote, that of `mark.span` in it the answer.

    Where quote and answer are one, as in a closest passage, there is no `mark.span`. `copies` are all articles of its
    story, itself among them; `corpus` is where its links lead.
    """
    article = citation.article
    before, after = _run(article, 0, citation.start), _run(article, citation.end, len(article.text))
    text = f'{before}<mark class="quote" tabindex="-1">{_quote(citation)}</mark>{after}'
    return _sheet(article, place_words(citation), permalink(citation, corpus), text, corpus, copies)


def whole_article_html(article: Article, corpus: str, copies: Sequence[Article] = ()) -> str:
    """The whole article with nothing highlighted."""
    text = _run(article, 0, len(article.text))
    return _sheet(article, article_place_words(article), article_link(article, corpus), text, corpus, copies)


def article_text_html(article: Article) -> str:
    """The text alone: that of the element which holds it is the article's, character for character."""
    return _run(article, 0, len(article.text))


def _sheet(article: Article, place: str, link: str, text: str, corpus: str, copies: Sequence[Article]) -> str:
    kind = f"{article.format} reading" if article.format == "html" else article.format
    head = _head(article, place) + _story(article, corpus, copies) + _tools(article, link) + _legend(article)
    return f'<div class="sheet {kind}">{head}<div class="text" dir="auto">{text}</div></div>'


def _quote(citation: Citation) -> str:
    """The quote with the answer marked in it; a passage that is no answer has nothing to mark."""
    article, start, end = citation.article, citation.answer_start, citation.answer_end
    if (start, end) == (citation.start, citation.end):
        return _run(article, start, end)
    answer = f'<mark class="span">{_run(article, start, end)}</mark>'
    return _run(article, citation.start, start) + answer + _run(article, end, citation.end)


def _head(article: Article, place: str) -> str:
    known = [fact for fact in (article.outlet, _date(article), article.author) if fact]
    chips = "".join(f'<span class="chip"><bdi>{escape(fact)}</bdi></span>' for fact in known)
    where = f'<p class="place"><bdi>{escape(place)}</bdi>{_link(article)}</p>'
    return f'<h2 dir="auto">{escape(title_words(article))}</h2><p class="chips">{chips}</p>{where}'


def _story(article: Article, corpus: str, copies: Sequence[Article]) -> str:
    """The other articles of the same story, oldest first; they count as one origin."""
    others = sorted(
        (copy for copy in copies if copy.id != article.id), key=lambda copy: (copy.published or "9", copy.id)
    )
    if not others:
        return ""
    items = "".join(f"<li>{_copy(copy, corpus)}</li>" for copy in others[:COPIES_SHOWN])
    more = f"<li>and {len(others) - COPIES_SHOWN:,} more</li>" if len(others) > COPIES_SHOWN else ""
    told = f"One of {len(others) + 1:,} copies or versions of one story; together they count as one origin"
    return f'<details class="story"><summary>{told}</summary><ul>{items}{more}</ul></details>'


def _copy(copy: Article, corpus: str) -> str:
    facts = " · ".join(fact for fact in (copy.outlet, _date(copy)) if fact)
    link = attribute(article_link(copy, corpus))
    return f'<a href="{link}" target="_blank"><bdi>{escape(title_words(copy))}</bdi></a> <bdi>{escape(facts)}</bdi>'


def _date(article: Article) -> str:
    return date_words(article.published) if article.published else ""


def _tools(article: Article, link: str) -> str:
    """The buttons; `link` is the permalink, which also tells the page what to draw."""
    href = attribute(link)
    buttons = [_button("back", "Back to the answer")]  # on a phone, where the source stands below it
    # What they step through is said to who hears them; an aria-label would not pass Gradio's own cleaning.
    buttons += [_button(words.lower(), f'{words}<span class="who"> citation</span>') for words in ("Previous", "Next")]
    if article.format == "pdf" and article.pages:
        buttons.append(_button("print", "Page as printed", href))
    buttons.append(_button("read", "Reading view"))
    buttons.append(_button("copy-link", "Copy link", href))
    alone = f'<a class="tool alone" href="{href}" target="_blank">Open on its own</a>'
    return f'<p class="tools">{"".join(buttons)}{alone}</p>'


def _button(kind: str, words: str, value: str = "") -> str:
    held = f' value="{value}"' if value else ""
    return f'<button type="button" class="tool {kind}"{held}>{words}</button>'


def _legend(article: Article) -> str:
    """What grey means, with every rule that muted something here."""
    if not article.muted:
        return ""
    rules = list(dict.fromkeys(_RULES.get(muted.rule, muted.rule.replace("-", " ")) for muted in article.muted))
    named = escape(", ".join(rules))
    return f'<p class="legend"><span class="grey">Grey text</span> is muted, never searched or quoted: {named}.</p>'


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
