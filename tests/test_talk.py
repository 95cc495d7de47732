"""The terminal chat: what the page shows, as lines; commands; and nothing of an article that a terminal would obey."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_newsroom import HOSTILE, FakeAssistant
from parsed import Page
from rich.console import Console

from qa.types import Answer, Attribution, Citation, When
from qa.verify import verify_answers
from ui.minutes import Minute, write_minutes
from ui.talk import Conversation, sources, talk
from ui.terminal import show_answer, show_source

Talk = Callable[..., tuple[str, str]]


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    def chat(*lines: str, assistant: FakeAssistant | None = None) -> tuple[str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
        talk(assistant or FakeAssistant())  # type: ignore[arg-type]
        captured = capsys.readouterr()
        return captured.out, captured.err

    return chat


def test_it_works_in_a_pipe_and_a_bad_line_costs_only_itself(chat: Talk) -> None:
    out, err = chat("strike?", "/nonsense", "/show x", "/risk seven", "", "list?")
    assert "Ada Brandt" in out and "2. Tuesday" in out
    assert "there is no command /nonsense" in err and "give the number of a source, 1 to 2" in err
    assert "seven: give a number" in err


def test_an_answer_carries_its_chips(chat: Talk) -> None:
    out, _ = chat("strike?")
    assert "2 articles, 1 origin · confidence: almost certain (0.93)" in out


def test_a_follow_up_knows_what_was_asked_until_a_new_conversation(chat: Talk) -> None:
    assistant = FakeAssistant()
    _, err = chat("strike?", "/risk 1", "When?", "/history", "/new", "/risk", "Why?", assistant=assistant)
    assert assistant.asked == [("strike?", (), None), ("When?", ("strike?",), 1.0), ("Why?", (), None)]
    assert "1. strike?" in err and "2. When?" in err and "a new conversation" in err


def test_sources_are_numbered_and_shown_at_the_quote(chat: Talk) -> None:
    out, _ = chat("strike?", "/sources", "/show 2")
    assert "2. Pilots strike · Delta <b>Post</b> · 2024-05" in out
    assert "»The strike was called by Ada Brandt, head of the pilots' union, the agency said.«" in out
    assert "nothing was asked" in chat("/sources")[1]


def test_a_long_source_stays_beside_its_number() -> None:
    out = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=30)
    show_source(out, 2, FakeAssistant().ask("strike?").claims[0].citations[0])
    first, *rest = out.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert first.startswith("2. Harbour") and rest and all(line.startswith("   ") for line in rest)


def test_the_conversation_is_exported_and_its_quotes_verify(chat: Talk, tmp_path: Path) -> None:
    saved, written = tmp_path / "chat.json", tmp_path / "chat.md"
    _, err = chat("strike?", "hostile?", f"/export {saved}", f"/export {written}", f"/export {saved}", "/export x.doc",
                  "/export", "/export /nowhere/x.md")  # fmt: skip
    assert err.count("2 answers written to") == 2
    assert "File exists" in err and "none of .html, .md and .json" in err and "give a file" in err
    assert "No such file" in err and "Traceback" not in err
    assert [one["question"] for one in json.loads(saved.read_text("utf-8"))] == ["strike?", "hostile?"]
    verified = verify_answers(saved, FakeAssistant().generation)  # type: ignore[arg-type]
    assert verified.citations and not verified.problems
    assert "## strike?" in written.read_text("utf-8")


@pytest.mark.parametrize("question", ["strike?", "list?", "conflict?", "hostile?", "lines?", "nothing?"])
def test_a_person_at_a_terminal_sees_the_same_and_no_control_of_an_article(question: str) -> None:
    out = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=100, markup=False)
    answer = FakeAssistant().ask(question)
    show_answer(out, answer)
    shown = out.file.getvalue()  # type: ignore[attr-defined]
    words = " ".join(shown.replace("│", " ").split())
    for citation in sources(answer):
        assert " ".join(citation.quote.split()) in words or HOSTILE in citation.quote or "\r" in citation.quote
    assert not {"\x1b", "\u202e", "\x85"} & set(shown)


def test_the_sides_of_a_conflict_stand_in_a_table() -> None:
    out = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=120, markup=False)
    show_answer(out, FakeAssistant().ask("conflict?"))
    shown = out.file.getvalue()  # type: ignore[attr-defined]
    assert "Who says so" in shown and "┃" in shown


def test_who_says_so_and_when_are_said() -> None:
    from dataclasses import replace

    answer = FakeAssistant().ask("strike?")
    claim = replace(
        answer.claims[0],
        attribution=Attribution("Ada Brandt", "head of the union", None, "quote"),
        when=When("on Tuesday", "2024-05-14", "day", True),
    )
    out = Console(file=io.StringIO(), width=200)
    show_answer(out, replace(answer, claims=(claim,)))
    shown = out.file.getvalue()  # type: ignore[attr-defined]
    assert "Says: Ada Brandt, head of the union (quoted)" in shown and "14 May 2024, worked out from" in shown


def test_ctrl_c_gives_up_on_the_answer_and_not_on_the_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(FakeAssistant):
        def ask(self, *_: object, **__: object) -> Answer:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda _: True})())
    Conversation(Slow(), Console(file=io.StringIO()), None).ask("strike?")  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(KeyboardInterrupt):
        Conversation(Slow(), Console(file=io.StringIO()), None).ask("strike?")  # type: ignore[arg-type]


def test_ctrl_c_at_the_prompt_drops_the_line_and_not_the_chat(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter([KeyboardInterrupt(), "strike?", EOFError()])

    def typing(_: str) -> str:
        line = next(typed)
        if isinstance(line, BaseException):
            raise line
        return line

    monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda _: True})())
    monkeypatch.setattr("builtins.input", typing)
    talk(FakeAssistant())  # type: ignore[arg-type]
    told = capsys.readouterr()
    assert "Ctrl-D or /quit ends the chat" in told.err and "Ada Brandt" in told.out


@pytest.mark.parametrize("terminal", [True, False])
def test_of_many_places_a_person_sees_the_first_and_a_pipe_all(terminal: bool) -> None:
    from dataclasses import replace

    answer = FakeAssistant().ask("strike?")
    article = answer.claims[0].citations[0].article
    spans = [(found.start(), found.end()) for found in re.finditer(r"\w+", article.text)][:6]
    cited = (*answer.claims[0].citations, *(Citation(article, *span, *span) for span in [*spans, *spans]))
    out = Console(file=io.StringIO(), force_terminal=terminal, color_system=None, width=60)
    show_answer(out, replace(answer, claims=(replace(answer.claims[0], citations=cited),)), rest="/sources")
    shown = out.file.getvalue()  # type: ignore[attr-defined]
    assert ("and in 5 more places: /sources" in shown) == terminal
    assert shown.count(article.path) == (2 if terminal else 7)


@pytest.mark.parametrize("width", [40, 72, 120])
def test_no_word_of_a_conflict_is_cut(width: int) -> None:
    out = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=width)
    answer = FakeAssistant().ask("conflict?")
    show_answer(out, answer)
    shown = out.file.getvalue()  # type: ignore[attr-defined]
    assert "…" not in shown and ("Who says so" in shown) == (width >= 72)


def test_whatever_is_too_long_for_a_line_keeps_its_indent() -> None:
    out = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=40)
    show_answer(out, FakeAssistant().ask("strike?"))
    first, *lines = out.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert first == "Ada Brandt"
    assert all(line.startswith("    ") for line in lines[:-1]) and lines[-1].startswith("considered too")


def test_a_chat_is_exported_as_a_page_that_opens_anywhere(chat: Talk, tmp_path: Path) -> None:
    saved, asked = tmp_path / "chat.html", ["strike?", "hostile?", "list?", "conflict?", "nothing?"]
    chat(*asked, f"/export {saved}")
    written = saved.read_text("utf-8")
    page = Page(written.partition("<body>")[2].partition("</body>")[0])
    answers = [FakeAssistant().ask(question) for question in asked]
    others = [claim.citations[0] for answer in answers for claim in answer.alternatives]
    cited = [citation for answer in answers for citation in sources(answer)]
    assert sorted(page.all("quoted")) == sorted(citation.quote for citation in [*cited, *others])
    assert not page.tags & {"button", "script", "img", "a", "link"}
    assert page.all("asked") == asked and page.all("cite")
    assert written.count("sha256:") == len(cited)


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        write_minutes([Minute("strike?", FakeAssistant().ask("strike?"))], path)
    assert path.read_text() == "mine"
