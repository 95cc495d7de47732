"""Readers: the question and some texts in, spans of those texts with comparable scores out.

torch is needed only for a model that the user names.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from index.embedders import model_folder
from index.errors import ModelMissing
from index.sessions import open_session
from qa.spans import MAX_TOKENS, STRIDE_TOKENS, Inputs, Logits, Odds, Reading, read_windows

WEIGHTS = Path(__file__).parent / "weights"


class Reader(Protocol):
    """Per text: spans with scores, and that text's own no-answer probability."""

    threshold: float
    """A text whose no_answer is above this is taken to be silent."""

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """One Reading per text, in order; texts longer than the model reads are read in windows."""
        ...


class OnnxReader:
    """The reader that this project trained: int8 ONNX of a MiniLM with heads for spans and for "is it answered here".

    Raises ModelMissing when the weights are absent or not the ones that belong to this version.
    """

    def __init__(self, folder: Path = WEIGHTS, odds: Odds | None = None) -> None:
        from tokenizers import Tokenizer

        card = _card(folder)
        self._odds = odds or Odds(**card["odds"])
        self.threshold = self._odds.threshold
        # A pass reads one window on one core, and the cores take passes in turn: a fifth faster than a batch on all
        # cores, and what a text gives does not depend on what is read beside it (int8 scales are of a whole pass).
        self._session = open_session((folder / "reader.onnx").read_bytes())
        self._cores = ThreadPoolExecutor(os.cpu_count(), "reader")
        self.tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_TOKENS, stride=STRIDE_TOKENS, strategy="only_second")

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return read_windows(self.tokenizer, question, texts, self._run, self._odds)

    def _run(self, passes: Sequence[Inputs]) -> Iterator[Sequence[Logits]]:
        return self._cores.map(lambda inputs: self._session.run(None, inputs), passes)


def open_reader(name: str | Path | None = None) -> Reader:
    """The reader that ships; or the question-answering model in the folder that `name` or $QA_READER names.

    Raises ModelMissing.
    """
    named = name or os.environ.get("QA_READER")
    if not named:
        return OnnxReader()
    folder = Path(named).expanduser()
    if (folder / "reader.json").exists():
        return OnnxReader(folder)
    from qa.named_readers import NamedReader

    return NamedReader(folder)


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
