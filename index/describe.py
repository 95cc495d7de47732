"""What a plain text says about itself: headline, outlet, byline, date and link, only where it says so outright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

# A credit stands near the top or at the very end; in the body "By Monday" or a date is part of the story.
HEAD_LINES = 12
TAIL_LINES = 6
# The longest of 5000 headlines of news articles has 150 characters; some outlets stack two lines into one.
TITLE_CHARACTERS = 220
TITLE_WORDS = 40
CREDIT_CHARACTERS = 120
HEAD_CHARACTERS = 2000
DATE_CHARACTERS = 64

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in MONTHS) + r"|Sept\.?"
_TIME = r"(?:,?(?: at)? \d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?"
_DATE = rf"(?:\d{{1,2}} (?:{_MONTH}),? \d{{4}}|(?:{_MONTH}) \d{{1,2}},? \d{{4}}|\d{{4}}[-/]\d\d[-/]\d\d)"
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}),? (?P<year>\d{{4}})\b", re.I)
_MONTH_FIRST = re.compile(rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})\b", re.I)
_ISO = re.compile(r"\d{4}(?:[-/]\d\d[-/]\d\d|\d{4})(?!\d)")
_RFC = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"

_NAME = r"[A-ZÀ-Þ][\w'’.-]*(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|la|von|van|der|al|bin|di|da)){1,4}"
_NAMES = rf"{_NAME}(?:(?:, {_NAME}){{0,4}},? (?:and|&) {_NAME})?"
# "By Jane Doe, Staff writer" names no outlet.
_ROLE = r"(?![^|]*(?i:\d|staff|writer|editor|reporter|correspondent|columnist|contributor|special|producer|anchor))"
_BYLINE = re.compile(
    rf"(?:By|Written by|Reporting by|Words by|Words:|Author:) (?P<author>{_NAMES})(?:; ?[Ee]diting by.*)?"
    rf"(?:(?:,| [|·–—-]) (?:{_ROLE}(?P<outlet>[A-Z][^|]{{1,50}})|.*))?"
)
_PUBLISHED = re.compile(
    rf"(?:(?:First )?(?:published|posted)(?: on| at)?|date)[: ]\s*{_WEEKDAY}(?P<date>{_DATE}){_TIME}"
    rf"(?:\s*(?:[|·–—]| - )\s*(?P<outlet>[^|]+))?",
    re.I,
)
_DATE_LINE = re.compile(rf"{_WEEKDAY}(?P<date>{_DATE}){_TIME}(?:\s*[|·]\s*(?P<outlet>[^|]+))?", re.I)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright(?: ©| \(c\))?)\s*(?:\d{4}(?:[-–]\d{2,4})?,?\s+)(?P<outlet>[A-Z][^.,|;]{1,60}?)"
    r"(?:[.,|;]\s*(?:All rights reserved.*|Distributed by .*)?|\s+All rights reserved.*)?",
    re.I,
)
_AGENCY = re.compile(
    r"[A-ZÀ-Þ][\w .,/'’-]{1,60}\((?P<outlet>Reuters|AP|AFP|UPI|Xinhua|TASS|Bloomberg|CNN|IANS|ANI|dpa)\)\s*[-–—]"
)
_LINK = re.compile(r"(?:URL|Link|Source|Original|Web):?\s+(?P<url>https?://\S+)", re.I)
_OUTLET = re.compile(r"(?:Outlet|Publisher): (?P<outlet>[A-Z][^|:/]{1,60})")
_NO_TITLE = re.compile(
    r"\bcookies?\b|newsletter|subscri|sign (?:up|in)\b|log ?in\b|share (?:this|on|via)|follow us|advertisement|skip to"
    r"|accept all|click here|privacy policy|read (?:more|further)|you may like|javascript|all rights reserved|https?://"
    r"|originally published|leave a reply|comments?\b.*\bclosed",
    re.I,
)
_SHARE = re.compile(
    r"\W*(?:(?:share|tweet|facebook|twitter|whatsapp|e-?mail|print|pinterest|linkedin|reddit|x)\b\W*)+", re.I
)
# Host parts that name a service of a site, not the site.
_SERVICES = re.compile(r"^(?:www\d?|m|mobile|amp|edition)\.(?=[^.]+\.)")


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about an article beside its text; None is unknown, `published` is ISO 8601 cut to what is known."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None

    def completed(self, other: Description) -> Description:
        """This description, with what it does not know taken from `other`."""
        return Description(
            self.title or other.title,
            self.outlet or other.outlet,
            self.author or other.author,
            self.published or other.published,
            self.url or other.url,
        )


NOTHING_KNOWN = Description()


def describe(text: str) -> Description:
    """Find headline, outlet, author, date and link where the text states them in lines of their own.

    The headline is the first line that is no boilerplate and no credit, if it reads like one; the outlet comes from a
    credit ("(c) 2022, Bloomberg") or stands beside byline or date. Nothing is inferred.
    """
    lines = [" ".join(line.split()) for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    edges = lines[:HEAD_LINES] + lines[max(HEAD_LINES, len(lines) - TAIL_LINES) :]
    credits = [line for line in edges if len(line) <= CREDIT_CHARACTERS]
    found: dict[str, str | None] = {"title": _title(lines[:HEAD_LINES])}
    for match in _matches(credits):
        for name, value in match.groupdict().items():
            if value and not found.get(name):
                found[name] = value.strip(" .,")
    published = iso_date(found.get("date"))
    return Description(found["title"], found.get("outlet"), found.get("author"), published, found.get("url"))


def iso_date(text: str | None) -> str | None:
    """A date as ISO 8601, cut to what is known: "2018/03/15" gives "2018-03-15". None for anything ambiguous.

    Midnight sharp is what a missing time becomes in a database, so it is cut off.
    """
    text = " ".join((text or "")[:DATE_CHARACTERS].split())
    if re.fullmatch(r"\d{4}", text):
        return text
    if month := re.fullmatch(r"(\d{4})[-/](0[1-9]|1[0-2])", text):
        return f"{month[1]}-{month[2]}"
    moment = _moment(text)
    if moment is None:
        return None
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def is_title(line: str) -> bool:
    """Whether a line reads like a headline: short, several words, no boilerplate, no credit, no closing full stop."""
    words = line.split()
    fits = 2 <= len(words) <= TITLE_WORDS and len(line) <= TITLE_CHARACTERS and any(map(str.isalpha, line))
    return (
        fits
        and not line.rstrip("\"”’'").endswith((".", ",", ";"))
        and not _is_boilerplate(line)
        and not _is_credit(line)
    )


def outlet_of(url: str | None) -> str | None:
    """The site a link leads to, "usatoday.com": a fact where the outlet's own name is unknown."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return _SERVICES.sub("", host) if host and "." in host and not host.replace(".", "").isdigit() else None


