"""Whether a clause says yes or no to a yes-or-no question: by its verb or adjective, antonyms and negation.

Conservative: None wherever the clause speaks of something else, of what may be, or of what somebody only wants.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.normalise import search_form, words
from qa.analysers import Token
from qa.rival import FATES
from qa.tree import Tree
from qa.types import Polarity

_PAIRS = (
    *("open close", "open shut", "open closed", "safe unsafe", "safe dangerous", "safe hazardous", "win lose"),
    *("rise fall", "rise drop", "rise decline", "grow shrink", "increase decrease", "increase fall", "confirm deny"),
    *("accept reject", "accept refuse", "accept decline", "alive dead", "survive die", "guilty innocent"),
    *("convict acquit", "guilty acquit", "agree refuse", "agree disagree", "succeed fail", "pass fail", "allow ban"),
    *(
        "allow forbid",
        "allow prohibit",
        "allow block",
        "legal illegal",
        "approve reject",
        "approve block",
        "stay leave",
    ),
    *(
        "support oppose",
        "back oppose",
        "arrive leave",
        "remain leave",
        "begin end",
        "start stop",
        "start end",
        "full empty",
    ),
    *("continue stop", "continue end", "admit deny", "resume suspend", "lift impose", "free detain", "release detain"),
    *(
        "release hold",
        "find lose",
        "save destroy",
        "true false",
        "same different",
        "cancel hold",
        "keep drop",
        "hire fire",
    ),
    *("hold cancel", "hold postpone", "improve worsen", "strengthen weaken", "gain lose", "buy sell", "sober drunk"),
    *("accept turn-down", "approve turn-down", "save wash-away", "hold call-off", "play sit-out", "stay close"),
    *("available unavailable", "ready unready", "stable unstable", "able unable", "likely unlikely", "well ill"),
)
_ANTONYMS = {frozenset(pair.split()) for pair in _PAIRS}
_PREFIX = re.compile(r"^(?:un|in|im|il|ir|dis|non|non-)(?=\w{3})")
_NOT = frozenset("not n't n’t never no neither nor hardly nobody nothing none without nowhere cannot".split())
_NEGATES = _NOT - {"without"}  # "nobody should drink it without boiling it"
# Words that turn what depends on them into its opposite.
_TURNS = frozenset(
    "fail refuse deny decline avoid prevent reject lack without forget neglect unable impossible cancel rule "
    "dismiss false untrue untouched stop forbid ban".split()
)
# Words under which nothing is told as a fact.
_UNSURE = frozenset(
    "may might could would should must shall if whether unless ask demand urge want wish hope plan expect consider "
    "threaten vow promise likely unlikely possible possibly perhaps doubt unclear wonder fear allege claim suggest "
    "propose intend seek try attempt aim order tell require prepare ready rumour rumor hypothetical".split()
)
_CLIMBS = frozenset("xcomp ccomp acomp attr oprd pobj pcomp dobj prep advcl acl conj dep agent nsubjpass nsubj".split())
# Words that may mean, or leave out, what was said before: "Nobody was hurt."
_POINTING = frozenset("it they he she him them this that there both neither none nobody no nothing all each".split())
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_PERMITS = frozenset("safe allow allowed legal possible able permit permitted advisable".split())
_PLAIN_MODALS = frozenset("will can".split())
# What may be asked with one word and told with another: "Can apprentices stay?" "They may stay."
_SAME_MODALS = (
    frozenset("can could may might able".split()),
    frozenset("will would shall should".split()),
    frozenset("must should have need needs".split()),
)
# What is not done yet though it is asked about: "Does he want to rebuild?" "He would rebuild."
_WANTS = frozenset("want plan hope expect intend try seek mean aim promise wish".split())
_LIGHT = frozenset("get take have make give hold".split())
_SIDES = frozenset({"for", "against"})
_AUXILIARIES = frozenset("be do have will can may might could would should must get".split())
_SUBORDINATES = frozenset("before after when while because since until if unless that which who although".split())
_ANYBODY = frozenset("person people anyone anybody someone somebody".split())
_CHOICE = re.compile(r"\bor\b(?! not\b)", re.I)
LEAST_SHARED = 0.4  # of the question's other content words, in the quote: less may be another matter
MAX_CLIMB = 6


@dataclass(frozen=True, slots=True)
class _Proposition:
    """What a yes-or-no question asks: its predicate, negated or not, and the content words before and after it."""

    predicate: str
    also: str  # of "safe to drink": drink
    negated: bool
    subject: frozenset[str]
    rest: frozenset[str]
    modals: frozenset[str]  # every word before the predicate, and what says the same of a modal: that is what was asked
    names: frozenset[str]  # of the words before the predicate those of names
    side: str = ""  # of "vote for": for


def polarity(asked: Tree, said: Tree, start: int, end: int, before: str = "") -> Polarity | None:
    """What the clause from `start` to `end` of a quote says to the question; None when that is not sure.

    `asked` and `said` are the trees of the question and of the quote; `before` is what "it" in the quote may mean.
    """
    if _CHOICE.search(asked.text):
        return None
    proposition = _proposition(asked) or _by_what_is_said(asked, said)
    if proposition is None or not _is_about(proposition, said, before):
        return None
    found = [
        sense
        for at, token in enumerate(said.tokens)
        if start <= token.start and token.end <= end and (sense := _sense(proposition, said, at)) is not None
    ]
    if not found or 0 in found or len(set(found)) > 1:
        return None
    return "yes" if (found[0] > 0) != proposition.negated else "no"


def _proposition(asked: Tree) -> _Proposition | None:
    """By the order of the words, which in a question is safer than its tree: auxiliary, subject, predicate, rest.

    The predicate is the first verb of the main clause, else its last adjective.
    """
    tokens = asked.tokens
    ends = (at for at, token in enumerate(tokens) if at and _word(asked.text, token) in _SUBORDINATES)
    main = range(1, next(ends, len(tokens)))
    verbs = [at for at in main if tokens[at].pos == "VERB" and _form(tokens[at]) not in _AUXILIARIES]
    verbs = [at for at in verbs if not (_is_noun(tokens, at + 1) and _word(asked.text, tokens[at]).endswith("ing"))]
    adjectives = [at for at in main if tokens[at].pos == "ADJ" and _is_predicate(tokens, at)]
    if len(verbs) > 1 and _form(tokens[verbs[0]]) in _WANTS:
        verbs = verbs[1:]
    at = min(adjectives[-1:] + verbs[:1], default=None)
    if len(tokens) > 2 and _form(tokens[0]) == "be" and _word(asked.text, tokens[1]) == "there":
        at = next((at for at in main if tokens[at].pos == "NOUN" and not _is_noun(tokens, at + 1)), at)
    if at is None:
        at = _last_or_light(tokens)
    return None if at is None else _of(asked, at, verbs)


def _last_or_light(tokens: Sequence[Token]) -> int | None:
    """Where no verb or adjective stands: the "over" of "Is the strike over?", else the "get" of "get a fine"."""
    if len(tokens) > 2 and _form(tokens[0]) == "be" and tokens[-2].pos in ("ADV", "ADP"):
        return len(tokens) - 2
    return next((at for at in range(1, len(tokens)) if _form(tokens[at]) in _LIGHT and tokens[at].pos == "VERB"), None)


def _is_predicate(tokens: Sequence[Token], at: int) -> bool:
    """Whether an adjective stands alone, or before "to" as in "safe to drink"; the red of "the red car" does not."""
    return tokens[at].dep not in ("amod", "compound") or (at + 1 < len(tokens) and tokens[at + 1].tag == "TO")


def _by_what_is_said(asked: Tree, said: Tree) -> _Proposition | None:
    """Where a question with "did" shows no verb ("did ships in the bay dock"): its word that is a verb of the quote."""
    tokens = asked.tokens
    if not tokens or _form(tokens[0]) != "do":
        return None
    verbs = [_form(token) for token in said.tokens if token.pos == "VERB"]
    found = (at for at in range(2, len(tokens)) if any(_relation(_form(tokens[at]), verb) for verb in verbs))
    return next((_of(asked, at, []) for at in found), None)


def _of(asked: Tree, at: int, verbs: Sequence[int]) -> _Proposition:
    """The proposition whose predicate is this token."""
    tokens = asked.tokens
    verb, light = at, _form(tokens[at]) in _LIGHT
    at = next((i for i in range(at + 1, len(tokens)) if light and tokens[i].dep == "dobj"), at)  # "get a fine": fine
    also = next((verb for verb in verbs if verb > at and _form(tokens[at]) in _PERMITS), None)
    is_event = light and _form(tokens[at]) == "place"  # to take place is to be held
    apart = (0, at, verb, also)
    content = {i: _form(token) for i, token in enumerate(tokens) if token.pos in _CONTENT and i not in apart}
    return _Proposition(
        "hold" if is_event else _form(tokens[at]),
        _form(tokens[also]) if also is not None else "",
        any(_word(asked.text, tokens[i]) in _NOT - {"without", "no"} for i in range(at)),
        frozenset(form for i, form in content.items() if i < at),
        frozenset(form for i, form in content.items() if i > at),
        _with_the_same(frozenset(_word(asked.text, token) for token in tokens[:at])),
        frozenset(form for i, form in content.items() if tokens[i].pos == "PROPN"),
        _side(asked, at),
    )


def _with_the_same(modals: frozenset[str]) -> frozenset[str]:
    """The words before a predicate, with all that ask the same: "may" for "can", anything unsure for "want"."""
    same = frozenset[str]().union(*(group for group in _SAME_MODALS if group & modals))
    return modals | same | (_UNSURE | _PLAIN_MODALS if _WANTS & modals else frozenset())


def _side(tree: Tree, at: int) -> str:
    """Whether a verb takes sides: the "against" of "voted against it"; "" when it does not."""
    beside = (_word(tree.text, tree.tokens[child]) for child in tree.children[at])
    return next((word for word in beside if word in _SIDES), "")


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun stands there: the polling in "polling stations" is no predicate."""
    return at < len(tokens) and tokens[at].pos == "NOUN"


