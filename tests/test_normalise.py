"""The search form folds what readers do not distinguish, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalise import search_form, words


@given(st.text())
def test_the_search_form_of_a_search_form_is_itself(text: str) -> None:
    assert search_form(search_form(text)) == search_form(text)


@given(st.text())
def test_every_word_is_found_again_when_it_is_typed_as_a_question(text: str) -> None:
    for word in words(text):
        assert word in words(word)


@given(st.text())
def test_a_word_holds_no_blank_and_at_least_one_letter_or_digit(text: str) -> None:
    for word in words(text):
        assert word and not any(character.isspace() for character in word)
        assert any(character.isalnum() for character in word)


@given(st.text(alphabet="abcXYZ .,'-\n", max_size=40))
def test_case_and_kinds_of_quotes_dashes_and_blanks_do_not_matter(text: str) -> None:
    dressed = text.upper().replace("'", "’").replace("-", "–").replace(" ", "\u00a0")
    assert words(dressed) == words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zelenskyy’s plan", ["zelenskyy", "plan"]),
        ("the workers' strike", ["the", "workers", "strike"]),
        ("Siân O’Brien", ["sian", "obrien"]),
        ("pro-Russian", ["pro", "russian", "prorussian"]),
        ("F-16 jets", ["f", "16", "f16", "jets"]),
        ("in 2014–2015", ["in", "2014", "2015"]),
        ("2,000 men, 3.5 tonnes", ["2000", "men", "3.5", "tonnes"]),
        ("pages 1,2", ["pages", "1", "2"]),
        ("the U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("Łódź, Ørsted, Straße", ["lodz", "orsted", "strasse"]),
        ("Харків", ["харків"]),
        ("half\u00adway zero\u200bwidth", ["halfway", "zerowidth"]),
        (" … — ", []),
        ("", []),
    ],
)
def test_words_are_cut_as_said(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_marks_that_belong_to_a_word_are_kept() -> None:
    assert search_form("हिन्दी") == "हिन्दी"


def test_different_words_stay_different() -> None:
    assert search_form("Kamenka") != search_form("Kaminka")
