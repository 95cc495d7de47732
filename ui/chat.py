"""The web chat: Gradio makes the page's parts, the scripts in page/ make them a conversation beside its source.

Only this file and `ui.endpoint` import gradio; `ui.sealed.seal` must have run before. Questions go to `ui.converse`,
not through Gradio's queue: they can be stopped there, tell their stages, and cost a few milliseconds.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import gradio as gr
from fastapi import FastAPI

from index.errors import NewsroomError
from qa.types import Citation
from ui.api import QUESTION_CHARACTERS
from ui.article import EMPTY, GONE, NOTHING
from ui.cited import NO_PLACE
from ui.corpora import Corpora
from ui.endpoint import add_endpoint
from ui.sources import source_html
from ui.turnstile import Turnstile
from ui.welcome import bar_html, welcome_html

PAGE = Path(__file__).parent / "page"
STYLES = ("base", "bar", "turn", "source", "sheet")
HEAD = (
    "".join(f'<link rel="stylesheet" href="/page/{name}.css">' for name in STYLES)
    + '<link rel="icon" href="/page/favicon.svg" type="image/svg+xml">'
    + '<script src="/page/page.js" type="module"></script>'
)


class Chat:
    """The events of the page, for the corpora that the server offers."""

    def __init__(self, corpora: Corpora, turnstile: Turnstile) -> None:
        self._corpora, self._turnstile = corpora, turnstile

    def show(self, place: str) -> str:
        """The article of a citation's button, highlighted; NO_PLACE is an abstention's, "" that of an empty chat."""
        if place in ("", NO_PLACE):
            return NOTHING if place else EMPTY
        try:
            return self._sheet(place)
        except (NewsroomError, ValueError):
            return GONE

    def _sheet(self, place: str) -> str:
        """Raises ValueError, NewsroomError: the page may be older than the index."""
        id, start, end, answer_start, answer_end, corpus = place.split("|", 5)
        assistant = self._corpora.find(corpus)
        article = assistant.generation.article(id)
        citation = Citation(article, int(start), int(end), int(answer_start), int(answer_end))
        return source_html(citation, corpus, assistant)


def build_page(corpora: Corpora, turnstile: Turnstile) -> gr.Blocks:
    """The page: the conversation on the left, the source on the right."""
    chat = Chat(corpora, turnstile)
    with gr.Blocks(title="newsroom-qa", analytics_enabled=False, fill_width=True) as page:
        add_endpoint(corpora, turnstile)  # first: an event of the same name would take the name "/ask"
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                gr.Markdown(bar_html(corpora), elem_id="bar", latex_delimiters=[])
                gr.Markdown(welcome_html(), elem_id="conversation", latex_delimiters=[])
                _asking()
            with gr.Column(elem_id="source"):
                article = gr.Markdown(EMPTY, elem_id="article", latex_delimiters=[])
        place = gr.Textbox("", elem_id="place", visible="hidden", show_label=False)
        show = gr.Button("show", elem_id="show", visible="hidden")
        # "once", the default, would drop a click that comes while the last one is being answered.
        show.click(
            chat.show,
            place,
            article,
            show_progress="hidden",
            api_visibility="private",
            trigger_mode="always_last",
        )
    page.queue(max_size=64, default_concurrency_limit=4, api_open=False)
    return cast(gr.Blocks, page)


def mount_page(app: FastAPI, page: gr.Blocks) -> FastAPI:
    """Mount at "/" with everything off that the chat does not use."""
    fonts = ["system-ui", "sans-serif"]
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        "/",
        server_name="127.0.0.1",
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        blocked_paths=[],
        favicon_path=str(PAGE / "favicon.png"),
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"]),
        css=(PAGE / "frame.css").read_text("utf-8"),  # as text: Gradio waits for it before it draws anything
        head=HEAD,
    )
    return mounted


def _asking() -> None:
    """The box and its buttons; "Stop" takes the place of "Ask" while a question is answered."""
    with gr.Row(elem_id="asking"):
        gr.Textbox(
            label="Your question",
            placeholder="Ask what the articles say…",
            elem_id="question",
            max_length=QUESTION_CHARACTERS,
            lines=1,
            max_lines=4,
            autofocus=True,
            scale=8,
        )
        gr.Button("Ask", variant="primary", elem_id="ask", scale=0, min_width=90)
        gr.Button("Stop", variant="stop", elem_id="stop", scale=0, min_width=90)
