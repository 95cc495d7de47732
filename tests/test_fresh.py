"""The fresh questions: none of them broken, and the halves apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.checks import inspect
from eval.corpus import read_articles
from eval.gold import read_questions

FRESH = Path(__file__).parents[1] / "eval" / "fresh"


COUNTS = {"flood": (40, 17, 18), "siege": (50, 26), "railway": (50, 27)}  # questions; turns of five or six dialogues


@pytest.mark.parametrize("name", sorted(COUNTS))
@pytest.mark.parametrize("half", ["seen", "unseen"])
@pytest.mark.parametrize("kind", ["questions", "dialogues"])
def test_every_question_is_as_it_should_be(name: str, half: str, kind: str) -> None:
    checked = inspect(FRESH / name / f"{half}.{kind}.jsonl", read_articles(FRESH / name / "corpus"))
    assert not checked.errors and len(checked.questions) in COUNTS[name]


def test_evidence_in_another_article_is_found(tmp_path: Path) -> None:
    lines = (FRESH / "flood" / "seen.questions.jsonl").read_text("utf-8").replace("banner.txt", "herald.txt")
    (tmp_path / "gold.jsonl").write_text(lines, "utf-8")
    assert inspect(tmp_path / "gold.jsonl", read_articles(FRESH / "flood" / "corpus")).errors


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_no_question_is_in_both_halves(name: str) -> None:
    seen, unseen = (read_questions(FRESH / name / f"{half}.questions.jsonl") for half in ("seen", "unseen"))
    assert {one.question for one in seen}.isdisjoint(one.question for one in unseen)
