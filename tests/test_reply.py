"""What another voice replies to a claim beside it is the other side; what goes on from it is not."""

from __future__ import annotations

import pytest

from index.sentences import sentences
from index.types import Article, Passage
from qa.analysers import NoAnalyser, open_analyser
from qa.question import Wants, wants
from qa.reply import reply
from qa.rival import Matter
from qa.types import Candidate, Citation, Group, Hit, Polarity


def replied(question: str, text: str, answer: str, polarity: Polarity | None = None, predicate: str = "") -> str | None:
    """The reply to an answer, whose sentence is its quote, in an article of this text."""
    article = Article("a.txt", None, text, "/a.txt")
    at = text.index(answer)
    quote = next(one for one in sentences(text) if one.start <= at < one.end)
    citation = Citation(article, quote.start, quote.end, at, at + len(answer))
    claim = Group((Candidate(citation, 1.0, Hit(Passage(article, 0, len(text)), 1.0), None, polarity),))
    want: Wants = wants(question)
    analyser = open_analyser() if polarity else NoAnalyser()
    found = reply(Matter(question, want, predicate), claim, analyser)
    return found.citation.answer if found else None


HOW_MANY = "How many people were in the hall?"
INSIDE = "The owner said that 96 people were inside. "


@pytest.mark.parametrize(
    ("after", "reply"),
    [
        ("The union counted 140, because it knew of helpers.", "140"),
        ("The fire brigade spoke of more than 200.", "more than 200"),
        ("Ada Brook, a guest, said it had been 300.", "300"),
        ("The Halm Post put the number at about 150.", "about 150"),
        ("A list of the fire brigade comes to 150.", "150"),
        ("The brewers’ own experts reckon that 150 would be nearer the truth.", "150"),
        ("The police estimate that 150 were there.", "150"),
        ("He said the hall was too hot. The police put the figure at 150.", "150"),
    ],
)
def test_another_voice_gives_another_number_without_its_noun(after: str, reply: str) -> None:
    assert replied(HOW_MANY, INSIDE + after, "96 people") == reply


@pytest.mark.parametrize(
    "after",
    [
        "The union counted 140 chairs.",
        "The union counted 96.",
        "Later he said it had been 140.",
        "The union said 40 had been injured.",
        "The police put the temperature at 40.",
        "The hall was built in 1930.",
    ],
)
def test_another_number_is_no_reply_of_another_thing_or_by_the_same_voice(after: str) -> None:
    assert replied(HOW_MANY, INSIDE + after, "96 people") is None


def test_the_sentence_that_a_number_replies_to_is_its_other_side() -> None:
    text = "The deal cost 3 million euros, the club said. The Halm Post put the price at 5 million."
    assert replied("How much did the deal cost?", text, "5 million") == "3 million euros"
    assert replied("How much did the deal cost?", text, "3 million euros") == "5 million"


def test_a_number_that_says_itself_what_it_counts_replies_to_nothing_before() -> None:
    text = "The flood reached 60 villages, Ada Brook said. The governor put the number of lost houses at 5,000."
    assert replied("How many houses were lost?", text, "5,000") is None


CLOSED = "Ada Brook said the school had been closed. "


@pytest.mark.parametrize(
    ("after", "reply"),
    [
        ("The board denied it.", "The board denied it"),
        ("The board, which runs it, rejected this. “Every pupil was there,” it said.", "Every pupil was there"),
        ("“That is a lie,” said Ivo Lenz, its head. “The doors were open.”", "The doors were open"),
        ("The board called the claim “nonsense”: the doors were open.", "the doors were open"),
        ("Its head contradicted her: the doors were open.", "the doors were open"),
        ("“We saw the lock,” she said. The board denied that, saying that the doors were open.", "the doors were open"),
    ],
)
def test_a_denial_of_what_was_just_said_says_the_opposite(after: str, reply: str) -> None:
    assert replied("Was the school closed?", CLOSED + after, "the school had been closed", "yes") == reply


@pytest.mark.parametrize(
    "after",
    [
        "The board did not deny it.",
        "She dismissed reports of a strike.",
        "The board denied reports that the pool was shut.",
        "The board agreed.",
    ],
)
def test_what_is_said_next_is_no_denial(after: str) -> None:
    assert replied("Was the school closed?", CLOSED + after, "the school had been closed", "yes") is None


def test_a_sentence_beside_it_that_says_the_opposite_by_grammar_is_a_reply() -> None:
    told = "The head, Ivo Lenz, said that it was open."
    assert replied("Was the school closed?", CLOSED + told, "the school had been closed", "yes") == "it was open"
    same = "She said that it was never open."
    assert replied("Was the school closed?", CLOSED + same, "the school had been closed", "yes") is None


def test_other_parts_of_a_sentence_between_semicolons_are_other_sentences() -> None:
    text = "Organizers said 900 people marched; police put the turnout at 300."
    assert replied("How many people marched?", text, "900 people") == "300"
    assert replied("How many people marched?", text, "300") == "900 people"


def test_what_is_counted_may_be_told_by_another_form_of_the_verb() -> None:
    text = "Nine marchers were arrested, the ministry said. The League counted 30 arrests. "
    assert replied("How many marchers were arrested?", text, "Nine marchers") == "30 arrests"


@pytest.mark.parametrize(
    ("after", "reply"),
    [
        ("The builder expects to finish it in 2041.", "2041"),
        ("Ada Brook dated it to 2041.", "2041"),
        ("He expects to sell it in 2041.", None),
        ("The builder expects to finish it in 2039.", None),
        ("The builder said the roof would leak in 2041.", None),
    ],
)
def test_another_voice_gives_another_time(after: str, reply: str | None) -> None:
    text = "The minister said the dam would be finished in 2039. " + after
    assert replied("When will the dam be finished?", text, "2039", predicate="finished") == reply


def test_a_denial_of_two_things_is_of_the_one_that_it_names() -> None:
    text = (
        "Ada Brook said that Lenz had been questioned but not arrested. His lawyer contradicted her: Lenz was arrested."
    )
    assert replied("Was Lenz questioned?", text, "had been questioned", "yes", "questioned") is None
    assert replied("Was Lenz arrested?", text, "not arrested", "no", "arrested") == "Lenz was arrested"


def test_what_a_denial_denies_is_its_other_side() -> None:
    text = "The Halm Post reported that Lenz had quit. Lenz denied it."
    assert replied("Did Lenz quit?", text, "Lenz denied it", "no") == "The Halm Post reported that Lenz had quit"


LAMP = "The owner said a broken lamp had caused the fire. "


@pytest.mark.parametrize(
    ("after", "reply"),
    [
        ("The union blamed piles of paper by the stove.", "piles of paper by the stove"),
        ("Ada Brook said the guests were to blame.", "the guests"),
    ],
)
def test_another_voice_blames_another(after: str, reply: str) -> None:
    assert replied("What caused the fire?", LAMP + after, "a broken lamp") == reply


@pytest.mark.parametrize(
    "after", ["He blamed the lamp makers.", "Nobody blamed the guests.", "The union blamed a lamp."]
)
def test_the_same_voice_or_culprit_is_no_reply(after: str) -> None:
    assert replied("What caused the fire?", LAMP + after, "a broken lamp") is None


def test_only_who_asks_for_a_culprit_is_told_of_another() -> None:
    text = "The jars were broken by boys from Halm, the owner said. The boys’ teacher said the cats were to blame."
    assert replied("Who broke the jars?", text, "boys from Halm", predicate="broke") == "the cats"
    assert replied("Who is the owner?", text, "boys from Halm", predicate="is") is None
