"""What was asked for and not found, told by its question: "the person who won the seat", "the town where they met"."""

from __future__ import annotations

import re

from qa.clauses import Clause
from qa.inflections import finite
from qa.mentions import Mention
from qa.sorts import sort_of

_WHERE = re.compile(r"(?:(?:in|at|on|near|from|to) )?(?:what|which) (?P<noun>\w+)$|where$", re.I)


def unnamed(asked: Clause | None) -> Mention | None:
    """The person, place or time of a question that had no answer; None where the question names it otherwise.

    "It" or "she" after it is that one, whoever it is (Evans, "Pronouns", Linguistic Inquiry 1980: E-type pronouns).
    """
    if asked is None or (asked.is_copular and not asked.rest):
        return None
    predicate = (finite(asked.auxiliary, asked.verb), asked.rest)
    if re.fullmatch(r"who(?:m)?", asked.asking, re.I):
        relative = ("who",) if asked.asks_subject else ("whom", asked.subject)
        return Mention(_said("the person", *relative, *predicate), "person", "answer")
    if asked.asks_subject or not asked.subject:
        return None
    if place := _WHERE.fullmatch(asked.asking):
        noun = place["noun"] or "place"
        if (not place["noun"] or sort_of(noun) == "place") and not asked.asks_noun:
            return Mention(_said(f"in the {noun} where", asked.subject, *predicate), "place", "answer")
    if asked.asking.lower() in ("when", "on what day", "on which day"):
        return Mention(_said("on the day when", asked.subject, *predicate), "time", "answer")
    return None


def _said(*words: str) -> str:
    return " ".join(word for word in words if word)
