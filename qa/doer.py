"""Who does it: candidates that a text tells, by its grammar, to do what the question asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.normalise import words
from qa.analysers import Analyser
from qa.clauses import Clause, clause, parse
from qa.office import Office, asked_office, holds
from qa.question import terms
from qa.rival import akin
from qa.sorts import is_people
from qa.tree import Tree, tree_of
from qa.types import Candidate

LOOKED_AT = 12  # of a question's candidates, the best
# How surely somebody answers whom the text tells to do it: `reason` of the evidence. By hand, on invented articles.
DOES = 0.3
LEAST_SHARED = 0.5  # of the question's other words, in the clause
_ASKS = re.compile(r"(?:and )?who ", re.I)
# Who says a thing tells, admits or suggests it: with most of the question's words these verbs are as one.
_TELLING = frozenset(
    "say tell claim state announce declare report add note write argue insist warn explain believe think suggest "
    "predict estimate admit acknowledge concede describe call comment conclude complain tweet post".split()
)
_TAKING = frozenset("become win take assume elect appoint name make".split())  # an office


def doer(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates; for "Who drives the bus?" surer who drives it in their sentence, or is its driver."""
    parts = clause(parse(question, analyser)) if _ASKS.match(question) else None
    office = asked_office(tree_of(question, analyser))
    if office is not None:
        return [_called(one, office, analyser) for one in candidates[:LOOKED_AT]] + list(candidates[LOOKED_AT:])
    if parts is None or not parts.asks_subject or not parts.lemma or parts.tag == "VBN":
        return list(candidates)
    first = [_judged(one, parts, analyser) for one in candidates[:LOOKED_AT]]
    return [*first, *candidates[LOOKED_AT:]]


def _called(candidate: Candidate, office: Office, analyser: Analyser) -> Candidate:
    tree = tree_of(candidate.citation.quote, analyser)
    found = holds(office, tree, *candidate.citation.answer_in_quote)
    return replace(candidate, reason=candidate.reason + DOES) if found else candidate


def _judged(candidate: Candidate, asked: Clause, analyser: Analyser) -> Candidate:
    tree = tree_of(candidate.citation.quote, analyser)
    start, end = candidate.citation.answer_in_quote
    head = tree.top(start, end)
    holds_verb = any(
        tree.tokens[at].pos == "VERB" and akin(tree.base(at), asked.lemma) for at in tree.inside(start, end)
    )
    found = head is not None and not holds_verb and (_does(tree, head, asked) or _is_by_office(tree, head, asked))
    return replace(candidate, reason=candidate.reason + DOES) if found else candidate


def _does(tree: Tree, head: int, asked: Clause) -> bool:
    """Whether a phrase is the subject, or the agent, of the question's verb with most of its other words."""
    known = terms(asked.rest) if asked.rest.strip() else []
    for at, token in enumerate(tree.tokens):
        if token.pos == "VERB" and _is_same(tree, at, asked) and _is_actor(tree, head, at, asked):
            scope = tree.below(tree.tokens[at].head if token.dep == "acl" else at)  # of "the museum, led by …" all
            scope = list(range(len(tree.tokens))) if asked.lemma in _TAKING else scope
            there = {word for i in scope for word in words(tree.word(i))}
            shared = sum(any(akin(word, other) for other in there) for word in known)
            if not known or shared >= LEAST_SHARED * len(known):
                return True
    return False


def _is_actor(tree: Tree, head: int, verb: int, asked: Clause) -> bool:
    """Whether a phrase is whoever does what a verb says, or the name beside it: "a spokeswoman, Ada Brook, said"."""
    actor = tree.actor(verb, asked.lemma in _TAKING)
    if actor is None or head == actor:
        return actor is not None
    is_name = _is_apposed(tree, head) and tree.tokens[head].pos == "PROPN"
    return is_name and (tree.up(head) == actor or (is_people(tree.base(actor)) and head in tree.below(actor)))


def _is_same(tree: Tree, at: int, asked: Clause) -> bool:
    """Whether a verb tells what the question's does: a form of it, one of saying for another, one of taking office."""
    verb = tree.base(at)
    if asked.lemma in _TAKING and verb in _TAKING:
        roles = [
            noun for child in tree.named(at, "prep") if tree.folded(child) == "as" for noun in tree.named(child, "pobj")
        ]
        roles += tree.named(at, "dobj", "attr", "oprd")
        return any(akin(tree.base(i), word) for i in roles for word in terms(asked.rest or "?"))
    return akin(verb, asked.lemma) or (asked.lemma in _TELLING and verb in _TELLING and bool(asked.rest.strip()))


def _is_by_office(tree: Tree, head: int, asked: Clause) -> bool:
    """Whether a phrase stands beside the noun of the verb: "the coach, Ruta Salm"; not "the coach of Orsa, …"."""
    beside = [*tree.named(head, "appos", "compound"), *([up] if (up := tree.up(head)) is not None else [])]
    return any(_is_office(tree, at, asked) and (at != tree.up(head) or _is_apposed(tree, head)) for at in beside)


def _is_apposed(tree: Tree, head: int) -> bool:
    return tree.tokens[head].dep == "appos"


def _is_office(tree: Tree, at: int, asked: Clause) -> bool:
    told = [i for child in tree.named(at, "prep", "poss", "compound", "amod") for i in tree.below(child)]
    other = [i for i in told if tree.tokens[i].pos == "PROPN" and tree.word(i).lower() not in words(asked.rest)]
    noun = tree.base(at) if tree.tokens[at].pos == "NOUN" else ""
    return bool(noun) and akin(noun, asked.lemma) and is_people(noun) and not other
