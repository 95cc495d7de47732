"""eval/gold.py and eval/checks.py: what is a gold file, and what is refused or advised, with its line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.checks import advice, alike, inspect
from eval.corpus import SAMPLE_DIALOGUES, SAMPLE_QUESTIONS
from eval.gold import (
    Range,
    answer_ranges,
    check,
    locate,
    read_dialogues,
    read_news,
    read_questions,
    to_row,
    try_questions,
)
from index.errors import GoldInvalid, PathMissing
from index.types import Article

TEXT = "The dam broke. Mayor Ida Berg said forty people were ill. Ida Berg left."
EVIDENCE = {"doc": "a.txt", "start": 15, "end": 57, "text": TEXT[15:57]}


def row(**changes: Any) -> dict[str, Any]:
    """A good gold question, changed."""
    good = {
        "id": "q1",
        "question": "Who said forty people were ill?",
        "type": "attribution",
        "answers": ["Mayor Ida Berg", "Ida Berg"],
        "evidence": [EVIDENCE],
        "answerable": True,
        "sources": ["a.txt"],
    }
    return good | changes


def write(folder: Path, *rows: object, name: str = "gold.jsonl") -> Path:
    """A gold file with these lines."""
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    return path


def test_a_question_is_read_with_all_its_fields(tmp_path: Path) -> None:
    (question,) = read_questions(write(tmp_path, row(style=["typo"], notes="n")))
    assert question.answers == ("Mayor Ida Berg", "Ida Berg")
    assert question.evidence[0].range == Range("a.txt", 15, 57)
    assert (question.style, question.notes, question.line) == (("typo",), "n", 1)
    assert question.standalone == question.question
    check([question], {"a.txt": TEXT})


def test_blank_lines_are_passed_over_and_gzip_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(f"\n{json.dumps(row())}\n".encode()))
    assert read_questions(path)[0].line == 2


def test_conflicts_and_lists_keep_their_sides_and_groups(tmp_path: Path) -> None:
    side = {"answer": "Ida Berg", "answers": ["Ida Berg"], "doc": "a.txt", "attributed_to": "herself"}
    conflict = row(type="conflict", sides=[side, side | {"docs": ["a.txt", "b.txt"]}], soft=True)
    listed = row(id="q2", type="list", answer_groups=[["Ida Berg"]], optional_groups=[["forty"]])
    first, second = read_questions(write(tmp_path, conflict, listed))
    assert [one.docs for one in first.sides] == [("a.txt",), ("a.txt", "b.txt")]
    assert first.soft
    assert (second.answer_groups, second.optional_groups) == ((("Ida Berg",),), (("forty",),))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"answers": ["Oskar"]}, "does not occur in its evidence"),
        ({"evidence": [EVIDENCE | {"end": 58}]}, "not the length"),
        ({"evidence": [EVIDENCE | {"start": "15"}]}, "whole number"),
        ({"evidence": []}, "answers and evidence"),
        ({"answers": []}, "answers and evidence"),
        ({"type": "riddle"}, "type 'riddle'"),
        ({"type": "unanswerable"}, "answerable is True"),
        ({"type": "conflict"}, "two sides"),
        ({"type": "list"}, "answer_groups"),
        ({"answer_groups": [["Ida Berg"]]}, "answer_groups"),
        ({"question": " "}, "'question' must be a text"),
        ({"answers": "Ida Berg"}, "list of texts"),
        ({"answerable": "yes"}, "true or false"),
    ],
)
def test_a_wrong_question_is_refused_with_its_line(tmp_path: Path, changes: dict[str, Any], complaint: str) -> None:
    path = write(tmp_path, row(), row(id="q2", **changes))
    with pytest.raises(GoldInvalid, match=complaint) as caught:
        read_questions(path)
    assert f"{path}, line 2" in str(caught.value)


@pytest.mark.parametrize("line", ["{", "[1]", "7", "[" * 100_000], ids=range(4))
def test_a_line_that_is_no_object_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line)
    with pytest.raises(GoldInvalid, match="line 1"):
        read_questions(path)


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldInvalid, match="'q1' is used 2 times"):
        read_questions(write(tmp_path, row(), row()))


def test_evidence_that_is_not_its_slice_is_found_by_check(tmp_path: Path) -> None:
    questions = read_questions(write(tmp_path, row()))
    with pytest.raises(GoldInvalid, match="correct start and end"):
        check(questions, {"a.txt": " " + TEXT})
    with pytest.raises(GoldInvalid, match="no article of the corpus"):
        check(questions, {"b.txt": TEXT})


def test_evidence_is_located_by_its_text_only_where_it_occurs_once(tmp_path: Path) -> None:
    (question,) = read_questions(write(tmp_path, row()))
    assert locate(question, {"a.txt": "\ufeff" + TEXT}).evidence[0].range == Range("a.txt", 16, 58)
    for text, times in (("other", 0), (TEXT + TEXT, 2)):
        with pytest.raises(GoldInvalid, match=f"occurs {times} times"):
            locate(question, {"a.txt": text})


def test_answer_ranges_are_all_places_of_answers_inside_evidence(tmp_path: Path) -> None:
    (question,) = read_questions(write(tmp_path, row()))
    found = [TEXT[one.start : one.end] for one in answer_ranges(question)]
    assert found == ["Mayor Ida Berg", "Ida Berg"]  # not the "Ida Berg" of the last sentence


def test_dialogues_are_read_in_order_and_their_turns_are_questions(tmp_path: Path) -> None:
    turns = [row(id="d1.t1"), row(id="d1.t2", question="And then?", standalone="What then?")]
    (dialogue,) = read_dialogues(write(tmp_path, {"id": "d1", "turns": turns}))
    assert [turn.id for turn in dialogue.turns] == ["d1.t1", "d1.t2"]
    assert dialogue.turns[1].standalone == "What then?"


def test_a_dialogue_without_turns_or_with_one_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldInvalid, match="needs 'turns'"):
        read_dialogues(write(tmp_path, {"id": "d1", "turns": []}))
    with pytest.raises(GoldInvalid, match="used 2 times"):
        read_dialogues(write(tmp_path, {"id": "d1", "turns": [row(), row()]}))


def test_news_questions_are_read_and_need_an_answer(tmp_path: Path) -> None:
    quiz = {"id": "n1", "question": "Who?", "answer": "Berg", "date": "2031-05-01", "articles": ["x"]}
    (news,) = read_news(write(tmp_path, quiz))
    assert (news.answer, news.articles) == ("Berg", ("x",))
    with pytest.raises(GoldInvalid, match="'answer' must be a text"):
        read_news(write(tmp_path, quiz | {"answer": None}))


def test_the_shared_gold_is_of_this_form() -> None:
    shared = Path(__file__).parents[2] / "shared"
    if not (shared / "gold").is_dir():
        pytest.skip("../shared is not here")
    texts = {path.name: path.read_bytes().decode() for path in (shared / "corpus").glob("*.txt")}
    questions = read_questions(shared / "gold" / "questions.jsonl")
    dialogues = read_dialogues(shared / "gold" / "dialogues.jsonl")
    check(questions, texts)
    check([turn for dialogue in dialogues for turn in dialogue.turns], texts)
    assert len(questions) == 90
    assert all(answer_ranges(question) for question in questions if question.answerable)


# --- Writing


def test_what_is_written_as_a_row_is_read_back_as_the_same_question(tmp_path: Path) -> None:
    side = {"answer": "Ida Berg", "answers": ["Ida Berg"], "doc": "a.txt", "attributed_to": "herself"}
    rows = [
        row(standalone="Who said so in May?", style=["typo"], notes="n"),
        row(id="q2", type="conflict", sides=[side, side | {"docs": ["b.txt", "a.txt"]}], soft=True),
        row(id="q3", type="list", answer_groups=[["Ida Berg"]], optional_groups=[["forty"]]),
        row(id="q4", type="unanswerable", answers=[], evidence=[], answerable=False, sources=[], subtype="chitchat"),
    ]
    before = read_questions(write(tmp_path, *rows))
    after = read_questions(write(tmp_path, *(to_row(one) for one in before), name="again.jsonl"))
    assert after == before
    assert "sides" not in to_row(before[0]) and "standalone" not in to_row(before[1])


# --- All that is wrong, at once

GOOD = row()
ARTICLES = (Article("a.txt", None, TEXT, "/corpus/a.txt"), Article("b.txt", None, TEXT, "/corpus/b.txt"))
SIDE = {"answer": "Ida Berg", "answers": ["Ida Berg"], "doc": "a.txt", "attributed_to": "herself"}
OTHER = {"answer": "forty", "answers": ["forty"], "doc": "a.txt", "attributed_to": ""}


def silent(id: str, question: str) -> dict[str, Any]:
    return row(id=id, question=question, type="unanswerable", answers=[], evidence=[], answerable=False, sources=[])


def wordy(count: int) -> list[dict[str, Any]]:
    """Good questions that ask different things, a quarter of which cannot be answered."""
    asked = (
        "Who built the pier?",
        "When did trains stop?",
        "What burnt down in Halm?",
        "Why were ferries late?",
        "How many goats escaped?",
        "Where is the archive?",
        "Which river froze?",
        "What colour are trams?",
    )
    rows = [row(id=f"w{number}", question=question) for number, question in enumerate(asked[:count])]
    return [silent(one["id"], one["question"]) if n % 4 == 0 else one for n, one in enumerate(rows)]


def complaints(folder: Path, *rows: object) -> tuple[list[str], list[str]]:
    """Errors and advice about a file of these lines."""
    found = inspect(write(folder, *rows), ARTICLES).findings
    return [one.message for one in found if one.error], [one.message for one in found if not one.error]


def test_good_gold_is_left_in_peace(tmp_path: Path) -> None:
    assert complaints(tmp_path, *wordy(8)) == ([], [])


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"answers": ["Oskar"]}, "'Oskar' does not occur in its evidence"),
        ({"evidence": [EVIDENCE | {"end": 58}]}, "not the length"),
        ({"evidence": [EVIDENCE | {"start": 14, "end": 56}]}, "(it stands at 15 to 57)"),
        ({"evidence": [EVIDENCE | {"doc": "c.txt"}]}, "'c.txt', which fits 0 articles"),
        ({"type": "riddle"}, "has type 'riddle'"),
        ({"answerable": False}, "answerable is False"),
        ({"type": "list"}, "answer_groups exactly if its type is list"),
        ({"type": "list", "answer_groups": [[]]}, "has an empty group"),
        ({"type": "list", "answer_groups": [["Oskar"]]}, "'Oskar' does not occur"),
        ({"type": "conflict", "sides": [SIDE]}, "two sides or more"),
        ({"type": "conflict", "sides": [SIDE, SIDE | {"answer": "Oskar"}]}, "'Oskar' does not occur"),
        ({"type": "conflict", "sides": [SIDE, SIDE]}, "accepts one text for two sides"),
        ({"type": "conflict", "sides": [SIDE, OTHER | {"answers": []}]}, "a side 'forty' without answers"),
        ({"type": "conflict", "sides": [SIDE, OTHER | {"doc": "b.txt"}]}, "a side in 'b.txt', but no evidence"),
        ({"id": "w1"}, "w1 is also the id of line 2"),
    ],
)
def test_each_defect_is_found_with_its_line_and_nothing_else_is(
    tmp_path: Path, changes: dict[str, Any], complaint: str
) -> None:
    errors, _ = complaints(tmp_path, *wordy(8), GOOD | changes)
    assert len(errors) == 1
    assert complaint in errors[0] and f"{tmp_path / 'gold.jsonl'}, line 9: " in errors[0]


def test_sides_that_differ_and_groups_that_are_filled_are_no_defects(tmp_path: Path) -> None:
    good = [GOOD | {"type": "conflict", "sides": [SIDE, OTHER]}, row(id="q2", type="list", answer_groups=[["forty"]])]
    assert complaints(tmp_path, *good)[0] == []


def test_all_defects_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD | {"type": "riddle"}, GOOD, {"id": "d", "turns": []}, GOOD | {"answers": ["Oskar"]})
    with path.open("a") as file:
        file.write("{")
    errors = [one.message for one in inspect(path, ARTICLES).findings if one.error]
    assert [error.split(":")[0].rpartition(" ")[2] for error in errors] == ["1", "3", "4", "5"]
    assert [isinstance(one, GoldInvalid) for one in try_questions(path)] == [True, False, True, True, True]


def test_turns_of_dialogues_are_checked_too(tmp_path: Path) -> None:
    wrong = GOOD | {"evidence": [EVIDENCE | {"start": 14, "end": 56}]}
    errors, _ = complaints(tmp_path, {"id": "d1", "turns": [row(id="t1"), wrong]})
    assert len(errors) == 1 and "line 1: q1 has evidence" in errors[0]


def test_questions_that_ask_the_same_are_pointed_out_but_not_others(tmp_path: Path) -> None:
    same = row(id="q9", question="who was it that said forty people were ill")
    _, hints = complaints(tmp_path, *wordy(8), GOOD, same)
    assert len(hints) == 1
    assert "line 10: q9 asks nearly what q1 asks" in hints[0]
    (first,) = read_questions(write(tmp_path, GOOD))
    assert alike("When did she say forty people were ill?", [first]) == []  # asks for another kind of thing
    assert alike("Who left?", [first]) == alike("?", [first]) == []


def test_evidence_that_cuts_a_word_is_advised_against(tmp_path: Path) -> None:
    cut = {"doc": "a.txt", "start": 16, "end": 57, "text": TEXT[16:57]}
    _, hints = complaints(tmp_path, *wordy(8), GOOD | {"evidence": [cut], "answers": ["Ida Berg"]})
    assert len(hints) == 1 and "cuts a word" in hints[0]


@pytest.mark.parametrize(("silent_ones", "told"), [(1, "do not answer"), (2, ""), (3, ""), (4, "articles answer")])
def test_the_share_of_unanswerable_questions_is_advised_on(tmp_path: Path, silent_ones: int, told: str) -> None:
    rows = [silent(f"q{n}", "Who?") if n < silent_ones else row(id=f"q{n}") for n in range(10)]
    advised = advice(read_questions(write(tmp_path, *rows)))
    assert told in advised and bool(advised) == bool(told)
    assert advice(()) == ""


def test_the_command_says_every_error_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT)
    where = ["--corpus", str(tmp_path / "corpus")]
    path = write(tmp_path, *wordy(4), GOOD | {"answers": ["Oskar"]})
    assert main(["check", str(path), *where]) == 1
    told = capsys.readouterr()
    assert told.out.startswith(f"error: {path}, line 5: ") and "'Oskar'" in told.out
    assert told.err.strip().endswith("1 error; correct the lines named above")
    assert main(["check", str(path), *where, "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["files"]
    assert (found["questions"], len(found["errors"]), found["advice"]) == (4, 1, [])


def test_advice_alone_does_not_fail_and_old_options_still_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT)
    path = write(tmp_path, GOOD)
    talk = write(tmp_path, {"id": "d1", "turns": [GOOD]}, name="talk.jsonl")
    arguments = ["--gold", str(path), "--dialogues", str(talk), "--corpus", str(tmp_path / "corpus")]
    assert main(["check", *arguments]) == 0
    told = capsys.readouterr().out
    assert "advice: " in told and "1 questions and 1 dialogues are as they should be" in told


def test_a_missing_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl: no such file" in capsys.readouterr().err
    with pytest.raises(PathMissing):
        list(try_questions(tmp_path / "none.jsonl"))


def test_the_sample_s_own_gold_has_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    questions, dialogues = len(read_questions(SAMPLE_QUESTIONS)), len(read_dialogues(SAMPLE_DIALOGUES))
    said = f"sample corpus: {questions} questions and {dialogues} dialogues are as they should be"
    assert said in capsys.readouterr().out
