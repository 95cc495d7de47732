"""Causes by connectives: "because", "to save it", "so", a colon; what a word governs explains the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from qa.causatives import CAUSERS
from qa.cause import FINITE, LIKELY, SURE, VERBS, WEAK, Cause, CauseSort, both_forms, cause_of, own_clause, verb_above
from qa.reporting import SAYING
from qa.tree import Tree

_GOVERNS = re.compile(
    r"(?<![\w-])(?:(?P<sure>because|due to|owing to|thanks to|on account of|on the grounds? (?:that|of)"
    r"|in order (?:to|that)|as a (?:result|consequence) of|so that|so as (?:not )?to|lest|for (?:want|lack|fear) of"
    r"|for \w+ reasons|in (?:response|reaction|answer) to|in retaliation for|in protest (?:at|against|over)|in view of"
    r"|in (?:light|defiance) of|in an? (?:\w+ )?(?:effort|attempt|bid|move) to|as part of (?:\w+ ){0,2}efforts? to"
    r"|with the (?:aim|intention|goal) of"
    r"|now that|given that|out of (?=fear|concern|respect|pity|anger|spite|necessity))"
    r"|(?P<likely>since|in the (?:wake|face) of|amid|under pressure from)"
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
    r"|for (?:this|that|which) reason|as a result"
    r"|(?:which|that|this) (?:is|was) what (?:has |had )?(?:driven|drove|caused|prompted|led|made))"
    r"\b,?(?! (?:far|much|many|that|long|on|of|to)\b)",
    re.I,
)
_LEFT = frozenset("leave give put turn make let cause".split())  # "leaving them in debt": nobody left
_PARTICIPLES = CAUSERS | {"leave", "give", "raise", "put", "turn", "save", "kill", "cost"}
_TO_DO = frozenset(
    "ask tell order allow want urge help persuade require request command invite encourage advise warn forbid expect "
    "need get have take give find see let teach beg call".split()
)
_GIVES = frozenset("say argue explain insist claim add".split())
_WILL = frozenset("deny blame accuse demand praise".split())  # of the verbs of saying, those that also do something


def by_connectives(tree: Tree) -> Iterator[Cause]:
    """Every clause of a sentence that a connective makes a reason, an aim or a means."""
    for way in (_governed, _purposes, _following, _colon):
        yield from way(tree)


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
        yield cause_of(tree, inside, _explained(tree, inside) + more, sort, sure, match.start())
    for match in _FOR.finditer(tree.text):
        at = tree.at(match.end() - 4)
        if at is not None and any(t.tag in FINITE for t in tree.tokens[at + 2 : at + 6]):
            yield Cause(match.end() - 4, _end(tree), tree.text[: match.start()], "reason", LIKELY)


def _opens_clause(tree: Tree, at: int) -> bool:
    return tree.tokens[at].dep in ("mark", "advmod") and tree.tokens[tree.tokens[at].head].pos in VERBS


def _purposes(tree: Tree) -> Iterator[Cause]:
    """ "To save the winter", and "by lifting a skylight"."""
    for at in range(len(tree.tokens)):
        inside = tree.below(at)
        if any(tree.tokens[i].tag == "TO" for i in tree.named(at, "aux")) and _is_aim(tree, at):
            yield cause_of(tree, inside, _explained(tree, inside), "aim", LIKELY)
            yield from _done_for(tree, at, inside)
        if tree.word(at).lower() == "by" and any(tree.tokens[i].tag == "VBG" for i in tree.named(at, "pcomp")):
            yield cause_of(tree, inside, _explained(tree, inside), "means", SURE)
        yield from _said_with_it(tree, at)
        fined_for = tree.word(at).lower() == "for" and any(tree.tokens[i].tag == "VBG" for i in tree.named(at, "pcomp"))
        if fined_for or (tree.word(at).lower() == "citing" and tree.tokens[at].dep == "advcl"):
            yield cause_of(tree, inside, _explained(tree, inside), "reason", LIKELY)


def _done_for(tree: Tree, at: int, inside: Collection[int]) -> Iterator[Cause]:
    """What was done to an end is the way to it: "burned their desks" of "burned their desks to keep warm"."""
    up = tree.up(at)
    subject = tree.subject(up) if up is not None else None
    if up is None or subject is None or tree.tokens[up].pos != "VERB" or at < up:
        return
    who = tree.below(subject)
    done = [i for i in own_clause(tree, up) if max(who) < i < min(inside)]
    if done:
        yield cause_of(tree, done, both_forms(tree, [*who, *inside]), "means", LIKELY)


def _said_with_it(tree: Tree, at: int) -> Iterator[Cause]:
    """What somebody gave as the reason with what he did: "refused to pay, saying that the goods were spoilt"."""
    token, up = tree.tokens[at], tree.up(at)
    if token.lemma not in _GIVES or token.tag != "VBG" or token.dep != "advcl" or up is None or up > at:
        return
    done = tree.tokens[up].lemma.lower() not in SAYING - _WILL
    for told in tree.named(at, "ccomp") if done else ():
        yield cause_of(tree, tree.below(told), _explained(tree, tree.below(at)), "reason", LIKELY)


def _is_aim(tree: Tree, at: int) -> bool:
    """Whether something was done "to …": not what somebody was asked, allowed or forced to do."""
    token, up = tree.tokens[at], tree.up(at)
    if at > 1 and tree.word(at - 2).lower() == "only":  # "only to lose it again"
        return False
    done = up is not None and tree.named(up, "dobj") and tree.tokens[up].lemma.lower() not in _TO_DO | CAUSERS
    return token.pos in VERBS and (token.dep == "advcl" or (token.dep == "xcomp" and bool(done)))


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
            effect = [i for i in inside if i != at or token.lemma not in _LEFT]
            yield Cause(_begin(tree, len(begun)), len(begun), both_forms(tree, effect), "reason", LIKELY)


def _colon(tree: Tree) -> Iterator[Cause]:
    """After a colon: "The horse matters: it is the only one"."""
    for match in re.finditer(r"(?<=\w): (?=\w)", tree.text):
        if any(token.start > match.start() and token.tag in FINITE for token in tree.tokens):
            yield Cause(match.end(), _end(tree), tree.text[: match.start()], "reason", LIKELY)


def _joins(tree: Tree, at: int, start: int) -> bool:
    """Whether "so" joins two clauses: no "so tired", nothing at the beginning."""
    following = tree.tokens[at + 1].pos if at + 1 < len(tree.tokens) else "PUNCT"
    parted = tree.text[start] in ",;" or re.search(r"\band $", tree.text[: tree.tokens[at].start])
    return bool(parted) and following not in ("ADJ", "ADV", "PUNCT")


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
    if up is not None and tree.tokens[up].pos not in VERBS:
        up = verb_above(tree, up)
    if up is None:
        return both_forms(tree, [i for i in range(len(tree.tokens)) if i not in inside])
    found = set(own_clause(tree, up))
    while tree.tokens[up].dep in ("conj", "xcomp", "ccomp", "acl", "pcomp") and tree.up(up) is not None:
        beside = ("nsubj", "nsubjpass", *(["dobj"] if tree.tokens[up].dep == "acl" else []))
        up = verb_above(tree, up)
        found |= {up} | {i for child in tree.named(up, *beside) for i in tree.below(child)}
    return both_forms(tree, sorted(found - set(inside)))


def _aside(tree: Tree, at: int) -> str:
    """The words after the last comma where they have no verb: "…, the season of storms because of the warm sea"."""
    last = next((i for i in range(at - 1, -1, -1) if tree.word(i) == ","), None)
    between = range(last + 1, at) if last is not None else range(0)
    things = [i for i in between if tree.tokens[i].pos in ("NOUN", "PROPN")]
    verbs = [i for i in between if tree.tokens[i].pos in VERBS]
    after_noun = bool(between) and tree.tokens[at - 1].pos in ("NOUN", "PROPN")
    return both_forms(tree, between) if len(things) > 1 and after_noun and not verbs else ""


def _begin(tree: Tree, before: int) -> int:
    """Where the clause begins that ends before a place: after a semicolon or an opening quotation mark."""
    cut = max(tree.text.rfind(mark, 0, before) for mark in (";", "“", '"', ":"))
    begin = cut + 1
    while begin < before and tree.text[begin] in " \u00a0":
        begin += 1
    return begin


def _end(tree: Tree) -> int:
    return len(tree.text.rstrip(" .!?”\"'"))
