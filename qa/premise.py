"""Candidates that lack what the question presumes: a name where a name is asked for, the other role, a reason.

Each rule takes the question apart and a place apart, and gives the first fault it finds; None where it finds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.normalise import words
from qa.analysers import Analyser
from qa.genders import likely_gender
from qa.inquiry import Fault, Inquiry, Place
from qa.reporting import REPORTING
from qa.rival import akin
from qa.slots import DATELINE, name_at
from qa.sorts import gender, is_people
from qa.speaker import TITLES
from qa.tree import Tree

_NAMED = re.compile(r"\bwhat (?:is|are|was|were) the (?:\w+ )?names? of (?:the |an? |his |her |its )?", re.I)
_WHERE = re.compile(r"\b(?:in|at|from|near|of|on|for|by) (?:the )?(?:[A-Z][\w’'-]*\s?)+")
_DAYS = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August"
                   r"|September|October|November|December)\b")  # fmt: skip
_BYLINE = re.compile(r"By(?: [A-Z][\w.’'-]*){2,4}(?:,.{2,60}| in [A-Z].{2,40})?")
_WRITES = re.compile(r"\b(?:wr(?:ite|ote|itten)\w*|author\w*|report(?:er|s|ed)?|article|journalist|byline)\b", re.I)
_CAUSE = re.compile(r"\b(?:because|since|due|as|so|order|reason|after|over|owing|thanks|therefore|for)\b", re.I)
_BESIDE = ("poss", "compound")  # also where the analyser takes the verb for a noun: "Whom did Lenz interview"
_BE = frozenset("is are was were be been being".split())


def unheard(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """All that the question names is named by no article: the capital that one has is not that of Portugal."""
    return Fault(asked.unheard) if asked.unheard else None


def unnamed(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked for somebody's name, an answer without one, or a quote that does not speak of them at all."""
    found = _NAMED.search(asked.text)
    noun = _noun_from(asked.tree, found.end()) if found else ""
    if not noun or not is_people(noun):
        return None
    bare = _DAYS.sub("", _WHERE.sub("", place.citation.answer))
    several = found is not None and noun not in words(asked.text[found.end() :])
    spoken = words(" ".join([*place.back(), place.quote]))
    is_told = not several or any(akin(word, noun) for word in spoken)  # one person may be described otherwise
    if is_told and re.search(r"\b[A-Z]", bare) and {gender(noun), _gender_of(bare)} != {"f", "m"}:
        return None
    return Fault(noun)


def _gender_of(name: str) -> str:
    """Of a name with or without titles before it."""
    return likely_gender(" ".join(name.split()[-2:]))


def _noun_from(tree: Tree, start: int) -> str:
    """The first common noun that heads a phrase behind a place: "man" in "the old man who died"."""
    for at, token in enumerate(tree.tokens):
        if token.start >= start and token.pos in ("NOUN", "PROPN") and token.dep != "compound":
            return tree.base(at) if token.pos == "NOUN" else ""
    return ""


def itself(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Whom somebody met, or who his lawyer is, and the answer is that very person of the question."""
    parts, head = asked.clause, place.tree.top(*place.citation.answer_in_quote)
    asks = asked.want in ("who", "which") or _NAMED.search(asked.text)
    if not asks or head is None or parts is None or parts.lemma in REPORTING or place.tree.tokens[head].pos != "PROPN":
        return None
    one = name_at(place.tree, head)
    name = place.tree.text[one.start : one.end]
    ties = [tie for tie in asked.ties if tie.slot.how in ("actor", "object") or tie.slot.exact in _BESIDE]
    return next((Fault(t.name.text) for t in ties if _is_same(t.name.text, name, place.citation.article.text)), None)


def _is_same(asked: str, name: str, text: str) -> bool:
    """Whether two names are one person's, by the forenames that the article has for the surname."""
    own, other = words(asked), words(name)
    titled = max((at for at, word in enumerate(other[:-1]) if word in TITLES), default=-1)
    other = other[titled + 1 :]  # of "Prime Minister Ada Brook" the name
    forenames = {found.lower() for found in re.findall(rf"([A-Z][\w’'-]+) {re.escape(asked.split()[-1])}\b", text)}
    if other in (own, own[-1:]) or (len(own) > 1 and own in (other[-len(own) :], other[: len(own)])):
        return True  # "Prime Minister Ivo Lenz", "FC Halm Rovers"
    if len(own) > 1 or len(forenames - TITLES) > 1:
        return False
    return other[-1:] == own or (len(other) == 1 and other[0] in forenames)


def dateline(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Where and by whom it was written is no part of a story: "KARLSUND, 3 May — Three boats sank", "By Ada Moor"."""
    if _BYLINE.fullmatch(place.quote.strip()) and not _WRITES.search(asked.text):
        return Fault(asked.clause.asking if asked.clause else "")
    written = DATELINE.match(place.quote)
    if written is None or asked.want in ("where", "when"):
        return None
    inside = place.citation.answer_in_quote[1] <= written.end()
    return Fault(asked.clause.asking if asked.clause else "") if inside else None


def other_role(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Who did it is asked, and the answer is to whom it was done; or the other way round."""
    role = _asked_role(asked)
    if not role or asked.want != "who":
        return None
    head = place.tree.top(*place.citation.answer_in_quote)
    for at, how in _roles(place.tree, head):
        if asked.clause and akin(place.tree.base(at), asked.clause.lemma) and how != role:
            return Fault(asked.clause.verb)
    return None


def _asked_role(asked: Inquiry) -> str:
    """ "actor" for "who opened it", "object" for "who was arrested" and "whom did she beat"; "" when not plain."""
    parts = asked.clause
    first = parts.asking.lower().split()[:1] if parts else []
    is_who = first in (["who"], ["whom"]) or (first == ["which"] and parts is not None and is_people(parts.noun))
    if parts is None or not parts.lemma or not is_who:
        return ""
    if parts.asks_subject:
        helped = f"{parts.auxiliary} {parts.verb}".lower().split()[:-1]
        passive = parts.tag == "VBN" and bool(_BE & set(helped))
        return "object" if passive else "actor"
    return "object" if parts.auxiliary.lower() in ("do", "does", "did") and not parts.rest else ""


def _roles(tree: Tree, head: int | None) -> Iterator[tuple[int, str]]:
    """The verb that a phrase belongs to and whether it acts or is acted on; nothing where that is not plain."""
    while head is not None and tree.tokens[head].dep in ("appos", "compound", "conj"):
        head = tree.up(head)
    verb = tree.up(head) if head is not None else None
    if head is None or verb is None:
        return
    dep = tree.tokens[head].dep
    passive = bool(tree.named(verb, "auxpass"))
    if dep == "nsubjpass" or (dep == "nsubj" and passive) or dep == "dobj":
        yield verb, "object"
    elif dep == "nsubj" and tree.named(verb, "dobj"):
        yield verb, "actor"


def no_reason(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked why, a sentence that only repeats what was asked beside something else: "Orlo, who wants to, said …"."""
    parts = asked.clause
    if asked.want != "why" or parts is None or not parts.lemma or _CAUSE.search(place.quote):
        return None
    tree = place.tree
    told = any(t.dep == "relcl" and akin(tree.base(at), parts.lemma) for at, t in enumerate(tree.tokens))
    return Fault(parts.verb) if told else None
