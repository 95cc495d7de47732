"""Sources and the corpus page in a real browser: each flow, nothing in the console, nothing asked of another origin."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import HARMLESS, Heard
from live import serving
from printed import single

import index
from eval.sample import __file__ as sample
from ui.corpora import Corpora, open_corpora

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SAMPLE = Path(sample).parent
SHARED = Path(__file__).parent.parent.parent / "shared"
TRAMS = "Trams stop\n\nThe trams of Ostwick stopped on Monday, said Karla Venn, who leads the drivers.\n"


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Corpora:
    """The sample corpus with the real models, copied, for it is changed here; and a smaller one beside it."""
    home = tmp_path_factory.mktemp("sources")
    shutil.copytree(SAMPLE / "corpus", home / "articles")
    (home / "articles" / "strike.pdf").write_bytes(single(0))
    index.build([home / "articles"], into=home / "sample.index")
    (home / "small.txt").write_text(TRAMS)
    index.build([home / "small.txt"], into=home / "small.index")
    return open_corpora([home / "sample.index", home / "small.index"])


@pytest.fixture(scope="module")
def address(corpora: Corpora) -> Iterator[str]:
    with serving(corpora) as where:
        yield where


@pytest.fixture
def page(browser: Any, heard: Heard, request: pytest.FixtureRequest) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    opened.set_default_timeout(120_000)
    opened.on("console", lambda message: heard.console.append(message.text))
    opened.on("pageerror", lambda error: heard.console.append(str(error)))
    opened.on("request", lambda asked: heard.requests.append(f"{asked.method} {asked.url}"))
    yield opened
    if "QA_SCREENSHOTS" in os.environ:
        opened.screenshot(path=str(Path(os.environ["QA_SCREENSHOTS"]) / f"{request.node.name}.png"))
    opened.close()
    allowed = request.node.get_closest_marker("refused") is not None
    assert [line for line in heard.console if HARMLESS not in line and not (allowed and "status of" in line)] == []
    assert [url for url in heard.requests if not re.match(rf"\w+ (data:|{re.escape(heard.address)}/)", url)] == []


def questions(path: Path) -> list[str]:
    return [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines() if line.strip()]


def highlighted(page: Any, address: str, assistant: Any, asked: list[str], corpus: str) -> tuple[int, set[str]]:
    """Open every citation of every answer by its permalink and compare; how many, in which formats."""
    from ui.permalink import permalink

    seen: dict[str, Any] = {}
    for question in asked:
        answer = assistant.ask(question, risk=1.0)
        for claim in (*answer.claims, *answer.alternatives):
            seen.update({permalink(citation, corpus): citation for citation in claim.citations})
    for link, citation in seen.items():
        page.goto(address + link, wait_until="domcontentloaded")
        marked = page.evaluate("() => document.querySelector('mark.quote').textContent")
        span = page.evaluate("() => document.querySelector('mark.span')?.textContent")
        assert marked == citation.quote and span in (citation.answer, None), link
        assert page.evaluate("() => document.querySelector('.sheet .text').textContent") == citation.article.text
    return len(seen), {citation.article.format for citation in seen.values()}


def test_the_highlight_equals_the_quote_of_every_gold_answer(page: Any, address: str, corpora: Corpora) -> None:
    asked = questions(SAMPLE / "questions.jsonl")
    count, formats = highlighted(page, address, corpora.find("sample.index"), asked, "sample.index")
    print(f"highlight equals quote: {count} of {count} citations of {len(asked)} questions, in {sorted(formats)}")
    assert formats == {"txt", "md", "html", "pdf", "docx", "jsonl"}


def test_a_pdf_is_shown_as_printed_with_its_boxes(page: Any, address: str, corpora: Corpora) -> None:
    from ui.permalink import permalink

    article = next(one for one in corpora.find("").generation.articles if one.path.endswith("bulletin.pdf"))
    citation = index_citation(article, "The report was adopted on Tuesday by nine votes to one")
    page.goto(address + permalink(citation, "sample.index"))
    page.wait_for_selector(".printed .box")
    assert page.locator(".printed .box").count() >= 2
    page.wait_for_function("() => document.activeElement.matches('.box')")  # the eye's place is the keyboard's
    page.click("button.print")
    assert page.locator("mark.quote").is_visible()


def index_citation(article: Any, words: str) -> Any:
    from qa.types import Citation

    start = article.text.index(words)
    return Citation(article, start, start + len(words), start, start + 10)


def test_citations_are_stepped_through_beside_the_chat(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("#log", state="attached")
    page.fill("#question textarea", "Who said the gates were opened without a telephone call?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#article mark.quote")
    before = page.locator("#article button.copy-link").get_attribute("value")
    page.click("#article button.next")
    page.wait_for_function(f"() => document.querySelector('#article button.copy-link')?.value !== {json.dumps(before)}")
    assert page.locator("button.cite[aria-pressed]").count() == 1


@pytest.mark.refused
def test_a_link_to_an_article_that_is_gone_says_so(page: Any, address: str) -> None:
    assert page.goto(f"{address}/article/0123456789abcdef?range=1-2").status == 404
    assert "This article is gone" in page.text_content("h1")


def test_articles_are_uploaded_pasted_corrected_and_removed_while_questions_are_answered(
    page: Any, address: str, corpora: Corpora, tmp_path: Path
) -> None:
    (tmp_path / "trams.txt").write_text(TRAMS)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF nothing")
    page.goto(f"{address}/corpus?corpus=sample.index")
    page.set_input_files("#files", [str(tmp_path / "trams.txt"), str(tmp_path / "broken.pdf")])
    page.wait_for_selector("#work progress")
    assert corpora.find("sample.index").ask("Who said the gates were opened without a telephone call?").question
    page.wait_for_selector("#work .report")
    told = page.text_content("#work")
    assert "trams.txt – read, 1 article" in told and "broken.pdf – skipped" in told
    page.wait_for_selector("td a:has-text('Trams stop')")
    row = page.locator("tr", has_text="Trams stop")
    row.locator("button.correct").click()
    row.locator("input[name=outlet]").fill("Quay Courier")
    row.locator("input[name=published]").fill("2019-05-03")
    row.get_by_role("button", name="Save").click()
    page.wait_for_selector("tr:has-text('Trams stop') td:has-text('2019-05-03')")
    row.locator("button.remove").click()
    row.locator("button.remove").click()
    page.wait_for_selector("#work:has-text('Removed: 1')")
    page.wait_for_function("() => !document.querySelector('table.articles').textContent.includes('Trams stop')")


@pytest.mark.parametrize("view", ["", "/card", "/names", "/quote?text=without+a+telephone+call", "/reliability"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_each_view_fits_screen_and_phone(page: Any, address: str, view: str, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/corpus{view}")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the shared gold questions are not on this machine")
def test_the_highlight_equals_the_quote_of_every_shared_gold_answer(browser: Any, tmp_path: Path) -> None:
    index.build([SHARED / "corpus"], into=tmp_path / "shared.index")
    corpora = open_corpora([tmp_path / "shared.index"])
    page = browser.new_page()
    asked = questions(SHARED / "gold" / "questions.jsonl")
    with serving(corpora) as address:
        count, formats = highlighted(page, address, corpora.find(""), asked, "shared.index")
        page.close()
    print(f"highlight equals quote: {count} of {count} citations of {len(asked)} shared questions, {sorted(formats)}")
    assert count
