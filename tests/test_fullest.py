"""People by their fullest name."""

from __future__ import annotations

import pytest

from qa.analysers import SpacyAnalyser
from qa.fullest import fullest, person_name

ANALYSER = SpacyAnalyser()


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("Energy Minister Ada Brook", "Ada Brook"),
        ("Foreign Minister Ada Brook of Halm", "Ada Brook"),
        ("the coach, Ruta Salm", "Ruta Salm"),
        ("Ada Brook, 54, who leads the Civic Front", "Ada Brook"),
        ("Mr. Lenz", "Lenz"),
        ("Norwegian authorities", ""),
        ("Ada Brook's aides", ""),
        ("the Harbour Bank", ""),
        ("the firemen of Aldo", ""),
        ("the coach of Torro", ""),
        ("Ada Brook’s Civic Front", ""),
        ("Rescuers in boats", ""),
        ("Ada Brook in Halm and Ivo Lenz in Sund; others lost", "Ada Brook"),
        ("both Ada Brook and Ivo Lenz", ""),
        ("Ada Brook and Ivo Lenz", ""),
        ("", ""),
    ],
)
def test_a_person_in_a_description_goes_by_name(description: str, name: str) -> None:
    assert person_name(description, ANALYSER) == name


def test_a_surname_gets_the_first_name_that_the_quotes_have() -> None:
    assert fullest("Brook", ["It held, Deputy Mayor Ada Brook said.", "Brook left."]) == "Ada Brook"


def test_two_people_of_one_surname_are_not_guessed_between() -> None:
    assert fullest("Brook", ["Ada Brook met her brother Tom Brook."]) == "Brook"


def test_a_whole_name_stays_as_it_is() -> None:
    assert fullest("Ada Brook", ["Ada Maria Brook left."]) == "Ada Brook"
