"""A citation's place can be shared and reopened, also on the page of its PDF; what is gone is said to be gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from fakes import FakeEmbedder
from printed import SENTENCES, single
from starlette.testclient import TestClient
from test_chat import Page

import index
from index.build import remove
from index.generation import Generation, open_current
from index.types import Article
from qa.types import Citation
from ui.api import build_api
from ui.corpora import Corpora
from ui.permalink import Spot, permalink
from ui.sources import add_sources
from ui.turnstile import Turnstile

HOSTILE = "Title <script>alert(1)</script>\n\nThe pilots <img src=x> walked out on Tuesday.\n"


@dataclass
class Shelf:
    """What these addresses ask of an assistant: its index, as it is now."""

    index: Path

    @property
    def generation(self) -> Generation:
        return open_current(self.index)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sources")
    (home / "articles").mkdir()
    (home / "articles" / "strike.pdf").write_bytes(single(0))
    (home / "articles" / "hostile.txt").write_text(HOSTILE)
    (home / "articles" / "copy.txt").write_text(HOSTILE)
    with ZipFile(home / "articles" / "more.zip", "w") as archive:
        archive.writestr("inner.pdf", single(3))
    index.build([home / "articles"], into=home / "news.index", embedder=FakeEmbedder())
    return home


@pytest.fixture
def shelf(made: Path) -> Shelf:
    return Shelf(made / "news.index")


@pytest.fixture
def client(shelf: Shelf) -> Iterator[TestClient]:
    app = build_api(corpora := Corpora({"quay": shelf, "delta": shelf}), Turnstile())  # type: ignore[dict-item]
    add_sources(app, corpora, Turnstile())
    with TestClient(app) as client:
        yield client


def article(shelf: Shelf, name: str) -> Article:
    return next(one for one in shelf.generation.articles if one.path.endswith(name))


def cited(found: Article, words: str) -> Citation:
    start = found.text.index(words)
    return Citation(found, start, start + len(words), start, start + len(words.split()[0]))


def test_a_permalink_opens_its_place(client: TestClient, shelf: Shelf) -> None:
    citation = cited(article(shelf, "hostile.txt"), "The pilots <img src=x> walked out on Tuesday.")
    response = client.get(permalink(citation, "quay"))
    page = Page(response.text)
    assert response.status_code == 200
    assert (page.all("quote"), page.all("span"), page.all("text")) == ([citation.quote], ["The"], [HOSTILE])
    assert "img" not in page.tags and response.text.count("<script") == 1
    assert "One of 2 copies" in response.text


def test_an_article_opens_without_a_place_and_with_a_wrong_one(client: TestClient, shelf: Shelf) -> None:
    id = article(shelf, "hostile.txt").id
    assert Page(client.get(f"/article/{id}").text).all("text") == [HOSTILE]
    wrong = client.get(f"/article/{id}?range=5-99999")
    assert "does not have" in wrong.text and Page(wrong.text).all("text") == [HOSTILE]


def test_a_removed_article_is_said_to_be_removed(made: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    for name in ("a", "b"):
        (tmp_path / "one" / f"{name}.txt").write_text(f"Title {name}\n\nSomething happened in {name}ville.\n")
    built = tmp_path / "one.index"
    index.build([tmp_path / "one"], into=built, embedder=FakeEmbedder())
    gone, kept = open_current(built).articles
    other = tmp_path / "two.index"
    index.build([tmp_path / "one"], into=other, embedder=FakeEmbedder())
    remove([gone.id], built, embedder=FakeEmbedder())
    corpora = Corpora({"one": Shelf(built), "two": Shelf(other)})  # type: ignore[dict-item]
    add_sources(app := build_api(corpora, Turnstile()), corpora, Turnstile())
    client = TestClient(app)
    response = client.get(f"/article/{gone.id}?range=0-5&corpus=one")
    assert response.status_code == 404
    assert "Somebody removed this article" in response.text and "corpus=two" in response.text
    assert "has changed since" in client.get("/article/0123456789abcdef").text
    assert client.get(f"/article/{kept.id}?corpus=one").status_code == 200
    index.build([], into=built, embedder=FakeEmbedder())
    assert client.get(f"/article/{kept.id}?corpus=one").status_code == 200  # after indexing again too
    assert "no corpus named" in client.get(f"/article/{kept.id}?corpus=<b>").text


@pytest.mark.parametrize(("name", "sentence"), [("strike.pdf", 2), ("inner.pdf", 4)])
def test_the_page_of_a_pdf_comes_with_its_boxes(client: TestClient, shelf: Shelf, name: str, sentence: int) -> None:
    citation = cited(article(shelf, name), SENTENCES[sentence][:40].replace("“", '"').replace("”", '"'))
    query = permalink(citation, "quay").partition("?")[2]
    found = client.get(f"/source/boxes?id={citation.article.id}&{query}").json()
    (page,) = found["pages"]
    assert (page["number"], found["of"], page["note"]) == (1, 1, "")
    assert page["quote"] and page["answer"]
    picture = client.get(f"/source/page?id={citation.article.id}&page=1&corpus=quay")
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG")


def test_a_file_that_changed_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "strike.pdf").write_bytes(single(0))
    index.build([tmp_path / "strike.pdf"], into=tmp_path / "i", embedder=FakeEmbedder())
    corpora = Corpora({"quay": Shelf(tmp_path / "i")})  # type: ignore[dict-item]
    add_sources(app := build_api(corpora, Turnstile()), corpora, Turnstile())
    id = open_current(tmp_path / "i").articles[0].id
    (tmp_path / "strike.pdf").write_bytes(single(1))
    response = TestClient(app).get(f"/source/page?id={id}&page=1")
    assert response.status_code == 422 and "changed since it was indexed" in response.json()["error"]
    (tmp_path / "strike.pdf").unlink()
    assert TestClient(app).get(f"/source/page?id={id}&page=1").status_code == 422


def test_a_page_that_is_not_there_is_not_drawn(client: TestClient, shelf: Shelf) -> None:
    for name, page in (("strike.pdf", 2), ("hostile.txt", 1)):
        assert client.get(f"/source/page?id={article(shelf, name).id}&page={page}").status_code == 404


@pytest.mark.parametrize("text", ["", "x", "1-", "-1-2", "1-2-3", "9" * 12 + "-1", "5-5", "7-3"])
def test_what_is_no_range_is_none(text: str) -> None:
    spot = Spot.read(text, "")
    assert spot.cited(Article("a", None, "some text", "/a")) is None