def _is_about(proposition: _Proposition, said: Tree, before: str) -> bool:
    """Whether the quote, or what its "it" or "they" points back to, has enough of the question's other words.

    And every number of it.
    """
    rest = proposition.subject | proposition.rest
    present = {_form(token) for token in said.tokens} | {_word(said.text, token) for token in said.tokens}
    things = proposition.subject - proposition.names
    if present & _POINTING or all(_share_word([one], present) for one in things):
        present |= set(words(before))
    if any(word[:1].isdigit() and word not in present for word in rest):
        return False
    shared = sum(any(_is_akin(word, other) for other in present) for word in rest)
    return not rest or shared >= LEAST_SHARED * len(rest)


def _sense(proposition: _Proposition, said: Tree, at: int) -> int | None:
    """1 where this token affirms the predicate, -1 where it denies it, 0 where that is open; None: another word."""
    token = said.tokens[at]
    form = _form(token)
    is_permit = bool(proposition.also) and form == proposition.also and token.pos == "VERB"
    sense = 1 if is_permit else _relation(proposition.predicate, _with_particle(said, at) or form)
    if sense is None and token.pos == "NOUN" and _is_none(said, at) and _befalls(proposition, _word(said.text, token)):
        sense = 1  # "was anyone hurt": "no injuries"
    if sense is None and _is_akin(proposition.predicate, _word(said.text, token)):
        sense = 1  # the small model takes "fined" for a form of "fin"
    if sense is None or token.pos not in ("VERB", "ADJ", "NOUN", "ADV", "AUX", "PROPN"):
        return None
    if is_permit and any(_relation(proposition.predicate, _form(other)) for other in said.tokens):
        return None  # the adjective itself decides
    if not _is_same_actor(proposition, said, at) or not _is_same_object(proposition, said, at):
        return 0
    if {proposition.side, _side(said, at)} == _SIDES:
        sense = -sense
    turned = _turned(proposition, said, at, is_permit)
    if is_permit and turned != -1:
        return 0  # "people drink it" does not say that they may
    return None if turned is None else sense * turned


