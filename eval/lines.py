"""JSON lines out: one object a line, in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from index.errors import PathMissing


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write UTF-8 JSON lines. Raises PathMissing when the file cannot be written there."""
    try:
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise PathMissing(f"{path}: cannot be written ({error.strerror}); name a file in a folder of yours") from error
