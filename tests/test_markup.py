"""HTML is looked at before a parser may see it: what would hang one is refused in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import Refused
from index.markup import charset_of, visible_characters


def test_visible_characters_leave_out_markup_scripts_and_comments() -> None:
    page = (
        "<head><title>no</title></head><!-- no --><script>no < no</script><p class='no'>a&amp;b <b>cd</b></p><style>no"
    )
    assert visible_characters(page) == len("a&bcd") + len("no"), "a style without an end hides nothing"


@given(st.text("<>!-/ab \n&;", max_size=300))
def test_no_markup_fails(markup: str) -> None:
    assert 0 <= visible_characters(markup) <= len(markup)


HOSTILE = {
    "one tag of 300 000 attributes": "<div " + " ".join(f"a{number}=1" for number in range(300_000)) + ">text</div>",
    "200 000 nested elements": "<div>" * 200_000 + "text" + "</div>" * 200_000,
    "500 000 comment openings": "<!--" * 500_000,
    "500 000 closed comments": "<!---->" * 500_000,
    "20 000 unclosed tags": "<b>" * 20_000 + "text",
    "250 000 scripts": "<script>" * 250_000,
    "more tags than a page has": "<br>" * 300_000,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_would_hang_a_parser_is_refused_at_once(markup: str) -> None:
    started = time.perf_counter()
    with pytest.raises(Refused) as refused:
        visible_characters(markup)
    assert refused.value.reason == "parser-error"
    assert time.perf_counter() - started < 3


def test_a_long_ordinary_page_passes() -> None:
    page = "<ul>" + "<li>A line of the news<p>And a paragraph that is never closed" * 5000 + "</ul>"
    assert visible_characters(page) > 100_000


def test_the_encoding_a_page_declares_is_found() -> None:
    assert charset_of(b'<html><meta charset="windows-1251">') == "windows-1251"
    assert charset_of(b"<META http-equiv=Content-Type content='text/html; charset=koi8-r'>") == "koi8-r"
    assert charset_of(b"<html>") is None
