"""The corpus page as people use it, with a real index of a few invented articles: every view, readable for everyone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browsing import Heard, ask, grave, opened_quote, picture, visit, visitor
from live import TRAMS, serving, shelved
from printed import single

from ui.corpora import Corpora
from ui.corpus_page import VIEWS
from ui.server import address as address_of
from ui.server import bind

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
SAID = "The bridge was closed by Orla Dunmore, who leads the road office, on Monday."
ARTICLES = {
    "bridge.txt": f"Bridge to Kharinsk shut\n\n{SAID} Buses to Kharinsk turn back at the river.\n",
    "ferry.md": "# Ferry to Charinsk\n\nThe ferry to Charinsk carried 400 people on Tuesday, said Orla Dunmore.\n",
    "again.html": "<html><head><title>Kharinsk waits</title></head><body><article><h1>Kharinsk waits</h1><p>Schools in "
    "Kharinsk stayed shut for a second day, because no teacher could cross the river on Tuesday.</p></article></body>",
}


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Corpora:
    river = {**ARTICLES, "strike.pdf": single(0)}
    return shelved(tmp_path_factory.mktemp("corpora"), {"river": river, "trams": {"trams.txt": TRAMS}})


@pytest.fixture(scope="module")
def address(corpora: Corpora) -> Iterator[str]:
    with serving(corpora) as where:
        yield where


def article_named(corpora: Corpora, name: str) -> str:
    """Its address, with the first words of its text marked."""
    article = next(one for one in corpora.find("").generation.articles if one.relative.endswith(name))
    return f"/article/{article.id}?range=0-12&corpus=river.index"


ADDRESSES = {
    **{f"the view {name}": f"/corpus/{name}" for name in VIEWS if name},
    "the list": "/corpus",
    "an outlet without articles": "/corpus?search=nothing+of+this",
    "an exact quotation": f"/corpus/quote?text={quote(SAID)}",
    "an altered one": f"/corpus/quote?text={quote(SAID.replace('closed', 'shut'))}",
    "an absent one": "/corpus/quote?text=of+all+this+there+is+not+one+word",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_view(page: Any, heard: Heard, corpora: Corpora, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    articles = {name: article_named(corpora, name) for name in (*ARTICLES, "strike.pdf")}
    found = {}
    for name, view in {**ADDRESSES, **articles}.items():
        page.goto(heard.address + view)
        if name == "strike.pdf":
            page.wait_for_selector(".printed .box")
        found[name] = grave(page)
    page.goto(f"{heard.address}/corpus")
    page.locator("#adding summary").click()
    page.locator("button.correct").first.click()
    page.locator("button.remove").first.click()
    found["paste, correct, remove"] = grave(page)
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_spellings_are_parted_and_joined(page: Any, heard: Heard) -> None:
    page.goto(f"{heard.address}/corpus/names")
    group = page.locator("ul.names li", has_text="Charinsk")
    assert "Kharinsk (2 articles) = Charinsk (1 article)" in group.inner_text()
    group.get_by_role("button", name="Keep apart").click()
    page.wait_for_selector("h2:has-text('Kept apart by you')")
    assert page.locator("ul.names li", has_text="≠").inner_text().startswith("Kharinsk ≠ Charinsk")
    assert page.locator("ul.names li", has_text="=").count() == 0

    page.locator("ul.names").get_by_role("button", name="Read as one").click()
    page.wait_for_selector("ul.names li:has-text('joined by you')")
    page.get_by_label("Names, parted by commas").fill("Dunmore, Weir")
    page.get_by_role("button", name="Read as one").click()
    page.wait_for_selector("#work:has-text('No article has the name Weir')")
    assert page.locator("ul.names li", has_text="joined by you").count() == 2
    visit(page, heard.address)
    turn = ask(page, "What was closed by Orla Weir?")
    assert SAID in turn.locator("blockquote").first.inner_text()


def test_a_link_to_a_quote_is_copied_and_opened_again(page: Any, heard: Heard) -> None:
    ask(page, "Who closed the bridge?")
    assert opened_quote(page, SAID) == SAID
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_selector("#article .told:not(:empty)")
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link.startswith(f"{heard.address}/article/")
    page.goto(link)
    assert opened_quote(page, SAID) == SAID
    assert page.text_content("#article mark.span") == "Orla Dunmore"


def test_two_questions_in_one_message_are_both_answered(page: Any) -> None:
    turn = ask(page, "Who closed the bridge? How many people did the ferry carry?")
    said = " ".join(turn.locator("p.answer").all_inner_texts())
    assert "Orla Dunmore" in said and "400" in said
    ask(page, "When did she say so?")  # a follow-up: how it was understood is shown and can be changed
    understood = page.locator(".turn").nth(1)
    assert "Understood as:" in understood.inner_text()
    understood.get_by_role("button", name="Change").click()
    page.get_by_label("The question, to be changed").fill("Why did schools in Kharinsk stay shut?")
    page.get_by_role("button", name="Ask this").click()
    page.wait_for_selector(".turn:nth-child(2) mark.span:has-text('no teacher could cross the river')")


def test_a_quotation_is_checked_word_by_word(page: Any, heard: Heard) -> None:
    page.goto(f"{heard.address}/corpus/quote")
    box = page.get_by_label("A quotation, as somebody gives it")
    box.fill(SAID.replace("closed", "shut"))
    page.get_by_role("button", name="Check it").click()
    page.wait_for_selector("#verdict:has-text('Altered')")
    assert [page.locator(f"blockquote {tag}").inner_text() for tag in ("ins", "del")] == ["shut", "closed"]
    page.get_by_label("A quotation, as somebody gives it").fill(SAID)
    page.get_by_role("button", name="Check it").click()
    page.wait_for_selector("#verdict:has-text('Exact, in 1 place')")
    page.locator("a", has_text="Bridge to Kharinsk shut").click()
    assert opened_quote(page, SAID) == SAID


def test_corpora_are_chosen_and_their_articles_searched(page: Any, heard: Heard) -> None:
    page.goto(f"{heard.address}/corpus")
    page.get_by_label("Search").fill("ferry")
    page.get_by_role("button", name="Show").click()
    page.wait_for_selector("#found:has-text('1 of 4 articles')")
    assert page.locator("table.articles tbody tr").inner_text().startswith("Ferry to Charinsk")
    page.get_by_label("Corpus").select_option("trams.index")
    page.get_by_role("button", name="Open").click()
    page.wait_for_selector("table.articles a:has-text('Trams stop')")
    page.get_by_role("link", name="Ask the articles").click()  # the corpus goes along
    page.wait_for_selector("body.ready", state="attached")
    assert (page.input_value("#corpus"), page.url) == ("trams.index", f"{heard.address}/")
    page.wait_for_selector(".held:has-text('trams.index: ')")  # told once the page has asked for it
    assert ask(page, "Who said that the trams stopped?").locator("p.answer").inner_text() == "Karla Venn"
    page.wait_for_selector("#article mark.quote")  # Gradio complains in the console when one leaves before
    page.locator("#bar a", has_text="Corpus").click()  # and comes back
    assert page.get_by_label("Corpus").input_value() == "trams.index"
    visit(page, heard.address)
    page.wait_for_selector("#article mark.quote")
    page.select_option("#corpus", "river.index")
    visit(page, heard.address)
    page.wait_for_selector("#article mark.quote")
    assert page.input_value("#corpus") == "trams.index"  # a chat goes on where it was


def test_the_dial_says_what_to_expect(page: Any) -> None:
    page.click("#open-dial")
    promised = {}
    for risk in ("10", "90"):
        page.locator("#risk").fill(risk)
        said = re.findall(r"about (\d+) of 100", page.inner_text("#promise"))
        promised[risk] = tuple(map(int, said))
    assert promised["10"][0] < promised["90"][0] and promised["10"][1] > promised["90"][1]


def test_a_newcomer_adds_the_first_articles_on_the_page(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "trams.txt").write_text(TRAMS)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF nothing")
    with started(tmp_path / "data") as address:
        heard = Heard(address)
        with visitor(browser, heard) as page:
            visit(page, address)
            assert page.inner_text(".held") == "news.index is empty: add articles, or use qa index PATH."
            picture(page, "a_page_without_articles")
            assert "There is no article to answer from" in failed(page, "Who leads the drivers?")
            visit(page, address)
            page.get_by_role("link", name="add articles").click()
            page.set_input_files("#files", str(tmp_path / "broken.pdf"))
            page.wait_for_selector("#work .warning:has-text('No article was found in broken.pdf')")
            picture(page, "a_first_article_that_cannot_be_read")
            page.set_input_files("#files", str(tmp_path / "trams.txt"))
            page.wait_for_selector("#work .report:has-text('trams.txt – read, 1 article')", timeout=120_000)
            page.get_by_role("link", name="Ask the articles").click()
            page.wait_for_selector("body.ready", state="attached")
            page.wait_for_selector(".held:has-text('news.index: 1 article')")
            answer = ask(page, "Who leads the drivers?").locator("p.answer")
            assert "Karla Venn" in answer.inner_text()
        heard.check()
    kept = [path.name for path in (tmp_path / "data" / "newsroom-qa" / "news.index" / "uploads").iterdir()]
    assert kept == ["trams.txt"]


@contextmanager
def started(data: Path) -> Iterator[str]:
    """The address of `qa serve` as a newcomer starts it: nothing is named, and there is nothing yet."""
    environment = {name: value for name, value in os.environ.items() if name != "QA_INDEX"}
    with bind("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    serving = [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)]
    environment["XDG_DATA_HOME"] = str(data)
    with subprocess.Popen(serving, stderr=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stderr
        try:
            assert any(line.startswith("ready: ") for line in server.stderr)
            yield address_of("127.0.0.1", port)
        finally:
            server.terminate()
        assert server.wait(30) == 0


def failed(page: Any, question: str) -> str:
    """What is said instead of an answer."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#log .turn .failed")
    return str(page.text_content("#log .turn .failed"))


