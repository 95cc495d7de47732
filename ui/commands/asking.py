"""Commands that ask: ask, search, chat, quote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import AsJson, Folder, Risk, index_folder

Question = Annotated[str, typer.Argument(metavar="QUESTION", help="The question, in quotes.")]


def ask_command(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="The question, in quotes.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", metavar="FILE.jsonl", help='Lines {"id", "question", "conversation"?}; - reads stdin.'),
    ] = None,
    folder: Folder = None,
    as_json: AsJson = False,
    risk: Risk = None,
) -> None:
    """Ask a question, or a file of them.

    The answer is an exact quotation with its source, or an honest "the articles do not say".
    """
    import qa
    from ui.escape import json_text
    from ui.terminal import console, show_answer

    if batch is not None and question is None:
        _ask_all(batch, index_folder(folder), risk)
        return
    if question is None or batch is not None:
        raise typer.BadParameter("give either one QUESTION or --batch FILE.jsonl")
    answer = qa.Assistant.open(index_folder(folder)).ask(question, risk=risk)
    if as_json:
        print(json_text(answer.to_dict(), indent=2))
    else:
        show_answer(console(), answer)


def search_command(
    question: Question,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many passages.")] = 10,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Show the passages found for a question, unread."""
    import qa
    from ui.escape import json_text
    from ui.objects import hit_object
    from ui.terminal import console, note, show_hit

    hits = qa.Assistant.open(index_folder(folder)).search(question, limit=limit)
    if as_json:
        print(json_text({"hits": [hit_object(rank, hit) for rank, hit in enumerate(hits, 1)]}, indent=2))
        return
    if not hits:
        note("no passage was found; ask with other words")
    out = console()
    for rank, hit in enumerate(hits, 1):
        show_hit(out, rank, hit)


def chat_command(folder: Folder = None, risk: Risk = None) -> None:
    """Chat in the terminal.

    Follow-up questions are understood from what was asked before. Ends with Ctrl-D.
    """
    import qa
    from ui.talk import talk

    talk(qa.Assistant.open(index_folder(folder)), risk)


def quote_command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The quotation to look for, in quotation marks.")],
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Say where a quotation stands in the articles.

    It is exact, altered (with the changes) or absent (exit code 1).
    """
    from index.generation import open_current
    from qa.quotations import find_quote
    from ui.escape import json_text
    from ui.terminal import console, show_places

    found = find_quote(text, open_current(index_folder(folder)))
    if as_json:
        print(json_text(found.to_dict(), indent=2))
    else:
        show_places(console(), found)
    if found.kind == "absent":
        raise typer.Exit(1)


def _ask_all(batch: Path, folder: Path, risk: float | None) -> None:
    import qa
    from ui.batch import answer_lines, open_lines
    from ui.escape import json_text

    failed = False
    with open_lines(batch) as lines:
        for line in answer_lines(lines, qa.Assistant.open(folder), risk):
            print(json_text(line), flush=True)
            failed = failed or "error" in line
    if failed:
        raise typer.Exit(1)
