"""Commands that serve: the page with REST, `/v1` and MCP, or MCP alone over stdin and stdout."""

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
    new: Annotated[
        bool,
        typer.Option("--new", help="Begin an empty index where there is none."),
    ] = False,
) -> None:
    """Serve the chat page on this machine.

    Programs ask at POST /api/ask, /v1 (as OpenAI's) and /mcp; /docs tells how. Ends with Ctrl-C or SIGTERM.
    """
    from index.config import is_index_named
    from ui.server import serve

    new = new or not (folders or is_index_named())
    serve(folders or [index_folder(None)], host=host, port=port, open_page=open_page, new=new)


def mcp_command(
    folders: Annotated[
        list[Path] | None, typer.Option("--index", metavar="DIR", help="An index folder; repeat it to offer several.")
    ] = None,
) -> None:
    """Serve the tools ask, search, show and quote.

    For a program that speaks the Model Context Protocol over stdin and stdout; it starts this command itself. Ends
    when stdin does.
    """
    import asyncio

    from ui.corpora import open_corpora
    from ui.mcp import serve_stdio
    from ui.server import warm
    from ui.service import Service
    from ui.terminal import note
    from ui.turnstile import Turnstile

    corpora = open_corpora(folders or [index_folder(None)])
    warm(corpora)

    async def serve() -> None:
        await serve_stdio(Service(corpora, Turnstile()))

    note(f"ready: tools over {', '.join(corpora.names)}; a program speaks on stdin and stdout")
    asyncio.run(serve())
