"""Addresses of sources: /article/ID is an article at a place, /source/… the pages of its PDF."""

from __future__ import annotations

import json
from collections.abc import Iterable

import anyio.to_thread
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from index.decisions import NAME as DECISIONS
from index.decisions import read_decisions
from index.errors import ArticleUnknown, NewsroomError, QuestionError
from index.types import Article
from qa.assistant import Assistant
from qa.types import Citation
from ui.article import article_html, whole_article_html
from ui.boxes import Box
from ui.corpora import Corpora
from ui.escape import attribute, escape
from ui.paper import Papers, Printed
from ui.permalink import Spot, article_link, permalink
from ui.sheets import Undrawable
from ui.stationery import page_html
from ui.turnstile import Turnstile
from ui.words import title_words

UNPLACED = "The quote could not be placed on this page for certain, so it is not marked here; it is marked in the text."
_FRESH = {"Cache-Control": "no-store"}


def add_sources(app: FastAPI, corpora: Corpora, turnstile: Turnstile) -> None:
    """Add the addresses; `turnstile` is for questions, which pictures do not wait for."""
    papers = Papers()

    @app.get("/article/{id}", include_in_schema=False)
    async def article(id: str, range: str = "", answer: str = "", corpus: str = "") -> Response:
        spot = Spot.read(range, answer)
        return await anyio.to_thread.run_sync(lambda: _article(corpora, corpus, id, spot))

    @app.get("/source/boxes", include_in_schema=False)
    async def boxes(id: str, range: str = "", answer: str = "", corpus: str = "") -> Response:
        spot = Spot.read(range, answer)
        return await anyio.to_thread.run_sync(lambda: _boxes(corpora, papers, corpus, id, spot))

    @app.get("/source/page", include_in_schema=False)
    async def page(id: str, page: int = 1, corpus: str = "") -> Response:
        return await anyio.to_thread.run_sync(lambda: _page(corpora, papers, corpus, id, page))


def source_html(citation: Citation, corpus: str, assistant: Assistant) -> str:
    """The panel of a citation, with the copies of its story."""
    return article_html(citation, corpus, copies(citation.article, assistant))


def copies(article: Article, assistant: Assistant) -> list[Article]:
    """All articles of its story, itself among them."""
    return assistant.generation.story(article.story) if article.story else [article]


def _article(corpora: Corpora, corpus: str, id: str, spot: Spot) -> Response:
    try:
        assistant = corpora.find(corpus)
        article = assistant.generation.article(id)
    except QuestionError:
        return _gone(corpora, id, spot, f"This server has no corpus named “{corpus}”.")
    except ArticleUnknown:
        return _gone(corpora, id, spot, _why_gone(corpora.find(corpus), id))
    except NewsroomError:
        return _page_of("This corpus cannot be read", "<p>Run <code>qa doctor</code> to see what is wrong.</p>", 503)
    name = corpus or corpora.names[0]
    citation, others = spot.cited(article), copies(article, assistant)
    shown = article_html(citation, name, others) if citation else whole_article_html(article, name, others)
    note = "" if citation or spot.quote is None else _NO_SUCH_RANGE
    main = f'{note}<section id="article" aria-label="Source article">{shown}</section>'
    return HTMLResponse(page_html(title_words(article), main, name, script="article.js"), headers=_FRESH)


_NO_SUCH_RANGE = '<p class="warning" role="status">The link names a place that this article does not have.</p>'


def _why_gone(assistant: Assistant, id: str) -> str:
    try:
        removed = {removal.article for removal in read_decisions(assistant.index / DECISIONS).removed}
    except NewsroomError:
        removed = set()
    if id in removed:
        return "Somebody removed this article from the corpus."
    return "This article is not in the corpus: its file was removed, or its text has changed since the link was made."


def _gone(corpora: Corpora, id: str, spot: Spot, why: str) -> Response:
    """Says why, and where else on this server the article is."""
    found = list(_elsewhere(corpora, id, spot))
    links = "".join(f'<li><a href="{attribute(link)}">{escape(name)}</a></li>' for name, link in found)
    also = f"<p>It is in another corpus:</p><ul>{links}</ul>" if links else ""
    look = '<p><a href="/corpus">Look for it among the articles</a></p>'
    return _page_of("This article is gone", f"<p>{escape(why)}</p>{also}{look}", 404)


def _elsewhere(corpora: Corpora, id: str, spot: Spot) -> Iterable[tuple[str, str]]:
    for name in corpora.names:
        try:
            article = corpora.find(name).generation.article(id)
        except NewsroomError:
            continue
        citation = spot.cited(article)
        yield name, permalink(citation, name) if citation else article_link(article, name)


def _page_of(title: str, inside: str, status: int) -> Response:
    main = f'<section class="empty"><h1>{title}</h1>{inside}</section>'
    return HTMLResponse(page_html(title, main, ""), status, headers=_FRESH)


def _boxes(corpora: Corpora, papers: Papers, corpus: str, id: str, spot: Spot) -> Response:
    try:
        generation = corpora.find(corpus).generation
        article = generation.article(id)
        citation = spot.cited(article)
        if citation is None:
            return _told(_empty(article))
        printed = papers.quote(citation, generation)
    except Undrawable as error:
        return _told({"error": f"The page cannot be shown as it was printed: {error}."}, 422)
    except NewsroomError as error:
        return _told({"error": str(error)}, 404)
    return _told({"pages": [_printed(one) for one in printed], "of": len(article.pages)})


def _empty(article: Article) -> dict[str, object]:
    """Without a quote: the first page, without boxes."""
    first: list[dict[str, object]] = [
        {"number": page.number, "label": page.label, "quote": [], "answer": []} for page in article.pages[:1]
    ]
    return {"pages": first, "of": len(article.pages)}


def _printed(printed: Printed) -> dict[str, object]:
    quote, answer = (*printed.sheet.boxes, None, None)[:2]
    note = UNPLACED if quote is None else ""
    page = printed.page
    size = {"width": printed.sheet.width, "height": printed.sheet.height}
    marks = {"quote": _corners(quote), "answer": _corners(answer if quote is not None else None)}
    return {"number": page.number, "label": page.label, **size, **marks, "note": note}


def _corners(boxes: tuple[Box, ...] | None) -> list[list[float]]:
    return [[box.left, box.top, box.right, box.bottom] for box in boxes or ()]


def _page(corpora: Corpora, papers: Papers, corpus: str, id: str, number: int) -> Response:
    try:
        generation = corpora.find(corpus).generation
        article = generation.article(id)
        if number not in {page.number for page in article.pages}:
            return _told({"error": "The article has no such page."}, 404)
        picture = papers.page(article, number, generation).picture
    except Undrawable as error:
        return _told({"error": f"The page cannot be shown as it was printed: {error}."}, 422)
    except NewsroomError as error:
        return _told({"error": str(error)}, 404)
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def _told(value: object, status: int = 200) -> Response:
    return Response(json.dumps(value), status, _FRESH, media_type="application/json")
