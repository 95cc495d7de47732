"""Names that look alike: drawing pairs for a person to label, and measuring how `qa.spellings` folds them.

python -m eval.folds draw ARTICLES.jsonl.gz OUT.jsonl    pairs by rule and seed, to be labelled by hand; needs spaCy
python -m eval.folds measure [--pairs FILE]              the committed list: wrong folds, and variants that are found
python -m eval.folds asked                               the blind list: names asked in a spelling that no article has
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from eval.lines import write_lines
from index.normalise import words
from qa.analysers import open_analyser
from qa.lexicon import ordinary_words, rare_words
from qa.names import skeleton
from qa.spellings import Spellings
from qa.wishes import name_form

PAIRS = Path(__file__).parent / "name_pairs.jsonl"
ASKED = Path(__file__).parent / "asked_pairs.jsonl"  # written before the rules; they were made looking at half-a
SEED = 20
ARTICLES = 800
SLIPS = 2  # letters of difference at most
LEAST_LETTERS = 4  # of a drawn name: shorter ones are all within two letters of each other
TYPES = {"PERSON": "person", "GPE": "place", "LOC": "place"}
EACH = {"near": 70, "sound": 40, "surname": 70}  # pairs drawn by a rule, of each type

DRAWN = tuple(EACH)

Folds = Callable[[str, str], bool]
Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names of one type, "person" or "place"; `same` says whether they are spellings of one name, `why` why."""

    a: str
    b: str
    type: str
    rule: str
    same: bool
    why: str


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs, in the order of the file."""
    return [Pair(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def draw(names: Names) -> list[dict[str, Any]]:
    """Pairs of different names of one type, by rule, the same for the same names; `same` is None until it is labelled.

    "near": at most two letters apart; "sound": of these, those with the same consonants; "surname": one last word.
    """
    chance = random.Random(SEED)  # noqa: S311  # the same pairs again are wanted, no secret is made
    drawn: dict[tuple[str, str], dict[str, Any]] = {}
    for kind, found in names.items():
        for rule, pairs in _by_rule(sorted({" ".join(name.split()) for name in found}), kind).items():
            for a, b in sorted(chance.sample(pairs, min(EACH[rule], len(pairs)))):
                drawn.setdefault((a, b), {"a": a, "b": b, "type": kind, "rule": rule, "same": None, "why": ""})
    return list(drawn.values())


def _by_rule(names: Sequence[str], kind: str) -> dict[str, list[tuple[str, str]]]:
    forms = {name: name_form(name) for name in names}
    pairs = [(a, b) for a, b in combinations(names, 2) if abs(len(a) - len(b)) <= SLIPS and is_near(a, b)]
    near = [(a, b) for a, b in pairs if min(len(a), len(b)) >= LEAST_LETTERS and forms[a] != forms[b]]
    found = {"near": near, "sound": [(a, b) for a, b in near if consonants(a) == consonants(b)]}
    if kind == "person":
        surnames = {name: name.split()[-1] for name in names if " " in name}
        shared = ((a, b) for a, b in combinations(surnames, 2) if surnames[a] == surnames[b])
        found["surname"] = [(a, b) for a, b in shared if forms[a] != forms[b]]
    return found


def is_near(a: str, b: str) -> bool:
    """Whether two names differ by two letters at most, whatever their case."""
    return Levenshtein.distance(a.lower(), b.lower(), score_cutoff=SLIPS) <= SLIPS


def consonants(name: str) -> str:
    """The consonants of a name as they sound."""
    return " ".join(skeleton(word) for word in words(name))


def found_names(articles: Path) -> dict[str, list[str]]:
    """The names of each type in a seeded sample of articles, as spaCy's small model finds them."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    analyser = open_analyser()
    found: dict[str, list[str]] = {kind: [] for kind in dict.fromkeys(TYPES.values())}
    for text in random.Random(SEED).sample(texts, ARTICLES):  # noqa: S311
        for name in analyser.analyse([text])[0].names:
            if name.label in TYPES:
                found[TYPES[name.label]].append(text[name.start : name.end])
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """How pairs were folded: of `pairs`, `different` are two names, of which `wrong` were folded, by their texts."""

    pairs: int
    different: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def wrong_share(self) -> float:
        """Wrong folds among all pairs, 0 to 1."""
        return len(self.wrong) / self.pairs

    @property
    def recall(self) -> float:
        """Share of the pairs of one name that were folded, 0 to 1."""
        return 1 - len(self.missed) / max(1, self.pairs - self.different)


