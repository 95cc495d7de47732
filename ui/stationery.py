"""The frame of our own pages beside the chat: head, navigation, and nothing from elsewhere."""

from __future__ import annotations

from urllib.parse import urlencode

from ui.escape import attribute, escape

_STYLES = tuple(
    f'<link rel="stylesheet" href="/page/{name}.css">' for name in ("base", "turn", "source", "sheet", "corpus", "gold")
)


def page_html(title: str, main: str, corpus: str, script: str = "", tabs: str = "") -> str:
    """A whole page; `main` is HTML, `script` a module of the page folder, `tabs` HTML in place of "Corpus"."""
    query = attribute(f"?{urlencode({'corpus': corpus})}" if corpus else "")
    links = tabs or f'<a href="/corpus{query}">Corpus</a>'
    scripts = f'<script src="/page/{script}" type="module"></script>' if script else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · newsroom-qa</title>"
        '<link rel="icon" href="/page/favicon.svg" type="image/svg+xml">'
        f"{''.join(_STYLES)}{scripts}</head>"
        '<body class="alone"><a class="skip" href="#main">Skip to the content</a><header><nav aria-label="Site">'
        f'<a class="home" href="/{query}">Ask the articles</a>{links}</nav></header>'
        f'<main id="main">{main}</main></body></html>'
    )