def agency_of(text: str) -> str | None:
    """The agency in the dateline that an article opens with, "KYIV (Reuters) -": the outlet if no other is known."""
    lines = [line.strip() for line in text[:HEAD_CHARACTERS].splitlines()]
    match = next(filter(None, map(_AGENCY.match, lines)), None)
    return match["outlet"] if match else None


def _title(lines: list[str]) -> str | None:
    """The first line that is neither boilerplate nor credit nor a one-word section label, if it is a headline."""
    for line in lines:
        if len(line.split()) > 1 and not _is_boilerplate(line) and not _is_credit(line):
            return line if is_title(line) else None
    return None


def _matches(credits: list[str]) -> Iterator[re.Match[str]]:
    """Everything that states something, the surest form first."""
    for pattern in (_LINK, _BYLINE, _PUBLISHED, _DATE_LINE, _OUTLET, _COPYRIGHT):
        yield from filter(None, map(pattern.fullmatch, credits))


def _is_boilerplate(line: str) -> bool:
    return bool(_NO_TITLE.search(line[:TITLE_CHARACTERS]) or _SHARE.fullmatch(line[:TITLE_CHARACTERS]))


def _is_credit(line: str) -> bool:
    patterns = (_LINK, _BYLINE, _PUBLISHED, _DATE_LINE, _OUTLET, _COPYRIGHT)
    return any(pattern.fullmatch(line) for pattern in patterns) or bool(_AGENCY.match(line))


def _moment(text: str) -> datetime | None:
    """ISO 8601, the form of e-mail and feeds (RFC 2822), or a date with its month named."""
    if not _ISO.match(text) and not _RFC.match(text):
        match = _DAY_FIRST.search(text) or _MONTH_FIRST.search(text)
        return _named_month(match) if match else None
    try:
        return datetime.fromisoformat(text.replace("/", "-")) if _ISO.match(text) else parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _named_month(match: re.Match[str]) -> datetime | None:
    number = [month[:3].lower() for month in MONTHS].index(match["month"][:3].lower()) + 1
    try:
        return datetime(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
