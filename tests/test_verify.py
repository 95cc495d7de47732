"""Saved answers are checked twice: by `qa verify`, and by a script that shares no code with it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ArticleUnknown, GoldInvalid, PathMissing
from index.types import Article
from qa.types import Answer, Citation, Claim
from qa.verify import verify_answers

SCRIPT = Path(__file__).with_name("check_quotes.py")
TEXT = "\ufeffThe wall fell\u00a0on “Monday”.\r\nNobody — was hurt, said Élise e\u0301.\n"


class Holding:
    def __init__(self, *articles: Article) -> None:
        self._articles = {article.id: article for article in articles}

    def article(self, id: str) -> Article:
        if id not in self._articles:
            raise ArticleUnknown(id)
        return self._articles[id]


def cite(article: Article, quote: str, answer: str) -> Citation:
    start, at = article.text.index(quote), article.text.index(answer)
    return Citation(article, start, start + len(quote), at, at + len(answer))


def answer_about(article: Article) -> dict[str, Any]:
    claim = Claim(0.9, (cite(article, "The wall fell\u00a0on “Monday”.", "“Monday”"),))
    other = Claim(0.2, (cite(article, "Nobody — was hurt, said Élise e\u0301.", "Nobody"),))
    return Answer("When?", "When?", "answer", 0.9, claims=(claim,), alternatives=(other,)).to_dict()


@pytest.fixture
def article(tmp_path: Path) -> Article:
    path = tmp_path / "wall.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return Article("wall.txt", None, TEXT, str(path))


def saved(folder: Path, *answers: Any, form: str = "lines") -> Path:
    path = folder / "answers.jsonl"
    shown = {"lines": "\n".join(map(json.dumps, answers)), "list": json.dumps(answers), "one": json.dumps(answers[0])}
    path.write_text(shown[form], "utf-8")
    return path


def script(*arguments: Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, str(SCRIPT), *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, done.stdout.strip()


@pytest.mark.parametrize("form", ["lines", "list", "one"])
def test_true_quotes_pass_both_checks(article: Article, tmp_path: Path, form: str) -> None:
    path = saved(tmp_path, answer_about(article), form=form)
    verified = verify_answers(path, Holding(article))
    assert (verified.answers, verified.citations, verified.problems) == (1, 2, ())
    assert script(path) == (0, "2 of 2")


def _set(part: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(answer: dict[str, Any]) -> None:
        answer["claims"][0]["citations"][0][part] = value

    return change


CHANGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "quote": _set("quote", "The wall fell on “Monday”."),
    "answer": _set("answer", "Monday"),
    "start": _set("start", 0),
    "outside": _set("end", 10_000),
    "not a number": _set("start", "1"),
    "fingerprint": _set("fingerprint", "sha256:" + "0" * 64),
    "no fingerprint": lambda answer: answer["claims"][0]["citations"][0].pop("fingerprint"),
    "another article": _set("article", {"id": "f" * 16, "path": "x.txt", "record": None}),
    "text": lambda answer: answer.update(text="Tuesday"),
    "alternative": lambda answer: answer["alternatives"][0]["citations"][0].update(quote="Nobody"),
    "no citation": lambda answer: answer["claims"][0].update(citations=[]),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_answer_is_found(article: Article, tmp_path: Path, what: str) -> None:
    answer = answer_about(article)
    CHANGES[what](answer)
    assert verify_answers(saved(tmp_path, answer), Holding(article)).problems


@pytest.mark.parametrize("what", ["quote", "answer", "start", "outside", "alternative"])
def test_the_independent_check_finds_a_changed_quote_too(article: Article, tmp_path: Path, what: str) -> None:
    answer = answer_about(article)
    CHANGES[what](answer)
    assert script(saved(tmp_path, answer)) == (1, "1 of 2")


def test_a_changed_file_is_found(article: Article, tmp_path: Path) -> None:
    path = saved(tmp_path, answer_about(article))
    Path(article.path).write_text(TEXT.replace("The", "A"), encoding="utf-8", newline="")
    assert script(path) == (1, "0 of 2")
    changed = Article("wall.txt", None, TEXT.replace("The", "A"), article.path)
    assert len(verify_answers(path, Holding(changed)).problems) == 2


@pytest.mark.parametrize("packed", [False, True])
def test_records_and_shown_articles_are_checked_by_the_independent_script(tmp_path: Path, packed: bool) -> None:
    rows = [json.dumps({"id": "n1", "text": "Else."}), "", json.dumps({"text": TEXT})]
    file = tmp_path / ("news.jsonl.gz" if packed else "news.jsonl")
    content = "\n".join(rows).encode()
    file.write_bytes(gzip.compress(content) if packed else content)
    assert script(saved(tmp_path, answer_about(Article(file.name, "3", TEXT, str(file))))) == (0, "2 of 2")
    paper = Article("wall.pdf", None, TEXT, "wall.pdf", format="pdf")
    shown = tmp_path / "shown.jsonl"
    shown.write_text(json.dumps({"id": paper.id, "text": TEXT}), "utf-8")
    assert script(saved(tmp_path, answer_about(paper)), shown) == (0, "2 of 2")


def test_an_error_in_place_of_an_answer_has_nothing_to_check(article: Article, tmp_path: Path) -> None:
    path = saved(tmp_path, {"id": "1", "error": "the question is empty"}, answer_about(article))
    verified = verify_answers(path, Holding(article))
    assert (verified.answers, verified.citations, verified.problems) == (2, 2, ())


@pytest.mark.parametrize("content", ["", "[]", "not json\n{}", "\xff", "[" * 100_000], ids=range(5))
def test_a_file_without_answers_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(GoldInvalid):
        verify_answers(path, Holding())
    with pytest.raises(PathMissing):
        verify_answers(tmp_path / "absent.jsonl", Holding())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["claims", "text", "citations", "article", "id", "closest", "start"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_the_file_holds_it_is_checked_or_refused(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps([value]), "utf-8")
    error = isinstance(value, dict) and "error" in value
    nothing = isinstance(value, dict) and value.get("claims") == [] and value.get("text") == ""
    assert verify_answers(path, Holding()).problems or error or nothing
