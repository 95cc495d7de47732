"""Questions as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuestionError
from qa.question import MAX_CHARACTERS, asked_as, asks_list, checked, language, mended, terms, wants


@pytest.mark.parametrize("question", ["", "   \n", "?!…", "x" * 10_000])
def test_a_question_that_cannot_be_asked_gets_one_clear_line(question: str) -> None:
    with pytest.raises(QuestionError) as error:
        checked(question)
    assert "\n" not in str(error.value) and ":" in str(error.value)


def test_the_longest_question_is_still_read() -> None:
    assert checked("x" * MAX_CHARACTERS)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_a_checked_question_has_no_control_character(question: str) -> None:
    try:
        text = checked(question)
    except QuestionError:
        return
    assert all(c.isprintable() or not c.isascii() for c in text)


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("Who commands the army?", "who"),
        ("bridge collapse how many cars", "number"),
        ("How full was the lake?", "number"),
        ("How did the bridge fall?", "how"),
        ("on which day was the vote", "when"),
        ("At what hour does Brook say the door was shut?", "when"),
        ("which season did the mill say it would close", "when"),
        ("In what town did it happen?", "where"),
        ("Why did the dam break?", "why"),
        ("Did the dam break?", "polar"),
        ("What was sprayed on the wall?", "what"),
        ("According to the mayor, is the water safe or not?", "polar"),
        ("According to whom is the water safe?", "who"),
        ("What is the new bridge called?", "what"),
        ("What did she call the bridge?", "say"),
        ("What was the town celebrating when the mayor came?", "what"),
        ("Why was the ferry stopped when the wind rose?", "why"),
        ("Which team won the cup where the king was born?", "which"),
        ("What did the man who stole it eat?", "what"),
        ("How did the crowd leave when it rained?", "how"),
        ("What is the name of the man who swam?", "who"),
        ("When did the man who swam die?", "when"),
        ("What and when did she sell?", "when"),
    ],
)
def test_the_wanted_kind_follows_the_question_word(question: str, want: str) -> None:
    assert wants(question) == want


def test_terms_leave_out_words_that_tell_nothing_but_are_never_empty() -> None:
    assert terms("Who said that the bridge fell?") == ["bridge", "fell"]
    assert terms("who are you?") == ["who", "are", "you"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Wie viele Menschen wurden evakuiert?", "de"),
        ("Qui commande l'armée du nord?", "fr"),
        ("Кто командует армией?", "ru"),
        ("bridge collapse how many cars", "en"),
        ("Kupjansk evacuees free housing programme", "en"),
    ],
)
def test_another_language_is_noticed_and_keywords_are_not_taken_for_one(question: str, code: str) -> None:
    assert language(question) == code


@pytest.mark.parametrize(
    "question",
    [
        "Which towns were flooded?",
        "what two provinces is it made of",
        "Name the ministers who resigned",
        "What are the new bridges called?",
        "which emojis did he tweet",
        "What are the recommendations of the panel?",
        "Which borders were closed?",
        "Which regions was the push aimed at?",
        "Which two Pac-9 schools will leave?",
        "In which districts did it rain?",
        "What tools and things did the thieves take?",
    ],
)
def test_a_question_for_several_things_asks_for_a_list(question: str) -> None:
    assert asks_list(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which town was flooded?",
        "What was said?",
        "What is the new bridge called?",
        "Who resigned?",
        "What is the status of the dam?",
        "Which product remains hard to find?",
        "Which country borders Oln?",
        "Which tennis star pulled out?",
        "Which sports club was fined?",
        "Which of the two towns was flooded?",
        "What did Tomas Reuss say caused the flood?",
        "what did nils arvid think turnout was",
        "What did divers find at the bridge?",
        "What happens to those who stay?",
        "name of the farmers son",
        "What must guests sign?",
        "What were nurses wrapping?",
    ],
)
def test_a_question_for_one_thing_does_not(question: str) -> None:
    assert not asks_list(question)


KNOWN = frozenset(
    "the dam he say cars people cow now law with hot hat wasp whip shoe mayor bridge collapse is did".split()
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wheer is the dam?", "Where is the dam?"),
        ("waht did he say", "what did he say"),
        ("hwo many cars", "how many cars"),
        ("hwo is the mayor", "who is the mayor"),
        ("on wich day", "on which day"),
        ("Whcih dam?", "Which dam?"),
        ("whos the mayor", "who's the mayor"),
        ("wheres the dam", "where's the dam"),
        ("whn did it", "when did it"),
        ("bridge collapse hwo many cars", "bridge collapse how many cars"),
        ("howmany people", "how many people"),
    ],
)
def test_a_slip_in_a_question_word_is_put_right(typed: str, meant: str) -> None:
    assert mended(typed, KNOWN.__contains__) == meant
    assert wants(mended(typed, KNOWN.__contains__)) == wants(meant)


@pytest.mark.parametrize(
    "question",
    [
        "Who met Wich at the dam?",
        "what did Hwo say",
        "cow now law with hot",
        "the hat, the whip and the shoe",
        "why who how what where when which whom whose",
        "What's the dam?",
        "who were there",
    ],
)
def test_names_and_known_words_are_never_taken_for_slips(question: str) -> None:
    assert mended(question, KNOWN.__contains__) == question


@given(st.text(max_size=80))
def test_mending_twice_is_mending_once(question: str) -> None:
    once = mended(question, KNOWN.__contains__)
    assert mended(once, KNOWN.__contains__) == once


@pytest.mark.parametrize("typed", ["Who won", "Who won?", "Who won??", "Who won .", "Who won?!"])
def test_the_reader_sees_one_question_mark(typed: str) -> None:
    assert asked_as(typed) == "Who won?"
