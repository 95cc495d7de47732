"""Making gold in a real browser: mouse, keyboard and thumbs; what is kept stands where it was marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import Heard, grave, picture, visitor
from fakes import FakeEmbedder
from live import serving
from test_gold_page import FERRY, STRIKE
from test_sources import Shelf

import index
from eval.checks import inspect
from eval.feedback import feedback_file
from eval.gold import read_questions
from eval.make import gold_file
from index.generation import open_current
from index.types import Article
from ui.corpora import Corpora

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "strike.txt").write_bytes(STRIKE.encode())
    (tmp_path / "ferry.txt").write_text(FERRY)
    index.build([tmp_path], into=tmp_path / "news.index", embedder=FakeEmbedder())
    return tmp_path / "news.index"


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    with serving(Corpora({"quay": Shelf(built)})) as where:  # type: ignore[dict-item]
        yield where


@pytest.fixture
def desk(browser: Any, heard: Heard, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    with visitor(browser, heard) as opened:
        opened.goto(f"{address}/corpus/gold")
        yield opened
        picture(opened, request.node.name)
    heard.check()


def article(built: Path, name: str) -> Article:
    return next(one for one in open_current(built).articles if one.relative == name)


def select(page: Any, words: str) -> None:
    """With the mouse: from the first to the last of these words, as they are drawn."""
    box = page.evaluate(
        """words => {
          const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          for (let node; (node = walk.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return { left, right, middle: (top + bottom) / 2 };
          }
        }""",
        words,
    )
    page.mouse.move(box["left"] + 1, box["middle"])
    page.mouse.down()
    page.mouse.move(box["right"] - 1, box["middle"], steps=4)
    page.mouse.up()


def test_an_answer_is_marked_by_mouse_and_by_keyboard(desk: Any, built: Path) -> None:
    desk.get_by_role("link", name="Pilots strike").click()
    assert desk.locator("#text").evaluate("text => text.textContent") == article(built, "strike.txt").text
    assert not desk.get_by_label("Why do the articles not answer it?").is_visible()
    desk.get_by_label("Question, as a reader").fill("Who walked out?")
    select(desk, "Ada Brandt")  # behind a character of two UTF-16 units and two CRLF
    desk.get_by_role("button", name="Mark the selection").click()
    desk.wait_for_selector("#marked li:has-text('Ada Brandt')")
    desk.get_by_role("button", name="Take back").click()
    desk.focus("#text")
    desk.keyboard.press("Control+Home")
    # On a busy machine the browser tells of the selection only after the key that marks it.
    desk.evaluate("addEventListener('selectionchange', event => event.stopImmediatePropagation(), true)")
    for _ in "Pilots strike":
        desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#marked li:has-text('Pilots strike')")
    desk.keyboard.type("spoilt?")
    assert desk.locator("#text").evaluate("text => text.textContent") == article(built, "strike.txt").text
    assert grave(desk) == []
    desk.get_by_role("button", name="Keep this question").click()
    desk.wait_for_selector("#gold-told:has-text('q001 is kept')")
    (question,) = read_questions(gold_file(built))
    assert (question.type, question.answers) == ("factoid-who", ("Pilots strike",))
    assert not any(one.error for one in inspect(gold_file(built), [article(built, "strike.txt")]).findings)


def test_marks_outlast_another_article_and_a_like_question_is_asked_about(desk: Any, built: Path) -> None:
    desk.get_by_role("link", name="Pilots strike").click()
    desk.get_by_label("Question, as a reader").fill("Do ships sail?")
    desk.locator("select[name=type]").select_option("conflict")
    select(desk, "walked out")
    desk.get_by_role("button", name="Mark the selection").click()
    desk.get_by_label("Who says so").fill("Ada Brandt")
    desk.get_by_text("Choose an article").click()
    desk.get_by_role("link", name="Ferries sail again").click()
    desk.get_by_label("or type the answer").fill("SAILED again")
    desk.get_by_role("button", name="Find it").click()
    desk.wait_for_selector("#marked li:nth-child(2)")
    desk.get_by_role("button", name="Keep this question").click()
    desk.wait_for_selector("#gold-told:has-text('q001 is kept')")
    (question,) = read_questions(gold_file(built))
    assert [(side.answer, side.attributed_to) for side in question.sides] == [
        ("walked out", "Ada Brandt"),
        ("sailed again", "Delta Post"),
    ]
    desk.get_by_label("Question, as a reader").fill("do ships sail")
    desk.locator("select[name=type]").select_option("unanswerable")
    desk.get_by_role("button", name="Keep this question").click()
    desk.wait_for_selector("#gold-told:has-text('Nearly the same as q001')")
    desk.get_by_role("button", name="Keep it nevertheless").click()
    desk.wait_for_selector("#gold-told:has-text('q002 is kept')")
    assert desk.locator("#checks .warning").count() == 2  # asks nearly the same, and too many without an answer
    desk.get_by_role("button", name="Leave out: do ships sail", exact=True).click()
    desk.get_by_role("button", name="Leave out: do ships sail", exact=True).click()
    desk.wait_for_function("() => document.querySelectorAll('.drop-question').length === 1")
    with desk.expect_download() as waiting:
        desk.get_by_role("link", name="Download the gold file").click()
    assert Path(waiting.value.path()).read_bytes() == gold_file(built).read_bytes()


def test_a_thumb_fills_the_form(desk: Any, built: Path) -> None:
    strike = article(built, "strike.txt")
    citation = {"article": {"id": strike.id}, "answer_start": strike.text.index("Ada Brandt")}
    row = {
        "time": "t",
        "question": "Who spoke?",
        "verdict": "up",
        "answer": {"text": "Ada Brandt", "claims": [{"citations": [citation]}]},
    }
    feedback_file(built).write_text(json.dumps(row) + "\n", "utf-8")
    desk.reload()
    desk.get_by_role("button", name="Use: Who spoke?").click()
    desk.wait_for_selector("#marked li:has-text('Ada Brandt')")
    assert desk.get_by_label("Question, as a reader").input_value() == "Who spoke?"
    desk.get_by_role("button", name="Keep this question").click()
    desk.wait_for_selector("#gold-told:has-text('q001 is kept')")
    assert desk.locator("#thumbs").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_and_the_dark_are_served(browser: Any, heard: Heard, address: str, built: Path, scheme: str) -> None:
    with visitor(browser, heard, 390, scheme) as page:
        page.goto(f"{address}/corpus/gold?article={article(built, 'strike.txt').id}")
        picture(page, f"gold on a phone {scheme}")
        assert grave(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    heard.check()
