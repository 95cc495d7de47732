"""Candidates of another kind than is asked for: no price, no time, no way to do it; what has not happened."""

from __future__ import annotations

import re

from index.normalise import words
from qa.analysers import Analyser
from qa.antonyms import relation
from qa.clauses import Clause
from qa.factuality import UNSURE
from qa.happenings import telling
from qa.inquiry import Fault, Inquiry, Place
from qa.tense import PLANS, tense, verb_above

_POPULATION = re.compile(
    r"\bwhat(?:'s| is| was| were)? the (?:\w+ )?population of\b|\bhow (?:large|big|high|many)\b.*\bpopulation\b"
    r"|^population of\b|\bhow many (?:people|inhabitants|residents) (?:live|lives|lived|reside|dwell)\b",
    re.I,
)
_LIVING = re.compile(
    r"populat|inhabit|resid|\b(?:lives?|lived|living|home to|citizens|souls)\b"
    r"|['’]s (?:\w+ )?\d[\d,.]* (?:people|citizens)\b"  # "Halm's 12,000 people"
    r"|\b(?:town|city|village|settlement|suburb|district|region|island|country|nation|community) of (?-i:(?![A-Z]))",
    re.I,
)
_MOVES = frozenset(
    "take move bring go flee evacuate send drive fly travel transfer deport relocate carry sail march rush airlift "
    "ship withdraw retreat escape head".split()
)
_FROM = re.compile(r"\b(?:from|out of) (?:(?!to\b)[a-z’'-]+ ){0,2}$")

_PRICE = re.compile(
    r"\b(?:how much (?:is|are|was|were|do|does|did|has|have|had|will|would)\b.*\b(?:worth|cost|pay|paid|earn|sell|sold"
    r"|buy|bought|spend|spent)|what (?:do|does|did|will|would)\b.*\bcost)\b|^(?:what (?:is|was) )?(?:the )?price of\b",
    re.I,
)
_MONEY = re.compile(
    r"[$€£¥]|\d[\d.,]*\s?(?:[A-Za-z]|%)|\b(?:dollar|euro|pound|crown|franc|rouble|ruble|cent|penny|pence|hundred|thousand"
    r"|million|billion|trillion|free|nothing|half|third|quarter|fifth|times|twice)\w*\b|\b[A-Z]{2,3}\$?\s?\d|\d{2}",
    re.I,
)
# No year, no day with its month.
_COUNT = re.compile(r"(?:(?:at least|about|some|only) )?(?:\d{1,2}|\d{3}|[\d,]*\d,\d{3})")
_WAY = re.compile(r"how (?:to|(?:do|can|could|should|would) (?:i|we|you|one))\b", re.I)
_ADVICE = re.compile(r"\b(?:must|should|can|could|may|need|by|have to|has to|please|call|visit|through|via)\b", re.I)
_OPEN = frozenset("would could may might if unless".split())
_TO_BE = frozenset("will must shall ’ll".split())  # of a time: "he must pay by the end of May"
_BEFORE = frozenset("before after when while because since until if that which who".split())  # another clause
_LIVED = re.compile(r"\d{4}[^.;]{0,30}[–-]")  # "Ada Moor (1821–1899) was a vet" tells when she was born
_NAMES = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_TO_COME = re.compile(r"\b(?:when|how long)(?: will|['’]ll|(?: is| are)\b.*\b(?:to|going|due|expected)) ", re.I)
_AHEAD = re.compile(
    r"\b(?:will|won|shall|would|(?-i:may)|might|must|can|could|should|due|next|tomorrow|until|till|by|plan\w*|going to"
    r"|to be|schedul\w+|expect\w*|slated|likely|hop(?:es?|ed|ing)|aim\w*|upcoming|coming|future|not)\b|['’]ll\b",
    re.I,
)


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


def no_amount(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked what something costs or is worth, no sum: "two or three pearls"."""
    found = _PRICE.search(asked.text)
    return Fault(found.group()) if found and not _MONEY.search(place.citation.answer) else None


def no_time(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked when, a bare number that is no year: the 75 of "died at the age of 75"."""
    is_bare = asked.want == "when" and _COUNT.fullmatch(place.citation.answer.strip())
    return Fault(asked.clause.asking if asked.clause else "") if is_bare else None


def no_way(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked how to do something, a sentence that tells nobody what to do: "he hears of diners who find pearls"."""
    found = _WAY.match(asked.text)
    return Fault(found.group()) if found and not _ADVICE.search(place.quote) else None


def unreal(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """What has happened is asked, and the answer is of what only may or would: "if convicted, he faces 12 years"."""
    parts = asked.clause
    if parts is None or asked.want not in ("who", "number", "when", "where") or not _asks_past(parts):
        return None
    tree, at = place.tree, _verb(place)
    if at is None or UNSURE & {*words(asked.text), parts.lemma}:
        return None
    beside = [one for one in tree.children[at] if tree.tokens[one].dep in ("aux", "mark")]
    denied = any(tree.tokens[one].dep == "neg" for one in tree.children[at])
    marks = [mark for one in tree.named(at, "advcl") for mark in tree.named(one, "mark")]
    still_open = _OPEN | _TO_BE if asked.want == "when" else _OPEN
    is_open = any(tree.word(one).lower() in still_open for one in beside + marks)
    return Fault(parts.verb) if is_open and not denied else None


def _asks_past(parts: Clause) -> bool:
    told = parts.auxiliary.lower() in ("was", "were", "did") and bool(parts.lemma)
    return told or (parts.asks_subject and parts.tag == "VBD")


def opposite(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """The answer belongs to the opposite act: how many tickets she sold; "he bought three tickets"."""
    parts, at = asked.clause, _verb(place)
    if parts is None or at is None or asked.want not in ("number", "when", "where", "who"):
        return None
    beside = {place.tree.word(one).lower() for one in place.tree.children[at]}
    is_opposite = relation(place.tree.base(at), parts.lemma) == -1 and not beside & {"from", "to", "by"}
    return Fault(parts.verb) if is_opposite else None  # who buys from her tells of her who sells


def already_over(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Asked when something will be, when something was: "the bridge, built in 1936, was blown up"."""
    found = _TO_COME.search(asked.text)
    if found is None or _AHEAD.search(place.quote):
        return None
    tree = place.tree
    verb = _verb(place)
    planned = verb is not None and tree.tokens[verb].lemma.lower() in PLANS
    return Fault(found.group().strip()) if tense(tree, verb) == "past" and not planned else None


def _verb(place: Place) -> int | None:
    """The verb whose clause has the answer."""
    return verb_above(place.tree, place.tree.top(*place.citation.answer_in_quote))
