"""The official clients of MCP and Gradio ask and get the same answer object, over stdio and over HTTP."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fake_newsroom import FakeAssistant
from gradio_client import Client as GradioClient
from gradio_client.exceptions import AppError
from live import served
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult, TextContent
from pydantic import TypeAdapter

from ui.corpora import Corpora
from ui.mcp import build_mcp
from ui.schema import AnswerShape, HitsShape, QuoteShape, WholeArticleShape
from ui.service import Service
from ui.turnstile import Turnstile

KINDS = ["strike who?", "list it", "conflict?", "hostile?", "lines?", "nothing?"]
QUOTE = "The strike was called by Ada Brandt, head of the pilots' union."
# What `qa mcp` runs, over invented articles.
STDIO = """
import asyncio, sys
sys.path[:0] = {paths!r}
from fake_newsroom import FakeAssistant
from ui.corpora import Corpora
from ui.mcp import serve_stdio
from ui.service import Service
from ui.turnstile import Turnstile
async def serve():
    print("a stray line")
    await serve_stdio(Service(Corpora({{"quay": FakeAssistant()}}), Turnstile()))
asyncio.run(serve())
"""


def stdio_code(stray: bool = False) -> str:
    code = STDIO.format(paths=[str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    return code if stray else code.replace('    print("a stray line")\n', "")


def without_times(answer: Any) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "took_ms"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("quay", "delta") as found:
        yield found


@asynccontextmanager
async def connected(turnstile: Turnstile | None = None) -> AsyncIterator[Client]:
    """A client in the same process: no transport."""
    corpora = Corpora({"quay": FakeAssistant()})  # type: ignore[dict-item]
    async with Client(build_mcp(Service(corpora, turnstile or Turnstile()))) as client:
        yield client


def call(name: str, turnstile: Turnstile | None = None, **arguments: Any) -> CallToolResult:
    async def called() -> CallToolResult:
        async with connected(turnstile) as client:
            return await client.call_tool(name, arguments)

    return asyncio.run(called())


def told(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


async def ask_all(client: Client) -> list[CallToolResult]:
    return [await client.call_tool("ask", {"question": question}) for question in KINDS]


def assert_the_same(results: list[CallToolResult]) -> None:
    for question, result in zip(KINDS, results, strict=True):
        expected = without_times(FakeAssistant().ask(question).to_dict())
        assert without_times(result.structured_content) == expected
        assert without_times(json.loads(told(result))) == expected


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_over_http_the_client_gets_the_answer_object(address: str, mode: str) -> None:
    async def asked() -> list[CallToolResult]:
        async with Client(f"{address}/mcp", mode=mode) as client:
            return await ask_all(client)

    assert_the_same(asyncio.run(asked()))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_over_stdio_the_client_gets_the_answer_object(mode: str) -> None:
    async def asked() -> list[CallToolResult]:
        server = StdioServerParameters(command=sys.executable, args=["-c", stdio_code()])
        async with Client(stdio_client(server), mode=mode) as client:
            return await ask_all(client)

    assert_the_same(asyncio.run(asked()))


def test_stdout_carries_the_protocol_alone_and_hostile_lines_get_errors() -> None:
    lines = [b"no json", b"[" * 50_000, b'{"jsonrpc": "2.0", "id": 1, "method": "nothing"}', b"\xff\xfe",
             b'{"jsonrpc": "2.0", "id": 2, "method": "ping", "params": {"\\ud800": 1}}']  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", stdio_code()], input=b"\n".join(lines) + b"\n", capture_output=True, timeout=60
    )
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in ran.stdout.splitlines())
    assert b"Traceback" not in ran.stderr and ran.returncode == 0


def test_gradios_client_gets_the_answer_object(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    client = GradioClient(address, verbose=False)
    try:
        for question in KINDS:
            found = client.predict(question, api_name="/ask")
            assert without_times(found) == without_times(FakeAssistant().ask(question).to_dict())
        assert client.predict("list it", ["strike?"], 1, "delta", api_name="/ask")["kind"] == "list"
        with pytest.raises(AppError, match="empty"):
            client.predict("", api_name="/ask")
        with pytest.raises(AppError, match="something went wrong here"):
            client.predict("boom", api_name="/ask")
        endpoints: Any = client.view_api(return_format="dict", print_info=False)
        assert list(endpoints["named_endpoints"]) == ["/ask"] and not endpoints["unnamed_endpoints"]
        assert "Traceback" not in capfd.readouterr().err  # of the server
    finally:
        client.close()


def test_the_tools_are_described_and_read_only() -> None:
    async def listed() -> Any:
        async with connected() as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert [tool.name for tool in tools] == ["ask", "search", "show", "quote"]
    for tool in tools:
        assert tool.description and tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert all(field.get("description") for field in tool.input_schema["properties"].values())


def test_search_show_and_quote_give_what_the_command_line_gives() -> None:
    hits = call("search", question="Who called the strike?", limit=1).structured_content or {}
    HitsShape.model_validate(hits)
    article = hits["hits"][0]["article"]
    shown = call("show", article=article["id"]).structured_content or {}
    WholeArticleShape.model_validate(shown)
    assert shown["text"][hits["hits"][0]["start"] : hits["hits"][0]["end"]] == hits["hits"][0]["text"]
    quoted = call("quote", text=QUOTE).structured_content or {}
    QuoteShape.model_validate(quoted)
    assert quoted["kind"] == "exact"


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [("ask", {}, "question"), ("ask", {"question": ""}, "empty"), ("ask", {"question": 7}, "question"),
     ("ask", {"question": "x", "risk": 2}, "risk"), ("ask", {"question": "x", "rsik": 1}, "rsik"),
     ("ask", {"question": "x" * 2_001}, "2000"), ("ask", {"question": "x", "index": "none"}, "no corpus"),
     ("ask", {"question": "boom /etc/passwd"}, "went wrong here"), ("search", {"question": "x", "limit": 0}, "limit"),
     ("show", {"article": "nothing"}, "no article"), ("quote", {"text": ""}, "0 words")],
)  # fmt: skip
def test_what_goes_wrong_is_a_result_in_one_line(name: str, arguments: dict[str, Any], says: str) -> None:
    result = call(name, **arguments)
    assert result.is_error and says in told(result)
    assert "\n" not in told(result) and "passwd" not in told(result) and "Traceback" not in told(result)


def test_an_unknown_tool_is_an_error_of_the_protocol() -> None:
    async def called() -> None:
        async with connected() as client:
            with pytest.raises(MCPError, match="choose one of ask"):
                await client.call_tool("erase", {})

    asyncio.run(called())


def test_too_many_at_once_are_told_to_come_again() -> None:
    result = call("ask", Turnstile(1, waiting=-1), question="strike?")
    assert result.is_error and "ask again in" in told(result)


def test_every_object_of_the_assistant_fits_the_schema_and_has_no_field_besides() -> None:
    adapter = TypeAdapter(AnswerShape)
    for question in KINDS:
        answer = FakeAssistant().ask(question).to_dict()
        assert adapter.validate_python(answer).model_dump() == answer


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 200), ({"Origin": "http://evil.example"}, 403), ({"Host": "evil.example"}, 400),
     ({"Sec-Fetch-Site": "cross-site"}, 403)],
)  # fmt: skip
def test_http_stands_behind_the_guard(address: str, headers: dict[str, str], status: int) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"Accept": "application/json, text/event-stream"}
    response = httpx.post(f"{address}/mcp", json=body, headers={**accept, **headers})
    assert response.status_code == status
    assert httpx.get(f"{address}/mcp", headers={"Accept": "text/event-stream"}).status_code == 405
    assert httpx.post(f"{address}/mcp", content=b"a" * 70_000).status_code == 413


def test_hostile_bodies_get_one_error_and_no_traceback(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    accept = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    for body in (b"", b"{", b"[" * 30_000, b"\xff", b"null", b'{"jsonrpc": "2.0", "id": {}, "method": 1}'):
        response = httpx.post(f"{address}/mcp", content=body, headers=accept)
        assert 400 <= response.status_code < 500
        assert response.json()["error"]["message"]
    assert "Traceback" not in capfd.readouterr().err
