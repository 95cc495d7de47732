"""A reader that the user names: any extractive question-answering model of Hugging Face's form, in a folder.

The only file that imports torch and transformers for reading. Nothing is downloaded: the folder must hold the model.
"""

# transformers' Auto classes are not typed.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelMissing
from qa.spans import MAX_TOKENS, STRIDE_TOKENS, Inputs, Logits, Odds, Reading, Run, read_windows

BATCH_WINDOWS = 8
# Span against null as it is; the confidence that ships was not fitted for it: `python -m eval.fit` does.
PLAIN = Odds(margin=0.5, answerable=0.0, bias=0.0, threshold=0.5)


class NamedReader:
    """Start and end scores of a model trained on SQuAD 2.0 or alike, whose first token stands for "no answer".

    Raises ModelMissing when the folder holds no such model.
    """

    def __init__(self, folder: Path, odds: Odds = PLAIN) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        mend = "name a folder that `save_pretrained` wrote, with model and fast tokenizer"
        if not (folder / "config.json").exists():
            raise ModelMissing(f"{folder}: no config.json of a question-answering model is there; {mend}")
        try:
            self._tokenizer, self._run = _opened(folder)
        except (OSError, ValueError, KeyError) as error:
            first = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelMissing(f"{folder}: cannot be opened as a question-answering model ({first}); {mend}") from error
        self._odds, self.threshold = odds, odds.threshold

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        return read_windows(self._tokenizer, question, texts, self._run, self._odds, BATCH_WINDOWS)


def _opened(folder: Path) -> tuple[Any, Run]:
    """Tokenizer and the model's pass, whose windows have no score of their own."""
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    fast = AutoTokenizer.from_pretrained(str(folder), local_files_only=True, use_fast=True)
    model, loaded = AutoModelForQuestionAnswering.from_pretrained(
        str(folder), local_files_only=True, output_loading_info=True
    )
    if loaded["missing_keys"]:
        raise ValueError(f"it has no trained {sorted(loaded['missing_keys'])[0]}")
    model.eval()
    known = set(inspect.signature(model.forward).parameters)
    tokenizer = fast.backend_tokenizer
    tokenizer.no_padding()
    tokenizer.enable_truncation(min(MAX_TOKENS, fast.model_max_length), stride=STRIDE_TOKENS, strategy="only_second")

    def run(passes: Sequence[Inputs]) -> Iterator[Sequence[Logits]]:
        for inputs in passes:
            with torch.inference_mode():
                out = model(**{name: torch.from_numpy(value) for name, value in inputs.items() if name in known})
            start: Logits = out.start_logits.float().numpy()
            end: Logits = out.end_logits.float().numpy()
            yield start, end, np.zeros(len(start), dtype=np.float32)

    return tokenizer, run
