"""What the numbers of a sentence count: "436 people, including 128 children" counts people and children.

By tags and word order: the noun after a number is what it counts, and a bare one ("the other 19", "nine of them") may
count what was counted before. Ages, dates, clock times, scores of matches and "No. 7" count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.normalise import search_form
from qa.analysers import Analysis
from qa.quantity import amounts, quantity, stem
from qa.sorts import is_people

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})  # what a noun phrase is made of
_NO_COUNT_AFTER = re.compile(r"[:/]\d|[-–]year|(?:st|nd|rd|th)\b|,? ?(?:am|pm|o['’]clock)\b|, \d{4}\b")
_NO_COUNT_BEFORE = re.compile(r"(?:\bNo\.? ?|\d:|[:/])$")
_BESIDE_DASH = re.compile(r"\d[-–]$"), re.compile(r"[-–]\d")  # before and after
_OF_THEM = re.compile(r"[ \u00a0]of (?:them|these|those|whom|which)[ \u00a0]")
_PART = re.compile(r"[ \u00a0]of (?:them|these|those|whom|which|us|the)\b|[ \u00a0](?:are|were|is|was)\b")
_LEFT = (
    re.compile(r"\b(?:other|others|another|remaining|rest|further)[ \u00a0]$"),
    re.compile(r"[ \u00a0]of (?:them|these|those|whom|which|us)\b|[ \u00a0](?:more|others?|did|were)\b"),
)
_ENDS = re.compile(r"[ \u00a0]?(?:[.,;:!?()”\"]|$|and\b|or\b|but\b|against\b|for\b|in\b|to\b|that\b|which\b|who\b)")
_MEASURE = re.compile(r"[ \u00a0-]?(?:(?:square|cubic|sq\.?)[ \u00a0])?(?:%|per[ -]cent|[a-z]+)", re.I)
_INCLUDED = re.compile(r"\b(?:including|among (?:them|whom)|of whom|of them|of which|amongst them) (?:\w+ )?$")
_BESIDES = re.compile(r"\b(?:from|in|at|across|within|after|over) (?:\w+ )?$")
_ONE_EACH = frozenset("instance case incident act episode occurrence".split())  # "ten instances of shooting": shootings
_UNIT_OF_TIME = re.compile(
    r"[ \u00a0-](?:\w+ )?(?:second|minute|hour|day|week|month|year|decade|century|centurie|night)s?\b"
)
_STOP = re.compile(r"[.!?][”\"’\])]*\s+(?=[\W_]*[A-Z])")
_MARK = re.compile(r"[,;:.][ \u00a0”\"]|[ \u00a0](?:and|but|while|whereas|against)[ \u00a0]")


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a text (its range to the end of the noun it counts), that noun, and whether it is some of a whole.

    `head` is empty for a bare number; then `before` is the noun of the count before it, which it may be some of.
    `dimension` is that of a measure ("time", "share", "money euro"), else "". `proper`: the noun is a name (Africans).
    `left`: "the other 19", "nine of them"; `bare`: without a noun that it could have left out ("with 212 on board").
    """

    start: int
    end: int
    head: str
    beside: frozenset[str]
    before: str
    dimension: str
    part: bool
    proper: bool = False
    left: bool = False
    bare: bool = False


def counts(text: str, analysis: Analysis, before: str = "") -> list[Count]:
    """Every number of an analysed text that counts or measures something, in order.

    `before` is what the text before it counted last.
    """
    found: list[Count] = []
    for start, end in amounts(text):
        noun = _counted(text, analysis, end)
        if not (noun.plural or _is_count(text, analysis, start, end)) or _is_label(text, start, end):
            continue
        unit = _MEASURE.match(text, end)
        measured = quantity(text[start : unit.end() if unit else end])
        dimension = measured.dimension if measured else ""
        if not noun.head and not dimension and _is_named_by(text, analysis, start, end):
            continue
        heads = [one for one in found if one.head]
        # Of "24,300 runners from 61 countries entered and 22,871 finished" these are no countries.
        owners = [one for one in heads if not _BESIDES.search(text, 0, one.start)] or heads
        last = owners[-1].head if owners else before
        part = bool(_PART.match(text, end)) or bool(_INCLUDED.search(text, 0, start))
        left = bool(_LEFT[0].search(text, 0, start) or _LEFT[1].match(text, end)) and not noun.head
        bare = not noun.head and not left and not _ENDS.match(text, end)
        found.append(Count(start, noun.end, noun.head, noun.beside, last, dimension, part, noun.proper, left, bare))
    return found


