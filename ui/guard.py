"""The one guard in front of page, REST, `/v1`, MCP and Gradio: what is not plainly a request of ours goes no further.

In this order: host, origin, route, method, body. What comes back carries the security headers, and loses those with
which Gradio would let other sites read it. Why: CORS by Host (gradio#13594), DNS rebinding, `file=` look-ups, uploads.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.stationery import page_html

BODY_BYTES = 64 * 1024
CHAT_BYTES = 1024 * 1024  # chat clients send the whole conversation each time, with our answers in it
UPLOAD_BYTES = 50 * 1024 * 1024  # as ui.uploads.FILE_BYTES
PASTE_BYTES = 6 * 1024 * 1024  # a million characters, six bytes each in JSON
BODY_SECONDS = 15.0  # a body that takes longer is cut off
UPLOAD_SECONDS = 120.0  # the same for what may be large
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.@-]*"
_MODEL = r"[A-Za-z0-9_][A-Za-z0-9_.:-]*"
# Pages of ours beside the chat, without a line of script in them; other sites may link to them.
OWN_PAGES = r"/article/[0-9a-f]{16}|/corpus(/(card|names|quote|reliability|gold))?"
# What the page was seen to ask for, and what is ours. Everything else of Gradio (upload, file=, proxy=, login, api,
# monitoring, config) does not exist. Again: tests/test_browser.py fails when the page asks for more.
ROUTES: tuple[tuple[str, str], ...] = (
    ("GET HEAD", r"/"),
    ("GET", rf"/assets/({_NAME}/)*{_NAME}"),
    ("GET", r"/static/js/iframeResizer\.contentWindow\.min\.js"),
    ("GET", r"/theme\.css"),
    ("GET", r"/favicon\.ico"),
    ("GET", rf"/page/{_NAME}"),
    ("POST", r"/gradio_api/queue/join"),
    ("GET", r"/gradio_api/queue/data"),
    ("POST", r"/chat/(ask|thumb)"),
    ("GET", r"/chat/facts"),
    ("GET", OWN_PAGES),
    ("GET", r"/source/(boxes|page)"),
    ("GET", r"/corpus/work"),
    ("POST", r"/corpus/(upload|index|paste|correct|remove|names)"),
    ("GET", r"/gold/(place|file)"),
    ("POST", r"/gold/(keep|drop)"),
    ("GET HEAD", r"/health"),
    ("POST", r"/api/ask"),
    ("GET POST", r"/api/(search|show|quote)"),
    ("GET", r"/api/corpora"),
    ("GET", rf"/v1/models(/{_MODEL})?"),
    ("POST", r"/v1/chat/completions"),
    ("POST", r"/mcp"),
    ("GET HEAD", r"/docs"),
    ("GET", r"/openapi\.json"),
    ("GET", r"/docs/(swagger-ui\.css|swagger-ui-bundle\.js)"),
    # What the official client of Gradio asks for, beside the queue: which endpoints there are, and "still here".
    ("GET", r"/config"),
    ("GET", r"/gradio_api/info"),
    ("GET", r"/gradio_api/heartbeat/[a-z0-9-]{1,64}"),
    ("GET", r"/gradio_api/app_id"),  # by it the page learns that the server was started anew, and begins again
)
# How large a body may be where BODY_BYTES is too little.
BODIES: tuple[tuple[str, int], ...] = (
    (r"/v1/chat/completions", CHAT_BYTES),
    (r"/corpus/upload", UPLOAD_BYTES),
    (r"/corpus/paste", PASTE_BYTES),
)
PAGES = ("/", "/docs")  # HTML with inline scripts of its own
_STRICT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Svelte and the theme set styles inline; scripts only come from files of this server, or are Gradio's own by hash.
_PAGE = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'none'; base-uri 'self'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.S)
# From these a server behind a proxy learns its own name; we are behind none, so they are a visitor's invention.
_INVENTED = re.compile(rb"x-forwarded-.*|forwarded|x-real-ip|x-gradio-.*|accept-encoding")


class Refused(Exception):
    """A request that goes no further: status, what is wrong, what to do."""

    def __init__(self, status: int, message: str, do: str) -> None:
        super().__init__(message)
        self.status, self.message, self.do = status, message, do


class Guard:
    """Wraps an ASGI application; `hosts` are the names by which it may be called, without port."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = LOOPBACK) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._routes = [(frozenset(methods.split()), re.compile(path)) for methods, path in ROUTES]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:  # no WebSocket is needed
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._check(scope)
            replay = await _with_body(scope, receive) if scope["method"] == "POST" else receive
        except Refused as refused:
            await _refuse(refused, scope, send)
            return
        is_page = scope["path"] in PAGES
        answer = _PageSend(send) if is_page else _PlainSend(send, _policy(scope["path"]))
        await self._app(_cleaned(scope), replay, answer)

    def _check(self, scope: Scope) -> None:
        headers = _headers(scope)
        host = headers.get("host", "")
        if _name_of(host) not in self._hosts:
            raise Refused(400, "this address is not served here", "open the address that `qa serve` printed")
        _check_origin(scope, headers, host)
        # An address may stand in several rows: the page of the names is read, and what is decided there is posted.
        methods = {method for some, path in self._routes if path.fullmatch(scope["path"]) for method in some}
        if not methods or b"%" in scope.get("raw_path", b""):
            raise Refused(404, "there is nothing at this address", "open the page at /")
        if scope["method"] not in methods:
            raise Refused(405, "this address does not take this method", f"use {' or '.join(sorted(methods))}")


