"""GET /chat/facts: what the page shows around the conversation: corpora, example questions, what a risk promises."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from index.errors import NewsroomError
from ui.corpora import Corpora
from ui.examples import Examples
from ui.turnstile import Turnstile


def add_facts(app: FastAPI, corpora: Corpora, turnstile: Turnstile) -> None:
    """Add the route by which the page asks what there is."""
    examples = Examples(corpora, turnstile)

    @app.get("/chat/facts", include_in_schema=False)
    def facts(corpus: str = "") -> JSONResponse:
        return JSONResponse(
            _facts(corpora, examples, corpus or corpora.names[0]), headers={"Cache-Control": "no-store"}
        )


def _facts(corpora: Corpora, examples: Examples, corpus: str) -> dict[str, Any]:
    """`examples` is null while they are looked for; `coverage` is empty where nothing was measured."""
    told: dict[str, Any] = {"corpora": corpora.names, "corpus": corpus, "examples": []}
    try:
        assistant = corpora.find(corpus)
        told["articles"] = len(assistant.generation.articles)
        told["examples"] = examples.of(corpus) if told["articles"] else []
    except NewsroomError:
        return {**told, "articles": None, "risk": None, "coverage": []}
    coverage = [{"risk": one.risk, "coverage": one.coverage, "accuracy": one.accuracy} for one in assistant.coverage]
    return {**told, "risk": assistant.risk, "coverage": coverage}
