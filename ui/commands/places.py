"""Commands on where data lives: where, erase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import Folder, index_folder


def where_command(folder: Folder = None) -> None:
    """Say where the data lives and how to erase it."""
    from eval.feedback import feedback_file
    from index.generation import UPLOADS
    from ui.escape import one_line

    where = index_folder(folder).absolute()
    print(f"index: {one_line(str(where))}")
    if not where.exists():
        print("nothing is there yet; `qa index PATH` makes it")
        return
    files = [path for path in where.rglob("*") if path.is_file() and not path.is_symlink()]
    print(f"size: {sum(path.stat().st_size for path in files) / 1e6:.1f} MB in {len(files)} files")
    thumbs = feedback_file(where)
    kept = f"only those you judged in the chat: {one_line(str(thumbs))}" if thumbs.exists() else "nowhere"
    print(f"questions and answers are kept: {kept}; the articles stay where they are")
    uploads = where / UPLOADS
    if uploads.is_dir():
        count = sum(1 for path in uploads.iterdir() if path.is_file())
        print(f"uploaded over the page: {count} files in {one_line(str(uploads))}; `qa erase` erases them too")
    print(f"to erase it: qa erase --index {one_line(str(where))!r} --yes")


def erase_command(
    folder: Folder = None,
    sure: Annotated[bool, typer.Option("--yes", help="Do it; without this, only say what would be erased.")] = False,
) -> None:
    """Erase an index for good, not the articles (but for those that were uploaded over the page).

    Only ever deletes what an index of ours holds; a folder with anything else in it is left alone.
    """
    from ui.escape import one_line

    where = index_folder(folder).absolute()
    check_erasable(where)
    if not sure:
        typer.echo(f"this would erase {one_line(str(where))} (not the articles); to do it, add --yes", err=True)
        raise typer.Exit(1)
    erase(where)
    print(f"erased {one_line(str(where))}")


def check_erasable(where: Path) -> None:
    """Raises IndexMissing, IndexForeign: a folder that is not wholly ours is left alone."""
    from index.errors import IndexForeign, IndexMissing
    from index.generation import CURRENT, LOCK, OURS

    if not where.is_dir() or where.is_symlink():
        raise IndexMissing(f"{where}: there is no index folder here; nothing was erased")
    names = {path.name for path in where.iterdir()}
    foreign = sorted(names - OURS)
    if not names & {CURRENT, LOCK} or foreign:  # a writer that died before its first generation leaves its lock
        found = f"holds {foreign[0]!r}, which is not ours" if foreign else "is no index"
        raise IndexForeign(f"{where} {found}; nothing was erased: erase it by hand if you are sure")


def erase(where: Path) -> None:
    """CURRENT first: whatever interrupts this, no half of an index can be answered from. Raises IndexLocked."""
    from index import files
    from index.generation import CURRENT, LOCK

    with files.locked(where / LOCK):
        files.erase(where / CURRENT)
        files.erase(where)
