"""REST: POST /api/ask and GET /health. Stateless: the earlier questions come with each request, nothing is kept."""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import NewsroomError, QuestionError
from qa.types import Answer
from ui.corpora import Corpora
from ui.escape import json_text, one_line
from ui.turnstile import RETRY_SECONDS, Busy, Turnstile

QUESTION_CHARACTERS = 2_000
HISTORY_QUESTIONS = 50

Question = Annotated[str, Field(max_length=QUESTION_CHARACTERS)]


class Asking(BaseModel):
    """The body of POST /api/ask."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: Question
    history: Annotated[list[Question], Field(max_length=HISTORY_QUESTIONS)] = []
    risk: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    index: str | None = None


def build_api(corpora: Corpora, turnstile: Turnstile) -> FastAPI:
    """The application with its two routes and no documentation pages (FastAPI's load scripts from elsewhere)."""
    app = FastAPI(title="newsroom-qa", docs_url=None, redoc_url=None, openapi_url=None)

    @app.post("/api/ask")
    async def ask(request: Request) -> Response:
        return await _ask(request, corpora, turnstile)

    @app.api_route("/health", methods=["GET", "HEAD"])
    def health() -> Response:
        return _health(corpora)

    return app


async def answered(corpora: Corpora, turnstile: Turnstile, asking: Asking) -> Answer:
    """The one way by which page and REST ask. Raises NewsroomError, Busy."""
    assistant = corpora.find(asking.index)
    return await turnstile.run(lambda: assistant.ask(asking.question, history=asking.history, risk=asking.risk))


async def _ask(request: Request, corpora: Corpora, turnstile: Turnstile) -> Response:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        return _error(400, "the body is not JSON", "send Content-Type: application/json")
    try:
        asking = Asking.model_validate(json.loads(await request.body()))
    except ValidationError as error:
        return _error(400, _first_problem(error), 'send {"question": "…"}; history, risk and index may be added')
    except (ValueError, RecursionError):
        return _error(400, "the body is not JSON", 'send {"question": "…"}')
    try:
        answer = await answered(corpora, turnstile, asking)
    except QuestionError as error:
        return _error(400, *_halves(str(error)))
    except Busy:
        return _error(429, "too many questions at once", f"ask again in {RETRY_SECONDS} seconds", RETRY_SECONDS)
    except NewsroomError as error:
        _log(error)
        return _error(503, "the articles cannot be asked at the moment", "see what `qa serve` says, or run `qa doctor`")
    except Exception as error:  # the outermost edge of the web: no traceback and no path for a client
        log_unexpected(error)
        return _error(500, "something went wrong here", "ask again; if it stays so, see what `qa serve` says")
    return _json(200, answer.to_dict())


def _health(corpora: Corpora) -> Response:
    """200 when every corpus can be asked, else 503."""
    found: list[dict[str, Any]] = []
    good = True
    for name in corpora.names:
        try:
            generation = corpora.find(name).generation
        except (NewsroomError, OSError) as error:
            _log(error)
            found.append({"name": name, "status": "failed"})
            good = False
            continue
        held = {"articles": len(generation.articles), "passages": generation.passages}
        found.append({"name": name, "status": "ok", "generation": generation.name, **held})
    return _json(200 if good else 503, {"status": "ok" if good else "failed", "corpora": found})


def _first_problem(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in problem["loc"]) or "the body"
    return f"{place}: {problem['msg']}"


def _halves(message: str) -> tuple[str, str]:
    """What is wrong and what to do: our errors say both, with a colon or semicolon between."""
    what, found, do = message.partition(": ")
    return (what, do) if found else (message, "ask another question")


def _error(status: int, message: str, do: str, retry: int | None = None) -> Response:
    response = _json(status, {"error": {"message": message, "do": do}})
    if retry is not None:
        response.headers["Retry-After"] = str(retry)
    return response


def _json(status: int, value: Any) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(json_text(value), status, headers, media_type="application/json")


def _log(error: NewsroomError | OSError) -> None:
    """One line on the server's stderr; the messages of our errors never hold the question."""
    print(f"qa: {one_line(str(error))}", file=sys.stderr, flush=True)


def log_unexpected(error: Exception) -> None:
    """Only its name, for its text may hold the question; all of it for whoever sets QA_DEBUG=1."""
    if os.environ.get("QA_DEBUG"):
        traceback.print_exception(error)
    print(f"qa: unexpected {type(error).__name__}; QA_DEBUG=1 shows where", file=sys.stderr, flush=True)
