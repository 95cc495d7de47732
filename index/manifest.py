"""What a generation is made of and made from: manifest.json, written last and checked first."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import IndexDamaged, IndexForeign
from index.files import sha256
from index.split import SplitSettings

# Raise it when the files of a generation change their form; older indexes are then refused by name.
FORMAT = 1
NAME = "manifest.json"
CORPUS = "corpus.sqlite"
VECTORS = "vectors.faiss"


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a generation, as it was when it was written."""

    name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a generation was derived from: equal inputs, equal generation.

    `settings` is JSON; `decisions` and `content` are digests of what decisions.toml says and of what the files gave.
    """

    program: str
    embedder: str
    dimensions: int
    settings: str
    roots: tuple[str, ...]
    decisions: str
    content: str

    @property
    def split_settings(self) -> SplitSettings:
        """How its passages were cut."""
        return SplitSettings(**json.loads(self.settings))


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is known of a generation before its files are opened."""

    inputs: Inputs
    articles: int
    passages: int
    members: tuple[Member, ...]
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """JSON for a person to read, with the SHA-256 of its own content inside."""
        fields = dataclasses.asdict(self)
        return json.dumps({"sha256": _digest(fields), "manifest": fields}, indent=1, sort_keys=True).encode() + b"\n"


def describe(path: Path) -> Member:
    """What the manifest says of a file that was just written."""
    return Member(path.name, path.stat().st_size, sha256(path))


def read_manifest(folder: Path, expected: str | None) -> Manifest:
    """Check a manifest against the SHA-256 that CURRENT gives, or only against its own (None), then parse it.

    Raises IndexDamaged when it is not what was written, IndexForeign when another version of the format wrote it.
    """
    path = folder / NAME
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IndexDamaged(f"{path} cannot be read: {error.strerror}") from error
    if expected is not None and hashlib.sha256(content).hexdigest() != expected:
        raise IndexDamaged(f"{path} is not the file that was published: its SHA-256 differs")
    return _parse(path, content)


def check_members(folder: Path, manifest: Manifest) -> None:
    """Compare every file of a generation with its manifest, before any parser sees one.

    Raises IndexDamaged with the name of the first file that is missing, too many, or not what was written.
    """
    try:
        found = {path.name for path in folder.iterdir()} - {NAME}
        expected = {member.name for member in manifest.members}
        if found != expected or expected != {CORPUS, VECTORS}:
            odd = ", ".join(sorted(found ^ {CORPUS, VECTORS}))
            raise IndexDamaged(f"{folder} does not hold the files of a generation: {odd}")
        for member in manifest.members:
            path = folder / member.name
            if path.stat().st_size != member.size or sha256(path) != member.sha256:
                raise IndexDamaged(f"{path} is not the file that was published: its size or SHA-256 differs")
    except OSError as error:
        raise IndexDamaged(f"{folder} cannot be read: {error.strerror}") from error


def _parse(path: Path, content: bytes) -> Manifest:
    try:
        outer = json.loads(content)
        fields: dict[str, Any] = outer["manifest"]
        if outer["sha256"] != _digest(fields):
            raise IndexDamaged(f"{path} is not the file that was written: its own SHA-256 differs")
        if fields["format"] != FORMAT:
            roots = " ".join(fields.get("inputs", {}).get("roots", [])) or "PATH"
            raise IndexForeign(
                f"{path} is of format {fields['format']}, this program reads format {FORMAT}: "
                f"make a new index with: qa index {roots} --index NEW"
            )
        members = tuple(Member(**member) for member in fields["members"])
        inputs = Inputs(**(fields["inputs"] | {"roots": tuple(fields["inputs"]["roots"])}))
        return Manifest(**(fields | {"inputs": inputs, "members": members}))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{path} is no manifest: {error}") from error


def _digest(fields: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
