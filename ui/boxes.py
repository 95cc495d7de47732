"""Where a quotation stands on a printed page: its characters found among the page's, and the boxes around them.

Two programs read one PDF: pypdf made the article's text, PDFium sees the page. They differ in blanks, hyphens,
ligatures and punctuation, so letters and digits alone are compared. What cannot be placed for certain is not placed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CONTEXTS = (0, 24, 80, 240)  # letters on both sides that tell two equal places apart
LONG_PIECE = 10  # letters of a piece that must stand on the page whole when the quote as one run does not
LEAST_FOUND = 0.95  # of the quote's letters, when it was found in pieces


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in shares of its width and height from the top left: 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Range:
    """A half-open range of characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Folded:
    """The letters and digits of a text, folded, and the place in the text that each one is from."""

    letters: str
    places: tuple[int, ...]

    def within(self, wanted: Range) -> Range:
        """The same range counted in letters."""
        start = sum(place < wanted.start for place in self.places)
        return Range(start, start + sum(wanted.start <= place < wanted.end for place in self.places))


def place(text: str, wanted: Range, page: str) -> list[Range] | None:
    """Find a range of an article's text of one page among the characters that the page shows.

    Ranges of `page` in order, usually one; more when other words (a running head) stand in between. None when nothing
    or more than one place fits. Punctuation that the quote begins or ends with is taken in.
    """
    ours, theirs = _fold(text), _fold(page)
    quote = ours.within(wanted)
    if quote.start == quote.end:
        return None
    found = _whole(ours.letters, quote, theirs.letters)
    runs = [found] if found else _pieces(ours.letters, quote, theirs.letters)
    if runs is None:
        return None
    ranges = [Range(theirs.places[run.start], theirs.places[run.end - 1] + 1) for run in runs]
    return _with_marks(ranges, text[wanted.start : wanted.end], page)


def lines(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of characters in reading order, joined to one box a printed line."""
    joined: list[Box] = []
    for box in boxes:
        if joined and _is_beside(joined[-1], box):
            last = joined.pop()
            box = Box(
                min(last.left, box.left),
                min(last.top, box.top),
                max(last.right, box.right),
                max(last.bottom, box.bottom),
            )
        joined.append(box)
    return joined


def _is_beside(last: Box, box: Box) -> bool:
    """On one line: they share half of their height, and the gap between them is no gutter between columns."""
    shared = min(last.bottom, box.bottom) - max(last.top, box.top)
    height = min(last.bottom - last.top, box.bottom - box.top)
    gap = max(last.left, box.left) - min(last.right, box.right)
    return shared > height / 2 and gap < 3 * height


def _fold(text: str) -> _Folded:
    letters, places = [], []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return _Folded("".join(letters), tuple(places))


def _whole(ours: str, quote: Range, theirs: str) -> Range | None:
    """The quote as one run: the only one, or the same one of equally many; else told apart by what stands around it."""
    wanted = ours[quote.start : quote.end]
    here, there = list(_all(wanted, ours)), list(_all(wanted, theirs))
    if len(here) == len(there):
        start = there[here.index(quote.start)]
        return Range(start, start + len(wanted))
    for context in CONTEXTS[1:]:
        first, last = max(0, quote.start - context), min(len(ours), quote.end + context)
        if len(found := list(_all(ours[first:last], theirs))) == 1:
            start = found[0] + quote.start - first
            return Range(start, start + len(wanted))
    return None


def _pieces(ours: str, quote: Range, theirs: str) -> list[Range] | None:
    """The quote in pieces, each the longest that goes on after the last one; nearly all of it must be found."""
    runs: list[Range] = []
    at, after = quote.start, 0
    while at < quote.end:
        run = _longest(ours, Range(at, quote.end), theirs, after)
        if run is None:
            at += 1
            continue
        if not runs and theirs.count(theirs[run.start : run.end]) > 1:
            return None  # which one it is cannot be told
        runs.append(run)
        at, after = at + run.end - run.start, run.end
    found = sum(run.end - run.start for run in runs)
    return runs if runs and found >= LEAST_FOUND * (quote.end - quote.start) else None


def _longest(ours: str, rest: Range, theirs: str, after: int) -> Range | None:
    """The longest beginning of the rest that stands in theirs from `after` on; None when it is a short one."""
    least = min(LONG_PIECE, rest.end - rest.start)
    start = theirs.find(ours[rest.start : rest.start + least], after)
    if start < 0:
        return None
    length = least
    while rest.start + length < rest.end and theirs[start + length : start + length + 1] == ours[rest.start + length]:
        length += 1
    return Range(start, start + length)


def _all(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _with_marks(ranges: list[Range], quote: str, page: str) -> list[Range]:
    """The same ranges with the marks (quotes, full stop) that the quote has at its ends."""
    before = len(quote) - len(quote.lstrip(_marks(quote)))
    behind = len(quote) - len(quote.rstrip(_marks(quote)))
    start, end = ranges[0].start, ranges[-1].end
    while before and start > 0 and _is_mark(page[start - 1]):
        start, before = start - 1, before - 1
    while behind and end < len(page) and _is_mark(page[end]):
        end, behind = end + 1, behind - 1
    ranges = [Range(start, ranges[0].end), *ranges[1:]]
    return [*ranges[:-1], Range(ranges[-1].start, end)]


def _marks(text: str) -> str:
    return "".join({character for character in text if not character.isalnum()})


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()
