"""What a list question asks for: a kind of names, a noun, and how many."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.normalise import words

_PEOPLE = (
    "people persons men women officials ministers leaders candidates players athletes drivers singers actors "
    "politicians generals commanders presidents mayors authors writers scientists experts analysts witnesses "
    "victims suspects judges lawyers coaches spokespersons spokesmen senators deputies lawmakers runners "
    "riders swimmers winners directors nominees musicians artists chefs astronauts pilots captains doctors "
    "researchers journalists residents economists executives farmers founders owners survivors defendants "
    "ambassadors diplomats scorers actresses models heads chiefs"
)
_PLACES = (
    "towns cities villages places countries regions provinces districts states islands rivers settlements communities "
    "areas ports airports counties municipalities suburbs neighbourhoods neighborhoods nations lakes mountains beaches "
    "capitals locations stations"
)
_GROUPS = (
    "companies firms banks parties clubs teams outlets newspapers agencies organisations organizations groups "
    "universities airlines ministries unions schools hospitals manufacturers retailers brands carmakers studios "
    "networks broadcasters papers charities sponsors shops stores"
)
_LABELS = {
    **dict.fromkeys(_PEOPLE.split(), "people"),
    **dict.fromkeys(_PLACES.split(), "places"),
    **dict.fromkeys(_GROUPS.split(), "groups"),
}
# The labels that can never be what is asked for; the others may be a name that the analyser took for another kind.
NEVER = {
    "people": frozenset(
        "GPE LOC FAC NORP ORG DATE TIME CARDINAL ORDINAL MONEY PERCENT QUANTITY EVENT LAW LANGUAGE".split()
    ),
    "places": frozenset("DATE TIME CARDINAL ORDINAL MONEY PERCENT QUANTITY NORP LAW LANGUAGE".split()),
    "groups": frozenset("DATE TIME CARDINAL ORDINAL MONEY PERCENT QUANTITY LANGUAGE".split()),
}
HARD = frozenset("DATE TIME CARDINAL ORDINAL MONEY PERCENT QUANTITY".split())
NAMES = {
    "people": frozenset({"PERSON"}),
    "places": frozenset({"GPE", "LOC", "FAC"}),
    "groups": frozenset({"ORG", "NORP"}),
}
_COUNTS = {name: number for number, name in enumerate("two three four five six seven eight nine ten".split(), 2)}
_ASKED = re.compile(
    r"\b(?:which|what|name|list|give)\b(?: (?:are|were|me|us|all|of|the|some))*(?P<words>(?: [\w'-]+){1,4}?)"
    r"(?= (?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|in|of|on|at|to|for|from|by|with|that|who"
    r"|which|whose|won|get|got|took|take|make|made|said|say)\b|\?|$)",
    re.I,
)

_AFTER = re.compile(r"\b(?:which|what)\b(?P<words>(?: [\w'-]+){1,5})", re.I)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a list question asks for: a kind of names ("people", "places", "groups") or none, its noun, how many."""

    kind: str
    noun: str
    count: int | None
    echo: frozenset[str]


def sought(question: str) -> Sought:
    """By the words after "which", "what" or "name"; who all asks for people, who criticised it for anybody."""
    echo = frozenset(map(bare, words(question)))
    if who := re.match(r"\W*(?:and )?who (?P<all>all|are|were)?\b", question, re.I):
        return Sought("people", "", None, echo) if who["all"] else Sought("", "who", None, echo)
    match = _ASKED.search(question)
    asked = _to_plural(words((match or _AFTER.search(question) or {"words": ""})["words"]), bool(match))
    count = next((_COUNTS[word] for word in asked or words(question)[:3] if word in _COUNTS), None)
    kinds = {_LABELS[word] for word in asked if word in _LABELS}  # "officials and agencies" are of no one kind
    kind = kinds.pop() if len(kinds) == 1 else ""
    return Sought(kind, bare(asked[-1]) if asked else "", count, echo)


def _to_plural(asked: list[str], sure: bool) -> list[str]:
    """The words up to the first plural of _LABELS and one that "and" joins to it; without one all, where sure."""
    first = next((at for at, word in enumerate(asked) if word in _LABELS), None)
    if first is None:
        return asked if sure else []
    joined = asked[first + 1 : first + 2] == ["and"] and asked[first + 2 : first + 3] and asked[first + 2] in _LABELS
    return asked[: first + 3 if joined else first + 1]


def bare(word: str) -> str:
    """A word without its plural ending."""
    return (
        re.sub(r"(?<=\w{3})(?:ies|y)$", "i", word) if word.endswith(("ies", "y")) else re.sub(r"(?<=\w{2})s$", "", word)
    )


def kind_of(phrase: str) -> str:
    """ "people", "places" or "groups" where a phrase without a name is one of these: "the capital"; else ""."""
    said = words(phrase)
    return _KINDS.get(bare(said[-1]), "") if said and not any(map(str.isupper, phrase)) else ""


_KINDS = {bare(noun): kind for noun, kind in _LABELS.items()}
