"""What an article tells of its own topic, or of who does it, is not told of another name in it."""

from __future__ import annotations

import pytest
from faulty import speaks_of_another

TITLE = "Tulm Rovers Part with Coach"
ARTICLE = (
    f"{TITLE}\n\nTulm Rovers have parted with their coach a day after losing at Orsa United. The club thanked him. "
    "The supporters were glad. Captain Ivo Lenz is hurt. He fell on Friday."
)
BEARS = (
    "Boston Red Sox for sale\n\nIt may be soon. The Boston Red Sox are good. They won. Manager Ivo Lenz was fired. "
    "They trail the Chicago Bears."
)
FAN = "Ada Brook filed a suit, saying that she lost 300 crowns."


@pytest.mark.parametrize(
    ("question", "text", "answer", "title"),
    [
        ("Who is the captain of Orsa United?", ARTICLE, "Captain Ivo Lenz", TITLE),
        ("How much did Ivo Lenz lose?", "Ivo Lenz sang. " + FAN, "300 crowns", None),
        ("When did Ivo Lenz die?", "Ada Brook, who sang for Ivo Lenz, died in May.", "May", None),
        ("When was Ivo Lenz fired?", "Tulm fired Ada Brook in June, and lost under Ivo Lenz.", "June", None),
        ("Who is the manager of the Chicago Bears?", BEARS, "Ivo Lenz", "Boston Red Sox for sale"),
        (
            "Who is the captain of Orsa United?",
            ARTICLE.replace("Tulm Rovers have", "The Tulm Rovers have"),
            "Captain Ivo Lenz",
            TITLE,
        ),
    ],
)
def test_what_is_told_of_the_topic_or_another_doer_has_a_fault(
    question: str, text: str, answer: str, title: str | None
) -> None:
    assert speaks_of_another(question, text, answer, title)


@pytest.mark.parametrize(
    ("question", "text", "answer", "title"),
    [
        ("Who is the captain of Tulm Rovers?", ARTICLE, "Captain Ivo Lenz", TITLE),
        ("Who is the captain of Orsa United?", ARTICLE.replace("glad.", "at Orsa."), "Captain Ivo Lenz", TITLE),
        ("Who is the captain of Orsa United?", ARTICLE, "Captain Ivo Lenz", "Orsa United Win"),
        ("How much did Ada Brook lose?", "Ivo Lenz sang. " + FAN, "300 crowns", None),
        (
            "How many houses had the Rescuers checked?",
            "Rescuers sang. Ivo Lenz said his teams checked 3 houses.",
            "3",
            None,
        ),
        ("Who is the manager of the Boston Red Sox?", BEARS, "Ivo Lenz", "Boston Red Sox for sale"),
        ("When was Ada Brook fired?", "Tulm fired Ada Brook in June, and lost under Ivo Lenz.", "June", None),
        ("When did Ada Brook die?", "Ada Brook, who sang for Ivo Lenz, died in May.", "May", None),
    ],
)
def test_what_is_told_of_the_very_one_has_none(question: str, text: str, answer: str, title: str | None) -> None:
    assert not speaks_of_another(question, text, answer, title)
