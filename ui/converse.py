"""POST /chat/ask: what an asker on the page sees while the answer is looked for, and then the answer.

One JSON object a line: `{"doing"}` for each stage, at last `{"answer", "html", "place"}` or `{"error", "retry"}`. The
server remembers nothing: the earlier questions live in the page and come with each request. Whoever goes away is not
answered; the place at the turnstile is free again once the work has ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from index.errors import NewsroomError, NothingIndexed, QuestionError
from index.progress import Silent
from qa.types import Answer
from ui.api import Asking, log_error
from ui.cited import NO_PLACE, place_value
from ui.corpora import Corpora
from ui.escape import one_line
from ui.turn import answer_html
from ui.turnstile import Busy, Turnstile
from ui.words import stage_words

LINES = "application/x-ndjson"
BUSY = "Too many questions at once: ask again in a moment."
EMPTY = "There is no article to answer from: add some under Corpus above, or with `qa index PATH`."
FAILED = "The articles cannot be asked at the moment: see what `qa serve` says, or run `qa doctor`."
BROKEN = "Something went wrong here: ask again."


class Telling(Silent):
    """Hands each stage from the thread that answers to the page that waits."""

    def __init__(self, told: asyncio.Queue[dict[str, Any] | None]) -> None:
        self._loop, self._told = asyncio.get_running_loop(), told

    def begin(self, stage: str, total: int) -> None:
        """Said at once; a server that is going down hears nothing any more."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._told.put_nowait, {"doing": stage_words(stage, total)})


def add_converse(app: FastAPI, corpora: Corpora, turnstile: Turnstile) -> None:
    """Add the route by which the page asks."""

    @app.post("/chat/ask", include_in_schema=False)
    async def ask(asking: Asking) -> StreamingResponse:
        lines = converse(corpora, turnstile, asking)
        return StreamingResponse(lines, media_type=LINES, headers={"Cache-Control": "no-store"})


async def converse(corpora: Corpora, turnstile: Turnstile, asking: Asking) -> AsyncIterator[bytes]:
    """The lines of one question, each as soon as it is known; the last one is the answer or why there is none."""
    told: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
    asked = asyncio.create_task(_asked(corpora, turnstile, asking, Telling(told)))
    asked.add_done_callback(lambda _: told.put_nowait(None))
    try:
        while (stage := await told.get()) is not None:
            yield _line(stage)
        yield _line(asked.result())
    finally:
        asked.cancel()


async def _asked(corpora: Corpora, turnstile: Turnstile, asking: Asking, telling: Telling) -> dict[str, Any]:
    try:
        assistant = corpora.find(asking.index)
        answer = await turnstile.run(
            lambda: assistant.ask(asking.question, history=asking.history, risk=asking.risk, watch=telling)
        )
    except Busy:
        return {"error": BUSY, "retry": True}
    except QuestionError as error:
        return {"error": _sentence(str(error)), "retry": False}
    except NothingIndexed:
        return {"error": EMPTY, "retry": True}
    except NewsroomError as error:
        log_error(error)
        return {"error": FAILED, "retry": True}
    except Exception as error:  # the outermost edge of the page: no traceback and no path for a client
        log_error(error)
        return {"error": BROKEN, "retry": True}
    return _answered(answer, asking.index or corpora.names[0])


def _answered(answer: Answer, corpus: str) -> dict[str, Any]:
    first = answer.claims[0].citations[0] if answer.claims else None
    place = place_value(first, corpus) if first else NO_PLACE
    return {"answer": answer.to_dict(), "html": answer_html(answer, corpus), "place": place, "corpus": corpus}


def _line(told: dict[str, Any]) -> bytes:
    """ASCII: a lone surrogate of an article has no other form on a wire."""
    return json.dumps(told).encode("ascii") + b"\n"


def _sentence(message: str) -> str:
    return one_line(message[:1].upper() + message[1:])
