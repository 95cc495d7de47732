"""Work on an index in a child process, so that the server goes on answering: `python -m ui.indexing`.

In: one line of JSON, the task. Out: lines of JSON, how far it is, and at last what came of it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import NewsroomError, NothingIndexed
from ui.escape import json_text
from ui.uploads import uploads_of

if TYPE_CHECKING:
    from index.types import Report

Skip = tuple[str, str | None, str | None]  # path, record, reason
_SKIPPED = ("path", "record", "reason")
# Why an upload gave no article that may pass: the other file or the decision goes, the writer is done.
_PASSING = ("removed", "duplicate", "changed-while-read")
_NOTHING = "No article was found in {}, so nothing was kept. Add a file with text in it, of one of the formats above."
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
    """Read the uploads and all roots; what is told is new, and an upload without an article is not kept."""
    folder, names = uploads_of(index), task["names"]
    before = _skipped_before(index)
    gone = {one[0] for one in before if _is_useless(folder, *one) and not Path(one[0]).exists()}
    found = dataclasses.asdict(_built(index, folder, names))
    found["counts"]["dropped"] -= len(gone)  # nobody misses what was never read
    useless = {Path(one["path"]) for one in found["files"] if _is_useless(folder, *map(one.get, _SKIPPED))}
    _erase(useless)
    _tell_new(found, {one for one in before if names and Path(one[0]).name not in names})
    return {"kind": "index", **found, "erased": len(useless)}


def _built(index: Path, folder: Path, names: list[str]) -> Report:
    """The report of a build. Where nothing can be read, the uploads of these names go, and NothingIndexed is raised."""
    import index as package

    paths = [folder, *(folder / name for name in names)] if folder.is_dir() else []
    try:
        return package.build(paths, into=index, watch=_Lines())
    except NothingIndexed as error:
        _erase(folder / name for name in names)
        raise NothingIndexed(_NOTHING.format(", ".join(names[:5]) or "what there is")) from error


def _tell_new(found: dict[str, Any], known: set[Skip]) -> None:
    """Leave out of a report what is as before, and what was told as skipped already."""
    old = [one for one in found["files"] if tuple(map(one.get, _SKIPPED)) in known]
    again = sum(1 for one in old if one["record"] is None)
    found["counts"]["skipped"] -= again
    found["counts"]["unchanged"] += again
    found["files"] = [one for one in found["files"] if one["status"] != "unchanged" and one not in old]


def _is_useless(folder: Path, path: str, record: str | None, reason: str | None) -> bool:
    """Whether this says that a whole upload gave no article, and never will as it is."""
    return Path(path).parent == folder and record is None and reason is not None and reason not in _PASSING


def _erase(paths: Iterable[Path]) -> None:
    from index.files import erase

    for path in paths:
        erase(path)


def _skipped_before(index: Path) -> set[Skip]:
    """What was told as skipped already: whoever adds files asks about those."""
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
    from index.generation import open_current

    before = open_current(index)
    paths = {before.file_of(id).path for id in ids}
    removed = remove(ids, index)
    after = open_current(index)
    kept = {after.file_of(article.id).path for article in after.articles} if len(after.articles) < 10_000 else paths
    _erase(Path(path) for path in paths - kept if Path(path).parent == uploads_of(index))
    return {"kind": "remove", "removed": len(removed)}


def tell(value: dict[str, Any]) -> None:
    print(json_text(value), flush=True)


if __name__ == "__main__":
    main()
