"""eval/perturb.py: each perturbation changes what it says, nothing else, and the same way every time."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from eval.gold import Dialogue, Question
from eval.perturb import KINDS, names, perturb, perturbed, perturbed_dialogue, typos
from index.errors import GoldInvalid

WORDS = st.sampled_from(
    "Who what said Kharkiv Zhelnitsa's 22,000 the mayor of levee 2014 F-16 opened ? “gates” Łódź Müller VGTRK".split()
)
QUESTIONS = st.one_of(st.lists(WORDS, min_size=1, max_size=14).map(" ".join), st.text(min_size=1, max_size=60))
SEEDS = st.integers(0, 5)


@given(QUESTIONS, st.sampled_from(sorted(KINDS)), SEEDS)
def test_the_same_seed_words_a_question_the_same_way_and_never_empties_it(question: str, kind: str, seed: int) -> None:
    once = perturb(question, kind, seed)
    random.seed(seed)  # what others draw from the global generator plays no part
    assert perturb(question, kind, seed) == once
    assert not question.strip() or once.strip()


@given(QUESTIONS, st.sampled_from(["lower-case", "no-question-mark", "keywords"]))
def test_what_draws_nothing_is_the_same_for_all_seeds_and_changes_nothing_twice(question: str, kind: str) -> None:
    once = perturb(question, kind, 1)
    assert once == perturb(question, kind, 2)
    assert perturb(once, kind) == once


@given(QUESTIONS)
def test_lower_case_changes_case_only(question: str) -> None:
    assert perturb(question, "lower-case") == question.lower()


@given(QUESTIONS)
def test_no_question_mark_takes_only_marks_and_blanks_from_the_end(question: str) -> None:
    bare = perturb(question, "no-question-mark")
    assert question.startswith(bare)
    assert set(question[len(bare) :]) <= set("?？") or not question[len(bare) :].strip(
        " ?？\t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0"
    )


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join), SEEDS)
def test_typos_are_one_or_two_slips_in_long_words_without_digits(question: str, seed: int) -> None:
    before, after = question.split(" "), perturb(question, "typos", seed).split(" ")
    moved = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(moved) <= (2 if len(before) >= 8 else 1)
    for one, other in moved:
        assert len(re.findall(r"[^\W\d_]", one)) >= 5 and not re.search(r"\d", one)
        assert OSA.distance(one, other) == 1 and one[0] == other[0]


def test_every_long_word_can_be_mistyped_and_every_kind_of_slip_is_drawn() -> None:
    found = {perturb("Kharkiv", "typos", seed) for seed in range(200)}
    assert "Kharkiv" not in found
    assert {"Khakriv", "Kharkv", "Khatkiv"} <= found  # swapped, left out, a neighbouring key


def test_a_slip_never_gives_the_word_itself() -> None:
    assert "Mississippi" not in {perturb("Mississippi", "typos", seed) for seed in range(300)}


def test_short_words_numbers_and_abbreviations_are_never_mistyped() -> None:
    question = "Did the F-16 fly 22000 km for VGTRK in 2014a12345 or not?"
    assert all(perturb(question, "typos", seed) == question for seed in range(50))


@given(QUESTIONS, SEEDS)
def test_names_leave_all_words_without_a_capital_and_the_first_word_alone(question: str, seed: int) -> None:
    pattern = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
    before, after = perturb(question, "names", seed), question
    ones, others = pattern.findall(after), pattern.findall(before)
    if len(ones) == len(others):
        assert ones[:1] == others[:1] or ones[0] in ones[1:]
        assert all(one == other for one, other in zip(ones, others, strict=True) if not one[0].isupper())


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Kharkiv", {"Charkiw", "Kharkiw", "Harkiv"}),
        ("Zelensky", {"Zelenskiy", "Zelenskj", "Selensky", "Zelenski"}),
        ("Zhelnitsa", {"Schelniza", "Jelnitsa"}),
        ("Müller", {"Mueller", "Muller", "Müler"}),
        ("Łódź", {"Lódź"}),
        ("Shevchenko's", {"Schewtschenko's", "Chevtchenko's", "Szewczenko's", "Shevchenkó's"}),
    ],
)
def test_names_are_written_in_the_ways_of_others(name: str, spellings: set[str]) -> None:
    question = f"Where is {name} now?"
    found = {perturb(question, "names", seed).split()[2] for seed in range(300)}
    assert spellings <= found
    assert name not in found


def test_a_name_is_written_alike_wherever_it_occurs_and_offices_and_months_never() -> None:
    question = "Did President Zelensky meet Zelensky in March on Monday?"
    for seed in range(30):
        words = names(question, random.Random(seed)).split()
        assert words[2] == words[4] != "Zelensky"
        assert [words[1], words[6], words[8]] == ["President", "March", "Monday?"]


def test_keywords_keep_the_words_that_carry_meaning_in_order() -> None:
    asked = "Who told Ida Berg's men to open 22,000 gates at 3.5 m, on 14 May?"
    assert perturb(asked, "keywords") == "Ida Berg's men open 22,000 gates 3.5 m 14 May"
    assert perturb("And who is he?", "keywords") == "And who is he?"


def test_an_unknown_perturbation_is_refused_with_those_that_exist() -> None:
    with pytest.raises(GoldInvalid, match="give one of lower-case, no-question-mark, typos, names, keywords"):
        perturb("Who?", "riddle")


def test_only_the_wording_of_a_gold_question_changes() -> None:
    gold = Question(
        "q1", "Who called the strike?", "factoid-who", ("Ada",), (), True, standalone="Who called it?", line=3
    )
    after = perturbed(gold, "keywords")
    assert after.question == "called strike"
    assert (after.id, after.answers, after.standalone, after.line) == ("q1", ("Ada",), "Who called it?", 3)
    (turn,) = perturbed_dialogue(Dialogue("d1", (gold,)), "lower-case").turns
    assert turn.question == "who called the strike?"


def test_typos_draw_from_the_generator_they_are_given() -> None:
    drawn = {typos("Who evacuated the province yesterday?", random.Random(seed)) for seed in range(40)}
    assert len(drawn) > 20
