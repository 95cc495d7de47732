"""What tells which one is meant: the names that a noun or verb of a sentence is tied to, and how.

"The mayor of Halm" and "Halm's mayor" tie Halm to "mayor"; "the boat Ada sank off Ruden" ties Ada and Ruden to "sink".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.analysers import Stretch
from qa.speaker import TITLES
from qa.tree import Tree

# The place of writing: "OSLO (Reuters) –", "KARLSUND, 3 May —".
DATELINE = re.compile(r"([A-ZÀ-Þ]{3}[A-ZÀ-Þ /'’-]*)(?:,[^–—-]{1,30})?(?: \([^)]*\))? [–—-]")
LOCAL = frozenset("in at near on off around outside inside across above below within beside".split())
# After these a name is where something is not: "unlike Halm", "the village near Halm".
_AWAY = frozenset("from unlike than beyond except besides outside near off".split())


@dataclass(frozen=True, slots=True)
class Slot:
    """A name tied to a word: the word's base form in search form, how ("which", "is", "actor", "object", a
    preposition or "local"), and where the name stands in the text."""

    word: str
    how: str
    name: Stretch
    at: int  # the token of the word
    ending: str = ""  # the noun in small letters after a name: "region" in "Halm region"
    exact: str = ""  # the preposition, or "poss"


def slots(tree: Tree) -> list[Slot]:
    """Every name that is tied to a noun or verb, in the order of the words."""
    found: list[Slot] = []
    for at, token in enumerate(tree.tokens):
        if token.pos == "VERB":
            found += _of_verb(tree, at)
        elif token.pos in ("NOUN", "ADJ") or at == 0:
            found += _of_noun(tree, at, at)
        elif token.pos == "PROPN":
            for title in _titles(tree, at):
                found += _of_noun(tree, title, at)
    return found


def name_at(tree: Tree, at: int) -> Stretch:
    """The run of capitalised words that ends, or goes on, around a token."""
    first = last = at
    while first > 0 and _in_name(tree, first - 1) and tree.tokens[first - 1].head in range(first - 1, last + 2):
        first -= 1
    while last + 1 < len(tree.tokens) and _in_name(tree, last + 1) and tree.tokens[last].head > last:
        last += 1
    while first < last and tree.word(first).lower().rstrip(".") in TITLES:
        first += 1
    return tree.range(range(first, last + 1))


def _in_name(tree: Tree, at: int) -> bool:
    """A proper noun, or what the analyser takes for a plain one though it has a capital inside the sentence."""
    kind = tree.tokens[at].pos
    return tree.word(at)[:1].isupper() and (kind == "PROPN" or (kind == "NOUN" and at > 0 and tree.word(at).istitle()))


def _is_name(tree: Tree, at: int) -> bool:
    """Whether a token is part of a name: a noun with a capital, but no title, weekday or month."""
    word = tree.word(at)
    return _in_name(tree, at) and word.lower().rstrip(".") not in TITLES and not _is_time(tree, at)


def _is_time(tree: Tree, at: int) -> bool:
    token = tree.tokens[at]
    return any(n.label in ("DATE", "TIME") and n.start <= token.start < n.end for n in tree.analysis.names)


def _titles(tree: Tree, at: int) -> Iterator[int]:
    """The titles and common nouns before a name: "the mayor Ada Brook", "Mayor Brook"."""
    for child in tree.named(at, "compound", "nmod"):
        if tree.tokens[child].pos == "NOUN" or tree.word(child).lower().rstrip(".") in TITLES:
            yield child


def _of_noun(tree: Tree, noun: int, head: int) -> Iterator[Slot]:
    """The names that tell which `noun` it is; `head` governs its phrase and is another token after a title."""
    word = tree.base(noun)
    if noun != head:
        yield Slot(word, "is", name_at(tree, head), noun)
    for child in tree.children[head]:
        dep = tree.tokens[child].dep
        if dep == "appos" and child > head and _is_name(tree, child):
            yield Slot(word, "is", name_at(tree, child), noun)
        elif dep in ("poss", "compound", "nmod") and child != noun and noun == head:
            for one, ending in _reached(tree, child):
                yield Slot(word, "which", name_at(tree, one), noun, ending, dep)
        elif dep == "prep":
            yield from _by_preposition(tree, child, noun)


def _by_preposition(tree: Tree, preposition: int, noun: int) -> Iterator[Slot]:
    said = tree.word(preposition).lower()
    how = "which" if said in LOCAL | {"of", "for", "from"} else said
    for one, ending in _objects(tree, preposition):
        yield Slot(tree.base(noun), how, name_at(tree, one), noun, ending, said)


def _of_verb(tree: Tree, verb: int) -> Iterator[Slot]:
    word, passive = tree.base(verb), _is_passive(tree, verb)
    for child in tree.children[verb]:
        dep = tree.tokens[child].dep
        if dep in ("nsubj", "nsubjpass", "dobj", "attr", "oprd"):
            how = "object" if passive or dep in ("dobj", "nsubjpass") else "actor"
            yield from (Slot(word, how, name_at(tree, one), verb) for one in _identity(tree, child))
        elif dep in ("prep", "agent"):
            said = tree.word(child).lower()
            how = "actor" if dep == "agent" else "local" if said in LOCAL else said
            for one, ending in _objects(tree, child):
                yield Slot(word, how, name_at(tree, one), verb, ending, said)
            # "drew the theatre in Halm": the analyser hangs such phrases on the verb as often as on the noun.
            if said in LOCAL | {"of", "for", "from"} and child and tree.tokens[child - 1].pos == "NOUN":
                yield from _by_preposition(tree, child, child - 1)


def _is_passive(tree: Tree, verb: int) -> bool:
    if tree.named(verb, "auxpass", "nsubjpass"):
        return True
    helped = any(tree.tokens[one].lemma == "have" for one in tree.named(verb, "aux"))
    return tree.tokens[verb].tag == "VBN" and not helped and not tree.named(verb, "dobj")


def _identity(tree: Tree, at: int) -> Iterator[int]:
    """Who or what a noun phrase is: its head if that is a name, or the name beside it; each of several."""
    for one in [at, *tree.named(at, "conj")]:
        if _is_name(tree, one):
            yield one
        else:
            yield from (child for child in tree.named(one, "appos") if child > one and _is_name(tree, child))


def _objects(tree: Tree, preposition: int) -> Iterator[tuple[int, str]]:
    for child in tree.named(preposition, "pobj"):
        for one in [child, *tree.named(child, "conj")]:
            yield from _reached(tree, one)


def _reached(tree: Tree, at: int) -> Iterator[tuple[int, str]]:
    """The first names on the way down from a token, each with the plain noun that it tells more about."""
    if _is_name(tree, at):
        yield at, ""
        return
    for child in tree.children[at]:
        if tree.tokens[child].dep in ("compound", "poss", "nmod", "appos"):
            yield from ((one, ending or tree.tokens[at].lemma.lower()) for one, ending in _reached(tree, child))
        elif tree.tokens[child].dep == "prep" and tree.word(child).lower() in (LOCAL | {"of"}) - _AWAY:
            yield from _objects(tree, child)
