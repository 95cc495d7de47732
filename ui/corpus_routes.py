"""Addresses of the corpus: its pages, uploads, and what changes it, in a child and one change after the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import ArticleUnknown, DecisionsInvalid, GoldInvalid, NewsroomError, QuestionError
from qa.assistant import Assistant
from qa.naming import decide_names
from ui.api import log_error
from ui.corpora import Corpora
from ui.corpus_page import VIEWS, Visit, corpus_html
from ui.escape import escape, json_text
from ui.jobs import Jobs, Task, TooMuch
from ui.memory import Memory
from ui.stationery import page_html
from ui.turnstile import Turnstile
from ui.uploads import FIELD_CHARACTERS, TEXT_CHARACTERS, Pasted, UploadRefused, checked_date, keep_file, keep_text

MOST_AT_ONCE = 500  # articles removed, or files named, in one request
_FRESH = {"Cache-Control": "no-store"}
_FAILED = "Something went wrong here; nothing was changed. See what `qa serve` says."
Words = Annotated[str, Field(max_length=FIELD_CHARACTERS)]
ArticleId = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    corpus: Words = ""


class Indexing(Body):
    """What was uploaded, by the names it was kept under; none: read everything again."""

    names: Annotated[list[Words], Field(max_length=MOST_AT_ONCE)] = []


class Pasting(Body):
    """A text with what is known about it."""

    text: Annotated[str, Field(max_length=TEXT_CHARACTERS)]
    title: Words = ""
    outlet: Words = ""
    published: Words = ""


class Correcting(Body):
    """What is right for an article; "" says that it is unknown."""

    article: ArticleId
    title: Words
    outlet: Words
    published: Words


class Removing(Body):
    """Articles to take out."""

    articles: Annotated[list[ArticleId], Field(min_length=1, max_length=MOST_AT_ONCE)]


class Naming(Body):
    """Names that are one, or never are."""

    table: Literal["joined", "apart"]
    names: Annotated[list[Words], Field(max_length=20)]


Asked = TypeVar("Asked", bound=Body)


class Desk:
    """Does what the addresses ask; blocking, so that each call runs in a thread."""

    def __init__(self, corpora: Corpora, jobs: Jobs) -> None:
        self._corpora, self._jobs, self._memory = corpora, jobs, Memory()

    def page(self, view: str, asked: dict[str, str]) -> Response:
        """A view of a corpus as a page."""
        if view not in VIEWS:
            return _page_of("There is nothing here", "<p>Choose from the links above.</p>", 404)
        try:
            name, assistant = self._find(asked.get("corpus", ""))
            visit = Visit(name, tuple(self._corpora.names), assistant, self._memory, asked)
            return HTMLResponse(corpus_html(visit, view), headers=_FRESH)
        except QuestionError as error:
            return _page_of("No such corpus", f"<p>{escape(str(error))}</p>", 404)
        except NewsroomError as error:
            log_error(error)
            return _page_of("This corpus cannot be read", "<p>Run <code>qa doctor</code> to see why.</p>", 503)

    def status(self, corpus: str) -> dict[str, Any]:
        return self._jobs.status(self._find(corpus)[1].index)

    def upload(self, corpus: str, name: str, content: bytes) -> dict[str, Any]:
        return {"kept": keep_file(self._find(corpus)[1].index, name, content).name}

    def paste(self, asked: Pasting) -> dict[str, Any]:
        pasted = Pasted(asked.text, asked.title, asked.outlet, asked.published)
        path = keep_text(self._find(asked.corpus)[1].index, pasted)
        return self._add(asked.corpus, {"kind": "index", "names": [path.name]})

    def index(self, asked: Indexing) -> dict[str, Any]:
        names = [name for name in asked.names if "/" not in name and name not in (".", "..")]
        return self._add(asked.corpus, {"kind": "index", "names": names})

    def correct(self, asked: Correcting) -> dict[str, Any]:
        article = self._find(asked.corpus)[1].generation.article(asked.article)
        wanted = {
            "title": asked.title.strip(),
            "outlet": asked.outlet.strip(),
            "published": checked_date(asked.published),
        }
        fields = {name: value for name, value in wanted.items() if value != (getattr(article, name) or "")}
        if not fields:
            raise QuestionError("nothing was changed: write what is right, then save")
        return self._add(asked.corpus, {"kind": "correct", "article": asked.article, "fields": fields})

    def remove(self, asked: Removing) -> dict[str, Any]:
        generation = self._find(asked.corpus)[1].generation
        for id in asked.articles:
            generation.article(id)
        return self._add(asked.corpus, {"kind": "remove", "articles": asked.articles})

    def names(self, asked: Naming) -> dict[str, Any]:
        unknown = decide_names(self._find(asked.corpus)[1].index, asked.table, [name.strip() for name in asked.names])
        return {"unknown": unknown}

    def _add(self, corpus: str, task: Task) -> dict[str, Any]:
        index = self._find(corpus)[1].index
        self._jobs.add(index, task)
        return self._jobs.status(index)

    def _find(self, corpus: str) -> tuple[str, Assistant]:
        return corpus or self._corpora.names[0], self._corpora.find(corpus)


def add_corpus(app: FastAPI, corpora: Corpora, turnstile: Turnstile, jobs: Jobs | None = None) -> None:
    """Add the addresses; `turnstile` is for questions, which none of this waits for."""
    desk = Desk(corpora, jobs or Jobs())

    @app.get("/corpus", include_in_schema=False)
    async def articles(request: Request) -> Response:
        asked = dict(request.query_params)
        return await anyio.to_thread.run_sync(lambda: desk.page("", asked))

    @app.get("/corpus/{view}", include_in_schema=False)
    async def view(request: Request, view: str) -> Response:
        asked = dict(request.query_params)
        if view == "work":
            return await done(lambda: desk.status(asked.get("corpus", "")))
        return await anyio.to_thread.run_sync(lambda: desk.page(view, asked))

    @app.post("/corpus/upload", include_in_schema=False)
    async def upload(request: Request, name: str = "", corpus: str = "") -> Response:
        if request.headers.get("content-type", "") != "application/octet-stream":
            return _refused(400, "This is no upload: send the file as application/octet-stream.")
        content = await request.body()
        return await done(lambda: desk.upload(corpus, name, content))

    @app.post("/corpus/index", include_in_schema=False)
    async def start(request: Request) -> Response:
        return await posted(request, Indexing, desk.index)

    @app.post("/corpus/paste", include_in_schema=False)
    async def paste(request: Request) -> Response:
        return await posted(request, Pasting, desk.paste)

    @app.post("/corpus/correct", include_in_schema=False)
    async def correct(request: Request) -> Response:
        return await posted(request, Correcting, desk.correct)

    @app.post("/corpus/names", include_in_schema=False)
    async def names(request: Request) -> Response:
        return await posted(request, Naming, desk.names)

    @app.post("/corpus/remove", include_in_schema=False)
    async def remove(request: Request) -> Response:
        return await posted(request, Removing, desk.remove)


async def posted(request: Request, kind: type[Asked], do: Callable[[Asked], dict[str, Any]]) -> Response:
    """Read a JSON body, which no form of another site can send, and do it."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        return _refused(400, "The body is not JSON.")
    try:
        asked = kind.model_validate(json.loads(await request.body()))
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        return _refused(400, f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}")
    except (ValueError, RecursionError):
        return _refused(400, "The body is not JSON.")
    return await done(lambda: do(asked))


async def done(do: Callable[[], dict[str, Any]]) -> Response:
    try:
        return _told(await anyio.to_thread.run_sync(do))
    except (UploadRefused, QuestionError, DecisionsInvalid, GoldInvalid) as error:
        return _refused(400, str(error))
    except ArticleUnknown:
        return _refused(404, "This article is not in the corpus any more: load the page again.")
    except TooMuch:
        return _refused(429, "Much work waits already: try again when some of it is done.")
    except NewsroomError as error:
        log_error(error)
        return _refused(503, str(error))
    except Exception as error:  # the outermost edge of the page
        log_error(error)
        return _refused(500, _FAILED)


def _told(value: dict[str, Any], status: int = 200) -> Response:
    return Response(json_text(value), status, _FRESH, media_type="application/json")


def _refused(status: int, message: str) -> Response:
    return _told({"error": message}, status)


def _page_of(title: str, inside: str, status: int) -> Response:
    main = f'<section class="empty"><h1>{title}</h1>{inside}</section>'
    return HTMLResponse(page_html(title, main, ""), status, headers=_FRESH)
