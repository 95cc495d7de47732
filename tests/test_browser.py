"""The page in a real browser: what people see, with nothing in the console and nothing asked of another origin."""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fake_newsroom import HOSTILE, STRIKE, FakeAssistant

from ui.corpora import Corpora

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HARMLESS = "Autofocus processing was blocked"  # Chromium's remark when the page already has the focus


@dataclass
class Heard:
    """What the page said and asked for."""

    address: str
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The real application over invented articles, on a free port."""
    import uvicorn

    from ui.server import build_app

    listening = socket.create_server(("127.0.0.1", 0))
    app = build_app(Corpora({"quay": FakeAssistant(), "delta": FakeAssistant()}))  # type: ignore[dict-item]
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def heard(address: str) -> Heard:
    return Heard(address)


@pytest.fixture
def page(browser: Any, heard: Heard, request: pytest.FixtureRequest) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 820}, color_scheme="light")
    opened.on("console", lambda message: heard.console.append(message.text))
    opened.on("pageerror", lambda error: heard.console.append(str(error)))
    opened.on("request", lambda asked: heard.requests.append(f"{asked.method} {asked.url}"))
    opened.on("response", lambda came: heard.refused.append(came.url) if came.status >= 400 else None)
    opened.on("dialog", lambda dialog: heard.console.append(f"dialog {dialog.message}"))
    opened.goto(heard.address)
    opened.wait_for_selector("#log", state="attached")
    yield opened
    if "QA_SCREENSHOTS" in os.environ:
        opened.screenshot(path=str(Path(os.environ["QA_SCREENSHOTS"]) / f"{request.node.name}.png"))
    opened.close()
    assert [line for line in heard.console if HARMLESS not in line] == []
    assert [url for url in heard.requests if not re.match(rf"\w+ (data:|{re.escape(heard.address)}/)", url)] == []
    assert heard.refused == []


def ask(page: Any, question: str) -> Any:
    """Ask by keyboard; the turn with its answer."""
    turns = page.locator("#log .turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(f"#log .turn:nth-child({turns + 1}) .said:not(:has(.pending))")
    return page.locator("#log .turn").nth(turns)


def text_of(page: Any, selector: str) -> Any:
    return page.locator(selector).first.evaluate("element => element.textContent")


def expect_earlier(page: Any, value: str) -> None:
    """What will go along with the next question; it arrives a moment after the answer."""
    from playwright.sync_api import expect

    expect(page.locator("#earlier textarea, #earlier input")).to_have_value(value)


def test_an_answer_stands_beside_its_highlighted_source(page: Any) -> None:
    turn = ask(page, "strike: who called it?")
    citation = FakeAssistant().ask("strike").claims[0].citations[0]
    assert turn.locator("p.answer").text_content() == "Ada Brandt"
    assert turn.locator("mark.span").first.text_content() == "Ada Brandt"
    assert text_of(page, "#article mark.quote") == citation.quote
    assert text_of(page, "#article mark.quote mark.span") == "Ada Brandt"
    assert "2 articles, 1 origin" in turn.text_content()
    assert "almost certain (0.93)" in turn.text_content()
    assert page.title() == "newsroom-qa"


@pytest.mark.parametrize("question", ["lines: with CRLF", "hostile: line", "list: both", "conflict: sides"])
def test_the_highlight_equals_the_quote(page: Any, question: str) -> None:
    answer = FakeAssistant().ask(question)
    turn = ask(page, question)
    for details in turn.locator("details summary").all():
        details.click()
    cited = [citation for claim in answer.claims for citation in claim.citations]
    buttons = turn.locator("button.cite").all()
    assert len(buttons) == len(cited)
    for button, citation in zip(buttons, cited, strict=True):
        button.click()
        page.wait_for_selector(f"#article .place:has-text('{citation.article.relative[:2]}')")
        page.wait_for_timeout(400)
        assert text_of(page, "#article mark.quote") == citation.quote
        assert text_of(page, "#article mark.span") == citation.answer
        assert text_of(page, "#article .text") == citation.article.text


def test_hostile_text_is_shown_and_never_run(page: Any) -> None:
    turn = ask(page, f"hostile {HOSTILE}")
    assert turn.locator("p.answer").text_content() == HOSTILE
    assert turn.locator("img, script").count() == 0
    assert page.locator("#article img, #article script").count() == 0


def test_an_abstention_shows_the_closest_passages(page: Any) -> None:
    ask(page, "strike: who?")
    turn = ask(page, "nothing like this?")
    assert "No article says this." in turn.text_content()
    assert page.locator("#article mark.quote").count() == 0
    turn.locator("button.cite").click()
    page.wait_for_selector("#article mark.quote")
    assert text_of(page, "#article mark.quote") == "Ferries stayed in port on Tuesday."


def test_muted_text_is_grey_and_names_its_rule(page: Any) -> None:
    ask(page, "strike: who?")
    muted = page.locator("#article .muted")
    assert muted.text_content() == "Sign up for our newsletter"
    assert "newsletter" in muted.evaluate("element => getComputedStyle(element, '::after').content")


def test_a_follow_up_knows_what_was_asked_and_a_new_conversation_does_not(page: Any) -> None:
    ask(page, "strike: who?")
    ask(page, "list: both")
    expect_earlier(page, '["strike: who?", "list: both"]')
    page.click("#fresh")
    page.wait_for_timeout(200)
    assert page.locator("#log .turn").count() == 0
    ask(page, "nothing?")
    expect_earlier(page, '["nothing?"]')


def test_it_works_by_keyboard_alone(page: Any) -> None:
    page.focus("#question textarea")
    page.keyboard.type("strike: who?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#log button.cite")
    page.focus("#conversation")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.className").startswith("cite"):
            break
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    assert page.evaluate("() => document.activeElement.matches('mark.quote')")


def test_the_empty_page_says_what_to_do(page: Any) -> None:
    assert "3 articles" in page.text_content("#conversation")
    assert "Ask a question" in page.text_content("#article")


def test_another_corpus_can_be_chosen(page: Any) -> None:
    page.click("#corpus input")
    page.get_by_role("option", name="delta").click()
    turn = ask(page, "strike: who?")
    assert turn.locator("button.cite").first.get_attribute("value").endswith("|delta")


def test_a_phone_has_no_sideways_scroll_and_shows_the_question_box(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    ask(page, "hostile: line")
    page.wait_for_timeout(500)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    box = page.locator("#question").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 800


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(browser: Any, address: str, scheme: str) -> None:
    """WCAG: a contrast of 4.5 between each text and what is behind it."""
    page = browser.new_page(color_scheme=scheme)
    page.goto(address)
    page.wait_for_selector("#log", state="attached")
    ask(page, "strike: who?")
    page.wait_for_timeout(500)
    for selector in (
        "p.answer",
        ".asked",
        "mark.span",
        "#article mark.quote",
        ".chip",
        "button.cite",
        "summary",
        "#ask",
    ):
        front, behind = page.locator(selector).first.evaluate(COLOURS)
        assert contrast(front, behind) >= 4.5, (selector, front, behind)
    page.close()


COLOURS = """element => {
  let at = element, behind = 'rgba(0, 0, 0, 0)';
  while (at && behind.endsWith(', 0)')) { behind = getComputedStyle(at).backgroundColor; at = at.parentElement; }
  return [getComputedStyle(element).color, behind];
}"""


def contrast(front: str, behind: str) -> float:
    """WCAG 2.2, contrast ratio of two CSS colours."""
    lighter, darker = sorted((luminance(front), luminance(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_only_listed_routes_answer(address: str) -> None:
    """Every route that Gradio and FastAPI register, asked for as it stands: only those of the guard's list answer."""
    import httpx

    from ui import guard, server

    app = server.build_app(Corpora({"quay": FakeAssistant()}))  # type: ignore[dict-item]
    paths = set(routes(app._app))  # type: ignore[attr-defined]
    assert {"/gradio_api/upload", "/config"} <= paths
    allowed = [re.compile(path) for _, path in guard.ROUTES]
    with httpx.Client(base_url=address) as client:
        for path in paths:
            concrete = re.sub(r"\{[^}]*\}", "x", path)
            if not any(pattern.fullmatch(concrete) for pattern in allowed):
                assert client.get(concrete).status_code == 404, concrete
                assert client.post(concrete).status_code == 404, concrete


def routes(app: Any) -> Iterator[str]:
    """Paths with their parameters in braces, those of mounted applications and included routers too."""
    for route in app.routes:
        if hasattr(route, "effective_route_contexts"):
            yield from (context.path for context in route.effective_route_contexts())
        elif getattr(route, "routes", None):
            yield from routes(route)
        else:
            yield route.path


def test_the_article_of_the_fake_has_what_these_tests_need() -> None:
    """Negative control: CRLF, which a page would lose if it were written as it is."""
    assert "\r\n" in STRIKE
