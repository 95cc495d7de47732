"""Who says: the source of a reporting verb in a sentence, and the outlet through which it came."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.analysers import Stretch
from qa.outlet import is_outlet
from qa.speaker import Speaker, bare, phrase, speaker
from qa.tree import Tree

_SHARING = ("conj", "advcl", "xcomp")  # clauses without a subject of their own: it is their head's


@dataclass(frozen=True, slots=True)
class Source:
    """Positions of the heads of who says and of who passes it on."""

    who: int | None = None
    via: int | None = None


def source(tree: Tree, at: int) -> Source:
    """Of the reporting verb at a token; empty where nobody is named ("it is reported that")."""
    lemma, up = tree.tokens[at].lemma.lower(), tree.up(at)
    if up is not None and tree.tokens[at].dep == "pcomp" and tree.word(up).lower() == "as":
        quoting = tree.up(up)
        if quoting is not None and tree.tokens[quoting].lemma.lower() in ("quote", "cite"):
            return _quoting(tree, quoting)
    if lemma in ("quote", "cite"):
        return _quoting(tree, at)
    who = _subject(tree, at)
    if is_passive(tree, at):
        return Source(_agent(tree, at))
    if who is not None:
        for below in tree.named(who, "acl"):
            by = _agent(tree, below) if tree.tokens[below].lemma.lower() in ("quote", "cite") else None
            if by is not None and is_outlet(text_of(tree, by)):
                return Source(who, by)
    if lemma == "tell":
        told = next(iter(tree.named(at, "dobj", "dative")), None)
        if told is not None and is_outlet(text_of(tree, told)):
            return Source(who, told)
    return Source(who)


def quoted(tree: Tree, head: int) -> Speaker:
    """The speaker who is a verb's object, with the place or body that the parser hangs on the verb: "a source in …"."""
    who = speaker(tree, head)
    up = tree.up(head)
    if up is None or (who.person and who.role is not None):
        return who
    for preposition in tree.named(up, "prep"):
        adjoins = tree.text[who.who.end : tree.tokens[preposition].start] == " "
        if adjoins and tree.word(preposition).lower() in ("in", "at", "of", "from", "within", "inside", "near", "with"):
            return replace(who, who=Stretch(who.who.start, phrase(tree, preposition).end))
    return who


def _quoting(tree: Tree, at: int) -> Source:
    passive = next(iter(tree.named(at, "nsubjpass")), None)
    if passive is not None:
        below = [at, *(said for by in tree.named(at, "prep") for said in tree.named(by, "pcomp"))]
        return Source(passive, next((found for one in below if (found := _agent(tree, one)) is not None), None))
    who = next(iter(tree.named(at, "dobj")), None)
    return Source(who, _subject(tree, at))


def _agent(tree: Tree, at: int) -> int | None:
    for by in tree.named(at, "agent", "prep"):
        if tree.word(by).lower() == "by":
            return next(iter(tree.named(by, "pobj")), None)
    return None


def _subject(tree: Tree, at: int) -> int | None:
    """The subject of a verb, its head's where it has none; a relative pronoun stands for what it follows."""
    for _ in range(4):
        own = tree.subject(at)
        if own is not None:
            if tree.word(own).lower() in ("who", "which", "that") and tree.tokens[at].dep == "relcl":
                return tree.up(at)
            return own
        if tree.tokens[at].dep not in _SHARING or (up := tree.up(at)) is None:
            return _inverted(tree, at) or _right_before(tree, at)
        at = up
    return None


def _right_before(tree: Tree, at: int) -> int | None:
    """The person named right before a verb whose subject the parser missed: "…, Edith Sommer, said"."""
    place = tree.tokens[at].start
    for entity in tree.analysis.names:
        if entity.label == "PERSON" and entity.end < place and tree.text[entity.end : place] in (" ", ", "):
            return next(i for i, token in enumerate(tree.tokens) if token.end == entity.end)
    return _after_comma(tree, at)


def _after_comma(tree: Tree, at: int) -> int | None:
    """The head of the words between a comma and the verb that ends a sentence: "…, the head of the group said."."""
    comma = max((i for i in range(at) if tree.word(i) == ","), default=at)
    inside = range(comma + 1, at)
    if not 0 < len(inside) <= 10 or any(tree.tokens[i].pos in ("VERB", "AUX", "PUNCT", "SCONJ") for i in inside):
        return None
    ends = all(not any(c.isalnum() for c in tree.word(i)) for i in range(at + 1, len(tree.tokens)))
    head = next((i for i in inside if tree.tokens[i].head not in inside), None)
    return head if ends and head is not None and tree.tokens[head].pos in ("NOUN", "PROPN", "PRON") else None


def _inverted(tree: Tree, at: int) -> int | None:
    """In "said Mayor Anna Lohr" at the beginning of a tag the parser at times takes the subject for an object."""
    if any(any(c.isalpha() for c in tree.word(before)) for before in range(at)):
        return None
    after = [child for child in tree.named(at, "dobj", "attr", "npadvmod", "dative", "oprd") if child > at]
    return after[0] if after and tree.tokens[after[0]].pos in ("NOUN", "PROPN", "PRON") else None


def is_passive(tree: Tree, at: int) -> bool:
    """Whether a verb is in the passive: "is reported"."""
    return bool(tree.named(at, "nsubjpass", "auxpass"))


def called(tree: Tree, head: int) -> Stretch:
    """The noun phrase of a token without article and what else is no name."""
    return bare(tree.text, phrase(tree, head))


def text_of(tree: Tree, head: int) -> str:
    """The same as written."""
    words = called(tree, head)
    return tree.text[words.start : words.end]
