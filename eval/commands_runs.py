"""The commands of `qa eval` around whole runs: two of them compared, and one held against its floors."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.compare import Comparison, compare, read_run
from eval.inputs import (
    AsJson,
    Corpus,
    DialogueFile,
    GoldFile,
    IndexFolder,
    asked_index,
    follow,
    open_assistant,
    read_gold,
)
from eval.ratchet import BASELINE, Baseline, breaches, raised, read_baseline, write_baseline
from eval.sheet import answer_sheet
from index.errors import GoldInvalid

RunFile = Annotated[
    Path | None, typer.Argument(metavar="[RUN.json]", help="A run that is measured already: the JSON of a --report.")
]


def register(app: typer.Typer) -> None:
    """Add the commands compare and ratchet."""
    app.command("compare")(compare_command)
    app.command("ratchet")(ratchet_command)


def compare_command(
    before: Annotated[Path, typer.Argument(metavar="A.json", help="The JSON of a report: what was before.")],
    after: Annotated[Path, typer.Argument(metavar="B.json", help="The JSON of another: what came after.")],
    report: Annotated[Path | None, typer.Option(metavar="FILE.html", help="Write the comparison as a page.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare two runs of the same gold question by question, with paired tests: is the second one better?"""
    found = compare(read_run(before), read_run(after))
    if report:
        from eval.comparison import write_comparison

        write_comparison(report, found)
    if as_json:
        print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        _compared(found)


def _compared(found: Comparison) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table("", "", title=f"{found.gain.count} questions of both runs", title_justify="left")
    for column in ("before", "after", "change"):
        shown.add_column(column, justify="right")
    for row in found.rows():
        values = (f"{row['before']:.1f}", f"{row['after']:.1f}", f"{row['after'] - row['before']:+.1f}")
        shown.add_row(row["group"], row["name"], *values)
    Console(width=100).print(shown)
    for pair in found.moved:
        print(f"{'won ' if pair.gain > 0 else 'lost'} {pair.before['id']}  {pair.before['question']}")
        print(f"     {_said(pair.before)}  →  {_said(pair.after)}")
    print(found.verdict())


def _said(line: Mapping[str, Any]) -> str:
    said = " · ".join(line["said"]) or "(silent)"
    return f"{said} [{100 * line['mark']:.0f}]"


def ratchet_command(
    run: RunFile = None,
    gold: GoldFile = None,
    dialogues: DialogueFile = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    baseline: Annotated[
        Path, typer.Option("--baseline", metavar="FILE", help="The floors; other gold has a file of its own.")
    ] = BASELINE,
    up: Annotated[bool, typer.Option("--raise", help="Raise the floors to what was measured; none falls.")] = False,
    because: Annotated[
        str | None, typer.Option("--because", metavar="REASON", help="Set all floors anew, lower ones too; says why.")
    ] = None,
) -> None:
    """Fail when a figure falls below its floor, naming figure, floor and value; the sample corpus by default."""
    floors = read_baseline(baseline)
    setting = up or because is not None
    if because is not None and not because.strip():
        raise typer.BadParameter("--because needs a reason in words: it is kept with the floors")
    if floors is None and not setting:
        raise GoldInvalid(f"{baseline}: there are no floors yet; `qa eval ratchet --raise` sets them")
    measured = read_run(run).values if run else _measured(gold, dialogues, corpus, index)
    if setting:
        _set(baseline, raised(measured, floors, because), floors)
    elif floors is not None:
        _hold(measured, floors, baseline)


def _measured(gold: Path | None, dialogues: Path | None, corpus: Path | None, index: Path | None) -> Mapping[str, Any]:
    with asked_index(bool(gold or dialogues), corpus, index) as folder:
        return answer_sheet(open_assistant(folder), read_gold(gold, dialogues), None, follow).to_report()


def _set(path: Path, floors: Baseline, before: Baseline | None) -> None:
    write_baseline(path, floors)
    old = {(one.group, one.name): one.floor for one in before.floors} if before else {}
    moved = [one for one in floors.floors if old.get((one.group, one.name)) != one.floor]
    for one in moved:
        was = old.get((one.group, one.name))
        print(f"{one.group}, {one.name}: floor {one.floor:.1f}{'' if was is None else f', was {was:.1f}'}")
    print(f"{path}: {len(floors.floors)} floors, {len(moved)} of them moved", file=sys.stderr)


def _hold(measured: Mapping[str, Any], floors: Baseline, path: Path) -> None:
    short: Sequence[str] = breaches(measured, floors)
    for one in short:
        print(one)
    if short:
        counted = "1 figure" if len(short) == 1 else f"{len(short)} figures"
        raise GoldInvalid(f"{path}: {counted} below the floors; mend what broke, or write why: --because REASON")
    print(f"{len(floors.floors)} figures hold their floors")
