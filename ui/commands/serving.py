"""The command that serves the page and REST."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import index_folder


def serve_command(
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; only this machine's own.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 7860,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    folders: Annotated[
        list[Path] | None, typer.Option("--index", metavar="DIR", help="An index folder; repeat it to offer several.")
    ] = None,
) -> None:
    """Serve the chat page on this machine.

    POST /api/ask answers too. Ends with Ctrl-C or SIGTERM.
    """
    from ui.server import serve

    serve(folders or [index_folder(None)], host=host, port=port, open_page=open_page)
