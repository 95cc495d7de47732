"""Candidates about no relative of the one whom the question names: asked for somebody's husband, what she does."""

from __future__ import annotations

from collections.abc import Iterator

from index.normalise import words
from qa.analysers import Analyser
from qa.inquiry import Fault, Inquiry, Place
from qa.rival import akin
from qa.sorts import gender

_KIN = tuple(
    frozenset(row.split())
    for row in (
        "husband wife spouse marry married couple widow widower bride groom wedding",
        "mother father parent parents son sons daughter daughters child children kid kids boy girl born",
        "brother sister sibling siblings brothers sisters twin twins",
    )
)


def other_kin(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked about somebody's husband, a quote that speaks of no marriage, or tells what she does herself."""
    for owner, noun in _owned(asked):
        family = next((kin for kin in _KIN if noun in kin), None)
        if family is None:
            continue
        near = words(" ".join([*list(place.back())[:1], place.quote]))
        if not family & set(near) or _is_of_other_sex(asked, place, noun):
            return Fault(f"{owner}’s {noun}")
    return None


def _owned(asked: Inquiry) -> Iterator[tuple[str, str]]:
    """What the question says to be somebody's, and whose: ("Ada Brook", "husband"), ("the mayor", "daughter")."""
    yield from ((tie.name.text, tie.slot.word) for tie in asked.ties if tie.slot.how == "which")
    tree = asked.tree
    for at, token in enumerate(tree.tokens):
        if token.dep == "poss" and token.pos == "NOUN":
            owner = tree.range(tree.below(at))
            yield tree.text[owner.start : owner.end].removesuffix("'s").removesuffix("’s"), tree.base(token.head)


def _is_of_other_sex(asked: Inquiry, place: Place, noun: str) -> bool:
    """Whether the question's verb has "she" for its subject in the quote, where the noun is a man, or "he"."""
    own, tree = gender(noun), place.tree
    verb = words(asked.clause.verb)[-1:] if asked.clause else []
    if not own or not verb:
        return False
    for at, token in enumerate(tree.tokens):
        is_verb = token.pos in ("VERB", "AUX") and akin(tree.base(at), verb[0])
        subject = tree.subject(at) if is_verb or tree.word(at).lower() == verb[0] else None
        pronoun = tree.word(subject) if subject is not None and tree.tokens[subject].pos == "PRON" else ""
        if {own, gender(pronoun)} == {"f", "m"}:
            return True
    return False
