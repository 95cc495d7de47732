"""Plots as inline SVG: what each shows is computed in eval/metrics.py, here it is only drawn.

Own code for four plots of points, lines and bars: matplotlib would be 60 MB for pictures that could not take the page's
fonts and colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 480, 320
NAME_CHARACTERS = 22  # beside a bar
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 14, 44  # margins that the axes' labels need


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a plot, both values within its axes; `low` and `high` are the ends of its interval in y."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name, its value and interval (percent), and what it counts."""

    name: str
    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Axes:
    """What a plot's axes say; both begin at 0 and end at `x_end` and `y_end`."""

    title: str
    x: str
    y: str
    x_end: float = 100.0
    y_end: float = 100.0

    def at_x(self, value: float) -> float:
        """Where a value of x stands, in units of the drawing."""
        return LEFT + (WIDTH - LEFT - RIGHT) * value / self.x_end

    def at_y(self, value: float) -> float:
        """Where a value of y stands; values grow upwards."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.y_end


def reliability(points: Sequence[Point]) -> str:
    """Confidence against share right, in percent, with the diagonal on which a calibrated system lies."""
    axes = Axes("Reliability diagram", "confidence, %", "right, %")
    ideal = _line(axes, [Point(0, 0), Point(100, 100)], "ideal")
    return _plot(axes, ideal + _line(axes, points, "curve") + "".join(_dot(axes, one) for one in points))


def risk_coverage(curve: Sequence[Point], shipped: Point | None) -> str:
    """Share wrong among the surest answers against their share, in percent, and where the shipped system stands."""
    axes = Axes("Risk-coverage curve", "answered, % (surest first)", "wrong of these, %")
    here = "" if shipped is None else _dot(axes, shipped, "here")
    return _plot(axes, _line(axes, curve, "curve") + here)


def histogram(values: Sequence[float], marks: Sequence[Point], bins: int = 20) -> str:
    """How many questions took how many milliseconds; `marks` are vertical lines with a label at their x."""
    end = _round_up(max(values, default=1.0))
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int(bins * value / end))] += 1
    axes = Axes("Latency", "milliseconds", "questions", end, _round_up(max(counts, default=1)))
    wide = end / bins
    drawn = "".join(_column(axes, at * wide, (at + 1) * wide, count) for at, count in enumerate(counts) if count)
    return _plot(axes, drawn + "".join(_rule(axes, mark, number) for number, mark in enumerate(marks)))


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars in percent with their intervals, one a row."""
    height, left, right = 26 * len(rows) + 30, 150, 76
    scale = (WIDTH - left - right) / 100
    drawn = []
    for number, row in enumerate(rows):
        y = 8 + 26 * number
        title = f"<title>{escape(row.name)}: {row.value:.1f} ({row.low:.0f} to {row.high:.0f}), {row.count}</title>"
        drawn.append(
            _text("name", left - 8, y + 13, _short(row.name), "end")
            + f'<rect class="track" x="{left}" y="{y}" width="{100 * scale:.1f}" height="18" rx="2"/>'
            f'<rect class="bar" x="{left}" y="{y}" width="{row.value * scale:.1f}" height="18" rx="2">{title}</rect>'
            f'<path class="whisker" d="M{left + row.low * scale:.1f} {y + 9}H{left + row.high * scale:.1f}"/>'
            + _text("value", left + 100 * scale + 8, y + 13, f"{row.value:.0f} % of {row.count}", "start")
        )
    ticks = "".join(_text("tick", left + value * scale, height - 6, str(value)) for value in (0, 50, 100))
    return _svg(title, height, "".join(drawn) + ticks)


def _short(name: str) -> str:
    """What fits beside a bar; the whole name stands in its title."""
    return name if len(name) <= NAME_CHARACTERS else f"{name[: NAME_CHARACTERS - 1]}…"


def _plot(axes: Axes, drawn: str) -> str:
    grid = []
    for part in range(5):
        x, y = axes.x_end * part / 4, axes.y_end * part / 4
        grid.append(
            f'<path class="grid" d="M{LEFT} {axes.at_y(y):.1f}H{WIDTH - RIGHT}"/>'
            + _text("tick", LEFT - 8, axes.at_y(y) + 4, _number(y), "end")
            + _text("tick", axes.at_x(x), HEIGHT - BOTTOM + 18, _number(x))
        )
    middle = (TOP + HEIGHT - BOTTOM) / 2
    turned = f'<g transform="rotate(-90 14 {middle})">{_text("axis", 14, middle, axes.y)}</g>'
    labels = _text("axis", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, axes.x) + turned
    return _svg(axes.title, HEIGHT, "".join(grid) + labels + drawn)


def _svg(title: str, height: float, drawn: str) -> str:
    name = escape(title, quote=True)
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{name}">{drawn}</svg>'


def _line(axes: Axes, points: Sequence[Point], kind: str) -> str:
    if len(points) < 2:
        return ""
    path = "L".join(f"{axes.at_x(one.x):.1f} {axes.at_y(one.y):.1f}" for one in points)
    return f'<path class="{kind}" d="M{path}"/>'


def _dot(axes: Axes, point: Point, kind: str = "dot") -> str:
    x, y = axes.at_x(point.x), axes.at_y(point.y)
    whisker = ""
    if point.low is not None and point.high is not None:
        whisker = f'<path class="whisker" d="M{x:.1f} {axes.at_y(point.low):.1f}V{axes.at_y(point.high):.1f}"/>'
    label = _text("label", x - 10, y - 10, point.label, "end") if kind == "here" else ""
    title = f"<title>{escape(point.label)}</title>"
    return f'{whisker}<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="5">{title}</circle>{label}'


def _column(axes: Axes, left: float, right: float, count: int) -> str:
    x, end, y = axes.at_x(left), axes.at_x(right), axes.at_y(count)
    title = f"<title>{count} in {_number(left)} to {_number(right)} ms</title>"
    size = f'width="{end - x - 1:.1f}" height="{axes.at_y(0) - y:.1f}"'
    return f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" {size}>{title}</rect>'


def _rule(axes: Axes, mark: Point, number: int) -> str:
    x, y = axes.at_x(mark.x), TOP + 12 + 16 * number
    left = mark.x > axes.x_end / 2
    label = _text("label", x + (-6 if left else 6), y, mark.label, "end" if left else "start")
    return f'<path class="rule" d="M{x:.1f} {TOP}V{axes.at_y(0):.1f}"/>{label}'


def _text(kind: str, x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _round_up(value: float) -> float:
    """The next of 4, 8, 20, 40, 80, 200 …: its quarters are round numbers."""
    steps = (step * 10**power for power in range(12) for step in (4.0, 8.0, 20.0))
    return next((step for step in steps if step >= value), value)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or value >= 10 else f"{value:.1f}"
