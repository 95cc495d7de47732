"""The values that flow from a question to an answer; a wrong one cannot be made."""

from __future__ import annotations

import bisect
import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

from index.types import Article, Page, Passage

Kind = Literal["answer", "list", "conflict", "none"]
Voice = Literal["quote", "report", "outlet"]
Polarity = Literal["yes", "no"]
Precision = Literal["year", "month", "day", "minute"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found, its fused score, and the rank that each retriever gave it (from 1)."""

    passage: Passage
    score: float
    ranks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: in a quotation, in reported speech, or in the outlet's own voice."""

    speaker: str | None
    role: str | None
    via: str | None
    voice: Voice

    def to_dict(self) -> dict[str, Any]:
        return {"speaker": self.speaker, "role": self.role, "via": self.via, "voice": self.voice}


@dataclass(frozen=True, slots=True)
class When:
    """A date of the claim: as the article words it, as ISO 8601 cut to its precision, and whether it was inferred."""

    text: str
    date: str
    precision: Precision
    inferred: bool

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "date": self.date, "precision": self.precision, "inferred": self.inferred}


def article_object(article: Article) -> dict[str, str | None]:
    """The `article` of a citation: what is unknown is None."""
    return {
        "id": article.id,
        "path": article.path,
        "record": article.record,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "url": article.url,
    }


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation and the answer in it: two half-open ranges of one article's text.

    Raises ValueError when the ranges are not nested, empty or outside the text.
    """

    article: Article
    start: int
    end: int
    answer_start: int
    answer_end: int

    def __post_init__(self) -> None:
        inside = 0 <= self.start <= self.answer_start < self.answer_end <= self.end <= len(self.article.text)
        if not inside:
            raise ValueError(
                f"citation ranges do not nest: {self.start} {self.answer_start} {self.answer_end} {self.end}"
            )

    @property
    def quote(self) -> str:
        """The sentence or sentences, whole."""
        return self.article.text[self.start : self.end]

    @property
    def answer(self) -> str:
        """The span inside the quote."""
        return self.article.text[self.answer_start : self.answer_end]

    @property
    def answer_in_quote(self) -> tuple[int, int]:
        """The answer's half-open range in the quote."""
        return self.answer_start - self.start, self.answer_end - self.start

    @property
    def page(self) -> Page | None:
        """The PDF page on which the quote begins."""
        at = bisect.bisect_right([page.start for page in self.article.pages], self.start)
        return self.article.pages[at - 1] if at else None

    @property
    def line(self) -> int | None:
        """The 1-based line of the quote's first character in a .txt or .md; CRLF, CR and LF each end one line."""
        if self.article.format not in ("txt", "md"):
            return None
        before = self.article.text[: self.start]
        return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")

    @property
    def fingerprint(self) -> str:
        """What `qa verify` checks: SHA-256 over the article's text, NUL and the four offsets."""
        offsets = f"{self.start}:{self.end}:{self.answer_start}:{self.answer_end}"
        content = f"{self.article.text}\0{offsets}".encode("utf-8", "surrogatepass")
        return f"sha256:{hashlib.sha256(content).hexdigest()}"

    def to_dict(self) -> dict[str, Any]:
        article, page = self.article, self.page
        return {
            "article": article_object(article),
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "answer_start": self.answer_start,
            "answer_end": self.answer_end,
            "answer": self.answer,
            "page": page.number if page else None,
            "page_label": page.label if page else None,
            "line": self.line,
            "fingerprint": self.fingerprint,
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one candidate; every value about 0 to 1 but for the reader's log-odds."""

    reader: float  # log-odds of span and text
    retrieval: float  # the hit's fused score
    coverage: float  # share of the question's terms, by rarity, that the passage or its title spells
    nearness: float  # the same share for the quote alone
    fit: float  # 1 when the span can be an answer of the wanted kind
    echo: float  # share of the answer's words that the question already has
    size: float  # decimal logarithm of the passages in the index: among many, a good one is less telling
    foreign: float = 0.0  # 1 when the question has a name that neither the passage nor its title has in any spelling
    reason: float = 0.0  # of why, how and what then: 1 explains just that, by grammar; below 0 explains nothing
    time: float = 0.0  # of questions about a year or month: 1 is of that time, -1 of another
    apart: float = 0.0  # 1 when the quote has none of the question's terms
    fault: float = 0.0  # 1 speaks of another than is asked, by grammar; a little where only the best does


@dataclass(frozen=True, slots=True)
class Candidate:
    """A citation that the reader proposes, and the hit in whose passage it stands.

    `score` is the reader's log-odds until the evidence was weighed, then that of all the evidence.
    `polarity` is what its clause says to a yes-or-no question, where that is sure; `reason` how surely its clause
    explains what is asked (below 0: surely not).
    """

    citation: Citation
    score: float
    hit: Hit
    evidence: Evidence | None = None
    polarity: Polarity | None = None
    reason: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates that say the same, best first."""

    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate:
        """The candidate whose words stand for the group."""
        return self.candidates[0]

    @property
    def origins(self) -> int:
        """Independent sources among the candidates: copies of one story count once."""
        return len({c.citation.article.story or c.citation.article.id for c in self.candidates})


@dataclass(frozen=True, slots=True)
class Claim:
    """What one or more articles say in answer, with every place that says it. Raises ValueError without a citation."""

    confidence: float
    citations: tuple[Citation, ...]
    polarity: Polarity | None = None
    attribution: Attribution | None = None
    when: When | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a claim needs at least one citation")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not a probability")

    @property
    def text(self) -> str:
        """The first citation's answer: a claim has no words of its own."""
        return self.citations[0].answer

    @property
    def origins(self) -> int:
        """Independent sources: copies of one story count once."""
        return len({citation.article.story or citation.article.id for citation in self.citations})

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "confidence": self.confidence,
            "origins": self.origins,
            "citations": [citation.to_dict() for citation in self.citations],
            "polarity": self.polarity,
            "attribution": self.attribution.to_dict() if self.attribution else None,
            "when": self.when.to_dict() if self.when else None,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer object of the contract. Raises ValueError when kind and claims do not fit each other."""

    question: str
    searched: str
    kind: Kind
    confidence: float
    message: str = ""
    claims: tuple[Claim, ...] = ()
    alternatives: tuple[Claim, ...] = ()
    closest: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    took_ms: dict[str, float] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        fits = {
            "answer": len(self.claims) == 1,
            "list": len(self.claims) >= 1,
            "conflict": len(self.claims) >= 2,
            "none": not self.claims,
        }
        if not fits[self.kind]:
            raise ValueError(f"an answer of kind {self.kind!r} cannot have {len(self.claims)} claims")
        if len(self.alternatives) > 5 or len(self.closest) > 3 or (self.closest and self.kind != "none"):
            raise ValueError("at most 5 alternatives; at most 3 closest, and only when there is no answer")

    @property
    def answered(self) -> bool:
        """False only when the articles do not say."""
        return self.kind != "none"

    @property
    def text(self) -> str:
        """The first claim's text; empty when the articles do not say."""
        return self.claims[0].text if self.claims else ""

    def to_dict(self) -> dict[str, Any]:
        """The answer object as plain JSON values, the same in every interface."""
        return {
            "version": 1,
            "question": self.question,
            "searched": self.searched,
            "kind": self.kind,
            "answered": self.answered,
            "text": self.text,
            "confidence": self.confidence,
            "message": self.message,
            "claims": [claim.to_dict() for claim in self.claims],
            "alternatives": [claim.to_dict() for claim in self.alternatives],
            "closest": [citation.to_dict() for citation in self.closest],
            "notes": list(self.notes),
            "took_ms": dict(self.took_ms),
        }
