"""Reading files of foreign forms: every mistake in them is told with the file and the place in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import GoldInvalid, PathMissing


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a JSON file that knows where it stands, as "data[0].paragraphs[2]", so that errors can say so."""

    path: Path
    place: str
    value: Any

    def wrong(self, what: str) -> GoldInvalid:
        """The error that says what is wrong here."""
        return GoldInvalid(f"{self.path}, {self.place or 'top'}: {what}")

    def text(self, name: str, default: str | None = None) -> str:
        """A text of this object. Raises GoldInvalid when it is something else."""
        value = self._field(name, default)
        if not isinstance(value, str):
            raise self.wrong(f"{name!r} must be a text, found {_short(value)}")
        return value

    def flag(self, name: str, default: bool) -> bool:
        """True or false. Raises GoldInvalid when it is something else."""
        value = self._field(name, default)
        if not isinstance(value, bool):
            raise self.wrong(f"{name!r} must be true or false, found {_short(value)}")
        return value

    def nodes(self, name: str, default: list[Any] | None = None) -> Iterator[Node]:
        """The objects of a list of this object. Raises GoldInvalid when it is none."""
        value = self._field(name, default)
        if not isinstance(value, list):
            raise self.wrong(f"{name!r} must be a list, found {_short(value)}")
        base = f"{self.place}." if self.place else ""
        return (Node(self.path, f"{base}{name}[{at}]", one) for at, one in enumerate(value))

    def _field(self, name: str, default: Any) -> Any:
        if not isinstance(self.value, dict):
            raise self.wrong(f"an object with {name!r} is expected, found {_short(self.value)}")
        return self.value.get(name, default)


def _short(value: object) -> str:
    return "nothing" if value is None else repr(value)[:60]


def read_text(path: Path, what: str) -> str:
    """The whole file as UTF-8, a BOM taken off. Raises PathMissing, which says `what` was wanted, and GoldInvalid."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise PathMissing(f"{path}: no such file; give {what}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise GoldInvalid(f"{path}: cannot be read ({error}); give {what} in UTF-8") from error


def read_json(path: Path, what: str) -> Node:
    """A JSON file. Raises PathMissing, GoldInvalid."""
    try:
        return Node(path, "", json.loads(read_text(path, what)))
    except (ValueError, RecursionError) as error:
        raise GoldInvalid(f"{path}: is no JSON ({error}); give {what}") from error


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with its folder. Raises PathMissing when the file cannot be written there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise PathMissing(f"{path}: cannot be written ({error.strerror}); name a file in a folder of yours") from error


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write one JSON object. Raises PathMissing when the file cannot be written there."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
