"""Making gold in the page: what is kept is what `qa eval --gold` takes, and nothing that is wrong is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder
from starlette.testclient import TestClient
from test_chat import Page
from test_sources import Shelf

import index
from eval.checks import inspect
from eval.feedback import feedback_file
from eval.gold import read_questions
from eval.make import gold_file, place_at
from index.errors import GoldInvalid
from index.generation import open_current
from index.types import Article
from ui.api import build_api
from ui.corpora import Corpora
from ui.corpus_routes import add_corpus
from ui.gold_routes import add_gold
from ui.guard import Guard
from ui.turnstile import Turnstile

STRIKE = (
    "Pilots strike <b>now</b>\r\n\r\nPublished: 3 May 2019 | Quay Courier\r\n\r\n"
    "The pilots of Ostwick \U0001f6a2 walked out, Ada Brandt said. They want 1,300 crowns more.\r\n"
)
FERRY = (
    "Ferries sail again\n\nPublished: 7 June 2020 | Delta Post\n\n"
    "The ferries of Halmund sailed again, Otto Brill said. Ada Brandt did not come.\n"
)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "strike.txt").write_bytes(STRIKE.encode())
    (tmp_path / "articles" / "ferry.txt").write_text(FERRY)
    index.build([tmp_path / "articles"], into=tmp_path / "news.index", embedder=FakeEmbedder())
    return tmp_path / "news.index"


@pytest.fixture
def articles(built: Path) -> dict[str, Article]:
    return {article.relative: article for article in open_current(built).articles}


@pytest.fixture
def client(built: Path) -> Iterator[TestClient]:
    corpora = Corpora({"quay": Shelf(built)})  # type: ignore[dict-item]
    app = build_api(corpora, Turnstile())
    add_corpus(app, corpora, Turnstile())
    add_gold(app, corpora, Turnstile())
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def mark(article: Article, answer: str, **more: str) -> dict[str, Any]:
    start = article.text.index(answer)
    return {"article": article.id, "start": start, "end": start + len(answer), **more}


def keep(client: TestClient, question: str, marks: list[dict[str, Any]], **more: Any) -> Any:
    return client.post("/gold/keep", json={"question": question, "marks": marks, **more})


def test_what_is_kept_is_gold_that_has_no_error(client: TestClient, built: Path, articles: dict[str, Article]) -> None:
    strike, ferry = articles["strike.txt"], articles["ferry.txt"]
    assert keep(client, "Who walked out?", [mark(strike, "The pilots of Ostwick")]).json()["kept"] == "q001"
    keep(client, "Who is named?", [mark(strike, "Ada Brandt"), mark(ferry, "Otto Brill")], type="list")
    sides = [mark(strike, "walked out", speaker="Ada Brandt"), mark(ferry, "sailed again")]
    keep(client, "Do ships sail?", sides, type="conflict")
    keep(client, "Who is the king?", [], type="unanswerable", subtype="absent-entity")
    checked = inspect(gold_file(built), articles.values())
    assert [finding.message for finding in checked.findings if finding.error] == []
    who, named, sail, king = read_questions(gold_file(built))
    assert who.type == "factoid-who" and who.answers == ("The pilots of Ostwick",)
    assert named.answer_groups == (("Ada Brandt",), ("Otto Brill",))
    assert [side.attributed_to for side in sail.sides] == ["Ada Brandt", "Delta Post"]
    assert (king.answerable, king.subtype) == (False, "absent-entity")
    assert client.get("/gold/file").content == gold_file(built).read_bytes()


def test_a_selection_is_widened_to_whole_words_and_never_muted(articles: dict[str, Article]) -> None:
    strike = articles["strike.txt"]
    at = strike.text.index("da Bran")
    assert place_at(strike, at, at + 7).answer == "Ada Brandt"
    blank = strike.text.index(" walked")
    assert place_at(strike, blank, blank + 8).answer == "walked"
    number = strike.text.index("300")
    assert place_at(strike, number, number + 3).answer == "1,300"
    for start, end, told in ((0, 10**6, "no range"), (5, 5, "no range"), (blank, blank + 1, "only blanks")):
        with pytest.raises(GoldInvalid, match=told):
            place_at(strike, start, end)


def test_the_place_of_a_typed_answer_is_found_or_said_to_be_nowhere(
    client: TestClient, articles: dict[str, Article]
) -> None:
    id = articles["strike.txt"].id
    (found,) = client.get("/gold/place", params={"article": id, "answer": "ada  brandt"}).json()["places"]
    assert (found["answer"], found["quote"]) == (
        "Ada Brandt",
        STRIKE[STRIKE.index("The pilots") : STRIKE.index(" They")],
    )
    nowhere = client.get("/gold/place", params={"article": id, "answer": "Brand"})
    assert nowhere.status_code == 400 and "stands nowhere" in nowhere.json()["error"]


def test_a_question_like_another_is_asked_about_first(client: TestClient, articles: dict[str, Article]) -> None:
    marks = [mark(articles["strike.txt"], "Ada Brandt")]
    keep(client, "Who spoke for the pilots?", marks)
    assert keep(client, "who spoke for the pilots", marks).json() == {
        "alike": "Nearly the same as q001: Who spoke for the pilots?"
    }
    assert keep(client, "who spoke for the pilots", marks, again=True).json()["kept"] == "q002"


def test_what_is_wrong_is_refused_in_words_and_nothing_is_kept(
    client: TestClient, built: Path, articles: dict[str, Article]
) -> None:
    good = mark(articles["strike.txt"], "Ada Brandt")
    for question, marks, more, told in (
        ("Who?", [], {}, "Mark the answer"),
        (" ? ", [good], {}, "needs a word"),
        ("Who?", [good], {"type": "conflict"}, "two sides"),
        ("Who?", [{**good, "end": 10**6}], {}, "no range"),
        ("Who?", [good], {"type": "riddle"}, "type"),
        ("Who?", [], {"type": "unanswerable", "subtype": "secret"}, "no reason"),
    ):
        answer = keep(client, question, marks, **more)
        assert answer.status_code == 400 and told in answer.json()["error"], told
    assert keep(client, "Who?", [{**good, "article": "0" * 16}]).status_code == 404
    form = client.post(
        "/gold/keep", content="question=Who", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert form.status_code == 400
    assert not gold_file(built).exists()


def test_a_question_can_be_left_out_again(client: TestClient, built: Path, articles: dict[str, Article]) -> None:
    for question, answer in (("Who walked out?", "The pilots"), ("Who said so?", "Ada Brandt")):
        keep(client, question, [mark(articles["strike.txt"], answer)])
    assert client.post("/gold/drop", json={"id": "q001"}).status_code == 200
    assert [one.id for one in read_questions(gold_file(built))] == ["q002"]
    assert client.post("/gold/drop", json={"id": "q001"}).status_code == 400


def test_the_view_shows_the_article_to_the_letter_and_the_checks(
    client: TestClient, built: Path, articles: dict[str, Article]
) -> None:
    keep(client, "Who <i>walked</i> out?", [mark(articles["strike.txt"], "The pilots")])
    text = client.get("/corpus/gold", params={"article": articles["strike.txt"].id}).text
    page = Page(text)
    assert "i" not in page.tags and "b" not in page.tags
    assert "1 question" in text and "every answer is verbatim" not in text  # none is unanswerable: advice instead
    assert "can be answered" not in text and "cannot be answered; 20 to 30 % tell most" in text
    rows = gold_file(built).read_text("utf-8").replace('"start": ', '"start": 1')
    gold_file(built).write_text(rows, "utf-8")
    assert client.get("/corpus/gold").text.count('class="warning"') >= 1


def test_thumbs_are_offered_until_they_are_gold(client: TestClient, built: Path, articles: dict[str, Article]) -> None:
    strike = articles["strike.txt"]
    start = strike.text.index("Ada Brandt")
    citation = {"article": {"id": strike.id}, "answer_start": start}
    answer = {"text": "Ada Brandt", "claims": [{"citations": [citation]}]}
    rows = [
        {"time": "t", "question": "Who spoke?", "verdict": "up", "answer": answer},
        {"time": "t", "question": "Who sang?", "verdict": "up", "answer": {"text": "", "claims": []}},
        {"time": "t", "question": "Who lied?", "verdict": "down", "answer": answer},
    ]
    feedback_file(built).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    text = client.get("/corpus/gold").text
    assert "3 thumbs from the chat are not gold yet" in text and text.count('class="use"') == 3
    assert "&quot;type&quot;: &quot;unanswerable&quot;" in text and f"&quot;start&quot;: {start}" in text
    keep(client, "Who spoke?", [mark(strike, "Ada Brandt")])
    assert "2 thumbs from the chat are not gold yet" in client.get("/corpus/gold").text


def test_other_sites_can_neither_keep_nor_read(built: Path, articles: dict[str, Article]) -> None:
    corpora = Corpora({"quay": Shelf(built)})  # type: ignore[dict-item]
    app = build_api(corpora, Turnstile())
    add_gold(app, corpora, Turnstile())
    body = {"question": "Who is the king?", "type": "unanswerable", "subtype": "absent-entity"}
    with TestClient(Guard(app), base_url="http://127.0.0.1") as client:
        for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"host": "evil.example"}):
            assert client.post("/gold/keep", json=body, headers=headers).status_code in (400, 403)
            assert client.get("/gold/file", headers=headers).status_code in (400, 403)
        assert not gold_file(built).exists()
        assert client.post("/gold/keep", json=body, headers={"origin": "http://127.0.0.1"}).status_code == 200
