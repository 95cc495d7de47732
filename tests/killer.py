"""Started by test_files: kills a run at every step of index.files, each in a copy of its own of the same index.

    PYTHONPATH=. python tests/killer.py ACTION BASE OUT [in-place]

ACTION is "build" or "remove". Prints the steps as JSON; OUT/1, OUT/2 … are the indexes as the kills left them. With
"in-place" CURRENT is overwritten instead of replaced: the negative control, in which a kill must do harm.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from fakes import FakeEmbedder, FaultyOs

from index import files
from index.build import build, remove
from index.split import split
from index.types import Article

KILLED = 9


def act(action: str, index: Path) -> None:
    corpus = index.parent.parent / "corpus"
    if action == "build":
        build([corpus], index, embedder=FakeEmbedder())
    else:
        remove([str(corpus / "strike.txt")], index, embedder=FakeEmbedder())


def overwrite(path: Path, content: bytes) -> None:
    files._write(path, content)


def killed_at(step: int, action: str, index: Path, steps: Path) -> bool:
    """Run the action in a child that dies at a step; false when it ended before."""
    child = os.fork()
    if child == 0:
        faulty = FaultyOs(step, lambda: os._exit(KILLED))
        files.os = faulty  # type: ignore[assignment, attr-defined]
        try:
            act(action, index)
            steps.write_text(json.dumps(faulty.steps))
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


def main(action: str, base: Path, out: Path, *, in_place: bool) -> None:
    if in_place:
        files.replace = overwrite
    split(Article("warm.txt", None, "What is loaded once is loaded before the forks.", "/warm.txt"))
    step = 1
    while True:
        index = out / str(step)
        shutil.copytree(base, index)
        if not killed_at(step, action, index, out / "steps.json"):
            break
        step += 1
    shutil.rmtree(out / str(step))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), in_place="in-place" in sys.argv[4:])
