"""Readers: the question and some texts in, spans of those texts with comparable scores out.

The only file that imports onnxruntime for reading. torch is not needed to answer.
"""

from __future__ import annotations

import hashlib
import json
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedders import model_folder
from index.errors import ModelMissing

WEIGHTS = Path(__file__).parent / "weights"
MAX_TOKENS = 384  # the window that the reader was trained with
STRIDE_TOKENS = 128  # overlap of the windows of a longer text
MAX_ANSWER_TOKENS = 60
SPANS_PER_TEXT = 3
BATCH_TEXTS = 8
QUESTION_CHARACTERS = 500  # a longer question would leave no room for the text

Logits = NDArray[np.float32]  # [rows, tokens]


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


class Reader(Protocol):
    """Per text: spans with scores, and that text's own no-answer probability."""

    threshold: float
    """A text whose no_answer is above this is taken to be silent."""

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """One Reading per text, in order; texts longer than the model reads are read in windows."""
        ...


@dataclass(frozen=True, slots=True)
class Odds:
    """log-odds = margin * (span - null) + answerable * (text's own score) + bias; fitted on development data."""

    margin: float
    answerable: float
    bias: float
    threshold: float


@dataclass(frozen=True, slots=True)
class _Window:
    """One encoded window: which text it is of, and where its tokens stand in that text."""

    text: int
    ids: list[int]
    types: list[int]
    offsets: list[tuple[int, int]]


class OnnxReader:
    """The reader that this project trained: int8 ONNX of a MiniLM with heads for spans and for "is it answered here".

    Raises ModelMissing when the weights are absent or not the ones that belong to this version.
    """

    def __init__(self, folder: Path = WEIGHTS, odds: Odds | None = None) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        card = _card(folder)
        self._odds = odds or Odds(**card["odds"])
        self.threshold = self._odds.threshold
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Waiting threads that spin slow down everything else that runs on the same cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            (folder / "reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, stride=STRIDE_TOKENS, strategy="only_second")

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        found: list[list[Span]] = [[] for _ in texts]
        windows = sorted(self._windows(question[:QUESTION_CHARACTERS], texts), key=lambda w: len(w.ids))
        for begin in range(0, len(windows), BATCH_TEXTS):
            batch = windows[begin : begin + BATCH_TEXTS]
            start, end, answerable = self._session.run(None, _padded(batch))
            for window, s, e, a in zip(batch, start, end, answerable, strict=True):
                found[window.text] += _spans(window, texts[window.text], s, e, float(a), self._odds)
        return [_reading(spans) for spans in found]

    def _windows(self, question: str, texts: Sequence[str]) -> Iterator[_Window]:
        for i, encoding in enumerate(self._tokenizer.encode_batch([(question, text) for text in texts])):
            for window in [encoding, *encoding.overflowing]:
                yield _Window(i, window.ids, window.type_ids, window.offsets)


def open_reader(folder: Path = WEIGHTS) -> Reader:
    """The reader that ships with this version. Raises ModelMissing."""
    return OnnxReader(folder)


def _card(folder: Path) -> dict[str, Any]:
    """The card beside the weights, after their checksum was found to be the card's."""
    mend = "reinstall newsroom-qa"
    if not (folder / "reader.onnx").exists() or not (folder / "reader.json").exists():
        raise ModelMissing(f"{folder}: reader.onnx or reader.json is missing; {mend}")
    card: dict[str, Any] = json.loads((folder / "reader.json").read_text("utf-8"))
    digest = hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest()
    if digest != card["sha256"]:
        raise ModelMissing(
            f"{folder / 'reader.onnx'}: SHA-256 is {digest[:12]}…, expected {card['sha256'][:12]}…; {mend}"
        )
    return card


def _padded(batch: Sequence[_Window]) -> dict[str, NDArray[np.int64]]:
    shape = (len(batch), max(len(window.ids) for window in batch))
    ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, window in enumerate(batch):
        length = len(window.ids)
        ids[row, :length], mask[row, :length], types[row, :length] = window.ids, 1, window.types
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


def _spans(window: _Window, text: str, start: Logits, end: Logits, answerable: float, odds: Odds) -> list[Span]:
    """The best spans of one window, start and end chosen jointly (Devlin et al. 2019), scored as log-odds."""
    length = len(window.ids)
    inside = np.array(window.types) == 1
    inside[length - 1] = False  # the closing separator
    first = int(np.argmax(inside)) if inside.any() else length
    s, e = start[first : length - 1], end[first : length - 1]
    if not len(s):
        return []
    null = float(start[0] + end[0])
    lines = _line_numbers(text, [begin for begin, _ in window.offsets[first : length - 1]])
    joint = np.where(_allowed(lines), s[:, None] + e[None, :], -1e9)
    wanted = min(SPANS_PER_TEXT * 40, joint.size)
    order = np.argpartition(joint, -wanted, axis=None)[-wanted:]
    order = order[np.lexsort((order, -joint.ravel()[order]))]
    spans: list[Span] = []
    for i, j in zip(*np.unravel_index(order, joint.shape), strict=True):
        begin, stop = window.offsets[first + i][0], window.offsets[first + j][1]
        begin, stop = _whole_words(text, begin, stop)
        if (
            joint[i, j] <= -1e8
            or not any(map(str.isalnum, text[begin:stop]))
            or any(begin < span.end and span.start < stop for span in spans)
        ):
            continue
        score = odds.margin * (float(joint[i, j]) - null) + odds.answerable * answerable + odds.bias
        spans.append(Span(begin, stop, score))
        if len(spans) == SPANS_PER_TEXT:
            break
    return spans


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


def _reading(spans: Sequence[Span]) -> Reading:
    """Merge the windows of one text, overlaps dropped; the best span competes with its own text's silence."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.score, s.start, s.end)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    no_answer = 1 / (1 + math.exp(max(-50.0, min(50.0, kept[0].score)))) if kept else 1.0
    return Reading(tuple(kept[:SPANS_PER_TEXT]), no_answer)
