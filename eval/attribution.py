"""How well speakers, roles and channels are found on labelled sentences: `python -m eval.attribution`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.sentences import sentences
from index.types import Article
from qa.analysers import Analyser, open_analyser
from qa.attribute import attribute
from qa.types import Attribution, Citation, Claim, Voice

CASES = Path(__file__).parent / "attributions.tsv"
FIELDS = ("speaker", "role", "via")


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and what its attribution should be."""

    claim: Claim
    expected: Attribution


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one field: how many values were given, how many of them are right, and how many there are to find."""

    right: int
    given: int
    expected: int

    @property
    def precision(self) -> float:
        """Right of given; 1 when none is given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Right of expected; 1 when there is nothing to find."""
        return self.right / self.expected if self.expected else 1.0


def cases(path: Path = CASES) -> Iterator[Case]:
    """The labelled sentences of a file, in order."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, speaker, role, via, voice = line.split("\t")
            yield Case(marked(text), Attribution(_null(speaker), _null(role), _null(via), _voice(voice)))


def marked(text: str) -> Claim:
    """A claim whose answer is what stands in double brackets, cited with its whole sentence."""
    text = text.replace("¶", "\n\n")
    start, end = text.index("[["), text.index("]]") - 2
    text = text.replace("[[", "").replace("]]", "")
    holding = [one for one in sentences(text) if one.start < end and start < one.end]
    article = Article("marked.txt", None, text, "/marked.txt")
    return Claim(1.0, (Citation(article, holding[0].start, holding[-1].end, start, end),))


def measure(found: list[Attribution], expected: list[Attribution], field: str) -> Counts:
    """Exact matches of one field over all cases."""
    pairs = [(getattr(one, field), getattr(other, field)) for one, other in zip(found, expected, strict=True)]
    right = sum(one == other for one, other in pairs if one is not None)
    return Counts(right, sum(one is not None for one, _ in pairs), sum(other is not None for _, other in pairs))


def attributions(given: list[Case], analyser: Analyser) -> list[Attribution]:
    """What is found for each case, in order."""
    found = [attribute(case.claim, analyser).attribution for case in given]
    return [one for one in found if one is not None]


def _null(word: str) -> str | None:
    return None if word == "-" else word


def _voice(word: str) -> Voice:
    return "quote" if word == "quote" else "report" if word == "report" else "outlet"


def _main() -> None:
    given = list(cases(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES))
    found, expected = attributions(given, open_analyser()), [case.expected for case in given]
    for field in FIELDS:
        counts = measure(found, expected, field)
        shares = f"precision {counts.precision:.3f} ({counts.right}/{counts.given})"
        print(f"{field:8} {shares}  recall {counts.recall:.3f} ({counts.right}/{counts.expected})")
    voices = sum(one.voice == other.voice for one, other in zip(found, expected, strict=True))
    print(f"voice    right {voices / len(given):.3f} ({voices}/{len(given)})")


if __name__ == "__main__":
    _main()
