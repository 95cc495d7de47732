"""Whether what a word tells is told as a fact, denied, or left open: by negation, modals and the verbs above it."""

from __future__ import annotations

from qa.reporting import UNSAID
from qa.tree import Tree

# Not "without": "nobody should drink it without boiling it".
NEGATIONS = frozenset("not n't n’t never no neither nor hardly nobody nothing none nowhere cannot".split())
# What is not done yet though it is asked about: "Does he want to rebuild?" "He would rebuild."
WANTS = frozenset("want plan hope expect intend try seek mean aim promise wish".split())
# Words that turn what depends on them into its opposite.
_TURNS = frozenset(
    "fail refuse deny decline avoid prevent reject lack without forget neglect unable impossible cancel rule "
    "dismiss false untrue untouched stop forbid ban".split()
)
_PLAIN_MODALS = frozenset("will can".split())
# Words under which nothing is told as a fact.
UNSURE = frozenset(
    "may might could would should must shall if whether unless ask demand urge want wish hope plan expect consider "
    "threaten vow promise likely unlikely possible possibly perhaps doubt unclear wonder fear allege claim suggest "
    "accuse propose intend seek try attempt aim order tell require prepare ready rumour rumor hypothetical".split()
)
# What may be asked with one word and told with another: "Can apprentices stay?" "They may stay."
_SAME_MODALS = (
    frozenset("can could may might able".split()),
    frozenset("will would shall should".split()),
    frozenset("must should have need needs".split()),
)
_CLIMBS = frozenset("xcomp ccomp acomp attr oprd pobj pcomp dobj prep advcl acl conj dep agent nsubjpass nsubj".split())
MAX_CLIMB = 6


def factuality(said: Tree, at: int, asked: frozenset[str], is_permission: bool = False) -> int:
    """1 where the word at `at` is told as a fact, -1 where it is denied, 0 where that is open.

    `asked`: the words before the predicate of the question. What it has itself leaves nothing open: "Can …", "may";
    with `is_permission` ("is it safe to …") no modal does.
    """
    allowed = UNSURE | _PLAIN_MODALS if is_permission else _with_the_same(asked)
    sense, node, below = 1, at, at
    for _ in range(MAX_CLIMB):
        sense *= _beside(said, node, allowed, below)
        token = said.tokens[node]
        stands = token.head == node or token.dep not in _CLIMBS or (token.dep in ("advcl", "conj") and node == at)
        if stands or not sense or _is_parted(said, node, token.head):
            break
        node, below = token.head, node
        lemma = said.lemma(node)
        if lemma in UNSAID:
            return sense if _beside(said, node, allowed, below) == 1 else 0
        if lemma in ("have", "be") and said.tokens[below].dep == "xcomp" and _has_yet(said, node):
            return -sense  # "has yet to reply"
        if lemma == "be" and said.tokens[below].dep == "xcomp" and not allowed & _PLAIN_MODALS:
            return 0  # "trains are to run again"
        sense *= -1 if lemma in _TURNS else int(lemma not in UNSURE - allowed)
    return sense


def is_none(said: Tree, at: int) -> bool:
    """Whether a noun has "no" before it: no polling station, not a single one."""
    return any(said.folded(child) in ("no", "not", "neither") for child in said.children[at])


def _with_the_same(asked: frozenset[str]) -> frozenset[str]:
    """The words of the question, with all that ask the same: "may" for "can", anything unsure for "want"."""
    same = frozenset[str]().union(*(group for group in _SAME_MODALS if group & asked))
    return asked | same | (UNSURE | _PLAIN_MODALS if WANTS & asked else frozenset())


def _beside(said: Tree, node: int, allowed: frozenset[str], below: int) -> int:
    """What the words that depend on a verb make of it: -1 for each negation, 0 for "may" and "if", else 1.

    Those of the child `below` were counted already: "has no power to fine".
    """
    sense = 1
    for child in said.children[node]:
        word, relation = said.folded(child), said.tokens[child].dep
        counts = relation in ("nsubj", "nsubjpass", "dobj", "attr") and child != below
        if word in NEGATIONS or (counts and is_none(said, child)) or _is_to_none(said, child):
            sense = -sense
        elif relation in ("aux", "mark", "advmod") and word in (UNSURE | _PLAIN_MODALS) - allowed:
            return 0
    return sense


def _is_to_none(said: Tree, at: int) -> bool:
    """Whether a preposition stands before "no": to no party."""
    return said.tokens[at].dep == "prep" and any(is_none(said, child) for child in said.named(at, "pobj"))


def _is_parted(said: Tree, node: int, head: int) -> bool:
    """Whether a semicolon stands between: the small model hangs the first of two main clauses on the second."""
    return any(said.word(at) == ";" for at in range(node + 1, head))


def _has_yet(said: Tree, at: int) -> bool:
    return any(said.folded(child) == "yet" for child in said.children[at])
