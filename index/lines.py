"""Printed lines to paragraphs: what a PDF shows line by line becomes text that can be quoted.

This happens while extracting; the result is the article's text and is never changed again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# A line that would have had room for the next word, with this share of the widest line to spare, ends its paragraph:
# proportional type makes lines of one width differ by about a tenth in characters.
FULL_LINE = 0.8
# The same where a sentence ends with the line: that this is chance is less likely.
FULL_LINE_CLOSED = 0.9
# Times the usual distance between lines, above which white space parts paragraphs.
GAP = 1.4
# Sizes of type that differ by more than this share are a heading and its text.
SIZE = 0.08

_BROKEN_WORD = re.compile(r"(?P<head>\w+)[-\u2010\u00ad]$")
_BULLETS = tuple("•▪◦‣")
_CLOSED = re.compile(r"[.!?:…][\"”’'»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line without outer white space, the height of its base line from below and its type size, in points."""

    text: str
    y: float
    size: float


def paragraphs(lines: Sequence[Line], words: frozenset[str] = frozenset()) -> list[str]:
    """Join the lines of one page into paragraphs.

    A paragraph ends at white space, at a change of type size, or at a line that was broken though the next word fitted.
    A word hyphenated at a line's end is joined, without its hyphen unless the hyphenated form is among `words`.
    """
    leading = _leading(lines)
    found: list[str] = []
    for number, line in enumerate(lines):
        if number and not _ends(lines, number - 1, leading):
            found[-1] = join(found[-1], line.text, words)
        else:
            found.append(line.text)
    return found


def join(before: str, after: str, words: frozenset[str] = frozenset()) -> str:
    """Two pieces of one sentence, joined as they would be without the line end between them."""
    broken = _BROKEN_WORD.search(before)
    if not broken or not after[:1].islower():
        return f"{before} {after}"
    second = re.match(r"\w+", after)
    hyphenated = f"{broken['head']}-{second[0]}" if second else ""
    stem = before[:-1]
    return f"{stem}-{after}" if hyphenated.lower() in words and before[-1] != "\u00ad" else f"{stem}{after}"


def runs_on(before: str, after: str) -> bool:
    """Whether a page ends in the middle of a sentence that the next page goes on with."""
    return bool(before) and after[:1].islower() and not _CLOSED.search(before)


def hyphenated_words(lines: Sequence[Line]) -> frozenset[str]:
    """Words with a hyphen inside a line: proof that the hyphen belongs to the word. Lower case."""
    inner = re.compile(r"\b\w+-\w+\b")
    return frozenset(word.lower() for line in lines for word in inner.findall(line.text))


def _ends(lines: Sequence[Line], number: int, leading: float) -> bool:
    line, after = lines[number], lines[number + 1]
    if abs(line.size - after.size) > SIZE * max(line.size, after.size):
        return True
    if leading and line.y - after.y > GAP * leading * line.size:
        return True
    if after.text[:1] in _BULLETS:
        return True
    if _BROKEN_WORD.search(line.text) and after.text[:1].islower():
        return False
    width = max(len(other.text) for other in lines if abs(other.size - line.size) <= SIZE * line.size)
    first_word = after.text.split(" ", 1)[0]
    closed = _CLOSED.search(line.text) and not after.text[:1].islower()
    return len(line.text) + 1 + len(first_word) < (FULL_LINE_CLOSED if closed else FULL_LINE) * width


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance between base lines of the page, in sizes of their type; 0 when there is none."""
    pairs = [(one, two) for one, two in pairwise(lines) if one.y > two.y and one.size == two.size > 0]
    steps = [(one.y - two.y) / one.size for one, two in pairs]
    return median(steps) if steps else 0.0
