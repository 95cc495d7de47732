"""JSON lines: the text is exactly the record's, a bad line costs itself, a bomb costs the file."""

from __future__ import annotations

import gzip
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.records
from index.errors import Refused
from index.records import Record, read_records

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60).map(
    lambda text: text + "x"
)


def read(content: bytes, packed: bool = False) -> list[Record]:
    return list(read_records(io.BytesIO(content), packed))


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_the_text_is_exactly_the_records_text(texts: list[str], packed: bool, ascii_only: bool) -> None:
    content = "".join(json.dumps({"text": text}, ensure_ascii=ascii_only) + "\n" for text in texts).encode()
    records = read(gzip.compress(content) if packed else content, packed)
    assert [record.text for record in records] == texts
    assert [record.name for record in records] == [str(number) for number in range(1, len(texts) + 1)]


def test_fields_are_read_and_a_date_becomes_iso() -> None:
    given = {"id": 7, "title": "Army  retreats", "url": "http://www.outlet.example/a", "published": "2018/03/15"}
    (record,) = read(lines({**given, "text": "KYIV (AP) - The army went home.", "author": ["Jane Doe", "John Roe"]}))
    found = record.description
    assert (record.name, record.text) == ("7", "KYIV (AP) - The army went home.")
    assert (found.title, found.author) == ("Army retreats", "Jane Doe, John Roe")
    assert (found.published, found.url) == ("2018-03-15", "http://www.outlet.example/a")
    assert found.outlet == "outlet.example"


def test_a_stated_outlet_wins_over_the_host() -> None:
    (record,) = read(lines({"text": "The army went home.", "outlet": "The Outlet", "url": "https://x.example/"}))
    assert record.description.outlet == "The Outlet"


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b'{"title": "no text"}',
        b'{"text": ""}',
        b'{"text": " \\n "}',
        b'{"text": 5}',
        b'{"text": "half a pair \\ud800"}',
        b'{"text": "a NUL \\u0000"}',
        b'{"text": "\xff"}',
        b"[" * 100_000,
        b'{"text": ' + b"1" * 5000 + b"}",
    ],
)
def test_a_bad_line_is_refused_and_the_next_is_read(line: bytes) -> None:
    bad, good = read(line + b"\n\n" + lines({"text": "The army went home."}))
    assert bad.refused and (bad.name, bad.refused.reason) == ("1", "bad-record")
    assert (good.name, good.text, good.refused) == ("3", "The army went home.", None)


def test_an_overlong_line_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.records, "LINE_BYTES", 50)
    monkeypatch.setattr(index.records, "_CHUNK", 16)
    long, good = read(lines({"text": "word " * 100}, {"text": "The army went home."}))
    assert long.refused and (long.name, long.refused.reason) == ("1", "too-large")
    assert good.text == "The army went home."


def test_a_byte_order_mark_is_no_part_of_the_first_record() -> None:
    assert [record.text for record in read(b"\xef\xbb\xbf" + lines({"text": "The army."}))] == ["The army."]


@pytest.mark.parametrize(
    ("content", "packed", "reason"),
    [
        (lines({"text": "The army."}).decode().encode("utf-16"), False, "bad-encoding"),
        (gzip.compress(lines({"text": "The army."}))[:-9], True, "parser-error"),
        (lines({"text": "no gzip at all"}), True, "parser-error"),
        (gzip.compress(b" " * 60_000_000), True, "too-large"),
    ],
    ids=["utf-16", "cut", "no-gzip", "too-large"],  # the bytes hold the time of day
)
def test_what_cannot_be_read_to_its_end_is_refused_as_a_whole(content: bytes, packed: bool, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content, packed)
    assert refused.value.reason == reason


def test_the_whole_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.records, "STREAM_BYTES", 100)
    with pytest.raises(Refused):
        read(lines(*[{"text": "The army went home."}] * 10))
