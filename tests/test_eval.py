"""Running the benchmark: with an assistant that knows the gold, one that knows nothing, and the command around them."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from knowing import NOTHING, Corpus, Knowing, Silent, everything, sample_gold
from rich.console import Console

import eval.__main__ as command
from eval.corpus import (
    articles_by_doc,
    docs_by_id,
    mixed,
)
from eval.figures import Figure, times
from eval.gold import NewsQuestion, Question
from eval.metrics import is_quiz_answer
from eval.reader import read_all, read_reader_questions, reader_figures
from eval.run import is_verbatim, run, run_news, run_search, spans
from eval.sheet import Gold, answer_sheet, search_sheet
from eval.table import reader_table, table
from index.errors import GoldInvalid, NewsroomError, PathMissing
from index.types import Article
from qa.spans import Reading, Span
from qa.types import Answer, Citation, Claim


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus()


@pytest.fixture(scope="module")
def gold() -> Gold:
    return sample_gold()


def values(figures: Sequence[Figure]) -> dict[str, float]:
    return {figure.name: figure.interval.value for figure in figures}


# --- Asking


def test_an_assistant_that_knows_the_gold_gets_the_full_mark(corpus: Corpus, gold: Gold) -> None:
    found = values(answer_sheet(Knowing(corpus, everything(gold)), gold).figures)
    for name in ("overall", "questions", "dialogue turns", "answered, of answerable", "abstained, of unanswerable"):
        assert found[name] == 1.0, name
    assert found["wrong, of given"] == 0.0
    assert found["citations right, of given"] == found["items right"] == found["verbatim"] == 1.0
    assert found["ECE"] == pytest.approx(0.1)  # always right, never more than 0.9 sure
    assert (found["recall at 1"], found["recall at 3"]) == (0.0, 1.0)


def test_an_assistant_that_never_answers_gets_the_unanswerable_ones(corpus: Corpus, gold: Gold) -> None:
    asked = everything(gold)
    sheet = answer_sheet(Silent(corpus, asked), gold)
    found = values(sheet.figures)
    assert found["overall"] == sum(not question.answerable for question in asked) / len(asked)
    assert found["abstained, of unanswerable"] == 1.0
    assert found["recall at 10"] == 0.0
    assert "ECE" not in found and "wrong, of given" not in found  # nothing was given


def test_every_question_and_every_turn_counts(corpus: Corpus, gold: Gold) -> None:
    sheet = answer_sheet(Knowing(corpus, everything(gold)), gold)
    overall = sheet.figures[0]
    assert overall.interval.count == len(everything(gold)) == len(sheet.lines)
    assert sum(figure.interval.count for figure in sheet.figures if figure.group == "type") == overall.interval.count


def test_dialogue_turns_are_asked_in_order_within_one_chat(corpus: Corpus, gold: Gold) -> None:
    assistant = Knowing(corpus, everything(gold))
    run(assistant, (), gold.dialogues, gold.docs(corpus))
    assert assistant.asked == [turn.question for dialogue in gold.dialogues for turn in dialogue.turns]


def test_equal_runs_are_equal_but_for_the_times(corpus: Corpus, gold: Gold) -> None:
    one, other = (answer_sheet(Knowing(corpus, everything(gold)), gold) for _ in range(2))
    assert (one.figures, one.plain_lines()) == (other.figures, other.plain_lines())
    assert json.loads(json.dumps(one.to_dict())) == one.to_dict()


def test_an_answer_that_is_not_the_article_s_own_text_is_not_verbatim(corpus: Corpus, gold: Gold) -> None:
    (claim,) = Knowing(corpus, everything(gold)).ask(gold.questions[0].question).claims
    (citation,) = claim.citations
    texts = {article.id: article.text for article in corpus.articles}
    assert is_verbatim(citation, texts)
    assert not is_verbatim(citation, {})
    assert not is_verbatim(citation, {citation.article.id: "x" + texts[citation.article.id]})


@pytest.mark.parametrize("part", ["quote", "answer"])
def test_a_citation_that_shows_cleaned_text_is_not_verbatim(corpus: Corpus, gold: Gold, part: str) -> None:
    (claim,) = Knowing(corpus, everything(gold)).ask(gold.questions[0].question).claims
    shown = claim.citations[0].to_dict()

    class Cleaned:
        def to_dict(self) -> dict[str, Any]:
            return shown | {part: shown[part].lower()}

    assert not is_verbatim(Cleaned(), {article.id: article.text for article in corpus.articles})  # type: ignore[arg-type]


def test_a_citation_of_another_article_loses_the_question(corpus: Corpus, gold: Gold) -> None:
    class Elsewhere(Knowing):
        def _cited(self, gold: Question, answer: str) -> Citation:
            right = super()._cited(gold, answer)
            return replace(right, article=replace(right.article, relative="elsewhere.txt"))

    alone = replace(gold, dialogues=())
    outcomes = run(Elsewhere(corpus, gold.questions), gold.questions, (), alone.docs(corpus))
    assert all(one.score.mark == 0.0 for one in outcomes if one.question.answerable)
    assert not any(one.verbatim for one in outcomes if one.score.answered)  # no such article in the index


def test_retrieval_is_measured_on_answerable_questions_only(corpus: Corpus, gold: Gold) -> None:
    sheet = search_sheet(Knowing(corpus, everything(gold)), gold)
    assert len(sheet.lines) == sum(question.answerable for question in gold.questions)
    found = run_search(Knowing(corpus, everything(gold)), gold.questions, gold.docs(corpus))
    assert {one.rank for one in found} == {2}


# --- Names


def test_a_gold_of_other_articles_is_refused(gold: Gold) -> None:
    with pytest.raises(GoldInvalid, match="fits 0 articles"):
        docs_by_id([Article("a.txt", None, "text", "/a.txt")], gold.questions)


def test_a_gold_whose_articles_changed_is_refused(corpus: Corpus, gold: Gold) -> None:
    changed = [replace(article, text=article.text.replace("e", "3")) for article in corpus.articles]
    with pytest.raises(GoldInvalid, match="correct start and end"):
        docs_by_id(changed, gold.questions)


def test_a_gold_may_name_articles_by_the_end_of_their_path() -> None:
    one, other = Article("x/a.txt", None, "1", "/x/a.txt"), Article("y/b.jsonl", "7", "2", "/y/b.jsonl")
    assert articles_by_doc([one, other], ["a.txt", "b.jsonl#7"]) == {"a.txt": one, "b.jsonl#7": other}
    with pytest.raises(GoldInvalid, match="fits 2 articles"):
        articles_by_doc([one, replace(one, relative="z/a.txt")], ["a.txt"])


# --- Mixing


def test_mixing_draws_the_same_strangers_each_time(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl.gz"
    path.write_bytes(gzip.compress("".join(f'{{"id": {n}}}\n' for n in range(50)).encode()))
    assert mixed(path, 5) == mixed(path, 5) != mixed(path, 5, seed=1)
    assert len(set(mixed(path, 50))) == 50
    with pytest.raises(GoldInvalid, match="has 50 articles"):
        mixed(path, 51)
    with pytest.raises(PathMissing):
        mixed(tmp_path / "none.jsonl", 1)


# --- News


def test_a_quiz_answer_may_hold_the_span_or_be_held_by_it() -> None:
    assert is_quiz_answer("Luka Marn", "the striker luka marn")
    assert is_quiz_answer("The Kestrel Bridge", "Kestrel Bridge")
    assert not is_quiz_answer("6", "16")
    assert not is_quiz_answer("", "x") and not is_quiz_answer("x", "")


def test_the_first_three_different_spans_of_a_quiz_answer_count() -> None:
    article = Article("a.txt", None, "Oslo, OSLO, Rome, Bern and Wien", "/a.txt")

    def claim(word: str) -> Claim:
        at = article.text.index(word)
        return Claim(0.5, (Citation(article, 0, 20 + len(word), at, at + len(word)),))

    answer = Answer("q", "q", "answer", 0.5, claims=(claim("Oslo"),), alternatives=(claim("OSLO"), claim("Rome")))
    assert spans(answer) == ("Oslo", "Rome")
    assert spans(Answer("q", "q", "none", 0.5, NOTHING, alternatives=(claim("Rome"),))) == ()

    class One:
        def ask(self, question: str, history: Sequence[str] = (), risk: float | None = None) -> Answer:
            return answer

    asked = [NewsQuestion(str(n), "Where?", wanted, "", ()) for n, wanted in enumerate(["Oslo", "Rome", "Bern"])]
    found = run_news(One(), asked)  # type: ignore[arg-type]
    assert [(one.first, one.three) for one in found] == [(True, True), (False, True), (False, False)]


# --- Tables


def test_the_table_shows_each_figure_with_its_interval_and_count(corpus: Corpus, gold: Gold) -> None:
    sheet = answer_sheet(Knowing(corpus, everything(gold)), gold)
    shown = io.StringIO()
    table(sheet, Console(file=shown, width=100))
    for figure in sheet.figures:
        assert figure.name in shown.getvalue()
    assert "100.0 to 100.0" in shown.getvalue() and "p95" in shown.getvalue()


def test_times_are_summed_up_by_stage() -> None:
    found = times([{"total": 1.0, "read": 1.0}, {"total": 3.0}])
    assert found["total"] == {"mean": 2.0, "median": 2.0, "p95": 2.9}
    assert found["read"]["mean"] == 1.0
    assert times([]) == {}


# --- The reader alone


class First:
    """A reader that answers with the first word and doubts in proportion to the question's length."""

    threshold = 0.5

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        spans = [(Span(0, len(text.split()[0]), 1.0),) if text else () for text in texts]
        return [Reading(found, len(question) / 10) for found in spans]