def measured(pairs: Sequence[Pair], folds: Folds) -> Measured:
    """Every pair counts."""
    folded = [(pair, folds(pair.a, pair.b)) for pair in pairs]
    return Measured(
        len(pairs),
        sum(not pair.same for pair in pairs),
        tuple(f"{pair.a} = {pair.b}" for pair, fold in folded if fold and not pair.same),
        tuple(f"{pair.a} = {pair.b}" for pair, fold in folded if pair.same and not fold),
    )


def vocabulary(pairs: Iterable[Pair]) -> Counter[str]:
    """The words of all names, as if each stood in one passage: every spelling occurs, which is the hardest case."""
    return Counter(word for pair in pairs for name in (pair.a, pair.b) for word in words(name))


def asked_folds(pairs: Sequence[Pair]) -> Folds:
    """Whether the second name, asked about where only the first occurs, is read as the first."""
    return lambda a, b: Spellings(vocabulary([Pair(a, a, "", "", True, "")])).folded(a, b)


class AllNames:
    """Articles that write every word as a name, and none beside another."""

    def is_name(self, word: str) -> bool:
        return True

    def is_small(self, word: str) -> bool:
        return False

    def keep_company(self, one: str, other: str) -> bool:
        return False

    def before(self, word: str) -> frozenset[str]:
        return frozenset()

    def written(self, word: str) -> tuple[str, ...]:
        return ()


def read_in(crowd: Sequence[Pair]) -> Folds:
    """Whether a name, asked in a spelling that no article has, is read as another, in articles with all first names."""
    names = vocabulary([replace(pair, b=pair.a) for pair in crowd])

    def folds(a: str, b: str) -> bool:
        asked = words(b)[-1]
        known = {word: count for word, count in names.items() if word != asked}
        found = Spellings(known, AllNames(), ordinary=ordinary_words(), rare=rare_words()).near(asked)
        return words(a)[-1] in found

    return folds


def naive(a: str, b: str) -> bool:
    """The negative control: whatever is two letters apart is one name."""
    return is_near(a, b)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("articles", type=Path)
    drawing.add_argument("out", type=Path)
    commands.add_parser("asked")
    commands.add_parser("measure").add_argument("--pairs", type=Path, default=PAIRS)
    arguments = parser.parse_args()
    if arguments.command == "draw":
        write_lines(arguments.out, draw(found_names(arguments.articles)))
        return
    for line in asked_figures() if arguments.command == "asked" else figures(read_pairs(arguments.pairs)):
        print(line)


def figures(pairs: Sequence[Pair]) -> list[str]:
    """One line for the drawn pairs, the hard ones and the variants, each beside the negative control."""
    spellings = Spellings(vocabulary(pairs))
    lines = []
    for title, rules in (("drawn", DRAWN), ("hard", ("hard",)), ("variants", ("variant",))):
        ours = [pair for pair in pairs if pair.rule in rules]
        found, control = measured(ours, spellings.folded), measured(ours, naive)
        lines.append(
            f"{title:9} {found.pairs} pairs, {found.different} different: wrong {len(found.wrong)}, "
            f"recall {found.recall:.3f}; two letters apart: wrong {len(control.wrong)}, recall {control.recall:.3f}"
        )
    return lines


def asked_figures(path: Path = ASKED) -> list[str]:
    """One line for each half of the blind list, and what is wrong in it."""
    pairs, lines = read_pairs(path), []
    for half in ("half-a", "half-b"):
        ours = [pair for pair in pairs if pair.rule == half]
        found, control = measured(ours, read_in(pairs)), measured(ours, naive)
        lines.append(
            f"{half} {found.pairs} pairs, {found.different} different: wrong {len(found.wrong)}, "
            f"recall {found.recall:.3f}; two letters apart: wrong {len(control.wrong)}, recall {control.recall:.3f}"
        )
        lines += [f"  wrong: {', '.join(found.wrong)}", f"  missed: {', '.join(found.missed)}"]
    return lines


if __name__ == "__main__":
    main()
