"""Asked which company or which country, what is called one is surer."""

from __future__ import annotations

import pytest
from proposed import candidate

from qa.analysers import open_analyser
from qa.classify import CALLED, LISTED, NAMELESS, WHOLLY, classify

SALE = "The grocer Halm & Sons, a firm from Orsa, was sold to the Norwegian company Tarn on Monday. Oske Lind wept."
SHIP = "The storm Gerda drove the trawler Marigold onto the Oske Rock. Ardal University will study it."
CASES = [
    ("Which company bought the grocer?", SALE, "Tarn", CALLED),
    ("Which Norwegian company bought the grocer?", SALE, "Tarn", WHOLLY),
    ("The grocer was sold to which Danish company?", SALE, "Tarn", CALLED),
    ("What firm was sold?", SALE, "Halm & Sons", CALLED),
    ("Which manufacturer was sold?", SALE, "Halm & Sons", CALLED),
    ("Which company bought the grocer?", SALE, "Oske Lind", 0.0),
    ("Which club was sold?", SALE, "Tarn", 0.0),
    ("Which company bought the grocer?", SALE, "Monday", 0.0),
    ("Which company bought the grocer?", SALE, "wept", NAMELESS),
    ("Which company bought the grocer?", SALE, "a firm", NAMELESS),
    ("Who bought the grocer?", SALE, "Tarn", 0.0),
    ("What was sold on Monday?", SALE, "Halm & Sons", 0.0),
    ("Which storm struck the trawler?", SHIP, "Gerda", CALLED),
    ("which ship was lost", SHIP, "Marigold", CALLED),
    ("Which ship was lost?", SHIP, "Gerda", 0.0),
    ("Which ministry will study it?", "The fish ministry will study it.", "The fish ministry", 0.0),
    ("Which fish was found?", "A herring was found.", "A herring", 0.0),
    ("Which university will study it?", SHIP, "Ardal University", CALLED),
]


@pytest.mark.parametrize(("question", "text", "answer", "reason"), CASES)
def test_what_the_article_calls_a_thing_of_the_kind_is_surer(
    question: str, text: str, answer: str, reason: float
) -> None:
    only = classify(question, [candidate(text, answer)], open_analyser())[0]
    assert (only.citation.answer, only.reason) == (answer, reason)


TOUR = "Ada Brook left Norway for South Sudan, and then West Virginia, in May. The U.S. choir sang for us in Halm."
PLACES = [
    ("Which country did Brook go to?", "for South Sudan", "South Sudan", LISTED),
    ("Which country did Brook leave?", "Norway for South Sudan", "Norway for South Sudan", LISTED),
    ("Which country did Brook leave for South Sudan?", "Norway for South Sudan", "Norway", LISTED),
    ("Which country did Brook leave for South Sudan?", "South Sudan", "South Sudan", 0.0),
    ("In which state did she sing?", "then West Virginia, in May", "West Virginia", LISTED),
    ("In which state did she sing?", "South Sudan", "South Sudan", 0.0),
    ("Which country does the choir come from?", "The U.S. choir", "U.S.", LISTED),
    ("Which country's choir was in America?", "The U.S. choir", "The U.S. choir", 0.0),
    ("Which country does the choir come from?", "sang for us", "sang for us", 0.0),
    ("Which country did Brook go to?", "Ada Brook", "Ada Brook", 0.0),
    ("When did Brook leave Norway?", "for South Sudan", "for South Sudan", 0.0),
]


@pytest.mark.parametrize(("question", "answer", "kept", "reason"), PLACES)
def test_a_country_or_state_that_the_question_does_not_name_is_surer_and_alone(
    question: str, answer: str, kept: str, reason: float
) -> None:
    only = classify(question, [candidate(TOUR, answer)], open_analyser())[0]
    assert (only.citation.answer, only.reason) == (kept, reason)


NAMED = "The ferry left the Irish port of Halm for the bank Oske Tarn. Ada Brook coaches Ardal, a club."
WITH_NAME = [
    ("Which port did the ferry leave?", "the Irish port", "the Irish port of Halm", 0.0),
    ("Which bank owns the ferry?", "the bank", "the bank Oske Tarn", CALLED),
    ("Which bank owns the ferry?", "the bank Oske Tarn", "the bank Oske Tarn", CALLED),
    ("Which club is it?", "a club", "a club", NAMELESS),
    ("Which clubs are they?", "the bank", "the bank", NAMELESS),
    ("What club does Ada Brook coach?", "Ada Brook", "Ada Brook", NAMELESS),
    ("What club does Ada Brook coach?", "Ardal", "Ardal", CALLED),
]


@pytest.mark.parametrize(("question", "answer", "kept", "reason"), WITH_NAME)
def test_the_noun_asked_for_gets_the_name_behind_it(question: str, answer: str, kept: str, reason: float) -> None:
    only = classify(question, [candidate(NAMED, answer)], open_analyser())[0]
    assert (only.citation.answer, only.reason) == (kept, reason)
