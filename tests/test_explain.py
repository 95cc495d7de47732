"""Why, how and what then: the clause that explains what is asked is the answer, and what explains nothing is none."""

from __future__ import annotations

import pytest
from proposed import hit, proposed

from qa.analysers import open_analyser
from qa.event import event
from qa.explain import explain

ANALYSER = open_analyser()
FIRE = (
    "The mill of Oln burned down because a lamp had fallen. The owner, Ada Brook, sold the land. She gave no interview."
)


def explained(question: str, text: str, *answers: str) -> dict[str, float]:
    passage = hit(text)
    made = explain(question, [proposed(passage, answer) for answer in answers], [passage], ANALYSER)
    return {one.citation.answer: one.reason for one in made}


def test_a_span_in_the_reason_becomes_the_reason() -> None:
    assert explained("Why did the mill of Oln burn down?", FIRE, "a lamp")["because a lamp had fallen"] == 1.0


def test_the_reason_is_a_candidate_though_the_reader_passed_it_over() -> None:
    found = explained("Why did the mill of Oln burn down?", FIRE, "sold the land")
    assert found["because a lamp had fallen"] == 1.0 and found["sold the land"] < 0


def test_the_reason_of_another_event_explains_nothing() -> None:
    found = explained("Why did Ada Brook sell the land?", FIRE, "sold the land", "She gave no interview")
    assert all(value <= 0 for value in found.values()) and "because a lamp had fallen" not in found


def test_what_something_is_tells_why_it_is_important() -> None:
    text = "The harbour of Oln is the only one in the valley. Ada Brook, its owner, met the mayor."
    found = explained("Why is the harbour of Oln important?", text, "Ada Brook", "the only one in the valley")
    assert found["The harbour of Oln is the only one in the valley"] > 0 > found["Ada Brook"]


def test_a_question_that_wants_nothing_explained_changes_nothing() -> None:
    passage = hit(FIRE)
    candidates = [proposed(passage, "Ada Brook")]
    assert explain("Who sold the land?", candidates, [passage], ANALYSER) == candidates
    assert explain("Why did it burn?", [], [passage], ANALYSER) == []


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "How did the boys cross the lake?",
            "The boys crossed the lake by tying two doors together. They were wet.",
            "by tying two doors together",
        ),
        (
            "What happens to drivers who ignore the sign?",
            "A sign was put up. Drivers who ignore the sign will lose their licence.",
            "will lose their licence",
        ),
        (
            "What happens to guests who refuse to leave?",
            "Guests must leave by noon or pay for another night, the manager said.",
            "pay for another night",
        ),
        (
            "What delayed the pensions?",
            "Pensions came late. A spokesman blamed the delay of the pensions on a lost key.",
            "a lost key",
        ),
        (
            "Why did the clerk shout?",
            "The clerk had lost his glasses. That is why the clerk shouted.",
            "The clerk had lost his glasses",
        ),
    ],
)
def test_means_outcomes_and_reasons_are_found(question: str, text: str, answer: str) -> None:
    assert explained(question, text, text.split()[1])[answer] > 0.35


def test_an_aim_says_why_but_not_what_caused_it() -> None:
    text = "The guard unplugged the siren to charge his razor. He is a quiet man."
    assert "to charge his razor" in explained("Why did the guard unplug the siren?", text, "quiet")
    assert "to charge his razor" not in explained("What made the guard unplug the siren?", text, "quiet")


def test_who_says_so_is_no_part_of_a_reason() -> None:
    text = "The shop closed because the river had risen, its owner, Ada Brook, said."
    assert "because the river had risen" in explained("Why did the shop close?", text, "closed")


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("Why did it burn?", "reason"),
        ("What caused the fire?", "reason"),
        ("What delayed the trains?", "reason"),
        ("What was the reason for the delay?", "reason"),
        ("What happens if a bird is not culled?", "outcome"),
        ("How did they cross the lake?", "means"),
        ("How many crossed the lake?", None),
        ("How did the mayor react?", None),
        ("What happened in Oln?", None),
        ("What did the board say?", None),
        ("Who caused the fire?", None),
    ],
)
def test_what_a_question_wants_explained(question: str, sort: str | None) -> None:
    asked = event(question, ANALYSER)
    assert (asked.sort if asked else None) == sort
