"""An index reached by any sequence of adds, changes and removals answers like one built at once."""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from fakes import BRIDGE, HARVEST, STRIKE, FakeEmbedder, write_corpus_folder
from hypothesis import given, settings
from hypothesis import strategies as st

import index
import index.draft
from index.build import build, erase, forget, remove
from index.errors import (
    ArticleUnknown,
    DecisionsInvalid,
    IndexForeign,
    IndexMissing,
    NewsroomError,
    NothingIndexed,
    PathMissing,
)
from index.generation import Generation, current_name, open_current
from index.split import SplitSettings
from index.types import Report

RECORDS = "".join(
    json.dumps({"id": name, "text": text, "title": title}) + "\n"
    for name, text, title in [("one", HARVEST, "Barley"), ("two", "A short note on the tide.", "Tide")]
)
FOOTER = "Read more of our coverage of the coast and its people here."
TEXTS = {
    "strike": STRIKE,
    "strike, edited": STRIKE.replace("nine percent", "eight percent"),
    "bridge": BRIDGE,
    "bridge, footed": f"{BRIDGE}\n{FOOTER}\n",
    "harvest, footed": f"{HARVEST}\n{FOOTER}\n",
    "strike, footed": f"{STRIKE}\n{FOOTER}\n",
    "empty": " \n",
}
NAMES = ("a/one.txt", "a/two.txt", "a/sub/one.txt", "b/one.txt", "b/two.md")
QUESTIONS = ("strike dockers union", "bridge cracks", "barley harvest coverage coast", "tide")
WORDS = [question.split() for question in QUESTIONS]

Step = tuple[str, str, str]
STEPS = st.lists(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(sorted(TEXTS)))
    | st.tuples(st.just("write records"), st.sampled_from(("a/all.jsonl", "b/all.jsonl")), st.just(""))
    | st.tuples(st.just("delete"), st.sampled_from((*NAMES, "a/all.jsonl")), st.just(""))
    | st.tuples(st.sampled_from(("remove", "name", "retitle", "restore")), st.sampled_from(NAMES), st.just(""))
    | st.tuples(st.just("index"), st.just(""), st.just("")),
    max_size=14,
)


