"""Words of a follow-up that point back, by what they mean: pronouns, times, "the other town", "there", "that study"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.analysers import Analyser
from qa.antecedents import moment, place, several, thing, workplace
from qa.clauses import AUXILIARIES, Clause, clause, parse
from qa.descriptions import described, office
from qa.inflections import finite
from qa.pronouns import pronouns
from qa.scope import place_of_event
from qa.spoken import Spoken, joined
from qa.statements import statements

_OTHER = re.compile(r"\b(?:the )?other (?P<noun>[a-z]+)\b", re.I)
_PLACES = {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2, "fourth": 3, "last": -1}
_PLACED = re.compile(  # not "the first goal"
    r"\bthe (?:(?P<one>first|second|third|fourth|last)(?: one| of (?:them|these|those|the \w+))\b(?! of\b)"
    r"|(?P<pair>former|latter)(?: one)?\b(?! \w+ed\b| [A-Z])"
    r"|(?P<bare>first|second|third|fourth|last)(?=$|,| (?:is|was|has|did|does|will|can)\b))",
    re.I,
)
_NEAR = re.compile(r"\b(?:in|at|near|outside) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*$")  # "a bridge near Quill"
_TAKING_PLACES = frozenset("from to near of through around towards toward".split())  # "from there"
_UNITS = r"(?:day|date|week|month|year|night|morning|evening|afternoon|time|moment|season|summer|winter)"
_THAT_TIME = re.compile(rf"\b(?:(?:on|in|at|during) )?(?:the same|that|this very|that same) {_UNITS}\b", re.I)


def resolved(text: str, past: Sequence[Spoken], analyser: Analyser, fragment: bool = False) -> str:
    """The text with its pronouns, times and pointing words replaced by what they mean."""
    made = other_by_name(text, past) if not fragment else text
    made = _times(made, past, analyser)
    made = statements(made, past[0], analyser)
    made = _ones(made, past, analyser)
    made = described(made, past, analyser)
    made = pronouns(made, past, analyser)
    return office(_there(made, past, analyser), past)


def one_of_several(text: str, past: Sequence[Spoken]) -> str:
    """ "The first one", "the latter" by name, after an answer with several things in order."""
    found = _PLACED.search(text)
    items = next((turn.items for turn in past if turn.items), ())
    if found is None or not items:
        return text
    which = _PLACES[(found["one"] or found["pair"] or found["bare"]).lower()]
    item = items[which] if which < len(items) else ""
    return f"{text[: found.start()]}{item}{text[found.end() :]}" if item else text


def other_by_name(text: str, past: Sequence[Spoken]) -> str:
    """ "The other town" by its name, when the conversation has two of them and the last question was about one."""
    found = _OTHER.search(text)
    if not found or not past[0].clause or found["noun"].endswith("s"):
        return text
    asked = past[0].question.text
    names = [m for turn in past for m in turn.all() if m.named and m.sort not in ("time", "amount")]
    pieces = [piece for m in names for piece in re.split(r",\s*|\s+and\s+", m.bare)]
    others = [piece for piece in pieces if piece not in asked and piece[:1].isupper()]
    current = [piece for piece in pieces if piece in asked]
    alike = [o for o in others if any(_together(o, c, past) for c in current)]
    return text.replace(found.group(), (alike or others)[0], 1) if alike or others else text


def _together(one: str, other: str, past: Sequence[Spoken]) -> bool:
    """Whether two names were said in one breath."""
    return any(one in text and other in text for turn in past for text in (turn.said, turn.question.text))


def topic(past: Sequence[Spoken]) -> str:
    found = thing(past) or several(past, acting=False)
    return found.text if found else ""


def _times(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """ "The same day", "that year", "then" at the end."""
    when = moment(past)
    if found := _THAT_TIME.search(text):
        return text[: found.start()] + when + text[found.end() :] if when else text
    if found := re.search(r"\b(?:(?P<since>since|by|until|before|after) )?then$", text, re.I):
        start = text[: found.start()].rstrip(" ,")
        if found["since"] and when:
            return f"{start} {found['since']} {re.sub(r'^(?:in|on|at) ', '', when)}"
        asked = clause(parse(start, analyser))
        if asked and asked.lemma in ("happen", "do") and past[0].statement():
            return f"{start} after {past[0].statement()}"
        state = asked is not None and (asked.is_copular or asked.asks_place)  # else it says no more than "so"
        if state and asked and not when and (event := _event(asked, past[0])):
            return f"{start} when {event}"
        return f"{start} {when}" if when and state else start
    return text


def _event(asked: Clause, last: Spoken) -> str:
    """What somebody was asked to have done, of the same one: "he drove the train"; "" where nobody did anything."""
    old, who = last.clause, asked.subject.lower()
    if old is None or not old.verb or not old.asks_subject or who not in ("he", "she", "it", "they") or not last.said:
        return ""
    return joined(who, finite(old.auxiliary, old.verb), old.rest)


def _ones(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """ "Which ones" with the noun that was counted or chosen among."""
    asked = past[0].clause
    pointed = re.search(r"\b(?:that|this) one\b(?! of\b)", text, re.I)
    called = past[0].answer if asked and asked.lemma in ("call", "name") else None
    if pointed and (one := called or thing(past)):
        return f"{text[: pointed.start()]}{one.bare if one.named else one.text}{text[pointed.end() :]}"
    found = re.search(r"\b(?P<asking>which|what|how many) (?P<one>ones?)\b", text, re.I)
    if not (asked and asked.noun and found):
        return text
    noun = asked.noun if found["one"].lower() == "ones" else _single(asked.noun, analyser)
    return f"{text[: found.start('one')]}{noun}{text[found.end('one') :]}"


def _single(noun: str, analyser: Analyser) -> str:
    """A noun for one of several."""
    parsed = parse(f"Are those {noun}", analyser)  # after "which" a small model takes some for verbs
    last = parsed.tokens[len(parsed.tokens) - 2]
    return noun if last.tag != "NNS" else f"{noun[: noun.rfind(' ') + 1]}{last.lemma}"


def _there(text: str, past: Sequence[Spoken], analyser: Analyser) -> str:
    """ "There" as a place; the one of "were there" only when nothing else says where."""
    found = next(reversed([*re.finditer(r"\b(?:over |in |out |up )?there\b", text, re.I)]), None)  # "is there … there"
    where = place(past) or workplace(past)
    if not found or where is None:
        return text
    inner = None if where.named else _NEAR.search(where.bare)
    located = where.text if where.text != where.bare else inner.group() if inner else f"in {where.bare}"
    if undergone := place_of_event(text, past[0], located, analyser):
        return f"{text[: found.start()]}{undergone}{text[found.end() :]}"
    before = text[: found.start()].split()
    if before and before[-1].lower() in _TAKING_PLACES and found.group().lower() == "there":
        return f"{text[: found.start()]}{where.bare}{text[found.end() :]}"
    follows = re.match(r"\s+(?:is|are|was|were|be|been)\b", text[found.end() :])
    existing = follows or (bool(before) and before[-1].lower() in AUXILIARIES)
    if not existing:
        return f"{text[: found.start()]}{located}{text[found.end() :]}"
    asked = past[0].clause and past[0].clause.asks_place
    says_where = re.search(r"\b(?:in|at|on|near|from|of)\b", text[found.end() :])
    last = found.end() == len(text)
    if last and asked and not says_where:
        return f"{text} {located}"
    if last and len(before) <= 3 and not re.match(r"how (?:many|much)", text, re.I):
        return f"{text[: found.start()]}{located}"
    return text
