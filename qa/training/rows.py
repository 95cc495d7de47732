"""Training rows: read them, crop their contexts, roughen their questions."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sentencex


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range of an accepted answer inside its row's context."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One question about one context; no answers means that the context does not answer it."""

    question: str
    context: str
    answers: tuple[Span, ...]
    title: str
    source: str

    def texts(self) -> list[str]:
        return [self.context[span.start : span.end] for span in self.answers]


def load(path: Path) -> list[Row]:
    """Read a .jsonl or .jsonl.gz of the SQuAD-like form; every answer is checked against its context.

    Raises ValueError naming the row whose answer does not stand where it says.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [_row(json.loads(line), path.name) for line in lines if line.strip()]


def _row(record: dict[str, Any], source: str) -> Row:
    context, spans = record["context"], []
    for answer in record["answers"]:
        span = Span(answer["start"], answer["start"] + len(answer["text"]))
        if context[span.start : span.end] != answer["text"]:
            raise ValueError(f"{source}: row {record['id']}: answer does not stand at {span.start}")
        spans.append(span)
    return Row(record["question"], context, tuple(spans), record.get("title") or "", source.split(".")[0])


def cropped(row: Row, limit: int, keep: float, rng: random.Random) -> Row:
    """Often whole sentences around the answer, up to about `limit` characters: the length of our passages, and cheap.

    With probability `keep`, and when there is no answer, the row stays as it is.
    """
    if not row.answers or len(row.context) <= limit or rng.random() < keep:
        return row
    bounds = sentences(row.context)
    answer = row.answers[0]
    hit = [i for i, (start, end) in enumerate(bounds) if answer.start < end and start < answer.end]
    first, last = hit[0], hit[-1]
    allowed = max(limit, rng.randint(80, 400))
    while sides := [i for i in (first - 1, last + 1) if 0 <= i < len(bounds)]:
        chosen = rng.choice(sides)
        if bounds[max(last, chosen)][1] - bounds[min(first, chosen)][0] > allowed:
            break
        first, last = min(first, chosen), max(last, chosen)
    start, end = bounds[first][0], bounds[last][1]
    inside = tuple(Span(a.start - start, a.end - start) for a in row.answers if start <= a.start and a.end <= end)
    return replace(row, context=row.context[start:end], answers=inside)


def passage(text: str, limit: int, rng: random.Random) -> str:
    """Whole sentences of a text, up to about `limit` characters, from a random one on."""
    bounds = sentences(text)
    if len(text) <= limit:
        return text
    first = rng.randrange(sum(1 for start, _ in bounds if len(text) - start >= limit / 2) or 1)
    last = max((i for i in range(first, len(bounds)) if bounds[i][1] - bounds[first][0] <= limit), default=first)
    return text[bounds[first][0] : bounds[last][1]].strip()


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentence ranges of a text, blanks after a sentence included in it."""
    return [(b["start_index"], b["end_index"]) for b in sentencex.get_sentence_boundaries("en", text)]


_FILLER = frozenset("a an the is are was were did do does of to in on at for by has have had that it".split())


def roughened(row: Row, rng: random.Random) -> Row:
    """Now and then a question as people type it: no question mark, a typo, or keywords only."""
    question, dice = row.question, rng.random()
    if dice < 0.20:
        question = question.rstrip("? ")
    elif dice < 0.27:
        question = _typo(question.rstrip("? "), rng)
    elif dice < 0.32:
        question = " ".join(w for w in question.rstrip("? ").split() if w.lower() not in _FILLER)
    return replace(row, question=question or row.question)


def _typo(question: str, rng: random.Random) -> str:
    words = question.split()
    long = [i for i, word in enumerate(words) if len(word) > 4]
    if not long:
        return question
    i = rng.choice(long)
    word, at = words[i], rng.randrange(1, len(words[i]) - 2)
    swaps = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    )
    words[i] = rng.choice(swaps)
    return " ".join(words)