def _check_origin(scope: Scope, headers: dict[str, str], host: str) -> None:
    """Only our own page may call; other sites may at most link to the page."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
    if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
        raise Refused(403, "other sites may not ask here", "open the page itself")
    linked = (
        (scope["path"] == "/" or _is_own(scope["path"]))
        and scope["method"] == "GET"
        and headers.get("sec-fetch-mode") == "navigate"
    )
    if site not in ("none", "same-origin") and not linked:
        raise Refused(403, "other sites may not ask here", "open the page itself")


def _is_own(path: str) -> bool:
    return re.fullmatch(OWN_PAGES, path) is not None


def _policy(path: str) -> str:
    return _OWN if _is_own(path) else _STRICT


def _headers(scope: Scope) -> dict[str, str]:
    """The headers that decide; one that comes twice is refused, for each layer might believe another one."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key in found and key in ("host", "origin", "content-length", "sec-fetch-site"):
            raise Refused(400, f"the header {key} comes twice", "send it once")
        found[key] = value.decode("latin-1")
    return found


def _name_of(host: str) -> str:
    """The name without its port: "[::1]:7860" is "[::1]"."""
    return re.sub(r":\d{1,5}$", "", host).lower()


async def _with_body(scope: Scope, receive: Receive) -> Receive:
    """Read the whole body, or refuse it; then hand it on as one message."""
    declared = _headers(scope).get("content-length", "0")
    if not declared.isascii() or not declared.isdigit():
        raise Refused(400, "the length of the body is not a number", "send a correct Content-Length")
    most = _most(scope["path"])
    if int(declared) > most:
        raise _too_large(most)
    try:
        seconds = UPLOAD_SECONDS if most > CHAT_BYTES else BODY_SECONDS
        body = await asyncio.wait_for(_read(receive, most), seconds)
    except TimeoutError as error:
        raise Refused(408, "the body did not arrive in time", "send it again") from error
    first = True

    async def replay() -> Message:
        nonlocal first
        if first:
            first = False
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return replay


def _most(path: str) -> int:
    """How many bytes a body to this address may have."""
    return next((most for pattern, most in BODIES if re.fullmatch(pattern, path)), BODY_BYTES)


async def _read(receive: Receive, most: int) -> bytes:
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "the body ended early", "send it again")
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > most:
            raise _too_large(most)
        if not message.get("more_body"):
            return b"".join(parts)


def _too_large(most: int) -> Refused:
    return Refused(413, f"the body is larger than {most // 1024} KiB", "send less: a shorter text, or less history")


def _cleaned(scope: Scope) -> Scope:
    """Without headers that nobody honest sends here; the page is always the same, whatever its query says."""
    is_page = scope["path"] in PAGES
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if not _INVENTED.fullmatch(name.lower()) or (name.lower() == b"accept-encoding" and not is_page)
    ]
    return {**scope, "headers": headers, "query_string": b"" if is_page else scope["query_string"]}


class _PlainSend:
    """Adds the headers to a response on its way out."""

    def __init__(self, send: Send, policy: str) -> None:
        self._send, self._policy = send, policy

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _guarded(message["headers"], self._policy)}
        await self._send(message)


class _PageSend:
    """Holds the page back until it is whole, then allows exactly the inline scripts that are in it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body.append(message.get("body", b""))
        if message.get("more_body"):
            return
        body = b"".join(self._body)
        policy = _PAGE.format(hashes=" ".join(_hash(script) for script in _INLINE.findall(body)))
        await self._send({**self._start, "headers": _guarded(self._start["headers"], policy)})
        await self._send({"type": "http.response.body", "body": body})


def _guarded(headers: Sequence[tuple[bytes, bytes]], policy: str) -> list[tuple[bytes, bytes]]:
    ours = {name for name, _ in _HEADERS} | {b"content-security-policy", b"server"}
    kept = [(name, value) for name, value in headers if name not in ours and not name.startswith(b"access-control-")]
    return [*kept, *_HEADERS, (b"content-security-policy", policy.encode("ascii"))]


def _hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode('ascii')}'"


async def _refuse(refused: Refused, scope: Scope, send: Send) -> None:
    """In our shape; under /v1 with what OpenAI's clients look for besides; to a person's browser as a page."""
    error: dict[str, str | None] = {"message": refused.message, "do": refused.do}
    if scope["path"].startswith("/v1/"):
        error |= {"type": "invalid_request_error", "param": None, "code": None}
    if refused.status == 404 and (b"sec-fetch-mode", b"navigate") in scope["headers"]:
        told = '<section class="empty"><h1>There is nothing here</h1><p>Choose from the links above.</p></section>'
        kind, body, policy = b"text/html; charset=utf-8", page_html("Nothing here", told, "").encode(), _OWN
    else:
        kind, body, policy = b"application/json", json.dumps({"error": error}).encode("ascii"), _STRICT
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode("ascii"))]
    await send({"type": "http.response.start", "status": refused.status, "headers": _guarded(headers, policy)})
    await send({"type": "http.response.body", "body": body})
