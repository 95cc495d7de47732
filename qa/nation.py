"""Asked for a Spanish club, a candidate that its sentence calls an Italian one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from qa.analysers import Analyser
from qa.classify import asked_kind
from qa.inquiry import Fault, Inquiry, Place
from qa.tree import Tree

# What others may be as well: a Scot is British, a Polish firm European.
_WIDE = frozenset(
    "european african asian american british western eastern arab latin nordic scandinavian baltic balkan slavic "
    "soviet african-american christian muslim jewish catholic protestant islamic".split()
)
_NOMINAL = ("ADJ", "NOUN", "PROPN")


def other_nation(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked for a thing or person of one people or party, one before whose name only that of another stands."""
    kind = asked_kind(asked.text, analyser)
    own = _peoples(asked.tree, range(len(asked.tree.tokens))) & set(kind.before) if kind else set[str]()
    head = place.tree.top(*place.citation.answer_in_quote) if own else None
    found = _peoples(place.tree, _before(place.tree, head)) if head is not None else set[str]()
    return None if not found or own & found or (own | found) & _WIDE else Fault(min(own), min(found))


def _before(tree: Tree, head: int) -> list[int]:
    """The adjectives and nouns right before a noun: "Mexican" and "club" of "the Mexican club Leon"."""
    return list(takewhile(lambda at: tree.tokens[at].pos in _NOMINAL, range(head - 1, -1, -1)))


def _peoples(tree: Tree, tokens: Iterable[int]) -> set[str]:
    """Those of some tokens that are names of peoples, religions or parties."""
    peoples = [name for name in tree.analysis.names if name.label == "NORP"]
    return {tree.folded(at) for at in tokens if any(n.start <= tree.tokens[at].start < n.end for n in peoples)}
