"""Text is made safe in one place: on a page, in a terminal, as JSON."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.escape import attribute, escape, json_text, one_line, visible

TRICKS = [
    "<b>",
    "</bdi>",
    "&lt;",
    "\r\n",
    "\r",
    "\n\n# h",
    "$x$",
    "`c`",
    "\u202e",
    "\x1b[2J",
    "\x00",
    "\ud800",
    "\ufeff",
    "x",
]
TEXTS = st.text() | st.lists(st.sampled_from(TRICKS), max_size=12).map("".join)
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


class Page(HTMLParser):
    """What a browser would make of it: the tags, and the text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def harmful(text: str) -> list[str]:
    """Characters that a terminal obeys or that turn the direction of what follows, by the Unicode tables."""
    return [
        character
        for character in text
        if (unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") and character not in "\n\t")
        or unicodedata.bidirectional(character) in TURNING
    ]


@given(TEXTS)
def test_the_text_of_the_page_is_exactly_the_text(text: str) -> None:
    expected = re.sub("[\0\ud800-\udfff]", "\ufffd", text)
    assert Page(escape(text)).text == expected


@given(TEXTS)
def test_no_text_becomes_a_tag(text: str) -> None:
    assert set(Page(escape(text)).tags) <= {"bdi"}


@given(TEXTS)
def test_escaped_text_is_one_line_so_that_markdown_leaves_it_alone(text: str) -> None:
    assert not set("\n\r\t`$") & set(escape(text))


@given(TEXTS)
def test_an_attribute_cannot_be_left(text: str) -> None:
    assert not set("\"'<>\n") & set(attribute(text))
    assert not harmful(html.unescape(attribute(text)))


@given(TEXTS)
def test_a_terminal_is_never_commanded(text: str) -> None:
    assert not harmful(visible(text))
    assert "\n" not in one_line(text)


@given(TEXTS)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    harmless = "".join(c for c in text if c.isprintable() and c not in "\ufeff")
    assert visible(harmless) == harmless


@given(st.dictionaries(TEXTS, st.lists(TEXTS | st.integers() | st.none(), max_size=3), max_size=2))
def test_json_says_the_same_and_holds_nothing_harmful(value: object) -> None:
    written = json_text(value)
    assert json.loads(written) == value
    assert not harmful(written)
    written.encode("utf-8")


@pytest.mark.parametrize("text", ["\u202egnp.exe", "\x1b[31mred", "\x9b31m", "a\rb", "\u2028"])
def test_control_characters_are_seen(text: str) -> None:
    assert harmful(text)  # the oracle itself notices them
    assert len(visible(text)) >= len(text)
    assert 'class="control"' in escape(text)


def test_plain_escaping_would_not_be_enough() -> None:
    """Negative control: what the standard library escapes still commands a terminal and breaks out of a line."""
    text = "\x1b[2J\u202e\n\n# heading"
    assert harmful(html.escape(text))
    assert "\n" in html.escape(text)
    assert Page("<b>").tags == ["b"]
