"""Words that name a time: days, months, years, weekdays, "last month", "three days ago"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

MomentKind = Literal["day", "month", "year", "weekday", "near", "unit", "ago"]

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
_YEAR = r"(?:19|20)\d\d"
_NUMBER = "(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,3})"
_CLOCK = r"(?:\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?|\d{1,2}:\d\d|noon)"
_DATE = (
    rf"(?P<day>(?:{_DAY},?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?![\d:,]\d))"
    rf"(?:,?\s{_YEAR})?|\d{{4}}-\d\d-\d\d(?![\d-]))"
    rf"|(?P<month>(?:(?:early|mid|late)[ -]|(?:last|this|next)\s)?{_MONTH}(?:,?\s{_YEAR})?)(?![\w-]|\s\d)"
    rf"|(?P<weekday>(?:(?:last|this|next)\s)?{_DAY}(?:\s(?:morning|afternoon|evening|night))?)(?![\w-])"
)
_DATED = re.compile(
    rf"(?<![\w-])(?:(?P<before>{_CLOCK})(?:\slocal\stime)?,?\s(?:on\s)?(?:the\s)?)?(?:{_DATE})"
    rf"(?:,?\sat\s(?P<after>{_CLOCK}))?"
)
_OTHER = re.compile(
    r"\b(?P<near>yesterday|today|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\b"
    r"|\b(?P<unit>(?:(?:earlier|later) )?(?:last|this|next) (?:week|month|year))(?![\w’'-])"
    rf"|\b(?P<ago>{_NUMBER} (?:day|week|month|year)s? ago)\b",
    re.I,
)
# A number is a year only after a word that leads to one, and never before what it counts ("in 2014 villages").
_LONE_YEAR = re.compile(
    r"(?:\b(?:in|since|of|from|until|till|by|before|after|during|early|late|mid|spring|summer|autumn|fall|winter)\s|\()"
    rf"(?P<year>{_YEAR})(?![\w–-]|[.,:]\d|%|\s(?!(?:was|is|has|as)\b)[a-z]+s\b|\s(?:people|men|women|children)\b)",
    re.I,
)
# "March" and "May" begin a month only where no verb or name can stand.
_LEADS = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|during|before|after|to|and|through|between|for|the)\s|\bon\s)$", re.I
)
_RANGE = re.compile(r"\s*(?:to|until|through|–|—|-|and|or)\s*")
_FROM = re.compile(r"\b(?:from|between)\s(?:the\s)?$", re.I)
_HALF_RANGE = re.compile(r"\d(?:st|nd|rd|th)?\s?(?:to|and|or|–|-)\s?$")
_EVERY = re.compile(r"\b(?:every|each)\s$", re.I)


@dataclass(frozen=True, slots=True)
class Moment:
    """A half-open range of a text that names one time, and its parts: `words` are the date's own, without an hour.

    `turn` is "last", "this" or "next"; `unit` day, week, month or year; `weekday` in lower case; empty where not said.
    """

    start: int
    end: int
    kind: MomentKind
    words: str
    clock: str = ""
    year: str = ""
    turn: str = ""
    unit: str = ""
    weekday: str = ""


def moments(text: str) -> list[Moment]:
    """Every time that is named in a text, in order; the ends of a range ("from May to June") are none."""
    found: list[Moment] = []
    for moment in sorted(_all(text), key=lambda one: (one.start, -one.end)):
        if not found or moment.start >= found[-1].end:
            found.append(moment)
    ends = {one for pair in pairwise(found) if _is_range(text, *pair) for one in pair}
    return [one for one in found if one not in ends and not _HALF_RANGE.search(text[: one.start])]


def _is_range(text: str, first: Moment, second: Moment) -> bool:
    between = text[first.end : second.start]
    if not _RANGE.fullmatch(between):
        return False
    return between.strip() not in ("and", "or") or bool(_FROM.search(text[: first.start]))


def _all(text: str) -> Iterator[Moment]:
    for match in _DATED.finditer(text):
        moment = _dated(match)
        if moment is not None and not _EVERY.search(text[: match.start()]):
            yield moment
    for match in _OTHER.finditer(text):
        if match[0][1:].islower():  # "USA TODAY" is no day
            yield _other(match)
    for match in _LONE_YEAR.finditer(text):
        yield Moment(match.start("year"), match.end("year"), "year", match["year"], year=match["year"])


def _dated(match: re.Match[str]) -> Moment | None:
    kind = next(name for name in ("day", "month", "weekday") if match[name] is not None)
    words, text = match[kind], match.string
    year = re.search(rf"{_YEAR}(?=$|-)", words)
    turn = re.match(r"last|this|next", words)
    if kind == "month" and words in ("March", "May") and not _LEADS.search(text[: match.start()]):
        return None
    clock = match["before"] or match["after"] or ""
    day = re.search(_DAY, words)
    own = re.sub(rf"^{_DAY},?\s", "", words) if kind == "day" else words
    return Moment(
        match.start(),
        match.end(),
        "day" if kind == "day" else "month" if kind == "month" else "weekday",
        own,
        clock,
        year[0] if year else "",
        turn[0] if turn else "",
        weekday=day[0].lower() if day else "",
    )


def _other(match: re.Match[str]) -> Moment:
    words = match[0]
    unit = re.search(r"day|week|month|year", words, re.I)
    turn = re.search(r"last|this|next", words, re.I)
    found = "near" if match["near"] else "unit" if match["unit"] else "ago"
    return Moment(
        match.start(),
        match.end(),
        "near" if found == "near" else "unit" if found == "unit" else "ago",
        words,
        turn=turn[0].lower() if turn else "",
        unit=unit[0].lower() if unit else "",
    )
