"""Who did what only a person does: the one name, no team, party or sentences around it."""

from __future__ import annotations

import pytest
from proposed import candidate, hit, proposed

from qa.analysers import Analyser, open_analyser
from qa.enact import asked_doer, enact


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


MATCH = "FC Halm Rovers beat Tulm Rovers on Sunday. Peter Marn scored twice against Tulm in the rain."
PARTIES = (
    "Helen Marsh, 54, leads the Harbour Party and wants a bridge. Peter Orlo leads the Blue Union and wants none. "
    "Ingrid Tessmer of the Greens wants a ferry."
)


SALM = "Ruta Salm, a former international"


def enacted(question: str, text: str, answer: str, analyser: Analyser) -> list[str]:
    return [one.citation.answer for one in enact(question, [candidate(text, answer)], analyser)]


CASES = [
    ("Who scored twice against Tulm Rovers?", MATCH, "FC Halm Rovers", ["Peter Marn"]),
    ("Who won against Tulm Rovers?", MATCH, "FC Halm Rovers", ["FC Halm Rovers"]),
    ("Who leads the Greens?", PARTIES, PARTIES[: PARTIES.index(" of the Greens")], ["Ingrid Tessmer"]),
    ("Who leads the Harbour Party?", PARTIES, "Helen Marsh", ["Helen Marsh"]),
    (
        "Who leads the Homeland bloc?",
        "The opposition Homeland bloc, led by Nino Abash, demands a debate.",
        "Nino Abash",
        ["Nino Abash"],
    ),
    ("Who coaches Halm?", f"The coach, {SALM}, smiled.", SALM, ["Ruta Salm"]),
]


@pytest.mark.parametrize(("question", "text", "answer", "expected"), CASES)
def test_only_a_person_does_it(analyser: Analyser, question: str, text: str, answer: str, expected: list[str]) -> None:
    assert enacted(question, text, answer, analyser) == expected


@pytest.mark.parametrize("question", ["Who won the match?", "Who said so?", "Whom did Ada beat?", "What leads?"])
def test_what_a_body_may_do_is_left_to_the_reader(analyser: Analyser, question: str) -> None:
    assert asked_doer(question, analyser) is None


def test_a_surname_that_looks_like_a_place_is_its_bearer(analyser: Analyser) -> None:
    text = "Abash, a heart surgeon, entered parliament in 2019. Peter Orb was there. Nino Abash smiled."
    there = hit(text)
    made = [proposed(there, name) for name in ("Abash", "Peter Orb")]
    kept = enact("Who leads the Homeland bloc?", made, analyser)
    assert [one.citation.answer for one in kept] == ["Abash", "Peter Orb"]
