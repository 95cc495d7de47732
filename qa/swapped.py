"""Candidates about another: the right kind of fact, told of another place, person or thing than the one asked about.

Each rule takes the question apart and a place apart, and gives the first fault it finds; None where it finds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.normalise import words
from index.sentences import sentences
from qa.analysers import Analyser
from qa.inquiry import Fault, Inquiry, Place, Tie
from qa.level import contradicts, may_be_person, of_one_sort
from qa.realms import is_realm
from qa.restriction import Name, said
from qa.rival import akin
from qa.slots import DATELINE, LOCAL, Slot, slots
from qa.sorts import is_people
from qa.tree import tree_of

_AWAY = re.compile(
    r"\b(?:(?:(?:north|south)?-?(?:east|west)|north|south|outside|ahead|downstream|upstream) of"
    r"|outside|near|unlike|(?:away|far|km|kilomet\w+|miles) from) (?:the )?$",
    re.I,
)
_DESCRIBED = re.compile(
    r"\bthe (?:[a-z-]+ )?(?:town|city|village|suburb|island|region|district|province|country|valley|port)\b(?! of\b)",
    re.I,
)
_EACH = re.compile(  # "Brock in Halm, "
    r"(?P<who>[A-Z][\w’'-]+) (?P<how>in|of|for|from) (?:the )?(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    r"(?=,|;| and\b|\.$)"
)
_TELLING = ("which", "is", "actor", "object")
_CHAIN = {"he": re.compile(r"\b(?:he|his|him)\b", re.I), "she": re.compile(r"\b(?:she|hers?)\b", re.I)}


def other_here(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """Another name in the very place of the one asked about: "the mayor of Ruden" for the mayor of Halm."""
    taking = (slot for slot in place.slots)
    return _taken(asked, place, place.quote, list(taking), here=True)


def other_before(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """The same in the sentences before, which "it", "them" and "the bridge" point to."""
    present = said(place.quote)
    if not asked.ties or any(tie.name.is_in(present) for tie in asked.ties):
        return None
    for text in place.back():
        if any(name.is_in(said(text)) for name in asked.names):
            return None
        if found := _taken(asked, place, text, slots(tree_of(text, analyser)), here=False):
            return found
    return None


def _taken(asked: Inquiry, place: Place, text: str, there: Sequence[Slot], *, here: bool) -> Fault | None:
    present = said(text)
    for tie in asked.ties:
        same = [slot for slot in there if slot.how == tie.slot.how and akin(slot.word, tie.slot.word)]
        others = [slot for slot in same if not (here and _is_asked_for(asked, place, slot))]
        named = any(tie.name.is_called(_written(text, slot)) for slot in same)
        if not others or named or (tie.name.is_in(present) and not _only_landmark(tie.name, text)):
            continue
        if _is_rival(asked, tie, others[0], _written(text, others[0]), place):
            return Fault(tie.name.text, _written(text, others[0]))
    return None


def _is_asked_for(asked: Inquiry, place: Place, slot: Slot) -> bool:
    """Whether the name is what the question asks for, and so no rival of one that it has."""
    asks_name = asked.want in ("where", "which", "what") or slot.how == "is"
    return place.is_answer(slot) or (asks_name and place.answers_with(slot))


def _is_rival(asked: Inquiry, tie: Tie, other: Slot, rival: str, place: Place) -> bool:
    if any(name is not tie.name and name.is_called(rival) for name in asked.names):
        return tie.slot.exact == other.exact == "poss"  # of "Drovia's envoy in Lethava" Lethava is no rival
    if asked.has_words_of(tie):
        return False
    around = f"{asked.text} {place.citation.article.text}"
    if tie.slot.how in ("actor", "object") and not of_one_sort(tie.name.text, rival, around):
        return False
    return contradicts(tie.name, tie.slot, rival, other, place.citation)


def other_beside(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """The answer has another place beside it where each name has its own: "Brock in Halm, Sahl in Ruden"."""
    end = place.citation.answer_in_quote[1]
    named = {token.end for token in place.tree.tokens if token.pos == "PROPN"}  # no "Elsewhere in Ruden"
    listed = [each for each in _EACH.finditer(place.quote) if each.end("who") in named]
    own = next((each for each in listed if each.end("who") == end), None)
    if own is None or any(name.is_called(own["name"]) for name in asked.names):
        return None
    others = [each["name"] for each in listed if each["how"] == own["how"]]
    for tie in asked.ties:
        if tie.slot.exact == own["how"] and any(tie.name.is_called(name) for name in others):
            return Fault(tie.name.text, own["name"])
    return None


def _only_landmark(name: Name, text: str) -> bool:
    """Whether every mention says only where something else is: "Lyman, east of Izium"."""
    found = [match for match in re.finditer(r"[A-Z][\w’'-]+", text) if name.is_in(said(match.group()))]
    return bool(found) and all(_AWAY.search(text[: match.start()]) for match in found)


def never_named(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """No name of the question is in the title, nor in the article up to the sentence after the quote."""
    begin = len(asked.clause.asking) if asked.clause else 0
    tied = [t for t in asked.ties if t.name.place.start >= begin and (t.slot.how in _TELLING or t.is_place)]
    if not tied or any(is_realm(name.text) for name in asked.names):
        return None
    article, end = place.citation.article, place.citation.end
    if article.text[:end].strip() == (article.title or "").strip():  # what it tells of is named below it
        end = article.text.find("\n", end + len(article.text[end:]) - len(article.text[end:].lstrip()))
    heard = f"{article.title or ''} {article.text[:end]}"
    if any(name.is_hinted(heard) for name in asked.names) or _is_named_next(tied, _next(article.text, end), analyser):
        return None
    people = [tie.slot.word for tie in tied if is_people(tie.slot.word)]
    present = words(place.quote)
    if people and not any(akin(word, noun) for noun in people for word in present):
        return None  # "she": the mayor goes by her name, and the text need not say again where
    return Fault(tied[0].name.text)


def _is_named_next(ties: Sequence[Tie], text: str, analyser: Analyser) -> bool:
    """Whether the next sentence has a name, and not as the place of something else: "the theatre in Halm"."""
    named = [tie for tie in ties if tie.name.is_hinted(text)]
    there = slots(tree_of(text, analyser)) if named else []
    other = [slot for slot in there if slot.exact in LOCAL and not any(akin(slot.word, tie.slot.word) for tie in ties)]
    return any(not any(tie.name.is_in(said(_written(text, slot))) for slot in other) for tie in named)


def _next(text: str, at: int) -> str:
    """The sentence after a place, in its paragraph: news may name what it speaks of one sentence late."""
    line = text.find("\n", at)
    rest = text[at : line if line >= 0 else len(text)]
    following = sentences(rest)[:1]
    return rest[: following[0].end] if following else ""


def other_town(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """ "The town" in the quote is another: the place named last before it."""
    present = said(place.quote)
    ties = [t for t in asked.ties if (t.is_place or t.slot.exact == "of") and not t.name.is_in(present)]
    if not ties or asked.want == "where" or not _DESCRIBED.search(place.quote):
        return None
    named = [name for text in reversed(list(place.back())) for name in _places(text, analyser)]
    if not named or any(tie.name.is_in(said(name)) for name in named[-2:] for tie in ties):
        return None
    if any(_is_rival(asked, tie, tie.slot, named[-1], place) for tie in ties):
        return Fault(ties[0].name.text, named[-1])
    return None


def _places(text: str, analyser: Analyser) -> list[str]:
    """What a sentence names as places, by a preposition or as its dateline, in order."""
    line = DATELINE.match(text)
    found = {(0, line[1].strip().title())} if line else set()
    for slot in slots(tree_of(text, analyser)):
        if slot.exact in LOCAL | {"of", "to"}:
            found.add((slot.name.start, _written(text, slot)))
    return [name for _, name in sorted(found)]


def other_he(asked: Inquiry, place: Place, analyser: Analyser) -> Fault | None:
    """ "He" or "she" who does it is another: the person last named as doing something."""
    present = said(place.quote)
    for tie in asked.ties:
        if tie.slot.how == "actor" and not tie.name.is_in(present):
            for pronoun in _pronouns(place, tie.slot.word):
                if rival := _antecedent(tie.name, pronoun, place, analyser):
                    return Fault(tie.name.text, rival)
    return None


def _pronouns(place: Place, verb: str) -> Iterator[str]:
    tree = place.tree
    for at, token in enumerate(tree.tokens):
        if token.pos == "VERB" and akin(tree.base(at), verb):
            subject = tree.subject(at)
            if subject is not None and tree.word(subject).lower() in _CHAIN:
                yield tree.word(subject).lower()


def _antecedent(name: Name, pronoun: str, place: Place, analyser: Analyser) -> str:
    """The person named last before; "" when that may be the one asked about, or the pronoun goes on from before."""
    for text in place.back():
        if name.is_in(said(text)):
            return ""
        actors = [slot for slot in slots(tree_of(text, analyser)) if slot.how == "actor"]
        people = [one for one in actors if may_be_person(_written(text, one), place.citation.article.text)]
        if people:
            goes_on = _CHAIN[pronoun].search(text, 0, people[-1].name.start)
            return "" if goes_on else _written(text, people[-1])
    return ""


def _written(text: str, slot: Slot) -> str:
    return text[slot.name.start : slot.name.end]
