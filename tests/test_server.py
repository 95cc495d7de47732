"""Starting `qa serve`: its socket sends at once, and an index that is not there is begun for newcomers only."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from index.errors import IndexForeign, IndexMissing, ServerError
from index.generation import open_current
from ui.cli import main
from ui.server import bind, check_host, check_there


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


def test_an_index_that_is_not_there_is_begun_only_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(IndexMissing, match=r"qa index PATH .* or begin an empty one with `qa serve --new --index"):
        check_there(tmp_path / "new.index", new=False)
    assert not (tmp_path / "new.index").exists()
    check_there(tmp_path / "new.index", new=True)
    assert "new index without articles" in capsys.readouterr().err
    assert list(open_current(tmp_path / "new.index").articles) == []
    check_there(tmp_path / "new.index", new=True)  # what is there stays, and is not told again
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("named", "arguments", "new"),
    [("", [], True), ("/x.index", [], False), ("", ["--index", "/x.index"], False), ("/x.index", ["--new"], True)],
)
def test_only_the_users_own_folder_is_begun_unasked(
    monkeypatch: pytest.MonkeyPatch, named: str, arguments: list[str], new: bool
) -> None:
    given: list[bool] = []
    monkeypatch.setenv("QA_INDEX", named)
    monkeypatch.setattr("ui.server.serve", lambda folders, **options: given.append(options["new"]))
    assert main(["serve", *arguments]) == 0
    assert given == [new]


def test_a_folder_of_something_else_is_never_made_an_index(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ada")
    with pytest.raises(IndexForeign):
        check_there(tmp_path, new=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_taken_port_says_so() -> None:
    with bind("127.0.0.1", 0) as taken, pytest.raises(ServerError, match="in use by another program"):
        bind("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org", ""])  # noqa: S104 (refused)
def test_other_machines_are_not_served(host: str) -> None:
    with pytest.raises(ServerError, match=r"127\.0\.0\.1"):
        check_host(host)
