"""Names and quotations whole, edges bare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.whole import widened

TEXT = (
    "Outside Halm City Hall, Major General Ada Brook waved. “Hello everyone, we are from Sund” was sprayed on a wall. "
    "On Friday Brook left. It moved nearly 9,000 voters, and five of them twice."
)


@pytest.mark.parametrize(
    ("span", "whole"),
    [
        ("City", "Outside Halm City Hall"),
        ("General", "Major General Ada Brook"),
        ("we are from Sund”", "“Hello everyone, we are from Sund”"),
        ("“Hello everyone", "“Hello everyone, we are from Sund”"),
        (" waved", "waved"),
        ("sprayed on a wall", "sprayed on a wall"),
        ("Friday", "Friday"),
        ("9,000", "nearly 9,000 voters"),
        ("five", "five"),
    ],
)
def test_what_was_cut_is_made_whole(span: str, whole: str) -> None:
    at = TEXT.index(span)
    start, end = widened(TEXT, at, at + len(span))
    assert TEXT[start:end] == whole


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("It comes by the middle of next week.", "next week", "the middle of next week"),
        ("He goes at the end of June.", "June", "the end of June"),
        ("It fell in mid-October.", "October", "mid-October"),
        ("They start in June.", "June", "June"),
        ("They close the season in May.", "the season", "the season"),
        ("They wrote under #SaveTheMill all night.", "SaveTheMill", "#SaveTheMill"),
        ("In 2014 killed fish lay there.", "2014", "2014"),
        ("Dozens of vans came.", "Dozens", "Dozens of vans"),
        ("They saw tens of thousands of fans.", "tens of thousands", "tens of thousands of fans"),
        ("Some forty-two goats fled.", "forty-two", "Some forty-two goats"),
        ("Scores of them left.", "Scores", "Scores"),
    ],
)
def test_a_number_keeps_its_unit_and_a_year_has_none(text: str, span: str, whole: str) -> None:
    at = text.index(span)
    start, end = widened(text, at, at + len(span))
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("They met in Paris. President Roe left.", "Roe", "President Roe"),
        ("It came on Friday. Headteacher Maud Ely spoke.", "Maud Ely", "Headteacher Maud Ely"),
        ("It was told by Gen. John Roe today.", "Roe", "Gen. John Roe"),
        ("It was told by J. Roe today.", "Roe", "J. Roe"),
    ],
)
def test_a_name_begins_in_its_own_sentence(text: str, span: str, whole: str) -> None:
    start, end = widened(text, text.index(span), text.index(span) + len(span))
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("span", "whole"),
    [("[Russia", "[Russia]"), ("Russia]", "[Russia]"), ("(in Halm", "in Halm"), ("Russia", "Russia")],
)
def test_a_bracket_has_its_pair_or_goes(span: str, whole: str) -> None:
    text = "Now all hangs on whether [Russia] can (in Halm it stands"
    at = text.index(span)
    start, end = widened(text, at, at + len(span))
    assert text[start:end] == whole


def test_a_lone_mark_is_left_out_when_its_pair_is_far() -> None:
    text = "“" + "word " * 200 + "end” he said."
    start, end = widened(text, text.index("end”"), text.index("end”") + 4)
    assert text[start:end] == "end"


@given(st.text(alphabet="aB “”\n,.’", max_size=60), st.data())
def test_a_widened_span_holds_what_is_not_edge_and_stays_inside(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = widened(text, start, end)
    assert 0 <= first <= last <= len(text)
    core = text[start:end].strip(" \n,“”")
    assert not core or core in text[first:last]
