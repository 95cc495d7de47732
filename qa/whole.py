"""A reader's span made whole: names, quotations and bare edges, always inside its own text."""

from __future__ import annotations

import re

from index.sentences import ABBREVIATION

_EDGE = " \t\r\n\u00a0,;:"  # never the first or last character of an answer
_WORD_BEFORE = re.compile(r"([A-Z][\w’'-]*\.?)[ \u00a0]$")
_WORD_AFTER = re.compile(r"^[ \u00a0]([A-Z][\w’'-]*\w)")
_SIGN = re.compile(r"[#@]")  # of the word right after it
_CAPITAL = re.compile(r"[A-Z]")
# Capitalised only because they begin a sentence: never part of a name.
_OPENERS = frozenset(
    "A An And As At But By For From He Her His How If In It Its No Not Of On Or Our She So That The Their Then There "
    "These They This Those To We What When Where While Who Why With You Earlier Later After Before Since Until During "
    "According Also However Meanwhile".split()
)
# A day or month is no part of the name beside it ("On Friday Brook left").
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)
_COLLECTIVE = r"(?:dozens|tens|scores|hundreds|thousands|millions)"
_NUMBER = re.compile(
    r"(?:\d[\d.,\u00a0]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh"
    r"|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    rf"|{_COLLECTIVE}(?:[ \u00a0]of[ \u00a0]{_COLLECTIVE})?)(?:[ \u00a0](?:hundred|thousand|million|billion))?\b",
    re.I,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_OF_UNIT = re.compile(r"[ \u00a0]of(?:[ \u00a0](?:the|its|their))?[ \u00a0](?!(?:them|which|whom)\b)[^\W\d_]{2,}")
_HEDGE = re.compile(
    r"\b(?:nearly|almost|about|around|some|over|roughly|approximately|only|just|at least|at most|more than|fewer than"
    r"|less than|up to|an estimated)[ \u00a0]$",
    re.I,
)
_UNIT = re.compile(
    r"[ \u00a0](?!(?:and|or|of|in|on|at|to|by|for|from|with|was|were|is|are|had|have|has|who|that|which|when|while"
    r"|as|but|per|the|a|an)\b)[a-z]{2,}\b"
)
# "Next week" and "June" in "by the middle of next week", "late in June".
_TIME = re.compile(
    r"(?:(?:the|this|that|last|next) )?(?:day|week|month|year|decade|century|summer|spring|autumn|winter|season)\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|(?:1\d|20)\d\ds?\b"
)
_PART_OF_TIME = re.compile(
    r"(?:(?:\bthe )?\b(?:early|late|mid)(?: in)?[ -]|\b(?:the )?(?:middle|end|start|beginning|close|eve"
    r"|(?:first|second|latter|last) (?:half|week|days?)|(?:first|second|third|last) \w+day) of )(?:the )?$",
    re.I,
)
_OPEN, _CLOSE = "“«„", "”»"
MAX_BRACKETS = 40  # characters: what stands in brackets inside an answer is short
MAX_QUOTATION = 400  # characters: a longer quotation is not swallowed for one clause of it


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and commas at its ends, with the rest of a name or short quotation that it cut.

    An empty range when nothing but blanks is left.
    """
    start, end = _trimmed(text, start, end)
    if start == end:
        return start, end
    start -= bool(_SIGN.match(text, max(0, start - 1), start))
    if _TIME.match(text, start) and (part := _PART_OF_TIME.search(text, max(0, start - 40), start)):
        start = part.start()
    start, end = _amount(text, *_quotation(text, *_name(text, start, end)))
    return _trimmed(text, *_bracketed(text, start, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _name(text: str, start: int, end: int) -> tuple[int, int]:
    """Capitalised words right before a capitalised first word, and right after a capitalised last one, are its name."""
    while _CAPITAL.match(text[start]) and (before := _WORD_BEFORE.search(text, max(0, start - 40), start)):
        if before[1] in _OPENERS | _CALENDAR or before.start(1) >= start or _ends_a_sentence(before[1]):
            break
        start = before.start(1)
    while _CAPITAL.match(_last_word(text[start:end])) and (after := _WORD_AFTER.match(text[end : end + 40])):
        if _last_word(text[start:end]) in _CALENDAR or after[1] in _CALENDAR:
            break
        end += after.end()
    return start, end


def _ends_a_sentence(word: str) -> bool:
    """Whether the mark behind a word parts it from the next: "in Paris. President Roe", but "Gen. Roe", "J. Roe"."""
    return word.endswith(".") and len(word) > 2 and not ABBREVIATION.search(word)


def _amount(text: str, start: int, end: int) -> tuple[int, int]:
    """A number keeps the hedge before it and, when it is bare, the word after it that says of what."""
    if not _NUMBER.match(text[start:end]):
        return start, end
    hedge = _HEDGE.search(text, max(0, start - 30), start)
    bare = _NUMBER.fullmatch(text[start:end]) and not _YEAR.fullmatch(text[start:end])
    unit = (_UNIT.match(text, end) or (_is_collective(text[start:end]) and _OF_UNIT.match(text, end))) if bare else None
    return hedge.start() if hedge else start, unit.end() if unit else end


def _is_collective(span: str) -> bool:
    """Whether a number is one of those that take "of": dozens of vans."""
    return bool(re.match(_COLLECTIVE, span, re.I))


def _last_word(span: str) -> str:
    return span.split()[-1] if span.split() else ""


def _quotation(text: str, start: int, end: int) -> tuple[int, int]:
    """A span that holds one mark of a pair reaches to the other when that is near; else the lone mark is left out."""
    opens, closes = _count(text[start:end], _OPEN), _count(text[start:end], _CLOSE)
    if closes > opens:
        begin = max(text.rfind(mark, max(0, start - MAX_QUOTATION), start) for mark in _OPEN)
        if begin >= 0 and "\n\n" not in text[begin:start]:
            return begin, end
        return (start, end - 1) if text[end - 1] in _CLOSE else (start, end)
    if opens > closes:
        stops = [at for mark in _CLOSE if (at := text.find(mark, end, end + MAX_QUOTATION)) >= 0]
        if stops and "\n\n" not in text[end : min(stops)]:
            return start, min(stops) + 1
        return (start + 1, end) if text[start] in _OPEN else (start, end)
    return start, end


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with one bracket of a pair reaches to the other when that is near; else a lone one at an end goes."""
    for opening, closing in ("[]", "()"):
        span = text[start:end]
        if span.count(opening) > span.count(closing):
            stop = text.find(closing, end, end + MAX_BRACKETS)
            end = stop + 1 if stop >= 0 and "\n" not in text[end:stop] else end
            start += stop < 0 and text[start] == opening
        elif span.count(closing) > span.count(opening):
            begin = text.rfind(opening, max(0, start - MAX_BRACKETS), start)
            start = begin if begin >= 0 and "\n" not in text[begin:start] else start
            end -= begin < 0 and text[end - 1] == closing
    return start, end


def _count(span: str, marks: str) -> int:
    return sum(span.count(mark) for mark in marks)
