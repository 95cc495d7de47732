"""What the page says before anything was asked: how much there is, and what to do."""

from __future__ import annotations

from index.errors import NewsroomError
from ui.corpora import Corpora
from ui.escape import attribute, escape


def welcome_html(corpora: Corpora) -> str:
    """The head of the conversation; with example questions where the assistant offers them."""
    held = " ".join(_held(corpora, name) for name in corpora.names)
    return (
        '<div class="welcome"><h1>Ask the articles</h1>'
        f'<p class="held">{held}</p>'
        "<p>Every answer is an exact quotation with its source, or an honest “the articles do not say”. "
        f"Nothing leaves this machine.</p>{_examples(corpora)}</div>"
    )


def _held(corpora: Corpora, name: str) -> str:
    try:
        articles = len(corpora.find(name).generation.articles)
    except NewsroomError:
        return f"<bdi>{escape(name)}</bdi> cannot be read: run <code>qa doctor</code>."
    if not articles:
        return f"<bdi>{escape(name)}</bdi> is empty: add articles with <code>qa index PATH</code>."
    noun = "article" if articles == 1 else "articles"
    return f"<bdi>{escape(name)}</bdi>: {articles:,} {noun}."


def _examples(corpora: Corpora) -> str:
    """Buttons that ask; none where the assistant offers none."""
    offered = getattr(corpora.find(None), "examples", ())
    buttons = "".join(
        f'<li><button type="button" class="example" value="{attribute(question)}">{escape(question)}</button></li>'
        for question in offered
    )
    return f'<p class="lead">For example:</p><ul class="examples">{buttons}</ul>' if buttons else ""
