"""Calendars: the words of a time and the day they were published on, in; an ISO date and its precision, out.

The only file that imports dateparser. It knows no question and no article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from qa.moment import DAYS, Moment
from qa.types import Precision

Tense = Literal["past", "future", "unknown"]

_PUBLISHED = re.compile(r"(\d{4})(?:[-/](\d{2})(?:[-/](\d{2}))?)?")
_VAGUE = re.compile(r"^(?:early|mid|late|the|last|this|next)[ -]", re.I)
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?:\s?([ap])\.?\s?m)?", re.I)
_PAST = re.compile(r"^(?:yesterday|last (?:night|week|month|year))$| ago$|^earlier ", re.I)
_SHIFTS = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Dated:
    """An ISO date cut to its precision, and whether the day of publication was needed for it."""

    date: str
    precision: Precision
    inferred: bool


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, as far as that is known; `day` has ones for what is not."""

    day: date
    precision: Precision

    @property
    def knows_month(self) -> bool:
        """Whether the month is known."""
        return self.precision != "year"

    @property
    def knows_day(self) -> bool:
        """Whether the day is known."""
        return self.precision == "day"


def published_on(words: str | None) -> Published | None:
    """The date of publication from ISO words; None when there is none or it is no date."""
    match = _PUBLISHED.match(words or "")
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        return Published(
            date(int(year), int(month or 1), int(day or 1)), "day" if day else "month" if month else "year"
        )
    except ValueError:
        return None


def resolve(moment: Moment, published: Published | None, tense: Tense) -> Dated | None:
    """The date that a moment means; None wherever more than one could be meant.

    What names its year needs nothing else. A weekday, or a day or month without its year, is the last one before
    publication in the past tense and the next one after it in the future; the day itself counts in both.
    """
    found = _absolute(moment) or (None if published is None else _relative(moment, published, tense))
    return found if found is None or not moment.clock else _at(found, moment.clock)


def _absolute(moment: Moment) -> Dated | None:
    if moment.kind == "year":
        return Dated(moment.words, "year", False)
    if moment.kind not in ("day", "month") or not moment.year:
        return None
    found = _parsed(_plain(moment.words), None, "past")
    return None if found is None else _cut(found, "day" if moment.kind == "day" else "month", False)


def _relative(moment: Moment, published: Published, tense: Tense) -> Dated | None:
    if _PAST.search(moment.words) and tense != "past":
        return None  # the verb it seems to hang on is not its own
    if moment.kind == "unit":
        return _unit(moment, published)
    if moment.kind == "month":
        return _month(moment, published, tense) if published.knows_month else None
    if not published.knows_day:
        return None
    if moment.kind == "weekday":
        return _weekday(moment, published.day, tense)
    if moment.kind == "near":
        words = moment.words.lower()
        shift = -1 if words in ("yesterday", "last night") else 1 if words == "tomorrow" else 0
        return _cut(published.day + timedelta(days=shift), "day", True)
    if moment.kind == "ago":
        return _ago(moment, published.day)
    return _yearless(moment, published.day, tense)


def _yearless(moment: Moment, day: date, tense: Tense) -> Dated | None:
    if tense == "unknown":
        return None
    found = _parsed(_plain(moment.words), day, tense)
    return None if found is None else _cut(found, "day", True)


def _month(moment: Moment, published: Published, tense: Tense) -> Dated | None:
    direction: Tense = "past" if moment.turn == "last" else "future" if moment.turn == "next" else tense
    if direction == "unknown":
        return None
    found = _parsed(_plain(moment.words), published.day.replace(day=1), direction)
    if found is None:
        return None
    same = (found.year, found.month) == (published.day.year, published.day.month)
    shift = _SHIFTS.get(moment.turn, 0) if same else 0
    return _cut(found.replace(year=found.year + shift), "month", True)


def _weekday(moment: Moment, day: date, tense: Tense) -> Dated | None:
    """ "last" and "next" may skip the nearest one within the same week, and people differ about it: None there."""
    behind = (day.weekday() - DAYS.index(moment.weekday)) % 7
    ahead = -behind % 7
    if moment.turn == "last":
        return _cut(day - timedelta(days=behind or 7), "day", True) if behind == 0 or behind > day.weekday() else None
    if moment.turn == "next":
        return _cut(day + timedelta(days=ahead or 7), "day", True) if ahead == 0 or ahead > 6 - day.weekday() else None
    if tense == "unknown":
        return None
    return _cut(day - timedelta(days=behind) if tense == "past" else day + timedelta(days=ahead), "day", True)


def _unit(moment: Moment, published: Published) -> Dated | None:
    """ "last month" and the like; a week only where it lies within one month, which is then said."""
    shift, day = _SHIFTS[moment.turn], published.day
    if moment.unit == "year":
        return Dated(f"{day.year + shift:04}", "year", True)
    if moment.unit == "month":
        months = day.year * 12 + day.month - 1 + shift
        return Dated(f"{months // 12:04}-{months % 12 + 1:02}", "month", True) if published.knows_month else None
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return _same_month(monday, monday + timedelta(days=6)) if published.knows_day else None


def _ago(moment: Moment, day: date) -> Dated | None:
    found = _parsed(moment.words, day, "past")
    if found is None:
        return None
    if moment.unit == "week":
        return _same_month(found - timedelta(days=3), found + timedelta(days=3))
    return _cut(found, "day" if moment.unit == "day" else "month" if moment.unit == "month" else "year", True)


def _same_month(first: date, last: date) -> Dated | None:
    return _cut(first, "month", True) if (first.year, first.month) == (last.year, last.month) else None


def _cut(day: date, precision: Precision, inferred: bool) -> Dated:
    return Dated(day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)], precision, inferred)


def _at(found: Dated, clock: str) -> Dated | None:
    """The same day with its hour, in the article's own time."""
    match = _CLOCK.match("12:00" if clock.lower() == "noon" else clock)
    if match is None or found.precision != "day":
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    return Dated(f"{found.date}T{hour:02}:{minute:02}", "minute", found.inferred) if hour < 24 and minute < 60 else None


def _plain(words: str) -> str:
    return _VAGUE.sub("", words).replace(" of ", " ")


@lru_cache(maxsize=1_024)
def _parsed(words: str, base: date | None, tense: Tense) -> date | None:
    found = _parser(tense, base).get_date_data(words).date_obj
    return found.date() if isinstance(found, datetime) else None


@lru_cache(maxsize=64)
def _parser(tense: Tense, base: date | None) -> Any:
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {"PREFER_DATES_FROM": tense, "PREFER_DAY_OF_MONTH": "first"}
    if base is not None:
        settings["RELATIVE_BASE"] = datetime(base.year, base.month, base.day)
    return DateDataParser(languages=["en"], settings=settings)
