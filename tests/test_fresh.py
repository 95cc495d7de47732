"""The fresh questions: none of them broken, and the halves apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.checks import inspect
from eval.corpus import read_articles
from eval.gold import read_questions

FRESH = Path(__file__).parents[1] / "eval" / "fresh"


@pytest.mark.parametrize("half", ["seen", "unseen"])
@pytest.mark.parametrize("kind", ["questions", "dialogues"])
def test_every_question_is_as_it_should_be(half: str, kind: str) -> None:
    checked = inspect(FRESH / f"{half}.{kind}.jsonl", read_articles(FRESH / "corpus"))
    assert not checked.errors and len(checked.questions) in (40, 17, 18)  # questions; turns of five dialogues


def test_evidence_in_another_article_is_found(tmp_path: Path) -> None:
    lines = (FRESH / "seen.questions.jsonl").read_text("utf-8").replace("banner.txt", "herald.txt")
    (tmp_path / "gold.jsonl").write_text(lines, "utf-8")
    assert inspect(tmp_path / "gold.jsonl", read_articles(FRESH / "corpus")).errors


def test_no_question_is_in_both_halves() -> None:
    seen, unseen = (read_questions(FRESH / f"{half}.questions.jsonl") for half in ("seen", "unseen"))
    assert {one.question for one in seen}.isdisjoint(one.question for one in unseen)
