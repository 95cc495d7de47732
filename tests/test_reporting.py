"""The vocabulary of saying: its sets and its pattern belong together; where a clause ends before its teller."""

from __future__ import annotations

import re

import pytest

from qa.inflections import inflected
from qa.reporting import ASSERTED, CLAUSAL, REPORTING, SAYING, UNSAID, before_teller


def test_every_form_in_the_pattern_is_of_a_verb_that_gives_a_clause() -> None:
    forms = {form for verb in CLAUSAL for form in (verb, *(inflected(verb, tag) for tag in ("VBD", "VBZ", "VBG")))}
    pieces = re.split(r"\|(?![^(]*\))", ASSERTED)
    assert [piece for piece in pieces if not any(re.fullmatch(piece, form) for form in forms)] == []
    assert not any(re.fullmatch(ASSERTED, form) for form in ("called", "asked", "states", "posts", "report", "wanted"))


def test_what_is_wished_or_found_is_asked_for_but_no_clause_of_somebody() -> None:
    assert SAYING < REPORTING and UNSAID < CLAUSAL
    assert {"want", "expect", "hope", "find"} <= REPORTING - CLAUSAL
    assert {"think", "claim", "deny"}.isdisjoint(UNSAID)


@pytest.mark.parametrize("verb", ["said", "insisted", "warned"])
def test_a_clause_ends_before_who_says_so(verb: str) -> None:
    clause = "because the pump had failed, a spokesman"
    assert before_teller(f"{clause} {verb}.", 0, len(clause)) == clause.index(",")


@pytest.mark.parametrize("verb", ["left", "called", "states"])
def test_a_clause_before_another_verb_is_whole(verb: str) -> None:
    clause = "because the pump had failed, a spokesman"
    assert before_teller(f"{clause} {verb}.", 0, len(clause)) == len(clause)
