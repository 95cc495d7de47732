"""The web server of this machine: REST and page behind one guard, on loopback only."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import json
import signal
import socket
import sys
import threading
import urllib.request
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from index.build import begin
from index.errors import IndexMissing, NothingIndexed, ServerError
from index.generation import current_name
from ui.api import build_api
from ui.corpora import Corpora, open_corpora
from ui.guard import LOOPBACK, Guard
from ui.sealed import seal
from ui.service import Service
from ui.turnstile import Turnstile

WARMING = "What happened, and who said so?"
SHUTDOWN_SECONDS = 3  # an open page holds its stream of events; nobody waits longer for it


def serve(
    folders: Sequence[Path], host: str = "127.0.0.1", port: int = 7860, open_page: bool = False, new: bool = False
) -> None:
    """Serve until SIGTERM or Ctrl-C; `new` begins an empty index where there is none.

    Raises ServerError, and what opening an index raises.
    """
    check_host(host)
    seal()
    with bind(host, port) as listening:
        for folder in folders:
            check_there(folder, new)
        corpora = open_corpora(folders)
        warm(corpora)
        app = build_app(corpora, host)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=SHUTDOWN_SECONDS
        )
        # uvicorn shuts down in order and then raises the signal once more: by then it is no failure.
        signal.signal(signal.SIGTERM, lambda *_: None)
        _Server(config, address(host, port), open_page).run(sockets=[listening])


def build_app(corpora: Corpora, host: str = "127.0.0.1") -> ASGIApp:
    """The whole application behind its guard."""
    seal()
    from ui.chat import PAGE, build_page, mount_page
    from ui.converse import add_converse
    from ui.corpus_routes import add_corpus
    from ui.endpoint import add_client_config
    from ui.facts import add_facts
    from ui.gold_routes import add_gold
    from ui.mcp import McpRoute
    from ui.sources import add_sources
    from ui.thumbs import add_thumbs

    turnstile = Turnstile()
    mcp = McpRoute(Service(corpora, turnstile))
    app = build_api(corpora, turnstile, mcp.running)
    app.router.routes.append(Route("/mcp", mcp))
    for add in (add_converse, add_facts, add_thumbs, add_sources, add_corpus, add_gold):
        add(app, corpora, turnstile)
    app.mount("/page", StaticFiles(directory=PAGE))
    page = build_page(corpora, turnstile)
    add_client_config(app, page)
    mount_page(app, page)
    return Guard(app, (*LOOPBACK, _bracketed(host)))


def warm(corpora: Corpora) -> None:
    """Load every model now, so that the first question is as quick as the others. Raises ModelMissing."""
    for name in corpora.names:
        with contextlib.suppress(NothingIndexed):
            corpora.find(name).ask(WARMING)


def check_there(folder: Path, new: bool) -> None:
    """See that there is an index, if need be an empty one. Raises IndexMissing, and what beginning one raises."""
    try:
        current_name(folder)
    except IndexMissing as error:
        if not new:
            more = f"or begin an empty one with `qa serve --new --index {folder}`"
            raise IndexMissing(f"{error}, {more}") from error
        begin(folder)
        print(f"{folder} is a new index without articles: add some on the page, under Corpus", file=sys.stderr)


def check_host(host: str) -> None:
    """Raises ServerError for an address that other machines can reach."""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise ServerError(f"{host}: others could ask there without a password; use 127.0.0.1, ::1 or localhost")


def bind(host: str, port: int) -> socket.socket:
    """A bound socket. Raises ServerError when the port is taken or may not be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP: asyncio sends small parts at once (TCP_NODELAY) only then, else each answer may wait 40 ms for the
    # other side's acknowledgement of its head.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            holder = _owner(host, port)
            raise ServerError(f"port {port} is in use by {holder}: stop it, or choose another with --port") from error
        raise ServerError(f"{host} port {port}: {error.strerror}; choose another with --port") from error
    return listening


def address(host: str, port: int) -> str:
    """What a person opens."""
    return f"http://{_bracketed(host)}:{port}"


class _Server(uvicorn.Server):
    """Says in one line that it is ready."""

    def __init__(self, config: uvicorn.Config, url: str, open_page: bool) -> None:
        super().__init__(config)
        self._url, self._open_page = url, open_page

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"ready: {self._url} (Ctrl-C ends it)", file=sys.stderr, flush=True)
            if self._open_page:
                threading.Thread(target=webbrowser.open, args=(self._url,), daemon=True).start()


def _owner(host: str, port: int) -> str:
    """Whether it is one of us that holds the port, by asking it."""
    try:
        with urllib.request.urlopen(f"{address(host, port)}/health", timeout=1) as response:  # noqa: S310 (loopback)
            return "another `qa serve`" if "corpora" in json.loads(response.read(65536)) else "another program"
    except (OSError, ValueError):
        return "another program"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
