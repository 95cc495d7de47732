"""Printed lines become paragraphs: joined where the width broke them, parted where the writer did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lines import Line, hyphenated_words, join, paragraphs, runs_on

LEADING = 14.0


def printed(*lines: str, size: float = 11.0) -> list[Line]:
    return [Line(text, 700 - number * LEADING, size) for number, text in enumerate(lines)]


@given(st.lists(st.text("abc .-", min_size=1).map(str.strip).filter(bool), max_size=8))
def test_no_letter_is_lost_or_made(texts: list[str]) -> None:
    def kept(parts: list[str]) -> str:
        return "".join(parts).replace(" ", "").replace("-", "")

    assert kept(paragraphs(printed(*texts))) == kept(texts)


def test_lines_broken_by_the_width_are_joined_and_a_short_line_ends_its_paragraph() -> None:
    lines = printed(
        "The army retreated from the northern region on",
        "Monday after months of battles.",
        "Nobody knows when it will come back to the",
        "hills, officials said.",
    )
    assert paragraphs(lines) == [
        "The army retreated from the northern region on Monday after months of battles.",
        "Nobody knows when it will come back to the hills, officials said.",
    ]


def test_white_space_and_another_size_of_type_end_a_paragraph() -> None:
    title = Line("Army retreats from the north as the winter comes", 800, 18)
    wide = "Every line of this text is as wide as it could be,"
    spaced = [Line(wide, 700 - y, 11) for y in (0, 14, 28, 56, 70)]
    assert paragraphs([title, *spaced]) == [title.text, " ".join([wide] * 3), " ".join([wide] * 2)]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the govern-", "ment said", "the government said"),
        ("the govern\u00ad", "ment said", "the government said"),
        ("the well-", "known man", "the well-known man"),
        ("the Anglo-", "Saxon man", "the Anglo- Saxon man"),
        ("it was -", "so he said -", "it was - so he said -"),
        ("plain", "lines", "plain lines"),
    ],
)
def test_a_hyphen_at_the_line_end_goes_unless_the_word_has_it_elsewhere(before: str, after: str, joined: str) -> None:
    words = hyphenated_words(printed("a Well-Known thing"))
    assert join(before, after, words) == joined


def test_a_bullet_begins_a_paragraph() -> None:
    assert len(paragraphs(printed("• One item of the list", "• Another item of it"))) == 2


def test_a_page_runs_on_only_in_the_middle_of_a_sentence() -> None:
    assert runs_on("the army went", "home on Monday")
    assert not runs_on("the army went home.”", "home on Monday")
    assert not runs_on("the army went", "Home news")
    assert not runs_on("", "home")
