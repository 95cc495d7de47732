"""What is said: the ranges of a sentence that a reporting verb gives as somebody's words."""

from __future__ import annotations

from collections.abc import Iterator

from qa.analysers import Stretch
from qa.tree import Tree

# Verbs that say with an object, or with another dependent, as well: "confirmed the loss".
_WITH_OBJECT = {
    "confirm": ("dobj",), "deny": ("dobj", "xcomp"), "report": ("dobj",), "acknowledge": ("dobj", "xcomp"),
    "announce": ("dobj",), "estimate": ("dobj", "prep"), "describe": ("prep",), "call": ("oprd", "xcomp"),
    "accuse": ("dobj", "prep"), "blame": ("dobj", "prep"), "promise": ("xcomp",), "pledge": ("xcomp",),
    "vow": ("xcomp",), "urge": ("xcomp",), "tell": ("xcomp",), "warn": ("xcomp", "prep"), "express": ("dobj",),
    "voice": ("dobj",), "predict": ("dobj",), "forecast": ("dobj",), "admit": ("xcomp", "dobj", "prep"),
    "allege": ("dobj",), "claim": ("xcomp", "dobj"), "boast": ("prep",), "complain": ("prep",), "write": ("dobj",),
}  # fmt: skip
_LEADS_TO = {
    "describe": ("as",), "estimate": ("at",), "accuse": ("of",), "blame": ("for", "on"), "admit": ("to",),
    "warn": ("of", "about", "against"), "boast": ("of", "about"), "complain": ("of", "about"),
}  # fmt: skip


def content(tree: Tree, at: int) -> tuple[Stretch, ...]:
    """What the reporting verb at a token says, in one or more ranges; empty in a bare tag."""
    found = tuple(_contents(tree, at))
    after = [one for one in found if one.start > tree.tokens[at].start]
    if len(after) < 2:
        return found
    # The parser at times cuts in two what is said after the verb.
    return (*found, Stretch(min(one.start for one in after), max(one.end for one in after)))


def _contents(tree: Tree, at: int) -> Iterator[Stretch]:
    token = tree.tokens[at]
    lemma = token.lemma.lower()
    for child in tree.children[at]:
        dep = tree.tokens[child].dep
        if dep == "ccomp" or (dep in _WITH_OBJECT.get(lemma, ()) and _says_so(tree, lemma, child)):
            yield _on(tree, at, child)
        elif dep in ("dobj", "npadvmod", "attr"):  # "said the day before that …"
            yield from (tree.range(tree.below(said)) for said in _that(tree, child))
        elif dep == "prep":
            yield from (
                tree.range(tree.below(said)) for noun in tree.named(child, "pobj") for said in _that(tree, noun)
            )
    if token.dep == "parataxis" and (up := tree.up(at)) is not None:
        yield from _around(tree, up, at)
    for preposition in tree.named(at, "prep"):
        if lemma in ("quote", "cite") and tree.word(preposition).lower() == "as":
            for said in tree.named(preposition, "pcomp"):
                yield from (tree.range(tree.below(child)) for child in tree.named(said, "ccomp"))


def _on(tree: Tree, at: int, child: int) -> Stretch:
    """What hangs on a verb, with the prepositions right after it that the parser hangs on the verb as well."""
    inside = tree.below(child)
    for other in tree.named(at, "prep") if tree.tokens[child].dep == "prep" else ():
        if other == max(inside) + 1:
            inside += tree.below(other)
    return tree.range(inside)


def _that(tree: Tree, noun: int) -> list[int]:
    """Clauses with "that" on a noun: "said in a statement that …"."""
    return [
        one
        for one in tree.named(noun, "acl", "relcl")
        if any(tree.word(m).lower() == "that" and tree.tokens[m].dep == "mark" for m in tree.children[one])
    ]


def _says_so(tree: Tree, lemma: str, child: int) -> bool:
    """Prepositions that lead to what is said, not to where or to whom."""
    if tree.tokens[child].dep != "prep":
        return True
    return tree.word(child).lower() in _LEADS_TO.get(lemma, ())


def _around(tree: Tree, head: int, without: int) -> Iterator[Stretch]:
    """A clause on both sides of a reporting one that stands in it."""
    own = set(tree.below(without))
    rest = [at for at in tree.below(head) if at not in own]
    before, after = [at for at in rest if at < min(own)], [at for at in rest if at > max(own)]
    yield from (tree.range(part) for part in (before, after) if part)
