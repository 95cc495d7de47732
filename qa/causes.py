"""Why, how and what then: the clauses of a sentence that explain another part of it, found by grammar.

"The ferry sailed late because a rope had torn" has the cause "because a rope had torn" of "The ferry sailed late".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.analysers import Analysis
from qa.causatives import by_causatives
from qa.cause import LIKELY, SURE, VERBS, Cause, both_forms, cause_of
from qa.connectives import by_connectives
from qa.tree import Tree, grow

_MUST = frozenset("must should shall will can may would".split())


def causes(text: str, analysis: Analysis, verb: str = "") -> list[Cause]:
    """All of one sentence, in no order. `verb` is the lemma of another verb whose subject is taken for a cause."""
    tree = grow(text, analysis)
    return [*by_connectives(tree), *by_causatives(tree, verb), *_outcomes(tree)]


def hangs_on_before(text: str) -> bool:
    """Whether a sentence begins with what makes the one before it its reason: "That is why …", "As a result, …"."""
    return bool(
        re.match(
            r"[“\"'‘]?(?:(?:that|this|which) (?:is|was) why|as a (?:result|consequence)|therefore|thus|hence"
            r"|consequently|so,? |for (?:this|that) reason|because of (?:this|that)\b|accordingly)",
            text,
            re.I,
        )
    )


def _outcomes(tree: Tree) -> Iterator[Cause]:
    """What follows if something is the case."""
    for way in (_conditional, _of_whoever, _else):
        yield from way(tree)


def _conditional(tree: Tree) -> Iterator[Cause]:
    """The main clause beside "if …", "unless …", "anyone who …"."""
    for at, token in enumerate(tree.tokens):
        up = tree.up(at)
        marks = {tree.word(i).lower() for i in tree.named(at, "mark", "advmod")}
        if token.dep == "advcl" and up is not None and marks & {"if", "unless", "should", "whenever"}:
            inside = tree.below(up, without=(at,))
            yield cause_of(tree, inside, both_forms(tree, tree.below(at)), "outcome", SURE)


def _of_whoever(tree: Tree) -> Iterator[Cause]:
    """What those "who refuse" will or must: the verb with all but its subject."""
    for at, token in enumerate(tree.tokens):
        if token.pos not in VERBS:
            continue
        for child in tree.named(at, "nsubj", "nsubjpass", "csubj", "csubjpass"):
            if tree.tokens[child].dep.startswith("csubj") or tree.named(child, "relcl", "acl"):
                inside = [i for i in tree.below(at, without=(child,)) if i > child]
                bound = _MUST & {tree.word(i).lower() for i in tree.named(at, "aux")} or token.tag in ("VBZ", "VBP")
                if bound and inside:
                    yield cause_of(tree, inside, both_forms(tree, tree.below(child)), "outcome", SURE)


def _else(tree: Tree) -> Iterator[Cause]:
    """Of "must comply or sign a paper" the second: what happens to who does not comply."""
    for at in range(len(tree.tokens)):
        bound = {tree.word(i).lower() for i in tree.named(at, "aux")} & {"must", "should", "shall", "will"}
        ors = [i for i in tree.named(at, "cc") if tree.word(i).lower() == "or"]
        for child in tree.named(at, "conj") if ors and (bound or tree.tokens[at].lemma == "have") else ():
            effect = both_forms(tree, tree.below(at, without=(child,)))
            yield cause_of(tree, tree.below(child), effect + " refuse", "outcome", LIKELY)
