"""Which clause explains which, by grammar: invented sentences, each with what an editor would underline."""

from __future__ import annotations

import pytest

from qa.analysers import open_analyser
from qa.cause import Cause
from qa.causes import causes, hangs_on_before

ANALYSER = open_analyser()


def found(text: str, verb: str = "") -> dict[str, Cause]:
    """By their words; of two in the same words the surer."""
    made = sorted(causes(text, ANALYSER.analyse([text])[0], verb), key=lambda cause: cause.sure)
    return {text[cause.start : cause.end].strip(" ,;."): cause for cause in made}


REASONS = [
    ("The band left the stage because the power had failed.", "because the power had failed", "left"),
    ("Due to the frost the pears were picked early.", "Due to the frost", "picked"),
    (
        "The bakers hid the flour so that the soldiers would not find it.",
        "so that the soldiers would not find it",
        "hid",
    ),
    ("The hospital sold its van in order to pay the nurses.", "in order to pay the nurses", "sold"),
    ("Porters used the stairs, since the lift was full of water.", "since the lift was full of water", "stairs"),
    ("Anna Holt sold the boat to pay her debts.", "to pay her debts", "sold"),
    ("A guard unplugged the siren to charge his razor.", "to charge his razor", "unplugged"),
    ("The cooks had gone home, so the guests ate bread.", "The cooks had gone home", "bread"),
    ("The signal was broken, which is why the tram waited.", "The signal was broken", "tram"),
    ("The owner blamed the collapse on a rusty beam.", "a rusty beam", "collapse"),
    ("Engineers attribute the leak to a worn seal.", "a worn seal", "leak"),
    ("The chairman put the loss down to a cold summer.", "a cold summer", "loss"),
    ("Villagers blame the smelter for the dead fish.", "the smelter", "fish"),
    ("The outage was caused by a crow.", "a crow", "outage"),
    ("The cause of the outage was a crow.", "a crow", "outage"),
    ("A quarrel led to the closing of the shop.", "A quarrel", "closing"),
    ("It took a letter from the queen to open the gate.", "a letter from the queen", "open"),
    (
        "The bell matters to the town: it is the only one from before the war.",
        "it is the only one from before the war",
        "bell",
    ),
]


@pytest.mark.parametrize(("text", "cause", "effect"), REASONS)
def test_a_reason_and_what_it_is_the_reason_of(text: str, cause: str, effect: str) -> None:
    made = found(text)
    assert made[cause].sort in ("reason", "aim") and effect in made[cause].effect


def test_by_doing_is_the_means() -> None:
    assert (
        found("The boys crossed the lake by tying two doors together.")["by tying two doors together"].sort == "means"
    )


@pytest.mark.parametrize(
    ("text", "then", "condition"),
    [
        ("If a tenant keeps a dog, the deposit is lost.", "the deposit is lost", "dog"),
        ("Drivers who ignore the sign will lose their licence.", "will lose their licence", "ignore"),
        ("Guests must leave by noon or pay for another night.", "pay for another night", "leave"),
    ],
)
def test_what_follows_where_something_is_the_case(text: str, then: str, condition: str) -> None:
    made = found(text)
    assert made[then].sort == "outcome" and condition in made[then].effect


@pytest.mark.parametrize(
    "text",
    [
        "The shop has been shut since Monday.",
        "She works as a nurse.",
        "The hall was so cold that nobody stayed.",
        "The parcel arrived by train.",
        "The judge told the driver to wait.",
        "She won the prize only to lose it again.",
    ],
)
def test_time_place_and_manner_are_no_cause(text: str) -> None:
    assert not [cause for cause in found(text).values() if cause.sure >= 0.7]


def test_the_verb_of_the_question_makes_its_subject_a_cause() -> None:
    text = "A swarm of bees emptied the stadium."
    assert "A swarm of bees" in found(text, "empty") and not found(text)


@pytest.mark.parametrize("text", ["That is why he left.", "As a result, the shop closed.", "Therefore nobody came."])
def test_a_sentence_may_hang_on_the_one_before(text: str) -> None:
    assert hangs_on_before(text) and not hangs_on_before("The reason is not known.")
