"""Addresses of the gold view: where an answer stands, keep a question, leave one out, the file itself."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Annotated, Any

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from eval.checks import advice, alike
from eval.gold import TYPES, Question
from eval.make import (
    append,
    draft,
    draft_conflict,
    draft_list,
    draft_unanswerable,
    gold_file,
    guessed_type,
    leave_out,
    next_id,
    place_at,
    places,
    read_made,
    wordings,
)
from index.errors import GoldInvalid
from index.generation import Generation
from qa.types import Citation
from ui.corpora import Corpora
from ui.corpus_routes import ArticleId, Body, Words, done, posted
from ui.gold_page import place_object
from ui.service import QUESTION_CHARACTERS
from ui.turnstile import Turnstile
from ui.words import count_words

MOST_MARKS = 40  # answers of one question
MOST_PLACES = 12  # of a typed answer
Offset = Annotated[int, Field(ge=0)]


class Mark(BaseModel):
    """An answer marked in an article; `speaker` is who says so, for the sides of a conflict."""

    model_config = ConfigDict(extra="forbid", strict=True)

    article: ArticleId
    start: Offset
    end: Offset
    speaker: Words = ""


class Keeping(Body):
    """A question with its answers; `again`: also when one like it is there. Type "" goes by the first words."""

    question: Annotated[str, Field(max_length=QUESTION_CHARACTERS)]
    type: Annotated[str, Field(pattern=f"^({'|'.join(sorted(TYPES))})?$")] = ""
    subtype: Words = ""
    marks: list[Mark] = Field(default_factory=list, max_length=MOST_MARKS)
    again: bool = False


class Dropping(Body):
    """A question to leave out, by its id."""

    id: Words


class GoldDesk:
    """Does what the addresses ask, one change after the other; blocking, so that each call runs in a thread."""

    def __init__(self, corpora: Corpora) -> None:
        self._corpora, self._lock = corpora, threading.Lock()

    def place(self, corpus: str, article: str, start: int, end: int) -> dict[str, Any]:
        """A selection, widened to whole words."""
        found = self._corpora.find(corpus).generation.article(article)
        return {"places": [place_object(place_at(found, start, end))]}

    def typed(self, corpus: str, article: str, answer: str) -> dict[str, Any]:
        """Where a typed answer stands; if nowhere, where it does in another case, other blanks or quotation marks."""
        found = self._corpora.find(corpus).generation.article(article)
        where = places(found, answer.strip()) or wordings(found, answer)
        if not where:
            raise GoldInvalid("This stands nowhere in the article as whole words, outside of grey text.")
        return {"places": [place_object(place) for place in where[:MOST_PLACES]]}

    def keep(self, asked: Keeping) -> dict[str, Any]:
        """Add a question to the file, unless one is like it and that was not meant."""
        assistant = self._corpora.find(asked.corpus)
        path = gold_file(assistant.index)
        with self._lock:
            made = read_made(path)
            near = [] if asked.again else alike(asked.question, made)
            if near:
                return {"alike": f"Nearly the same as {near[0].id}: {near[0].question}"}
            question = drafted(asked, assistant.generation, next_id(made))
            append(path, question)
        count = count_words(len(made) + 1, "question")
        return {"kept": question.id, "told": f"{question.id} is kept. {count} now. {advice([*made, question])}".strip()}

    def drop(self, asked: Dropping) -> dict[str, Any]:
        """Leave a question out of the file."""
        with self._lock:
            leave_out(gold_file(self._corpora.find(asked.corpus).index), asked.id)
        return {"dropped": asked.id}

    def file(self, corpus: str) -> Response:
        """The gold file as it is; empty when nothing is kept yet."""
        path = gold_file(self._corpora.find(corpus).index)
        headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="gold.jsonl"'}
        return Response(path.read_bytes() if path.exists() else b"", headers=headers, media_type="application/jsonl")


def drafted(asked: Keeping, generation: Generation, id: str) -> Question:
    """The gold question that was asked for. Raises GoldInvalid, ArticleUnknown."""
    type = asked.type or guessed_type(asked.question)
    if type == "unanswerable":
        return draft_unanswerable(asked.question, id, *filter(None, [asked.subtype]))
    marked = [(mark, place_at(generation.article(mark.article), mark.start, mark.end)) for mark in asked.marks]
    if not marked:
        raise GoldInvalid('Mark the answer in an article, or choose the type "unanswerable".')
    if type == "list":
        return draft_list(asked.question, _by_words(place for _, place in marked), id)
    if type == "conflict":
        sides = _by_words(place for _, place in marked)
        named = {place: mark.speaker for mark, place in marked}
        return draft_conflict(asked.question, [(_speaker(side, named), side) for side in sides], id)
    return draft(asked.question, type, [place for _, place in marked], id)


def _by_words(found: Iterable[Citation]) -> list[list[Citation]]:
    """Places that say the same in one group, in the order in which they were marked."""
    groups: dict[str, list[Citation]] = {}
    for place in found:
        groups.setdefault(place.answer.casefold(), []).append(place)
    return list(groups.values())


def _speaker(side: list[Citation], named: dict[Citation, str]) -> str:
    given = next((named[place].strip() for place in side if named[place].strip()), "")
    return given or side[0].article.outlet or ""


def add_gold(app: FastAPI, corpora: Corpora, turnstile: Turnstile) -> None:
    """Add the addresses; `turnstile` is for questions, which none of this waits for."""
    desk = GoldDesk(corpora)

    @app.get("/gold/place", include_in_schema=False)
    async def place(article: str, corpus: str = "", start: int = 0, end: int = 0, answer: str = "") -> Response:
        if answer:
            return await done(lambda: desk.typed(corpus, article, answer))
        return await done(lambda: desk.place(corpus, article, start, end))

    @app.post("/gold/keep", include_in_schema=False)
    async def keep(request: Request) -> Response:
        return await posted(request, Keeping, desk.keep)

    @app.post("/gold/drop", include_in_schema=False)
    async def drop(request: Request) -> Response:
        return await posted(request, Dropping, desk.drop)

    @app.get("/gold/file", include_in_schema=False)
    async def file(corpus: str = "") -> Response:
        return await anyio.to_thread.run_sync(lambda: desk.file(corpus))
