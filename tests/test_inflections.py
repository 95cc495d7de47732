"""Forms of English words, by their grammar."""

from __future__ import annotations

import pytest

from qa.inflections import finite, inflected, lemma


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("gave", "give"),
        ("stopped", "stop"),
        ("facing", "face"),
        ("children", "child"),
        ("left", "leave"),
        ("orlo", "orlo"),
    ],
)
def test_a_form_has_its_base(form: str, base: str) -> None:
    assert lemma(form) == base and lemma("orlo") == "orlo"


def test_a_question_s_verb_becomes_a_statement_s() -> None:
    assert finite("did", "take") == "took" and finite("will", "take") == "will take"
    assert inflected("stand", "VBZ") == "stands"
