"""Direct speech: where marks of quotation open and close in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLOSES = {"“": "”", "«": "»", "„": "“”"}
# As in index.sentences: single marks are apostrophes too, so only those round a whole utterance count.
_SINGLE = re.compile(r"(?<![^\s(\[—–-])[‘'](?=[^\W\d_])[^‘“”\"]{1,1000}?[.,!?…][’'](?!\w)|(?<![^\s(\[—–-])‘[^‘’“”]+’,")


@dataclass(frozen=True, slots=True)
class Speech:
    """A half-open range with its marks; `open` when no mark closes it in its paragraph, so that it may go on."""

    start: int
    end: int
    open: bool = False


def speeches(text: str, start: int, end: int) -> list[Speech]:
    """What stands between marks of quotation in one paragraph of a text, in order; nested ones are in the outer."""
    found = list(_double(text, start, end))
    for match in _SINGLE.finditer(text, start, end):
        if all(match.end() <= one.start or one.end <= match.start() for one in found):
            found.append(Speech(match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _double(text: str, start: int, end: int) -> Iterator[Speech]:
    at = start
    while at < end:
        mark = text[at]
        if mark in _CLOSES or (mark == '"' and _opens(text, at, start)):
            close = _close(text, at, end)
            yield Speech(at, close or end, close is None)
            at = close or end
        else:
            at += 1


def _opens(text: str, at: int, start: int) -> bool:
    return (at == start or not text[at - 1].isalnum()) and at + 1 < len(text) and not text[at + 1].isspace()


def _close(text: str, at: int, end: int) -> int | None:
    marks = _CLOSES.get(text[at], '"')
    for place in range(at + 1, end):
        if marks == '"' and text.startswith("''", place):  # as typewriters and some agencies close them
            return place + 2
        if text[place] in marks and (marks != '"' or place + 1 == end or not text[place + 1].isalnum()):
            return place + 1
    return None
