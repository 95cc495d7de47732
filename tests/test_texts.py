"""Text and Markdown files are taken whole; front matter is read and stays."""

from __future__ import annotations

import pytest

from index.errors import Refused
from index.texts import read_text

MARKDOWN = """---
title: "Army retreats: the north is free"
author: [Jane Doe, 'John Roe']
date: 2024-03-12
source: The Outlet
url: https://outlet.example/army
draft: false
---
# Another heading

The army went home on Monday, officials said.
"""


def test_front_matter_is_read_and_stays_in_the_text() -> None:
    text, found = read_text("md", MARKDOWN.encode())
    assert text == MARKDOWN
    assert (found.title, found.outlet) == ("Army retreats: the north is free", "The Outlet")
    assert (found.author, found.published) == ("Jane Doe, John Roe", "2024-03-12")
    assert found.url == "https://outlet.example/army"


def test_front_matter_is_read_with_crlf_and_a_byte_order_mark() -> None:
    text, found = read_text("md", b"\xef\xbb\xbf" + MARKDOWN.replace("\n", "\r\n").encode())
    assert text[0] == "\ufeff" and "\r\n" in text
    assert found.title == "Army retreats: the north is free"


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    _, found = read_text("md", b"# Army *retreats* #\n\nBy Jane Doe\n\nThe army went home.\n")
    assert (found.title, found.author) == ("Army *retreats*", "Jane Doe")


def test_a_link_that_is_no_web_address_is_no_url() -> None:
    _, found = read_text("md", b"---\nurl: javascript:alert(1)\n---\nThe army went home.\n")
    assert found.url is None


@pytest.mark.parametrize(
    ("content", "reason"), [(b"a\0b", "bad-encoding"), (b" \r\n\t", "no-text"), (b"...", "no-text")]
)
def test_what_holds_no_text_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_text("txt", content)
    assert refused.value.reason == reason
