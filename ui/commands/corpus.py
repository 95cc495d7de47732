"""Commands on the corpus: index, list, show, remove."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import AsJson, Folder, KeyText, index_folder

if TYPE_CHECKING:
    from index.types import Report

MOST_SKIPPED_SHOWN = 20  # the rest are counted; --json names all


def index_command(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH", help="Files and folders to add.")] = None,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Read articles into the index.

    Without PATH what it knows is read again. Only new and changed files are worked on.
    Formats: .txt .md .html .pdf .docx .jsonl .jsonl.gz, and .zip of these.
    """
    import index
    from ui.escape import json_text
    from ui.progress import TerminalWatch
    from ui.terminal import console, note

    into = index_folder(folder)
    with TerminalWatch(console(stderr=True)) as watch:
        report = index.build(paths or [], into=into, watch=watch)
    _note_skipped(report)
    if as_json:
        print(json_text(dataclasses.asdict(report), indent=2))
        return
    print(report_line(report))
    note(f'index: {into}; ask it with: qa ask "…"')


def list_command(folder: Folder = None, as_json: AsJson = False) -> None:
    """List the articles."""
    from index.generation import open_current
    from qa.types import article_object
    from ui.escape import json_text, one_line
    from ui.words import title_words

    articles = sorted(open_current(index_folder(folder)).articles, key=lambda one: (one.path, one.record or ""))
    if as_json:
        print(json_text({"articles": [article_object(article) for article in articles]}, indent=2))
        return
    for article in articles:
        facts = [article.id, article.published or "-", article.outlet or "-", title_words(article), article.path]
        print("  ".join(one_line(fact) for fact in facts))


def show_command(key: KeyText, folder: Folder = None, as_json: AsJson = False) -> None:
    """Show one article, with what is muted in it.

    Muted text is never quoted; it is dim and ends with the rule that muted it.
    """
    from index.generation import open_current
    from ui.escape import json_text
    from ui.objects import whole_article_object
    from ui.terminal import console, show_article

    article = open_current(index_folder(folder)).find(key)
    if as_json:
        print(json_text(whole_article_object(article), indent=2))
    else:
        show_article(console(), article)


def remove_command(
    keys: Annotated[list[str], typer.Argument(metavar="ARTICLE", help="Ids, prefixes of 6 or more, or paths.")],
    folder: Folder = None,
) -> None:
    """Remove articles from the index.

    They stay removed until they are named to `qa index` again.
    """
    from index.build import remove
    from ui.escape import one_line
    from ui.words import source_words

    for article in remove(keys, index_folder(folder)):
        print(f"removed {article.id}  {one_line(source_words(article))}")


def forget_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="As it was given to `qa index`; it may be gone.")],
    folder: Folder = None,
) -> None:
    """Read a folder no longer, and let its articles go.

    The files stay where they are. Name the folder to `qa index` to read it again.
    """
    from index.build import forget
    from ui.escape import one_line
    from ui.words import count_words

    gone = forget(paths, index_folder(folder))
    named = ", ".join(one_line(str(path)) for path in paths)
    print(f"no longer reads {named}: {count_words(len(gone), 'article')} gone")


def report_line(report: Report) -> str:
    """What a run of `qa index` did, in one line."""
    from ui.words import count_words

    counts = report.counts
    files = (
        f"{counts.indexed} indexed, {counts.unchanged} unchanged, {counts.skipped} skipped, {counts.dropped} dropped"
    )
    held = f"{count_words(report.articles, 'article')}, {count_words(report.passages, 'passage')}"
    return f"{held}; files: {files}"


def _note_skipped(report: Report) -> None:
    from ui.terminal import note

    skipped = [result for result in report.files if result.status == "skipped"]
    for result in skipped[:MOST_SKIPPED_SHOWN]:
        record = f" record {result.record}" if result.record is not None else ""
        note(f"skipped ({result.reason}): {result.path}{record}")
    if len(skipped) > MOST_SKIPPED_SHOWN:
        note(f"… and {len(skipped) - MOST_SKIPPED_SHOWN} more; `qa index --json` names all")
