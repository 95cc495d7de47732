"""The web chat: Gradio carries the events; page.js and page.css make it a conversation beside its source.

The only file that imports gradio; `ui.sealed.seal` must have run before. The server remembers nothing: the earlier
questions live in the page and come with each event.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import gradio as gr
from fastapi import FastAPI

from index.errors import NewsroomError
from qa.types import Answer, Citation
from ui.api import HISTORY_QUESTIONS, QUESTION_CHARACTERS, Asking, answered, log_unexpected
from ui.article import EMPTY, GONE, NOTHING, article_html
from ui.corpora import Corpora
from ui.turn import answer_html, failed_html, new_turn_id, pending_html
from ui.turnstile import Busy, Turnstile
from ui.welcome import welcome_html

PAGE = Path(__file__).parent / "page"
BUSY = "Too many questions at once; ask again in a moment."
HISTORY_BYTES = 40_000  # of JSON; with the question it stays below the guard's limit
HEAD = (
    '<link rel="stylesheet" href="/page/page.css"><link rel="icon" href="/page/favicon.svg" type="image/svg+xml">'
    '<script src="/page/page.js" type="module"></script>'
)


class Chat:
    """The events of the page, for the corpora that the server offers."""

    def __init__(self, corpora: Corpora, turnstile: Turnstile) -> None:
        self._corpora, self._turnstile = corpora, turnstile

    async def ask(self, question: str, earlier: str, corpus: str | None) -> AsyncIterator[list[object]]:
        """First the question with "searching", then its answer; with it the article and the questions so far."""
        turn, asked = new_turn_id(), question.strip()
        if not asked:
            yield [gr.skip(), gr.skip(), gr.skip(), gr.skip()]
            return
        history = read_history(earlier)
        yield [pending_html(turn, asked, self._articles(corpus)), gr.skip(), "", gr.skip()]
        try:
            asking = Asking(question=asked[:QUESTION_CHARACTERS], history=history, index=corpus or None)
            answer = await answered(self._corpora, self._turnstile, asking)
        except Busy:
            yield [failed_html(turn, asked, BUSY), gr.skip(), asked, gr.skip()]
        except NewsroomError as error:
            yield [failed_html(turn, asked, str(error)), gr.skip(), gr.skip(), gr.skip()]
        except Exception as error:  # the outermost edge of the page
            log_unexpected(error)
            yield [failed_html(turn, asked, "Something went wrong here; ask again."), gr.skip(), asked, gr.skip()]
        else:
            name = corpus or self._corpora.names[0]
            shown = answer_html(turn, asked, answer, name)
            yield [shown, _opened(answer), gr.skip(), write_history([*history, asked])]

    def show(self, place: str) -> str:
        """The article of a citation's button, highlighted."""
        try:
            citation = self._citation(place)
        except (NewsroomError, ValueError):
            return GONE
        return article_html(citation)

    def _citation(self, place: str) -> Citation:
        """Raises ValueError, NewsroomError: the page may be older than the index."""
        id, start, end, answer_start, answer_end, corpus = place.split("|", 5)
        article = self._corpora.find(corpus).generation.article(id)
        return Citation(article, int(start), int(end), int(answer_start), int(answer_end))

    def _articles(self, corpus: str | None) -> int:
        try:
            return len(self._corpora.find(corpus).generation.articles)
        except NewsroomError:
            return 0


def read_history(earlier: str) -> list[str]:
    """The earlier questions as the page sent them; whatever is no list of short texts is none."""
    try:
        questions = json.loads(earlier or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(questions, list):
        return []
    return [one for one in questions if isinstance(one, str) and len(one) <= QUESTION_CHARACTERS][-HISTORY_QUESTIONS:]


def write_history(questions: list[str]) -> str:
    """The latest questions, as many as may travel with each event."""
    kept = questions[-HISTORY_QUESTIONS:]
    while len(json.dumps(kept)) > HISTORY_BYTES:
        kept = kept[1:]
    return json.dumps(kept)


def build_page(corpora: Corpora, turnstile: Turnstile) -> gr.Blocks:
    """The page: the conversation on the left, the source on the right."""
    chat = Chat(corpora, turnstile)
    with gr.Blocks(title="newsroom-qa", analytics_enabled=False) as page:
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                gr.Markdown(welcome_html(corpora), elem_id="conversation", latex_delimiters=[])
                turn = gr.Markdown("", elem_id="turn", latex_delimiters=[])
                question, corpus, ask, _ = _asking(corpora)
            with gr.Column(elem_id="source"):
                article = gr.Markdown(EMPTY, elem_id="article", latex_delimiters=[])
        earlier = gr.Textbox("[]", elem_id="earlier", visible="hidden", show_label=False)
        place = gr.Textbox("", elem_id="place", visible="hidden", show_label=False)
        show = gr.Button("show", elem_id="show", visible="hidden")
        gr.on(
            [question.submit, ask.click],
            chat.ask,
            [question, earlier, corpus],
            [turn, article, question, earlier],
            show_progress="hidden",
            concurrency_limit=None,
            api_visibility="private",
        )
        show.click(chat.show, place, article, show_progress="hidden", api_visibility="private")
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
        head=HEAD,
    )
    return mounted


def _asking(corpora: Corpora) -> tuple[gr.Textbox, gr.Dropdown, gr.Button, gr.Button]:
    with gr.Row(elem_id="asking"):
        question = gr.Textbox(
            label="Your question",
            placeholder="Ask what the articles say…",
            elem_id="question",
            max_length=QUESTION_CHARACTERS,
            lines=1,
            max_lines=4,
            autofocus=True,
            scale=8,
        )
        ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=0, min_width=90)
    with gr.Row(elem_id="choices"):
        names = corpora.names
        corpus = gr.Dropdown(names, value=names[0], label="Corpus", elem_id="corpus", visible=len(names) > 1, scale=1)
        fresh = gr.Button("New conversation", elem_id="fresh", size="sm", scale=0, min_width=160)
    return question, corpus, ask, fresh


def _opened(answer: Answer) -> str:
    """The article that opens beside the answer; for an abstention none, so that no old one looks like its source."""
    return article_html(answer.claims[0].citations[0]) if answer.claims else NOTHING
