"""JSON lines, plain or gzipped: one article a line, streamed, with limits on a line and on the whole."""

from __future__ import annotations

import codecs
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from index.describe import NOTHING_KNOWN, Description, describe, iso_date, outlet_of
from index.errors import Refused

LINE_BYTES = 10 * 1024 * 1024
# What a .jsonl may hold, unpacked.
STREAM_BYTES = 4 * 1024**3
# A gzip file of text unpacks to three to ten times its size; a bomb to a thousand.
RATIO = 100
RATIO_FROM_BYTES = 32 * 1024 * 1024
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """One line: its id (else its number), the exact text, and what its other fields say.

    `refused` instead of text when the line is no article.
    """

    name: str
    text: str = ""
    description: Description = NOTHING_KNOWN
    refused: Refused | None = None


def read_records(file: IO[bytes], packed: bool) -> Iterator[Record]:
    """Every line of a .jsonl, or a .jsonl.gz (`packed`), in order; blank lines are none.

    Raises Refused when the whole cannot be read: damaged or over the limits, or UTF-16.
    """
    lines = _unpacked(file) if packed else file
    try:
        yield from _records(lines, file, packed)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Refused("parser-error") from None


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    return gzip.GzipFile(fileobj=file, mode="rb")  # type: ignore[return-value]  # it reads like one


def _records(lines: IO[bytes], file: IO[bytes], packed: bool) -> Iterator[Record]:
    number, total = 0, 0
    while line := lines.readline(LINE_BYTES + 1):
        number += 1
        size = len(line)
        whole = size <= LINE_BYTES
        if not whole and not line.endswith(b"\n"):
            for piece in _rest(lines):
                size += piece
                _check(total + size, file, packed)
        total += size
        _check(total, file, packed)
        if number == 1:
            line = _without_mark(line)
        if not whole:
            yield Record(str(number), refused=Refused("too-large"))
        elif line.strip():
            yield _record(line, number)


def _rest(lines: IO[bytes]) -> Iterator[int]:
    """Skip to the end of an overlong line, telling the size of each piece."""
    while piece := lines.readline(_CHUNK):
        yield len(piece)
        if piece.endswith(b"\n"):
            return


def _check(total: int, file: IO[bytes], packed: bool) -> None:
    bomb = packed and total > RATIO_FROM_BYTES and total > RATIO * max(1, file.tell())
    if bomb or total > STREAM_BYTES:
        raise Refused("too-large")


def _without_mark(line: bytes) -> bytes:
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refused("bad-encoding")  # JSON lines are UTF-8
    return line.removeprefix(codecs.BOM_UTF8)


def _record(line: bytes, number: int) -> Record:
    try:
        fields = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return Record(str(number), refused=Refused("bad-record"))
    name = _name(fields, number)
    text = fields.get("text") if isinstance(fields, dict) else None
    if not isinstance(text, str) or not any(map(str.isalnum, text)) or not _is_clean(text):
        return Record(name, refused=Refused("bad-record"))
    return Record(name, text, _description(fields, text))


def _name(fields: Any, number: int) -> str:
    """The record's id as text, else the number of its line."""
    given = fields.get("id") if isinstance(fields, dict) else None
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    return given if isinstance(given, str) and given and _is_clean(given) else str(number)


def _description(fields: dict[str, Any], text: str) -> Description:
    """The record's own fields; then what its text states, but no headline: the first line of a body is none."""
    url = _field(fields, "url")
    url = url if url and url.startswith(("https://", "http://")) else None
    stated = Description(
        title=_field(fields, "title"),
        outlet=_field(fields, "outlet"),
        author=_field(fields, "author"),
        published=iso_date(_field(fields, "published")),
        url=url,
    )
    found = describe(text)
    in_text = Description(None if stated.title else found.title, found.outlet, found.author, found.published, found.url)
    return stated.completed(in_text).completed(Description(outlet=outlet_of(url)))


def _field(fields: dict[str, Any], name: str) -> str | None:
    """A field as one line of text; a number is written out, a list of texts joined."""
    value = fields.get(name)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = ", ".join(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return (" ".join(value.split()) or None) if isinstance(value, str) and _is_clean(value) else None


def _is_clean(text: str) -> bool:
    """No NUL, and no half of a surrogate pair, which JSON can spell and no file can hold."""
    return "\0" not in text and text.encode("utf-8", "ignore").decode() == text