ROWS: list[dict[str, Any]] = [
    {
        "id": "a",
        "question": "Who",
        "context": "Lind spoke",
        "answers": [{"text": "Lind", "start": 0}],
        "answerable": True,
    },
    {"id": "b", "question": "Who went", "context": "Berg went", "answers": [{"text": "Berg", "start": 0}]},
    {"id": "c", "question": "When", "context": "Berg went", "answers": [], "answerable": False},
    {"id": "d", "question": "Why", "context": "", "answers": [], "answerable": False},
]


def write(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_reader_alone_is_scored_as_squad_does(tmp_path: Path) -> None:
    questions = read_reader_questions(write(tmp_path / "rows.jsonl", ROWS))
    reads = read_all(First(), questions)
    found = reader_figures(questions, reads, First.threshold)
    # a right; b right but above the threshold; c answered though unanswerable; d has no span.
    assert (found["exact"], found["HasAns_exact"], found["NoAns_exact"]) == (50.0, 50.0, 50.0)
    assert (found["best_exact"], found["best_exact_thresh"], found["threshold"]) == (75.0, 0.3, 0.5)
    assert [read.to_dict(0.5)["text"] for read in reads] == ["Lind", "", "Berg", ""]
    assert [read.to_dict(0.5)["span"] for read in reads] == ["Lind", "Berg", "Berg", ""]


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([], "has no question"),
        ([ROWS[0], ROWS[0]], "more than once"),
        ([ROWS[0] | {"answerable": False}], "there are 1 answers"),
        ([ROWS[0] | {"answers": [{"start": 0}]}], "'text' must be a text"),
        ([{"id": "a"}], "'question' must be a text"),
    ],
)
def test_a_wrong_file_of_reader_questions_is_refused(tmp_path: Path, rows: list[object], complaint: str) -> None:
    with pytest.raises(GoldInvalid, match=complaint):
        read_reader_questions(write(tmp_path / "rows.jsonl", rows))


