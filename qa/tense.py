"""Whether a clause speaks of the past or of what is to come."""

from __future__ import annotations

from qa.calendars import Tense
from qa.tree import Tree

_FUTURE = frozenset(("will", "’ll", "'ll", "shall", "would"))
_OPEN = frozenset(("may", "might", "could", "should", "can", "must"))
_PLANNED = frozenset(("due", "schedule", "expect", "set", "plan", "slate", "likely", "intend"))


def verb_above(tree: Tree, at: int | None) -> int | None:
    """The nearest verb upwards, the token itself included."""
    while at is not None and tree.tokens[at].pos not in ("VERB", "AUX"):
        at = tree.up(at)
    return at


def tense(tree: Tree, verb: int | None) -> Tense:
    """Whether a verb speaks of the past or of what is to come; unknown where English leaves it open."""
    while verb is not None:
        token, word = tree.tokens[verb], tree.word(verb).lower()
        helping = {tree.word(child).lower() for child in tree.named(verb, "aux", "auxpass")}
        if helping & _FUTURE:
            return "future"
        if helping & _OPEN:
            return "unknown"
        if helping & {"was", "were", "had", "has", "have", "did", "been"}:
            return "past"
        up = tree.up(verb)
        if "to" in helping and up is not None:
            return "future" if tree.tokens[up].lemma.lower() in _PLANNED else tense(tree, verb_above(tree, up))
        if word != token.lemma.lower() and not word.endswith(("s", "ing")):
            return "past"
        if word in ("was", "were"):
            return "past"
        if not word.endswith("ing") or helping:
            return "unknown"
        verb = verb_above(tree, up)
    return "unknown"