class Newsroom:
    """Two roots and an index that follows them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.index = folder, folder / "news.index"
        for root in ("a", "b"):
            (folder / root).mkdir()
        self.reports: list[Report] = []

    def do(self, step: Step) -> None:
        kind, name, text = step
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        if kind == "write":
            path.write_text(TEXTS[text])
        elif kind == "write records":
            path.write_text(RECORDS)
        elif kind == "delete":
            path.unlink(missing_ok=True)
        else:
            self._try(kind, path)

    def follow(self, *paths: Path) -> None:
        report = build([self.folder / "a", self.folder / "b", *paths], self.index, embedder=FakeEmbedder())
        counts, files = report.counts, [its for its in report.files if its.record is None]
        assert counts.indexed + counts.unchanged + counts.skipped == len(files)
        assert sum(its.articles for its in files) == report.articles
        self.reports.append(report)

    def _try(self, kind: str, path: Path) -> None:
        decisions = self.index / "decisions.toml"
        try:
            if kind == "index":
                self.follow()
            elif kind == "name" and path.exists():
                self.follow(path)
            elif kind == "remove":
                remove([str(path)], self.index, embedder=FakeEmbedder())
            elif kind == "retitle" and self.index.exists():
                with decisions.open("a") as file:
                    file.write(f'\n[[corrected]]\npath = "{path}"\ntitle = "Tide tables {path.name}"\n')
            elif kind == "restore":
                article = open_current(self.index).find(str(path))
                with decisions.open("a") as file:
                    file.write(f'\n[[restored]]\narticle = "{article.id}"\nstart = 0\nend = {len(article.text)}\n')
        except (ArticleUnknown, IndexMissing, NothingIndexed):
            pass  # as a person would be told


def state(generation: Generation) -> dict[str, Any]:
    """All that an answer can depend on."""
    embedder = FakeEmbedder()
    passages = [generation.passage(number) for number in range(generation.passages)]
    return {
        "articles": list(generation.articles),
        "files": generation.files(),
        "passages": passages,
        "by article": {article.id: list(generation.passage_numbers(article.id)) for article in generation.articles},
        "lexical": [generation.lexical(words, 20) for words in WORDS],
        "dense": [generation.dense(embedder.embed_question(question), 20) for question in QUESTIONS],
        "vocabulary": dict(generation.vocabulary),
        "manifest": generation.manifest.inputs,
    }


def at_once(newsroom: Newsroom) -> dict[str, Any] | None:
    """The state of one build of what is there now, with the same decisions; None when there is nothing to index."""
    fresh = newsroom.folder / "fresh.index"
    fresh.mkdir()
    if (newsroom.index / "decisions.toml").exists():
        shutil.copy(newsroom.index / "decisions.toml", fresh)
    try:
        build([newsroom.folder / "a", newsroom.folder / "b"], fresh, embedder=FakeEmbedder())
    except NothingIndexed:
        return None
    return state(open_current(fresh))


def differ(steps: list[Step]) -> bool:
    """Whether an index that followed the steps differs from one built at once."""
    with tempfile.TemporaryDirectory() as folder:
        newsroom = Newsroom(Path(folder))
        for step in (*steps, ("index", "", "")):
            newsroom.do(step)
        expected = at_once(newsroom)
        if expected is None:
            return (newsroom.index / "CURRENT").exists() and len(open_current(newsroom.index).articles) > 0
        return state(open_current(newsroom.index)) != expected


@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_any_sequence_of_adds_changes_and_removals_answers_like_one_build(steps: list[Step]) -> None:
    assert not differ(steps)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(max_examples=1500, deadline=None)
@given(steps=STEPS)
def test_any_sequence_answers_like_one_build_for_long(steps: list[Step]) -> None:
    assert not differ(steps)


# The third file makes the footer a repeated line, which is muted in the first two though their files are the same.
FOOTED: list[Step] = [
    ("write", "a/one.txt", "strike, footed"),
    ("write", "a/two.txt", "bridge, footed"),
    ("index", "", ""),
    ("write", "b/one.txt", "harvest, footed"),
]


def test_the_law_notices_passages_of_articles_that_a_third_story_muted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not differ(FOOTED)
    monkeypatch.setattr(index.draft, "_is_split_alike", lambda known, article: True)
    assert differ(FOOTED)


def test_the_law_notices_a_vector_that_is_not_its_text_s(monkeypatch: pytest.MonkeyPatch) -> None:
    real = index.draft._known_vectors

    def shifted(before: Any, embedder: Any) -> dict[str, Any]:
        known = real(before, embedder)
        return dict(zip(known, [*list(known.values())[1:], *list(known.values())[:1]], strict=True))

    monkeypatch.setattr(index.draft, "_known_vectors", shifted)
    assert differ(FOOTED)


def test_the_law_notices_files_that_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[Step] = [("write", "a/one.txt", "strike"), ("index", "", ""), ("write", "a/one.txt", "bridge")]
    assert not differ(steps)
    real = index.build.load  # type: ignore[attr-defined]

    def careless(sources: Any, known: Any, watch: Any) -> Any:
        return (known.get(source.path) or next(real([source], {}, watch)) for source in sources)

    monkeypatch.setattr("index.build.load", careless)
    assert differ(steps)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    made = Newsroom(tmp_path)
    write_corpus_folder(tmp_path / "a", {"strike.txt": STRIKE, "bridge.txt": BRIDGE})
    made.follow()
    return made


def test_the_function_is_called_by_the_name_of_its_package(tmp_path: Path) -> None:
    write_corpus_folder(tmp_path / "a", {"strike.txt": STRIKE})
    for _ in range(2):
        assert index.build([tmp_path / "a"], into=tmp_path / "i", embedder=FakeEmbedder()).articles == 1


def test_only_new_and_changed_files_are_worked_on(newsroom: Newsroom) -> None:
    embedder = FakeEmbedder()
    (newsroom.folder / "a" / "bridge.txt").write_text(BRIDGE.replace("six", "seven"))
    (newsroom.folder / "b" / "new.txt").write_text(HARVEST)
    (newsroom.folder / "b" / "data.bin").write_bytes(b"\0")
    report = build([], newsroom.index, embedder=embedder)
    assert {Path(its.path).name: its.status for its in report.files} == {
        "bridge.txt": "indexed",
        "strike.txt": "unchanged",
        "new.txt": "indexed",
        "data.bin": "skipped",
    }
    assert embedder.asked == 2
    (newsroom.folder / "a" / "strike.txt").unlink()
    report = build([], newsroom.index, embedder=embedder)
    assert (report.counts.dropped, report.counts.unchanged, report.articles, embedder.asked) == (1, 2, 2, 2)


def test_nothing_new_publishes_nothing(newsroom: Newsroom) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in (newsroom.index / "generations").rglob("*"))
    for _ in range(2):
        newsroom.follow()
        assert newsroom.reports[-1].generation == "000001"
        assert newsroom.reports[-1].counts.unchanged == 2
    assert sorted((path, path.stat().st_mtime_ns) for path in (newsroom.index / "generations").rglob("*")) == before


def test_a_missing_path_or_root_changes_nothing(newsroom: Newsroom) -> None:
    with pytest.raises(PathMissing, match="nowhere"):
        build([newsroom.folder / "nowhere"], newsroom.index, embedder=FakeEmbedder())
    with pytest.raises(PathMissing, match="nowhere"):
        build([newsroom.folder / "nowhere"], newsroom.folder / "fresh", embedder=FakeEmbedder())
    assert not (newsroom.folder / "fresh").exists()
    (newsroom.folder / "b").rmdir()
    with pytest.raises(PathMissing, match="/b"):
        build([], newsroom.index, embedder=FakeEmbedder())
    assert current_name(newsroom.index) == "000001"


def test_roots_are_remembered_and_one_inside_another_is_dropped(newsroom: Newsroom) -> None:
    (newsroom.folder / "a" / ".hidden").mkdir()
    build([newsroom.folder / "a" / ".hidden", newsroom.folder], newsroom.index, embedder=FakeEmbedder())
    roots = open_current(newsroom.index).manifest.inputs.roots
    assert roots == (str(newsroom.folder), str(newsroom.folder / "a" / ".hidden"))
    assert {article.relative for article in open_current(newsroom.index).articles} == {"a/strike.txt", "a/bridge.txt"}


def test_nothing_to_index_is_an_error_and_a_corpus_that_became_empty_is_not(newsroom: Newsroom) -> None:
    (newsroom.folder / "c").mkdir()
    (newsroom.folder / "c" / "x.bin").write_bytes(b"x")
    with pytest.raises(NothingIndexed, match="1 unsupported"):
        build([newsroom.folder / "c"], newsroom.folder / "fresh", embedder=FakeEmbedder())
    with pytest.raises(IndexMissing):
        open_current(newsroom.folder / "fresh")
    assert not (newsroom.folder / "fresh").exists()
    for article in list(open_current(newsroom.index).articles):
        remove([article.id], newsroom.index, embedder=FakeEmbedder())
    empty = open_current(newsroom.index)
    assert (len(empty.articles), empty.passages) == (0, 0)
    assert empty.dense(FakeEmbedder().embed_question("strike"), 5) == empty.lexical(["strike"], 5) == []
    with pytest.raises(NothingIndexed, match="2 removed"):
        build([], newsroom.index, embedder=FakeEmbedder())


def test_a_folder_that_is_gone_is_forgotten_with_its_articles(newsroom: Newsroom) -> None:
    (newsroom.folder / "a" / "x.txt").write_text("The lamp was lit by Ida Holm.\n")
    moved = newsroom.folder / "moved"
    moved.mkdir()
    (moved / "tide.txt").write_text("The tide was high, said Per Lund.\n")
    build([newsroom.folder / "a", moved], newsroom.index, embedder=FakeEmbedder())
    shutil.rmtree(moved)
    with pytest.raises(PathMissing, match="qa forget"):
        build([], newsroom.index, embedder=FakeEmbedder())
    with pytest.raises(PathMissing, match="none of what"):
        forget([newsroom.folder / "other"], newsroom.index, embedder=FakeEmbedder())
    (gone,) = forget([moved], newsroom.index, embedder=FakeEmbedder())
    assert gone.relative == "tide.txt"
    generation = open_current(newsroom.index)
    assert str(moved) not in generation.manifest.inputs.roots
    assert "tide.txt" not in {article.relative for article in generation.articles}
    assert generation.lexical(["tide"], 5) == []
    report = build([], newsroom.index, embedder=FakeEmbedder())
    assert report.counts.dropped == 0 and report.articles == len(generation.articles)


def test_a_single_path_is_not_taken_for_its_letters(newsroom: Newsroom) -> None:
    with pytest.raises(TypeError, match="expected a list"):
        build(str(newsroom.folder), newsroom.index, embedder=FakeEmbedder())


def test_a_removed_article_stays_removed_until_its_file_is_named(newsroom: Newsroom) -> None:
    strike = newsroom.folder / "a" / "strike.txt"
    (removed,) = remove([str(strike)], newsroom.index, embedder=FakeEmbedder())
    assert removed.relative == "strike.txt"
    strike.write_text(STRIKE + "An edit does not bring it back.\n")
    for paths in ([], [newsroom.folder / "a"]):
        report = build(paths, newsroom.index, embedder=FakeEmbedder())
        assert [(its.status, its.reason) for its in report.files if its.path == str(strike)] == [("skipped", "removed")]
        assert report.counts.skipped == 1
    report = build([strike], newsroom.index, embedder=FakeEmbedder())
    assert (report.articles, report.counts.indexed) == (2, 1)
    assert (newsroom.index / "decisions.toml").read_text().strip() == ""


def test_nothing_is_removed_when_one_of_the_keys_is_unknown(newsroom: Newsroom) -> None:
    with pytest.raises(ArticleUnknown):
        remove([open_current(newsroom.index).articles[0].id, "ffffff"], newsroom.index, embedder=FakeEmbedder())
    assert len(open_current(newsroom.index).articles) == 2
    assert not (newsroom.index / "decisions.toml").exists()


def test_records_and_twins_that_are_not_kept_are_told_by_their_record(newsroom: Newsroom) -> None:
    (newsroom.folder / "a" / "all.jsonl").write_text(RECORDS + "no json\n")
    with gzip.open(newsroom.folder / "b" / "all.jsonl.gz", "wt") as file:
        file.write(RECORDS)
    shutil.copy(newsroom.folder / "a" / "strike.txt", newsroom.folder / "b" / "strike.txt")
    newsroom.follow()
    tide = next(
        its for its in open_current(newsroom.index).articles if its.relative == "all.jsonl" and its.record == "two"
    )
    remove([tide.id], newsroom.index, embedder=FakeEmbedder())
    newsroom.follow()
    told = {(Path(its.path).name, its.record, its.reason) for its in newsroom.reports[-1].files if its.reason}
    assert told == {
        ("all.jsonl", "3", "bad-record"),
        ("all.jsonl", "two", "removed"),
        ("strike.txt", None, "duplicate"),
    }


def test_corrections_are_seen_at_the_next_build_and_kept_apart_from_what_was_read(newsroom: Newsroom) -> None:
    strike = str(newsroom.folder / "a" / "strike.txt")
    read = open_current(newsroom.index).find(strike)
    decisions = newsroom.index / "decisions.toml"
    decisions.write_text(f'[[corrected]]\npath = "{strike}"\noutlet = "The Quay" # told by phone\n')
    newsroom.follow()
    assert open_current(newsroom.index).find(strike).outlet == "The Quay"
    decisions.write_text("")
    newsroom.follow()
    assert open_current(newsroom.index).find(strike) == read
    decisions.write_text("[[corrected]]\n")
    with pytest.raises(DecisionsInvalid, match="line 1"):
        newsroom.follow()
    assert open_current(newsroom.index).find(strike) == read


def test_another_embedder_or_other_settings_make_everything_anew(newsroom: Newsroom) -> None:
    other = FakeEmbedder("another")
    report = build([], newsroom.index, embedder=other)
    assert (report.generation, report.counts.unchanged) == ("000002", 2)
    assert other.asked == report.passages and open_current(newsroom.index).embedder == "another"
    small = build([], newsroom.index, embedder=other, settings=SplitSettings(20, 20, 0))
    assert small.passages > report.passages


def test_a_removal_needs_the_embedder_of_the_index(newsroom: Newsroom) -> None:
    with pytest.raises(IndexForeign, match="fake hashed words"):
        remove([open_current(newsroom.index).articles[0].id], newsroom.index)
    assert len(open_current(newsroom.index).articles) == 2


def test_an_index_inside_a_root_is_not_walked(tmp_path: Path) -> None:
    write_corpus_folder(tmp_path, {"strike.txt": STRIKE})
    for _ in range(3):
        report = build([tmp_path], tmp_path / "news.index", embedder=FakeEmbedder())
        assert (report.generation, len(report.files)) == ("000001", 1)


def test_an_index_that_is_not_there_is_not_made_for_nothing(tmp_path: Path) -> None:
    for attempt in (lambda: build([], tmp_path / "i"), lambda: remove(["abcdef"], tmp_path / "i")):
        with pytest.raises(IndexMissing, match="qa index PATH"):
            attempt()
    assert list(tmp_path.iterdir()) == []


def test_erasing_leaves_nothing_of_the_index_and_all_else(newsroom: Newsroom) -> None:
    (newsroom.index / "notes.txt").write_text("mine")
    erase(newsroom.index)
    assert [path.name for path in newsroom.index.iterdir()] == ["notes.txt"]
    for nothing in (newsroom.folder / "nowhere", newsroom.folder / "a"):
        with pytest.raises((IndexMissing, IndexForeign)):
            erase(nothing)
    assert sorted(path.name for path in (newsroom.folder / "a").iterdir()) == ["bridge.txt", "strike.txt"]
    build([newsroom.folder / "a"], newsroom.folder / "i", embedder=FakeEmbedder())
    erase(newsroom.folder / "i")
    assert not (newsroom.folder / "i").exists()


def test_every_refusal_is_one_line(newsroom: Newsroom) -> None:
    (newsroom.index / "decisions.toml").write_text("= nonsense\n\n")
    with pytest.raises(NewsroomError) as caught:
        newsroom.follow()
    assert "\n" not in str(caught.value)


class Heard:
    """A watch that remembers."""

    def __init__(self) -> None:
        self.stages: dict[str, list[int]] = {}

    def begin(self, stage: str, total: int) -> None:
        self.stages[stage] = [total, 0]

    def advance(self, done: int = 1) -> None:
        list(self.stages.values())[-1][1] += done

    def end(self) -> None:
        assert all(total == done for total, done in self.stages.values())


def test_a_watch_hears_every_file_and_every_new_passage(newsroom: Newsroom) -> None:
    heard = Heard()
    (newsroom.folder / "b" / "new.txt").write_text(HARVEST)
    build([], newsroom.index, embedder=FakeEmbedder(), watch=heard)
    assert heard.stages == {"reading": [3, 3], "embedding": [1, 1]}
