"""What every interface offers, once: ask, search, show, quote and which corpora there are.

The page, REST, `/v1`, MCP and the Gradio endpoint all come through here, so that all give the same answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from index.errors import NewsroomError
from qa.assistant import Assistant
from qa.quotations import find_quote
from qa.types import Answer
from ui.corpora import Corpora
from ui.objects import hit_object, whole_article_object
from ui.turnstile import Turnstile

T = TypeVar("T")

QUESTION_CHARACTERS = 2_000
HISTORY_QUESTIONS = 50
QUOTE_CHARACTERS = 20_000
HITS = 100  # at most in one search; more would be a dump of the corpus

Question = Annotated[str, Field(max_length=QUESTION_CHARACTERS)]
Corpus = Annotated[str | None, Field(description="The name of a corpus; without it the first one.")]


def example(**fields: object) -> dict[str, Any]:
    """What the page of the documentation fills in for "Try it out": without it, names of corpora that there are not."""
    return {"examples": [fields]}


class Asking(BaseModel):
    """A question, with the earlier questions of its conversation."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra=example(question="What happened, and who said so?", history=[])
    )

    question: Annotated[Question, Field(description="What the articles are asked.")]
    history: Annotated[
        list[Question],
        Field(max_length=HISTORY_QUESTIONS, description="The earlier questions of the conversation, oldest first."),
    ] = []
    risk: Annotated[
        float | None, Field(ge=0, le=1, allow_inf_nan=False, description="0 to 1; 1: never abstain for doubt.")
    ] = None
    index: Corpus = None


class Searching(BaseModel):
    """A question whose passages are wanted, unread."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra=example(question="What happened, and who said so?", limit=10)
    )

    question: Annotated[Question, Field(description="What to look for.")]
    limit: Annotated[int, Field(ge=1, le=HITS, description="How many passages.")] = 10
    index: Corpus = None


class Showing(BaseModel):
    """An article that is wanted whole."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=example(article="an id, as search gives it"))

    article: Annotated[
        str,
        Field(min_length=1, max_length=4096, description="An article's id, a unique prefix of 6 or more, or its path."),
    ]
    index: Corpus = None


class Quoting(BaseModel):
    """A quotation whose place is wanted."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=example(text="as somebody gives it, word by word"))

    text: Annotated[str, Field(max_length=QUOTE_CHARACTERS, description="The quotation to look for.")]
    index: Corpus = None


class Service:
    """Corpora behind one turnstile: so many questions at once, whichever way they come."""

    def __init__(self, corpora: Corpora, turnstile: Turnstile) -> None:
        self.corpora = corpora
        self._turnstile = turnstile

    async def ask(self, asking: Asking) -> Answer:
        """Raises NewsroomError, Busy; so do the others."""
        return await answered(self.corpora, self._turnstile, asking)

    async def search(self, searching: Searching) -> dict[str, Any]:
        """What `qa search --json` gives."""

        def search(assistant: Assistant) -> dict[str, Any]:
            hits = assistant.search(searching.question, limit=searching.limit)
            return {"hits": [hit_object(rank, hit) for rank, hit in enumerate(hits, 1)]}

        return await self._run(searching.index, search)

    async def show(self, showing: Showing) -> dict[str, Any]:
        """What `qa show --json` gives."""
        return await self._run(showing.index, lambda one: whole_article_object(one.generation.find(showing.article)))

    async def quote(self, quoting: Quoting) -> dict[str, Any]:
        """What `qa quote --json` gives."""
        return await self._run(quoting.index, lambda one: find_quote(quoting.text, one.generation).to_dict())

    async def held(self) -> list[dict[str, Any]]:
        """Each corpus with its size; one that cannot be read has the status "failed" and its error."""
        return await self._turnstile.run(lambda: [held(self.corpora, name) for name in self.corpora.names])

    async def _run(self, name: str | None, work: Callable[[Assistant], T]) -> T:
        assistant = self.corpora.find(name)
        return await self._turnstile.run(lambda: work(assistant))


async def answered(corpora: Corpora, turnstile: Turnstile, asking: Asking) -> Answer:
    """The one way by which all interfaces ask. Raises NewsroomError, Busy."""
    assistant = corpora.find(asking.index)
    return await turnstile.run(lambda: assistant.ask(asking.question, history=asking.history, risk=asking.risk))


def held(corpora: Corpora, name: str) -> dict[str, Any]:
    """A corpus with its size, or why it cannot be read."""
    try:
        generation = corpora.find(name).generation
    except (NewsroomError, OSError) as error:
        return {"name": name, "status": "failed", "error": str(error)}
    sizes = {"articles": len(generation.articles), "passages": generation.passages}
    return {"name": name, "status": "ok", "generation": generation.name, **sizes}
