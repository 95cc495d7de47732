"""The corpus page: articles, card, names, quotations, reliability; each view is an address and works without a script.

A view is a function of what is asked, and a row of VIEWS; a timeline of dated claims will be one more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from index.errors import NewsroomError
from qa.assistant import Assistant
from qa.naming import read_names
from qa.quotations import QuotePlace, QuoteResult, find_quote
from qa.types import Citation
from ui.card import card_html
from ui.catalogue import PAGE, UNKNOWN, Catalogue, Row, Wanted
from ui.escape import attribute, escape
from ui.memory import Memory
from ui.name_view import names_html
from ui.permalink import permalink
from ui.reliability import reliability_html
from ui.stationery import page_html
from ui.uploads import FILE_BYTES
from ui.words import count_words, source_words

QUOTE_CHARACTERS = 6_000


@dataclass(frozen=True, slots=True)
class Visit:
    """Which corpus is looked at, what is asked of it, and what is known of it."""

    corpus: str
    corpora: tuple[str, ...]
    assistant: Assistant
    memory: Memory
    asked: Mapping[str, str]

    def link(self, view: str, **query: str) -> str:
        """The address of a view of this corpus."""
        path = f"/corpus/{view}" if view else "/corpus"
        return f"{path}?{urlencode({'corpus': self.corpus, **query})}"


def corpus_html(visit: Visit, view: str) -> str:
    """The whole page. Raises NewsroomError as reading the corpus does, KeyError for an unknown view."""
    title, show = VIEWS[view]
    tabs = "".join(_tab(visit, name, words, name == view) for name, (words, _) in VIEWS.items())
    head = f'<h1>{title}</h1><p class="soft">{_held(visit)}</p>{_chooser(visit, view)}'
    script = "gold.js" if view == "gold" else "corpus.js"
    return page_html(title, head + show(visit), visit.corpus, script=script, tabs=tabs)


def _tab(visit: Visit, view: str, words: str, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    return f'<a href="{attribute(visit.link(view))}"{current}>{words}</a>'


def _held(visit: Visit) -> str:
    generation = visit.assistant.generation
    warning = f" {escape(generation.warning)}" if generation.warning else ""
    name = f"<bdi>{escape(visit.corpus)}</bdi>"
    return f"{name}: {count_words(len(generation.articles), 'article')}.{warning}"


def _chooser(visit: Visit, view: str) -> str:
    """A choice of corpora where there are several."""
    if len(visit.corpora) < 2:
        return ""
    options = "".join(_option(name, name, name == visit.corpus) for name in visit.corpora)
    path = f"/corpus/{view}" if view else "/corpus"
    return (
        f'<form class="row" action="{path}"><label>Corpus<br><select name="corpus">{options}</select></label>'
        "<button>Open</button></form>"
    )


def _option(value: str, words: str, chosen: bool) -> str:
    selected = " selected" if chosen else ""
    return f'<option value="{attribute(value)}"{selected}>{escape(words)}</option>'


def _hidden(visit: Visit) -> str:
    return f'<input type="hidden" name="corpus" value="{attribute(visit.corpus)}">'


# Articles


def articles_html(visit: Visit) -> str:
    """What adds articles, what is being done, and the list."""
    return f"{_add(visit)}{_list(visit)}"


def _add(visit: Visit) -> str:
    name = attribute(visit.corpus)
    return (
        f'<section id="adding" aria-label="Add articles"><input type="hidden" id="corpus-name" value="{name}">'
        '<div class="drop" id="drop"><p><strong>Drop articles here</strong>, several at once, or a .zip of them</p>'
        '<p><input type="file" id="files" multiple accept=".txt,.md,.markdown,.html,.htm,.pdf,.docx,.jsonl,.gz,.zip">'
        '<label class="button" for="files">Choose files</label></p>'
        f'<p class="soft">.txt .md .html .pdf .docx .jsonl and .zip of these, up to {FILE_BYTES // 1024**2} MB each. '
        "They stay on this machine, in the folder of the index (<code>qa where</code>).</p></div>"
        '<details><summary>Paste a text instead</summary><form id="paste"><fieldset><legend>An article</legend>'
        '<label>Title<br><input name="title" maxlength="500" size="60"></label>'
        '<label>Outlet<br><input name="outlet" maxlength="500" size="40"></label>'
        '<label>Date, as 2024-05-01, 2024-05 or 2024<br><input name="published" maxlength="40"></label>'
        '<label>Text<br><textarea name="text" required></textarea></label>'
        '<p><button class="main">Add this article</button></p></fieldset></form></details>'
        '<div class="work" id="work" role="status" aria-live="polite"></div></section>'
    )


def _list(visit: Visit) -> str:
    catalogue = visit.memory.catalogue(visit.corpus, visit.assistant)
    wanted = _wanted(visit.asked)
    rows = catalogue.find(wanted)
    first = min(_number(visit.asked.get("from", "")), max(0, len(rows) - 1)) // PAGE * PAGE
    shown = rows[first : first + PAGE]
    if not rows:
        told = "No article fits. Take something out of the search above."
        if not catalogue.rows:
            told = "There is no article yet: drop some above."
        return f'{_filter(visit, catalogue, wanted)}<p class="empty">{told}</p>'
    body = "".join(_row(visit, row) for row in shown)
    return (
        f"{_filter(visit, catalogue, wanted)}"
        f'<p class="soft" id="found">{_counted(rows, catalogue, first, len(shown))}</p>'
        '<table class="articles"><thead><tr><th scope="col">Article</th><th scope="col">Outlet</th>'
        f'<th scope="col">Date</th><th scope="col">Copies</th><th scope="col">Change</th></tr></thead>'
        f"<tbody>{body}</tbody></table>{_pages(visit, first, len(rows))}"
    )


def _filter(visit: Visit, catalogue: Catalogue, wanted: Wanted) -> str:
    ranked = sorted(catalogue.outlets.items(), key=lambda one: (-one[1], one[0]))
    options = _option("", "any outlet", not wanted.outlet) + "".join(
        _option(name, f"{'unknown' if name == UNKNOWN else name} ({count:,})", name == wanted.outlet)
        for name, count in ranked
    )
    return (
        f'<h2 id="list">Articles</h2><form class="row" action="/corpus" role="search">{_hidden(visit)}'
        f'<label>Search<br><input type="search" name="search" maxlength="300" value="{attribute(wanted.search)}">'
        "</label>"
        f'<label>Outlet<br><select name="outlet">{options}</select></label>'
        f'<label>From<br><input name="since" size="10" placeholder="2024-05" value="{attribute(wanted.since)}"></label>'
        f'<label>To<br><input name="until" size="10" placeholder="2024" value="{attribute(wanted.until)}"></label>'
        '<button class="main">Show</button></form>'
    )


def _counted(rows: list[Row], catalogue: Catalogue, first: int, shown: int) -> str:
    every = len(catalogue.rows)
    of = count_words(every, "article") if len(rows) == every else f"{len(rows):,} of {count_words(every, 'article')}"
    return of if shown == len(rows) else f"{of}, number {first + 1:,} to {first + shown:,}"


def _row(visit: Visit, row: Row) -> str:
    link = attribute(f"/article/{row.id}?{urlencode({'corpus': visit.corpus})}")
    copies = f"1 of {row.copies}" if row.copies > 1 else ""
    known = (("Outlet", row.outlet), ("Date", row.published), ("Copies", copies))
    facts = "".join(_cell(label, fact or "") for label, fact in known)
    named = attribute(row.title)
    change = (
        f'<button type="button" class="correct" aria-label="Correct: {named}">Correct</button> '
        f'<button type="button" class="remove danger" aria-label="Remove: {named}">Remove</button>'
    )
    return (
        f'<tr id="article-{row.id}"><td><a href="{link}"><bdi>{escape(row.title)}</bdi></a>'
        f'<div class="where"><bdi>{escape(row.place)}</bdi></div></td>{facts}'
        f'<td class="do">{change}</td></tr>'
    )


def _cell(label: str, fact: str) -> str:
    """On a phone, where no heads stand above, it says what it is, or is not there."""
    unknown = "" if fact else ' class="unknown"'
    return f'<td data-label="{label}"{unknown}><bdi>{escape(fact or "–")}</bdi></td>'


def _pages(visit: Visit, first: int, total: int) -> str:
    kept = {name: value for name, value in visit.asked.items() if name in ("search", "outlet", "since", "until")}
    links = []
    if first > 0:
        links.append(f'<a href="{attribute(visit.link("", **{**kept, "from": str(first - PAGE)}))}">Page before</a>')
    if first + PAGE < total:
        links.append(f'<a href="{attribute(visit.link("", **{**kept, "from": str(first + PAGE)}))}">Page after</a>')
    return f'<nav class="pages" aria-label="Pages of the list">{"".join(links)}</nav>' if links else ""


def _wanted(asked: Mapping[str, str]) -> Wanted:
    return Wanted(*(asked.get(name, "").strip()[:300] for name in ("search", "outlet", "since", "until")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


# Card, quotations, reliability


def show_card(visit: Visit) -> str:
    """Who, when, in what language, and what is unknown."""
    if not visit.assistant.generation.articles:
        return '<p class="empty">There is no article yet: add some first.</p>'
    return card_html(visit.memory.card(visit.corpus, visit.assistant))


def show_quote(visit: Visit) -> str:
    """Whether somebody's quotation is what the articles say, word by word."""
    text = visit.asked.get("text", "")[:QUOTE_CHARACTERS]
    form = (
        f'<form action="/corpus/quote">{_hidden(visit)}<label>A quotation, as somebody gives it<br>'
        f'<textarea name="text" required maxlength="{QUOTE_CHARACTERS}">{escape(text)}</textarea></label>'
        '<p><button class="main">Check it</button></p></form>'
    )
    if not text.strip():
        return f'{form}<p class="soft">Exact, altered (with every changed word) or absent: against every article.</p>'
    try:
        found = find_quote(text, visit.assistant.generation)
    except NewsroomError as error:
        return f'{form}<p class="warning" role="alert">{escape(str(error))}</p>'
    return f"{form}{_checked(found, visit.corpus)}"


