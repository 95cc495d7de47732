"""How far, how often, what percentage, what time: candidates to those of the measure that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.types import Candidate

BESIDE = 20  # characters around an answer in which its unit, or the "until" before it, may stand
AHEAD = 6.0  # log-odds of a reader: a candidate that leads by so much need only be of a loose measure

_CURRENCY = (
    r"dollars?|euros?|pounds?|yen|crowns?|kron[ae]r?|roubles?|rubles?|hryvnias?|francs?|pesos?|rupees?|lira|yuan|lev"
    r"|leva|zlotys?|dinars?|shekels?|rials?|riyals?|dirhams?|cents?|pence|penny|USD|EUR|GBP|bucks|money|cash"
)
_MONEY = rf"[$€£¥]|\b(?:{_CURRENCY})\b|\b(?:free|nothing)\b"
_SHARE = (
    r"%|\bper[ -]?cent|\b(?:half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|majority|minority"
    r"|most|all|none|percentage points?|one in \w+|\w+ (?:out of|in every) \w+)\b"
)
_SPAN = (
    r"(?:milli)?seconds?|minutes?|hours?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?"
    r"|century|centuries|generations?|seasons?|lifetimes?"
)
_LONG = (
    r"\d ?(?:k?m|cm|mm|ft|mi|yd)\b|\d['’′]|(?<!\dth )\b(?:kilo|centi|milli)?met(?:er|re)s?\b"
    r"|\b(?:kms?|miles?|feet|foot|inch|inches|yards?|blocks?|steps?|paces?|stones?|fathoms?|leagues?|stor(?:e?y|ies|eys)"
    r"|floors?)\b"
)
_CLOCK = (
    r"\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\b(?:noon|midnight|midday|dawn|dusk|sunrise|sunset|sunup|sundown)\b"
    r"|o['’]clock\b|\b(?:GMT|UTC|local time|in the (?:morning|afternoon|evening)|at night|past \w+)\b"
)
_MONTH = (
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|(?= \d)))"
)
_DATED = rf"{_MONTH}|\b(?:1\d|20)\d\ds?\b|day\b|\b(?:spring|summer|autumn|fall|winter)\b"
_LASTING = (
    rf"\b(?:{_SPAN})\b|-(?:{_SPAN})\b|{_LONG}|{_DATED}|{_CLOCK}|\b(?:since|until|till|from|overnight|forever|ever|life"
    r"|indefinitely|permanently|pages?|words?|chapters?|lines?|laps?|episodes?|as long as|\d:\d\d)\b"
)
_RATE = r"\b(?:per|an?|each|every) (?:second|minute|hour|day|night|week|month|year|match|game|season)"
_COST = (
    r"cost|costs|pay|pays|paid|earn|earns|earned|worth|sell|sells|sold|spend|spends|spent|charged?|owed?|fetch|donated?|"
    r"invest(?:ed)?|fined"
)
_EXTENT = re.compile(r"\b(?:tall|deep|wide|long|thick)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What asks for a measure, what an answer of it says, and what one may say that is far ahead of those."""

    asked: re.Pattern[str]
    said: re.Pattern[str]
    loosely: re.Pattern[str] | None = None


def _measure(asked: str, said: str, loosely: str = "") -> _Measure:
    return _Measure(re.compile(asked, re.I), re.compile(said, re.I), re.compile(loosely, re.I) if loosely else None)


