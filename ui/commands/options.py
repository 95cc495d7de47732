"""Options that several commands share."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer


def _number(value: float | None) -> float | None:
    if value is not None and math.isnan(value):
        raise typer.BadParameter("not a number")
    return value


Folder = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="The index folder; otherwise $QA_INDEX, else a folder of this user."),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]
Risk = Annotated[
    float | None,
    typer.Option("--risk", min=0.0, max=1.0, callback=_number, help="0 to 1; 1: never abstain for doubt."),
]
KeyText = Annotated[str, typer.Argument(metavar="ARTICLE", help="An id, a unique prefix of 6 or more, or a path.")]


def index_folder(given: Path | None) -> Path:
    """The index folder that a command means: --index, $QA_INDEX or the per-user one."""
    from index.config import default_index

    return given if given is not None else default_index()