def test_the_reader_s_table_shows_counts_whole() -> None:
    shown = io.StringIO()
    reader_table({"exact": 50.0, "total": 4, "threshold": 0.51234}, Console(file=shown, width=80))
    assert "50.00" in shown.getvalue() and " 4 " in shown.getvalue() and "0.5123" in shown.getvalue()


# --- The command


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch, corpus: Corpus, gold: Gold, tmp_path: Path) -> Knowing:
    """The command asks an assistant that knows the gold, of an index that is not there."""
    assistant = Knowing(corpus, everything(gold))
    monkeypatch.setattr(command, "open_assistant", lambda folder: assistant)
    monkeypatch.setattr(command, "open_searcher", lambda folder: assistant)
    return assistant


def test_the_command_prints_json_and_writes_a_line_a_question(
    known: Knowing, gold: Gold, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert command.main(["--index", str(tmp_path), "--json", "--out", str(out)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["figures"][0] == {
        "group": "mark",
        "name": "overall",
        "value": 100.0,
        "low": 100.0,
        "high": 100.0,
        "count": len(everything(gold)),
        "better": "more",
    }
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [question.id for question in everything(gold)]
    assert {line["rank"] for line in lines} == {2, None}


def test_the_command_measures_retrieval_alone(
    known: Knowing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--index", str(tmp_path), "--retrieval", "--limit", "5"]) == 0
    shown = capsys.readouterr().out
    assert "recall at 3" in shown and "overall" not in shown
    assert known.asked == []


def test_the_command_measures_the_reader(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("qa.readers.open_reader", First)
    rows, out = write(tmp_path / "rows.jsonl", ROWS), tmp_path / "out.jsonl"
    assert command.main(["reader", str(rows), "--json", "--predictions", str(out)]) == 0
    assert json.loads(capsys.readouterr().out)["exact"] == 50.0
    assert json.loads(out.read_text().splitlines()[0]) == {"id": "a", "text": "Lind", "span": "Lind", "no_answer": 0.3}
    assert command.main(["reader", str(rows)]) == 0
    assert "HasAns_exact" in capsys.readouterr().out


def test_the_command_checks_the_sample_s_gold(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["check"]) == 0
    assert "28 dialogues are as they should be" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["--gold", "gold.jsonl"], 2, "add --corpus PATH or --index DIR"),
        (["--index", "i", "--corpus", "c"], 2, "asked as it is"),
        (["--riddle"], 2, "riddle"),
        (["reader", "none.jsonl"], 1, "none.jsonl: no such file"),
        (["check", "--gold", "none.jsonl"], 1, "none.jsonl: no such file"),
    ],
)
def test_a_wrong_call_is_one_line_and_never_a_traceback(
    arguments: list[str], code: int, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(arguments) == code
    told = capsys.readouterr().err
    assert complaint in " ".join(told.split()) and "Traceback" not in told


def test_a_file_that_cannot_be_written_is_one_line(
    known: Knowing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "missing" / "out.jsonl"
    assert command.main(["--index", str(tmp_path), "--limit", "1", "--out", str(out)]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_the_errors_of_an_index_are_passed_on_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(folder: Path) -> None:
        raise NewsroomError(f"{folder}: is no index")

    monkeypatch.setattr(command, "open_assistant", fail)
    assert command.main(["--index", "nowhere"]) == 1
    assert capsys.readouterr().err == "qa: nowhere: is no index\n"


def test_a_bad_gold_file_is_said_before_anything_is_indexed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "gold.jsonl"
    bad.write_text("no json\n", "utf-8")
    (tmp_path / "a.txt").write_text("The bridge at Tarn was closed on Friday.", "utf-8")
    assert command.main(["--gold", str(bad), "--corpus", str(tmp_path / "a.txt")]) == 1
    told = capsys.readouterr().err
    assert "gold.jsonl" in told
    assert "indexing" not in told
