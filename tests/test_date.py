"""When: a date only where the words and the day of publication leave one choice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.attribution import marked
from eval.dating import cases, measure, times
from qa.analysers import SpacyAnalyser
from qa.calendars import published_on, resolve
from qa.date import date
from qa.moment import moments

ANALYSER = SpacyAnalyser()


def test_the_labelled_sentences_keep_their_precision_and_recall() -> None:
    given = list(cases())
    counts = measure(times(given, ANALYSER), [case.expected for case in given])
    assert len(given) >= 100 and counts.precision >= 0.98 and counts.recall >= 0.95, counts


def test_the_measure_sees_a_date_that_is_a_day_off() -> None:
    expected = [case.expected for case in cases()]
    off = [None if one is None else (one[0], "1999", *one[2:]) for one in expected]
    assert measure(off, expected).precision == 0.0


def test_the_words_of_a_time_are_a_slice_of_the_quote_and_its_date_is_cut_to_its_precision() -> None:
    for case in cases():
        when = date(case.claim, ANALYSER).when
        if when is not None:
            assert when.text in case.claim.citations[0].quote
            assert len(when.date) == {"year": 4, "month": 7, "day": 10, "minute": 16}[when.precision]


@pytest.mark.parametrize("published", [None, "", "soon", "2022-13-45"])
def test_without_a_day_of_publication_relative_words_have_no_date(published: str | None) -> None:
    claim = marked("The army left [[Zhelnitsa]] on Saturday.")
    article = replace(claim.citations[0].article, published=published)
    assert date(replace(claim, citations=(replace(claim.citations[0], article=article),)), ANALYSER).when is None


@pytest.mark.parametrize("words", ["on February 31", "on 31 September 2022", "at 25:61 on 3 May 2022"])
def test_a_day_that_does_not_exist_has_no_date(words: str) -> None:
    found = [resolve(one, published_on("2022-09-11"), "past") for one in moments(f"It ended {words}.")]
    assert all(one is None or (one.precision != "minute" and one.date[5:] not in ("02-31", "09-31")) for one in found)


def test_the_ends_of_a_range_are_not_its_time() -> None:
    assert moments("It rained from Monday to Thursday, in 2014-2015 and on 3 to 5 May 2022.") == []
    assert [one.words for one in moments("It rained on Monday and on Thursday.")] == ["Monday", "Thursday"]
