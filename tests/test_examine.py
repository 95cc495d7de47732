"""What `qa doctor` finds wrong, and that the command it names mends just that."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from fakes import STRIKE, write_corpus_folder

import index
from ui.cli import main
from ui.examine import examine, examine_index


@pytest.fixture
def built(tmp_path: Path) -> Path:
    write_corpus_folder(tmp_path / "news", {"strike.txt": STRIKE})
    index.build([tmp_path / "news"], into=tmp_path / "my news.index")
    return tmp_path / "my news.index"


def mended(folder: Path, articles: Path) -> Path:
    """Run the command that the one failure names; the index that it says to use."""
    (failed,) = [one for one in examine_index(folder) if not one.good]
    command = shlex.split(failed.mend.replace("PATH", shlex.quote(str(articles))))
    assert command[0] == "qa" and main(command[1:]) == 0, failed
    return Path(command[-1])


@pytest.mark.slow
def test_a_whole_index_has_nothing_to_mend(built: Path) -> None:
    assert [one.good for one in examine_index(built)] == [True, True]


@pytest.mark.slow
@pytest.mark.parametrize("what", ["missing", "file", "foreign", "damaged"])
def test_the_command_that_is_named_mends_the_index(built: Path, what: str) -> None:
    folder = built if what == "damaged" else built.with_name("other index")
    if what == "file":
        folder.write_text("x")
    elif what == "foreign":
        folder.mkdir()
        (folder / "mine.txt").write_text("x")
    elif what == "damaged":
        with next((built / "generations").glob("*/corpus.sqlite")).open("r+b") as file:
            file.write(b"damage")
    assert all(one.good for one in examine_index(mended(folder, built.parent / "news")))


@pytest.mark.slow
def test_a_reader_that_was_named_is_left_out_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_READER", "/nowhere")
    assert [one.mend for one in examine(built) if not one.good] == ["unset QA_READER"]
