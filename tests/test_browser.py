"""The page in a real browser: what people see, with nothing in the console and nothing asked of another origin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import Heard, ask, opened_quote, text_of, visit, visitor
from fake_newsroom import HOSTILE, STRIKE, FakeAssistant

from ui.corpora import Corpora

pytestmark = pytest.mark.slow


def test_an_answer_stands_beside_its_highlighted_source(page: Any) -> None:
    turn = ask(page, "strike: who called it?")
    citation = FakeAssistant().ask("strike").claims[0].citations[0]
    assert turn.locator("p.answer").text_content() == "Ada Brandt"
    assert turn.locator("mark.span").first.text_content() == "Ada Brandt"
    assert opened_quote(page, citation.quote) == citation.quote
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
        assert opened_quote(page, citation.quote) == citation.quote
        assert text_of(page, "#article mark.span") == citation.answer
        assert text_of(page, "#article .text") == citation.article.text


def test_hostile_text_is_shown_and_never_run(page: Any) -> None:
    turn = ask(page, f"hostile {HOSTILE}")
    assert turn.locator("p.answer").text_content() == HOSTILE
    assert opened_quote(page, f"The hostile line is {HOSTILE} and more.")
    assert turn.locator("img, script").count() == 0
    assert page.locator("#article img, #article script").count() == 0


def test_an_abstention_shows_the_closest_passages(page: Any) -> None:
    from playwright.sync_api import expect

    ask(page, "strike: who?")
    turn = ask(page, "nothing like this?")
    assert "No article says this." in turn.text_content()
    expect(page.locator("#article mark.quote")).to_have_count(0)
    turn.locator("button.cite").click()
    assert opened_quote(page, "Ferries stayed in port on Tuesday.")


def test_muted_text_is_grey_and_names_its_rule(page: Any) -> None:
    ask(page, "strike: who?")
    muted = page.locator("#article .muted")
    assert muted.text_content() == "Sign up for our newsletter"
    assert "newsletter" in muted.evaluate("element => getComputedStyle(element, '::after').content")


def test_the_empty_page_says_what_to_do(page: Any) -> None:
    assert "3 articles" in page.text_content("#conversation")
    assert "Ask a question" in page.text_content("#article")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(browser: Any, heard: Heard, scheme: str) -> None:
    """WCAG: a contrast of 4.5 between each text and what is behind it."""
    shown = ("p.answer", ".asked", "mark.span", "#article mark.quote", ".chip", "button.cite", "summary", "#ask")
    with visitor(browser, heard, scheme=scheme) as page:
        visit(page, heard.address)
        ask(page, "strike: who?")
        page.wait_for_timeout(500)
        for selector in shown:
            front, behind = page.locator(selector).first.evaluate(COLOURS)
            assert contrast(front, behind) >= 4.5, (selector, front, behind)
    heard.check()


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


def test_the_documentation_asks_the_server_itself(page: Any, heard: Heard) -> None:
    """Swagger UI's "Try it out", with nothing from elsewhere."""
    page.goto(f"{heard.address}/docs")
    ask_route = page.locator(".opblock-post", has_text="/api/ask").first
    ask_route.locator(".opblock-summary-control").click()
    ask_route.get_by_role("button", name="Try it out").click()
    body = ask_route.locator("textarea.body-param__text")
    body.fill(body.input_value().replace("What happened", "strike: what happened"))  # the rest is as it was filled in
    ask_route.get_by_role("button", name="Execute").click()
    page.wait_for_selector(".live-responses-table .response-col_status:has-text('200')")
    assert '"text": "Ada Brandt"' in page.inner_text(".live-responses-table")
    assert any(url.endswith("/api/ask") for url in heard.requests)
