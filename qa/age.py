"""Candidates that are no age, or the age of another than the question asks for."""

from __future__ import annotations

import re

from index.normalise import words
from qa.analysers import Analyser
from qa.enact import people
from qa.inquiry import Fault, Inquiry, Place
from qa.office import Office, offices
from qa.question import terms
from qa.restriction import said
from qa.slots import name_at
from qa.sorts import is_people
from qa.speaker import TITLES
from qa.tense import verb_above
from qa.tree import Tree

_OLD = re.compile(r"\bhow old\b|\b(?:what|which) age\b", re.I)
_GROUP = re.compile(r"\b(?:what|which) age (?:group|range|class)", re.I)
# The answer stands between two marks: "a \0five\0-year-old", "Lenz, \052\0,"; years may be of birth or foundation.
_AGE = re.compile(
    r"\0[^\0]*(?:year|month|week|day|old|\b1\d\d\d\b|\b20\d\d\b)"
    r"|\0[^\0]*\b(?:child|teen|twent|thirt|fort|fift|sixt|sevent|eight|ninet)\w*s\b"
    r"|\0(?:at )?(?:the )?age[d ]"
    r"|\0[\s-]*(?:years?|months?|weeks?|days?)\b|\b(?:aged?|turn(?:s|ed|ing)?|age of)(?: only| about| just)? \0"
    r"|(?:\w,|\() ?\0(?:aged )?\d[^\0]*\0[,.;)]|\w, \0[a-z]+\0[,.;]"
    r"|\b(?:is|was|are|were|’s|of)(?: only| about| just| now| still)? \0[^\0]*\0(?:[,.;]| and\b| when\b|$)",
    re.I,
)
_POINTS = re.compile(r"\b(?:he|she|it|his|her|its|they|their)\b", re.I)
_OFFICE = re.compile(r"the (?:[\w-]+ )*?(?P<noun>[a-z]+)(?: of\b.*)?")
_BESIDE = re.compile(r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*), $")
# "Captain Ola Brekke, 52": whose age stands right after a name.
_BEARER = re.compile(r"(?<![\w’'-] )((?:[A-Z][\w’'-]+ )+[A-Z][\w’'-]+),? \(?(?:aged? )?$")
BEFORE, AFTER = 20, 15  # characters around an answer in which the words for an age stand


def no_age(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked how old somebody or something is, a number that is no age ("at four o’clock"), or that of another."""
    if not _OLD.search(_GROUP.sub("", asked.text)):
        return None
    quote, (start, end) = place.quote, place.citation.answer_in_quote
    around = f"{quote[max(0, start - BEFORE) : start]}\0{quote[start:end]}\0{quote[end : end + AFTER]}"
    if _AGE.search(around) and (_POINTS.search(quote) or _is_named(asked, quote)):
        return None
    return Fault(asked.names[0].text if asked.names else "")


def _is_named(asked: Inquiry, quote: str) -> bool:
    """Whether a quote has a name of the question, or another word of it: the captain of the Halcyon."""
    present, spoken = said(quote), set(words(quote))
    known = {word for name in asked.names for word in words(name.text)}
    things = set(terms(asked.text)) - known - {"old", "age"}
    return not asked.names or any(name.is_in(present) for name in asked.names) or bool(things & spoken)


def other_age(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """The age of the other of two: of "a 71-year-old man and a fireman" the fireman's is asked for."""
    if not _OLD.search(asked.text) or asked.clause is None:
        return None
    subject = terms(asked.clause.subject) if asked.clause.subject else []
    tree = place.tree
    for at in range(len(tree.tokens)):
        for other in tree.named(at, "conj"):
            for own, mate in ((at, other), (other, at)):
                is_own = tree.base(own) in subject and tree.base(mate) not in subject
                if is_own and _is_inside(place, mate, own):
                    return Fault(tree.base(own))
    return None


def anothers_age(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """The age of what the quote says beside who is asked about: "Moe said the boats were 30 years old".

    Known by the name before it ("Brekke, 52,") or by the subject of its own verb.
    """
    if not _OLD.search(asked.text) or asked.clause is None or not asked.clause.subject:
        return None
    subject = frozenset(words(asked.clause.subject))  # "the captain of the Bluebell" is not the Bluebell
    own = next((name for name in asked.names if subject <= {*words(name.text), *TITLES}), None)
    start = place.citation.answer_in_quote[0]
    if own is not None and (bearer := _BEARER.search(place.quote, 0, start)):
        return None if own.is_called(bearer[1]) else Fault(own.text, bearer[1])
    tree = place.tree
    verb = verb_above(tree, tree.top(*place.citation.answer_in_quote))
    doer = tree.subject(verb) if verb is not None else None
    if verb is None or doer is None or tree.base(verb) != "be" or tree.tokens[doer].pos == "PRON":
        return None
    subject = frozenset(terms(asked.clause.subject))
    if is_people(tree.word(doer)) or subject & _words(tree, doer):
        return None
    others = (at for at, token in enumerate(tree.tokens) if token.dep == "nsubj" and at != doer)
    return next((Fault(asked.clause.subject) for at in others if subject & _words(tree, at)), None)


def _words(tree: Tree, at: int) -> frozenset[str]:
    """The words of a phrase."""
    inside = tree.range(tree.below(at))
    return frozenset(words(tree.text[inside.start : inside.end]))


def _is_inside(place: Place, head: int, without: int) -> bool:
    """Whether the answer is in the phrase of a token, less that of another."""
    tree = place.tree
    inside = tree.range(tree.below(head, [without]) if without > head else tree.below(head))
    start, end = place.citation.answer_in_quote
    stop = tree.tokens[min(tree.below(without))].start if without > head else inside.end
    return inside.start <= start and end <= stop


def age_of_other(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """The age of whom the sentence tells of: "Ada Brook, who sang for Ivo Lenz, died at 75"; the mate, no captain."""
    if not _OLD.search(asked.text):
        return None
    bearer, tree = _bearer(place), place.tree
    subject = asked.clause.subject if asked.clause else ""
    own = next((name for name in asked.names if subject.removesuffix(name.text) in ("", "the ")), None)
    if own is not None:
        return Fault(own.text, bearer) if bearer and not own.is_called(bearer) else None
    found = _OFFICE.fullmatch(subject)
    office = Office(found["noun"] if found else "")
    told = [one for name in people(tree.text, tree.analysis) for one in offices(tree, name) if one.is_office]
    is_other = office.is_office and told and not any(office.is_like(one) for one in told)
    return Fault(office.noun, bearer) if is_other else None


def _bearer(place: Place) -> str:
    """The name that an age stands behind, or that is the subject of its verb; "" where it is none."""
    tree, (start, end) = place.tree, place.citation.answer_in_quote
    if beside := _BESIDE.search(place.quote, 0, start):
        return beside[1]
    at = tree.top(start, end)
    while at is not None and tree.tokens[at].pos not in ("VERB", "AUX"):
        at = tree.up(at)
    subject = tree.subject(at) if at is not None else None
    if subject is None or tree.tokens[subject].pos != "PROPN":
        return ""
    name = name_at(tree, subject)
    return tree.text[name.start : name.end]
