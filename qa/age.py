"""Candidates that are no age, or the age of another than the question asks for."""

from __future__ import annotations

import re

from index.normalise import words
from qa.analysers import Analyser
from qa.inquiry import Fault, Inquiry, Place
from qa.question import terms
from qa.restriction import said

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


def _is_inside(place: Place, head: int, without: int) -> bool:
    """Whether the answer is in the phrase of a token, less that of another."""
    tree = place.tree
    inside = tree.range(tree.below(head, [without]) if without > head else tree.below(head))
    start, end = place.citation.answer_in_quote
    stop = tree.tokens[min(tree.below(without))].start if without > head else inside.end
    return inside.start <= start and end <= stop
