"""eval/make.py, eval/dictate.py and eval/feedback.py: a person writes gold, and nothing that was kept is ever lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eval.__main__ as command
from eval.checks import inspect
from eval.corpus import doc_name
from eval.dictate import Desk, Ended, Terminal, cited, dictate
from eval.feedback import Thumb, feedback_file, latest, read_feedback
from eval.gold import Question, Range, read_questions
from eval.make import (
    append,
    draft,
    draft_conflict,
    draft_list,
    draft_unanswerable,
    gold_file,
    guessed_type,
    next_id,
    places,
    read_made,
    wordings,
)
from index.errors import GoldInvalid, PathMissing
from index.types import Article, Muted

TEXT = (
    "Pilots walk out\n\nThe strike was called by Ada Brandt, head of the union. “Nobody wanted\u00a0it,” she said. "
    "Ada Brandt spoke on Tuesday.\n\nSubscribe now, says Ada Brandt.\n"
)
STRIKE = Article("strike.txt", None, TEXT, "/c/strike.txt", muted=(Muted(TEXT.index("Subscribe"), len(TEXT), "news"),))
RECORD = Article("briefs.jsonl", "r7", "Forty ferries stayed in port on Monday, pilots said.", "/c/briefs.jsonl")
ARTICLES = (STRIKE, RECORD)


class Script:
    """A person who says these lines and then has no more to say; `shown` is what they saw."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.shown: list[str] = []

    def show(self, text: str = "") -> None:
        self.shown.append(text)

    def ask(self, prompt: str, default: str = "") -> str:
        self.shown.append(prompt)
        if not self.lines:
            raise Ended
        return self.lines.pop(0) or default

    @property
    def seen(self) -> str:
        return "\n".join(self.shown)


def written(out: Path, *lines: str, thumbs: Sequence[Thumb] = (), articles: Sequence[Article] = ARTICLES) -> Script:
    """What was shown to a person who said these lines."""
    person = Script(*lines)
    dictate(Desk(out, tuple(articles), list(read_made(out))), person, thumbs)
    assert not person.lines, f"not asked for: {person.lines}"
    return person


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "gold.jsonl"


# --- Pure


def test_an_answer_is_found_wherever_it_stands_with_its_sentence_but_not_in_muted_lines() -> None:
    found = places(STRIKE, "Ada Brandt")
    assert [place.quote for place in found] == [
        "The strike was called by Ada Brandt, head of the union.",
        "Ada Brandt spoke on Tuesday.",
    ]
    assert all(TEXT[place.answer_start : place.answer_end] == "Ada Brandt" for place in found)
    assert len(places(replace(STRIKE, muted=()), "Ada Brandt")) == 3


def test_parts_of_words_other_case_and_blanks_are_no_answers() -> None:
    assert [places(STRIKE, text) for text in ("rand", "randt", "ada brandt", "Brand", " ", "")] == [()] * 6
    assert places(STRIKE, "Brandt, head")


def test_a_number_is_not_found_inside_another() -> None:
    article = Article("a.txt", None, "It met 1,300 and 1.6 metres, then 1. And 6, too.", "/a.txt")
    assert [[place.answer_start for place in places(article, text)] for text in ("1", "6", "300", "1.6", "1,300")] == [
        [34],
        [41],
        [],
        [17],
        [7],
    ]


def test_another_wording_is_offered_as_it_stands() -> None:
    assert [place.answer for place in wordings(STRIKE, '"nobody wanted it,"')] == ["“Nobody wanted\u00a0it,”"]
    assert wordings(STRIKE, "nobody wants it") == wordings(STRIKE, "") == ()


@given(st.text("ab .\n“A", max_size=60), st.text("ab .“A", min_size=1, max_size=4))
def test_a_place_is_always_a_verbatim_slice_inside_its_quote(text: str, answer: str) -> None:
    article = Article("a.txt", None, text, "/a.txt")
    for place in places(article, answer):
        assert place.answer == answer
        assert place.start <= place.answer_start < place.answer_end <= place.end
        assert place.quote == text[place.start : place.end]


