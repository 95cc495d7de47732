"""Why, how and what then: the clauses of a sentence that explain another part of it, found by grammar.

"The ferry sailed late because a rope had torn" has the cause "because a rope had torn" of "The ferry sailed late".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from qa.analysers import Analysis
from qa.tree import Tree, grow

CauseSort = Literal["reason", "aim", "means", "outcome"]

# How surely what follows is the reason of the rest. Chosen by hand; docs/UNDERSTANDING.md has what the rules brought.
SURE, LIKELY, WEAK = 1.0, 0.7, 0.3
BEFORE = ""  # the effect of what explains the sentence before: "Farmers blame the wolf"
_GOVERNS = re.compile(
    r"(?<![\w-])(?:(?P<sure>because|due to|owing to|thanks to|on account of|on the grounds? (?:that|of)"
    r"|in order (?:to|that)|as a (?:result|consequence) of|so that|so as (?:not )?to|lest|for (?:want|lack|fear) of"
    r"|for \w+ reasons|in (?:response|reaction|answer) to|in retaliation for|in protest (?:at|against|over)|in view of"
    r"|in (?:light|defiance) of|in an? (?:\w+ )?(?:effort|attempt|bid|move) to|as part of (?:\w+ ){0,2}efforts? to"
    r"|with the (?:aim|intention|goal) of"
    r"|now that|given that|out of (?=fear|concern|respect|pity|anger|spite|necessity))"
    r"|(?P<likely>since|in the wake of|amid|under pressure from)"
    r"|(?P<weak>as|after|until|once|when|over|following|with))"
    r"(?!\w)",
    re.I,
)
_AIMS = re.compile(r"in order|so (?:that|as)|lest|in an?\b|as part|with the")
# Prepositions among these: what follows is a cause only as a clause ("since Monday", "as a nurse" are none).
_CLAUSES_ONLY = frozenset("since as until once when with".split())
_FOR = re.compile(r",? for (?=(?:it|he|she|they|there|we|no(?:body| one)?|its|his|her|their)\b)", re.I)
_THEN = re.compile(
    r",?(?: and|;)? (?P<link>so|which is why|that is why|that was why|which was why|thus|hence|therefore|consequently"
    r"|for (?:this|that|which) reason|as a result)\b,?(?! (?:far|much|many|that|long|on|of|to)\b)",
    re.I,
)
CAUSERS = frozenset(
    "cause trigger spark prompt provoke force make lead bring result delay halt prevent drive push spur fuel silence"
    " allow enable hamper hinder thwart ignite compel persuade convince induce motivate inspire encourage let".split()
)
_PARTICIPLES = CAUSERS | {"leave", "give", "raise", "put", "turn", "save", "kill", "cost"}
_NOUNS = frozenset("cause reason trigger motive explanation culprit ground".split())
_ON_ACCOUNT = {"blame": "on", "attribute": "to", "ascribe": "to", "put": "to", "owe": "to", "pin": "on", "trace": "to"}
_FROM = frozenset("result stem arise come follow derive spring".split())
_WEIGHTY = "important matter significant vital key crucial essential valuable strategic special"
_TO_DO = frozenset(
    "ask tell order allow want urge help persuade require request command invite encourage advise warn forbid expect "
    "need get have take give find see let teach beg call".split()
)
_MUST = frozenset("must should shall will can may would".split())
_VERBS = ("VERB", "AUX")
_FINITE = ("VBD", "VBZ", "VBP", "MD")


@dataclass(frozen=True, slots=True)
class Cause:
    """A half-open range that explains, the words it explains with their base forms, and how surely.

    A "means" says how, an "outcome" what follows if `effect` is the case, an "aim" what it was done for.
    """

    start: int
    end: int
    effect: str
    sort: CauseSort
    sure: float


def causes(text: str, analysis: Analysis, verb: str = "") -> list[Cause]:
    """All of one sentence, in no order. `verb` is the lemma of another verb whose subject is taken for a cause."""
    tree = grow(text, analysis)
    ways: tuple[Callable[[Tree], Iterator[Cause]], ...] = (
        *(
            _governed,
            _purposes,
            _following,
            _colon,
            _blamed,
            _named,
            _taken,
            _weighty,
            _conditional,
            _of_whoever,
            _else,
        ),
        lambda tree: _brought(tree, verb),
    )
    return [cause for way in ways for cause in way(tree)] if tree.tokens else []


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


def _governed(tree: Tree) -> Iterator[Cause]:
    """After "because", "due to", "since" …: the clause or phrase that the word governs."""
    for match in _GOVERNS.finditer(tree.text):
        at = tree.at(match.start())
        word = match.group().lower()
        if at is None or (word in _CLAUSES_ONLY and not _opens_clause(tree, at)):
            continue
        inside = _constituent(tree, at)
        sure = SURE if match["sure"] else LIKELY if match["likely"] else WEAK
        more = " stop end last" if word == "until" else ""
        sort: CauseSort = "aim" if _AIMS.match(word) else "reason"
        yield _cause(tree, inside, _explained(tree, inside) + more, sort, sure, match.start())
    for match in _FOR.finditer(tree.text):
        at = tree.at(match.end() - 4)
        if at is not None and any(t.tag in _FINITE for t in tree.tokens[at + 2 : at + 6]):
            yield Cause(match.end() - 4, _end(tree), tree.text[: match.start()], "reason", LIKELY)


def _opens_clause(tree: Tree, at: int) -> bool:
    return tree.tokens[at].dep in ("mark", "advmod") and tree.tokens[tree.tokens[at].head].pos in _VERBS


def _purposes(tree: Tree) -> Iterator[Cause]:
    """ "To save the winter", and "by lifting a skylight"."""
    for at in range(len(tree.tokens)):
        inside = tree.below(at)
        if any(tree.tokens[i].tag == "TO" for i in tree.named(at, "aux")) and _is_aim(tree, at):
            yield _cause(tree, inside, _explained(tree, inside), "aim", LIKELY)
        if tree.word(at).lower() == "by" and any(tree.tokens[i].tag == "VBG" for i in tree.named(at, "pcomp")):
            yield _cause(tree, inside, _explained(tree, inside), "means", SURE)
        fined_for = tree.word(at).lower() == "for" and any(tree.tokens[i].tag == "VBG" for i in tree.named(at, "pcomp"))
        if fined_for or (tree.word(at).lower() == "citing" and tree.tokens[at].dep == "advcl"):
            yield _cause(tree, inside, _explained(tree, inside), "reason", LIKELY)


def _is_aim(tree: Tree, at: int) -> bool:
    """Whether something was done "to …": not what somebody was asked, allowed or forced to do."""
    token, up = tree.tokens[at], tree.up(at)
    if at > 1 and tree.word(at - 2).lower() == "only":  # "only to lose it again"
        return False
    done = up is not None and tree.named(up, "dobj") and tree.tokens[up].lemma.lower() not in _TO_DO | CAUSERS
    return token.pos in _VERBS and (token.dep == "advcl" or (token.dep == "xcomp" and bool(done)))


def _following(tree: Tree) -> Iterator[Cause]:
    """Before "so", "which is why", and before ", leaving the island without a boat"."""
    for match in _THEN.finditer(tree.text):
        at = tree.at(match.start("link"))
        if at is None or (tree.word(at).lower() == "so" and not _joins(tree, at, match.start())):
            continue
        yield Cause(_begin(tree, match.start()), match.start(), tree.text[match.end() :], "reason", LIKELY)
    for at, token in enumerate(tree.tokens):
        up = tree.up(at)
        if token.tag == "VBG" and token.dep == "advcl" and token.lemma in _PARTICIPLES and up is not None and up < at:
            inside = tree.below(at)
            begun = tree.text[: tree.tokens[inside[0]].start].rstrip(" ,;")
            yield Cause(_begin(tree, len(begun)), len(begun), _words(tree, inside), "reason", LIKELY)


def _colon(tree: Tree) -> Iterator[Cause]:
    """After a colon: "The horse matters: it is the only one"."""
    for match in re.finditer(r"(?<=\w): (?=\w)", tree.text):
        if any(token.start > match.start() and token.tag in _FINITE for token in tree.tokens):
            yield Cause(match.end(), _end(tree), tree.text[: match.start()], "reason", LIKELY)


def _joins(tree: Tree, at: int, start: int) -> bool:
    """Whether "so" joins two clauses: no "so tired", nothing at the beginning."""
    following = tree.tokens[at + 1].pos if at + 1 < len(tree.tokens) else "PUNCT"
    parted = tree.text[start] in ",;" or re.search(r"\band $", tree.text[: tree.tokens[at].start])
    return bool(parted) and following not in ("ADJ", "ADV", "PUNCT")


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
            rest = [i for i in _clause(tree, at, "ccomp") if i not in inside]
            if tree.tokens[child].tag not in ("PRP", "WDT", "WP") or _meant(tree, child) != child:
                yield _cause(tree, inside, _words(tree, rest), "reason", SURE if agents or own else LIKELY)


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
        if token.pos not in _VERBS:
            continue
        preps = {tree.word(i).lower(): i for i in tree.named(at, "prep", "dative")}
        word = _ON_ACCOUNT.get(lemma, "from" if lemma in _FROM else "")
        if word in preps and (lemma != "put" or any(tree.word(i).lower() == "down" for i in tree.children[at])):
            yield from _after_preposition(tree, at, preps[word])
        if lemma == "blame" and "on" not in preps:
            for child in tree.named(at, "dobj", "nsubjpass") or tree.named(tree.tokens[at].head, "nsubj", "nsubjpass"):
                for_ = [i for up in (at, child) for i in tree.named(up, "prep") if tree.word(i).lower() == "for"]
                effect = _words(tree, tree.below(for_[0])) if for_ else BEFORE
                yield _cause(tree, tree.below(child, without=for_), effect, "reason", SURE)


def _after_preposition(tree: Tree, verb: int, prep: int) -> Iterator[Cause]:
    rest = [i for i in tree.below(verb) if i not in tree.below(prep)]
    for child in tree.named(prep, "pobj", "pcomp"):
        yield _cause(tree, tree.below(child), _words(tree, rest), "reason", SURE)


def _named(tree: Tree) -> Iterator[Cause]:
    """ "The cause of the fire was a candle", "a candle was the cause of the fire", "what led to it was a candle"."""
    for at, token in enumerate(tree.tokens):
        if token.lemma != "be" or token.pos not in _VERBS:
            continue
        told = [i for i in tree.named(at, "attr", "ccomp", "acomp", "prep", "xcomp") if tree.tokens[i].pos != "VERB"]
        told += [i for i in tree.named(at, "ccomp", "xcomp") if tree.tokens[i].pos == "VERB"]
        for child in tree.named(at, "nsubj", "csubj"):
            is_noun = tree.tokens[child].lemma.lower() in _NOUNS
            if is_noun or (tree.tokens[child].dep == "csubj" and tree.tokens[child].lemma.lower() in CAUSERS):
                for other in told:
                    yield _cause(tree, tree.below(other), _words(tree, tree.below(child)), "reason", SURE)
            for other in tree.named(at, "attr"):
                if tree.tokens[other].lemma.lower() in _NOUNS:
                    yield _cause(tree, tree.below(child), _words(tree, tree.below(other)), "reason", SURE)


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
                yield _cause(tree, inside, _words(tree, tree.below(verb)), "reason", SURE)


def _weighty(tree: Tree) -> Iterator[Cause]:
    """ "Halm is the only port of the valley" says why Halm is important."""
    for at, token in enumerate(tree.tokens):
        for child in tree.named(at, "nsubj") if token.lemma == "be" and tree.named(at, "attr") else ():
            inside = [i for i in tree.below(at) if i > at]
            if tree.tokens[child].tag not in ("WDT", "WP", "EX", "PRP", "DT") and inside:
                begin = tree.tokens[min(tree.below(child))].start
                effect = f"{_words(tree, tree.below(child))} {_WEIGHTY}"
                yield Cause(begin, tree.tokens[max(inside)].end, effect, "reason", LIKELY)


def _conditional(tree: Tree) -> Iterator[Cause]:
    """The main clause beside "if …", "unless …", "anyone who …"."""
    for at, token in enumerate(tree.tokens):
        up = tree.up(at)
        marks = {tree.word(i).lower() for i in tree.named(at, "mark", "advmod")}
        if token.dep == "advcl" and up is not None and marks & {"if", "unless", "should", "whenever"}:
            inside = tree.below(up, without=(at,))
            yield _cause(tree, inside, _words(tree, tree.below(at)), "outcome", SURE)


def _of_whoever(tree: Tree) -> Iterator[Cause]:
    """What those "who refuse" will or must: the verb with all but its subject."""
    for at, token in enumerate(tree.tokens):
        if token.pos not in _VERBS:
            continue
        for child in tree.named(at, "nsubj", "nsubjpass", "csubj", "csubjpass"):
            if tree.tokens[child].dep.startswith("csubj") or tree.named(child, "relcl", "acl"):
                inside = [i for i in tree.below(at, without=(child,)) if i > child]
                bound = _MUST & {tree.word(i).lower() for i in tree.named(at, "aux")} or token.tag in ("VBZ", "VBP")
                if bound and inside:
                    yield _cause(tree, inside, _words(tree, tree.below(child)), "outcome", SURE)


def _else(tree: Tree) -> Iterator[Cause]:
    """Of "must comply or sign a paper" the second: what happens to who does not comply."""
    for at in range(len(tree.tokens)):
        bound = {tree.word(i).lower() for i in tree.named(at, "aux")} & {"must", "should", "shall", "will"}
        ors = [i for i in tree.named(at, "cc") if tree.word(i).lower() == "or"]
        for child in tree.named(at, "conj") if ors and (bound or tree.tokens[at].lemma == "have") else ():
            effect = _words(tree, tree.below(at, without=(child,)))
            yield _cause(tree, tree.below(child), effect + " refuse", "outcome", LIKELY)


def _constituent(tree: Tree, at: int) -> list[int]:
    """What a conjunction or preposition governs, itself included."""
    token = tree.tokens[at]
    marks = token.dep in ("mark", "advmod", "cc", "aux") or (token.dep == "amod" and token.head > at)
    top = token.head if marks and token.head > at else at
    return [i for i in tree.below(top) if i >= at]


def _explained(tree: Tree, inside: Collection[int]) -> str:
    """The words of the clause on which a constituent hangs, with the subject that it shares with the one before it."""
    if aside := _aside(tree, min(inside)):
        return aside
    up: int | None = next((tree.tokens[i].head for i in inside if tree.tokens[i].head not in inside), None)
    if up is not None and tree.tokens[up].pos not in _VERBS:
        up = _verb_above(tree, up)
    if up is None:
        return _words(tree, [i for i in range(len(tree.tokens)) if i not in inside])
    found = set(_clause(tree, up))
    while tree.tokens[up].dep in ("conj", "xcomp", "ccomp", "acl", "pcomp") and tree.up(up) is not None:
        beside = ("nsubj", "nsubjpass", *(["dobj"] if tree.tokens[up].dep == "acl" else []))
        up = _verb_above(tree, up)
        found |= {up} | {i for child in tree.named(up, *beside) for i in tree.below(child)}
    return _words(tree, sorted(found - set(inside)))


def _aside(tree: Tree, at: int) -> str:
    """The words after the last comma where they have no verb: "…, the season of storms because of the warm sea"."""
    last = next((i for i in range(at - 1, -1, -1) if tree.word(i) == ","), None)
    between = range(last + 1, at) if last is not None else range(0)
    things = [i for i in between if tree.tokens[i].pos in ("NOUN", "PROPN")]
    verbs = [i for i in between if tree.tokens[i].pos in _VERBS]
    after_noun = bool(between) and tree.tokens[at - 1].pos in ("NOUN", "PROPN")
    return _words(tree, between) if len(things) > 1 and after_noun and not verbs else ""


def _clause(tree: Tree, at: int, *also: str) -> list[int]:
    """A verb with all that depends on it but other clauses, those of some kinds excepted."""
    inside = tree.below(at)
    apart = {"advcl", "relcl", "ccomp", "parataxis", "conj"} - set(also)
    other = [i for i in inside if i != at and tree.tokens[i].dep in apart and tree.tokens[i].pos in _VERBS]
    return tree.below(at, without=other)


def _verb_above(tree: Tree, at: int) -> int:
    """The next verb that governs a token, else the root."""
    up = tree.tokens[at].head
    while tree.tokens[up].pos not in _VERBS and tree.tokens[up].head != up:
        up = tree.tokens[up].head
    return up


def _cause(
    tree: Tree, inside: Collection[int], effect: str, sort: CauseSort, sure: float, start: int | None = None
) -> Cause:
    first, last = min(inside), max(inside)
    begin = tree.tokens[first].start if start is None else start
    return Cause(begin, max(begin + 1, tree.tokens[last].end), effect, sort, sure)


def _words(tree: Tree, positions: Collection[int]) -> str:
    """As written and, where they differ, in their base forms: "sank sink"."""
    both = ((tree.word(i), tree.tokens[i].lemma) for i in positions)
    return " ".join(word if lemma.lower() == word.lower() else f"{word} {lemma}" for word, lemma in both)


def _begin(tree: Tree, before: int) -> int:
    """Where the clause begins that ends before a place: after a semicolon or an opening quotation mark."""
    cut = max(tree.text.rfind(mark, 0, before) for mark in (";", "“", '"', ":"))
    begin = cut + 1
    while begin < before and tree.text[begin] in " \u00a0":
        begin += 1
    return begin


def _end(tree: Tree) -> int:
    return len(tree.text.rstrip(" .!?”\"'"))
