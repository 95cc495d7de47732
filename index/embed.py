"""Headed passage texts to vectors; what was embedded before is not embedded again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from index.embedders import Embedder
from index.progress import Silent, Watch
from index.types import Floats1d, Floats2d

# Texts embedded between two steps of the progress bar; the embedder sorts them by length to pad less.
_BLOCK = 256


def embed(
    texts: Sequence[str],
    embedder: Embedder,
    known: Mapping[str, Floats1d],
    watch: Watch | None = None,
) -> Floats2d:
    """One unit row a text, in order: [texts, dimensions], float32.

    `known` holds vectors of this very embedder by `digest(text)`. Equal texts are embedded once; when nothing is new
    the embedder's weights are not even loaded.
    """
    watch = watch or Silent()
    digests = [digest(text) for text in texts]
    fresh = {key: text for key, text in zip(digests, texts, strict=True) if key not in known}
    rows = dict(known)
    keys = list(fresh)
    if keys:
        watch.begin("embedding", len(keys))
        for start in range(0, len(keys), _BLOCK):
            block = keys[start : start + _BLOCK]
            rows.update(zip(block, embedder.embed_passages([fresh[key] for key in block]), strict=True))
            watch.advance(len(block))
        watch.end()
    if not texts:
        return np.zeros((0, embedder.dimensions), dtype=np.float32)
    return np.stack([rows[key] for key in digests]).astype(np.float32, copy=False)


def digest(text: str) -> str:
    """The key under which a text's vector is known: hex SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
