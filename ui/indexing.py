"""Work on an index in a child process, so that the server goes on answering: `python -m ui.indexing`.

In: one line of JSON, the task. Out: lines of JSON, how far it is, and at last what came of it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import Any

from index.errors import NewsroomError
from ui.escape import json_text
from ui.uploads import uploads_of

GENTLE = 3  # of `nice`: whoever asks a question meanwhile comes first


class _Lines:
    """A Watch that writes each change as a line."""

    def begin(self, stage: str, total: int) -> None:
        tell({"stage": stage, "total": total})

    def advance(self, done: int = 1) -> None:
        tell({"done": done})

    def end(self) -> None:
        tell({"end": True})


def main() -> None:
    """Do the one task that stdin names."""
    os.nice(GENTLE)
    task = json.loads(sys.stdin.readline())
    try:
        tell({"result": work(task)})
    except NewsroomError as error:
        tell({"error": str(error)})


def work(task: dict[str, Any]) -> dict[str, Any]:
    """Run a task: "index" the uploads and all roots, "remove" or "correct" articles. Raises NewsroomError."""
    index = Path(task["index"])
    if task["kind"] == "index":
        return _index(index, task)
    if task["kind"] == "remove":
        return _remove(index, task["articles"])
    from index.build import correct

    article = correct(task["article"], task["fields"], index, watch=_Lines())
    return {"kind": "correct", "article": article.id}


def _index(index: Path, task: dict[str, Any]) -> dict[str, Any]:
    import index as package

    folder = uploads_of(index)
    paths = [folder, *(folder / name for name in task["names"])] if folder.is_dir() else []
    known = {one for one in _skipped_before(index) if task["names"] and Path(one[0]).name not in task["names"]}
    found = dataclasses.asdict(package.build(paths, into=index, watch=_Lines()))
    old = [one for one in found["files"] if (one["path"], one["record"], one["reason"]) in known]
    again = sum(1 for one in old if one["record"] is None)
    found["counts"]["skipped"] -= again
    found["counts"]["unchanged"] += again
    found["files"] = [one for one in found["files"] if one["status"] != "unchanged" and one not in old]
    return {"kind": "index", **found}


def _skipped_before(index: Path) -> set[tuple[str, str | None, str | None]]:
    """Path, record and reason of what was told as skipped already: whoever adds files asks about those."""
    from index.generation import open_current

    try:
        generation = open_current(index)
    except NewsroomError:
        return set()
    with contextlib.closing(generation):
        return {(file.source.path, one.record, one.reason) for file in generation.files() for one in file.skipped}


def _remove(index: Path, ids: list[str]) -> dict[str, Any]:
    """Take articles out; a file of the uploads that holds no other article goes too."""
    from index.build import remove
    from index.files import erase
    from index.generation import open_current

    before = open_current(index)
    paths = {before.file_of(id).path for id in ids}
    removed = remove(ids, index)
    after = open_current(index)
    kept = {after.file_of(article.id).path for article in after.articles} if len(after.articles) < 10_000 else paths
    for path in paths - kept:
        if Path(path).parent == uploads_of(index):
            erase(Path(path))
    return {"kind": "remove", "removed": len(removed)}


def tell(value: dict[str, Any]) -> None:
    print(json_text(value), flush=True)


if __name__ == "__main__":
    main()
