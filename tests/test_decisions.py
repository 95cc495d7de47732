"""decisions.toml: read strictly, edited without touching a person's words; and qa.toml beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.config import default_index, read_config
from index.decisions import Removal, parse_decisions, read_decisions, with_removed, without_removed
from index.errors import DecisionsInvalid
from index.types import Article

ID = "0123456789abcdef"
WRITTEN = f"""# what we decided, and why
[[corrected]]   # the desk was wrong
path = "/news/a.txt"
title = "Dockers walk out"
published = 2024-05-01
author = ""

[[restored]]
article = "{ID}"
start = 3
end = 7
# the end
"""
ARTICLE = Article("a.txt", None, "text", "/news/a.txt", "Dockers out", author="A. Nobody", published="2023")
REMOVALS = st.lists(
    st.builds(
        Removal,
        st.text("0123456789abcdef", min_size=16, max_size=16),
        st.text(st.characters(codec="utf-8")),
        st.none() | st.text(st.characters(codec="utf-8")),
    ),
    max_size=4,
    unique_by=lambda removal: removal.article,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "decisions.toml").write_text(WRITTEN)
    return tmp_path / "decisions.toml"


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    decisions = read_decisions(tmp_path / "decisions.toml")
    assert decisions.correct(ARTICLE) is ARTICLE and not decisions.is_removed(ARTICLE)


def test_a_correction_changes_its_article_and_no_other(path: Path) -> None:
    decisions = read_decisions(path)
    corrected = decisions.correct(ARTICLE)
    assert (corrected.title, corrected.author, corrected.published) == ("Dockers walk out", None, "2024-05-01")
    assert corrected.id == ARTICLE.id and corrected.text == ARTICLE.text
    other = Article("a.txt", None, "text", "/news/b.txt")
    assert decisions.correct(other) is other


@settings(max_examples=25, deadline=None)
@given(removals=REMOVALS)
def test_removing_and_lifting_leaves_every_word_of_a_person(
    tmp_path_factory: pytest.TempPathFactory, removals: list[Removal]
) -> None:
    path = tmp_path_factory.mktemp("decisions") / "decisions.toml"
    path.write_text(WRITTEN)
    text = with_removed(path, removals)
    assert text.startswith(WRITTEN)
    assert list(parse_decisions(path, text).removed) == removals
    path.write_bytes(text.encode())
    assert with_removed(path, removals) == text
    assert parse_decisions(path, without_removed(path, lambda removal: removal in removals[:1])).removed == tuple(
        removals[1:]
    )
    assert without_removed(path, lambda removal: True).strip() == WRITTEN.strip()


def test_a_comment_beside_a_removal_that_stays_is_kept(path: Path) -> None:
    path.write_text(f'[[removed]]\narticle = "{ID}" # libel\npath = "/a"\n\n[[removed]]\narticle = "{"f" * 16}"\n')
    assert without_removed(path, lambda removal: removal.article != ID) == (
        f'[[removed]]\narticle = "{ID}" # libel\npath = "/a"\n\n'
    )


def test_a_removal_means_an_edited_article_in_the_same_place_but_no_other_line() -> None:
    edited = Article("a.txt", None, "other text", "/news/a.txt")
    assert Removal("f" * 16, "/news/a.txt", None).means(edited)
    assert not Removal("f" * 16, "/news/b.txt", None).means(edited)
    line = Article("a.jsonl", "7", "text", "/news/a.jsonl")
    assert Removal(line.id, "/elsewhere", None).means(line)
    assert not Removal("f" * 16, "/news/a.jsonl", "7").means(line)


def test_names_that_a_person_joined_or_keeps_apart_are_read(path: Path) -> None:
    text = WRITTEN + "\n[[joined]]\nnames = ['Kharkiv', 'Charkow']\n[[apart]]\nnames = ['Lyman', 'Liman']\n"
    found = parse_decisions(path, text)
    assert (found.joined, found.apart) == ((("Kharkiv", "Charkow"),), (("Lyman", "Liman"),))


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("[[joined]]\nname = ['a', 'b']\n", 1, "`names`"),
        ("\n[[apart]]\nnames = ['Lyman']\n", 2, "fewer than two"),
        ("[[apart]]\nnames = 'Lyman'\n", 1, "no list of names"),
        ("[[joined]]\nnames = ['Lyman', '7']\n", 1, "without a letter"),
        ("a = 1\nb = = 2\n", 2, "correct the line"),
        ("\n[[remove]]\n", 2, "[[removed]]"),
        ("\n[removed]\narticle = 1\n", 2, "two brackets"),
        (f'[[removed]]\narticle = "{ID}"\n\n[[removed]]\narticel = "x"\n', 4, "`article`"),
        ("[[removed]]\npath = '/a'\n", 1, "`article`"),
        ("[[removed]]\narticle = 'short'\n", 1, "16 digits"),
        ("[[removed]]\narticle = 16\n", 1, "text in quotes"),
        ("# one\n# two\n[[corrected]]\ntitle = 'x'\n", 3, "neither"),
        (f"[[corrected]]\narticle = '{ID}'\n", 1, "corrects nothing"),
        ("[[corrected]]\npath = '/a'\npublished = 'yesterday'\n", 1, "ISO 8601"),
        (f"[[restored]]\narticle = '{ID}'\nstart = 5\nend = 5\n", 1, "not before"),
        (f"[[restored]]\narticle = '{ID}'\nstart = true\nend = 5\n", 1, "whole number"),
    ],
)
def test_nonsense_is_refused_with_its_line(path: Path, text: str, line: int, told: str) -> None:
    path.write_text(text)
    with pytest.raises(DecisionsInvalid, match=rf"decisions\.toml, line {line}: .*{re.escape(told)}"):
        read_decisions(path)


def test_bytes_that_are_no_utf8_are_refused(path: Path) -> None:
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(DecisionsInvalid, match="UTF-8"):
        read_decisions(path)


@dataclass(frozen=True, slots=True)
class Inner:
    passage_tokens: int = 160
    weight: float = 0.5
    name: str = "x"
    terse: bool = False


@dataclass(frozen=True, slots=True)
class Outer:
    split: Inner = field(default_factory=Inner)


def test_qa_toml_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "qa.toml"
    assert read_config(path, Outer) == Outer()
    path.write_text("[split]\npassage_tokens = 120\nweight = 1\n")
    assert read_config(path, Outer) == Outer(Inner(120, 1.0))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[split]\npassage_token = 1\n", "`passage_tokens`"),
        ("[spilt]\n", "`split`"),
        ("split = 3\n", "expected a table"),
        ("[split]\npassage_tokens = 'many'\n", "expected int"),
        ("[split]\npassage_tokens = true\n", "expected int"),
        ("[split]\nname = 1\n", "expected str"),
        ("[split\n", "cannot be read"),
    ],
)
def test_qa_toml_with_a_wrong_key_or_value_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "qa.toml"
    path.write_text(text)
    with pytest.raises(DecisionsInvalid, match=re.escape(told)):
        read_config(path, Outer)


def test_the_default_index_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QA_INDEX", "/somewhere/news.index")
    assert default_index() == Path("/somewhere/news.index")
    monkeypatch.setenv("QA_INDEX", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_index() == tmp_path / "newsroom-qa" / "news.index"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_index() == tmp_path / ".local" / "share" / "newsroom-qa" / "news.index"