def test_a_draft_is_of_the_gold_form_and_passes_the_check(out: Path) -> None:
    made = draft(
        " Who called\tthe strike? ", "factoid-who", places(STRIKE, "Ada Brandt")[:1], "q1", ["Brandt", "Brandt"]
    )
    assert (made.question, made.answers) == ("Who called the strike?", ("Ada Brandt", "Brandt"))
    assert made.evidence[0].range == Range("strike.txt", 17, 72)
    listed = draft_list("Which days are named?", [places(STRIKE, "Tuesday"), places(RECORD, "Monday")], "q2")
    assert (listed.answer_groups, listed.sources) == ((("Tuesday",), ("Monday",)), ("strike.txt", "briefs.jsonl#r7"))
    sides = [("Brandt", places(STRIKE, "Tuesday")), ("pilots", places(RECORD, "Monday"))]
    torn = draft_conflict("On which day was it?", sides, "q3")
    assert [(side.answer, side.docs, side.attributed_to) for side in torn.sides] == [
        ("Tuesday", ("strike.txt",), "Brandt"),
        ("Monday", ("briefs.jsonl#r7",), "pilots"),
    ]
    for question in (made, listed, torn, draft_unanswerable("Who is the king?", "q4", "off-topic")):
        append(out, question)
    assert [replace(one, line=0) for one in read_questions(out)] == [
        made,
        listed,
        torn,
        draft_unanswerable("Who is the king?", "q4", "off-topic"),
    ]
    assert inspect(out, ARTICLES).findings == ()


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: draft("Who?", "factoid-who", [], "q1"), "stands nowhere"),
        (lambda: draft("  ?", "factoid-who", places(STRIKE, "Tuesday"), "q1"), "needs a word"),
        (lambda: draft("Who?", "factoid-who", places(STRIKE, "Tuesday"), "q1", ["Monday"]), "stands in no sentence"),
        (lambda: draft_list("Who?", [], "q1"), "needs items"),
        (lambda: draft_list("Who?", [()], "q1"), "needs items"),
        (lambda: draft_conflict("Who?", [("", places(STRIKE, "Tuesday"))], "q1"), "two sides"),
        (lambda: draft_conflict("Who?", [("", places(STRIKE, "Tuesday"))] * 2, "q1"), "two sides"),
        (lambda: draft_unanswerable("Who?", "q1", "riddle"), "'riddle' is no reason"),
    ],
)
def test_what_is_no_gold_is_refused(make: Any, complaint: str) -> None:
    with pytest.raises(GoldInvalid, match=complaint):
        make()


def test_types_are_guessed_and_ids_go_on() -> None:
    asked = ["Who left?", "when was it", "How many?", "Why?", "What did she say?", "bridge"]
    assert [guessed_type(one) for one in asked] == [
        "factoid-who",
        "factoid-when",
        "factoid-how-many",
        "explain",
        "attribution",
        "factoid-what",
    ]
    made = [draft_unanswerable("Who?", id) for id in ("q009", "x17", "q2")]
    assert (next_id([]), next_id(made)) == ("q001", "q010")
    assert doc_name(RECORD) == "briefs.jsonl#r7"


# --- The file


def test_a_line_is_added_even_where_the_last_line_break_is_missing(out: Path) -> None:
    append(out, draft_unanswerable("Who?", "q1"))
    out.write_text(out.read_text().rstrip("\n"))
    append(out, draft_unanswerable("Where?", "q2"))
    assert [one.id for one in read_questions(out)] == ["q1", "q2"]
    assert out.read_text().endswith("}\n")


def test_a_file_that_cannot_take_lines_is_one_clear_error(tmp_path: Path) -> None:
    question = draft_unanswerable("Who?", "q1")
    with pytest.raises(GoldInvalid, match="compressed"):
        append(tmp_path / "gold.jsonl.gz", question)
    with pytest.raises(PathMissing, match="cannot be written"):
        append(tmp_path / "none" / "gold.jsonl", question)
    assert read_made(tmp_path / "gold.jsonl") == ()


# --- The dialogue


def test_a_person_writes_a_question_and_goes_on_the_next_time(out: Path) -> None:
    first = written(out, "", "Who called the strike?", "", "Ada Brandt", "1", "Brandt", "")
    assert "=== briefs.jsonl#r7" in first.seen and "=== strike.txt" in first.seen
    (question,) = read_questions(out)
    assert (question.id, question.type, question.answers) == ("q001", "factoid-who", ("Ada Brandt", "Brandt"))
    assert [one.doc for one in question.evidence] == ["strike.txt"]
    before = out.read_bytes()
    again = written(out, "none", "Who is the king?", "off-topic")
    assert "1 question. 0 of 1 questions (0 %) cannot be answered" in again.shown[0]
    assert out.read_bytes().startswith(before) and len(read_questions(out)) == 2
    assert again.seen.index("=== briefs") > 0 and "=== strike.txt" not in again.seen  # what has fewest comes first


def test_an_answer_that_stands_nowhere_is_asked_for_again(out: Path) -> None:
    seen = written(out, "How many ferries stayed?", "how-many", "fifty", "FORTY ferries", "y", "").seen
    assert "stands nowhere there" in seen and "It stands there as: Forty ferries" in seen
    assert read_questions(out)[0].answers == ("Forty ferries",)


