"""Measured tables inside Markdown files: a command writes what stands between two comments, and nothing else."""

from __future__ import annotations

from pathlib import Path

from eval.forms import read_text, write_text
from index.errors import GoldInvalid


def read_block(path: Path, name: str) -> str:
    """What stands between the lines <!-- name --> and <!-- /name -->. Raises PathMissing, GoldInvalid without them."""
    _, block, _ = _parts(path, name)
    return block.strip("\n")


def has_block(path: Path, name: str) -> bool:
    """Whether a block of that name begins in the file. Raises PathMissing."""
    return f"<!-- {name} -->" in read_text(path, "a Markdown file")


def write_block(path: Path, name: str, text: str) -> None:
    """Put a text between these lines; the rest of the file stays as it is. Raises as `read_block`."""
    before, _, after = _parts(path, name)
    write_text(path, f"{before}\n{text.strip()}\n{after}")


def _parts(path: Path, name: str) -> tuple[str, str, str]:
    """The file up to the first line and with it, what is between, and the rest from the second line on."""
    text = read_text(path, "a Markdown file")
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    if text.count(opening) != 1 or text.count(closing) != 1 or text.index(closing) < text.index(opening):
        raise GoldInvalid(f"{path}: a line {opening} and a line {closing} after it are expected, once each; add them")
    before, rest = text.split(opening)
    block, after = rest.split(closing)
    return before + opening, block, closing + after
