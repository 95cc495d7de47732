"""What people do in the chat, each flow in a real browser: stop, ask again, edit, copy, judge, keep, export."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import HARMLESS, SLOW_SECONDS, Heard, ask, opened_quote, visit
from fake_newsroom import HOSTILE, FakeAssistant, FakeGeneration

from eval.feedback import feedback_file, read_feedback
from qa.verify import verify_answers

pytestmark = pytest.mark.slow
CALLED = "The strike was called by Ada Brandt, head of the pilots' union."


def test_a_slow_answer_tells_its_stage_and_can_be_stopped(page: Any, heard: Heard) -> None:
    page.select_option("#corpus", "delta")
    page.fill("#question textarea", "strike: who?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#stop:visible")
    page.wait_for_function("() => document.querySelector('.pending')?.textContent === 'Searching 3 articles…'")
    page.wait_for_function(
        "() => Number(getComputedStyle(document.querySelector('.pending') ?? document.body).opacity) > 0.4"
    )
    page.click("#stop")
    page.wait_for_selector(".turn .failed")
    assert page.text_content(".turn .failed") == "Stopped."
    page.wait_for_selector("#ask:visible")
    page.get_by_role("button", name="Ask again").click()
    page.wait_for_selector(".turn p.answer", timeout=SLOW_SECONDS * 10_000)
    assert page.locator("button.cite").first.get_attribute("value").endswith("|delta")
    visit(page, heard.address)  # a chat goes on in the corpus where it was
    assert page.input_value("#corpus") == "delta"
    assert page.get_attribute("#bar a.plain", "href") == "/corpus?corpus=delta"
    page.click("#fresh")
    page.select_option("#corpus", "quay")
    page.click("#open-chats")
    page.get_by_role("button", name=re.compile("^strike: who")).click()
    assert page.input_value("#corpus") == "delta"


def test_a_quick_answer_never_flashes_a_stage(page: Any) -> None:
    """Negative control of the above: before half a second nothing of it can be seen."""
    shown = page.evaluate("""() => new Promise((done) => {
      const style = document.createElement('div');
      style.className = 'turn';
      style.innerHTML = '<p class="pending">x</p>';
      document.getElementById('log').append(style);
      requestAnimationFrame(() => { done(getComputedStyle(style.firstChild).opacity); style.remove(); });
    })""")
    assert float(shown) == 0


def test_edit_and_ask_again(page: Any, assistants: dict[str, FakeAssistant]) -> None:
    ask(page, "strike: who?")
    ask(page, "list: both")
    page.locator(".turn").nth(0).get_by_role("button", name="Ask again").click()
    page.wait_for_function(
        "() => !document.querySelector('.asking') && document.querySelectorAll('.acts').length === 2"
    )
    assert page.locator(".turn").count() == 2  # asked again in its place

    page.get_by_role("button", name="Change").click()
    box = page.get_by_label("The question, to be changed")
    assert box.input_value() == "list everything"
    box.fill("conflict: sides")
    box.press("Enter")
    page.wait_for_selector("table.conflict")
    assert page.locator(".turn").count() == 2
    assert assistants["quay"].asked[-1][:2] == ("conflict: sides", ("strike: who?",))

    page.locator(".turn").nth(0).get_by_role("button", name="Edit").click()
    page.get_by_label("The question, to be changed").press("Escape")
    assert page.locator(".editing").count() == 0
    page.locator(".turn").nth(0).get_by_role("button", name="Edit").click()
    page.get_by_label("The question, to be changed").fill("nothing at all?")
    page.get_by_role("button", name="Ask this").click()
    page.wait_for_selector(".nothing")
    assert page.locator(".turn").count() == 1  # what was built on it is gone
    assert assistants["quay"].asked[-1][:2] == ("nothing at all?", ())


def test_copy_and_footnote(page: Any) -> None:
    ask(page, "strike: who?")
    page.get_by_role("button", name="Footnote").click()
    page.wait_for_function("() => document.getElementById('told')?.textContent === 'The footnote is copied.'")
    footnote = f"Quay Courier, “Harbour pilots walk out”, 14 May 2024, line 3: “{CALLED}”"
    assert page.evaluate("() => navigator.clipboard.readText()") == footnote
    page.get_by_role("button", name="Copy", exact=True).click()
    page.wait_for_function("() => document.getElementById('told').textContent === 'The answer is copied.'")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"Ada Brandt\n\n{footnote}"


def test_a_follow_up_is_not_understood_from_another_corpus(page: Any, assistants: dict[str, FakeAssistant]) -> None:
    ask(page, "strike: who?")
    page.select_option("#corpus", "delta")
    ask(page, "nothing?")
    assert assistants["delta"].asked[-1][1] == ()
    page.select_option("#corpus", "quay")
    ask(page, "list: both")
    assert assistants["quay"].asked[-1][1] == ("strike: who?",)


def test_a_thumb_is_kept_beside_the_index(page: Any, assistants: dict[str, FakeAssistant]) -> None:
    ask(page, "strike: who?")
    right = page.get_by_role("button", name="Right")
    right.click()
    page.wait_for_selector(".thumb.up[aria-pressed='true']")
    *_, thumb = read_feedback(feedback_file(assistants["quay"].index)).thumbs
    assert (thumb.verdict, thumb.text) == ("up", "Ada Brandt")


def test_a_half_typed_question_outlasts_a_reload(page: Any, heard: Heard) -> None:
    page.fill("#question textarea", "strike: wh")
    visit(page, heard.address)
    assert page.input_value("#question textarea") == "strike: wh"
    page.press("#question textarea", "Enter")
    opened_quote(page, CALLED)
    visit(page, heard.address)
    assert page.input_value("#question textarea") == ""  # it was asked


def test_chats_are_kept_reopened_and_deleted(page: Any, heard: Heard, assistants: dict[str, FakeAssistant]) -> None:
    ask(page, "strike: who?")
    opened_quote(page, CALLED)
    visit(page, heard.address)  # a reload
    assert page.text_content(".turn p.answer") == "Ada Brandt"
    assert opened_quote(page, CALLED)
    page.click("#fresh")
    assert page.locator(".turn").count() == 0
    assert "Ask a question" in page.text_content("#article") or page.wait_for_selector("#article .empty")
    ask(page, "nothing?")
    assert assistants["quay"].asked[-1][1] == ()  # a new chat knows nothing of the old one

    page.click("#open-chats")
    page.get_by_role("button", name=re.compile("^strike: who")).click()
    assert page.text_content(".turn p.answer") == "Ada Brandt"
    ask(page, "list: both")
    assert assistants["quay"].asked[-1][1] == ("strike: who?",)

    page.click("#open-chats")
    page.get_by_role("button", name="Delete the chat: nothing?").click()
    assert page.locator(".chats li").count() == 1
    page.get_by_role("button", name="Delete all").click()
    assert "No chat yet" in page.text_content("#chats")


def test_a_broken_store_is_an_empty_one(page: Any, heard: Heard) -> None:
    page.evaluate(
        """() => {
          localStorage.setItem('newsroom-qa chats', '{"x": [');
          sessionStorage.setItem('newsroom-qa open chat', 'x');
        }"""
    )
    visit(page, heard.address)
    page.click("#open-chats")
    assert "No chat yet" in page.text_content("#chats")


def test_what_was_put_into_the_store_cannot_run(page: Any, heard: Heard) -> None:
    html = "<p class='answer' onclick='alert(1)' style='color:red'>x</p><img src=x onerror=alert(1)>"
    html += "<script>alert(1)</script>"
    answer = json.dumps(FakeAssistant().ask("strike").to_dict())
    page.evaluate(
        """([html, answer]) => {
          const turn = {question: 'q', answer: JSON.parse(answer), html, place: 'none'};
          localStorage.setItem('newsroom-qa chats', JSON.stringify([{id: 'x', title: 't', time: 0, turns: [turn]}]));
          sessionStorage.setItem('newsroom-qa open chat', 'x');
        }""",
        [html, answer],
    )
    visit(page, heard.address)
    assert page.locator(".said p.answer").evaluate("one => one.getAttributeNames()") == ["class"]
    assert page.locator(".said img, .said script").count() == 0
    # The policy is a third lock, and says so.
    assert all("Content Security Policy" in line for line in heard.console if HARMLESS not in line)
    heard.console.clear()


def exported(page: Any, name: str, folder: Path) -> Path:
    page.click("#open-export")
    with page.expect_download() as coming:
        page.locator("#export").get_by_role("button", name=re.compile(f"^{name}")).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_a_chat_is_exported_with_its_sources(page: Any, heard: Heard, browser: Any, tmp_path: Path) -> None:
    for question in ("strike: who?", f"hostile {HOSTILE}", "conflict: sides", "nothing?"):
        ask(page, question)
    data = exported(page, "JSON", tmp_path)
    assert data.name == "strike-who.json"
    checked = verify_answers(data, FakeGeneration())
    assert (checked.answers, checked.problems) == (4, ())

    markdown = exported(page, "Markdown", tmp_path).read_text("utf-8")
    assert "## strike: who?" in markdown
    assert "Quay Courier, “Harbour pilots walk out”, 14 May 2024, line 3" in markdown
    assert "<img" not in re.sub(r"\\.", "", markdown)
    assert "*bold*" not in markdown
    assert "*1 place, 1 origin, confidence" in markdown

    html = exported(page, "HTML", tmp_path)
    alone = browser.new_page(color_scheme="light")
    heard_alone = Heard(html.as_uri())
    heard_alone.listen(alone)
    alone.goto(html.as_uri())
    assert alone.locator("blockquote.quoted").first.text_content() == CALLED
    assert alone.locator("mark.span").first.text_content() == "Ada Brandt"
    assert alone.locator("button, script, img").count() == 0
    assert "sha256:" in alone.locator(".sources code").first.text_content()
    alone.set_viewport_size({"width": 390, "height": 800})
    sides = alone.locator("table tbody tr").first.locator("th, td")
    assert {round(one.bounding_box()["x"]) for one in sides.all()} == {round(sides.first.bounding_box()["x"])}
    assert [heard_alone.console, heard_alone.requests] == [[], [f"GET {html.as_uri()}"]]
    alone.close()


def test_the_dial_is_sent_with_each_question(page: Any, assistants: dict[str, FakeAssistant]) -> None:
    ask(page, "strike: who?")
    assert assistants["quay"].asked[-1][2] is None  # as shipped
    page.click("#open-dial")
    dial = page.locator("#risk")
    dial.fill("20")
    assert "at most 20 %" in page.text_content("#dial label")
    assert page.text_content("#promise") == ""  # nothing was measured
    page.keyboard.press("Escape")
    ask(page, "strike: who?")
    assert assistants["quay"].asked[-1][2] == 0.2


def test_an_example_asks_itself(page: Any) -> None:
    page.locator("button.example").first.click()
    page.wait_for_selector(".turn .acts")
    assert page.text_content(".turn p.answer") == "Ada Brandt"
    assert not page.is_visible(".welcome")


def test_the_examples_of_another_corpus_go_at_once(page: Any) -> None:
    page.wait_for_selector("button.example")
    page.route(
        "**/chat/facts?corpus=delta",
        lambda route: route.fulfill(json={**route.fetch().json(), "examples": None}),
    )
    page.select_option("#corpus", "delta")
    page.wait_for_selector(".examples:has-text('Looking for questions')")
    assert page.locator("button.example").count() == 0
    page.unroute("**/chat/facts?corpus=delta")
    page.wait_for_selector("button.example", timeout=60_000)


def test_no_long_word_leaves_its_column(page: Any) -> None:
    turn = ask(page, "nothing?")
    turn.locator("p.nothing bdi").evaluate("one => { one.textContent = 'x'.repeat(400); }")
    assert turn.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_server_that_was_started_anew_serves_the_open_page(browser: Any, heard: Heard) -> None:
    page = browser.new_page()
    visit(page, heard.address)
    ask(page, "strike: who?")
    opened_quote(page, CALLED)
    page.evaluate("() => { window.old = true; }")
    page.route("**/gradio_api/queue/**", lambda route: route.abort())  # it is down when a citation is opened
    page.locator("button.cite").first.click()
    page.wait_for_timeout(1000)
    page.unroute("**/gradio_api/queue/**")
    # And when it is up again it is another one.
    page.route("**/gradio_api/app_id", lambda route: route.fulfill(response=route.fetch(), json={"app_id": 1}))
    page.wait_for_function("() => !window.old", timeout=20_000)
    page.wait_for_selector("body.ready", state="attached")
    page.locator("button.cite").first.click()
    assert opened_quote(page, CALLED) == CALLED
    page.close()


def test_what_goes_wrong_is_said_in_a_persons_words(page: Any) -> None:
    page.fill("#question textarea", "boom?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".turn .failed")
    assert page.text_content(".turn .failed") == "Something went wrong here: ask again."
    page.route("**/chat/ask", lambda route: route.fulfill(status=200, body=""))
    page.get_by_role("button", name="Ask again").click()
    page.get_by_text("The answer broke off").wait_for()
