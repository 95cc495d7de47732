"""Fixtures of the browser tests: the real application over invented articles, and a page that must stay quiet."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fake_newsroom import FakeAssistant

from ui.corpora import Corpora

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = "no chromium on this machine: apt-get install chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PICTURES = Path(os.environ.get("QA_SCREENSHOTS", Path(__file__).parent.parent / "build" / "screenshots"))
HARMLESS = "Autofocus processing was blocked"  # Chromium's remark when the page already has the focus
SLOW_SECONDS = 4.0  # that an answer of the corpus "delta" takes


@dataclass
class Heard:
    """What the page said and asked for."""

    address: str
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def listen(self, page: Any) -> None:
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("request", lambda asked: self.requests.append(f"{asked.method} {asked.url}"))
        page.on("response", lambda came: self.refused.append(came.url) if came.status >= 400 else None)
        page.on("dialog", lambda dialog: self.console.append(f"dialog {dialog.message}"))

    def check(self) -> None:
        """Nothing in the console, nothing asked of another origin, nothing refused."""
        assert [line for line in self.console if HARMLESS not in line] == []
        allowed = rf"\w+ (data:|blob:{re.escape(self.address)}/|{re.escape(self.address)}/)"
        assert [url for url in self.requests if not re.match(allowed, url)] == []
        assert self.refused == []


@pytest.fixture(scope="session")
def assistants(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FakeAssistant]:
    """By the name of their corpus: one answers at once, the other takes its time."""
    made = {"quay": FakeAssistant(), "delta": FakeAssistant()}
    folder = tmp_path_factory.mktemp("indexes")
    for name, assistant in made.items():
        assistant.index = folder / f"{name}.index"
    made["delta"].seconds = SLOW_SECONDS
    return made


@pytest.fixture(scope="session")
def address(assistants: dict[str, FakeAssistant]) -> Iterator[str]:
    """The real application over invented articles, on a free port."""
    from live import serving  # here, for conftest.py loads this file before every test

    with serving(Corpora(assistants)) as where:  # type: ignore[arg-type]
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip(MISSING)
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
    """A fresh visitor's page, which must stay quiet; how the test ended is a picture."""
    with visitor(browser, heard) as opened:
        visit(opened, heard.address)
        yield opened
        picture(opened, request.node.name)
    heard.check()


@contextmanager
def visitor(browser: Any, heard: Heard, width: int = 1280, scheme: str = "light") -> Iterator[Any]:
    """A page of somebody who was never here; all that it says and asks for is heard."""
    height = 844 if width < 860 else 820
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    heard.listen(opened)
    yield opened
    context.close()


def picture(page: Any, name: str) -> None:
    """Keep what is seen now, for somebody to look at: build/screenshots, or the folder that QA_SCREENSHOTS names."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{re.sub(r'[^A-Za-z0-9]+', '_', name).strip('_')}.png"))


def visit(page: Any, address: str) -> None:
    """Open the page, and wait until its parts work."""
    page.goto(address)
    page.wait_for_selector("body.ready", state="attached")


def ask(page: Any, question: str) -> Any:
    """Ask by keyboard; the turn with its answer."""
    turns = page.locator("#log .turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(f"#log .turn:nth-child({turns + 1}) .acts")
    return page.locator("#log .turn").nth(turns)


def text_of(page: Any, selector: str) -> Any:
    return page.locator(selector).first.evaluate("element => element.textContent")


def opened_quote(page: Any, quote: str) -> Any:
    """Wait until the source shows this quote; its highlighted text."""
    page.wait_for_function("quote => document.querySelector('#article mark.quote')?.textContent === quote", arg=quote)
    return text_of(page, "#article mark.quote")


def grave(page: Any) -> list[str]:
    """What axe-core finds serious or critical, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("serious", "critical")
    ]
