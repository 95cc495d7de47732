"""Candidates that tell nothing of the event that is asked about, or only that it may come to pass."""

from __future__ import annotations

import re

from index.normalise import words
from qa.analysers import Analyser
from qa.clauses import Clause
from qa.factuality import UNSURE
from qa.happenings import telling
from qa.inquiry import Fault, Inquiry, Place
from qa.tense import verb_above

_OPEN = frozenset("would could may might if unless".split())
_TO_BE = frozenset("will must shall ’ll".split())  # of a time: "he must pay by the end of May"
_BEFORE = frozenset("before after when while because since until if that which who".split())  # another clause
_LIVED = re.compile(r"\d{4}[^.;]{0,30}[–-]")  # "Ada Moor (1821–1899) was a vet" tells when she was born


def untold(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Nothing of the event that is asked about: how many drowned; "3,400 people were taken to Halm"."""
    parts = asked.clause
    if parts is None or asked.want not in ("who", "number", "when", "where") or _BEFORE & {*words(parts.subject)}:
        return None
    if parts.asking.lower() == "how old":  # at the time of the fire: told of whoever it is in another sentence
        return None
    known = telling(parts)
    # What is done with those who are counted is another event; a number alone may be of what the sentence before tells.
    head = place.tree.top(*place.citation.answer_in_quote) if asked.want == "number" else None
    counted = place.tree.tokens[head] if head is not None else None
    done = counted and counted.pos == "NOUN" and counted.dep in ("nsubj", "nsubjpass", "dobj")
    told = words(place.quote if done else f"{next(place.back(), '')} {place.quote}")
    lived = asked.want == "when" and _LIVED.search(place.quote)
    return Fault(parts.verb) if known and known.isdisjoint(told) and not lived else None


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


def _verb(place: Place) -> int | None:
    """The verb whose clause has the answer."""
    return verb_above(place.tree, place.tree.top(*place.citation.answer_in_quote))