def _checked(found: QuoteResult, corpus: str) -> str:
    if found.kind == "absent":
        return '<p class="warning" id="verdict">Absent: no article says this, nor anything near it.</p>'
    kind, words = ("good", "Exact") if found.kind == "exact" else ("warning", "Altered: the articles word it otherwise")
    places = "".join(_place(place, corpus) for place in found.places)
    return f'<p class="{kind}" id="verdict">{words}, in {count_words(len(found.places), "place")}.</p>{places}'


def _place(place: QuotePlace, corpus: str) -> str:
    citation = Citation(place.article, place.start, place.end, place.start, place.end)
    link = attribute(permalink(citation, corpus))
    tags = {"inserted": "ins", "deleted": "del"}
    runs = [
        f"<{tags[run.kind]}>{escape(run.text)}</{tags[run.kind]}>" if run.kind in tags else escape(run.text)
        for run in place.difference
    ]
    shown = " ".join(runs) if runs else escape(place.text)
    legend = _legend(place) if runs else ""
    return (
        f'<blockquote class="place" dir="auto">{shown}</blockquote>{legend}'
        f'<p><a href="{link}"><bdi>{escape(source_words(place.article))}</bdi></a></p>'
    )


def _legend(place: QuotePlace) -> str:
    """Which colour is whose, as `Run` says: inserted is in the quotation as given, deleted in the article alone."""
    kinds = {run.kind for run in place.difference}
    parts = []
    if "inserted" in kinds:
        parts.append("<ins>only in the quotation as given</ins>")
    if "deleted" in kinds:
        parts.append("<del>only in the article</del>")
    return f'<p class="soft">{" ".join(parts)}</p>' if parts else ""


def show_names(visit: Visit) -> str:
    """Which spellings are read as one name."""
    return names_html(read_names(visit.assistant.index), visit.corpus)


def show_reliability(visit: Visit) -> str:
    """What a confidence was worth on questions with known answers."""
    return reliability_html()


def show_gold(visit: Visit) -> str:
    """Questions with known answers, to measure on this corpus."""
    from ui.gold_page import gold_html

    return gold_html(visit)


VIEWS: dict[str, tuple[str, Callable[[Visit], str]]] = {
    "": ("Corpus", articles_html),
    "card": ("What is in it", show_card),
    "names": ("Names and spellings", show_names),
    "quote": ("Check a quotation", show_quote),
    "reliability": ("How reliable", show_reliability),
    "gold": ("Make gold questions", show_gold),
}
