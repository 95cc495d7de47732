"""Questions as the articles would write them: slips put right, names in their spelling and with capitals."""

from __future__ import annotations

import pytest
from sighted import Named

from qa.lexicon import ordinary_words, rare_words
from qa.respell import cased, respell, respelled, seen_as
from qa.spellings import Spellings

CORPUS = {"water": 4, "flood": 9, "levee": 3, "leave": 3, "order": 2, "nadia": 2, "valley": 5, "detour": 1, "boots": 1}


@pytest.fixture(scope="module")
def spellings() -> Spellings:
    return Spellings(CORPUS, Named(frozenset({"nadia"})), ordinary=ordinary_words(), rare=rare_words())


def test_a_question_is_read_with_its_slips_put_right_and_its_names_cased(spellings: Spellings) -> None:
    read = respell("did nadia see the flokd", spellings)
    assert (read.text, read.read_as) == ("did Nadia see the flood", {"flokd": "flood"})
    assert respell("Did Nadia see the flood?", spellings).text == "Did Nadia see the flood?"


def test_a_question_is_read_in_the_spelling_that_most_passages_have() -> None:
    spellings = Spellings({"kupyansk": 9, "kupiansk": 5, "izyum": 3, "commander": 8})
    assert respelled("Who is the comander near Kupjansk and Izyum?", spellings) == {
        "comander": "commander",
        "Kupjansk": "Kupyansk",
    }
    assert respelled("Who saw Paris?", spellings) == {}


def test_a_spelling_that_a_quote_has_instead_of_the_questions_is_told() -> None:
    spellings = Spellings({"kupyansk": 9, "kupiansk": 5, "izyum": 3, "commander": 8})
    assert seen_as("Who holds Kupyansk?", "The army left Kupiansk.", spellings) == {"Kupyansk": "Kupiansk"}
    assert seen_as("Who holds Kupyansk?", "The army left Kupyansk and Kupiansk.", spellings) == {}


def test_a_slip_of_an_english_word_that_no_article_has_is_put_right(spellings: Spellings) -> None:
    assert respelled("who delaeyd the payments and how did he recat", spellings) == {
        "delaeyd": "delayed",
        "recat": "react",
    }


def test_rare_words_of_english_stay(spellings: Spellings) -> None:
    for word in ("devour", "brunt", "mulling", "aspirin", "whopping", "expires", "outage", "sever"):
        assert respelled(f"what about the {word}", spellings) == {}, word
    without = Spellings(CORPUS, ordinary=ordinary_words())
    assert respelled("what devour", without) == {"devour": "detour"}  # control


def test_a_name_with_its_letters_swapped_is_read_as_the_word_and_another_name_is_not(spellings: Spellings) -> None:
    assert respelled("Does the Vlaley Union lead?", spellings) == {"Vlaley": "Valley"}
    assert respelled("Does the Valey Union lead?", spellings) == {}


def test_a_surname_in_another_dress_is_known_by_its_given_name() -> None:
    names = {"horbeniuk": 3, "natalia": 3, "hall": 2, "vera": 1}
    given = {"horbeniuk": frozenset({"natalia"}), "hall": frozenset({"natalia"})}
    known = Spellings(names, Named(frozenset(names), given), ordinary=ordinary_words())
    assert respelled("What is Natalya Gorbenyuk's job?", known) == {"Natalya": "Natalia", "Gorbenyuk": "Horbeniuk"}
    assert respelled("What is Vera Gorbenyuk's job?", known) == {} == respelled("Where is Gorbenyuk?", known)


def test_of_several_names_as_near_the_one_that_stands_behind_the_given_name_is_meant() -> None:
    names = {"brock": 2, "brack": 2, "marta": 3, "martha": 1, "tomas": 2}
    given = {"brock": frozenset({"marta"}), "brack": frozenset({"tomas"})}

    def read_as(question: str, given: dict[str, frozenset[str]]) -> dict[str, str]:
        return respelled(question, Spellings(names, Named(frozenset(names), given), ordinary=ordinary_words()))

    assert read_as("What did Marta Brxck say?", given) == {"Brxck": "Brock"}
    assert read_as("What did Marat Brxck say?", given) == {"Marat": "Marta", "Brxck": "Brock"}
    assert read_as("What did Petra Brxck say?", given) == {} == read_as("What did Marta Brxck say?", {})
    assert read_as("What did Marta Brxck say?", {"brock": given["brock"], "brack": given["brock"]}) == {}


def test_a_word_of_english_gets_a_capital_only_beside_another_name() -> None:
    """Of many articles those that have "river" oftenest tell of rivers by name."""
    names = frozenset({"river", "civic", "front", "ostra"})
    known = Spellings(
        dict.fromkeys([*names, "rising"], 3),
        Named(names, small=frozenset({"river", "front"})),
        ordinary=ordinary_words(),
    )
    assert cased("how fast was the river rising", known) == "how fast was the river rising"
    assert cased("who leads the civic front", known) == "who leads the Civic Front"
    assert cased("how deep is the river ostra", known) == "how deep is the River Ostra"


def test_a_name_typed_without_its_capital_gets_it_and_no_other_word_does(spellings: Spellings) -> None:
    assert cased("who told nadia that the levee broke", spellings) == "who told Nadia that the levee broke"
    assert cased("Did nadia's boat leave?", spellings) == "Did Nadia's boat leave?"
    assert (
        cased("Where in Halm is the nadia?", spellings) == "Where in Halm is the nadia?"
    )  # who uses capitals means it
