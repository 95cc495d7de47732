"""qa.toml and where data lives. Defaults stand in dataclasses beside the code they steer; the file changes some."""

from __future__ import annotations

import dataclasses
import difflib
import os
import tomllib
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from index.errors import DecisionsInvalid

Settings = TypeVar("Settings")


def default_index() -> Path:
    """Where the index is when nobody says: $QA_INDEX, else newsroom-qa/news.index in the user's data directory."""
    if is_index_named():
        return Path(os.environ["QA_INDEX"]).expanduser()
    base = os.environ.get("XDG_DATA_HOME", "")
    # The specification says to ignore a relative path there.
    data = Path(base) if os.path.isabs(base) else Path.home() / ".local" / "share"
    return data / "newsroom-qa" / "news.index"


def is_index_named() -> bool:
    """Whether $QA_INDEX says where the index is: a name that may be mistyped, unlike the user's data directory."""
    return bool(os.environ.get("QA_INDEX"))


def read_config(path: Path, settings: type[Settings]) -> Settings:
    """The settings with what qa.toml changes; a field that is a dataclass is a table of the file. No file: defaults.

    Raises DecisionsInvalid for what is no TOML, a value of another type, and an unknown key, naming the nearest.
    """
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        content = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DecisionsInvalid(f"{path} cannot be read: {error}; correct it or take it away") from error
    return _filled(settings, content, f"{path}: ")


def _filled(settings: type[Settings], values: Mapping[str, Any], where: str) -> Settings:
    types = typing.get_type_hints(settings)
    known = {field.name: types[field.name] for field in dataclasses.fields(settings) if field.init}  # type: ignore[arg-type]
    for key in values:
        if key not in known:
            nearest = difflib.get_close_matches(key, known, 1, 0)
            hint = f"did you mean `{nearest[0]}`?" if nearest else "there is nothing to set here"
            raise DecisionsInvalid(f"{where}unknown key `{key}`; {hint}")
    return settings(**{key: _value(known[key], value, f"{where}`{key}` ") for key, value in values.items()})


def _value(kind: Any, value: Any, where: str) -> Any:
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise DecisionsInvalid(f"{where}is {value!r}, expected a table")
        return _filled(typing.cast(type, kind), value, f"{where[:-1]}: ")
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    plain = typing.get_origin(kind) or kind
    if isinstance(plain, type) and (not isinstance(value, plain) or (isinstance(value, bool) and plain is not bool)):
        raise DecisionsInvalid(f"{where}is {value!r}, expected {plain.__name__}")
    return value
