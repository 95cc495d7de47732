"""What a yes-or-no question asks: the predicate that a clause must affirm or deny, and of whom and what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.antonyms import relation
from qa.factuality import NEGATIONS, WANTS
from qa.synonyms import senses
from qa.tree import Tree

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
SIDES = frozenset({"for", "against"})
_CHOICE = re.compile(r"\bor\b(?! not\b)", re.I)
_AUXILIARIES = frozenset("be do have will can may might could would should must get".split())
_SUBORDINATES = frozenset("before after when while because since until if unless that which who although".split())
_LIGHT = frozenset("get take have make give hold".split())
_JUDGES = frozenset("find declare deem".split())
_PERMITS = frozenset("safe allow allowed legal possible able permit permitted advisable".split())


@dataclass(frozen=True, slots=True)
class Proposition:
    """A predicate, negated or not, and the content words before and after it: lemmas in search form."""

    predicate: str
    also: str  # of "safe to drink": drink
    negated: bool
    subject: frozenset[str]
    rest: frozenset[str]
    before: frozenset[str]  # every word before the predicate, as written: the modals among them were asked with it
    names: frozenset[str]  # of `subject` and `rest` those of names
    side: str = ""  # of "vote for": for


def proposition(asked: Tree, said: Tree) -> Proposition | None:
    """What the question asks, if need be by the verbs of the quote; None if not plain, or a choice ("red or blue")."""
    return None if _CHOICE.search(asked.text) else _by_order(asked) or _by_what_is_said(asked, said)


def side(tree: Tree, at: int) -> str:
    """Whether a verb takes sides: the "against" of "voted against it"; "" when it does not."""
    beside = map(tree.folded, tree.children[at])
    return next((word for word in beside if word in SIDES), "")


def _by_order(asked: Tree) -> Proposition | None:
    """By the order of the words, which in a question is safer than its tree: auxiliary, subject, predicate, rest."""
    ends = (at for at in range(1, len(asked.tokens)) if asked.folded(at) in _SUBORDINATES)
    main = range(1, next(ends, len(asked.tokens)))
    verbs = [at for at in main if _is_full_verb(asked, at)]
    if len(verbs) > 1 and asked.lemma(verbs[0]) in WANTS:
        verbs = verbs[1:]
    at = _predicate(asked, main, verbs)
    return None if at is None else _of(asked, at, verbs)


def _is_full_verb(asked: Tree, at: int) -> bool:
    """Whether it is a verb but no auxiliary; the polling of "polling stations" is none."""
    is_verb = asked.tokens[at].pos == "VERB" and asked.lemma(at) not in _AUXILIARIES
    return is_verb and not (_is_noun(asked, at + 1) and asked.folded(at).endswith("ing"))


def _predicate(asked: Tree, main: Sequence[int], verbs: Sequence[int]) -> int | None:
    """The first verb of the main clause, else its last adjective; after "is there" a noun."""
    tokens = asked.tokens
    nouns = [at for at in main if tokens[at].pos == "NOUN" and not _is_noun(asked, at + 1)]
    if nouns and len(tokens) > 2 and asked.lemma(0) == "be" and asked.folded(1) == "there":
        return nouns[0]
    adjectives = [at for at in main if tokens[at].pos == "ADJ" and _is_alone(asked, at)]
    found = min([*adjectives[-1:], *verbs[:1]], default=None)
    return _last_or_light(asked) if found is None else found


def _is_noun(asked: Tree, at: int) -> bool:
    return at < len(asked.tokens) and asked.tokens[at].pos == "NOUN"


def _is_alone(asked: Tree, at: int) -> bool:
    """Whether an adjective stands alone, or before "to" as in "safe to drink"; the red of "the red car" does not."""
    tokens = asked.tokens
    return tokens[at].dep not in ("amod", "compound") or (at + 1 < len(tokens) and tokens[at + 1].tag == "TO")


def _last_or_light(asked: Tree) -> int | None:
    """Where no verb or adjective stands: the "over" of "Is the strike over?", else the "get" of "get a fine"."""
    tokens = asked.tokens
    if len(tokens) > 2 and asked.lemma(0) == "be" and tokens[-2].pos in ("ADV", "ADP"):
        return len(tokens) - 2
    return next((at for at in range(1, len(tokens)) if asked.lemma(at) in _LIGHT and tokens[at].pos == "VERB"), None)


def _by_what_is_said(asked: Tree, said: Tree) -> Proposition | None:
    """Where a question with "did" shows no verb ("did ships in the bay dock"): its word that is a verb of the quote.

    With "was" only the last: "was the school shut".
    """
    if not asked.tokens or asked.lemma(0) not in ("do", "be"):
        return None
    verbs = [said.lemma(at) for at, token in enumerate(said.tokens) if token.pos == "VERB"]
    first = 2 if asked.lemma(0) == "do" else max(2, len(asked.tokens) - 2)
    found = (at for at in range(first, len(asked.tokens)) if any(relation(asked.lemma(at), verb) for verb in verbs))
    return next((_of(asked, at, []) for at in found), None)


def _of(asked: Tree, at: int, verbs: Sequence[int]) -> Proposition:
    """The proposition whose predicate is this token."""
    tokens = asked.tokens
    verb, light = at, asked.lemma(at) in _LIGHT
    at = next((i for i in range(at + 1, len(tokens)) if light and tokens[i].dep == "dobj"), at)  # "get a fine": fine
    if asked.lemma(at) in _JUDGES and at + 1 < len(tokens) and tokens[at + 1].pos == "ADJ":
        at += 1  # "found guilty": guilty
    phrasal = (f"{asked.lemma(at)}-{asked.folded(child)}" for child in asked.named(at, "prt"))
    predicate = next(filter(senses, phrasal), asked.lemma(at))
    also = next((later for later in verbs if later > at and predicate in _PERMITS), None)
    content = {i: asked.lemma(i) for i, token in enumerate(tokens) if token.pos in CONTENT}
    beside = {i: lemma for i, lemma in content.items() if i not in (0, at, verb, also)}
    before = frozenset(map(asked.folded, range(at)))
    return Proposition(
        "hold" if light and predicate == "place" else predicate,  # to take place is to be held
        asked.lemma(also) if also is not None else "",
        bool(before & (NEGATIONS - {"no"})),
        frozenset(lemma for i, lemma in beside.items() if i < at),
        frozenset(lemma for i, lemma in beside.items() if i > at),
        before,
        frozenset(lemma for i, lemma in beside.items() if tokens[i].pos == "PROPN"),
        side(asked, at),
    )
