"""Causes by causative verbs and nouns: what causes, leads to, is blamed for, "the cause of the fire was"."""

from __future__ import annotations

from collections.abc import Iterator

from qa.cause import BEFORE, LIKELY, SURE, VERBS, Cause, both_forms, cause_of, own_clause
from qa.tree import Tree

CAUSERS = frozenset(
    "cause trigger spark prompt provoke force make lead bring result delay halt prevent drive push spur fuel silence"
    " allow enable hamper hinder thwart ignite compel persuade convince induce motivate inspire encourage let".split()
)
_NOUNS = frozenset("cause reason trigger motive explanation culprit ground".split())
_ON_ACCOUNT = {"blame": "on", "attribute": "to", "ascribe": "to", "put": "to", "owe": "to", "pin": "on", "trace": "to"}
_FROM = frozenset("result stem arise come follow derive spring".split())
_WEIGHTY = "important matter significant vital key crucial essential valuable strategic special big deal"


def by_causatives(tree: Tree, verb: str) -> Iterator[Cause]:
    """What verbs and nouns of a sentence call a cause. `verb` is the lemma of another verb that is taken for one."""
    for way in (_blamed, _named, _taken, _weighty):
        yield from way(tree)
    yield from _brought(tree, verb)


def _brought(tree: Tree, verb: str) -> Iterator[Cause]:
    """What causes, leads to, delays …: the verb's subject, or after "by"."""
    for at, token in enumerate(tree.tokens):
        if token.pos != "VERB" or token.lemma.lower() not in CAUSERS | {verb}:
            continue
        own = token.lemma.lower() == verb
        agents = [i for agent in tree.named(at, "agent") for i in tree.named(agent, "pobj", "pcomp")]
        slip = [token.head] if token.dep == "acl" and token.tag == "VBD" else []  # of the parser: "A row led to …"
        for child in agents or tree.named(at, "nsubj", "csubj") or slip:
            inside = [i for i in tree.below(_meant(tree, child), without=(at,)) if agents or i < at]
            rest = [i for i in own_clause(tree, at, "ccomp") if i not in inside]
            if tree.tokens[child].tag not in ("PRP", "WDT", "WP") or _meant(tree, child) != child:
                yield cause_of(tree, inside, both_forms(tree, rest), "reason", SURE if agents or own else LIKELY)


def _meant(tree: Tree, at: int) -> int:
    """Of "which" in "a strike, which delayed the trains", the strike."""
    verb = tree.tokens[tree.tokens[at].head]
    if tree.tokens[at].tag not in ("WDT", "WP") or verb.dep != "relcl":
        return at
    meant = verb.head  # what is done causes, rather than who does it: "the storming of the hall by fans, which …"
    while tree.tokens[meant].dep == "pobj":
        above = tree.tokens[tree.tokens[meant].head].head
        if tree.tokens[above].pos != "NOUN":
            break
        meant = above
    return meant


def _blamed(tree: Tree) -> Iterator[Cause]:
    """Blamed, attributed, put down to; came from; is to blame for."""
    for at, token in enumerate(tree.tokens):
        lemma = token.lemma.lower()
        if token.pos not in VERBS:
            continue
        preps = {tree.word(i).lower(): i for i in tree.named(at, "prep", "dative")}
        word = _ON_ACCOUNT.get(lemma, "from" if lemma in _FROM else "")
        if word in preps and (lemma != "put" or any(tree.word(i).lower() == "down" for i in tree.children[at])):
            yield from _after_preposition(tree, at, preps[word])
        if lemma == "blame" and "on" not in preps:
            for child in tree.named(at, "dobj", "nsubjpass") or tree.named(tree.tokens[at].head, "nsubj", "nsubjpass"):
                for_ = [i for up in (at, child) for i in tree.named(up, "prep") if tree.word(i).lower() == "for"]
                effect = both_forms(tree, tree.below(for_[0])) if for_ else BEFORE
                yield cause_of(tree, tree.below(child, without=for_), effect, "reason", SURE)


def _after_preposition(tree: Tree, verb: int, prep: int) -> Iterator[Cause]:
    rest = [i for i in tree.below(verb) if i not in tree.below(prep)]
    for child in tree.named(prep, "pobj", "pcomp"):
        yield cause_of(tree, tree.below(child), both_forms(tree, rest), "reason", SURE)


def _named(tree: Tree) -> Iterator[Cause]:
    """ "The cause of the fire was a candle", "a candle was the cause of the fire", "what led to it was a candle"."""
    for at, token in enumerate(tree.tokens):
        if token.lemma != "be" or token.pos not in VERBS:
            continue
        told = [i for i in tree.named(at, "attr", "ccomp", "acomp", "prep", "xcomp") if tree.tokens[i].pos != "VERB"]
        told += [i for i in tree.named(at, "ccomp", "xcomp") if tree.tokens[i].pos == "VERB"]
        for child in tree.named(at, "nsubj", "csubj"):
            is_noun = tree.tokens[child].lemma.lower() in _NOUNS
            if is_noun or (tree.tokens[child].dep == "csubj" and tree.tokens[child].lemma.lower() in CAUSERS):
                for other in told:
                    yield cause_of(tree, tree.below(other), both_forms(tree, tree.below(child)), "reason", SURE)
            for other in tree.named(at, "attr"):
                if tree.tokens[other].lemma.lower() in _NOUNS:
                    yield cause_of(tree, tree.below(child), both_forms(tree, tree.below(other)), "reason", SURE)


def _taken(tree: Tree) -> Iterator[Cause]:
    """ "It took a strike to wake the owners"."""
    for at, token in enumerate(tree.tokens):
        subject = tree.subject(at)
        if token.lemma != "take" or subject is None or tree.word(subject).lower() != "it":
            continue
        for child in tree.named(at, "dobj"):
            purpose = next((i for i in tree.below(at) if tree.tokens[i].tag == "TO"), None)
            if purpose is not None:
                verb = tree.tokens[purpose].head
                inside = tree.below(child, without=(verb,))
                yield cause_of(tree, inside, both_forms(tree, tree.below(verb)), "reason", SURE)


def _weighty(tree: Tree) -> Iterator[Cause]:
    """ "Halm is the only port of the valley" says why Halm is important."""
    for at, token in enumerate(tree.tokens):
        for child in tree.named(at, "nsubj") if token.lemma == "be" and tree.named(at, "attr") else ():
            inside = [i for i in tree.below(at) if i > at]
            if tree.tokens[child].tag not in ("WDT", "WP", "EX", "PRP", "DT") and inside:
                begin = tree.tokens[min(tree.below(child))].start
                effect = f"{both_forms(tree, tree.below(child))} {_WEIGHTY}"
                yield Cause(begin, tree.tokens[max(inside)].end, effect, "reason", LIKELY)
