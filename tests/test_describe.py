"""What a text says about itself is found where it says so outright, and nothing is invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.describe import agency_of, describe, iso_date, outlet_of

BODY = "\n\nThe army went home on Monday, officials said. Nobody knows when it will come back.\n"


@given(st.text())
def test_no_text_whatever_fails_and_what_is_found_stands_in_it(text: str) -> None:
    found = describe(text)
    plain = " ".join(text.split())
    for value in (found.title, found.outlet, found.author, found.url):
        assert value is None or value in plain


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Army retreats from the north", "Army retreats from the north"),
        ("\ufeffArmy retreats from the north", "Army retreats from the north"),
        ("\n\n  Who won?  ", "Who won?"),
        ("WORLD\nArmy retreats from the north", "Army retreats from the north"),
        ("This website uses cookies.\nArmy retreats from the north", "Army retreats from the north"),
        ("Share Tweet Email\nBy Jane Doe\nArmy retreats from the north", "Army retreats from the north"),
        ("This website uses cookies so that it works.", None),
        ("The army went home. It will be back.", None),
        ("The army, " * 40, None),
        ("", None),
    ],
)
def test_the_headline_is_the_first_line_that_reads_like_one(top: str, title: str | None) -> None:
    assert describe(top + BODY).title == title


@pytest.mark.parametrize(
    ("line", "outlet", "author", "published"),
    [
        ("(c) 2022, Bloomberg", "Bloomberg", None, None),
        ("© 2024 The Outlet. All rights reserved.", "The Outlet", None, None),
        ("Copyright 2022 The Northern Post", "The Northern Post", None, None),
        ("By Jane Doe", None, "Jane Doe", None),
        ("By Jane Doe and John O’Neil, Reuters", "Reuters", "Jane Doe and John O’Neil", None),
        ("By A. B. Cee, Jane Doe and Jo de Vries", None, "A. B. Cee, Jane Doe and Jo de Vries", None),
        ("By Jane Doe, Staff writer", None, "Jane Doe", None),
        ("Words: Jane Doe", None, "Jane Doe", None),
        ("Reporting by Jane Doe; editing by John Roe", None, "Jane Doe", None),
        ("By Monday they had all left the town", None, None, None),
        ("Published 12 March 2024 | The Outlet", "The Outlet", None, "2024-03-12"),
        ("Published: March 12, 2024 at 10:30 pm", None, None, "2024-03-12"),
        ("Tuesday, March 12, 2024", None, None, "2024-03-12"),
        ("2024-03-12", None, None, "2024-03-12"),
        ("The army left on 12 March 2024, officials said", None, None, None),
    ],
)
def test_credit_lines_are_read(line: str, outlet: str | None, author: str | None, published: str | None) -> None:
    found = describe(f"Army retreats from the north\n{line}{BODY}")
    assert (found.outlet, found.author, found.published) == (outlet, author, published)
    assert found.title == "Army retreats from the north"


def test_a_credit_in_the_middle_of_a_long_text_is_part_of_the_story() -> None:
    text = "Army retreats from the north" + BODY * 20
    assert describe(f"{text}By Jane Doe\n{BODY * 20}").author is None
    assert describe(f"{text}(c) 2022, Bloomberg\n").outlet == "Bloomberg"


def test_an_agency_counts_only_in_a_dateline() -> None:
    assert agency_of("Headline\n\nKYIV, Sept 10 (Reuters) - Russia said") == "Reuters"
    assert agency_of("Headline\n\nSoldiers in a field on Monday (Reuters). They left.") is None


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2018/03/15", "2018-03-15"),
        ("2018-03-15T12:00:00Z", "2018-03-15T12:00+00:00"),
        ("2018-03-15T00:00:00", "2018-03-15"),
        ("2018-03", "2018-03"),
        ("2018", "2018"),
        ("Thu, 15 Mar 2018 12:30:00 GMT", "2018-03-15T12:30+00:00"),
        ("15 March 2018", "2018-03-15"),
        ("Sept. 3, 2022", "2022-09-03"),
        ("03/04/2018", None),
        ("31 February 2020", None),
        ("2018-13-01", None),
        ("2018-W05", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_cut_to_what_is_known_and_ambiguous_ones_are_none(written: str | None, iso: str | None) -> None:
    assert iso_date(written) == iso


@given(st.text())
def test_a_date_is_iso_or_nothing(text: str) -> None:
    found = iso_date(text)
    assert found is None or iso_date(found) == found


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("http://www.usatoday.com/story", "usatoday.com"),
        ("https://edition.cnn.com/x", "cnn.com"),
        ("https://m.com/x", "m.com"),
        ("http://127.0.0.1/x", None),
        ("http://[x", None),
        (None, None),
    ],
)
def test_the_host_of_a_link_is_an_outlet_of_last_resort(url: str | None, outlet: str | None) -> None:
    assert outlet_of(url) == outlet


@pytest.mark.parametrize("line", ["share " * 100_000, "By " + "A " * 100_000, "x" * 1_000_000, "© 2020 " * 50_000])
def test_long_lines_take_no_time(line: str) -> None:
    started = time.perf_counter()
    describe(line)
    agency_of(line)
    assert time.perf_counter() - started < 1.0
