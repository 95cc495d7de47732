"""Whatever happens to the bytes of an index, it is refused or the older generation answers and says so."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import BRIDGE, HARVEST, STRIKE, FakeEmbedder, write_corpus_folder

import index.generation
from index.build import build, remove
from index.errors import ArticleUnknown, IndexDamaged, IndexForeign, IndexMissing, NewsroomError
from index.generation import current_name, open_current

FILES = ("manifest.json", "corpus.sqlite", "vectors.faiss")
MUTATIONS = 40  # a file

Mutate = Callable[[bytes, random.Random], bytes]


def flip(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def extend(content: bytes, chance: random.Random) -> bytes:
    return content + b"\0" * chance.randrange(1, 10)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with two generations: 000001 with two articles and 000002 with three."""
    folder = tmp_path_factory.mktemp("built")
    corpus = write_corpus_folder(folder / "corpus", {"strike.txt": STRIKE, "bridge.txt": BRIDGE})
    build([corpus], folder / "news.index", embedder=FakeEmbedder())
    write_corpus_folder(corpus, {"strike.txt": STRIKE, "bridge.txt": BRIDGE, "harvest.txt": HARVEST})
    build([corpus], folder / "news.index", embedder=FakeEmbedder())
    return folder / "news.index"


@pytest.fixture
def two(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "news.index")
    return tmp_path / "news.index"


def mutated(path: Path, mutate: Mutate) -> int:
    """How many of the mutations of a file leave the index opening as if nothing were wrong."""
    content, chance, unnoticed = path.read_bytes(), random.Random(path.name), 0
    home = path.parents[2] if path.name in FILES else path.parent
    for _ in range(MUTATIONS):
        changed = mutate(content, chance)
        if changed == content:
            continue
        path.write_bytes(changed)
        try:
            generation = open_current(home)
            unnoticed += generation.warning is None
            generation.close()
        except (IndexDamaged, IndexMissing, IndexForeign):
            pass
    path.write_bytes(content)
    return unnoticed


@pytest.mark.parametrize("mutate", [flip, truncate, extend])
@pytest.mark.parametrize("name", [*FILES, "CURRENT"])
def test_every_changed_byte_of_every_file_is_noticed(two: Path, name: str, mutate: Mutate) -> None:
    path = two / name if name == "CURRENT" else two / "generations" / "000002" / name
    assert mutated(path, mutate) == 0
    assert open_current(two).warning is None


def test_flips_go_unnoticed_when_checksums_are_not_compared(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.generation, "check_members", lambda folder, manifest: None)
    assert mutated(two / "generations" / "000002" / "corpus.sqlite", flip) > 0


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_makes_the_older_generation_answer_with_a_warning(two: Path, name: str) -> None:
    (two / "generations" / "000002" / name).unlink()
    generation = open_current(two)
    assert generation.name == "000001" and len(generation.articles) == 2
    assert generation.current == current_name(two) == "000002"
    assert generation.warning and "000002" in generation.warning and "qa index" in generation.warning


def test_a_file_too_many_swapped_files_and_an_older_manifest_are_noticed(two: Path) -> None:
    live, old = two / "generations" / "000002", two / "generations" / "000001"
    (live / "corpus.sqlite-journal").write_bytes(b"")
    assert open_current(two).name == "000001"
    (live / "corpus.sqlite-journal").unlink()
    assert open_current(two).name == "000002"
    for name in FILES:
        content = (live / name).read_bytes()
        shutil.copy(old / name, live / name)
        assert open_current(two).name == "000001"
        (live / name).write_bytes(content)


def test_damage_everywhere_is_refused_with_what_to_do(two: Path) -> None:
    for name in ("000001", "000002"):
        path = two / "generations" / name / "vectors.faiss"
        path.write_bytes(flip(path.read_bytes(), random.Random(1)))
    with pytest.raises(IndexDamaged, match=r"vectors\.faiss.*no older generation is whole.*qa index"):
        open_current(two)


def test_a_build_mends_a_damaged_index_from_the_roots_that_it_remembers(built: Path, tmp_path: Path) -> None:
    for name in ("000001", "000002"):
        shutil.copytree(built, tmp_path / name)
        for broken in ("000001", "000002")[: int(name)]:
            (tmp_path / name / "generations" / broken / "corpus.sqlite").unlink()
        build([], tmp_path / name, embedder=FakeEmbedder())
        generation = open_current(tmp_path / name)
        assert generation.warning is None and len(generation.articles) == 3


