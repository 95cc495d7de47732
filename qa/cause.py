"""One cause: the clause that explains, the words that it explains, of which sort it is and how surely."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from qa.tree import Tree

CauseSort = Literal["reason", "aim", "means", "outcome"]
# How surely what follows is the reason of the rest. Chosen by hand; docs/UNDERSTANDING.md has what the rules brought.
SURE, LIKELY, WEAK = 1.0, 0.7, 0.3
BEFORE = ""  # the effect of what explains the sentence before: "Farmers blame the wolf"
VERBS = ("VERB", "AUX")
FINITE = ("VBD", "VBZ", "VBP", "MD")


@dataclass(frozen=True, slots=True)
class Cause:
    """A half-open range that explains, the words it explains with their base forms, and how surely.

    A "means" says how, an "outcome" what follows if `effect` is the case, an "aim" what it was done for.
    """

    start: int
    end: int
    effect: str
    sort: CauseSort
    sure: float


def cause_of(
    tree: Tree, inside: Collection[int], effect: str, sort: CauseSort, sure: float, start: int | None = None
) -> Cause:
    """The cause that these tokens are, which must be some; from a character `start` on where that is given."""
    first, last = min(inside), max(inside)
    begin = tree.tokens[first].start if start is None else start
    return Cause(begin, max(begin + 1, tree.tokens[last].end), effect, sort, sure)


def both_forms(tree: Tree, positions: Collection[int]) -> str:
    """As written and, where they differ, in their base forms: "sank sink"."""
    both = ((tree.word(i), tree.tokens[i].lemma) for i in positions)
    return " ".join(word if lemma.lower() == word.lower() else f"{word} {lemma}" for word, lemma in both)


def own_clause(tree: Tree, at: int, *also: str) -> list[int]:
    """A verb with all that depends on it but other clauses, those of some kinds excepted."""
    inside = tree.below(at)
    apart = {"advcl", "relcl", "ccomp", "parataxis", "conj"} - set(also)
    other = [i for i in inside if i != at and tree.tokens[i].dep in apart and tree.tokens[i].pos in VERBS]
    return tree.below(at, without=other)


def verb_above(tree: Tree, at: int) -> int:
    """The next verb that governs a token, else the root."""
    up = tree.tokens[at].head
    while tree.tokens[up].pos not in VERBS and tree.tokens[up].head != up:
        up = tree.tokens[up].head
    return up
