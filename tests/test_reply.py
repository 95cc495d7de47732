"""What another voice replies to a claim beside it is the other side; what goes on from it is not."""

from __future__ import annotations

import pytest

from index.sentences import sentences
from index.types import Article, Passage
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
    found = reply(Matter(question, want, predicate), claim)
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


CLOSED = "Ada Brook said the school had been closed. "


@pytest.mark.parametrize(
    ("after", "reply"),
    [
        ("The board denied it.", "The board denied it"),
        ("The board, which runs it, rejected this. “Every pupil was there,” it said.", "Every pupil was there"),
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
