"""The table that a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table

from eval.figures import Figure
from eval.sheet import Sheet

TABLE_COLUMNS = 100  # of characters; one width everywhere, so that equal runs print equal tables


def table(sheet: Sheet, console: Console | None = None) -> None:
    """Print the figures in one table, groups apart, and the times below; to stdout when no console is given."""
    console = console or Console(width=TABLE_COLUMNS)
    console.print(_figures(sheet))
    if sheet.took_ms:
        console.print(_times(sheet.took_ms))


def _figures(sheet: Sheet) -> Table:
    shown = Table(
        "",
        "",
        title=f"{sheet.title}: {sheet.asked.articles} articles, {sheet.asked.passages} passages",
        caption="Percent, with 95 % bootstrap intervals. ECE, Brier and AURC: less is better.",
        title_justify="left",
        caption_justify="left",
    )
    for column in ("value", "95 %", "of"):
        shown.add_column(column, justify="right")
    for group, figures in groupby(sheet.figures, key=lambda figure: figure.group):
        for number, figure in enumerate(figures):
            shown.add_row(group if number == 0 else "", *_row(figure))
        shown.add_section()
    return shown


def _row(figure: Figure) -> Sequence[str]:
    value = figure.to_dict()
    ends = f"{value['low']:.1f} to {value['high']:.1f}"
    return figure.name, f"{value['value']:.1f}", ends, str(value["count"])


def _times(took_ms: Mapping[str, Mapping[str, float]]) -> Table:
    shown = Table("stage", title="Milliseconds a question", title_justify="left")
    for column in ("mean", "median", "p95"):
        shown.add_column(column, justify="right")
    for stage, values in took_ms.items():
        shown.add_row(stage, *(f"{values[column]:.1f}" for column in ("mean", "median", "p95")))
    return shown


def reader_table(figures: Mapping[str, float], console: Console | None = None, title: str = "The reader alone") -> None:
    """Print the reader's figures, one a line; to stdout when no console is given."""
    shown = Table("SQuAD 2.0")
    shown.add_column("value", justify="right")
    for name, value in figures.items():
        whole = name.endswith("total")
        shown.add_row(name, str(value) if whole else f"{value:.4f}" if "thresh" in name else f"{value:.2f}")
    console = console or Console(width=TABLE_COLUMNS)
    console.print(title, markup=False)
    console.print(shown)
