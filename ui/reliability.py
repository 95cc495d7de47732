"""What a confidence is worth: the share of right answers at each confidence, as it was fitted."""

from __future__ import annotations

import json
from pathlib import Path

from qa.readers import WEIGHTS
from ui.plots import reliability

NONE = (
    '<p class="empty">There is no measurement of this with the reader that is in use. '
    "<code>python -m eval.fit</code> makes one from questions with known answers.</p>"
)


def reliability_html(folder: Path = WEIGHTS) -> str:
    """The plot and its numbers as a table; one sentence when nothing was measured."""
    points = read_points(folder)
    if not points:
        return NONE
    rows = "".join(
        f"<tr><td>{mean:.2f}</td><td>{right:.0%}</td><td>{count:,}</td></tr>" for mean, right, count in points
    )
    total = sum(count for _, _, count in points)
    return (
        "<p>An answer's confidence is the probability that it is right. On the broken line it would be exactly so; "
        f"below it answers are surer than they should be. Measured on {total:,} development questions.</p>"
        f"{reliability('Share of right answers by confidence', points)}"
        '<table class="articles figures"><thead><tr><th scope="col">mean confidence</th><th scope="col">right</th>'
        f'<th scope="col">answers</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def read_points(folder: Path) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and count, by confidence; empty when there are none or they are no such list."""
    try:
        found = json.loads((folder / "fitted.json").read_text("utf-8")).get("reliability", [])
        points = [(float(mean), float(right), int(count)) for mean, right, count in found]
    except (OSError, ValueError, TypeError, AttributeError):
        return []
    return sorted(point for point in points if 0 <= point[0] <= 1 and 0 <= point[1] <= 1 and point[2] > 0)
