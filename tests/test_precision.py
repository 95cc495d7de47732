"""What int8 costs against the exact weights, and whether reading ranks passages better than retrieval."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from proposed import hit

from eval.corpus import SAMPLE_CORPUS
from eval.gold import NewsQuestion
from eval.precision import PASSAGES, TOKENS, exact_reader, loss, passages
from eval.rerank import Ranked, figures, quiz_passage, ranked
from eval.squad import ReaderQuestion
from qa.readers import WEIGHTS, OnnxReader
from qa.spans import Reading, Span
from qa.types import Hit
from qa.weigh import Weights

QUESTIONS = (
    ReaderQuestion("a", "Who is the keeper of the dam?", "The keeper of the dam is Ada Brook.", ("Ada Brook",)),
    ReaderQuestion("b", "Who is the mayor of Tarn?", "Some library was opened.", ()),
)


def test_the_same_weights_lose_nothing(tmp_path: Path) -> None:
    line = loss(exact_reader(WEIGHTS / "reader.onnx", tmp_path), QUESTIONS)
    before, after = line.split("best_f1 ")[1].split(",")[0].split(" -> ")
    assert line.startswith("2 questions") and before == after


def test_a_reader_that_always_cites_the_first_letter_loses_f1() -> None:
    class Bad(OnnxReader):
        def read(self, question, texts):  # type: ignore[no-untyped-def]
            return [Reading((Span(0, 1, 1.0),), 0.0) for _ in texts]

    before, after = loss(Bad(), QUESTIONS).split("f1 ")[-1].split(" -> ")
    assert float(before) < float(after)


def test_the_passages_that_are_timed_have_the_tokens_that_are_claimed() -> None:
    text = "\n".join(path.read_text("utf-8") for path in sorted(SAMPLE_CORPUS.rglob("*.txt")))
    cuts = passages(text)
    tokenizer = OnnxReader().tokenizer
    counts = [len(tokenizer.encode(cut, add_special_tokens=False).ids) for cut in cuts]
    assert len(cuts) == PASSAGES and all(abs(count - TOKENS) <= 2 for count in counts)


def test_each_way_of_ranking_is_counted_by_itself() -> None:
    line = figures([Ranked(True, False, False, True), Ranked(False, False, True, True)])
    assert line.startswith("2 questions")
    assert "retrieval first 50.0" in line and "reader first 0.0" in line
    assert "together first 50.0" in line and "evidence first 100.0" in line


def ranked_with(weights: Weights) -> Ranked:
    """One question over two passages: retrieval prefers the wrong one by a little, the reader the right one."""
    wrong, right = hit("Some library was opened."), hit("Ada Brook keeps the dam.", "b.txt")

    class Searching:
        def search(self, question: str, limit: int) -> list[Hit]:
            return [replace(wrong, score=0.9), replace(right, score=0.5)]

        def candidates(self, question: str) -> list[object]:
            return []

    class Sure:
        threshold = 0.5

        def read(self, question: str, texts: list[str]) -> list[Reading]:
            return [Reading((Span(0, 3, -1.0 if "library" in text else 1.0),), 0.5) for text in texts]

    found = ranked("Who keeps the dam?", lambda one: one.passage == right.passage, Searching(), Sure(), weights)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_the_reader_and_the_score_of_retrieval_rank_together_by_their_weights() -> None:
    by_reader = ranked_with(Weights(reader=1.0, retrieval=1.0))
    assert (by_reader.retrieval, by_reader.reader, by_reader.together) == (False, True, True)
    assert not ranked_with(Weights(reader=0.1, retrieval=1.0)).together


def test_a_passage_is_right_for_the_quiz_when_it_holds_the_answer() -> None:
    right = quiz_passage(NewsQuestion("q", "Who keeps the dam?", "Ada Brook", "2026-01-01", ()))
    assert right(hit("The dam is kept by Ada Brook.")) and not right(hit("The dam is kept by Ada Brookner."))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_both_commands_run_on_the_sample(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    row = {
        "id": "a",
        "question": QUESTIONS[0].question,
        "context": QUESTIONS[0].context,
        "answers": [{"text": "Ada Brook"}],
    }
    rows.write_text(json.dumps(row) + "\n", "utf-8")
    folder = tmp_path / "sample.index"
    subprocess.run([sys.executable, "-m", "ui.cli", "index", str(SAMPLE_CORPUS), "--index", str(folder)], check=True)
    questions = SAMPLE_CORPUS.parent / "questions.jsonl"
    first = tmp_path / "questions.jsonl"
    first.write_text("\n".join(questions.read_text("utf-8").splitlines()[:4]) + "\n", "utf-8")
    said = _said("eval.precision", "--exact", str(WEIGHTS / "reader.onnx"), str(rows))
    assert "passages of 200 tokens" in said and "1 questions, float32 -> int8" in said
    assert "together: " in _said("eval.rerank", "--gold", str(first), "--index", str(folder))


def _said(module: str, *arguments: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    return run.stdout
