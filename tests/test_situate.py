"""Where a place is: what the article says of its site right behind its name."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.analysers import Analyser, open_analyser
from qa.situate import situate


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return open_analyser()


@pytest.mark.parametrize(
    ("question", "text", "answer", "expected"),
    [
        ("Where is Halm?", "The fair in Halm, southwest of Orla, drew Ada Brook.", "The fair", "southwest of Orla"),
        ("Where is Halm?", "Halm, 12 km north of Orla, has no bridge.", "bridge", "12 km north of Orla"),
        ("Where is Halm located?", "Halm, a small port on the Lenn, grew.", "Halm", "a small port on the Lenn"),
        ("Where is the Orla dam?", "The Orla dam (near Tulm) is leaking.", "dam", "near Tulm"),
        ("Where is Halm?", "Halm, in the Orla valley, was flooded.", "flooded", "in the Orla valley"),
        ("Where is Halm?", "Halm, on Monday a ruin, was rebuilt in Orla stone.", "ruin", "ruin"),
        ("Where is Halm?", "Halm, said Ada Brook, is lovely.", "Brook", "Brook"),
        ("Where was Halm rebuilt?", "Halm, north of Orla, was rebuilt on a hill.", "on a hill", "on a hill"),
        ("Who is in Halm?", "Ada Brook is in Halm, north of Orla.", "Ada Brook", "Ada Brook"),
        ("Where is Tulm?", "Halm, north of Orla, is older than Tulm.", "Halm", "Halm"),
    ],
)
def test_the_site_of_a_place_stands_behind_its_name(
    analyser: Analyser, question: str, text: str, answer: str, expected: str
) -> None:
    found = situate(question, [candidate(text, answer)], analyser)
    assert max(found, key=lambda one: one.score).citation.answer == expected
