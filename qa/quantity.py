"""Amounts as ranges: "nearly 9,000 voters", "four hundred thirty-six", "7-8 km" and "dozens" can then be compared."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.normalise import words

KEPT = 1_024  # texts whose stems are remembered
_UNITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
# Words for no exact number, with the range that people mean by them; before a scale they count it ("several hundred").
_LOOSE = {
    "dozens": (12.0, 120.0),
    "tens": (10.0, 99.0),
    "scores": (40.0, 199.0),
    "hundreds": (100.0, 1999.0),
    "thousands": (1e3, 19_999.0),
    "millions": (2e6, 19_999_999.0),
    "billions": (2e9, 2e10),
    "few": (2.0, 9.0),
    "several": (3.0, 9.0),
    "couple": (2.0, 3.0),
    "handful": (3.0, 8.0),
    "no": (0.0, 0.0),
    "none": (0.0, 0.0),
    "nobody": (0.0, 0.0),
    "half": (0.5, 0.5),
}
_PLURAL_SCALES = {"thousands": 1e3, "millions": 1e6, "billions": 1e9, "hundreds": 1e2}
_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES, *_LOOSE], key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?<![^\W\d_]-)(?P<money>[$€£¥])?(?:(?P<digits>{_DIGITS})(?P<short>k|m|mn|bn|tn)?"
    rf"(?:[ \u00a0-](?P<scale>hundred|thousand|million|billion|trillion|dozen)s?)?"
    rf"|(?P<words>(?!no (?:more|fewer|less)\b)(?:{_WORD})"
    rf"(?:(?:[ \u00a0-]|[ \u00a0](?:and|of|a)[ \u00a0])(?:{_WORD}))*))"
    r"(?![\w]*-year)(?![.,]?\d)(?!\w)",
    re.I,
)
_RANGE = re.compile(r"[ \u00a0]*(?:-|–|—|to|and|or)[ \u00a0]*", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART = re.compile(
    r"(?:including|of whom|of them|of which|out of|among|of)\W*(?:(?:some|about|around|the|nearly|only|at least)\W+)?$",
    re.I,
)
_MONEYS = frozenset("money dollar euro pound yen crown rouble ruble hryvnia franc".split())
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_DIMENSIONS: dict[str, tuple[str, float]] = {
    name: (dimension, factor)
    for dimension, names in {
        "length": {
            "km kilometre kilometer": 1e3,
            "m metre meter": 1.0,
            "cm centimetre centimeter": 0.01,
            "mm millimetre millimeter": 1e-3,
            "mile": 1609.344,
            "foot feet ft": 0.3048,
            "inch inche": 0.0254,
            "yard": 0.9144,
        },
        "weight": {"kg kilo kilogram": 1.0, "tonne ton": 1e3, "gram g": 1e-3, "pound lb": 0.4536},
        "time": {
            "second": 1.0,
            "minute": 60.0,
            "hour": 3600.0,
            "day": 86_400.0,
            "week": 604_800.0,
            "month": 2_629_746.0,
            "year": 31_556_952.0,
        },
        "share": {"%": 1.0, "percent": 1.0, "per cent": 1.0, "percentage": 1.0},
        "area": {"hectare ha": 1e4, "acre": 4046.86},
        "length per hour": {"kph kmh": 1e3, "mph": 1609.344, "knot": 1852.0},
    }.items()
    for spelled, factor in names.items()
    for name in (spelled.split() if spelled != "per cent" else [spelled])
}
_RATE = re.compile(r"(?:/ ?|\b(?:an?|per|each|every)[ \u00a0])(?P<each>[a-z]+)", re.I)
_EACH = {"h": "hour", "s": "second"}
# What follows these says nothing of what is counted: "31 million would suffice", "four, because the rest fled".
_GOES_ON = re.compile(r"\b(?:would|will|can|could|may|might|must|should|because|though|although|while)\b", re.I)
_SQUARE = re.compile(r"^(?:square|sq\.?|cubic)[ \u00a0]", re.I)
_HEDGES: tuple[tuple[re.Pattern[str], float, float], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\W*$", re.I), low, high)
    for pattern, low, high in (
        (r"at least|no fewer than|no less than|a minimum of", 1.0, math.inf),
        (r"(?<!no )more than|over|upwards of|in excess of|above", 1.0, 1.5),
        (r"up to|as many as|as much as|no more than|at most|fewer than|less than|under|below|a maximum of", 0.0, 1.0),
        (r"nearly|almost|just under|close to|approaching|barely", 0.9, 1.0),
        (r"about|around|some|roughly|approximately|an? estimated|estimated|or so|an average of", 0.9, 1.1),
    )
)
_LIGHT = frozenset(
    "a an the of in on at to by from and or about around some nearly almost over more than less fewer least most up "
    "approximately roughly estimated only just barely as many much were was are is been be had have has said other "
    "another per there".split()
)
# Everybody, whatever they are called; children or soldiers are a part of these and counted apart.
_PEOPLE = frozenset(
    "people person civilian resident inhabitant evacuee citizen victim death dead fatality fatalitie life live killed "
    "casualty casualtie".split()
)
CONVERTED = 0.01  # two units of length seldom agree to the last digit
ROUND = 0.05  # a number that ends in two zeros may stand for any within a twentieth


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount from `low` to `high` in the base unit of its dimension, and what is counted; both ends may be equal.

    `dimension` is "length", "share" … for measures and "" for what is counted; `unit` holds stems of the words beside.
    """

    low: float
    high: float
    dimension: str
    unit: frozenset[str]

    @property
    def counts_people(self) -> bool:
        """Whether it counts human beings, whatever they are called."""
        return bool(self.unit & _PEOPLE)


