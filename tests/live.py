"""The real application over invented articles, on a free port, for tests that use clients of other people."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fake_newsroom import FakeAssistant

from ui.corpora import Corpora
from ui.server import build_app


@contextmanager
def served(*names: str, assistant: FakeAssistant | None = None) -> Iterator[str]:
    """The address of a running server with one corpus a name."""
    servers: list[uvicorn.Server] = []
    corpora = Corpora({name: assistant or FakeAssistant() for name in names or ("quay",)})  # type: ignore[misc]

    async def serve(listening: socket.socket) -> None:
        # Built inside the loop: outside of one Gradio makes loops of its own and never closes them.
        config = uvicorn.Config(build_app(corpora), log_level="error", access_log=False, timeout_graceful_shutdown=1)
        servers.append(uvicorn.Server(config))
        await servers[0].serve(sockets=[listening])

    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=lambda: asyncio.run(serve(listening)), daemon=True)
    thread.start()
    while not (servers and servers[0].started):
        assert thread.is_alive(), "the server ended before it began"
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        servers[0].should_exit = True
        thread.join(10)
        listening.close()