def _befalls(proposition: _Proposition, noun: str) -> bool:
    """Whether a noun tells what is asked of anybody: deaths of dying, injuries of being hurt."""
    return proposition.subject <= _ANYBODY and any({proposition.predicate, noun} <= fate for fate in FATES)


def _with_particle(said: Tree, at: int) -> str:
    """A phrasal verb that has opposites: "turn-down"; "" for any other."""
    particles = (_word(said.text, said.tokens[child]) for child in said.children[at] if said.tokens[child].dep == "prt")
    phrasal = (f"{_form(said.tokens[at])}-{word}" for word in particles)
    return next((verb for verb in phrasal if any(verb in pair for pair in _ANTONYMS)), "")


def antonyms(one: str, other: str, *camps: frozenset[str]) -> bool:
    """Whether two words are opposites: by the table, by a prefix, or because they are of different `camps`."""
    if _relation(one, other) == -1:
        return True
    homes = [{at for at, camp in enumerate(camps) if word in camp} for word in (one, other)]
    return bool(homes[0] and homes[1]) and not homes[0] & homes[1]


def _relation(one: str, other: str) -> int | None:
    """1 for one word in whatever form, -1 for antonyms."""
    if frozenset((one, other)) in _ANTONYMS or _PREFIX.sub("", other) == one != other:
        return -1
    if _PREFIX.sub("", one) == other != one:
        return -1
    return 1 if _is_akin(one, other) else None


