"""The shape of what comes back, for the OpenAPI document and the MCP tools; the values themselves are made in `qa`.

A test holds that every object of `qa` fits, and that no field of it is missing here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Probability = Annotated[float, Field(ge=0, le=1)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True)


class ArticleShape(_Shape):
    """An article; what is unknown is null."""

    id: str
    path: str
    record: str | None
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None


class CitationShape(_Shape):
    """A quotation and the answer in it: half-open ranges, in characters of the article's text."""

    article: ArticleShape
    start: int
    end: int
    quote: Annotated[str, Field(description="Exactly the article's text from start to end.")]
    answer_start: int
    answer_end: int
    answer: Annotated[str, Field(description="Exactly the article's text from answer_start to answer_end.")]
    page: int | None
    page_label: str | None
    line: int | None
    fingerprint: Annotated[str, Field(description="What `qa verify` checks.")]


class AttributionShape(_Shape):
    """Who says so."""

    speaker: str | None
    role: str | None
    via: str | None
    voice: Literal["quote", "report", "outlet"]


class WhenShape(_Shape):
    """When it is said to have been."""

    text: str
    date: str
    precision: Literal["year", "month", "day", "minute"]
    inferred: bool


class ClaimShape(_Shape):
    """What articles say in answer, with every place that says it."""

    text: str
    confidence: Probability
    origins: Annotated[int, Field(description="Independent sources: copies of one story count once.")]
    citations: Annotated[list[CitationShape], Field(min_length=1)]
    polarity: Literal["yes", "no"] | None
    attribution: AttributionShape | None
    when: WhenShape | None


class AnswerShape(_Shape):
    """The answer object: the same from the command line, Python, REST, MCP and Gradio."""

    version: Literal[1]
    question: Annotated[str, Field(description="As asked.")]
    searched: Annotated[str, Field(description="As understood: follow-ups made to stand alone.")]
    kind: Literal["answer", "list", "conflict", "none"]
    answered: Annotated[bool, Field(description='False only for "none".')]
    text: Annotated[str, Field(description='The first claim\'s text; "" for "none".')]
    confidence: Probability
    message: Annotated[str, Field(description="One or two sentences for a person.")]
    claims: list[ClaimShape]
    alternatives: Annotated[list[ClaimShape], Field(max_length=5, description="Considered and not preferred.")]
    closest: Annotated[list[CitationShape], Field(max_length=3, description='The nearest passages, for "none".')]
    notes: list[str]
    took_ms: dict[str, float]


class HitShape(_Shape):
    """A passage that retrieval found; `rank` counts from 1."""

    rank: int
    score: float
    article: ArticleShape
    start: int
    end: int
    text: str


class HitsShape(_Shape):
    """Passages, best first."""

    hits: list[HitShape]


class MutedShape(_Shape):
    """A range that is never quoted, and the rule that muted it."""

    start: int
    end: int
    rule: str


class WholeArticleShape(ArticleShape):
    """An article with its text."""

    story: str | None
    text: str
    muted: list[MutedShape]


class RunShape(_Shape):
    """Words in a row: in both, only in the quotation as given ("inserted"), only in the article ("deleted")."""

    kind: Literal["same", "inserted", "deleted"]
    text: str


class QuotedArticleShape(_Shape):
    """The article of a place."""

    id: str
    path: str
    title: str | None


class PlaceShape(_Shape):
    """Where a quotation stands."""

    article: QuotedArticleShape
    start: int
    end: int
    text: Annotated[str, Field(description="What the article really says.")]
    similarity: Probability
    difference: list[RunShape]


class QuoteShape(_Shape):
    """What became of a quotation; places best first."""

    kind: Literal["exact", "altered", "absent"]
    places: list[PlaceShape]


class CorpusShape(_Shape):
    """A corpus; only a good one has a generation and sizes."""

    name: str
    status: Literal["ok", "failed"]
    generation: str | None = None
    articles: int | None = None
    passages: int | None = None


class CorporaShape(_Shape):
    """The corpora that can be asked; the first is the one meant when none is named."""

    corpora: list[CorpusShape]


class ErrorShape(_Shape):
    """What is wrong, and what to do."""

    message: str
    do: str


class FailureShape(_Shape):
    """Any error of REST."""

    error: ErrorShape
