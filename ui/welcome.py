"""What the page says before anything was asked: how much there is, and what to do."""

from __future__ import annotations

from urllib.parse import urlencode

from index.errors import NewsroomError
from ui.corpora import Corpora
from ui.escape import attribute, escape
from ui.words import count_words

# (id of the button, its words); what each does is in page/bar.js.
BUTTONS = (("fresh", "New chat"), ("open-chats", "Saved chats"), ("open-export", "Export"))


def bar_html(corpora: Corpora) -> str:
    """The bar above the conversation; where there are several corpora their choice finds its room in it."""
    several = ' class="several"' if len(corpora.names) > 1 else ""
    buttons = "".join(f'<button type="button" id="{id}" class="plain">{words}</button>' for id, words in BUTTONS)
    dial = '<button type="button" id="open-dial" class="plain">Risk <span class="now"></span></button>'
    return (
        f'<div class="bar"><span class="brand">newsroom-qa</span><span id="corpus-place"{several}></span>'
        f"{dial}{buttons}"
        '<a class="plain" href="/corpus">Corpus</a></div>'
    )


def welcome_html(corpora: Corpora) -> str:
    """The head of the conversation; the examples take their place in it once they were found."""
    held = "".join(f'<p class="held">{_held(corpora, name)}</p>' for name in corpora.names)
    return (
        f'<div class="welcome"><h1>Ask the articles</h1>{held}'
        '<p class="lead">Every answer is an exact quotation with its source, or an honest “the articles do not say”. '
        'Nothing leaves this machine.</p><div class="examples"><p class="lead">Looking for questions that these '
        "articles answer…</p></div></div>"
    )


def _held(corpora: Corpora, name: str) -> str:
    try:
        articles = len(corpora.find(name).generation.articles)
    except NewsroomError:
        return f"<bdi>{escape(name)}</bdi> cannot be read: run <code>qa doctor</code>."
    if not articles:
        link = attribute(f"/corpus?{urlencode({'corpus': name})}")
        add = f'<a href="{link}">add articles</a>, or use <code>qa index PATH</code>.'
        return f"<bdi>{escape(name)}</bdi> is empty: {add}"
    return f"<bdi>{escape(name)}</bdi>: {count_words(articles, 'article')}"