def quantity(text: str) -> Quantity | None:
    """The one amount of a span, hedge and unit read; None when there is none, or several that are no range.

    Of "312 of some 500 houses" and "436 people, including 128 children" it is the first.
    """
    found = [match for match in _AMOUNT.finditer(text) if not _is_year(match, text)]
    if not found:
        return None
    low, high, first, last = *_bounds(found[0]), found[0], found[0]
    if len(found) > 1 and _RANGE.fullmatch(text, first.end(), found[1].start()) and _is_range(text, first, found[1]):
        last = found[1]
        high = _bounds(last)[1]
        low, high = (low * _scale_of(last, low, high), high)
    rest = [match for match in found if match.start() >= last.end()]
    if any(not _PART.search(text, 0, match.start()) for match in rest):
        return None
    less, more = _hedge(text[: first.start()], low) if low == high else (1.0, 1.0)
    dimension, factor, unit = _unit(text, first, last)
    return Quantity(low * less * factor, high * more * factor, dimension, unit)


def incompatible(one: Quantity | None, other: Quantity | None, asked: frozenset[str] = frozenset()) -> bool:
    """Whether two amounts of one thing cannot both be true.

    `asked` holds the stems of the question: what a bare number counts.
    """
    if one is None or other is None or not _same_thing(one, other, asked):
        return False
    slack = 1 + CONVERTED if one.dimension else 1.0
    return one.low > other.high * slack or other.low > one.high * slack


def measures(amount: Quantity, nouns: frozenset[str]) -> bool:
    """Whether an amount is of one of these nouns, given as stems: goats, any people, or the unit itself."""
    if nouns & amount.unit or (nouns & _PEOPLE and amount.counts_people):
        return True
    unit = amount.dimension.split(" ")[0]
    return any(unit == _DIMENSIONS[noun][0] for noun in nouns if noun in _DIMENSIONS) or (
        unit == "money" and not nouns.isdisjoint(_MONEYS)
    )


def _same_thing(one: Quantity, other: Quantity, asked: frozenset[str]) -> bool:
    if one.dimension or other.dimension:
        return one.dimension == other.dimension
    if one.unit & other.unit or (one.counts_people and other.counts_people):
        return True
    bare, full = (one, other) if not one.unit else (other, one)
    if bare.unit:
        return False
    return not full.unit or bool(full.unit & asked) or (full.counts_people and bool(asked & _PEOPLE))


def stem(word: str) -> str:
    """A word in search form without its plural s, and no more: "cent" is not "centre", nor a "building" a "build"."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=KEPT)
def stems(text: str) -> frozenset[str]:
    """The words of a text without their plural s."""
    return frozenset(map(stem, words(text)))


def _is_year(match: re.Match[str], text: str) -> bool:
    """A bare 1974 or 2015 after "in", "since", "of" or at the end: no amount."""
    digits = match["digits"]
    if not digits or not _YEAR.fullmatch(digits) or match["money"] or match["short"] or match["scale"]:
        return False
    return bool(re.search(r"\b(?:in|since|of|from|until|by|before|after|to)\W*$", text[: match.start()], re.I)) or (
        not re.match(r"[ \u00a0]\w", text[match.end() :]) and match.start() > 0
    )


def _is_range(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two amounts with a word between are ends of a range: "and" only after "between"."""
    between = text[first.end() : second.start()].strip().lower()
    return between != "and" or bool(re.search(r"\bbetween\W*$", text[: first.start()], re.I))


