"""The socket of `qa serve`: what it sends, it sends at once."""

from __future__ import annotations

import asyncio
import socket

import pytest

from index.errors import ServerError
from ui.server import bind, check_host


async def sends_at_once(listening: socket.socket) -> bool:
    """Whether a connection to this socket, served by asyncio as uvicorn does it, has TCP_NODELAY."""
    found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        found.set_result(bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    async with await asyncio.start_server(serve, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname())
        at_once = await found
        writer.close()
        await writer.wait_closed()
    return at_once


def test_an_answer_does_not_wait_for_the_acknowledgement_of_its_head() -> None:
    assert asyncio.run(sends_at_once(bind("127.0.0.1", 0)))


def test_a_socket_that_is_not_named_as_tcp_would_wait() -> None:
    """Negative control: it costs every small answer 40 ms."""
    assert not asyncio.run(sends_at_once(socket.create_server(("127.0.0.1", 0))))


def test_a_taken_port_says_so() -> None:
    with bind("127.0.0.1", 0) as taken, pytest.raises(ServerError, match="in use by another program"):
        bind("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org", ""])  # noqa: S104 (refused)
def test_other_machines_are_not_served(host: str) -> None:
    with pytest.raises(ServerError, match=r"127\.0\.0\.1"):
        check_host(host)