_MEASURES = (
    _measure(
        r"\b(?:what|which) (?:time|part|hour) of (?:the )?(?:day|night)\b",
        rf"{_CLOCK}|\b(?:morning|afternoon|evening|night|tonight)\b",
    ),
    _measure(
        r"\b(?:what|which) time\b(?! (?:of|zone|frame|limit|period|span))|\b(?:what|which) hours?\b",
        _CLOCK,
        r"\b(?:morning|afternoon|evening|night|tonight|hours?|minutes?)\b",
    ),
    _measure(
        r"\b(?:what|which) years?\b",
        r"\b(?:1\d|20)\d\ds?\b|\b(?:last|this|next|same|that|previous|following) year\b"
        r"|\byears? (?:ago|later|earlier|before|after)\b|\bdecades? ago\b",
    ),
    _measure(r"\b(?:what|which) months?\b", rf"{_MONTH}|\bmonth\b|\d-\d\d-\d"),
    _measure(r"\b(?:what|which) (?:(?:week)?day\b(?! of)|date\b)", rf"{_DATED}|\w+day\b|\btomorrow\b"),
    _measure(
        r"\b(?:what|which|how (?:large|big|high) an?) (?:percent|per cent|percentage|proportion|share|fraction)\b"
        r"(?! (?:price|issue|capital))|\bhow many per ?cent\b",
        _SHARE,
    ),
    _measure(
        rf"\bhow much (?:money|cash)\b"
        rf"|\bhow much (?:did|does|do|will|would|is|was|were|are|had|has|have)\b.*\b(?:{_COST})\b"
        rf"|\bhow expensive\b|\bwhat (?:did|does|do|will|would) .*\b(?:cost|pay)\b|\bwhat price\b",
        rf"{_MONEY}|%|\bper[ -]?cent",
        r"\d{3}|\b(?:hundred|thousand|million|billion)",
    ),
    _measure(
        r"\bhow (?:far|tall|deep|wide)\b(?! (?:back|along|reaching|right|left))",
        rf"{_LONG}|\b(?:light|knee|waist|chest|ankle)\b|\b(?:{_SPAN})['’]? (?:away|from|by|drive|walk|ride|flight)"
        r"|^(?:as far as|up to|to the|into|beyond|halfway|near|close|outside)\b",
    ),
    _measure(
        r"\bhow heavy\b|\bhow much (?:does|do|did) .*\bweigh",
        r"\b(?:kilo|gram|tonne|ton|pound|stone|ounce)|\d ?(?:kg|g|lb|oz|t)\b",
    ),
    _measure(
        r"\bhow fast\b",
        rf"{_RATE}|\b(?:mph|kph|knots?|Mach|times|within)\b|m/h|km/h|m/s|%|per[ -]?cent|\d:\d\d|\b(?:{_SPAN})\b"
        r"|\b(?:slow|fast|quick|swift|rapid|brisk|steady|gradual|speed)(?:er|est|ly|y)?\b",
    ),
    _measure(
        r"\bhow (?:often|frequently)\b",
        rf"{_RATE}|\b(?:every|each|once|twice|times?|daily|weekly|monthly|hourly|yearly|annual|annually|nightly|always"
        r"|never|rarely|seldom|sometimes|regularly|frequently|constantly|occasionally|days|nights)\b",
    ),
    _measure(r"\bhow long\b", _LASTING),
)


def measure(question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are of the measure a question asks for: no "six-week war" says how far a town is.

    Others as they are: most questions ask for none.
    """
    asked = next((one for one in _MEASURES if one.asked.search(question)), None)
    if asked is None:
        return list(candidates)
    exact = [bool(asked.said.search(said)) and not _is_other(question, said) for said in map(_beside, candidates)]
    surest = max((one.score for one, fits in zip(candidates, exact, strict=True) if fits), default=float("-inf"))
    return [
        one
        for one, fits in zip(candidates, exact, strict=True)
        if fits or (one.score > surest + AHEAD and asked.loosely and asked.loosely.search(_beside(one)))
    ]


def _is_other(question: str, said: str) -> bool:
    """Whether an answer names another extent than the question: "210 metres long" says not how wide."""
    asked = {word.lower() for word in _EXTENT.findall(question)}
    named = {word.lower() for word in _EXTENT.findall(said)}
    return bool(asked and named) and asked.isdisjoint(named)


def _beside(candidate: Candidate) -> str:
    """The answer with the "until" before it, and the two words after it, which may be its unit."""
    quote, (start, end) = candidate.citation.quote, candidate.citation.answer_in_quote
    before = re.search(r"(?:since|until|till|from|every) (?:the )?$", quote[max(0, start - BESIDE) : start], re.I)
    after = re.match(r"(?:[ \u00a0-]?[\w%°'’/]+){0,2}", quote[end : end + BESIDE])
    return (before[0] if before else "") + quote[start:end] + (after[0] if after else "")
