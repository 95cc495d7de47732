"""The gold commands in an application of their own, with the edge that `qa eval` has."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from eval.commands_gold import register
from index.errors import NewsroomError


def main(arguments: Sequence[str]) -> int:
    """Run `qa eval` with these arguments: 0 done, 1 failed with one line, 2 wrongly called."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    register(app)
    try:
        app(args=list(arguments), prog_name="qa eval")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except NewsroomError as error:
        print(f"qa: {error}", file=sys.stderr)
        return 1
    return 0
