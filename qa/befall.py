"""What happened to somebody: what was done to them, or what they became; never what they said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.normalise import words
from qa.analysers import Analyser
from qa.reporting import SAYING
from qa.tree import Tree, tree_of
from qa.types import Candidate

LOOKED_AT = 12  # of a question's candidates, the best
# `reason` of the evidence. By hand, on invented articles.
BEFALLS, TELLS = 0.3, -0.7
_ASKS = re.compile(
    r"\bwhat (?:has |had )?(?:(?:happened|became) (?:to|with|of)|become of) (?P<whom>(?:the |a )?[^?,]+?)"
    r"(?= (?:in|on|at|after|when|during|before|since)\b|[?,. ]*$)",
    re.I,
)
_PRONOUNS = frozenset("he she it they".split())


def befall(question: str, candidates: Sequence[Candidate], analyser: Analyser) -> list[Candidate]:
    """The candidates; for "What happened to Ada Brook?" surer what was done to her, less sure what she says."""
    asked = _ASKS.search(question)
    if asked is None:
        return list(candidates)
    whom = frozenset(words(asked["whom"])) - {"the", "a"}
    return [*(_judged(one, whom, analyser) for one in candidates[:LOOKED_AT]), *candidates[LOOKED_AT:]]


def _judged(candidate: Candidate, whom: frozenset[str], analyser: Analyser) -> Candidate:
    tree = tree_of(candidate.citation.quote, analyser)
    verb = _predicate(tree, *candidate.citation.answer_in_quote)
    if verb is None:
        return candidate
    if tree.base(verb) in SAYING and not tree.named(verb, "auxpass"):
        return replace(candidate, reason=candidate.reason + TELLS)
    subject = tree.subject(verb)
    done = bool(tree.named(verb, "auxpass")) and subject is not None and _is_whom(tree, subject, whom)
    return replace(candidate, reason=candidate.reason + BEFALLS) if done else candidate


def _predicate(tree: Tree, start: int, end: int) -> int | None:
    """The first verb of the answer that governs the others there."""
    verbs = [at for at in tree.inside(start, end) if tree.tokens[at].pos == "VERB"]
    return next((at for at in verbs if tree.up(at) not in verbs), None)


def _is_whom(tree: Tree, at: int, whom: frozenset[str]) -> bool:
    return tree.word(at).lower() in _PRONOUNS or not whom.isdisjoint(words(tree.word(at)))
