"""The corpus page: what is put in, changed and looked for; what is hostile is shown as text, what is wrong in words."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder
from starlette.testclient import TestClient
from test_chat import Page
from test_sources import Shelf

import index
from index.build import begin, correct, remove
from index.errors import DecisionsInvalid, IndexUnwritable, NothingIndexed, QuestionError
from index.generation import open_current
from ui.api import build_api
from ui.catalogue import Catalogue, Wanted
from ui.corpora import Corpora
from ui.corpus_routes import add_corpus
from ui.indexing import work
from ui.jobs import Jobs, Task
from ui.reliability import read_points, reliability_html
from ui.turnstile import Turnstile
from ui.uploads import FILE_BYTES, NAME_BYTES, Pasted, UploadRefused, file_name, keep_file, keep_text, uploads_of

STRIKE = (
    "Pilots strike <b>now</b>\n\nPublished: 3 May 2019 | Quay Courier\n\n"
    "The pilots of Ostwick walked out, Ada Brandt said.\n"
)
FERRY = (
    "Ferries sail again\n\nPublished: 7 June 2020 | Delta Post\n\n"
    "The ferries of Halmund sailed again, Otto Brill said.\n"
)
BINARY = {"content-type": "application/octet-stream"}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "strike.txt").write_text(STRIKE)
    (tmp_path / "articles" / "ferry.txt").write_text(FERRY)
    index.build([tmp_path / "articles"], into=tmp_path / "news.index", embedder=FakeEmbedder())
    return tmp_path / "news.index"


def _worked(task: Task) -> dict[str, Any]:
    folder, into = uploads_of(Path(task["index"])), Path(task["index"])
    if task["kind"] == "index":
        report = index.build([folder, *(folder / name for name in task["names"])], into=into, embedder=FakeEmbedder())
        return {"kind": "index", "articles": report.articles}
    if task["kind"] == "remove":
        return {"kind": "remove", "removed": len(remove(task["articles"], into, embedder=FakeEmbedder()))}
    correct(task["article"], task["fields"], into, embedder=FakeEmbedder())
    return {"kind": "correct"}


@pytest.fixture
def client(built: Path) -> Iterator[TestClient]:
    corpora = Corpora({"quay": Shelf(built), "delta": Shelf(built)})  # type: ignore[dict-item]
    app = build_api(corpora, Turnstile())

    def run(task: Task) -> Iterator[dict[str, Any]]:
        yield {"result": _worked(task)}

    add_corpus(app, corpora, Turnstile(), Jobs(run))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def finished(client: TestClient) -> dict[str, Any]:
    return until(lambda: client.get("/corpus/work").json(), lambda told: not told["running"])


def until(ask: Callable[[], dict[str, Any]], good: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    for _ in range(600):
        told = ask()
        if good(told):
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def titles(client: TestClient, **query: str) -> list[str]:
    text = client.get("/corpus", params={"corpus": "quay", **query}).text
    return [line.split(">")[-2].split("<")[0] for line in text.split("</a><div class")[:-1]]


def test_the_list_shows_searches_and_filters(client: TestClient) -> None:
    assert len(titles(client)) == 2
    for query in ({"search": "ferries"}, {"search": "otto brill"}, {"outlet": "Delta Post"}, {"since": "2020"},
                  {"since": "2020-06", "until": "2020-06"}):  # fmt: skip
        assert titles(client, **query) == ["Ferries sail again"], query
    assert titles(client, search="nothing of the kind") == []
    assert "No article fits" in client.get("/corpus?search=zzz").text


@pytest.mark.parametrize("view", ["", "card", "names", "quote", "reliability", "gold"])
def test_each_view_marks_its_own_tab_and_leads_to_the_chat_of_its_corpus(client: TestClient, view: str) -> None:
    text = client.get(f"/corpus/{view}".rstrip("/"), params={"corpus": "delta"}).text
    path = f"/corpus/{view}".rstrip("/")
    assert re.findall(r'<a href="([^"]*)" aria-current="page"', text) == [f"{path}?corpus=delta"]
    assert '<a class="home" href="/?corpus=delta">' in text


def test_what_an_article_says_is_never_markup(client: TestClient) -> None:
    for view in ("", "/card", "/quote?text=%3Cscript%3Ealert(1)%3C/script%3E", "?search=%22%3E%3Cscript%3E"):
        page = Page(client.get(f"/corpus{view}").text)
        assert "b" not in page.tags
        assert client.get(f"/corpus{view}").text.count("<script") == 1


def test_an_upload_becomes_an_article_and_can_be_removed_again(client: TestClient, built: Path) -> None:
    text = b"Trams stop\n\nThe trams of Ostwick stopped on Monday, Karla Venn said.\n"
    kept = client.post("/corpus/upload?name=../tr%20am.txt", content=text, headers=BINARY).json()["kept"]
    assert kept == "tr am.txt" and (uploads_of(built) / kept).read_bytes() == text
    client.post("/corpus/index", json={"names": [kept]})
    assert finished(client)["result"]["articles"] == 3
    assert titles(client, search="trams") == ["Trams stop"]
    id = next(one.id for one in open_current(built).articles if one.title == "Trams stop")
    client.post("/corpus/remove", json={"articles": [id]})
    finished(client)
    assert titles(client, search="trams") == []
    client.post("/corpus/upload?name=tr%20am.txt", content=text, headers=BINARY)
    client.post("/corpus/index", json={"names": [kept]})  # naming it brings it back
    finished(client)
    assert titles(client, search="trams") == ["Trams stop"]


def test_what_was_skipped_is_told_to_who_added_it_and_to_nobody_after(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = index.build
    monkeypatch.setattr(index, "build", lambda *given, **named: build(*given, **named, embedder=FakeEmbedder()))
    monkeypatch.setattr("ui.indexing.tell", lambda line: None)
    for name, skipped in (("bad.pdf", ["bad.pdf"]), ("good.txt", []), ("bad.pdf", ["bad.pdf"])):
        keep_file(built, name, b"nothing" if name == "bad.pdf" else b"The trams stopped, Karla Venn said.\n")
        result = work({"kind": "index", "index": str(built), "names": [name]})
        told = [Path(one["path"]).name for one in result["files"] if one["status"] == "skipped"]
        assert (told, result["counts"]["skipped"]) == (skipped, len(skipped))


def test_an_upload_that_cannot_be_read_is_not_kept(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = index.build
    monkeypatch.setattr(index, "build", lambda *given, **named: build(*given, **named, embedder=FakeEmbedder()))
    monkeypatch.setattr("ui.indexing.tell", lambda line: None)
    read = b"The trams stopped, Karla Venn said.\n"
    same = open_current(built).articles[0].text.encode()
    for name, content, erased in (("bad.pdf", b"nothing", 1), ("good.txt", read, 0), ("again.txt", same, 0)):
        keep_file(built, name, content)
        result = work({"kind": "index", "index": str(built), "names": [name]})
        assert (result["erased"], result["counts"]["dropped"]) == (erased, 0), name
    assert sorted(path.name for path in uploads_of(built).iterdir()) == ["again.txt", "good.txt"]


def test_of_an_index_without_articles_a_bad_upload_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = index.build
    monkeypatch.setattr(index, "build", lambda *given, **named: build(*given, **named, embedder=FakeEmbedder()))
    begin(tmp_path / "new.index", embedder=FakeEmbedder())
    path = keep_file(tmp_path / "new.index", "bad.pdf", b"nothing")
    with pytest.raises(NothingIndexed, match=r"^No article was found in bad\.pdf, so nothing was kept"):
        work({"kind": "index", "index": str(path.parent.parent), "names": ["bad.pdf"]})
    assert not path.exists()
    good = keep_file(tmp_path / "new.index", "good.txt", FERRY.encode())
    assert work({"kind": "index", "index": str(path.parent.parent), "names": ["good.txt"]})["articles"] == 1
    assert good.exists()


def test_a_pasted_text_has_what_was_said_of_it(client: TestClient, built: Path) -> None:
    body = {"text": "Karla Venn spoke.", "title": "Speech", "outlet": "Quay Courier", "published": "1 May 2021"}
    assert client.post("/corpus/paste", json=body).status_code == 200
    finished(client)
    (article,) = [one for one in open_current(built).articles if one.format == "jsonl"]
    assert (article.title, article.outlet, article.published) == ("Speech", "Quay Courier", "2021-05-01")
    assert article.text == "Karla Venn spoke."


def test_a_correction_lasts_through_another_reading(client: TestClient, built: Path) -> None:
    id = next(one.id for one in open_current(built).articles if one.title == "Ferries sail again")
    body = {"article": id, "title": "Ferries are back", "outlet": "", "published": "2020-06-08"}
    client.post("/corpus/correct", json=body)
    finished(client)
    index.build([], into=built, embedder=FakeEmbedder())
    article = open_current(built).article(id)
    assert (article.title, article.outlet, article.published) == ("Ferries are back", None, "2020-06-08")
    assert "nothing was changed" in client.post("/corpus/correct", json=body).json()["error"]
    again = {**body, "title": "Once more"}
    client.post("/corpus/correct", json=again)
    finished(client)
    assert (built / "decisions.toml").read_text().count("[[corrected]]") == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [("paste", {"text": " "}), ("paste", {"text": "x", "published": "yesterday"}), ("paste", {"text": 1}),
     ("paste", []),
     ("correct", {"article": "../x", "title": "", "outlet": "", "published": ""}), ("remove", {"articles": []}),
     ("remove", {"articles": ["0" * 16], "corpus": "nowhere"}), ("index", {"names": ["x"] * 501}),
     ("index", {"nam": 1})],
)  # fmt: skip
def test_nonsense_is_refused_in_words(client: TestClient, path: str, body: object) -> None:
    response = client.post(f"/corpus/{path}", json=body)
    assert response.status_code in (400, 404) and response.json()["error"]
    assert finished(client)["number"] == 0


def test_a_form_of_another_site_can_change_nothing(client: TestClient) -> None:
    for path in ("index", "paste", "correct", "remove"):
        response = client.post(f"/corpus/{path}", content=b"{}", headers={"content-type": "text/plain"})
        assert response.status_code == 400
    assert client.post("/corpus/upload?name=a.txt", content=b"x").status_code == 400


@pytest.mark.parametrize(
    "name", ["", "x", ".txt", "a.exe", "../..", "/etc/passwd", "a.txt/", "a.tar.gz", "\u202etxt.exe"]
)
def test_a_file_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(UploadRefused):
        file_name(name)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("a.txt", "a.txt"), ("C:\\news\\b.PDF", "b.PDF"), ("../../c.md", "c.md"), ("d\x00\u202e.html", "d_.html"),
     ("e.jsonl.gz", "e.jsonl.gz"), ("f" * 400 + ".txt", "f" * 196 + ".txt"), ("...g.txt", "g.txt"),
     ("名前" * 90 + ".txt", "名前" * 32 + "名.txt"), ("h" * 300 + ".jsonl.gz", "h" * 191 + ".jsonl.gz")],
)  # fmt: skip
def test_a_name_is_made_safe(name: str, kept: str) -> None:
    assert file_name(name) == kept
    assert len(kept.encode()) <= NAME_BYTES


def test_another_file_of_the_same_name_gets_a_number(built: Path) -> None:
    first = keep_file(built, "a.txt", b"one")
    assert keep_file(built, "a.txt", b"one") == first
    assert keep_file(built, "a.txt", b"two").name == "a (2).txt"


def test_limits_on_what_is_kept(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"", bytes(FILE_BYTES + 1)):
        with pytest.raises(UploadRefused):
            keep_file(built, "a.txt", content)
    monkeypatch.setattr("ui.uploads.FILES", 1)
    keep_file(built, "a.txt", b"one")
    with pytest.raises(UploadRefused):
        keep_file(built, "b.txt", b"two")
    with pytest.raises(QuestionError):
        keep_text(built, Pasted("text", published="soon"))


def test_uploads_are_read_also_when_the_index_stands_inside_another_root(tmp_path: Path) -> None:
    """A walk leaves an index out, uploads and all: the folder is a root of its own and must stay one."""
    (tmp_path / "a.txt").write_text(STRIKE)
    into = tmp_path / "news.index"
    index.build([tmp_path], into=into, embedder=FakeEmbedder())
    keep_file(into, "b.txt", FERRY.encode())
    index.build([uploads_of(into)], into=into, embedder=FakeEmbedder())
    assert index.build([], into=into, embedder=FakeEmbedder()).articles == 2


def test_jobs_are_done_one_after_the_other_and_tell_how_far_they_are() -> None:
    going: list[str] = []

    def run(task: Task) -> Iterator[dict[str, Any]]:
        going.append(task["kind"])
        yield {"stage": "reading", "total": 4}
        yield {"done": 1}
        while len(going) < 2 and task["kind"] == "one" and not let_go:
            time.sleep(0.01)
        yield from [{"end": True}, {"result": {"kind": task["kind"]}}]

    let_go: list[int] = []
    jobs, path = Jobs(run), Path("/x")
    jobs.add(path, {"kind": "one"})
    told = until(lambda: jobs.status(path), lambda told: told.get("done") == 1)
    assert (told["stage"], told["total"], told["running"]) == ("reading", 4, True)
    assert told["seconds_left"] is not None
    jobs.add(path, {"kind": "two"})
    assert jobs.status(path)["waiting"] == 1 and going == ["one"]
    let_go.append(1)
    told = until(lambda: jobs.status(path), lambda told: not told["running"])
    assert (told["number"], told["result"], going) == (2, {"kind": "two"}, ["one", "two"])


@pytest.mark.parametrize("lines", [[], [{"stage": "reading", "total": 1}], [{"error": "the disk is full"}]])
def test_work_that_ends_early_is_said_to_have_failed(lines: list[dict[str, Any]]) -> None:
    jobs = Jobs(lambda task: iter(lines))
    jobs.add(Path("/x"), {"kind": "index"})
    told = until(lambda: jobs.status(Path("/x")), lambda told: not told["running"])
    assert told["error"] and told["result"] is None


def test_the_child_says_what_is_wrong_with_an_index(tmp_path: Path) -> None:
    jobs = Jobs()
    jobs.add(tmp_path / "nowhere", {"kind": "index", "names": []})
    told = until(lambda: jobs.status(tmp_path / "nowhere"), lambda told: not told["running"])
    assert "there is no index at" in told["error"]


def test_a_removed_upload_leaves_no_file_behind(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.build.open_embedder", lambda identity=None: FakeEmbedder())
    path = keep_file(built, "b.txt", b"Trams stop\n\nThe trams stopped on Monday.\n")
    index.build([uploads_of(built)], into=built, embedder=FakeEmbedder())
    id = next(one.id for one in open_current(built).articles if one.path == str(path))
    assert work({"kind": "remove", "index": str(built), "articles": [id]})["removed"] == 1
    assert not path.exists()
    other = next(iter(open_current(built).articles))
    work({"kind": "remove", "index": str(built), "articles": [other.id]})
    assert Path(other.path).exists()  # a file of the user's own stays


def test_a_correction_that_is_no_date_changes_nothing(built: Path) -> None:
    id = open_current(built).articles[0].id
    with pytest.raises(DecisionsInvalid):
        correct(id, {"published": "soon"}, built, embedder=FakeEmbedder())
    assert not (built / "decisions.toml").exists()


def test_the_card_counts(client: TestClient) -> None:
    text = client.get("/corpus/card").text
    assert "Quay Courier" in text and "2019-05" in text and "<svg" in text


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [("The ferries of Halmund sailed again, Otto Brill said.", "Exact"),
     ("The ferries of Halmund sailed once more, Otto Brill said.", "Altered"),
     ("Elephants dance on the moon.", "Absent")],
)  # fmt: skip
def test_a_quotation_is_checked(client: TestClient, quote: str, verdict: str) -> None:
    text = client.get("/corpus/quote", params={"text": quote}).text
    assert f'id="verdict">{verdict}' in text
    if verdict == "Altered":
        assert "<ins>" in text and "<del>" in text and "/article/" in text


def test_reliability_is_drawn_from_what_was_fitted_and_missed_when_it_was_not(tmp_path: Path) -> None:
    assert "no measurement" in reliability_html(tmp_path)
    for wrong in ("{", '{"reliability": 3}', '{"reliability": [[1]]}', '{"reliability": [[2, 0.5, 9]]}'):
        (tmp_path / "fitted.json").write_text(wrong)
        assert read_points(tmp_path) == []
    (tmp_path / "fitted.json").write_text(json.dumps({"reliability": [[0.8, 0.75, 40], [0.2, 0.25, 20]]}))
    html = reliability_html(tmp_path)
    assert html.count("<circle") == 2 and "75%" in html and "60 development questions" in html


def test_dates_cut_short_include_all_their_days(built: Path) -> None:
    catalogue = Catalogue(open_current(built))
    for wanted, found in (
        (Wanted(until="2019"), 1),
        (Wanted(since="2019", until="2020"), 2),
        (Wanted(since="2021"), 0),
    ):
        assert len(catalogue.find(wanted)) == found


def test_who_serves_is_told_why_nothing_was_kept(
    client: TestClient, built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise IndexUnwritable(f"{path} cannot be written: No space left on device")

    monkeypatch.setattr("index.files.replace", full)
    assert client.post("/corpus/paste", json={"text": "A text about Karla Venn."}).status_code == 503
    assert "No space left on device" in capsys.readouterr().err


def test_names_are_joined_and_kept_apart(client: TestClient, built: Path) -> None:
    for table in ("joined", "apart"):
        told = client.post("/corpus/names", json={"table": table, "names": ["Ostwick", "Ostwijk"]}).json()
        assert told == {"unknown": ["Ostwijk"]}
        assert f"[[{table}]]" in (built / "decisions.toml").read_text()
        assert "Ostwijk" in client.get("/corpus/names").text
    wrong = client.post("/corpus/names", json={"table": "joined", "names": ["7", "<b>"]})
    assert wrong.status_code == 400 and "each with a letter" in wrong.json()["error"]


def test_an_unknown_corpus_or_view_is_said_to_be_unknown(client: TestClient) -> None:
    assert client.get("/corpus?corpus=nowhere").status_code == 404
    assert client.get("/corpus/nothing").status_code == 404
