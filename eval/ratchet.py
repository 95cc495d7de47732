"""The ratchet: no figure may fall below its floor, and floors rise only when somebody says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.forms import Node, read_json, write_json
from index.errors import GoldInvalid

BASELINE = Path(__file__).with_name("baseline.json")

# Questions that may go the other way without a change of ours: another processor rounds the models' sums otherwise.
# Runs on one machine are equal to the digit (tests/test_ratchet.py), so this is all the noise there is.
QUESTIONS_OF_NOISE = 2
EQUAL = 1e-9  # percent: sums of floats are compared

Figures = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Floor:
    """What a figure (percent) may not fall below, or, where less is better, rise above: its value, less the margin."""

    group: str
    name: str
    better: str
    value: float
    margin: float
    count: int

    @property
    def floor(self) -> float:
        """The worst value that passes."""
        return self.value - self.margin if self.better == "more" else self.value + self.margin

    def holds(self, value: float) -> bool:
        """Whether a value is not worse than the floor."""
        return _ahead(value, self.floor, self.better) >= -EQUAL

    def is_under(self, other: Floor) -> bool:
        """Whether another floor asks for more."""
        return _ahead(other.floor, self.floor, self.better) > EQUAL


def _ahead(value: float, other: float, better: str) -> float:
    return value - other if better == "more" else other - value


@dataclass(frozen=True, slots=True)
class Baseline:
    """The floors of one gold over one corpus, and why they are as they are, the newest reason last."""

    corpus: str
    gold: str
    articles: int
    floors: tuple[Floor, ...] = ()
    because: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The form of baseline.json; `floor` is written for a reader and derived again when it is read."""
        floors = [{**asdict(one), "floor": round(one.floor, 4)} for one in self.floors]
        return {
            "version": 1,
            "corpus": self.corpus,
            "gold": self.gold,
            "articles": self.articles,
            "because": list(self.because),
            "floors": floors,
        }


def read_baseline(path: Path) -> Baseline | None:
    """The floors of a file; None when there is no file yet. Raises GoldInvalid when it is not of its form."""
    if not path.exists():
        return None
    node = read_json(path, "the floors that `qa eval ratchet --raise` writes")
    try:
        floors = tuple(_floor(one.value) for one in node.nodes("floors"))
        because = tuple(str(one) for one in node.value.get("because", ()))
        return Baseline(node.text("corpus"), node.text("gold"), int(node.value["articles"]), floors, because)
    except (KeyError, TypeError, ValueError) as error:
        raise _no_floors(node, error) from error


def _floor(value: Mapping[str, Any]) -> Floor:
    if value["better"] not in ("more", "less"):
        raise ValueError(f"better is {value['better']!r}, not more or less")
    numbers = float(value["value"]), float(value["margin"]), int(value["count"])
    return Floor(str(value["group"]), str(value["name"]), str(value["better"]), *numbers)


def _no_floors(node: Node, error: Exception) -> GoldInvalid:
    return node.wrong(f"is not what `qa eval ratchet --raise` writes ({error}); take it from the repository again")


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write the floors. Raises PathMissing."""
    write_json(path, baseline.to_dict())


def floors_of(figures: Figures) -> tuple[Floor, ...]:
    """The floors that figures of a run would set: what `QUESTIONS_OF_NOISE` questions change may be lost again."""
    return tuple(
        Floor(
            one["group"],
            one["name"],
            one["better"],
            round(one["value"], 4),
            round(100 * QUESTIONS_OF_NOISE / one["count"], 4),
            one["count"],
        )
        for one in figures
    )


def breaches(run: Mapping[str, Any], baseline: Baseline) -> list[str]:
    """One line for everything in which a run falls short: other articles, other gold, each figure below its floor."""
    if other := _differs(run, baseline):
        return [other]
    measured = {(one["group"], one["name"]): one["value"] for one in run["figures"]}
    found = []
    for floor in baseline.floors:
        value = measured.get((floor.group, floor.name))
        where = f"{floor.group}, {floor.name}"
        if value is None:
            found.append(f"{where}: floor {floor.floor:.1f}, but it is not measured any more")
        elif not floor.holds(value):
            side = "below" if floor.better == "more" else "above"
            found.append(f"{where}: {value:.1f} is {side} its floor {floor.floor:.1f}")
    return found


def _differs(run: Mapping[str, Any], baseline: Baseline) -> str | None:
    if run["corpus"] != baseline.corpus:
        counted = f"{run['articles']} articles where the floors were measured on {baseline.articles}"
        return f"the corpus: other texts ({counted}); an article was lost or changed"
    if run["gold"] != baseline.gold:
        return "the gold: other questions than those that the floors were measured on"
    return None


def raised(run: Mapping[str, Any], baseline: Baseline | None, because: str | None = None) -> Baseline:
    """The floors after a run: each the higher of the old and the new, or all new when a reason is written.

    Raises GoldInvalid when the run is below the old floors, or of other articles or gold, and no reason is given.
    """
    new = floors_of(run["figures"])
    before = baseline.because if baseline else ()
    fresh = Baseline(run["corpus"], run["gold"], run["articles"], new, (*before, because) if because else before)
    if baseline is None or because:
        return fresh
    if short := breaches(run, baseline):
        raise GoldInvalid(f"floors are only raised, but {'; '.join(short)}; write why they fall: --because REASON")
    old = {(one.group, one.name): one for one in baseline.floors}
    kept = (old.get((one.group, one.name)) for one in new)
    higher = tuple(before if before and one.is_under(before) else one for one, before in zip(new, kept, strict=True))
    return Baseline(fresh.corpus, fresh.gold, fresh.articles, higher, fresh.because)