def _scale_of(second: re.Match[str], low: float, high: float) -> float:
    """ "3 to 5 million" begins at three million."""
    scale = (second["scale"] or "").lower()
    return _SCALES[scale] if scale in _SCALES and low < 1e3 and high >= 1e3 * low else 1.0


def _bounds(match: re.Match[str]) -> tuple[float, float]:
    if match["digits"]:
        value = _digits(match["digits"])
        value *= _SCALES.get((match["scale"] or "").lower(), 1.0) * _short(match)
        return value, value
    return _spelled(re.findall(r"[a-z]+", match["words"].lower()))


def _short(match: re.Match[str]) -> float:
    """5bn always is a number, 5m only of money: else it is metres."""
    short = (match["short"] or "").lower()
    return _SHORT_SCALES.get(short, 1.0) if short != "m" or match["money"] else 1.0


def _digits(digits: str) -> float:
    bare = re.sub(r"[ \u00a0\u202f]", "", digits)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", bare):
        return float(bare.replace(",", ""))
    return float(bare.replace(",", "."))


def _spelled(found: Sequence[str]) -> tuple[float, float]:
    """Number words in order, as a range: "four hundred thirty-six", "several dozen", "tens of thousands"."""
    low = high = part_low = part_high = 0.0
    for word in found:
        if word in _LOOSE and word != "half" and not (part_low and word in _PLURAL_SCALES):
            part_low, part_high = part_low + _LOOSE[word][0], part_high + _LOOSE[word][1]
        elif word == "half":
            part_low = part_high = part_low + 0.5
        elif word in _UNITS or word in _TENS:
            value = float(_UNITS.get(word, _TENS.get(word, 0)))
            part_low, part_high = part_low + value, part_high + value
        elif word in _SCALES or word in _PLURAL_SCALES:
            scale = _SCALES.get(word) or _PLURAL_SCALES[word]
            part_low, part_high = (part_low or 1.0) * scale, (part_high or 1.0) * scale
            if scale >= 1e3:
                low, high, part_low, part_high = low + part_low, high + part_high, 0.0, 0.0
    return low + part_low, high + part_high


def _hedge(before: str, value: float) -> tuple[float, float]:
    """Factors for the ends of an amount by the words before it; without any, a round number is a little vague."""
    slack = ROUND if value >= 200 and value % 100 == 0 else 0.0
    return next(((less, more) for pattern, less, more in _HEDGES if pattern.search(before)), (1 - slack, 1 + slack))


def _unit(text: str, first: re.Match[str], last: re.Match[str]) -> tuple[str, float, frozenset[str]]:
    """Dimension, factor to its base unit, and the stems of the words around the amount; a rate is no mere measure."""
    dimension, factor, unit = _measure(text, first, last)
    rate = _RATE.search(text, last.end()) if dimension not in ("", "share", "length per hour") else None
    return (f"{dimension} per {_EACH.get(rate['each'], rate['each'])}" if rate else dimension), factor, unit


def _measure(text: str, first: re.Match[str], last: re.Match[str]) -> tuple[str, float, frozenset[str]]:
    after = text[last.end() :].lstrip(" \u00a0-")
    if first["money"]:
        return "money " + _MONEY[first["money"]], 1.0, frozenset()
    if first.group().lower() == "half" and first is last:
        return "part", 1.0, frozenset()
    square = _SQUARE.match(after)
    bare = after[square.end() :] if square else after
    if re.match(r"%|per[ -]?cent\b|percent", bare, re.I):
        return "share", 1.0, frozenset()
    word = stem(next(iter(re.findall(r"^[a-z]+", bare, re.I)), "").lower())
    if (last["short"] or "").lower() == "m" and not word:
        word = "m"
    if word in _MONEYS - {"money"}:
        return f"money {word}", 1.0, frozenset()
    if word in _DIMENSIONS:
        dimension, factor = _DIMENSIONS[word]
        power = {"sq": 2, "cu": 3}.get(square.group()[:2].lower(), 1) if square else 1
        return f"{dimension} {power}" if power > 1 else dimension, factor**power, frozenset()
    beside = words(f"{text[: first.start()]} {_GOES_ON.split(text[last.end() :], maxsplit=1)[0]}")
    return "", 1.0, frozenset(stem(w) for w in beside if w not in _LIGHT and not w[0].isdigit())


def amounts(text: str) -> Iterator[tuple[int, int]]:
    """Where amounts stand in a text, years left out."""
    return (match.span() for match in _AMOUNT.finditer(text) if not _is_year(match, text))
