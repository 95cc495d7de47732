"""Two runs of the same gold side by side: what moved, and whether it is more than chance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.forms import read_json
from eval.metrics import Interval, interval
from index.errors import GoldInvalid

Line = Mapping[str, Any]

GIVEN = "the .json that `qa eval --report FILE.html` writes beside its page"


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its report's JSON has it; `lines` by id."""

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[str, Line]

    def figures(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        """Each figure by its group and name."""
        return {(one["group"], one["name"]): one for one in self.values["figures"]}


@dataclass(frozen=True, slots=True)
class Moved:
    """One question whose mark differs between the runs."""

    before: Line
    after: Line

    @property
    def gain(self) -> float:
        """What the second run has more, -1 to 1."""
        return float(self.after["mark"]) - float(self.before["mark"])


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second run against the first over the questions of both, in the order of the first.

    `gain`: of the mark, in shares, with its paired 95 % bootstrap interval. `won` and `lost` count questions with the
    whole mark in one run only; `p` is McNemar's exact test of them, two-sided.
    """

    before: Run
    after: Run
    gain: Interval
    won: int
    lost: int
    p: float
    moved: tuple[Moved, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, in points of mark."""
        moved = [
            {
                "id": one.before["id"],
                "question": one.before["question"],
                "before": {name: one.before.get(name) for name in ("mark", "said", "reason")},
                "after": {name: one.after.get(name) for name in ("mark", "said", "reason")},
            }
            for one in self.moved
        ]
        return {
            "version": 1,
            "before": str(self.before.path),
            "after": str(self.after.path),
            "questions": self.gain.count,
            "gain": 100 * self.gain.value,
            "low": 100 * self.gain.low,
            "high": 100 * self.gain.high,
            "won": self.won,
            "lost": self.lost,
            "p": self.p,
            "figures": self.rows(),
            "moved": moved,
        }

    def rows(self) -> list[dict[str, Any]]:
        """The figures that both runs have, side by side, in percent."""
        others = self.after.figures()
        shared = [(one, others[key]) for key, one in self.before.figures().items() if key in others]
        return [
            {
                **{name: one[name] for name in ("group", "name", "better")},
                "before": one["value"],
                "after": other["value"],
            }
            for one, other in shared
        ]

    def judged(self) -> str:
        """The change in mark and whether it is more than chance, for a headline."""
        sure = self.gain.low > 0 or self.gain.high < 0
        return f"{100 * self.gain.value:+.1f} points of mark, {'more' if sure else 'no more'} than chance may bring"

    def verdict(self) -> str:
        """One sentence for a person: is the second run better, and how sure is that."""
        ends = f"{100 * self.gain.low:+.1f} to {100 * self.gain.high:+.1f}"
        return f"{self.judged()} (95 % {ends}; {self.won} won, {self.lost} lost, McNemar's exact p {self.p:.3f})"


def read_run(path: Path) -> Run:
    """The JSON that `qa eval --report` writes beside its page. Raises PathMissing, GoldInvalid."""
    node = read_json(path, GIVEN)
    try:
        lines = {one.text("id"): one.value for one in node.nodes("questions")}
        figures = [one.text("name") for one in node.nodes("figures")]
    except GoldInvalid as error:
        raise GoldInvalid(f"{error}; give {GIVEN}") from error
    if not lines or not figures or not all("mark" in line for line in lines.values()):
        raise node.wrong(f"holds no marked questions; give {GIVEN}")
    return Run(path, node.value, lines)


def compare(before: Run, after: Run) -> Comparison:
    """Pair the questions of both runs by id. Raises GoldInvalid when they share none, or one id asks two things."""
    shared = [name for name in before.lines if name in after.lines]
    if not shared:
        raise GoldInvalid(f"{before.path} and {after.path} share no question; compare two runs of the same gold")
    for name in shared:
        if before.lines[name]["question"] != after.lines[name]["question"]:
            raise GoldInvalid(f"{name} asks something else in {after.path}; compare two runs of the same gold")
    pairs = [Moved(before.lines[name], after.lines[name]) for name in shared]
    won, lost = _whole(pairs, 1), _whole(pairs, -1)
    moved = tuple(pair for pair in pairs if pair.gain)
    return Comparison(before, after, interval([pair.gain for pair in pairs]), won, lost, mcnemar(won, lost), moved)


def _whole(pairs: Sequence[Moved], direction: int) -> int:
    """Questions that have the whole mark in one run only: the second for 1, the first for -1."""
    wins = [(pair.before["mark"] == 1.0, pair.after["mark"] == 1.0) for pair in pairs]
    return sum(after - before == direction for before, after in wins)


def mcnemar(won: int, lost: int) -> float:
    """McNemar's exact test, two-sided: how often a fair coin splits so many questions at least as unevenly.

    1.0 without any. McNemar, "Note on the sampling error of the difference between correlated proportions", 1947.
    """
    moved = won + lost
    tail = sum(math.comb(moved, count) for count in range(min(won, lost) + 1))
    return min(1.0, tail / (1 << moved) * 2)
