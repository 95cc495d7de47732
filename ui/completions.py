"""`/v1/models` and `/v1/chat/completions` as OpenAI's clients know them, so that any chat client can ask the articles.

The last user message is the question, the earlier ones are its history; what else is in the conversation is ignored,
and so is every parameter that has no meaning here. Nothing is generated: the message is the answer object as text.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from index.errors import NewsroomError
from index.tokens import count_tiktoken
from qa.types import Answer
from ui.escape import json_text
from ui.permalink import permalink
from ui.prose import Prose, Quoted, prose
from ui.replies import Failure, failure, invalid, json_reply, with_retry
from ui.service import HISTORY_QUESTIONS, QUESTION_CHARACTERS, Asking, Service, example
from ui.words import title_words

MODEL = "newsroom-qa"
MESSAGES = 2_000


class _Lenient(BaseModel):
    """Takes what OpenAI's clients send besides, and ignores it."""

    model_config = ConfigDict(extra="ignore")


class Part(_Lenient):
    """A part of a message; only text can be read."""

    type: Literal["text", "input_text"]
    text: str


class Message(_Lenient):
    """A message of the conversation. Only those of the user are read; others may hold anything."""

    role: str
    content: str | list[Part] | None = None

    @field_validator("content", mode="wrap")
    @classmethod
    def _of_user(cls, value: Any, read: Any, info: ValidationInfo) -> Any:
        return read(value) if info.data.get("role") == "user" else None

    @property
    def text(self) -> str:
        """The text of all parts."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content).strip()
        return (self.content or "").strip()


class StreamOptions(_Lenient):
    """What a stream holds besides."""

    include_usage: bool | None = None


class Completing(_Lenient):
    """The body of a chat completion; `risk` (0 to 1) is ours."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra=example(
            model="newsroom-qa", messages=[{"role": "user", "content": "What happened, and who said so?"}]
        ),
    )

    model: str
    messages: Annotated[list[Message], Field(min_length=1, max_length=MESSAGES)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    risk: Annotated[float | None, Field(ge=0, le=1, allow_inf_nan=False)] = None

    @property
    def questions(self) -> list[str]:
        """The user's messages, oldest first."""
        return [message.text for message in self.messages if message.role == "user"]


def add_completions(app: FastAPI, service: Service) -> None:
    """Add the routes under /v1."""

    @app.get("/v1/models", summary="The corpora, as models", tags=["OpenAI-compatible"])
    async def models() -> Response:
        """One model a corpus; `newsroom-qa` is the first."""
        found = [_model_object(service, id) for id in model_names(service.corpora.names)]
        return json_reply(200, {"object": "list", "data": found})

    @app.get("/v1/models/{model}", summary="One corpus, as a model", tags=["OpenAI-compatible"])
    async def model(model: str) -> Response:
        """404 when there is none of that name."""
        if model not in model_names(service.corpora.names):
            return openai_failed(_unknown(model, service))
        return json_reply(200, _model_object(service, model))

    @app.post("/v1/chat/completions", summary="Ask, as a chat", tags=["OpenAI-compatible"])
    async def complete(completing: Completing, request: Request) -> Response:
        """The last user message is the question, the earlier ones its history; the rest is ignored.

        `message.annotations` say where each quote stands in the text; `message.answer` is the answer object (with
        `stream`: on the last delta).
        """
        try:
            return await _completed(completing, service, str(request.base_url).rstrip("/"))
        except ValidationError as error:
            return openai_failed(Failure(400, invalid(error), "ask a shorter question"))
        except Exception as error:  # the outermost edge, as that of REST
            return openai_failed(failure(error))


def model_names(corpora: list[str]) -> dict[str, str]:
    """The corpus of each model: `newsroom-qa` is the first, `newsroom-qa:NAME` another; all in plain letters."""
    first, *others = corpora
    names = {MODEL: first}
    for corpus in others:
        plain = f"{MODEL}:{re.sub(r'[^A-Za-z0-9_.-]+', '-', corpus).strip('-') or 'corpus'}"
        name, number = plain, 2
        while name in names:
            name, number = f"{plain}-{number}", number + 1
        names[name] = corpus
    return names


def openai_failed(found: Failure) -> Response:
    """The error object that OpenAI's clients read."""
    kind = {429: "rate_limit_error", 503: "server_error", 500: "server_error"}.get(
        found.status, "invalid_request_error"
    )
    code = {429: "rate_limit_exceeded", 404: "model_not_found"}.get(found.status)
    error = {"message": f"{found.message}: {found.do}", "type": kind, "param": None, "code": code}
    return with_retry(json_reply(found.status, {"error": error}), found)


async def _completed(completing: Completing, service: Service, base: str) -> Response:
    corpus = model_names(service.corpora.names).get(completing.model)
    if corpus is None:
        return openai_failed(_unknown(completing.model, service))
    asking = _asking(completing, corpus)
    if asking is None:
        return openai_failed(Failure(400, "there is no message of the user", "put the question in one"))
    answer = await service.ask(asking)
    completion = _Completion(completing.model, asking, answer, base)
    if not completing.stream:
        return json_reply(200, completion.whole())
    with_usage = bool(completing.stream_options and completing.stream_options.include_usage)
    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(_sent(completion.chunks(with_usage)), headers=headers, media_type="text/event-stream")


def _asking(completing: Completing, corpus: str) -> Asking | None:
    """Earlier questions that could not have been asked (empty, too long) are left out. None without any question."""
    if not completing.questions:
        return None
    *earlier, question = completing.questions
    history = [one for one in earlier if one and len(one) <= QUESTION_CHARACTERS][-HISTORY_QUESTIONS:]
    return Asking(question=question, history=history, risk=completing.risk, index=corpus)


class _Completion:
    """One answer as a completion, whole or in pieces."""

    def __init__(self, model: str, asking: Asking, answer: Answer, base: str) -> None:
        self._head = {"id": f"chatcmpl-{secrets.token_hex(12)}", "created": int(time.time()), "model": model}
        self._asking, self._answer = asking, answer
        self._prose = prose(answer)
        self._annotations = url_citations(self._prose, base, asking.index or "")

    def whole(self) -> dict[str, Any]:
        message = {"role": "assistant", "content": self._prose.content, "refusal": None, **self._structured()}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {**self._head, "object": "chat.completion", "choices": [choice], "usage": self._usage()}

    def chunks(self, with_usage: bool) -> Iterator[dict[str, Any]]:
        """The text line by line; then annotations and answer on the last delta; then the usage, if it is wanted."""
        yield self._chunk({"role": "assistant", "content": ""})
        for line in self._prose.content.splitlines(keepends=True):
            yield self._chunk({"content": line})
        yield self._chunk(self._structured(), "stop")
        if with_usage:
            yield {**self._head, "object": "chat.completion.chunk", "choices": [], "usage": self._usage()}

    def _chunk(self, delta: dict[str, Any], finished: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finished}
        return {**self._head, "object": "chat.completion.chunk", "choices": [choice]}

    def _structured(self) -> dict[str, Any]:
        return {"annotations": self._annotations, "answer": self._answer.to_dict()}

    def _usage(self) -> dict[str, int]:
        """Tokens (cl100k_base) of the questions that were read and of the text that was given: nothing else was."""
        read = sum(map(count_tiktoken, [*self._asking.history, self._asking.question]))
        given = count_tiktoken(self._prose.content)
        return {"prompt_tokens": read, "completion_tokens": given, "total_tokens": read + given}


def url_citations(written: Prose, base: str, corpus: str) -> list[dict[str, Any]]:
    """A citation for each quote: where it stands in the text, half-open in characters, and where its source is.

    That is the article's address on the web where it has one, else the quote highlighted in the article, here.
    """

    def cited(one: Quoted) -> dict[str, Any]:
        web = one.citation.article.url or ""
        url = web if web.startswith(("https://", "http://")) else base + permalink(one.citation, corpus)
        title = title_words(one.citation.article)
        return {"start_index": one.start, "end_index": one.end, "title": title, "url": url}

    return [{"type": "url_citation", "url_citation": cited(one)} for one in written.quoted]


async def _sent(chunks: Iterator[dict[str, Any]]) -> AsyncIterator[str]:
    for chunk in chunks:
        yield f"data: {json_text(chunk)}\n\n"
    yield "data: [DONE]\n\n"


def _model_object(service: Service, id: str) -> dict[str, Any]:
    """`created` is when its articles were last indexed; 0 where that cannot be told."""
    try:
        corpus = service.corpora.find(model_names(service.corpora.names)[id])
        created = int(corpus.generation.folder.stat().st_mtime)
    except (NewsroomError, OSError):  # still a model: asking it says what is wrong
        created = 0
    return {"id": id, "object": "model", "created": created, "owned_by": MODEL}


def _unknown(model: str, service: Service) -> Failure:
    names = ", ".join(model_names(service.corpora.names))
    return Failure(404, f"there is no model {model[:100]!r}", f"choose one of {names}")