def _is_akin(one: str, other: str) -> bool:
    """Whether two lemmas are of one word family: warn and warning, elect and election."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short) and long[len(short) :] in _ENDINGS


_ENDINGS = frozenset("s es d ed ing ings er ers ion ions ation ations ment ments al ly e r n ian ans an y ure".split())


def _is_same_actor(proposition: _Proposition, said: Tree, at: int) -> bool:
    """False when who does it here, or what it is done to in the passive, is not the question's subject."""
    actor = _actor(said, at)
    token = said.tokens[actor] if actor is not None else None
    if actor is None or token is None or token.pos not in ("NOUN", "PROPN") or not proposition.subject:
        return True
    found = _content(said, actor)
    if _share_word(found, proposition.subject):
        return True
    if token.dep == "nsubjpass":
        return _share_word(found, proposition.rest)
    if _share_word(found, proposition.rest):
        return False
    if token.pos == "NOUN" and proposition.subject <= proposition.names:
        return any(said.word(child).lower() == "the" for child in said.children[actor])  # of Karst FC: "the club"
    objects = said.named(at, "dobj")  # "Was the bridge closed?" "The council closed the bridge." "… closed it."
    done = {word for child in objects for word in _content(said, child)}
    return _share_word(done, proposition.subject) or any(said.tokens[child].pos == "PRON" for child in objects)


def _actor(said: Tree, at: int) -> int | None:
    """The subject of a verb, or of the verb that it hangs on: "denied using", "came and left"."""
    found = said.subject(at)
    while found is None and said.tokens[at].dep in ("xcomp", "pcomp", "conj") and (up := said.up(at)) is not None:
        at, found = up, said.subject(up)
    return found


def _share_word(some: Collection[str], others: Collection[str]) -> bool:
    return any(_is_akin(word, other) for word in some for other in others)