def test_a_fallback_never_brings_a_removed_article_back(two: Path) -> None:
    before = two.parent / "before"
    shutil.copytree(two / "generations" / "000002", before)
    remove([open_current(two).find(str(next(iter(open_current(two).articles)).path)).id], two, embedder=FakeEmbedder())
    shutil.copytree(before, two / "generations" / "000002")  # as if it had been killed before erasing the older one
    assert len(open_current(two).articles) == 2
    (two / "generations" / "000003" / "corpus.sqlite").unlink()
    with pytest.raises(IndexDamaged):
        open_current(two)


def test_a_removal_erases_the_older_generations_at_once(two: Path) -> None:
    remove([open_current(two).articles[0].id[:6]], two, embedder=FakeEmbedder())
    assert [path.name for path in (two / "generations").iterdir()] == ["000003"]


def test_the_last_two_generations_are_kept(two: Path) -> None:
    corpus = write_corpus_folder(two.parent / "corpus", {"a.txt": STRIKE})
    build([corpus], two, embedder=FakeEmbedder())
    assert sorted(path.name for path in (two / "generations").iterdir()) == ["000002", "000003"]


def test_an_index_of_another_format_is_refused_with_the_command_to_run(two: Path) -> None:
    path = two / "generations" / "000002" / "manifest.json"
    outer = json.loads(path.read_bytes())
    outer["manifest"]["format"] = 99
    outer["sha256"] = hashlib.sha256(json.dumps(outer["manifest"], sort_keys=True).encode()).hexdigest()
    content = json.dumps(outer).encode()
    path.write_bytes(content)
    (two / "CURRENT").write_bytes(f"000002 {hashlib.sha256(content).hexdigest()}\n".encode())
    for attempt in (open_current, lambda path: build([], path, embedder=FakeEmbedder())):
        with pytest.raises(IndexForeign, match=r"format 99, this program reads format 1: .* qa index .*corpus"):
            attempt(two)


@pytest.mark.parametrize("content", ["", "7", "[]", '{"manifest": {}}', '{"manifest": 3, "sha256": 4}', "\x00\xff"])
def test_a_manifest_of_any_other_form_is_damage(two: Path, content: str) -> None:
    path = two / "generations" / "000002" / "manifest.json"
    path.write_text(content)
    (two / "CURRENT").write_bytes(f"000002 {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    assert open_current(two).name == "000001"


def test_what_is_no_index_is_refused_and_what_is_not_there_is_missing(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(IndexMissing, match="qa index"):
            open_current(path)
    (tmp_path / "notes.txt").write_text("mine")
    for path in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(IndexForeign):
            open_current(path)
        with pytest.raises(IndexForeign):
            build([tmp_path / "notes.txt"], path, embedder=FakeEmbedder())
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_held_generation_answers_on_after_it_was_erased(two: Path) -> None:
    held = open_current(two)
    kept = [held.passage(number).text for number in range(held.passages)]
    remove([held.articles[0].id], two, embedder=FakeEmbedder())
    assert current_name(two) == "000003" != held.name
    assert [held.passage(number).text for number in range(held.passages)] == kept
    assert held.lexical(["bridge"], 5) and held.dense(FakeEmbedder().embed_question("bridge"), 5)


def test_articles_are_found_by_id_prefix_and_path(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = open_current(two)
    article = generation.articles[1]
    monkeypatch.chdir(Path(article.path).parent)
    for key in (article.id, article.id[:6], article.id.upper(), article.path, Path(article.path).name):
        assert generation.find(key) == article == generation.article(article.id)
    for key in (article.id[:5], "ffffffffffffffff", "", "nowhere.txt"):
        with pytest.raises(ArticleUnknown):
            generation.find(key)


def test_every_error_of_opening_is_one_line(two: Path) -> None:
    (two / "CURRENT").write_bytes(b"\n")
    shutil.rmtree(two / "generations" / "000001")
    (two / "generations" / "000002" / "manifest.json").unlink()
    with pytest.raises(NewsroomError) as caught:
        open_current(two)
    assert "\n" not in str(caught.value)
