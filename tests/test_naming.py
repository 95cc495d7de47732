"""Groups of spellings as a person sees them, and decisions that take effect at once and stay through rebuilds."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeEmbedder, KeywordReader, write_corpus_folder

import index
from index.decisions import read_decisions, with_names
from index.errors import DecisionsInvalid, IndexMissing
from index.generation import open_current
from qa.assistant import Assistant
from qa.confidence import Calibration
from qa.fitted import Fitted
from qa.naming import decide_names, read_names
from qa.spellings import open_spellings
from qa.weigh import Weights
from ui.cli import main

TEXTS = {
    "a.txt": "The mill at Novosilsk burned. Andrey Tolvanov of Novosilsk saw it.",
    "b.txt": "The mill at Novosilsk will be built again.",
    "c.txt": "In Nowosilsk the mayor, Brandt, spoke. A ferry left Port Ellery.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_corpus_folder(tmp_path / "news", TEXTS)
    index.build([tmp_path / "news"], into=tmp_path / "a.index", embedder=FakeEmbedder())
    return tmp_path / "a.index"


def shown(folder: Path) -> list[list[tuple[str, int]]]:
    return [[(one.text, one.articles) for one in group.spellings] for group in read_names(folder).groups]


def test_spellings_that_are_read_as_one_are_shown_with_their_articles(folder: Path) -> None:
    assert shown(folder) == [[("Novosilsk", 2), ("Nowosilsk", 1)]]


def test_joined_names_are_one_from_the_next_question_on_and_after_a_rebuild(folder: Path) -> None:
    living = Assistant(folder, FakeEmbedder(), KeywordReader("Port Ellery"), Fitted(Weights(), Calibration()))
    assert living.ask("Where is Ellerhafen?", risk=1.0).notes == ("no article mentions Ellerhafen",)
    assert decide_names(folder, "joined", ["Ellery", "Ellerhafen"]) == ["Ellerhafen"]
    assert "Ellerhafen read as Ellery" in living.ask("Where is Ellerhafen?", risk=1.0).notes
    assert [("Ellery", 1), ("Ellerhafen", 0)] in shown(folder)
    index.build([], into=folder, embedder=FakeEmbedder())
    assert read_decisions(folder / "decisions.toml").joined == (("Ellery", "Ellerhafen"),)
    assert [("Ellery", 1), ("Ellerhafen", 0)] in shown(folder)


def test_names_kept_apart_are_no_group_any_more(folder: Path) -> None:
    decide_names(folder, "apart", ["Novosilsk", "Nowosilsk"])
    assert shown(folder) == [] and read_names(folder).apart == (("Novosilsk", "Nowosilsk"),)
    spellings = open_spellings(open_current(folder), folder)
    assert spellings.near("novosilsk") == [] and not spellings.folded("Novosilsk", "Nowosilsk")


def test_a_later_decision_about_the_same_names_replaces_the_earlier(folder: Path) -> None:
    decide_names(folder, "apart", ["Novosilsk", "Nowosilsk"])
    decide_names(folder, "joined", ["Nowosilsk", "novosilsk"])
    decide_names(folder, "joined", ["Novosilsk", "Nowosilsk"])
    decisions = read_decisions(folder / "decisions.toml")
    assert decisions.apart == () and decisions.joined == (("Nowosilsk", "novosilsk"),)


def test_what_a_person_wrote_stays_and_a_contradiction_with_more_names_is_refused(folder: Path) -> None:
    path = folder / "decisions.toml"
    written = '# the desk says\n[[apart]]\nnames = ["Lyman", "Liman", "Leeman"] # three towns\n'
    path.write_text(written)
    assert with_names(path, "joined", ["Oln", "Olna"]).startswith(written)
    with pytest.raises(DecisionsInvalid, match="line 2"):
        with_names(path, "joined", ["Lyman", "Liman"])
    for names in ([], ["Lyman"], ["Lyman", "lyman"], ["Lyman", "7"]):
        with pytest.raises(DecisionsInvalid, match="two different names"):  # no line of a file is to blame
            with_names(path, "joined", names)


@pytest.mark.parametrize("names", [["Oln"], ["Oln", "oln"], ["Oln", "12"]])
def test_names_that_decide_nothing_are_refused(folder: Path, names: list[str]) -> None:
    with pytest.raises(DecisionsInvalid):
        decide_names(folder, "joined", names)
    assert not (folder / "decisions.toml").exists()


def test_there_must_be_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        decide_names(tmp_path / "none.index", "joined", ["Oln", "Olna"])


def test_the_command_shows_joins_and_parts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--index", str(folder)]
    assert main(["names", *where]) == 0
    assert capsys.readouterr().out == "Novosilsk (2 articles) = Nowosilsk (1 article)\n"
    assert main(["names", "apart", "Novosilsk", "Nowosilsk", *where]) == 0
    assert main(["names", "join", "Oln", "Olna", *where]) == 0
    assert "no article has the name Oln" in capsys.readouterr().err
    assert main(["names", *where]) == 0
    assert "Novosilsk ≠ Nowosilsk (kept apart by you)\n" in capsys.readouterr().out
    assert main(["names", "join", "Oln", *where]) == 1
    assert capsys.readouterr().err.count("\n") == 1
