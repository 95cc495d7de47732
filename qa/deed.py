"""What somebody does something to: candidates that a text tells, by its grammar, to undergo what the question asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.normalise import words
from qa.analysers import Analyser
from qa.clauses import Clause, clause, parse
from qa.question import terms
from qa.rival import akin
from qa.tree import Tree, tree_of
from qa.types import Candidate

LOOKED_AT = 12  # of a question's candidates, the best
# How surely what the text tells to undergo it answers: `reason` of the evidence. By hand, on invented articles.
UNDERGOES = 0.4
LEAST_SHARED = 0.5  # of the question's other words, in the clause
_ASKS = re.compile(r"(?:and )?(?:what|which|whom?)\b", re.I)
_BE = frozenset("is are was were be been being".split())
# Their objects are clauses, or they say too little of what is done.
_LIGHT = frozenset("be do have get make take go come happen become say tell think mean call".split())


def deed(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates; for "What does the owner keep?" surer what the owner keeps in their sentence."""
    asked = clause(parse(question, analyser)) if _ASKS.match(question.strip()) else None
    if asked is None or not asked.lemma or asked.lemma in _LIGHT or (asked.asks_subject and not _is_passive(asked)):
        return list(candidates)
    first = [_judged(one, asked, analyser) for one in candidates[:LOOKED_AT]]
    return [*first, *candidates[LOOKED_AT:]]


def _is_passive(asked: Clause) -> bool:
    return asked.tag == "VBN" and bool(_BE & set(words(asked.auxiliary)))


def _judged(candidate: Candidate, asked: Clause, analyser: Analyser) -> Candidate:
    tree = tree_of(candidate.citation.quote, analyser)
    start, end = candidate.citation.answer_in_quote
    head, inside = tree.top(start, end), tree.inside(start, end)
    known = terms(f"{asked.subject} {asked.rest}".strip() or "?")
    if head is None or any(akin(tree.base(head), word) for word in known):
        return candidate  # wanted instead of a dam: "no dam"
    if any(tree.tokens[at].pos == "VERB" and akin(tree.base(at), asked.lemma) for at in inside):
        return candidate
    found = any(_undergoes(tree, head, at, asked) for at, one in enumerate(tree.tokens) if one.pos == "VERB")
    return replace(candidate, reason=candidate.reason + UNDERGOES) if found else candidate


def _undergoes(tree: Tree, head: int, verb: int, asked: Clause) -> bool:
    """Whether a phrase is what this verb is done to, where it is the question's verb, with its subject and words."""
    if not akin(tree.base(verb), asked.lemma) or head not in _undergoing(tree, verb, asked):
        return False
    known = terms(asked.rest) if asked.rest.strip() else []
    there = {word for at in tree.below(verb) for word in words(tree.word(at))}
    actor = tree.subject(verb) if _is_passive(asked) else tree.actor(verb)
    if not asked.asks_subject and (actor is None or not _is_named(tree, actor, asked.subject)):
        return False
    shared = sum(any(akin(word, other) for other in there) for word in known)
    return shared >= LEAST_SHARED * len(known)


def _undergoing(tree: Tree, verb: int, asked: Clause) -> list[int]:
    """The objects of a verb, of the passive its subject; where the question ends with a preposition what that has."""
    last = asked.rest.lower().split()[-1:]
    stranded = [
        noun for prep in tree.named(verb, "prep") if [tree.folded(prep)] == last for noun in tree.named(prep, "pobj")
    ]
    found = stranded or [*tree.named(verb, "dobj"), *tree.named(verb, "nsubjpass")]
    up = tree.up(verb)
    if tree.tokens[verb].dep == "acl" and tree.tokens[verb].tag == "VBN" and up is not None:
        found.append(up)  # "a bell found by divers"
    return found


def _is_named(tree: Tree, actor: int, subject: str) -> bool:
    """Whether whoever acts is the question's subject: by a word of the phrase, beside no clause of its own."""
    phrase = tree.below(actor, tree.named(actor, "relcl", "acl"))
    said = {word for at in phrase for word in words(tree.word(at))}
    return any(akin(word, other) for word in terms(subject) for other in said)
