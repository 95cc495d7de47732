"""The command line: results on stdout, notes on stderr, exit codes 0, 1 and 2, and never a traceback."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fake_newsroom import CORPUS, HOSTILE, FakeAssistant, FakeGeneration

import index
import qa
from index.errors import IndexMissing
from index.types import Counts, FileResult, Report
from ui.batch import answer_lines
from ui.cli import main

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Ran:
    """What one command did."""

    code: int
    out: str
    err: str


class Opener:
    """Stands in for `qa.Assistant`."""

    @classmethod
    def open(cls, folder: Path | None = None) -> FakeAssistant:
        if folder is not None and folder.name == "none":
            raise IndexMissing(f"there is no index at {folder}: make one with `qa index PATH`")
        return FakeAssistant()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Ran]:
    monkeypatch.setenv("QA_INDEX", str(tmp_path / "news.index"))
    monkeypatch.setitem(qa.__dict__, "Assistant", Opener)
    monkeypatch.setattr("index.generation.open_current", lambda _: FakeGeneration())

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(arguments)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)

    return run


def without_times(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key not in ("took_ms", "id")}


@pytest.mark.parametrize("question", ["strike who?", "list it", "conflict?", "hostile?", "nothing?"])
def test_json_is_the_answer_object(run: Callable[..., Ran], question: str) -> None:
    ran = run("ask", question, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert without_times(json.loads(ran.out)) == without_times(FakeAssistant().ask(question).to_dict())


def test_a_person_sees_answer_quote_source_and_confidence(run: Callable[..., Ran]) -> None:
    out = run("ask", "strike who?").out
    assert out.startswith("Ada Brandt\n")
    assert "The strike was called by Ada Brandt, head of the pilots' union." in out
    assert "Harbour pilots walk out · Quay Courier · 2024-05-14" in out
    assert "/corpus/strike.txt:3" in out
    assert "almost certain (0.93)" in out
    assert "2 articles, 1 origin" in out


def test_an_abstention_is_done_and_shows_the_closest_passages(run: Callable[..., Ran]) -> None:
    ran = run("ask", "nothing?")
    assert ran.code == 0
    assert "No article says this." in ran.out and "Ferries stayed in port on Tuesday." in ran.out


@pytest.mark.parametrize(
    "command", [("ask", "hostile?"), ("search", "hostile line"), ("list",), ("show", CORPUS[2].id)]
)
def test_no_control_character_of_an_article_reaches_the_terminal(
    run: Callable[..., Ran], command: tuple[str, ...]
) -> None:
    out = run(*command).out
    assert "onerror" in out  # it is shown
    assert not {"\x1b", "\u202e", "\x85"} & set(out)
    assert {"\x1b", "\u202e", "\x85"} <= set(HOSTILE)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("ask", ""), "empty"), (("ask", "x", "--index", "none"), "no index"), (("show", "zzz"), "zzz"),
     (("ask", "--batch", "no/such.jsonl"), "no/such.jsonl"), (("verify", "no/such.json"), "no/such.json"),
     (("serve", "--host", "192.0.2.1"), "127.0.0.1"), (("erase", "--yes"), "no index"), (("quote", "…"), "0 words")],
)  # fmt: skip
def test_what_fails_says_so_in_one_line(run: Callable[..., Ran], arguments: tuple[str, ...], says: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err and ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [("ask",), ("ask", "x", "--batch", "y"), ("ask", "x", "--risk", "2"), ("ask", "x", "--risk", "nan"), ("nonsense",),
     ("search", "x", "--limit", "0"), ("remove",), ("serve", "--port", "99999"), ("list", "--nonsense")],
)  # fmt: skip
def test_only_the_parser_exits_with_2(run: Callable[..., Ran], arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_the_unexpected_is_one_line_and_the_traceback_is_to_be_had(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run("ask", "boom")
    assert ran.code == 1
    assert ran.err.count("\n") == 1 and "QA_DEBUG=1" in ran.err
    monkeypatch.setenv("QA_DEBUG", "1")
    assert main(["ask", "boom"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_ends_with_130_and_a_line(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeAssistant, "ask", interrupted)
    assert run("ask", "x") == Ran(130, "", "qa: stopped\n")


def test_search_json_is_of_its_form(run: Callable[..., Ran]) -> None:
    hits = json.loads(run("search", "strike pilots", "--limit", "2", "--json").out)["hits"]
    assert [hit["rank"] for hit in hits] == [1, 2]
    by_id = {article.id: article for article in FakeGeneration().articles}
    for hit in hits:
        assert set(hit) == {"rank", "score", "article", "start", "end", "text"}
        assert by_id[hit["article"]["id"]].text[hit["start"] : hit["end"]] == hit["text"]


def test_the_article_of_every_command_is_that_of_a_citation(run: Callable[..., Ran]) -> None:
    cited = FakeAssistant().ask("strike").claims[0].citations[0]
    expected = cited.to_dict()["article"]
    shown = json.loads(run("show", cited.article.id[:6], "--json").out)
    assert {key: shown[key] for key in expected} == expected
    assert (shown["text"], shown["muted"][0]["rule"]) == (cited.article.text, "newsletter")
    assert expected in json.loads(run("list", "--json").out)["articles"]


def test_show_prints_muted_text_with_its_rule(run: Callable[..., Ran]) -> None:
    assert "Sign up for our newsletter [muted: newsletter]" in run("show", CORPUS[0].id).out


def test_index_reports_counts_and_skipped_files(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    files = (
        FileResult("/a/x.doc", None, "skipped", "unsupported", 0),
        FileResult("/a/y.txt", None, "indexed", None, 1),
    )
    report = Report("000001", 1, 3, Counts(1, 0, 1, 0), files)
    monkeypatch.setitem(index.__dict__, "build", lambda paths, into, watch: report)
    ran = run("index", "a")
    assert (ran.code, ran.out) == (0, "1 article, 3 passages; files: 1 indexed, 0 unchanged, 1 skipped, 0 dropped\n")
    assert "skipped (unsupported): /a/x.doc" in ran.err
    made = json.loads(run("index", "a", "--json").out)
    assert set(made) == {"generation", "articles", "passages", "counts", "files"}
    assert made["files"][0] == {
        "path": "/a/x.doc", "record": None, "status": "skipped", "reason": "unsupported", "articles": 0
    }  # fmt: skip


def lines(*values: object) -> list[bytes]:
    return [value if isinstance(value, bytes) else json.dumps(value).encode() for value in values]


def test_a_batch_answers_in_order_with_one_object_a_line() -> None:
    asked = lines({"id": "a", "question": "strike?"}, {"id": 2, "question": "nothing?"})
    answers = list(answer_lines(asked, FakeAssistant()))  # type: ignore[arg-type]
    assert [(answer["id"], answer["kind"]) for answer in answers] == [("a", "answer"), (2, "none")]
    assert without_times(answers[0]) == without_times(FakeAssistant().ask("strike?").to_dict())


def test_conversations_may_interleave_and_see_only_their_own_turns() -> None:
    assistant = FakeAssistant()
    turns = [("a", "strike?"), ("b", "list?"), ("a", "When?"), (None, "Who?"), ("b", "Where?"), ("a", "Why?")]
    asked = lines(*({"id": n, "question": q, "conversation": c} for n, (c, q) in enumerate(turns)))
    list(answer_lines(asked, assistant))  # type: ignore[arg-type]
    histories = [history for _, history, _ in assistant.asked]
    assert histories == [(), (), ("strike?",), (), ("list?",), ("strike?", "When?")]


@pytest.mark.parametrize(
    ("bad", "id"),
    [(b"{", None), (b"[]", None), (b"\xff", None), (b"[" * 100_000, None), ({"question": "x"}, None), ({"id": 7}, 7),
     ({"id": "q", "question": 3}, "q"), ({"id": "q", "question": " "}, "q"),
     ({"id": "q", "question": "x", "conversation": []}, "q")],
)  # fmt: skip
def test_a_bad_line_gives_an_error_in_its_place_and_the_rest_goes_on(bad: object, id: object) -> None:
    good = {"id": 1, "question": "strike?"}
    answers = list(answer_lines(lines(good, bad, b"\n", good), FakeAssistant()))  # type: ignore[arg-type]
    assert [answer.get("kind") for answer in answers] == ["answer", None, "answer"]
    assert set(answers[1]) == {"id", "error"} and answers[1]["id"] == id


def test_a_batch_with_a_bad_line_ends_with_1(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": 1, "question": "strike?"}\r\n{"id": 2}\n')
    ran = run("ask", "--batch", str(path))
    assert ran.code == 1
    assert [sorted(json.loads(line))[:2] for line in ran.out.splitlines()] == [
        ["alternatives", "answered"],
        ["error", "id"],
    ]
    path.write_text('{"id": 1, "question": "strike?"}\n')
    assert run("ask", "--batch", str(path)).code == 0


def test_an_altered_quotation_is_shown_with_its_changes(run: Callable[..., Ran]) -> None:
    ran = run("quote", "The strike was ended by Ada Brandt, head of the pilots' union.")
    assert ran.code == 0
    assert "[-ended-]" in ran.out and "{+called+}" in ran.out


def test_an_exact_quotation_has_its_place_and_an_absent_one_exits_with_1(run: Callable[..., Ran]) -> None:
    exact = run("quote", "Ferries stayed in port", "--json")
    assert (exact.code, json.loads(exact.out)["kind"]) == (0, "exact")
    absent = run("quote", "Quantum computers will replace every accountant by spring", "--json")
    assert (absent.code, json.loads(absent.out)) == (1, {"kind": "absent", "places": []})


def saved(question: str) -> dict[str, Any]:
    copied: dict[str, Any] = json.loads(json.dumps(FakeAssistant().ask(question).to_dict()))
    return copied


def test_verify_reads_json_and_json_lines(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(saved("strike?"), indent=2))
    assert run("verify", str(path)).out.startswith("1 answer, ")
    path.write_text(json.dumps(saved("strike?")) + "\n" + json.dumps({**saved("list?"), "text": "x"}) + "\n")
    ran = run("verify", str(path))
    assert ran.code == 1
    assert ran.out.startswith("2 answers") and "answer 2" in ran.err


def test_the_terminal_chat_works_piped_and_survives_a_bad_question(run: Callable[..., Ran]) -> None:
    ran = run("chat", stdin=b"strike?\n\nWhen?\n/new\nlist?\n")
    assert ran.code == 0
    assert "Ada Brandt" in ran.out and "No article says this." in ran.out and "Tuesday" in ran.out
    assert "3 articles" in ran.err


def test_where_says_how_to_erase_and_erase_takes_only_an_index(run: Callable[..., Ran], tmp_path: Path) -> None:
    folder = tmp_path / "news.index"
    assert "nothing is there yet" in run("where").out
    (folder / "generations" / "000001").mkdir(parents=True)
    (folder / "CURRENT").write_text("x")
    (folder / "generations" / "000001" / "corpus.sqlite").write_bytes(b"x" * 1_000)
    assert "qa erase --index" in run("where").out
    assert run("erase").code == 1 and folder.exists()
    (folder / "mine.txt").write_text("not an index's")
    assert run("erase", "--yes").code == 1 and (folder / "CURRENT").exists()
    (folder / "mine.txt").unlink()
    assert run("erase", "--yes").code == 0 and not folder.exists()
    (folder / "generations").mkdir(parents=True)
    assert run("erase", "--yes").code == 1 and folder.exists()
    (folder / "LOCK").touch()  # of a writer that was killed before there was anything to read
    assert run("erase", "--yes").code == 0 and not folder.exists()


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from ui.cli import main; main(['--help']); "
        "heavy = {'numpy', 'torch', 'rich', 'gradio', 'onnxruntime', 'fastapi'}; "
        "print(sorted(set(sys.modules) & heavy), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stderr.strip() == "[]"
    assert "qa [OPTIONS] COMMAND" in ran.stdout


def test_a_closed_pipe_is_met_in_silence() -> None:
    """`qa … | head -1`: the reader goes away before the second line is written."""
    code = (
        "import sys, time, ui.cli; from pathlib import Path; import ui.commands.places as places\n"
        "print('first', flush=True); time.sleep(0.5)\n"
        "places.index_folder = lambda _: Path('/nowhere')\n"
        "sys.exit(ui.cli.main(['where']))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.parametrize(("shut", "code"), [("1>&-", 0), ("1>&- 2>&-", 0), ("1>/dev/full", 1)])
def test_a_closed_or_full_stdout_is_no_surprise(shut: str, code: int) -> None:
    ran = subprocess.run(  # the shell closes what a cron job or a service manager would
        ["sh", "-c", f'exec "$0" -m ui.cli where --index /nowhere {shut}', sys.executable],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == code
    assert "unexpected" not in ran.stderr
    assert ran.stderr.count("\n") == code