def _is_named_by(text: str, analysis: Analysis, start: int, end: int) -> bool:
    """Whether a number only tells one thing from others: "magnitude 5.4", "room 12"."""
    before = next((token for token in reversed(analysis.tokens) if token.end <= start), None)
    singular = before is not None and before.tag in ("NN", "NNP") and before.end == start - 1
    return singular or bool(re.fullmatch(r"\d+\.\d+", text[start:end]))


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a number is a clock time, an age in one word, an ordinal or "No. 7"."""
    before = text[max(0, start - 30) : start]
    if _NO_COUNT_AFTER.match(text, end) or _NO_COUNT_BEFORE.search(before):
        return True
    return text[start:end].lower() == "no" and text[end : end + 1] == "."


def _is_count(text: str, analysis: Analysis, start: int, end: int) -> bool:
    """Whether a number without a plural noun after it is no part of a date, age or score of a match."""
    if _BESIDE_DASH[0].search(text, 0, start) or _BESIDE_DASH[1].match(text, end):
        return False
    dated = any(n.label in ("DATE", "TIME") and n.start <= start and end <= n.end for n in analysis.names)
    return not dated or bool(_UNIT_OF_TIME.match(text, end))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The noun phrase after a number: where it ends, its noun's stem, and the stems of the words before that."""

    end: int
    head: str = ""
    beside: frozenset[str] = frozenset()
    plural: bool = False
    proper: bool = False


def _counted(text: str, analysis: Analysis, end: int) -> _Phrase:
    """The noun phrase after a number, empty where none follows."""
    tokens = analysis.tokens
    at = next((i for i, token in enumerate(tokens) if token.start >= end), len(tokens))
    them = _OF_THEM.match(text, end)  # "128 of them children"
    at = next(
        (i for i, token in enumerate(tokens) if them and token.start >= them.end()), _after_of(text, analysis, at)
    )
    run = list(_run(text, analysis, at))
    run = run if not them or (run and tokens[run[-1]].tag in ("NNS", "NNPS")) else []
    if not run and at < len(tokens) and tokens[at].lemma == "be":  # "12 are trainees"
        run = list(_run(text, analysis, at + 1))
        run = run if run and tokens[run[-1]].tag in ("NNS", "NNPS") else []
    nouns = [i for i in run if tokens[i].pos in ("NOUN", "PROPN")]
    if not nouns:
        return _Phrase(end)
    head = nouns[-1]
    token = tokens[head]
    acts = (
        _run(text, analysis, head + 2) if token.lemma.lower() in _ONE_EACH and _is_of(text, analysis, head + 1) else ()
    )
    beside = frozenset(stem(search_form(tokens[i].lemma)) for i in [*(i for i in run if i < head), *acts])
    plural, proper = token.tag in ("NNS", "NNPS"), text[token.start].isupper()
    return _Phrase(token.end, stem(search_form(token.lemma)), beside, plural, proper)


def _is_of(text: str, analysis: Analysis, at: int) -> bool:
    tokens = analysis.tokens[at : at + 1]
    return bool(tokens) and text[tokens[0].start : tokens[0].end] == "of"


def _after_of(text: str, analysis: Analysis, at: int) -> int:
    """In "312 of some 500 houses" the place of the houses; of a single name or "them" nothing is counted there."""
    tokens = analysis.tokens
    if at >= len(tokens) or text[tokens[at].start : tokens[at].end] not in ("of", "out"):
        return at
    first = at + 1 + (text[tokens[at].start : tokens[at].end] == "out")
    while first < len(tokens) and (
        tokens[first].pos in ("DET", "NUM", "ADV", "ADJ") or tokens[first].tag in ("PRP$", "CD", "POS")
    ):
        first += 1
    run = list(_run(text, analysis, first))
    plural = bool(run) and tokens[run[-1]].tag in ("NNS", "NNPS")
    return first if plural or (run and is_people(text[tokens[run[-1]].start : tokens[run[-1]].end])) else at


def _run(text: str, analysis: Analysis, at: int) -> Iterator[int]:
    """Tokens of a noun phrase from here: nouns, what stands before them, and hyphens between."""
    tokens = analysis.tokens
    while at < len(tokens):
        token = tokens[at]
        told = token.tag == "POS" or (token.tag in ("VBN", "VBG") and token.dep in ("amod", "compound"))
        joined = text[token.start : token.end] in ("-", "/") or (
            token.pos == "ADV" and token.dep == "advmod" and _leads(analysis, at)
        )
        if token.pos not in NOMINAL and not told and not joined:
            return
        yield at
        at += 1


def _leads(analysis: Analysis, at: int) -> bool:
    """Whether an adverb only opens a noun phrase: "seriously ill patients"."""
    rest = analysis.tokens[at + 1 : at + 3]
    return len(rest) == 2 and rest[0].pos == "ADJ" and rest[1].pos in NOMINAL


def around(text: str, found: Sequence[Count], count: Count) -> str:
    """The words of its sentence that may belong to a count: from the count before it, and to the next mark or "and".

    "From 61 countries" parts no runners from what they did.
    """
    first = max((one.end for one in found if one.end <= count.start), default=0)
    first = max([first, *(stop.end() for stop in _STOP.finditer(text, first, count.start))])
    rest = [one for one in found if one.start >= count.end and not _BESIDES.search(text, count.end, one.start)]
    last = min((one.start for one in rest), default=len(text))
    mark = _MARK.search(text, count.end, last)
    return text[first : mark.start() if mark else last]


def near(text: str, found: Sequence[Count], count: Count) -> str:
    """Those of them that are its own: not what the count before it did ("24 entered and 22 finished")."""
    wide = around(text, found, count)
    before = any(one.end <= count.start for one in found)
    mark = _MARK.search(wide, 0, wide.index(text[count.start : count.end])) if before else None
    return wide[mark.end() :] if mark else wide
