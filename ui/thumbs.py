"""POST /chat/thumb: what a person thinks of an answer, kept beside the index as candidate gold for `qa eval new`.

The page sends the question, not the answer: it is asked again, so that only what the assistant really says is kept.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from eval.feedback import feedback_file
from index.errors import NewsroomError, QuestionError
from qa.types import Answer
from ui.api import Asking, answered, log_error
from ui.converse import BUSY, FAILED
from ui.corpora import Corpora
from ui.turnstile import Busy, Turnstile

CHANGED = "The articles have changed since: ask again, then say what you think of the new answer."
UNKEPT = "It could not be kept: the folder of the index cannot be written to."


class Thumb(Asking):
    """A verdict; `fingerprint` is that of the answer's first citation as the page shows it, empty for none."""

    verdict: Literal["up", "down"]
    fingerprint: str = ""


def add_thumbs(app: FastAPI, corpora: Corpora, turnstile: Turnstile) -> None:
    """Add the route by which the page sends a verdict."""

    @app.post("/chat/thumb", include_in_schema=False)
    async def thumb(given: Thumb) -> JSONResponse:
        try:
            answer = await answered(corpora, turnstile, given)
            if fingerprint(answer) != given.fingerprint:
                return JSONResponse({"error": CHANGED}, 409)
            keep(feedback_file(corpora.find(given.index).index), answer, given.verdict)
        except OSError:
            return JSONResponse({"error": UNKEPT}, 503)
        except Busy:
            return JSONResponse({"error": BUSY}, 429)
        except QuestionError as error:
            return JSONResponse({"error": str(error)}, 400)
        except NewsroomError as error:
            log_error(error)
            return JSONResponse({"error": FAILED}, 503)
        return JSONResponse({"kept": given.verdict})


def fingerprint(answer: Answer) -> str:
    """Of the first citation; empty when the articles did not say."""
    return answer.claims[0].citations[0].fingerprint if answer.claims else ""


def keep(path: Path, answer: Answer, verdict: str) -> None:
    """Add one line to the thumbs of an index. Raises OSError.

    The question kept is the one that was searched: gold stands alone, without the chat in which it was asked. The line
    is one write, so that an interruption leaves it whole or absent.
    """
    row = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "question": answer.searched,
        "verdict": verdict,
        "answer": answer.to_dict(),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, json.dumps(row).encode("ascii") + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