def test_an_answer_left_empty_keeps_nothing(out: Path) -> None:
    written(out, "How many ferries stayed?", "", "", "Which?", "list", "", "Where?", "conflict", "", "none", "")
    assert not out.exists()


def test_several_places_are_chosen_by_number(out: Path) -> None:
    seen = written(out, "", "Who spoke?", "", "Ada Brandt", "7", "2,2", "").seen
    assert "Give numbers from 1 to 2" in seen
    assert [one.text for one in read_questions(out)[0].evidence] == ["Ada Brandt spoke on Tuesday."]


def test_a_question_asked_before_is_pointed_out_and_left_on_request(out: Path) -> None:
    written(out, "How many ferries stayed?", "", "Forty", "")
    seen = written(out, "", "How many ferries stayed there?", "n", "how many ferries have stayed", "y", "", "").seen
    assert "Nearly the same as q001: How many ferries stayed?" in seen
    assert len(read_questions(out)) == 1


def test_lists_and_conflicts_are_taken_item_by_item_and_side_by_side(out: Path) -> None:
    written(out, "Which things stood still?", "list", "ferries", "pilots", "")
    written(out, "When was it?", "conflict", "Tuesday", "Brandt", "Monday", "", "")
    listed, torn = read_questions(out)
    assert listed.answer_groups == (("ferries",), ("pilots",))
    assert [(side.answer, side.attributed_to) for side in torn.sides] == [("Tuesday", "Brandt"), ("Monday", "")]
    assert not inspect(out, ARTICLES).errors


def test_one_side_alone_is_no_conflict_and_the_person_goes_on(out: Path) -> None:
    seen = written(out, "When was it?", "conflict", "Monday", "", "", "Who said it?", "who", "pilots", "").seen
    assert "Not kept: a conflict needs two sides" in seen
    assert [one.type for one in read_questions(out)] == ["factoid-who"]


def test_help_the_whole_article_and_the_end(out: Path) -> None:
    long = Article("long.txt", None, "A sentence about ferries. " * 300 + "The last words.", "/c/long.txt")
    seen = written(out, "?", "all", "q", articles=[long]).shown
    assert any("characters more" in text for text in seen) and any("The last words." in text for text in seen)
    assert seen[-1].endswith("0 questions.")


# --- Thumbs


def thumb(question: str, verdict: str, **answer: Any) -> dict[str, Any]:
    return {"time": "2031-05-01T10:00:00Z", "question": question, "verdict": verdict, "answer": answer}


def cites(text: str) -> dict[str, Any]:
    """An answer object that cites STRIKE, as far as it is looked at."""
    at = TEXT.index(text)
    citation = {"article": {"id": STRIKE.id}, "answer_start": at, "answer_end": at + len(text), "answer": text}
    return {"text": text, "claims": [{"text": text, "citations": [citation]}]}


def test_thumbs_are_read_and_lines_that_are_none_are_reported(tmp_path: Path) -> None:
    path = feedback_file(tmp_path / "news.index")
    assert path == tmp_path / "news.index.feedback.jsonl"
    assert read_feedback(path).thumbs == ()
    good = [thumb("Who called it?", "up", **cites("Ada Brandt")), thumb("Why?", "down", text="", claims=[])]
    bad = ["{", "[]", json.dumps(thumb("Who?", "maybe")), json.dumps(thumb(" ", "up")), '{"verdict": "up"}']
    bad += [json.dumps(thumb("Who?", "up", claims=[{"citations": 3}])), "\ud800"]
    lines = [json.dumps(good[0]), *bad, json.dumps(good[1])]
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    found = read_feedback(path)
    assert [(one.verdict, one.question, one.line) for one in found.thumbs] == [
        ("up", "Who called it?", 1),
        ("down", "Why?", 9),
    ]
    assert [complaint.split(":")[0] for complaint in found.complaints] == [f"{path}, line {n}" for n in range(2, 9)]
    assert (found.thumbs[0].text, found.thumbs[1].text, found.thumbs[1].citation) == ("Ada Brandt", "", {})


def test_the_last_thumb_on_a_question_counts_and_gold_is_not_offered_again() -> None:
    thumbs = [Thumb("", "Who?", "up", {}, 1), Thumb("", "Where?", "up", {}, 2), Thumb("", "who? ", "down", {}, 3)]
    assert [one.line for one in latest(thumbs)] == [3, 2]
    assert [one.line for one in latest(thumbs, frozenset({"who?"}))] == [2]