def _is_same_object(proposition: _Proposition, said: Tree, at: int) -> bool:
    """False when it is done to another thing beside the one of the question: "banned a film about the drug"."""
    things = {child for child in said.children[at] if said.tokens[child].dep == "dobj"}
    done = {_form(said.tokens[child]) for child in things if said.tokens[child].pos in ("NOUN", "PROPN")}
    asked = proposition.subject | proposition.rest
    if not done or any(_is_akin(word, other) for word in done for other in asked):
        return True
    beside = [_form(token) for i, token in enumerate(said.tokens) if i not in things and token.pos in _CONTENT]
    return not any(_is_akin(word, other) for word in proposition.rest for other in beside)


def _turned(proposition: _Proposition, said: Tree, at: int, permits: bool) -> int:
    """1 as it stands, -1 when negated, 0 when it is told as no fact."""
    allowed = proposition.modals | (_UNSURE | _PLAIN_MODALS if permits else frozenset())
    sense, node, below = 1, at, at
    for _ in range(MAX_CLIMB):
        sense *= _beside(said, node, allowed, below)
        token = said.tokens[node]
        stands = token.head == node or token.dep not in _CLIMBS or (token.dep in ("advcl", "conj") and node == at)
        if stands or not sense or _is_parted(said, node, token.head):
            break
        node, below = token.head, node
        lemma = _form(said.tokens[node])
        if lemma in _SPEAKS:  # who did not say so did not say the opposite
            return sense if _beside(said, node, allowed, below) == 1 else 0
        if lemma in ("have", "be") and said.tokens[below].dep == "xcomp" and _has_yet(said, node):
            return -sense  # "has yet to reply"
        if lemma == "be" and said.tokens[below].dep == "xcomp" and not allowed & _PLAIN_MODALS:
            return 0  # "trains are to run again"
        sense *= -1 if lemma in _TURNS else int(lemma not in _UNSURE - allowed or permits)
    return sense


def _is_parted(said: Tree, node: int, head: int) -> bool:
    """Whether a semicolon stands between: the small model hangs the first of two main clauses on the second."""
    return any(said.word(at) == ";" for at in range(node + 1, head))


def _beside(said: Tree, node: int, allowed: frozenset[str], below: int = -1) -> int:
    """What the words that depend on a verb make of it: -1 for each negation, 0 for "may" and "if", else 1.

    Those of the child `below` were counted already: "has no power to fine".
    """
    sense = 1
    for child in said.children[node]:
        word, relation = _word(said.text, said.tokens[child]), said.tokens[child].dep
        counts = relation in ("nsubj", "nsubjpass", "dobj", "attr") and child != below
        if word in _NEGATES or (counts and _is_none(said, child)) or _is_to_none(said, child):
            sense = -sense
        elif relation in ("aux", "mark", "advmod") and word in (_UNSURE | _PLAIN_MODALS) - allowed:
            return 0
    return sense


_SPEAKS = frozenset("say tell report announce confirm add explain write note state insist".split())


def _is_none(said: Tree, at: int) -> bool:
    """Whether a noun has "no" before it: no polling station."""
    return any(_word(said.text, said.tokens[child]) in ("no", "neither") for child in said.children[at])


def _is_to_none(said: Tree, at: int) -> bool:
    """Whether a preposition stands before "no": to no party."""
    below = [i for i in said.children[at] if said.tokens[i].dep == "pobj"] if said.tokens[at].dep == "prep" else []
    return any(_is_none(said, i) for i in below)


def _has_yet(said: Tree, at: int) -> bool:
    return any(_word(said.text, said.tokens[child]) == "yet" for child in said.children[at])


def _content(tree: Tree, at: int) -> frozenset[str]:
    """Lemmas of the content words of a token and what depends on it, and the initials of its name: "un"."""
    below = [i for i in tree.below(at) if tree.tokens[i].pos in _CONTENT]
    initials = "".join(tree.word(i)[0] for i in below if tree.tokens[i].pos == "PROPN").lower()
    return frozenset([*(_form(tree.tokens[i]) for i in below), *([initials] if len(initials) > 1 else [])])


def _form(token: Token) -> str:
    return search_form(token.lemma)


def _word(text: str, token: Token) -> str:
    return search_form(text[token.start : token.end])
