"""The docs name every command, and no command that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from ui.cli import app

ROOT = Path(__file__).parent.parent


def commands() -> set[str]:
    return set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_the_readme_names_every_command() -> None:
    named = set(re.findall(r"`?qa (\w+)", (ROOT / "README.md").read_text("utf-8")))
    assert commands() <= named


def test_the_docs_name_no_command_that_is_not_there() -> None:
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]:
        named = set(re.findall(r"(?:`|bin/)qa ([a-z]+)", path.read_text("utf-8")))
        assert named <= commands(), f"{path.name} names {named - commands()}"


def test_links_and_pictures_of_the_docs_are_there() -> None:
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_architecture_tells_where_to_find_every_module_of_index_and_qa() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
    section = text.split("## Where to find what")[1].split("\n## ")[0]
    named = re.findall(r"`(\w+)`", "".join(line for line in section.splitlines() if line.startswith("|")))
    there = [path.stem for layer in ("index", "qa") for path in (ROOT / layer).glob("[!_]*.py")]
    assert sorted(named) == sorted(there)
