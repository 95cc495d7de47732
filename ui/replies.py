"""What goes back to a program: JSON, and one clear error for whatever went wrong."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response
from pydantic import ValidationError

from index.errors import ArticleUnknown, NewsroomError, NothingIndexed, QuestionError
from ui.escape import json_text, one_line
from ui.turnstile import RETRY_SECONDS, Busy


@dataclass(frozen=True, slots=True)
class Failure:
    """An HTTP status, what is wrong and what to do; `retry` in seconds where it helps to come again."""

    status: int
    message: str
    do: str
    retry: int | None = None


def failure(error: Exception) -> Failure:
    """What a client may know of an error; the rest goes to the server's stderr, never a question or a path to a client.

    The outermost edge of the web: any exception has its answer here.
    """
    if isinstance(error, QuestionError):
        return Failure(400, *_halves(str(error)))
    if isinstance(error, ArticleUnknown):
        return Failure(404, "no article, or more than one, has that id or path", "take the id from a search")
    if isinstance(error, Busy):
        return Failure(429, "too many questions at once", f"ask again in {RETRY_SECONDS} seconds", RETRY_SECONDS)
    if isinstance(error, NothingIndexed):
        return Failure(503, "there is no article to answer from", "add articles with `qa index PATH`")
    if isinstance(error, NewsroomError | OSError):
        log(error)
        return Failure(503, "the articles cannot be asked at the moment", "see what `qa serve` says, or `qa doctor`")
    log_error(error)
    return Failure(500, "something went wrong here", "ask again; if it stays so, see what `qa serve` says")


def first_problem(problems: Sequence[Any]) -> str:
    """The first of a validation's problems, with its place."""
    if not problems:
        return "the body cannot be read"
    problem = problems[0]
    place = ".".join(str(part) for at, part in enumerate(problem["loc"]) if at or part not in ("body", "query"))
    return one_line(f"{place}: {problem['msg']}" if place else problem["msg"])


def invalid(error: ValidationError) -> str:
    """The first problem of a model's own validation."""
    return first_problem(error.errors(include_url=False, include_input=False, include_context=False))


def json_reply(status: int, value: Any) -> Response:
    """Never cached: an answer is that of its moment."""
    return Response(json_text(value), status, {"Cache-Control": "no-store"}, media_type="application/json")


def failed(found: Failure) -> Response:
    """The error object of REST."""
    return with_retry(json_reply(found.status, {"error": {"message": found.message, "do": found.do}}), found)


def with_retry(response: Response, found: Failure) -> Response:
    """The response, with the time to wait where there is one."""
    if found.retry is not None:
        response.headers["Retry-After"] = str(found.retry)
    return response


def log(error: NewsroomError | OSError) -> None:
    """One line on the server's stderr; the messages of our errors never hold the question."""
    print(f"qa: {one_line(str(error))}", file=sys.stderr, flush=True)


def log_error(error: Exception) -> None:
    """Ours as they are; of others only the name, for the text may hold the question, and all of it with QA_DEBUG=1."""
    if isinstance(error, NewsroomError):
        log(error)
        return
    if os.environ.get("QA_DEBUG"):
        traceback.print_exception(error)
    print(f"qa: unexpected {type(error).__name__}; QA_DEBUG=1 shows where", file=sys.stderr, flush=True)


def _halves(message: str) -> tuple[str, str]:
    """What is wrong and what to do: our errors say both, with a colon between."""
    what, found, do = message.partition(": ")
    return (what, do) if found else (message, "ask another question")
