"""Names as other languages write them: read as the one name of the articles that sounds so, and as no other."""

from __future__ import annotations

import pytest
from sighted import Named

from qa.lexicon import ordinary_words, rare_words
from qa.names import latin_form
from qa.phonetics import Sounding, distance, sounds_like, spelled_out
from qa.respell import respelled
from qa.spellings import CROWD, Spellings
from qa.wishes import Wishes


def known(
    names: dict[str, int], given: dict[str, frozenset[str]] | None = None, more: dict[str, int] | None = None
) -> Spellings:
    return Spellings(
        {**names, **(more or {})}, Named(frozenset(names), given), ordinary=ordinary_words(), rare=rare_words()
    )


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        *[("Schelnitza", "zhelnitza"), ("Wesska", "vesska"), ("Cobrin", "kobrin"), ("Oulmberg", "ulmberg")],
        *[("Iarmak", "yarmak"), ("Jarmak", "yarmak"), ("Kobourg", "koburg"), ("Tchalinka", "chalinka")],
        *[("Kuitumba", "quitumba"), ("Harlivka", "kharlivka"), ("Kalhun", "kalun"), ("Filbruk", "philbrook")],
    ],
)
def test_a_name_in_the_dress_of_another_language_is_read_as_that_of_the_articles(asked: str, written: str) -> None:
    spellings = known({written: 3, "drovia": 4, "marta": 2, "tolm": 1})
    assert respelled(f"When was {asked} seen?", spellings) == {asked: written.capitalize()}


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        *[("Halden", "holdan"), ("Wegmer", "wagner"), ("Petrina", "petrin"), ("Kassen", "hassen")],
        *[("Larssen", "larson"), ("Ruvania", "ruvan"), ("Dorven", "torven"), ("Cherry", "kerri")],
    ],
)
def test_names_that_look_alike_but_sound_otherwise_stay_apart(asked: str, written: str) -> None:
    assert not sounds_like(asked.lower(), written)


def test_a_name_that_two_names_sound_like_is_neither() -> None:
    assert known({"zharmik": 3, "drovia": 4}).near("scharmik") == ["zharmik"]
    assert known({"zharmik": 3, "jarmik": 2}).near("scharmik") == []


def test_of_two_names_that_sound_alike_the_nearer_is_meant() -> None:
    assert known({"ikhvari": 1, "ihvari": 2}).near("ikhwari") == ["ikhvari"]
    assert known({"lidia": 2, "lydia": 5}).near("lidija") == ["lidia"]


def test_a_short_name_is_a_slip_of_another_only_by_hand() -> None:
    names = {"bosra": 3, "drovia": 2}
    assert known(names).near("basra") == [] and known(names).near("bonsra") == []
    assert known(names).near("bosrs") == ["bosra"] == known(names).near("bsora") == known(names).near("bosras")
    assert Spellings(names).near("basra") == ["bosra"]  # control: not known to be a name


def test_the_spelling_asked_is_itself_a_name_of_the_articles() -> None:
    assert respelled("Who saw Sorin?", known({"zorin": 3, "sorin": 1})) == {}


def test_words_of_english_and_words_that_are_no_names_are_not_read_so() -> None:
    assert respelled("Where is the fish?", known({"fich": 3})) == {}
    plain = Spellings({"kavern": 3}, Named(frozenset()), ordinary=ordinary_words(), rare=rare_words())
    assert plain.near("cavvern") == []


def test_among_very_many_words_a_short_name_is_not_told_by_its_sound() -> None:
    crowd = {f"w{'abcdefghij'[n % 10]}{n}": 1 for n in range(CROWD)}
    assert known({"vessa": 3}).near("wessa") == ["vessa"]
    assert known({"vessa": 3}, more=crowd).near("wessa") == []
    assert known({"vesslova": 3}, more=crowd).near("wesslova") == ["vesslova"]


def test_a_person_keeps_names_apart_that_sound_alike() -> None:
    apart = Spellings({"zorin": 3}, wishes=Wishes.of([], [["Zorin", "Sorin"]]))
    assert apart.near("sorin") == [] and Spellings({"zorin": 3}).near("sorin") == ["zorin"]


def test_a_word_of_english_in_a_name_is_known_by_the_name_before_it() -> None:
    given = {"rovers": frozenset({"tulm"})}
    spellings = known({"rovers": 3, "tulm": 2}, given)
    assert respelled("Who leads Toulm Rowers?", spellings) == {"Toulm": "Tulm", "Rowers": "Rovers"}
    assert respelled("Who leads the toulm rowers?", spellings).get("rowers") is None
    assert respelled("Who leads Halm Rowers?", spellings) == {}


def test_a_given_name_is_read_as_the_one_that_the_surname_has() -> None:
    spellings = known({"ekholt": 3, "sanna": 2}, {"ekholt": frozenset({"sanna"})})
    assert respelled("When was Sana Ekholt here?", spellings) == {"Sana": "Sanna"}
    assert respelled("When was Hanna Ekholt here?", spellings) == {} == respelled("Where is Sana?", spellings)
    words = known({"kobrin": 2, "qobrin": 1}, {"and": frozenset({"qobrin"})}, more={"and": 9})
    assert respelled("Who left Cobrin and fled?", words) == {}  # "and" is no surname


def test_a_name_that_the_articles_also_write_small_is_one_in_its_other_spelling() -> None:
    spellings = Spellings({"kyiv": 9, "kiev": 3}, Named(frozenset({"kiev"})), ordinary=ordinary_words())
    assert respelled("Who left Kjiv?", spellings) == {"Kjiv": "Kyiv"}
    assert respelled("Who left Kjiv?", Spellings({"kyiv": 9}, Named(frozenset()))) == {}


class Accented(Named):
    """Articles that write one name with its accents."""

    def written(self, word: str) -> tuple[str, ...]:
        return ("Łorna",) if word == "lorna" else super().written(word)


def test_accents_are_read_for_what_they_stand_for_and_written_as_in_the_articles() -> None:
    spellings = Spellings({"marsh": 2, "drovia": 3, "lorna": 2}, Accented(frozenset({"marsh", "drovia", "lorna"})))
    assert respelled("Did Helena Marš win?", spellings) == {"Marš": "Marsh"}
    assert respelled("Did she visit Droviá?", spellings) == {"Droviá": "Drovia"}
    assert respelled("Did she visit Łorna?", spellings) == {}
    assert spelled_out("Tøkšen") == "toekshen"


def test_words_of_one_sound_are_found_among_many() -> None:
    found = Sounding(["kobrin", "cobrin", "marta", "ab", "2014"]).near("qobrin")
    assert found.keys() == {"kobrin", "cobrin"} and distance("kobrin", latin_form("Кобрин".lower())) == 0
