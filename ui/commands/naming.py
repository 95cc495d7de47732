"""Commands on names: which spellings are read as one, and a person's decisions about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import AsJson, Folder, index_folder

if TYPE_CHECKING:
    from index.decisions import NameTable

Names = Annotated[list[str], typer.Argument(metavar="NAME NAME…", help="Two names or more, each in quotes.")]

names_app = typer.Typer(
    help="Show which spellings are read as one name; join names, or keep them apart.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@names_app.callback(invoke_without_command=True)
def names_command(context: typer.Context, folder: Folder = None, as_json: AsJson = False) -> None:
    """Show which spellings are read as one name; join names, or keep them apart."""
    if context.invoked_subcommand is not None:
        context.obj = folder
        return
    from qa.naming import read_names
    from ui.escape import json_text, one_line
    from ui.terminal import note

    naming = read_names(index_folder(folder))
    if as_json:
        print(json_text(naming.to_dict(), indent=2))
        return
    for group in naming.groups:
        spelled = (f"{one.text} ({_articles(one.articles)})" for one in group.spellings)
        print(one_line(" = ".join(spelled) + (" (joined by you)" if group.decided else "")))
    for names in naming.apart:
        print(one_line(" ≠ ".join(names) + " (kept apart by you)"))
    if not naming.groups and not naming.apart:
        note("every name is spelled in one way only")


@names_app.command("join")
def join_command(context: typer.Context, names: Names, folder: Folder = None) -> None:
    """Read these names as one from now on."""
    _decide(context, "joined", names, folder)


@names_app.command("apart")
def apart_command(context: typer.Context, names: Names, folder: Folder = None) -> None:
    """Never take these names for each other."""
    _decide(context, "apart", names, folder)


def _decide(context: typer.Context, table: NameTable, names: list[str], folder: Folder) -> None:
    from index.decisions import NAME
    from qa.naming import decide_names
    from ui.escape import one_line
    from ui.terminal import note

    where = index_folder(folder or context.obj)
    for name in decide_names(where, table, names):
        note(f"no article has the name {one_line(name)}")
    done = "joined: {}" if table == "joined" else "kept apart: {}"
    print(one_line(done.format(", ".join(names))))
    note(f"written to {where / NAME}")


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"
