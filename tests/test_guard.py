"""Whatever is not plainly a request of ours goes no further, and every response carries the headers."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from ui.guard import BODY_BYTES, CHAT_BYTES, Guard

HOST = ("host", "127.0.0.1:7860")
SCRIPT = b"console.log('ours')"
HTML = b"<script>" + SCRIPT + b'</script><script src="/a.js"></script>'


@dataclass
class Inner:
    """The application behind the guard: remembers what reached it."""

    seen: list[tuple[Scope, bytes]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = (await receive())["body"] if scope["method"] == "POST" else b""
        self.seen.append((scope, body))
        headers = [(b"access-control-allow-origin", b"http://evil.example"), (b"server", b"x"), (b"x-own", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": HTML[:9], "more_body": True})
        await send({"type": "http.response.body", "body": HTML[9:]})


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    reached: list[tuple[Scope, bytes]]


def call(
    method: str,
    path: str,
    *headers: tuple[str, str],
    body: Sequence[bytes] = (b"",),
    query: bytes = b"",
    ends: bool = True,
) -> Response:
    """One request through the guard, as an ASGI server would hand it over."""
    inner, sent = Inner(), list[Message]()
    left = range(len(body) - 1, -1, -1)
    messages: list[Message] = [
        {"type": "http.request", "body": part, "more_body": more > 0 or not ends}
        for part, more in zip(body, left, strict=True)
    ]
    messages.append({"type": "http.disconnect"})

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": raw,
    }
    asyncio.run(Guard(inner)(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Response(sent[0]["status"], found, b"".join(part.get("body", b"") for part in sent[1:]), inner.seen)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860"])
def test_this_machine_may_call(host: str) -> None:
    assert call("GET", "/health", ("host", host)).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.", "127.0.0.2", "192.168.0.7:7860", "", "127.0.0.1:7860:1",
     "localhost:abc", "user@localhost", "0.0.0.0:7860"],
)  # fmt: skip
def test_a_foreign_host_is_refused(host: str) -> None:
    """DNS rebinding: a name of someone else that points to this machine."""
    response = call("GET", "/health", ("host", host))
    assert response.status == 400
    assert not response.reached


def test_a_request_without_a_host_or_with_two_is_refused() -> None:
    assert call("GET", "/health").status == 400
    assert call("GET", "/health", HOST, ("host", "evil.example")).status == 400


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:7861", "http://127.0.0.1:7860.evil.example", "file://"]
)
def test_a_foreign_origin_is_refused(origin: str) -> None:
    response = call("POST", "/api/ask", HOST, ("origin", origin))
    assert response.status == 403
    assert not response.reached


def test_our_own_page_may_ask() -> None:
    own = ("origin", "http://127.0.0.1:7860")
    assert call("POST", "/api/ask", HOST, own, ("sec-fetch-site", "same-origin")).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_another_site_may_link_to_the_page_and_nothing_else(site: str) -> None:
    fetched = ("sec-fetch-site", site)
    assert call("GET", "/", HOST, fetched, ("sec-fetch-mode", "navigate")).status == 200
    assert call("GET", "/", HOST, fetched, ("sec-fetch-mode", "no-cors")).status == 403
    assert call("GET", "/health", HOST, fetched, ("sec-fetch-mode", "navigate")).status == 403
    assert call("POST", "/api/ask", HOST, fetched).status == 403


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/gradio_api/file=http://evil.example/", "/gradio_api/file=/etc/passwd", "/redoc", "//",
     "/docs/oauth2-redirect", "/docs/redoc.standalone.js", "/v1/embeddings", "/v1/models/", "/v1/models/../x", "/mcp/",
     "/gradio_api/heartbeat/../x", "/gradio_api/reset", "/api/erase",
     "/gradio_api/proxy=http://x/", "/login", "/gradio_api/mcp/sse", "/monitoring", "/gradio_api/api/ask",
     "/assets/../../etc/passwd", "/assets/..%2f", "/static/img/x.svg", "/page/../chat.py", "/assets//x", "/health/"],
)  # fmt: skip
def test_what_the_page_does_not_need_does_not_exist(path: str) -> None:
    for method in ("GET", "POST", "PUT"):
        response = call(method, path, HOST)
        assert response.status == 404
        assert not response.reached


def test_a_person_who_mistypes_an_address_is_shown_a_page() -> None:
    response = call("GET", "/corpus/nothing/<b>", HOST, ("sec-fetch-mode", "navigate"))
    assert response.status == 404
    assert response.headers["content-type"].startswith("text/html")
    assert b"There is nothing here" in response.body and b"<b>" not in response.body
    assert call("GET", "/nothing", HOST).headers["content-type"] == "application/json"
    assert call("GET", "/nothing", ("host", "evil.example")).headers["content-type"] == "application/json"


@given(st.text(max_size=40))
def test_no_path_climbs(text: str) -> None:
    for start in ("/assets/", "/page/", "/static/js/"):
        reached = call("GET", start + text, HOST, body=()).reached if text.isascii() else []
        assert all(".." not in scope["path"].split("/") for scope, _ in reached)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/ask"), ("POST", "/"), ("DELETE", "/health"), ("OPTIONS", "/api/ask")]
)
def test_another_method_is_refused(method: str, path: str) -> None:
    assert call(method, path, HOST).status == 405


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_that_is_a_page_and_takes_decisions_takes_both(method: str) -> None:
    assert call(method, "/corpus/names", HOST).status == 200


def test_a_body_up_to_the_limit_arrives_whole() -> None:
    body = [b"a" * (BODY_BYTES - 1), b"b"]
    response = call("POST", "/api/ask", HOST, ("content-length", str(BODY_BYTES)), body=body)
    assert response.status == 200
    assert response.reached[0][1] == b"".join(body)


def test_a_longer_body_is_refused_declared_or_not() -> None:
    assert call("POST", "/api/ask", HOST, ("content-length", str(BODY_BYTES + 1))).status == 413
    assert call("POST", "/api/ask", HOST, body=[b"a" * BODY_BYTES, b"b"]).status == 413
    assert call("POST", "/gradio_api/queue/join", HOST, body=[b"a" * 1_000] * 70).status == 413


def test_a_conversation_of_a_chat_client_may_be_longer() -> None:
    whole = call("POST", "/v1/chat/completions", HOST, body=[b"a" * BODY_BYTES, b"b"])
    assert whole.status == 200
    refused = call("POST", "/v1/chat/completions", HOST, body=[b"a" * CHAT_BYTES, b"b"])
    assert refused.status == 413
    assert set(json.loads(refused.body)["error"]) == {"message", "do", "type", "param", "code"}


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "\xb2", ""])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    assert call("POST", "/api/ask", HOST, ("content-length", length)).status == 400


def test_a_body_that_ends_early_is_refused() -> None:
    assert call("POST", "/api/ask", HOST, body=[b"half"], ends=False).status == 400


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/health"), ("GET", "/nothing"), ("PUT", "/"), ("POST", "/api/ask")]
)
def test_every_response_carries_the_headers(method: str, path: str) -> None:
    headers = call(method, path, HOST).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert not [name for name in headers if name.startswith("access-control-") or name == "server"]


def test_the_page_runs_its_own_inline_scripts_and_no_others() -> None:
    response = call("GET", "/", HOST)
    digest = base64.b64encode(hashlib.sha256(SCRIPT).digest()).decode()
    scripts = response.headers["content-security-policy"].split("script-src ")[1].split(";")[0]
    assert scripts == f"'self' 'sha256-{digest}'"
    assert response.body == HTML


def test_nobody_can_tell_the_server_another_name_for_itself() -> None:
    """Gradio believes X-Forwarded-Host, and reads deep links from the query."""
    invented = [("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example"), ("accept-encoding", "br")]
    scope, _ = call("GET", "/", HOST, *invented, query=b"deep_link=../../x").reached[0]
    assert [name for name, _ in scope["headers"]] == [b"host"]
    assert scope["query_string"] == b""


def test_a_refusal_says_what_to_do() -> None:
    error = json.loads(call("GET", "/nothing", HOST).body)["error"]
    assert set(error) == {"message", "do"}


def test_a_websocket_is_closed() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    asyncio.run(Guard(Inner())({"type": "websocket", "path": "/", "headers": []}, receive, send))
    assert sent[0]["type"] == "websocket.close"


def test_without_the_guard_all_of_it_would_pass() -> None:
    """Negative control: the inner application itself answers anything."""
    inner = Inner()
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"a" * (BODY_BYTES + 1)}

    asyncio.run(inner({"type": "http", "method": "POST", "path": "/gradio_api/upload", "headers": []}, receive, send))
    assert sent[0]["status"] == 200
    assert dict(sent[0]["headers"])[b"access-control-allow-origin"] == b"http://evil.example"
