"""The comparison of two runs as a page, in the style of the report."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from eval.compare import Comparison, Moved
from eval.forms import write_json, write_text
from eval.page import page, question, tile


def write_comparison(path: Path, found: Comparison) -> Path:
    """Write the page, and the JSON beside it, whose path is returned. Raises PathMissing."""
    beside = path.with_suffix(".json")
    write_json(beside, found.to_dict())
    write_text(path, html(found))
    return beside


def html(found: Comparison) -> str:
    """The page: is the second run better, which figures changed, and every question that moved."""
    names = f"<b>before</b> {escape(str(found.before.path))} · <b>after</b> {escape(str(found.after.path))}"
    body = [
        '<header><p class="kicker">newsroom-qa · comparison of two runs</p>'
        f"<h1>{escape(found.judged())}</h1>"
        f'<p class="sub">{found.gain.count} questions of both runs · {names}</p></header>',
        f'<section class="tiles">{_tiles(found)}</section>',
        _figures(found),
        _moved(found),
    ]
    return page("Comparison · newsroom-qa benchmark", "\n".join(body))


def _tiles(found: Comparison) -> str:
    runs = (("Mark before", found.before), ("Mark after", found.after))
    marks = [(run.figures().get(("mark", "overall")), title) for title, run in runs]
    gain = {"value": 100 * found.gain.value, "low": 100 * found.gain.low, "high": 100 * found.gain.high}
    meaning = f"points of mark; {found.won} questions won, {found.lost} lost, McNemar’s exact p {found.p:.3f}"
    shown = [tile(figure, title, "of all questions of this run", unit="") for figure, title in marks if figure]
    return "".join([*shown, tile({**gain, "count": found.gain.count}, "Gain", meaning, unit="", sign="+")])


def _figures(found: Comparison) -> str:
    rows, group = [], None
    for row in found.rows():
        first = row["group"] if row["group"] != group else ""
        group = row["group"]
        rows.append(
            f'<tr class="{"first" if first else ""}"><th>{escape(first)}</th><td>{escape(row["name"])}</td>'
            f'<td class="n">{row["before"]:.1f}</td><td class="n">{row["after"]:.1f}</td>'
            f'<td class="n {_judged(row)}">{row["after"] - row["before"]:+.1f}</td></tr>'
        )
    head = "<tr><th></th><th>figure</th><th class=n>before</th><th class=n>after</th><th class=n>change</th></tr>"
    return f"<section><h2>All figures</h2><table>{head}{''.join(rows)}</table></section>"


def _judged(row: Mapping[str, Any]) -> str:
    change = row["after"] - row["before"]
    if round(change, 1) == 0:
        return ""
    return "better" if (change > 0) == (row["better"] == "more") else "worse"


def _moved(found: Comparison) -> str:
    won = [pair for pair in found.moved if pair.gain > 0]
    lost = [pair for pair in found.moved if pair.gain < 0]
    parts = [_pairs("Won", won), _pairs("Lost", lost)]
    return "".join(parts) or "<section><h2>No question moved</h2></section>"


def _pairs(title: str, pairs: list[Moved]) -> str:
    if not pairs:
        return ""
    shown = "".join(
        f'<div class="pair"><h4>before</h4>{question(pair.before)}<h4>after</h4>{question(pair.after)}</div>'
        for pair in pairs
    )
    return f"<section><h2>{title}: {len(pairs)}</h2>{shown}</section>"
