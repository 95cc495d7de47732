"""A writer that dies, fails or is interrupted at any step leaves the old index or the new one, and nothing else."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import BRIDGE, HARVEST, STRIKE, FakeEmbedder, FaultyOs, write_corpus_folder

from index import files
from index.build import build, remove
from index.errors import IndexLocked, IndexUnwritable, NewsroomError
from index.generation import Generation, open_current

ROOT = Path(__file__).parent.parent
OLD, NEW = {"strike.txt", "bridge.txt"}, {"strike.txt", "bridge.txt", "harvest.txt"}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of two articles beside a corpus of three."""
    corpus = write_corpus_folder(tmp_path / "corpus", {"strike.txt": STRIKE, "bridge.txt": BRIDGE})
    build([corpus], tmp_path / "base", embedder=FakeEmbedder())
    write_corpus_folder(corpus, {"strike.txt": STRIKE, "bridge.txt": BRIDGE, "harvest.txt": HARVEST})
    return tmp_path / "base"


def names(generation: Generation) -> set[str]:
    return {article.relative for article in generation.articles}


def leftovers(index: Path) -> list[str]:
    return [str(path.relative_to(index)) for path in index.rglob("*.tmp*")]


def kill_everywhere(action: str, index: Path, *options: str) -> list[Path]:
    """The indexes left by kills at every step, in the order of the steps."""
    out = index.parent / f"killed-{action}{len(options)}"
    out.mkdir()
    command = [
        sys.executable,
        "-W",
        "ignore",
        str(ROOT / "tests" / "killer.py"),
        action,
        str(index),
        str(out),
        *options,
    ]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, timeout=100)
    steps = json.loads((out / "steps.json").read_text())
    assert len(steps) > 20, steps
    return [out / str(step) for step in range(1, len(steps) + 1)]


def harmed(index: Path, allowed: list[set[str]]) -> bool:
    """Whether an index cannot be opened, had to fall back, or holds anything but one of the allowed states."""
    try:
        generation = open_current(index)
    except NewsroomError:
        return True
    return generation.warning is not None or names(generation) not in allowed


def test_a_build_killed_at_any_step_leaves_the_old_or_the_new_generation(index: Path) -> None:
    killed = kill_everywhere("build", index)
    assert [path for path in killed if harmed(path, [OLD, NEW])] == []
    assert names(open_current(killed[0])) == OLD and names(open_current(killed[-1])) == NEW
    for path in killed[::4]:
        build([], path, embedder=FakeEmbedder())
        assert names(open_current(path)) == NEW
        assert leftovers(path) == []


def test_a_kill_does_harm_when_current_is_overwritten_in_place(index: Path) -> None:
    killed = kill_everywhere("build", index, "in-place")
    assert any(harmed(path, [OLD, NEW]) for path in killed)


def test_a_removal_killed_at_any_step_never_comes_back(index: Path) -> None:
    killed = kill_everywhere("remove", index)
    without = {"bridge.txt"}
    assert [path for path in killed if harmed(path, [OLD, without])] == []
    done = next(step for step, path in enumerate(killed) if names(open_current(path)) == without)
    assert all(names(open_current(path)) == without for path in killed[done:])
    decided = next(step for step, path in enumerate(killed) if (path / "decisions.toml").exists())
    assert decided <= done
    for path in killed[decided::4]:
        build([], path, embedder=FakeEmbedder())
        assert names(open_current(path)) == NEW - {"strike.txt"}
        assert leftovers(path) == []


def faults(monkeypatch: pytest.MonkeyPatch, fault: Callable[[], None]) -> Iterator[FaultyOs]:
    """One FaultyOs a step, until a run has no fault."""
    step = 1
    while True:
        faulty = FaultyOs(step, fault)
        monkeypatch.setattr(files, "os", faulty)
        yield faulty
        monkeypatch.setattr(files, "os", os)
        if len(faulty.steps) < step:
            return
        step += 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_an_error_at_any_step_is_one_clear_line_and_the_old_index_serves(
    index: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    refused = 0
    for _ in faults(monkeypatch, fail):
        before = names(open_current(index))
        try:
            build([], index, embedder=FakeEmbedder())
        except IndexUnwritable as error:
            refused += 1
            assert os.strerror(number) in str(error) and "\n" not in str(error)
        assert not harmed(index, [before, NEW])
    assert refused > 20
    assert names(open_current(index)) == NEW and leftovers(index) == []


def test_an_interrupt_at_any_step_leaves_an_index_and_no_half_written_folder(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    interrupted = 0
    for _ in faults(monkeypatch, interrupt):
        try:
            build([], index, embedder=FakeEmbedder())
        except KeyboardInterrupt:
            interrupted += 1
        assert not harmed(index, [OLD, NEW])
        if names(open_current(index)) == OLD:
            assert list((index / "generations").glob("*.tmp")) == []
    assert interrupted > 20


def test_a_locked_index_says_who_holds_it_and_since_when(index: Path) -> None:
    with files.locked(index / "LOCK"), pytest.raises(IndexLocked, match=rf"process {os.getpid()} .* since \d{{4}}-"):
        build([], index, embedder=FakeEmbedder())
    build([], index, embedder=FakeEmbedder())


def test_the_lock_of_a_killed_writer_is_free(index: Path) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom index import files\n"
        "with files.locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program, str(index / "LOCK")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(IndexLocked, match=f"process {holder.pid} "):
            remove([str(index.parent / "corpus" / "strike.txt")], index, embedder=FakeEmbedder())
        holder.kill()
        holder.wait()
    remove([str(index.parent / "corpus" / "strike.txt")], index, embedder=FakeEmbedder())


def test_a_folder_that_may_not_be_written_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(IndexUnwritable, match="cannot be written"):
        files.make_folder(tmp_path / "file" / "below")
