"""How well the times of claims are found on labelled sentences: `python -m eval.dating`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from eval.attribution import Counts, marked
from qa.analysers import Analyser, open_analyser
from qa.date import date
from qa.types import Citation, Claim, When

CASES = Path(__file__).parent / "dates.tsv"


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and the time it should be given; None when it has none that is sure."""

    claim: Claim
    expected: tuple[str, ...] | None


def cases(path: Path = CASES) -> Iterator[Case]:
    """The labelled sentences of a file, in order."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, published, *expected = line.split("\t")
            yield Case(_published(marked(text), published), None if expected[0] == "-" else tuple(expected))


def _published(claim: Claim, words: str) -> Claim:
    def moved(citation: Citation) -> Citation:
        return replace(citation, article=replace(citation.article, published=None if words == "-" else words))

    return replace(claim, citations=tuple(map(moved, claim.citations)))


def shown(when: When | None) -> tuple[str, ...] | None:
    """A time as the file writes it."""
    return None if when is None else (when.text, when.date, when.precision, str(when.inferred).lower())


def measure(found: list[tuple[str, ...] | None], expected: list[tuple[str, ...] | None]) -> Counts:
    """Exact matches in all four parts."""
    right = sum(one == other for one, other in zip(found, expected, strict=True) if one is not None)
    return Counts(right, sum(one is not None for one in found), sum(one is not None for one in expected))


def times(given: list[Case], analyser: Analyser) -> list[tuple[str, ...] | None]:
    """What is found for each case, in order."""
    return [shown(date(case.claim, analyser).when) for case in given]


def _main() -> None:
    given = list(cases(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES))
    found, expected = times(given, open_analyser()), [case.expected for case in given]
    counts = measure(found, expected)
    print(f"precision {counts.precision:.3f} ({counts.right}/{counts.given})", end="  ")
    print(f"recall {counts.recall:.3f} ({counts.right}/{counts.expected})  of {len(given)}")


if __name__ == "__main__":
    _main()
