"""Dates as people write them, far enough to see that two cannot be the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.I)
_MONTH = re.compile(
    rf"\b({'|'.join(m for m in _MONTHS if m != 'may')}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b", re.I
)
_MAY = re.compile(r"\bMay\b")
_YEAR = re.compile(r"\b((?:1[5-9]|20)\d\d)\b")
_DAY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:%|per|am|pm|a\.m|p\.m|[:.]\d|o'clock|years?|months?|weeks?|days?|hours?))",
    re.I,
)
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?\s*(a\.?m|p\.?m)\b|\b([01]?\d|2[0-3]):([0-5]\d)\b", re.I)
_LOOSE = re.compile(
    r"\b(?:from|between|until|till|by|before|after|since|to|during|through|about|around|early|late|mid|end|beginning|weeks?"
    r"|months?|years? (?:ago|later)|days? (?:ago|later)|or|and)\b|–|\d-\d",
    re.I,
)


def clash(one: str, other: str) -> bool:
    """Whether two dates cannot be the same: each is one moment, they share a part (a weekday, month, day, year, time of
    day), every part both have differs in no more than they say, and one at least does differ.

    "Monday" and "12 March" may be the same day; "since April" and "between May and June" are left alone.
    """
    if _LOOSE.search(one) or _LOOSE.search(other):
        return False
    left, right = moment(one), moment(other)
    shared = left.keys() & right.keys()
    return any(left[part] != right[part] for part in shared)


def moment(text: str) -> Mapping[str, int]:
    """The parts of a date that a text has: weekday 0 to 6, month and day from 1, year, minute of the day."""
    found: dict[str, int] = {}
    clock = _CLOCK.search(text)
    if clock:
        found["minute"] = _minute(clock)
        text = text[: clock.start()] + " " + text[clock.end() :]
    days = _WEEKDAY.findall(text)
    if len(days) == 1:
        found["weekday"] = _DAYS.index(days[0].lower())
    months = [month[:3].lower() for month in [*_MONTH.findall(text), *_MAY.findall(text)]]
    if len(months) == 1:
        found["month"] = [month[:3] for month in _MONTHS].index(months[0]) + 1
        if len(numbers := [int(n) for n in _DAY.findall(text) if 1 <= int(n) <= 31]) == 1:
            found["day"] = numbers[0]
    if len(years := set(_YEAR.findall(text))) == 1:
        found["year"] = int(years.pop())
    return found


def _minute(clock: re.Match[str]) -> int:
    if clock[4]:
        return int(clock[4]) * 60 + int(clock[5])
    hour = int(clock[1]) % 12 + (12 if clock[3][0].lower() == "p" else 0)
    return hour * 60 + int(clock[2] or 0)
