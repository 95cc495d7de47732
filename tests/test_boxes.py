"""A quotation is placed on a page for certain or not at all, whatever the two readers of a PDF make of its blanks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.boxes import Box, Range, lines, place

TEXT = (
    "Harbour pilots walk out\n\nThe pilots of Ostwick “walked out” on Tuesday. Officials said the first ferries stayed."
)
WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=8), min_size=3, max_size=30)


def spot(text: str, wanted: str) -> Range:
    return Range(text.index(wanted), text.index(wanted) + len(wanted))


def shown(page: str, ranges: list[Range] | None) -> list[str]:
    return [] if ranges is None else [page[one.start : one.end] for one in ranges]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (TEXT, "The pilots of Ostwick “walked out” on Tuesday."),
        (TEXT.replace(" ", "\r\n"), "The\r\npilots\r\nof\r\nOstwick\r\n“walked\r\nout”\r\non\r\nTuesday."),
        (TEXT.replace("Tuesday", "Tues\ufffe\r\nday"), "The pilots of Ostwick “walked out” on Tues\ufffe\r\nday."),
        (TEXT.replace(" ", ""), "ThepilotsofOstwick“walkedout”onTuesday."),
        (TEXT.replace("“", '"').replace("”", '"'), 'The pilots of Ostwick "walked out" on Tuesday.'),
    ],
)
def test_blanks_hyphens_and_marks_may_differ(page: str, expected: str) -> None:
    assert shown(page, place(TEXT, spot(TEXT, "The pilots of Ostwick “walked out” on Tuesday."), page)) == [expected]


def test_a_ligature_is_its_letters() -> None:
    page = TEXT.replace("fi", "ﬁ").replace("ff", "ﬀ")
    assert shown(page, place(TEXT, spot(TEXT, "Officials said the first"), page)) == ["Ofﬁcials said the ﬁrst"]


@given(WORDS, st.data())
def test_any_words_are_found_where_they_stand(words: list[str], data: st.DataObject) -> None:
    """The oracle: on a page with every blank lost, the n-th letter is the n-th letter."""
    text, page = " ".join(words), "".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    wanted = Range(start, start + len(" ".join(words[first : last + 1])))
    expected = Range(len("".join(words[:first])), len("".join(words[: last + 1])))
    assert place(text, wanted, page) == [expected]


def test_what_stands_twice_is_told_apart_by_its_order_or_its_neighbours() -> None:
    text = "Alpha said no. Then it rained. Beta said no."
    second = Range(text.rindex("said no"), text.rindex("said no") + 7)
    assert place(text, second, text) == [second]
    page = f"said no {text}"
    assert place(text, second, page) == [Range(second.start + 8, second.end + 8)]


def test_what_cannot_be_told_apart_is_not_placed() -> None:
    assert place("He said no.", Range(0, 10), "He said no. He said no.") is None


@pytest.mark.parametrize("page", ["", "Something else entirely stands on this page, of the same length or more."])
def test_what_is_not_there_is_not_placed(page: str) -> None:
    assert place(TEXT, spot(TEXT, "Officials said"), page) is None


def test_a_quote_without_a_letter_is_not_placed() -> None:
    assert place("a … b", Range(2, 3), "a … b") is None


def test_a_running_head_in_between_parts_the_quote() -> None:
    page = "The pilots of Ostwick “walked Quay Courier page 7 out” on Tuesday. Officials"
    quote = "The pilots of Ostwick “walked out” on Tuesday."
    assert shown(page, place(TEXT, spot(TEXT, quote), page)) == ["The pilots of Ostwick “walked", "out” on Tuesday."]


def test_half_a_quote_is_no_quote() -> None:
    assert (
        place(TEXT, spot(TEXT, "The pilots of Ostwick “walked out” on Tuesday."), "The pilots of Ostwick and") is None
    )


def test_letters_of_one_line_become_one_box_and_columns_stay_apart() -> None:
    line = [Box(0.1 + at / 100, 0.1, 0.11 + at / 100, 0.12) for at in range(5)]
    below, column = Box(0.1, 0.13, 0.12, 0.15), Box(0.6, 0.13, 0.62, 0.15)
    assert lines([*line, below, column]) == [Box(0.1, 0.1, line[-1].right, 0.12), below, column]