def test_the_place_of_a_thumb_is_found_only_while_its_article_is_as_it_was() -> None:
    up = Thumb("", "Who?", "up", cites("Ada Brandt"), 1)
    place = cited(ARTICLES, up)
    assert place is not None and place.quote.startswith("The strike was called")
    assert cited([replace(STRIKE, text=TEXT + " ")], up) is None
    assert cited(ARTICLES, Thumb("", "Who?", "up", {"text": "x"}, 1)) is None


def test_a_thumb_up_is_confirmed_and_a_thumb_down_put_right(out: Path) -> None:
    thumbs = [
        Thumb("", "Who called the strike?", "up", cites("Ada Brandt"), 1),
        Thumb("", "How many ferries stayed?", "down", cites("Tuesday"), 2),
        Thumb("", "Who is the king?", "down", {}, 3),
        Thumb("", "What does it cost?", "up", {"text": ""}, 4),
        Thumb("", "Who leads the union?", "up", cites("Ada Brandt"), 5),
    ]
    lines = ["y", "y", "", "y", "", "Forty", "", "n", "off-topic", "y", "missing-detail", "n"]
    seen = written(out, *lines, thumbs=thumbs).seen
    assert "5 thumbs from the chat" in seen
    assert [(one.question, one.answers, one.subtype) for one in read_questions(out)] == [
        ("Who called the strike?", ("Ada Brandt",), None),
        ("How many ferries stayed?", ("Forty",), None),
        ("Who is the king?", (), "off-topic"),
        ("What does it cost?", (), "missing-detail"),
    ]
    assert "1 thumbs from the chat" in written(out, "n", thumbs=thumbs).seen


# --- As a process

PROGRAM = """
import sys
from pathlib import Path
from eval.dictate import Desk, Terminal, dictate
from eval.make import read_made
from index.types import Article
out = Path(sys.argv[1])
article = Article("a.txt", None, "Forty \\x1b[31mferries stayed.", "/a.txt")
dictate(Desk(out, (article,), list(read_made(out))), Terminal())
"""


def process(out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    )


def test_lines_can_be_piped_in_and_no_control_character_reaches_the_terminal(out: Path) -> None:
    told, errors = process(out).communicate("How many?\n\nForty\n\nbad \udcff\n".encode("utf-8", "surrogateescape"))
    assert b"\x1b" not in told and b"Kept as q001" in told and not errors
    assert read_questions(out)[0].answers == ("Forty",)


def test_ctrl_c_leaves_all_that_was_kept(out: Path) -> None:
    running = process(out)
    assert running.stdin and running.stdout
    running.stdin.write(b"none\nWho is the king?\n\nHow many?\n")
    running.stdin.flush()
    for _ in range(500):
        if out.exists() and out.read_bytes().endswith(b"\n"):
            break
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=20)
    assert running.returncode == 0 and b"Traceback" not in errors
    assert [one.question for one in read_questions(out)] == ["Who is the king?"]


def test_what_no_file_can_hold_is_never_half_written(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(out, draft_unanswerable("Who?", "q1"))
    with pytest.raises(GoldInvalid, match="no UTF-8"):
        append(out, draft_unanswerable("Who \udcff?", "q2"))
    assert len(read_questions(out)) == 1
    typed = iter(["Who \udcff?", "Who?"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    assert Terminal().ask("Question") == "Who?"


def test_the_terminal_gives_the_default_for_an_empty_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: "  ")
    assert Terminal().ask("Type", "factoid-who") == "factoid-who"


def test_questions_of_one_kind_are_of_one_form() -> None:
    assert isinstance(draft_unanswerable("Who?", "q1"), Question)


# --- The command


def test_thumbs_of_another_file_are_offered_and_a_missing_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.commands_gold._articles", lambda corpus, index: ARTICLES)
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    thumbs, gold = tmp_path / "mailed.jsonl", tmp_path / "gold.jsonl"
    asked = ["new", "--index", str(tmp_path / "news.index"), "--out", str(gold), "--thumbs", str(thumbs)]
    assert command.main(asked) == 1
    assert "mailed.jsonl: no such file of thumbs" in capsys.readouterr().err
    thumbs.write_text(json.dumps(thumb("Who called the strike?", "up", **cites("Ada Brandt"))), "utf-8")
    typed = iter(["y", "y", "", "q"])
    assert command.main(asked) == 0
    assert [one.answers for one in read_questions(gold)] == [("Ada Brandt",)]


def test_without_out_the_terminal_goes_on_where_the_page_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.commands_gold._articles", lambda corpus, index: ARTICLES)
    typed = iter(["none", "Who is king?", "", "q"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    assert command.main(["new", "--index", str(tmp_path / "news.index")]) == 0
    (kept,) = read_questions(gold_file(tmp_path / "news.index"))
    assert kept.question == "Who is king?" and not kept.answerable
