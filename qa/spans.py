"""Spans of a text from a reader's raw scores: start and end chosen jointly, whole words, none over a better one."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 384  # the window that the reader was trained with
STRIDE_TOKENS = 128  # overlap of the windows of a longer text
MAX_ANSWER_TOKENS = 60
SPANS_PER_TEXT = 3
QUESTION_CHARACTERS = 500  # a longer question would leave no room for the text

Logits = NDArray[np.float32]  # [tokens] of one window; of a batch [windows, tokens]
Inputs = dict[str, NDArray[np.int64]]  # each [windows, tokens]
Run = Callable[[Sequence[Inputs]], Iterable[Sequence[Logits]]]
"""Passes of a model, in order: start and end scores [windows, tokens], each window's own "answered here" [windows]."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open character range of one text; `score` is the log-odds that it answers, comparable across texts."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text gives: spans best first, none over a better one, and the probability that it does not answer."""

    spans: tuple[Span, ...]
    no_answer: float


@dataclass(frozen=True, slots=True)
class Odds:
    """log-odds = margin * (span - null) + answerable * (text's own score) + bias; fitted on development data."""

    margin: float
    answerable: float
    bias: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Window:
    """One encoded window: which text it is of; its tokens from `first` to before `last` are that text's.

    `offsets` are half-open character ranges of the text, one a token of the window.
    """

    text: int
    ids: list[int]
    types: list[int]
    first: int
    last: int
    offsets: list[tuple[int, int]]


def read_windows(
    tokenizer: Tokenizer, question: str, texts: Sequence[str], run: Run, odds: Odds, rows: int = 1
) -> list[Reading]:
    """One Reading a text, in order: `rows` windows of like length share a pass of the model, the longest first."""
    found: list[list[Span]] = [[] for _ in texts]
    cut = sorted(windows(tokenizer, question[:QUESTION_CHARACTERS], texts), key=lambda w: -len(w.ids))
    batches = [cut[begin : begin + rows] for begin in range(0, len(cut), rows)]
    for batch, scores in zip(batches, run([padded(batch) for batch in batches]), strict=True):
        for window, start, end, answerable in zip(batch, *scores, strict=True):
            found[window.text] += spans(window, texts[window.text], start, end, float(answerable), odds)
    return [reading(one) for one in found]


def windows(tokenizer: Tokenizer, question: str, texts: Sequence[str]) -> Iterator[Window]:
    """The windows of each text in turn, as the tokenizer's truncation and stride cut them."""
    for i, encoding in enumerate(tokenizer.encode_batch([(question, text) for text in texts])):
        for window in [encoding, *encoding.overflowing]:
            inside = [at for at, sequence in enumerate(window.sequence_ids) if sequence == 1]
            first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
            yield Window(i, window.ids, window.type_ids, first, last, window.offsets)


def padded(batch: Sequence[Window]) -> Inputs:
    """The inputs of a BERT-like model, as long as the longest; what is padding is masked."""
    shape = (len(batch), max(len(window.ids) for window in batch))
    ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, window in enumerate(batch):
        length = len(window.ids)
        ids[row, :length], mask[row, :length], types[row, :length] = window.ids, 1, window.types
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


def spans(window: Window, text: str, start: Logits, end: Logits, answerable: float, odds: Odds) -> list[Span]:
    """The best spans of one window, start and end chosen jointly (Devlin et al. 2019), scored as log-odds."""
    first, last = window.first, window.last
    if first == last:
        return []
    s, e = start[first:last], end[first:last]
    null = float(start[0] + end[0])
    lines = _line_numbers(text, [begin for begin, _ in window.offsets[first:last]])
    joint = np.where(_allowed(lines), s[:, None] + e[None, :], -1e9)
    wanted = min(SPANS_PER_TEXT * 40, joint.size)
    order = np.argpartition(joint, -wanted, axis=None)[-wanted:]
    order = order[np.lexsort((order, -joint.ravel()[order]))]
    found: list[Span] = []
    for i, j in zip(*np.unravel_index(order, joint.shape), strict=True):
        begin, stop = window.offsets[first + i][0], window.offsets[first + j][1]
        begin, stop = _whole_words(text, begin, stop)
        if (
            joint[i, j] <= -1e8
            or not any(map(str.isalnum, text[begin:stop]))
            or any(begin < span.end and span.start < stop for span in found)
        ):
            continue
        score = odds.margin * (float(joint[i, j]) - null) + odds.answerable * answerable + odds.bias
        found.append(Span(begin, stop, score))
        if len(found) == SPANS_PER_TEXT:
            break
    return found


def _line_numbers(text: str, starts: Sequence[int]) -> NDArray[np.int64]:
    """The line in which each token begins: an answer never runs on into the next line."""
    breaks = [at for at, character in enumerate(text) if character in "\n\r"]
    return np.searchsorted(np.array(breaks, dtype=np.int64), np.array(starts, dtype=np.int64))


def _allowed(lines: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Pairs with end at or after start, at most MAX_ANSWER_TOKENS long, in one line. Shape [tokens, tokens]."""
    gap = np.arange(len(lines))[None, :] - np.arange(len(lines))[:, None]
    allowed: NDArray[np.bool_] = (gap >= 0) & (gap < MAX_ANSWER_TOKENS) & (lines[:, None] == lines[None, :])
    return allowed


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen to word ends: a span never splits a word or a combining mark."""
    while 0 < start < len(text) and _joined(text[start - 1], text[start]):
        start -= 1
    while 0 < end < len(text) and _joined(text[end - 1], text[end]):
        end += 1
    return start, end


def _joined(left: str, right: str) -> bool:
    return unicodedata.combining(right) > 0 or ((left.isalnum() or unicodedata.combining(left) > 0) and right.isalnum())


def reading(found: Sequence[Span]) -> Reading:
    """Merge the windows of one text, overlaps dropped; the best span competes with its own text's silence."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (-s.score, s.start, s.end)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    no_answer = 1 / (1 + math.exp(max(-50.0, min(50.0, kept[0].score)))) if kept else 1.0
    return Reading(tuple(kept[:SPANS_PER_TEXT]), no_answer)
