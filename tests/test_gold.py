"""eval/gold.py: what is a gold file, and what is refused with its line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.gold import Range, answer_ranges, check, locate, read_dialogues, read_news, read_questions
from index.errors import GoldInvalid

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


@pytest.mark.parametrize("line", ["{", "[1]", "7"])
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
