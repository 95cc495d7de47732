"""How far, how long, how often, what time: only what is of that measure is a candidate."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.measure import measure

CASES = [
    ("How far is Halm from Orla?", "After the six-week war Halm lay empty.", "the six-week war", False),
    ("How far is Halm from Orla?", "Halm lies 12 km south of Orla.", "12 km", True),
    ("How far is Halm from Orla?", "Halm is two hours away.", "two hours", True),
    ("How tall is Ada Moor?", "Moor, 17, plays for Halm.", "17", False),
    ("How tall is Ada Moor?", "Moor, 17, is 1.92m tall.", "1.92m", True),
    ("How wide is the bridge?", "The bridge is 210 metres long.", "210 metres", False),
    ("How wide is the bridge?", "The bridge is 12 metres wide.", "12 metres", True),
    ("How frequently do they meet?", "They meet every other Tuesday.", "every other Tuesday", True),
    ("How long have the nurses helped?", "Eleven nurses have helped since Monday.", "Eleven nurses", False),
    ("How long have the nurses helped?", "Eleven nurses have helped since Monday.", "Monday", True),
    ("How long is the report?", "The report has 212 pages.", "212 pages", True),
    ("How often do they meet?", "The council has 41 seats.", "41 seats", False),
    ("How often do they meet?", "They meet every other Tuesday.", "every other Tuesday", True),
    ("What percentage of voters came?", "Some 41,000 voters came.", "41,000 voters", False),
    ("What percentage of voters came?", "Two thirds of the voters came.", "Two thirds", True),
    ("How much did the boat cost?", "The boat cost $6 million and carried 12.", "12", False),
    ("How much did the boat cost?", "The boat cost $6 million and carried 12.", "$6 million", True),
    ("In which year did it open?", "It opened on Friday.", "Friday", False),
    ("What time of year do they breed?", "They breed in spring.", "spring", True),
    ("How much snow fell?", "Some 12 centimetres fell.", "12 centimetres", True),
    ("On what date did it open?", "It opened on Jan 19.", "Jan 19", True),
    ("What time of day did it open?", "It opened in the evening.", "evening", True),
    ("What time of day did it open?", "It opened shortly after 6 pm on Monday.", "6 pm", True),
    ("What time of day did it open?", "It opened in 2019.", "2019", False),
    ("How fast did work go?", "Work went slowly on.", "slowly", True),
    ("How fast did work go?", "A slow-moving crane did the work.", "slow-moving", True),
    ("Who came?", "Eleven nurses came.", "Eleven nurses", True),
]


@pytest.mark.parametrize(("question", "text", "answer", "kept"), CASES)
def test_a_candidate_is_of_the_measure_asked_for(question: str, text: str, answer: str, kept: bool) -> None:
    assert bool(measure(question, [candidate(text, answer)])) is kept


def test_a_part_of_the_day_gives_way_to_an_hour_unless_it_is_far_ahead() -> None:
    hour, morning = candidate("It struck at 3:20 p.m.", "3:20 p.m.", 1.0), "It struck on Monday morning."
    asked = "What time did it strike?"
    assert measure(asked, [candidate(morning, "Monday morning", 3.0), hour]) == [hour]
    assert len(measure(asked, [candidate(morning, "Monday morning", 9.0), hour])) == 2
