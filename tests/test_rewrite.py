"""Follow-ups that stand alone, and questions that are left as they are.

tests/follow_ups.jsonl: turns about sport, business, weather, elections and more, mostly with invented names, written
before the rules were and kept whole; those that the rules still miss say so, some with why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.analysers import NoAnalyser, SpacyAnalyser
from qa.question import terms
from qa.rewrite import Turn, rewrite
from qa.weigh import stem

ANALYSER = SpacyAnalyser()
MAYOR = Turn("Who is the mayor of Halm?", ("Ada Brook",))
SPOKE = Turn("What did Ada Brook say about the dam in Halm?", ("it will hold",))
CITY = Turn("In which city was the vote repeated?", ("Sund",))
CASES = [json.loads(line) for line in (Path(__file__).parent / "follow_ups.jsonl").read_text("utf-8").splitlines()]
MOST_FOREIGN = 2  # content words that the question written by hand does not have


@pytest.mark.parametrize(
    ("question", "turn", "alone"),
    [
        ("When was she elected?", MAYOR, "When was Ada Brook elected?"),
        ("what's her job", MAYOR, "What is Ada Brook's job"),
        ("And how old is he?", SPOKE, "How old is Ada Brook?"),
        ("What about Sund?", SPOKE, "What did Ada Brook say about the dam in Sund?"),
        ("And in Sund?", SPOKE, "What did Ada Brook say about the dam in Sund?"),
        ("And according to Radio Halm?", CITY, "In which city was the vote repeated according to Radio Halm?"),
        ("who governs there?", CITY, "Who governs in Sund?"),
        ("Who said that?", MAYOR, "Who said that the mayor of Halm is Ada Brook?"),
        ("What did Holm say?", Turn("Which general leads the Finnish forces?", ("Aksel Riis",)), "What did Holm say?"),
        ("Why?", Turn("Who closed the dam?", ("Ada Brook",)), "Why did Ada Brook close the dam?"),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out_from_the_turn_before(question: str, turn: Turn, alone: str) -> None:
    assert rewrite(question, [turn], ANALYSER) == alone


def turn(asked: str, answer: str | list[str] | None) -> Turn:
    """A turn of the file: one answer, several (a list), or none (null)."""
    return Turn(asked, () if answer is None else (answer,) if isinstance(answer, str) else tuple(answer))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_a_follow_up_says_what_was_meant_and_names_nothing_else(case: dict[str, Any]) -> None:
    turns = [turn(*before) for before in case["before"]]
    made, meant = content(rewrite(case["question"], turns, ANALYSER)), content(case["alone"])
    understood = meant <= made and len(made - meant) <= MOST_FOREIGN
    assert understood == ("missed" not in case)  # one that is understood by now is missed no more


GATES = Turn("How many gates did Halm say it had opened?", ("Four gates",))
KILOMETRES = Turn("How many kilometres did Ada Brook say were flooded?", ("some 40 kilometres",))
SAMPLES = Turn("How many samples did the ministry take?", ("16 samples",))
OWNED = Turn("How much does Greta Onnen's fund hold?", ("30 million",))
HOME = Turn("Where does FC Vessa play its home matches?", ("in Halm",))
RESCUERS = Turn("Who was searching for the missing?", ("Rescuers",))
POLL = Turn("How many people were asked?", ("1,050 people",))


@pytest.mark.parametrize(
    ("question", "turn", "alone"),
    [
        ("How old is she?", Turn("Who left?", ("Energy Minister Ada Brook",)), "How old is Ada Brook?"),
        ("How old is he?", Turn("Who left?", ("the Lower Town. Ivo Lenz",)), "How old is Ivo Lenz?"),
        (
            "How old is he?",
            Turn("What did Lenz say?", ("it held",), ("Mayor Ivo Lenz said it held.",)),
            "How old is Ivo Lenz?",
        ),
        (
            "How high is it?",
            Turn("Why did Ada Brook want a levee?", ()),
            "How high is the levee that Ada Brook wanted?",
        ),
        ("In which region is that?", KILOMETRES, "In which region were some 40 kilometres flooded?"),
        ("And what did the Board find?", GATES, "How many gates did the Board find Halm had opened?"),
        ("When was that?", GATES, "When did Halm say it had opened four gates?"),
        ("And the margin of error?", POLL, "What is the margin of error?"),
        (
            "And padlocks?",
            Turn("How many people did Ada Brook see?", ("400 people",)),
            "How many padlocks did Ada Brook see?",
        ),
        ("Where did it take them?", SAMPLES, "Where did the ministry take the samples?"),
        (
            "Until when is it shut to cars?",
            Turn("Who uses Mill Bridge?", ("nobody",)),
            "Until when is Mill Bridge shut to cars?",
        ),
        (
            "And the council?",
            Turn("Where did the board take its samples?", ()),
            "Where did the council take its samples?",
        ),
        (
            "Out of how many?",
            Turn("In how many towns did Lenz find rats?", ("9",)),
            "Out of how many towns did Lenz find rats in 9?",
        ),
        ("How big is it?", Turn("On which bank does Jelnica lie?", ("the left bank",)), "How big is Jelnica?"),
        ("What did she ask them to bring?", MAYOR, "What did Ada Brook ask them to bring?"),
        (
            "Why?",
            Turn("Whom does Ada Brook want to expel?", ("Tom Lenz",)),
            "Why does Ada Brook want to expel Tom Lenz?",
        ),
        ("And what did she promise?", OWNED, "What did Greta Onnen promise?"),
        (
            "How many people live there?",
            Turn("How far is Jelnica from the dam?", ()),
            "How many people live in Jelnica?",
        ),
        ("When do they play next?", HOME, "When do FC Vessa play next?"),
        ("Who gave that number?", SAMPLES, "Who said that the ministry took 16 samples?"),
        ("How many houses had they checked?", RESCUERS, "How many houses had the rescuers checked?"),
        (
            "And who is the chairman?",
            Turn("What does the Harbour Bank lend?", ()),
            "Who is the chairman of the Harbour Bank?",
        ),
        (
            "On which day?",
            Turn("How full was the lake?", ("97 per cent full",)),
            "On which day was the lake 97 per cent full?",
        ),
        (
            "And the Institute for the Study of Ice?",
            Turn("How much land did Ada Brook say was flooded?", ("9 acres",)),
            "How much land did the Institute for the Study of Ice say was flooded?",
        ),
        ("I meant Torsk", Turn("When did Norway seize Torvik?"), "When did Norway seize Torsk?"),
        ("After what?", Turn("When did Norway seize Torsk?", ("July",)), "After what did Norway seize Torsk?"),
        (
            "What do the strikers demand?",
            Turn("How much does Borel Mail expect to lose?", ("30 million",)),
            "What do the strikers demand about Borel Mail?",
        ),
        (
            "What was he before he became mayor?",
            Turn("Who left Halm?", ("Ivo Lenz",)),
            "What was Ivo Lenz before he became mayor?",
        ),
        (
            "Who said that?",
            Turn("How many acres does the Orla Grove cover?", ("About 90",)),
            "Who said that the Orla Grove covers about 90 acres?",
        ),
        (
            "How many of them walked out?",
            Turn("What do the strikers demand?", ("better pay and shorter shifts",)),
            "How many of the strikers walked out?",
        ),
        ("And Sund's?", MAYOR, "Who is the mayor of Sund?"),
        ("And Ivo Lenz's?", Turn("What is Ada Brook's party called?", ("Dawn",)), "What is Ivo Lenz's party called?"),
        ("Where to?", Turn("What did Ada Brook carry?", ("a book",)), "Where did Ada Brook carry a book to?"),
        ("And her husband, what does he do?", MAYOR, "What does Ada Brook's husband do?"),
        ("Which one is the oldest?", Turn("Which bridges were shut?", ()), "Which bridge is the oldest?"),
        (
            "And three years earlier?",
            Turn("What was the turnout?", ("63 %",)),
            "What was the turnout three years earlier?",
        ),
        ("Why?", Turn("What was shut?", ("SUND – Two schools",)), "Why were two schools shut?"),
        ("Who said that?", Turn("Is it safe?", ("the tap water is safe",)), "Who said that the tap water is safe?"),
        ("And when should it be?", Turn("What did Ada Brook ask for?", ("a drill",)), "When should the drill be?"),
        (
            "Who said that?",
            Turn("When will trains to Sund run again?", ("Monday",)),
            "Who said that trains to Sund will run again Monday?",
        ),
    ],
)
def test_the_question_that_is_made_is_a_natural_one(question: str, turn: Turn, alone: str) -> None:
    assert rewrite(question, [turn], ANALYSER) == alone


FLED = Turn(
    "How many people fled the Orla area in May 2019?",
    ("900 people",),
    ("The Sund relief fund said 900 people had fled Orla and the farms around it by Sunday.",),
)
AGAINST = Turn("How many councillors were against?", ("four",))
BOUGHT = Turn("When did Ada Brook buy the mill?", ("2018",))
BROKE = Turn("What does Ada Brook say broke the lock?", ("an ice floe struck the lower gate",))


@pytest.mark.parametrize(
    ("question", "turns", "alone"),
    [
        ("who said so?", [FLED], "Who said that 900 people had fled Orla and the farms around it by Sunday?"),
        (
            "And according to the bishop?",
            [FLED, Turn("Who said that 900 people had fled?", ("The Sund relief fund",))],
            "How many people fled the Orla area in May 2019 according to the bishop?",
        ),
        (
            "Where did she say that?",
            [Turn("What did Ada Brook say?", ("A thaw will flood the lower town and",))],
            "Where did Ada Brook say that a thaw will flood the lower town?",
        ),
        (
            "And Ivo Lenz?",
            [Turn("What else did Ada Brook call the tram?", ("a toy",))],
            "What did Ivo Lenz call the tram?",
        ),
        ("At what hour?", [BROKE], "At what hour did an ice floe strike the lower gate?"),
        (
            "And how many people in all?",
            [Turn("How many children were brought to Halm?", ("12 children",))],
            "How many people in all were brought to Halm?",
        ),
        (
            "How many men did they lose there?",
            [Turn("What had the Drovians done in Halm the day before?", ("blown up the only bridge",))],
            "How many men did the Drovians lose in Halm?",
        ),
        (
            "Who said that?",
            [Turn("On which day were 40 miners told to leave?", ("Friday",))],
            "Who said that 40 miners were told to leave on Friday?",
        ),
        (
            "was anyone hurt?",
            [Turn("How many acres had the Orla Fire burned on Friday?", ("40 acres",))],
            "Was anyone hurt in the Orla Fire?",
        ),
        (
            "And when was it launched?",
            [Turn("How much does Halm Gold cost at the moment?", ("four crowns",))],
            "When was Halm Gold launched?",
        ),
        (
            "When was it introduced?",
            [
                Turn("How much can Lenz claim per year?", ("900 crowns",)),
                Turn("What's the name of that allowance?", ("RHA",)),
            ],
            "When was RHA introduced?",
        ),
        (
            "What else do readers get for that?",
            [Turn("How much will a blue pass cost under Lenz's new plan?", ("8 crowns",))],
            "What else do readers get for the blue pass?",
        ),
        ("and in favour?", [AGAINST], "How many councillors were in favour?"),
        ("And in Sund?", [AGAINST], "How many councillors were against in Sund?"),  # a place is no such state
        ("And what about 2021?", [BOUGHT], "What happened to the mill in 2021?"),
        (
            "And in 2021?",
            [Turn("How many mills did she buy in 2018?", ("two",))],
            "How many mills did she buy in 2021?",
        ),
        ("How many did he get?", [Turn("What did Ivo Lenz ask for?", ("tents",))], "How many tents did Ivo Lenz get?"),
        ("How many did he get?", [Turn("What did Ivo Lenz ask for?", ("a tent",))], "How many did Ivo Lenz get?"),
        (
            "Are they dangerous?",
            [Turn("What did the engineer find?", ("cracks in the eastern wall",))],
            "Are the cracks in the eastern wall dangerous?",
        ),
        (
            "Why did he leave?",
            [Turn("Who is Ada Lind-Brook's predecessor?")],
            "Why did Ada Lind-Brook's predecessor leave?",
        ),
        ("Who said so?", [Turn("Does the board accept the offer?")], "Who said that the board accepts the offer?"),
        (
            "and the mayor?",
            [FLED, Turn("Who said that 900 people had fled?", ("The Sund relief fund",))],
            "How many people fled the Orla area in May 2019 according to the mayor?",
        ),
        (
            "And if someone stays?",
            [Turn("How many people does the order cover?", ("900",))],
            "What happens if someone stays (the order)?",
        ),
    ],
)
def test_what_is_left_out_is_taken_from_the_turn_that_has_it(question: str, turns: list[Turn], alone: str) -> None:
    assert rewrite(question, turns, ANALYSER) == alone


@pytest.mark.parametrize(
    ("question", "turn", "alone"),
    [
        (
            "who said so?",
            Turn("What do the strikers demand?", ("better pay",)),
            "Who said that the strikers demand better pay?",
        ),
        (
            "By when?",
            Turn("What did Lenz promise?", ("to lower the toll",)),
            "By when did Lenz promise to lower the toll?",
        ),
        ("And the council?", Turn("Does the mayor support the tram?", ()), "Does the council support the tram?"),
        ("And the chairman?", Turn("Does Borel Bank lend to farms?", ()), "Who is the chairman?"),
    ],
)
def test_what_is_made_is_grammatical(question: str, turn: Turn, alone: str) -> None:
    assert rewrite(question, [turn], ANALYSER) == alone


def test_a_clause_that_needs_the_sentence_before_it_is_not_repeated() -> None:
    told = Turn("When will the dam open?", ("on Monday",), ("Ada Brook said it would open on Monday.",))
    assert rewrite("Who said that?", [told], ANALYSER) == "Who said that the dam will open on Monday?"


def content(question: str) -> set[str]:
    return {stem(term) for term in terms(question)}


@pytest.mark.parametrize(
    "question", ["Who commands the northern army?", "Where is the Kettle dam?", "How many people live in Halm?"]
)
def test_a_question_that_stands_alone_is_left_as_it_is(question: str) -> None:
    assert rewrite(question, [MAYOR, SPOKE], ANALYSER) == question


@given(st.text(max_size=80))
def test_without_earlier_turns_nothing_changes(question: str) -> None:
    assert rewrite(question, [], ANALYSER) == question


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=80), st.text(min_size=1, max_size=60), st.text(max_size=40))
@example("When was that?", "0", "\x1f")
def test_any_text_is_rewritten_without_failing(question: str, searched: str, answer: str) -> None:
    for analyser in (ANALYSER, NoAnalyser()):
        assert isinstance(rewrite(question, [Turn(searched, (answer,))], analyser), str)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.sampled_from("and what about who why that the other it she there then Halm 2012 of ? in said".split()),
        max_size=7,
    ),
    st.sampled_from(CASES),
)
def test_any_words_of_follow_ups_are_rewritten_without_failing(said: list[str], case: dict[str, Any]) -> None:
    turns = [turn(*before) for before in case["before"]]
    assert isinstance(rewrite(" ".join(said), turns, ANALYSER), str)
