"""Candidates that are a number or a place, but not of the measure or the direction that is asked for."""

from __future__ import annotations

import re

from index.normalise import words
from qa.analysers import Analyser
from qa.happenings import telling
from qa.inquiry import Fault, Inquiry, Place

_POPULATION = re.compile(
    r"\bwhat(?:'s| is| was| were)? the (?:\w+ )?population of\b|\bhow (?:large|big|high|many)\b.*\bpopulation\b"
    r"|^population of\b|\bhow many (?:people|inhabitants|residents) (?:live|lives|lived|reside|dwell)\b",
    re.I,
)
_LIVING = re.compile(
    r"populat|inhabit|resid|\b(?:lives?|lived|living|home to|citizens|souls)\b"
    r"|\b(?:town|city|village|settlement|suburb|district|region|island|country|nation|community) of (?-i:(?![A-Z]))",
    re.I,
)
_MOVES = frozenset(
    "take move bring go flee evacuate send drive fly travel transfer deport relocate carry sail march rush airlift "
    "ship withdraw retreat escape head".split()
)
_FROM = re.compile(r"\b(?:from|out of) (?:(?!to\b)[a-z’'-]+ ){0,2}$")

_BEFORE = frozenset("before after when while because since until if that which who".split())  # another clause
_LIVED = re.compile(r"\d{4}[^.;]{0,30}[–-]")  # "Ada Moor (1821–1899) was a vet" tells when she was born
_NAMES = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")


def no_population(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """People who are counted, but not as those who live there: "436 people were evacuated from Halm"."""
    found = _POPULATION.search(asked.text)
    return Fault(found.group()) if found and not _LIVING.search(place.quote) else None


def other_direction(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked where to, the place that was left: "they were taken from Halm"."""
    verb = asked.clause.lemma if asked.clause else ""
    if asked.want != "where" or verb not in _MOVES or re.search(r"\bfrom\b", asked.text, re.I):
        return None
    return Fault(verb) if _FROM.search(place.quote, 0, place.citation.answer_in_quote[0]) else None


def own_place(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked where a place is, the place itself: "in the Halm direction"."""
    named, parts = _NAMES.findall(place.citation.answer), asked.clause
    if asked.want != "where" or parts is None or not parts.subject or parts.verb or parts.rest or not named:
        return None
    # "Halm City Hall" is in Halm, and no answer of its own name
    own = [name for name in asked.names if any(name.is_called(one) for one in named if " " not in one)]
    return Fault(own[0].text) if len(own) == len(named) else None


def untold(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Nothing of the event that is asked about: how many drowned; "3,400 people were taken to Halm"."""
    parts = asked.clause
    if parts is None or asked.want not in ("who", "number", "when", "where") or _BEFORE & {*words(parts.subject)}:
        return None
    known = telling(parts)
    # What is done with those who are counted is another event; a number alone may be of what the sentence before tells.
    head = place.tree.top(*place.citation.answer_in_quote) if asked.want == "number" else None
    counted = place.tree.tokens[head] if head is not None else None
    done = counted and counted.pos == "NOUN" and counted.dep in ("nsubj", "nsubjpass", "dobj")
    told = words(place.quote if done else f"{next(place.back(), '')} {place.quote}")
    lived = asked.want == "when" and _LIVED.search(place.quote)
    return Fault(parts.verb) if known and known.isdisjoint(told) and not lived else None
