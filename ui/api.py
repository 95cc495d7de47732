"""REST: ask, search, show, quote, corpora, and GET /health. Stateless: earlier questions come with each request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ui.completions import add_completions, openai_failed
from ui.corpora import Corpora
from ui.escape import one_line
from ui.openapi import add_documents
from ui.replies import Failure, failed, failure, first_problem, json_reply, log, log_error
from ui.schema import AnswerShape, CorporaShape, FailureShape, HitsShape, QuoteShape, WholeArticleShape
from ui.service import HISTORY_QUESTIONS, QUESTION_CHARACTERS, Asking, Quoting, Searching, Service, Showing, answered
from ui.turnstile import Turnstile

__all__ = ["HISTORY_QUESTIONS", "QUESTION_CHARACTERS", "Asking", "answered", "build_api", "log_error"]

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def build_api(corpora: Corpora, turnstile: Turnstile, lifespan: Lifespan | None = None) -> FastAPI:
    """The application with the routes of REST; the pages and the other interfaces are added to it."""
    app = FastAPI(
        title="newsroom-qa",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
    )
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _bad_request)
    service = Service(corpora, turnstile)
    _add_asking(app, service)
    _add_looking(app, service)
    _add_places(app, service)
    add_completions(app, service)
    add_documents(app)
    return app


def _add_asking(app: FastAPI, service: Service) -> None:
    @app.post("/api/ask", summary="Ask a question", responses=_answers(AnswerShape))
    async def ask(asking: Asking) -> Response:
        """One answer object. A follow-up is understood with `history`; nothing is kept here."""

        async def answer() -> dict[str, Any]:
            return (await service.ask(asking)).to_dict()

        return await _replied(answer())

    @app.get("/api/corpora", summary="Which corpora there are", responses=_answers(CorporaShape))
    async def corpora() -> Response:
        """Their names are what `index` takes; the first is the one meant when none is named."""

        async def found() -> dict[str, Any]:
            return {"corpora": [_told(one) for one in await service.held()]}

        return await _replied(found())

    @app.api_route("/health", methods=["GET", "HEAD"], include_in_schema=False)
    async def health() -> Response:
        """200 when every corpus can be asked, else 503."""
        found = await service.held()
        good = all(one["status"] == "ok" for one in found)
        told = {"status": "ok" if good else "failed", "corpora": [_told(one) for one in found]}
        return json_reply(200 if good else 503, told)


def _add_looking(app: FastAPI, service: Service) -> None:
    @app.get("/api/search", summary="Find passages", responses=_answers(HitsShape))
    async def search(searching: Annotated[Searching, Query()]) -> Response:
        """The passages that retrieval finds for a question, unread, best first."""
        return await _replied(service.search(searching))

    @app.post("/api/search", summary="Find passages", responses=_answers(HitsShape))
    async def search_body(searching: Searching) -> Response:
        """The same, for a question that is no one's business in a log of addresses."""
        return await _replied(service.search(searching))


def _add_places(app: FastAPI, service: Service) -> None:
    @app.get("/api/show", summary="Show an article", responses=_answers(WholeArticleShape, 404))
    async def show(showing: Annotated[Showing, Query()]) -> Response:
        """The whole article: its text, to which all offsets refer, and what is muted in it."""
        return await _replied(service.show(showing))

    @app.post("/api/show", summary="Show an article", responses=_answers(WholeArticleShape, 404))
    async def show_body(showing: Showing) -> Response:
        """The same."""
        return await _replied(service.show(showing))

    @app.get("/api/quote", summary="Find a quotation", responses=_answers(QuoteShape))
    async def quote(quoting: Annotated[Quoting, Query()]) -> Response:
        """Where a quotation stands: exact, altered (with the differences) or absent."""
        return await _replied(service.quote(quoting))

    @app.post("/api/quote", summary="Find a quotation", responses=_answers(QuoteShape))
    async def quote_body(quoting: Quoting) -> Response:
        """The same."""
        return await _replied(service.quote(quoting))


async def _replied(work: Awaitable[dict[str, Any]]) -> Response:
    try:
        return json_reply(200, await work)
    except Exception as error:  # the outermost edge of the web: no traceback and no path for a client
        return failed(failure(error))


async def _bad_request(request: Request, error: Exception) -> Response:
    """FastAPI's own refusals, in our shape or in that of OpenAI."""
    found = _refusal(error)
    return openai_failed(found) if request.url.path.startswith("/v1/") else failed(found)


def _refusal(error: Exception) -> Failure:
    if isinstance(error, RequestValidationError):
        problem = error.errors()[0]
        if problem["type"] == "json_invalid" or problem["loc"] == ("body",):
            return Failure(400, "the body is not JSON of the right form", _DO)
        return Failure(400, first_problem(error.errors()), "see /docs for what may be sent")
    if isinstance(error, HTTPException) and error.status_code != 400:
        return Failure(error.status_code, one_line(str(error.detail)).lower(), "see /docs")
    return Failure(400, "the body is not JSON", _DO)


_DO = "send a JSON object with Content-Type: application/json; see /docs"


def _told(corpus: dict[str, Any]) -> dict[str, Any]:
    """Without the error, which may hold a path: it goes to stderr."""
    if "error" in corpus:
        log(OSError(corpus["error"]))
    return {key: value for key, value in corpus.items() if key != "error"}


def _answers(shape: type[object], *more: int) -> dict[int | str, dict[str, Any]]:
    """What a route answers, for the document: nothing here has FastAPI's 422."""
    statuses = {
        400: "A bad request",
        413: "Too large",
        429: "Too many at once: see Retry-After",
        503: "Not to be asked",
    }
    if 404 in more:
        statuses[404] = "No such article"
    errors: dict[int | str, dict[str, Any]] = {
        status: {"model": FailureShape, "description": told} for status, told in statuses.items()
    }
    return {200: {"model": shape}, **errors}
