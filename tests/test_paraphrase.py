"""Why and how, asked in other words than the article's, and reasons told without a word of cause."""

from __future__ import annotations

import pytest
from proposed import hit, proposed

from qa.analysers import open_analyser
from qa.event import event
from qa.explain import explain

ANALYSER = open_analyser()


def explained(question: str, text: str, answer: str, score: float = 1.0) -> dict[str, float]:
    passage = hit(text)
    made = explain(question, [proposed(passage, answer, score)], [passage], ANALYSER)
    return {one.citation.answer: one.reason for one in made}


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "Why were the libraries shut?",
            "The libraries were closed because the roofs leaked. A clerk waved.",
            "because the roofs leaked",
        ),
        (
            "Why was the regatta put off?",
            "The regatta was postponed due to thick fog. A clerk waved.",
            "due to thick fog",
        ),
        (
            "Why did the coach give up his job?",
            "The coach resigned because his knee was bad. A clerk waved.",
            "because his knee was bad",
        ),
        (
            "why did the rebels pull out of Oln",
            "The rebels withdrew from Oln because their bread had run out. A clerk waved.",
            "because their bread had run out",
        ),
        (
            "What caused the tractor to catch fire?",
            "Police traced the blaze of the tractor to a broken cable. A clerk waved.",
            "a broken cable",
        ),
        (
            "Why was losing the ferry such a big deal for Oln?",
            "The loss of the ferry was the worst blow to Oln in years. A clerk waved.",
            "The loss of the ferry was the worst blow to Oln in years",
        ),
    ],
)
def test_the_event_may_be_told_in_other_words(question: str, text: str, answer: str) -> None:
    assert explained(question, text, "A clerk")[answer] >= 0.4


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why were the libraries shut?", "The libraries were opened because the mayor came. A clerk waved."),
        ("Why was the regatta put off?", "The regatta was praised because the sun shone. A clerk waved."),
        ("Why did the coach give up his job?", "The coach was hired because his knee was good. A clerk waved."),
        ("Why did the rebels pull out of Oln?", "The rebels attacked Oln because they had no bread. A clerk waved."),
        ("Why was the bus put off?", "The clerk put a coin on the bus because it was late. A clerk waved."),
    ],
)
def test_another_event_of_the_same_is_not_explained_with_it(question: str, text: str) -> None:
    assert max(explained(question, text, "A clerk").values()) < 0.4


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The guild refused to pay, saying that the goods were spoilt.", "that the goods were spoilt"),
        ("The guild cancelled the order, arguing that it came late.", "that it came late"),
        ("The guild left the hall, explaining that it was too cold.", "that it was too cold"),
    ],
)
def test_what_somebody_says_with_what_he_does_is_its_reason(text: str, answer: str) -> None:
    question = {"pay": "Why did the guild refuse to pay?", "order": "Why did the guild cancel the order?"}
    asked = next((q for word, q in question.items() if word in text), "Why did the guild leave the hall?")
    assert explained(asked, f"{text} A clerk waved.", "A clerk")[answer] >= 0.4


def test_what_somebody_adds_to_his_words_is_none() -> None:
    text = "The guild announced the sale, saying that many would come. A clerk waved."
    assert "that many would come" not in explained("Why did the guild announce the sale?", text, "A clerk")


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("How did the nuns keep warm?", "The nuns burned old doors to keep warm.", "burned old doors"),
        (
            "How did they try to save the calf?",
            "They laid planks on the ice to save the calf.",
            "laid planks on the ice",
        ),
        ("How did the crew manage to lift the bell?", "The crew used two ships to lift the bell.", "used two ships"),
    ],
)
def test_what_was_done_to_an_end_is_the_way_to_it(question: str, text: str, answer: str) -> None:
    assert explained(question, f"{text} A clerk waved.", "A clerk")[answer] >= 0.35


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("What was the tower built for?", "reason"),
        ("What did they close the road for?", "reason"),
        ("what is the second bell for", "reason"),
        ("reason the baker wrote by hand", "reason"),
        ("What is the baker known for?", None),
        ("What did the divers look for?", None),
        ("What did the union vote for?", None),
    ],
)
def test_what_for_asks_for_a_reason_but_for_what_a_verb_takes(question: str, sort: str | None) -> None:
    asked = event(question, ANALYSER)
    assert (asked.sort if asked else None) == sort


def test_how_something_began_is_told_by_what_brought_it_about() -> None:
    text = "The fire in the barn was started by a cigarette. A clerk waved."
    assert explained("How did the fire in the barn start?", text, "A clerk")["a cigarette"] >= 0.4


def test_what_follows_such_a_question_in_the_article_replies_to_it() -> None:
    text = "Why did you burn the letters?\n\nThey were worthless.\n\nWho helped you? My son."
    assert explained("Why did she burn the letters?", text, "My son")["They were worthless"] >= 0.4
    assert "My son" not in [a for a, value in explained("Why did she burn it?", text, "My son").items() if value > 0]


def test_a_clause_of_cause_that_the_reader_chose_explains_in_whatever_words() -> None:
    text = "The pupils of Oln sit at home because the boiler is broken. A clerk waved."
    question = "Why are there no lessons in Oln?"
    assert explained(question, text, "the boiler is broken", 3.0)["the boiler is broken"] > 0
    assert explained(question, text, "the boiler is broken", -3.0)["the boiler is broken"] < 0


def test_of_two_sentences_the_one_that_explains_is_kept() -> None:
    text = "She came to Oln in May. She left Oln when the frost came."
    made = explained("Why did she leave Oln?", text, text)
    assert "She left Oln when the frost came." in made


def test_leaving_somebody_in_a_state_is_no_leaving() -> None:
    text = "The mayor changed the rules five times, leaving the cabinet in disorder. A clerk waved."
    assert max(explained("Why did the envoy leave the cabinet?", text, "A clerk").values()) <= 0
