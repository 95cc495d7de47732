"""The report: one HTML page that works offline, made only of the JSON that is written beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from eval.figures import reliability_bins
from eval.forms import write_json, write_text
from eval.metrics import risk_coverage
from eval.page import fate, page, question, tile
from eval.plots import Bar, Point, bars, histogram
from eval.plots import reliability as reliability_plot
from eval.plots import risk_coverage as coverage_plot
from eval.reasons import EXPLAINED, Reason

Values = Mapping[str, Any]

# What an editor asks first: the figure, and what it means in a sentence.
HEADLINES = (
    ("mark", "overall", "Mark", "of all questions, answered or not: won with the right words from the right place"),
    (
        "news",
        "first answer",
        "First answer",
        "quiz questions whose answer is in the first span, or the other way round",
    ),
    ("news", "first three spans", "First three", "the same for the first three different spans"),
    ("answers", "wrong, of given", "Wrong, of given", "of the answers it gave, so many were wrong"),
    ("answers", "abstained, of unanswerable", "Kept silent", "where the articles do not say, it said nothing"),
    ("answers", "citations right, of given", "Citations right", "of the places it pointed to"),
    (
        "speakers",
        "stripped, of attributed",
        "Speaker lost",
        "of what somebody said: the quote or the claim does not say who",
    ),
    ("answers", "verbatim", "Verbatim", "quotes that are the article's own text; anything but 100 is a bug"),
    ("words", "F1", "F1", "words shared with the best accepted answer; silence is right where nothing can be answered"),
    ("calibration", "ECE", "Calibration error", "mean gap between the confidence shown and the share right"),
)


def write_report(path: Path, run: Values) -> Path:
    """Write the page, and the JSON beside it, whose path is returned. Raises PathMissing."""
    beside = path.with_suffix(".json")
    write_json(beside, run)
    write_text(path, html(run))
    return beside


def html(run: Values) -> str:
    """The page of a run, as `Sheet.to_report` gives it."""
    asked = f"{len(run['questions'])} questions · {run['articles']} articles · {run['passages']} passages"
    digests = f"articles {run['corpus'][:12]}, gold {run['gold'][:12]}"
    body = [
        f'<header><p class="kicker">newsroom-qa · benchmark</p><h1>{escape(run["title"])}</h1>',
        f'<p class="sub">{asked} <span class="digest">{digests}</span></p></header>',
        f'<section class="tiles">{"".join(_tiles(run))}</section>',
        _fates(run["questions"]),
        _plots(run),
        _figures(run),
        _times(run["took_ms"]),
        _questions(run["questions"]),
    ]
    return page(f"{run['title']} · newsroom-qa benchmark", "\n".join(part for part in body if part))


def _tiles(run: Values) -> list[str]:
    named = {(one["group"], one["name"]): one for one in run["figures"]}
    shown = [
        (named[group, name], title, meaning) for group, name, title, meaning in HEADLINES if (group, name) in named
    ]
    if shown:
        return [tile(figure, title, meaning, "" if title == "Mark" else "%") for figure, title, meaning in shown]
    return [tile(figure, figure["name"], figure["group"]) for figure in run["figures"]]


def _fates(lines: Sequence[Values]) -> str:
    """What became of the questions: won, or the reason why not, with the number of each."""
    if not any("reason" in line for line in lines):
        return ""
    counts = Counter(fate(line) for line in lines)
    names = [name for name in ("won", *(reason.value for reason in Reason)) if counts[name]]
    bar = "".join(
        f'<span class="fate {_class(name)}" style="flex-grow:{counts[name]}" title="{name}: {counts[name]}">'
        f"{counts[name]}</span>"
        for name in names
    )
    legend = "".join(
        f'<li><i class="{_class(name)}"></i><b>{name}</b> {counts[name]} '
        f"<small>{escape(EXPLAINED[Reason(name)]) if name != 'won' else 'the whole mark'}</small></li>"
        for name in names
    )
    shown = f'<div class="fates">{bar}</div><ul class="legend">{legend}</ul>'
    return f"<section><h2>What became of the questions</h2>{shown}</section>"


def _class(name: str) -> str:
    return name.replace(" ", "-")


def _plots(run: Values) -> str:
    lines = run["questions"]
    drawn = [_reliability(lines), _coverage(lines), _types(run["figures"]), _latency(lines)]
    return f'<section><h2>Plots</h2><div class="plots">{"".join(drawn)}</div></section>' if any(drawn) else ""


def _figure(title: str, drawn: str, caption: str) -> str:
    return f"<figure><h3>{title}</h3>{drawn}<figcaption>{caption}</figcaption></figure>"


def _reliability(lines: Sequence[Values]) -> str:
    told = [line for line in lines if line.get("said") and "right" in line]
    if not told:
        return ""
    bins = reliability_bins([line["confidence"] for line in told], [line["right"] for line in told])
    points = [
        Point(100 * one.confidence, 100 * one.right, 100 * one.low, 100 * one.high, f"{one.count} answers")
        for one in bins
    ]
    return _figure(
        "Is the confidence true?",
        reliability_plot(points),
        "Answers given, in ten groups of equal size by confidence; one on the dashed line is as often right as it "
        "says. Whiskers: 95 % (Wilson).",
    )


def _coverage(lines: Sequence[Values]) -> str:
    bold = [line["bold"] for line in lines if line.get("bold")]
    if not bold:
        return ""
    coverages, risks = risk_coverage([one["confidence"] for one in bold], [one["right"] for one in bold])
    curve = [Point(100 * float(x), 100 * float(y)) for x, y in zip(coverages, risks, strict=True)]
    told = [line for line in lines if line["said"]]
    wrong = sum(not line["right"] for line in told)
    share, risk = 100 * len(told) / len(bold), 100 * wrong / max(1, len(told))
    shipped = Point(share, risk, label=f"as run: {share:.0f} % answered, {risk:.0f} % wrong") if told else None
    return _figure(
        "What does silence buy?",
        coverage_plot(curve, shipped),
        "All that would be said if no doubt silenced it, the surest first: so many answered, so many of these wrong.",
    )


def _types(figures: Sequence[Values]) -> str:
    rows = [
        Bar(one["name"], one["value"], one["low"], one["high"], one["count"])
        for one in figures
        if one["group"] == "type"
    ]
    caption = "Mark by type of question, with 95 % bootstrap intervals: with few questions they are wide."
    return _figure("Mark by type", bars("Mark by type", rows), caption) if rows else ""


def _latency(lines: Sequence[Values]) -> str:
    took = [line["took_ms"]["total"] for line in lines if line.get("took_ms", {}).get("total") is not None]
    if not took:
        return ""
    median, late = float(np.median(took)), float(np.percentile(took, 95))
    marks = [Point(median, 0, label=f"median {median:,.0f} ms"), Point(late, 0, label=f"95 % within {late:,.0f} ms")]
    return _figure(
        "How long does it take?", histogram(took, marks), "Milliseconds a question on the machine of this run."
    )


def _figures(run: Values) -> str:
    rows, group = [], None
    for one in run["figures"]:
        first = one["group"] if one["group"] != group else ""
        group = one["group"]
        arrow = "↓" if one["better"] == "less" else ""
        rows.append(
            f'<tr class="{"first" if first else ""}"><th>{escape(first)}</th><td>{escape(one["name"])} '
            f'<span class="arrow" title="less is better">{arrow}</span></td><td class="n">{one["value"]:.1f}</td>'
            f'<td class="n">{one["low"]:.1f} to {one["high"]:.1f}</td><td class="n">{one["count"]}</td></tr>'
        )
    head = "<tr><th></th><th>figure</th><th class=n>value</th><th class=n>95 %</th><th class=n>of</th></tr>"
    note = "Percent, with 95 % bootstrap intervals over questions. ↓: less is better."
    return f"<section><h2>All figures</h2><table>{head}{''.join(rows)}</table><p class=note>{note}</p></section>"


def _times(took_ms: Values) -> str:
    if not took_ms:
        return ""
    rows = "".join(
        f"<tr><th>{escape(stage)}</th>"
        + "".join(f'<td class="n">{values[name]:,.1f}</td>' for name in values)
        + "</tr>"
        for stage, values in took_ms.items()
    )
    head = "<tr><th>stage</th>" + "".join(f"<th class=n>{name}</th>" for name in ("mean", "median", "p95")) + "</tr>"
    return f"<section><h2>Milliseconds a question</h2><table class=times>{head}{rows}</table></section>"


def _questions(lines: Sequence[Values]) -> str:
    counts = Counter(fate(line) for line in lines)
    names = [name for name in ("won", *(reason.value for reason in Reason), "lost") if counts[name]]
    chips = "".join(
        f'<button data-show="{name}" aria-pressed="false"><i class="{_class(name)}"></i>{name} {counts[name]}</button>'
        for name in names
    )
    tools = (
        f'<div class="tools"><button data-show="" aria-pressed="true">all {len(lines)}</button>{chips}'
        '<input type="search" placeholder="search in questions" aria-label="search in questions"></div>'
    )
    legend = (
        '<p class="note"><mark>Marked</mark>: the answer. <span class="gold">Underlined</span>: what the quote shares '
        "with the gold evidence. A click opens a question.</p>"
    )
    return f"<section><h2>Every question</h2>{legend}{tools}{''.join(question(line) for line in lines)}</section>"
