"""Files become articles or a reason; nothing a folder can hold stops the run, hangs it or leads out of it."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import time
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.load
from index.errors import PathMissing
from index.load import load, walk
from index.types import Loaded, Skipped, Source

NEWS = "Army retreats from the north\n\nThe army went home on Monday, officials said.\n"
PAGE = f"<html><head><title>Army retreats</title></head><body><p>{NEWS}</p></body></html>"


def names(*roots: Path) -> list[str]:
    return [source.relative for source in walk(roots)]


def read(*roots: Path) -> dict[str, Loaded]:
    return {loaded.source.relative: loaded for loaded in load(walk(roots), {})}


def reason(loaded: Loaded) -> str:
    """Why a whole file was skipped."""
    (whole,) = [skipped for skipped in loaded.skipped if skipped.record is None]
    assert not loaded.articles
    return whole.reason


def test_folders_are_walked_in_order_without_hidden_files_and_indexes(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "news.index/CURRENT"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(NEWS)
    (tmp_path / "news.index/generations/000001").mkdir(parents=True)
    (tmp_path / "news.index/generations/000001/copy.txt").write_text(NEWS)
    assert names(tmp_path) == ["a/b/c.txt", "a/z.txt", "a.txt", "b.txt"]
    assert names(tmp_path / "news.index") == []


def test_a_root_that_is_a_file_has_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    assert walk([tmp_path / "a.txt"]) == [Source(str(tmp_path / "a.txt"), "a.txt", str(tmp_path / "a.txt"))]


def test_a_root_inside_another_belongs_to_it_unless_it_is_hidden(tmp_path: Path) -> None:
    for folder in ("in", ".hidden"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(NEWS)
    assert names(tmp_path / "in", tmp_path, tmp_path / "in/a.txt", tmp_path) == ["in/a.txt"]
    assert names(tmp_path / ".hidden", tmp_path) == ["a.txt", "in/a.txt"]


def test_a_missing_root_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(PathMissing, match="nowhere"):
        walk([tmp_path, tmp_path / "nowhere"])


def test_an_unreadable_root_is_an_error_and_an_unreadable_folder_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text(NEWS)
    scan = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names(tmp_path) == ["a.txt", "shut"]
    assert read(tmp_path)["shut"].skipped == (Skipped(None, "unreadable"),)
    with pytest.raises(PathMissing, match="Permission denied"):
        walk([tmp_path / "shut"])


def test_links_out_of_the_root_and_what_is_no_file_are_refused_and_never_opened(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    (root / "folder").mkdir(parents=True)
    (outside / "secret.txt").write_text(NEWS)
    (root / "folder/real.txt").write_text(NEWS)
    (root / "link-in.txt").symlink_to(root / "folder/real.txt")
    (root / "link-out.txt").symlink_to(outside / "secret.txt")
    (root / "link-broken.txt").symlink_to(root / "nowhere.txt")
    (root / "link-loop.txt").symlink_to(root / "link-loop.txt")
    (root / "folder-out").symlink_to(outside)
    (root / "folder-in").symlink_to(root / "folder")
    (root / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(root / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(root / "socket.txt"))
    found = read(root)
    assert {name: len(loaded.articles) for name, loaded in found.items() if loaded.articles} == {
        "folder/real.txt": 1,
        "link-in.txt": 1,
    }
    refused = {name for name, loaded in found.items() if not loaded.articles}
    assert refused == {
        "link-out.txt",
        "link-broken.txt",
        "link-loop.txt",
        "folder-out",
        "device.txt",
        "pipe.txt",
        "socket.txt",
    }
    assert {reason(found[name]) for name in refused} == {"not-regular"}


def test_names_that_are_hard_to_print_are_read_and_bytes_that_are_no_utf8_are_not(tmp_path: Path) -> None:
    for name in ("new\nline.txt", "\x1b[31m.txt", "-rf.txt", "CON.txt", "'\"; é e\u0301.txt", "\u202etxt.txt"):
        (tmp_path / name).write_text(NEWS)
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "w") as file:
        file.write(NEWS)
    found = read(tmp_path)
    assert Counter(len(loaded.articles) for loaded in found.values()) == {1: 6, 0: 1}
    assert reason(found["caf\\udce9.txt"]) == "bad-encoding"
    for loaded in found.values():
        loaded.source.path.encode("utf-8")


def test_every_format_gives_its_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + NEWS.replace("\n", "\r\n").encode())
    (tmp_path / "b.md").write_text(f"---\ntitle: Army retreats\n---\n{NEWS}")
    (tmp_path / "c.HTM").write_text(PAGE)
    record = json.dumps({"id": "x1", "text": NEWS, "title": "Army", "url": "http://www.outlet.example/a"})
    (tmp_path / "d.jsonl").write_text(f"{record}\nno json\n{record}\n")
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(record.encode()))
    found = read(tmp_path)
    (plain,) = found["a.txt"].articles
    assert (plain.text, plain.format) == ("\ufeff" + NEWS.replace("\n", "\r\n"), "txt")
    assert (plain.title, plain.record, plain.relative) == ("Army retreats from the north", None, "a.txt")
    assert plain.path == str(tmp_path / "a.txt")
    assert found["b.md"].articles[0].title == "Army retreats"
    assert found["c.HTM"].articles[0].format == "html"
    (article,) = found["d.jsonl"].articles
    assert (article.text, article.record, article.outlet) == (NEWS, "x1", "outlet.example")
    assert found["d.jsonl"].skipped == (Skipped("2", "bad-record"), Skipped("x1", "duplicate"))
    assert found["e.jsonl.gz"].articles[0].record == "x1"
    assert len({loaded.articles[0].id for loaded in found.values()}) == 5


def test_members_of_an_archive_stand_below_it(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("north/a.txt", NEWS)
        archive.writestr("b.html", PAGE)
        archive.writestr("c.jsonl", json.dumps({"id": "x1", "text": NEWS}) + "\nbad\n")
        archive.writestr("d.zip", b"PK")
        archive.writestr("e.png", b"PNG")
        archive.writestr("../f.txt", NEWS)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/news.zip").write_bytes(whole.getvalue())
    loaded = read(tmp_path)["in/news.zip"]
    assert [(article.relative, article.record) for article in loaded.articles] == [
        ("in/news.zip/b.html", None),
        ("in/news.zip/c.jsonl", "x1"),
        ("in/news.zip/north/a.txt", None),
    ]
    assert loaded.articles[2].path == str(tmp_path / "in/news.zip/north/a.txt")
    assert loaded.skipped == (
        Skipped("../f.txt", "not-regular"),
        Skipped("c.jsonl#2", "bad-record"),
        Skipped("d.zip", "unsupported"),
        Skipped("e.png", "unsupported"),
    )


def test_a_damaged_member_costs_itself(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", NEWS)
        archive.writestr("b.txt", NEWS)
    (tmp_path / "news.zip").write_bytes(whole.getvalue().replace(b"Army", b"Navy", 1))
    loaded = read(tmp_path)["news.zip"]
    assert [article.relative for article in loaded.articles] == ["news.zip/b.txt"]
    assert loaded.skipped == (Skipped("a.txt", "parser-error"),)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "no-text"),
    "empty.pdf": (b"", "no-text"),
    "empty.jsonl": (b"", "no-text"),
    "blank.txt": (b" \n\t", "no-text"),
    "nul.txt": (b"a\0b", "bad-encoding"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "bad-encoding"),
    "bad.jsonl": (b"{\n[\n", "bad-record"),
    "bomb.jsonl.gz": (gzip.compress(b" " * 50_000_000), "too-large"),
    "cut.jsonl.gz": (gzip.compress(NEWS.encode())[:20], "parser-error"),
    "no.pdf": (b"no pdf", "parser-error"),
    "no.docx": (b"PK\x03\x04", "parser-error"),
    "no.zip": (b"no archive", "parser-error"),
    "attributes.html": (b"<p " + b"a=1 " * 700_000 + b">", "parser-error"),
    "nested.html": (b"<div>" * 200_000 + b"text", "parser-error"),
    "comments.html": (b"<!--" * 500_000, "parser-error"),
    "entities.html": (b"&amp;" * 400_000, "little-text"),
    "program.exe": (b"MZ", "unsupported"),
    "README": (b"text", "unsupported"),
    "large.txt": (b"x" * (10 * 1024 * 1024 + 1), "too-large"),
}


def test_hostile_files_each_have_their_reason_and_change_nothing_for_the_others(tmp_path: Path) -> None:
    for folder in ("clean", "mixed"):
        (tmp_path / folder).mkdir()
        for number in range(3):
            (tmp_path / folder / f"good{number}.html").write_text(PAGE)
            (tmp_path / folder / f"good{number}.txt").write_text(NEWS)
    for name, (content, _) in HOSTILE.items():
        (tmp_path / "mixed" / name).write_bytes(content)
    with open(tmp_path / "mixed/sparse.pdf", "wb") as sparse:
        sparse.truncate(10 * 1024**3)
    started = time.monotonic()
    clean, mixed = read(tmp_path / "clean"), read(tmp_path / "mixed")
    assert time.monotonic() - started < 30
    found = {name: reason(loaded) for name, loaded in mixed.items() if not loaded.articles}
    assert found == {**{name: wanted for name, (_, wanted) in HOSTILE.items()}, "sparse.pdf": "too-large"}
    good = {name: [article.id for article in loaded.articles] for name, loaded in mixed.items() if loaded.articles}
    assert good == {name: [article.id for article in loaded.articles] for name, loaded in clean.items()}


def test_a_file_that_is_known_and_unchanged_is_given_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    (tmp_path / "bad.txt").write_bytes(b"a\0b")
    known = {loaded.source.path: loaded for loaded in load(walk([tmp_path]), {})}
    assert all(known[loaded.source.path] is loaded for loaded in load(walk([tmp_path]), known))
    (tmp_path / "a.txt").write_text(NEWS + "More.")
    (changed, same) = load(walk([tmp_path]), known)
    assert changed is not known[changed.source.path] and same is known[same.source.path]


def test_a_file_that_is_known_under_another_root_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(NEWS)
    known = {loaded.source.path: loaded for loaded in load(walk([tmp_path / "in"]), {})}
    (moved,) = load(walk([tmp_path]), known)
    assert moved.articles[0].relative == "in/a.txt"


def test_a_reason_that_may_pass_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    (loaded,) = load(walk([tmp_path]), {})
    timeout = replace(loaded, articles=(), skipped=(Skipped(None, "timeout"),))
    (again,) = load(walk([tmp_path]), {loaded.source.path: timeout})
    assert again == loaded


def test_a_file_that_changes_or_goes_while_it_is_read_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS)
    sources = walk([tmp_path])
    real = index.load.read_text

    def append(format: str, content: bytes) -> object:
        with path.open("a") as file:
            file.write("One more line.")
        return real(format, content)

    monkeypatch.setattr(index.load, "read_text", append)
    (loaded,) = load(sources, {})
    assert (reason(loaded), loaded.sha256) == ("changed-while-read", "")
    path.unlink()
    (loaded,) = load(sources, {})
    assert reason(loaded) == "changed-while-read"


def test_the_watch_hears_every_file(tmp_path: Path) -> None:
    heard: list[str | int] = []

    class Ear:
        def begin(self, stage: str, total: int) -> None:
            heard.extend([stage, total])

        def advance(self, done: int = 1) -> None:
            heard.append(done)

        def end(self) -> None:
            heard.append("end")

    for name in ("a.txt", "b.exe"):
        (tmp_path / name).write_text(NEWS)
    list(load(walk([tmp_path]), {}, Ear()))
    assert heard == ["reading", 2, 1, 1, "end"]


@given(st.binary(max_size=300), st.sampled_from(["txt", "md", "jsonl", "jsonl.gz", "zip"]))
@settings(deadline=None)
def test_any_bytes_under_any_name_end_as_articles_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any.{ending}"
    path.write_bytes(content)
    (loaded,) = load(walk([path]), {})
    path.unlink()
    assert loaded.articles or [skipped.record for skipped in loaded.skipped].count(None) == 1
    for article in loaded.articles:
        article.text.encode("utf-8")