def test_a_zip_is_dropped_and_a_text_pasted_and_both_answer(page: Any, heard: Heard, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as packed:
        packed.writestr("market.txt", "Market moves\n\nThe fish market moves to the old depot, said Juno Faber.\n")
        packed.writestr("picture.gif", b"GIF89a")
    page.goto(f"{heard.address}/corpus?corpus=trams.index")
    content = list((tmp_path / "more.zip").read_bytes())
    page.evaluate(DROP, ["more.zip", content])
    page.wait_for_selector("#work .report:has-text('more.zip – read, 1 article')")
    assert "picture.gif – skipped: a kind of file that is not read" in page.inner_text("#work")
    page.locator("#adding summary").click()
    page.get_by_label("Title").fill("Theatre opens")
    page.locator("#paste").get_by_label("Outlet").fill("Ostwick Lantern")
    page.get_by_label("Date, as").fill("2024-05-01")
    page.get_by_label("Text", exact=True).fill("The theatre of Ostwick opens in May, said its director, Lena Ross.")
    page.get_by_role("button", name="Add this article").click()
    page.wait_for_selector("tr:has-text('Theatre opens'):has-text('Ostwick Lantern'):has-text('2024-05-01')")
    visit(page, heard.address)
    page.select_option("#corpus", "trams.index")
    assert ask(page, "Who said the fish market moves?").locator("p.answer").inner_text() == "Juno Faber"
    turn = ask(page, "Who directs the theatre of Ostwick?")
    assert "Lena Ross" in turn.locator("p.answer").inner_text()
    assert "Ostwick Lantern" in turn.inner_text()


def test_a_correction_outlasts_what_others_add(page: Any, heard: Heard) -> None:
    page.goto(f"{heard.address}/corpus?corpus=trams.index")
    page.locator("button.correct").first.click()
    title = page.locator("table.articles form input[name=title]")
    title.fill("Half written")
    page.evaluate(DROP, ["late.txt", list(b"Late news\n\nA late tram reached the depot, said Ida Holm.\n")])
    page.wait_for_selector("#work .report:has-text('late.txt – read, 1 article')")
    page.wait_for_timeout(500)
    assert title.input_value() == "Half written"
    page.keyboard.press("Escape")
    page.wait_for_selector("table.articles a:has-text('Late news')")
    assert title.count() == 0
    page.set_viewport_size({"width": 390, "height": 844})
    assert not any(words.strip() == "–" for words in page.locator("table.articles tbody").inner_text().splitlines())


DROP = """([name, bytes]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], name));
  document.getElementById('drop').dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true }));
}"""
