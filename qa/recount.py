"""Another number or time for what was just told, by another voice and often without naming again what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.normalise import words
from index.sentences import Sentence
from qa.moments import clash
from qa.quantity import Quantity, amounts, incompatible, measures, quantity, stems
from qa.question import terms
from qa.rival import FATES, Matter, present
from qa.tolls import amount
from qa.types import Candidate
from qa.voices import Place, is_other_voice, made

_COUNTS = (
    r"number|figure|toll|total|cost|costs|damages?|price|fee|sum|amount|count|loss|losses|size|crowd|attendance|turnout"
    r"|share|bill|value|length|height|speed|age|strength|deaths?|dead"
)
_HEDGE = re.compile(
    r"(?:(?:only|just|about|around|some|nearly|almost|roughly|barely|at least|up to|as many as|(?:more|fewer|less) than"
    r"|over|under|closer? to|no more than|approximately) )+$",
    re.I,
)
# What stands before a number that says nothing of what is counted, for the sentence before has said it.
_ELLIPTIC = re.compile(
    r"\b(?:put|puts|putting|gave|gives|estimat\w+|reckon\w*|place[sd]?) (?:it|that|them"
    rf"|(?:the|its|their|this) (?:\w+ )?(?:{_COUNTS})(?P<of> of [\w’' -]{{1,40}})?) (?:at|as)$"
    r"|\b(?:spoke|speaks?|talk(?:s|ed)?) of$|\b(?:comes?|came|amount(?:s|ed)?) to$"
    r"|\b(?:count(?:s|ed)?|(?:says?|said|claim(?:s|ed)?|reckon(?:s|ed)?|estimate[sd]?|believe[sd]?|argue[sd]?"
    r"|calculate[sd]?|insist(?:s|ed)?)(?: that)?)$"
    rf"|\b(?:it|that|the (?:\w+ )?(?:{_COUNTS})) (?:(?:had|has) been|was|were|is|are|would be|will be)$",
    re.I,
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_TIME = re.compile(
    rf"\b(?:\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\d{{1,2}}:\d\d"
    rf"|(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}}\b)?(?:,? \d{{4}})?|{_DAY}|(?:19|20)\d\d)"
)
_UNIT = re.compile(r" ?%| per cent| percent|[ -][\w’]+")
_IT = re.compile(r"\b(?:it|that)\b")
_UPDATES = re.compile(
    r"\b(?:earlier|initially|previously|at first|so far|by then|revised|raised|later|up from|since)\b", re.I
)


def numbers(matter: Matter, place: Place) -> Iterator[Candidate]:
    """The number that another voice sets against a claim, or that it was itself set against."""
    own = amount(place.candidate.citation)
    if own is None:
        return
    for sentence in place.next_voice[:1]:
        text = place.of(sentence)
        if is_other_voice(place.quote, text) and not _UPDATES.search(text):
            starts = [at for at in amounts(text) if _is_elliptic(text, at[0])]
            yield from _against(matter, place, own, sentence, starts)
    leads = _before(place.quote, place.quote.find(place.candidate.citation.answer))
    if leads is None or leads["of"] or _UPDATES.search(place.quote):
        return  # "put the number of houses at 40" has no need of what was said before
    for sentence in place.before:
        text = place.of(sentence)
        if is_other_voice(text, place.quote):
            found = _against(matter, place, own, sentence, list(amounts(text)))
            yield from (one for one in found if _says_what(matter, one))


def _is_elliptic(text: str, at: int) -> bool:
    """Whether the number at a place is of what the sentence before counts."""
    return _before(text, at) is not None


def _before(text: str, at: int) -> re.Match[str] | None:
    return _ELLIPTIC.search(_HEDGE.sub("", text[:at]).rstrip())


def _says_what(matter: Matter, found: Candidate) -> bool:
    """Whether a number is of what is asked for, as the one that is replied to tells."""
    said = amount(found.citation)
    if said is None or (matter.counted and not measures(said, matter.counted)):
        return False
    return bool(said.unit or said.dimension)


def _against(
    matter: Matter, place: Place, own: Quantity, sentence: Sentence, spans: Sequence[tuple[int, int]]
) -> Iterator[Candidate]:
    """Of these amounts of a sentence those that cannot be true beside `own`."""
    text = place.of(sentence)
    for start, end in spans:
        found = made(place, sentence, *_with_hedge_and_unit(matter, own, text, start, end))
        other = amount(found.citation) if found else None
        if found is None or other is None or not _is_of_one_fate(matter, place.quote, text):
            continue
        if all(present(terms(matter.question), word) for word in other.unit) or not (own.unit or own.dimension):
            other = replace(other, unit=own.unit)  # "how many were arrested": "58 arrests"
        asked = stems(matter.question) | matter.counted | own.unit
        if incompatible(_priced_as(own, other), _priced_as(other, own), asked):
            yield found


def _with_hedge_and_unit(matter: Matter, own: Quantity, text: str, start: int, end: int) -> tuple[int, int]:
    """The range of an amount with "more than" before and what it counts or measures after it."""
    hedge, unit = _HEDGE.search(text[:start]), _UNIT.match(text, end)
    start = hedge.start() if hedge else start
    known = quantity(text[start : unit.end()]) if unit else None
    if unit and known and (known.dimension or known.unit & own.unit or present(terms(matter.question), unit.group())):
        end = unit.end()
    return start, end


def _priced_as(bare: Quantity, other: Quantity) -> Quantity:
    """A bare number beside a sum of money or a share is one too: "3 million euros", "the fee was 5 million"."""
    is_bare = not bare.dimension and not bare.unit and other.dimension.startswith(("money", "share"))
    return replace(bare, dimension=other.dimension) if is_bare else bare


def _is_of_one_fate(matter: Matter, one: str, other: str) -> bool:
    """Whether the other tells of no fate that neither question nor claim tells of: of the injured beside the dead."""
    known, told = ({*words(matter.question), *words(one)}, set(words(other)))
    return all(forms & known or not forms & told for forms in FATES)


def times(matter: Matter, place: Place) -> Iterator[Candidate]:
    """Another time that another voice gives: beside the question's verb, or for "it"."""
    own = _after_word(place.text, place.candidate.citation.start, *place.answer)
    for sentence in (*place.next_voice[:1], *place.before):
        text = place.of(sentence)
        is_same = present([matter.predicate], text) if matter.predicate else []
        if place.is_told_otherwise(sentence) and (is_same or _IT.search(text)):
            for found in _TIME.finditer(text):
                reply = made(place, sentence, *found.span())
                if reply and clash(own, _after_word(text, 0, *found.span())):
                    yield reply


def _after_word(text: str, first: int, start: int, end: int) -> str:
    """A range with the word before it, which may be "since" or "before"; the "to" of "dated it to" says nothing."""
    before = [word for word in text[first:start].split()[-1:] if word != "to"]
    return " ".join([*before, text[start:end]])
