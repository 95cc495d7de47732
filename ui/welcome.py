"""What the page says before anything was asked: what to do; how much there is, page/welcome.js fills in."""

from __future__ import annotations

from ui.corpora import Corpora

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


def welcome_html() -> str:
    """The head of the conversation; the size of the corpus and its examples take their place in it when known."""
    return (
        '<div class="welcome"><h1>Ask the articles</h1><p class="held"></p>'
        '<p class="lead">Every answer is an exact quotation with its source, or an honest “the articles do not say”. '
        'Nothing leaves this machine.</p><div class="examples"><p class="lead">Looking for questions that these '
        "articles answer…</p></div></div>"
    )
