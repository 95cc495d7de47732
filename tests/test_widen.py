"""Spans that cut a noun phrase or a clause are made whole, and never leave their quote."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.analysers import NoAnalyser, SpacyAnalyser
from qa.question import Wants
from qa.widen import widen

ANALYSER = SpacyAnalyser()


@pytest.mark.parametrize(
    ("want", "text", "span", "whole"),
    [
        ("what", "The council closed the wooden bridge on Friday.", "wooden", "the wooden bridge"),
        ("where", "The men stood along the eastern levee all night.", "eastern", "the eastern levee"),
        ("why", "The siren failed because a fuse was under water.", "fuse", "because a fuse was under water"),
        ("say", "The mayor said the order came too late.", "late", "the order came too late"),
        ("number", "It moved between “two to nine kilometres” that day.", "two to nine", "“two to nine kilometres”"),
        ("polar", "OSLO, Norway (AP) – Two ferries sank on Friday.", "ferries", "Two ferries sank on Friday"),
        (
            "polar",
            "OSLO – Two ferries sank because they hit papers, the head of a group said.",
            "OSLO – Two ferries",
            "Two ferries sank because they hit papers",
        ),
        ("polar", "The owner denies that the door was open.", "open", "denies that the door was open"),
        ("polar", "The owner said that the door was open.", "open", "that the door was open"),
        ("what", 'They tried “every trick imaginable" at the mill.', "every trick", "every trick imaginable"),
        ("when", 'It closed "on Monday for repairs", he said.', "on Monday", "on Monday"),
        ("what", 'He wrote "a book on the sea" and on "the wind".', "the sea", "a book on the sea"),
        ("what", 'He would "rather cross a desert than the sea".', "the sea", "the sea"),
        ("what", 'He wrote "a book on seas and tides" there.', "seas", "seas"),
        ("who", '"Stay in," Mayor Ada Brook said.', '" Mayor Ada Brook', "Mayor Ada Brook"),
        ("who", "Greta Onnen resigned on Friday.", "Greta Onnen", "Greta Onnen"),
        ("number", "Rovers lost 3-1  on Friday.", "  ", "  "),
    ],
)
def test_a_cut_span_is_made_whole(want: Wants, text: str, span: str, whole: str) -> None:
    assert [c.citation.answer for c in widen(want, [candidate(text, span)], ANALYSER)] == [whole]


def test_candidates_that_become_equal_are_one() -> None:
    text = "The council closed the wooden bridge on Friday."
    both = widen("what", [candidate(text, "wooden"), candidate(text, "bridge")], ANALYSER)
    assert [c.citation.answer for c in both] == ["the wooden bridge"]


def test_without_an_analysis_every_span_stays() -> None:
    fox = candidate("She sent a fox emoji.", "fox")
    assert widen("why", [fox], NoAnalyser()) == [fox]
