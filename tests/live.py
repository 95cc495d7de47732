"""The real application on a free port, for browsers and for clients of other people."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fake_newsroom import FakeAssistant

import index
from ui.corpora import Corpora, open_corpora
from ui.server import address, bind, build_app

TRAMS = "Trams stop\n\nThe trams of Ostwick stopped on Monday, said Karla Venn, who leads the drivers.\n"


@contextmanager
def serving(corpora: Corpora) -> Iterator[str]:
    """The address of a running server of these corpora."""
    servers: list[uvicorn.Server] = []

    async def serve(listening: socket.socket) -> None:
        # Built inside the loop: outside of one Gradio makes loops of its own and never closes them.
        config = uvicorn.Config(build_app(corpora), log_level="error", access_log=False, timeout_graceful_shutdown=1)
        servers.append(uvicorn.Server(config))
        await servers[0].serve(sockets=[listening])

    listening = bind("127.0.0.1", 0)
    thread = threading.Thread(target=lambda: asyncio.run(serve(listening)), daemon=True)
    thread.start()
    while not (servers and servers[0].started):
        assert thread.is_alive(), "the server ended before it began"
        time.sleep(0.05)
    try:
        yield address("127.0.0.1", listening.getsockname()[1])
    finally:
        servers[0].should_exit = True
        thread.join(10)
        listening.close()


def shelved(home: Path, corpora: Mapping[str, Mapping[str, str | bytes]]) -> Corpora:
    """Corpora over the real models, each of these files by their paths, in `home`; the first is meant unless named."""
    for name, articles in corpora.items():
        for path, content in articles.items():
            article = home / name / path
            article.parent.mkdir(parents=True, exist_ok=True)
            article.write_bytes(content if isinstance(content, bytes) else content.encode())
        index.build([home / name], into=home / f"{name}.index")
    return open_corpora([home / f"{name}.index" for name in corpora])


def files_of(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their paths in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def served(*names: str, assistant: FakeAssistant | None = None) -> Iterator[str]:
    """The address of a running server of invented articles, one corpus a name."""
    corpora = Corpora({name: assistant or FakeAssistant() for name in names or ("quay",)})  # type: ignore[misc]
    with serving(corpora) as where:
        yield where
