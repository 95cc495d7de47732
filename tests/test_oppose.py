"""Values that cannot both be true are two sides; another wording, a vaguer value, another day's event is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.sentences import sentences
from index.types import Article, Passage
from qa.analysers import NoAnalyser, open_analyser
from qa.moments import clash
from qa.oppose import MAX_GAP, oppose
from qa.rival import MAX_DAYS
from qa.types import Candidate, Citation, Evidence, Group, Hit, Polarity

HOW_MANY = "How many houses were lost?"


def said(
    answer: str,
    score: float = 1.0,
    relative: str = "a.txt",
    sentence: str = "It was {}.",
    *,
    published: str | None = None,
    story: str = "",
    nearness: float = 1.0,
    polarity: Polarity | None = None,
) -> Group:
    before, after = sentence.split("{}")
    text = before + answer + after
    article = Article(relative, None, text, f"/{relative}", published=published, story=story)
    citation = Citation(article, 0, len(text), len(before), len(before) + len(answer))
    found = Evidence(0.0, 1.0, nearness, nearness, 1.0, 0.0, 1.0)
    return Group((Candidate(citation, score, Hit(Passage(article, 0, len(text)), 1.0), found, polarity),))


def sides(question: str, *groups: Group) -> list[str]:
    return [side.best.citation.answer for side in oppose(question, groups, NoAnalyser())]


AMOUNTS = [
    ("How large is it?", "2,000 square kilometers", "about 2,500 square kilometers"),
    ("How many people left?", "nearly 12,000 civilians", "Four hundred thirty-six people"),
    ("How much did it cost?", "3 million dollars", "5 million dollars"),
    ("How many gates were opened?", "six gates", "Four gates"),
    ("How many deaths were there?", "two deaths", "one death"),
    ("Turnout in Oln", "63 per cent", "barely 41 per cent"),
    ("How long is the tunnel?", "9 km", "nearly 14 kilometres"),
]
DATES = [
    ("When was the vote?", "on Monday", "on Tuesday"),
    ("When was the vote?", "12 March", "14 March 2031"),
    ("When did it open?", "in May 2019", "June 2019"),
    ("When did the siren sound?", "at 6 pm", "at 18:40"),
]


@pytest.mark.parametrize(("question", "one", "other"), AMOUNTS + DATES)
def test_values_that_cannot_both_be_true_are_sides(question: str, one: str, other: str) -> None:
    sentence = question + " It was {}."
    found = sides(question, said(one, 2.0, sentence=sentence), said(other, 1.5, "b.txt", sentence))
    assert found == [one, other]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How far is it?", "only 7 km", "7-8 km"),
        ("How many voted?", "nearly 9,000 voters", "8,900 voters"),
        (HOW_MANY, "12 houses", "40 bridges"),
        (HOW_MANY, "12 houses", "dozens of houses"),
        ("How many people left?", "2,000 people", "2,000 residents"),
        ("When was the vote?", "on Monday", "12 March"),
        ("When was the vote?", "in March", "12 March"),
        ("When did it begin?", "since April", "in May"),
        ("When did it begin?", "early in May", "April"),
        ("Who spoke?", "12 houses", "40 houses"),
        ("Who won the race?", "Anna Holt", "Maria Lund"),
        ("Where did people protest?", "in Oslo", "in Bergen"),
        ("Why did the mayor resign?", "because of her health", "after the vote was lost"),
    ],
)
def test_what_can_both_be_true_is_one_side(question: str, one: str, other: str) -> None:
    sentence = question + " It was {}."
    assert sides(question, said(one, 2.0, sentence=sentence), said(other, 1.5, "b.txt", sentence)) == [one]


def test_a_bare_number_counts_what_follows_it_in_its_quote() -> None:
    one = said("436 people", 2.0, sentence="{} were moved.")
    assert len(sides("How many were moved?", one, said("Dozens", 1.9, "b", "{} of settlements were moved."))) == 1
    assert len(sides("How many were moved?", one, said("Dozens", 1.9, "b", "{} of people were moved."))) == 2


def test_a_year_is_no_age_and_another_place_has_its_own_time() -> None:
    age = "How old is Ada Brook?"
    assert sides(age, said("32"), said("2019", relative="b.txt", sentence="Ada Brook married in {}.")) == ["32"]
    assert sides(
        age, said("32", sentence="Ada Brook is {}."), said("44", relative="b.txt", sentence="Ada Brook is {}.")
    ) == ["32", "44"]
    when, here = "When did the storm reach Halm?", said("Sunday", sentence="The storm reached Halm on {}.")
    other = said("Monday", relative="b.txt", sentence="The storm reached Sund on {}, having passed Halm.")
    there = said("Monday", relative="b.txt", sentence="The storm reached land on {} in Norway, having passed Halm.")
    assert [len(oppose(when, [here, one], open_analyser())) for one in (other, there)] == [2, 1]


def test_two_causes_are_not_one_for_a_function_word_in_common() -> None:
    question, place = "What caused the gate to open?", "That the gate should open was caused by {}."
    fear = said("because they feared that it would break", sentence="They made the gate open {}.")
    assert len(sides(question, fear, said("rockets that hit it", 0.9, "b.txt", place))) == 2
    assert len(sides(question, fear, said("fear of a break", 0.9, "b.txt", place))) == 1  # a word of sense in common


def test_two_parts_of_the_compass_are_sides_where_a_part_is_asked_for() -> None:
    question, sentence = "What part of Norland is Halm in?", "They met in {} of Halm in Norland."
    south = said("the southern city", sentence=sentence)
    assert len(sides(question, south, said("the central town", 0.9, "b.txt", sentence))) == 2
    assert len(sides(question, south, said("the south-east", 0.9, "b.txt", sentence))) == 1
    assert len(sides(question, south, said("the old town", 0.9, "b.txt", sentence))) == 1


def test_a_much_weaker_span_is_no_side() -> None:
    weak = said("40 houses", 2.0 - MAX_GAP - 0.1, "b.txt")
    assert len(sides(HOW_MANY, said("12 houses", 2.0), weak)) == 1


def test_copies_of_one_story_and_one_voice_are_one_side() -> None:
    one, other = said("12 houses", 2.0, story="s"), said("40 houses", 1.9, "b.txt", story="s")
    assert len(sides(HOW_MANY, one, other)) == 1


def test_one_article_may_set_two_values_against_each_other() -> None:
    text = "The mayor said 12 houses were lost. Later the guard put it at 40 houses."
    article = Article("a.txt", None, text, "/a.txt")
    groups = []
    for answer, first, last in (("12 houses", 0, 35), ("40 houses", 36, len(text))):
        start = text.index(answer)
        citation = Citation(article, first, last, start, start + len(answer))
        groups.append(Group((Candidate(citation, 1.0, Hit(Passage(article, 0, len(text)), 1.0)),)))
    assert sides(HOW_MANY, *groups) == ["12 houses", "40 houses"]


def test_another_year_and_much_later_news_are_another_event() -> None:
    now, then = "In 2014 the fire took {}.", "In 1974 the fire took {}."
    assert len(sides(HOW_MANY, said("12 houses", 2.0, sentence=now), said("40 houses", 1.9, "b", then))) == 1
    early, late = said("12 houses", 2.0, published="2031-01-01"), said("40 houses", 1.9, "b", published="2031-04-01")
    assert MAX_DAYS < 90 and len(sides(HOW_MANY, early, late)) == 1
    named = said("40 houses", 1.9, "b", "The fire of 2031 took {}.", published="2032-04-01")
    assert len(sides(HOW_MANY, early, named)) == 2


def test_the_dead_and_the_injured_are_not_two_counts_of_one_thing() -> None:
    dead = said("12 people", 2.0, sentence="{} died in the fire.")
    hurt = said("40 people", 1.9, "b.txt", "{} were injured in the fire.")
    assert len(sides("How many people died in the fire?", dead, hurt)) == 1
    assert len(sides("How many people died in the fire?", dead, said("40 people", 1.9, "b", "{} died there."))) == 2
    assert len(sides("How many people died in the fire?", dead, said("40 people", 1.9, "b", "{} came to help."))) == 1


def test_yes_and_no_are_sides_and_yes_and_silence_are_not() -> None:
    yes, no = said("it closed", 2.0, polarity="yes"), said("it never closed", 1.9, "b.txt", polarity="no")
    assert len(sides("Did it close?", yes, no)) == 2
    assert len(sides("Did it close?", yes, said("a closure was asked for", 1.9, "b.txt"))) == 1
    doubtful = [said(group.best.citation.answer, -3.0, group.best.citation.article.relative) for group in (yes, no)]
    pair = [replace(g.best, polarity=p) for g, p in zip(doubtful, ("yes", "no"), strict=True)]
    assert len(sides("Did it close?", *(Group((one,)) for one in pair))) == 2
    assert len(sides(HOW_MANY, said("12 houses", -3.0), said("40 houses", -3.0, "b.txt"))) == 1


@pytest.mark.parametrize(
    ("text", "answers", "shown"),
    [
        (
            "The owner said the lamps had come on. Ada Brook said: “The lamps never worked.”",
            ("come on", "never worked"),
            2,
        ),
        ("The owner said the lamps were inside. Ada Brook said the lamps hung outside.", ("inside", "hung outside"), 2),
        ("The owner said the lamps had come on. Ada Brook said the lamps were old.", ("come on", "were old"), 1),
        ("The owner said the lamps had come on. He said the lamps never flickered.", ("come on", "never flickered"), 1),
        ("The owner said the lamps had come on. Ada Brook said the doors never shut.", ("come on", "never shut"), 1),
    ],
)
def test_two_voices_on_one_thing_are_sides_where_one_of_them_negates(
    text: str, answers: tuple[str, str], shown: int
) -> None:
    article, groups = Article("a.txt", None, text, "/a.txt"), []
    polarities: tuple[Polarity | None, ...] = ("yes", None)
    for sentence, answer, polarity in zip(sentences(text), answers, polarities, strict=True):
        start = text.index(answer)
        citation = Citation(article, sentence.start, sentence.end, start, start + len(answer))
        groups.append(Group((Candidate(citation, 1.0, Hit(Passage(article, 0, len(text)), 1.0), None, polarity),)))
    assert len(oppose("Did the lamps work?", groups, open_analyser())) == shown


def test_blame_on_two_is_two_sides_when_both_texts_speak_of_blame() -> None:
    one = said("the ministry", 2.0, sentence="He said {} was to blame for the crash.")
    other = said("a drunk pilot", 1.5, "b.txt", "Investigators blamed {}.")
    assert len(sides("Who is to blame for the crash?", one, other)) == 2
    beside = said("a rescue crew", 1.5, "b.txt", "After the crash {} came.")
    assert len(sides("Who is to blame for the crash?", one, beside)) == 1


def test_rising_and_easing_are_sides_of_a_question_that_asks_which() -> None:
    up, down = said("the shelling has increased", 2.0), said("there were fewer attacks", 1.5, "b.txt")
    assert len(sides("Is the fighting intense or easing?", up, down)) == 2
    assert len(sides("Is the fighting intense or easing?", up, said("fierce fighting", 1.5, "b.txt"))) == 1


def test_the_troops_of_two_nations_are_sides_and_two_persons_are_not() -> None:
    analyser = open_analyser()
    question = "Who is suffering heavy losses at the pass?"
    sentence = "At the pass {} suffer heavy losses."
    one, other = said("the Swedish army", 2.0, sentence=sentence), said("Danish troops", 1.9, "b", sentence)
    assert len(oppose(question, [one, other], analyser)) == 2
    person = said("Anna Holt", 1.9, "b", sentence)
    assert len(oppose(question, [one, person], analyser)) == 1


@pytest.mark.parametrize(("one", "other"), [("Friday", "on Friday evening"), ("", "Monday"), ("3 May", "May 3, 2031")])
def test_dates_that_may_be_one_do_not_clash(one: str, other: str) -> None:
    assert not clash(one, other) and not clash(other, one)
