"""The endpoint `/ask` for Gradio's own client: the one function of the page that is public."""

from __future__ import annotations

from typing import Any

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import Response
from gradio.events import api
from pydantic import ValidationError

from ui.corpora import Corpora
from ui.replies import failure, invalid, json_reply
from ui.service import Asking, answered
from ui.turnstile import Turnstile


def add_endpoint(corpora: Corpora, turnstile: Turnstile) -> None:
    """Offer `/ask` in the Blocks that are being built."""

    async def ask(
        question: str, history: list[str] | None = None, risk: float | None = None, index: str | None = None
    ) -> dict[str, Any]:
        """The answer object to a question; `history` are the earlier questions, oldest first."""
        try:
            asking = Asking.model_validate(
                {"question": question, "history": history or [], "risk": risk, "index": index or None}
            )
            return (await answered(corpora, turnstile, asking)).to_dict()
        except ValidationError as error:
            raise gr.Error(invalid(error), print_exception=False) from None
        except Exception as error:  # the outermost edge of this endpoint
            told = failure(error)
            raise gr.Error(f"{told.message}: {told.do}", print_exception=False) from None

    api(ask, api_name="ask", concurrency_limit=None)


def add_client_config(app: FastAPI, page: gr.Blocks) -> None:
    """Answer `/config` for Gradio's client, before Gradio would.

    Its client takes any object with a "path" for a file and fetches it, unless the protocol is "sse_v2.1"
    (`is_file_obj` in gradio_client 2.7); an article in an answer has a path. For the one short stream that an answer
    is, that protocol and the newer "sse_v3" are the same.
    """

    @app.get("/config", include_in_schema=False)
    async def config(request: Request) -> Response:
        root = str(request.base_url).rstrip("/")
        return json_reply(200, {**page.get_config_file(), "root": root, "protocol": "sse_v2.1"})
