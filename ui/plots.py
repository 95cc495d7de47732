"""Small pictures as inline SVG: bars, columns, and the plot of what confidence is worth. Each shows its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.escape import escape, one_line

WIDTH = 900
SQUARE = 500  # of the plot of what confidence is worth


@dataclass(frozen=True, slots=True)
class Bar:
    """A name and how many."""

    name: str
    count: int


def bars(title: str, found: Sequence[Bar]) -> str:
    """One lying bar a name: a table, which finds room for long names on a phone too."""
    most = max((bar.count for bar in found), default=1)
    rows = "".join(
        f'<tr><th scope="row"><bdi>{escape(one_line(bar.name))}</bdi></th>'
        f'<td><progress aria-hidden="true" max="{most}" value="{bar.count}"></progress></td>'
        f"<td>{bar.count:,}</td></tr>"
        for bar in found
    )
    return f'<table class="bars" aria-label="{escape(title)}">{rows}</table>'


def columns(title: str, found: Sequence[Bar]) -> str:
    """One standing column a name (a month), with as many names below as there is room for."""
    most = max((bar.count for bar in found), default=1)
    step = (WIDTH - 60) / max(len(found), 1)
    every = max(1, -(-len(found) // 10))
    rows = [f'<text x="36" y="20" text-anchor="end">{most:,}</text><text x="36" y="184" text-anchor="end">0</text>']
    for number, bar in enumerate(found):
        x, height = 46 + number * step, 165 * bar.count / most
        rows.append(
            f'<rect class="bar" x="{x:.1f}" y="{180 - height:.1f}" width="{max(step * 0.8, 1):.1f}" '
            f'height="{height:.1f}"><title>{escape(bar.name)}: {bar.count:,}</title></rect>'
        )
        if number % every == 0:
            rows.append(f'<text x="{x:.1f}" y="202">{escape(bar.name)}</text>')
    rows.append(f'<line class="axis" x1="44" y1="180" x2="{WIDTH - 10}" y2="180"/>')
    return _wide(title, 212, "".join(rows))


def reliability(title: str, points: Sequence[tuple[float, float, int]]) -> str:
    """Mean confidence across, share right up; the broken line is where both are the same. A dot's size is its count."""
    size, left, top = 400, 60, 34
    most = max((count for _, _, count in points), default=1)

    def at(confidence: float, right: float) -> tuple[float, float]:
        return left + size * confidence, top + size * (1 - right)

    dots = []
    for confidence, right, count in points:
        x, y = at(confidence, right)
        radius = 4 + 8 * (count / most) ** 0.5
        told = f"{count} answers with a confidence of {confidence:.2f}: {right:.0%} right"
        dots.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{told}</title></circle>')
    line = " ".join("{:.1f},{:.1f}".format(*at(confidence, right)) for confidence, right, _ in points)
    marks = "".join(
        f'<text x="{left + size * part:.0f}" y="{top + size + 20}" text-anchor="middle">{part:g}</text>'
        f'<text x="{left - 8}" y="{top + size * (1 - part) + 5:.0f}" text-anchor="end">{part:.0%}</text>'
        for part in (0, 0.25, 0.5, 0.75, 1)
    )
    frame = (
        f'<rect x="{left}" y="{top}" width="{size}" height="{size}" fill="none" class="axis"/>'
        f'<line class="fair" x1="{left}" y1="{top + size}" x2="{left + size}" y2="{top}"/>'
        f'<polyline class="line" points="{line}"/>'
        f'<text x="{left + size / 2}" y="{top + size + 44}" text-anchor="middle">confidence</text>'
        f'<text x="{left}" y="16">share of answers that are right</text>'
    )
    return _svg(title, SQUARE, top + size + 56, frame + marks + "".join(dots), "plot square")


def _wide(title: str, height: float, inside: str) -> str:
    """In a frame that can be moved sideways, for on a phone its letters would be too small."""
    picture = _svg(title, WIDTH, height, inside)
    return f'<div class="wide" role="group" tabindex="0" aria-label="{escape(title)}">{picture}</div>'


def _svg(title: str, width: int, height: float, inside: str, name: str = "plot") -> str:
    return (
        f'<svg class="{name}" viewBox="0 0 {width} {height:.0f}" role="img" aria-label="{escape(title)}">{inside}</svg>'
    )
