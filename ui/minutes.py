"""The minutes of a conversation as a file: Markdown for people, JSON (the answer objects) for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import QuestionError
from qa.types import Answer
from ui.escape import json_text, one_line
from ui.prose import prose


@dataclass(frozen=True, slots=True)
class Minute:
    """A question and its answer."""

    question: str
    answer: Answer


def write_minutes(minutes: Sequence[Minute], path: Path) -> Path:
    """Write them, by the ending of the file's name; never over a file that is there. Raises QuestionError, OSError."""
    forms = {".md": markdown, ".json": json_minutes}
    if path.suffix.lower() not in forms:
        raise QuestionError("the name ends neither in .md nor in .json")
    text = forms[path.suffix.lower()](minutes)
    with path.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(text)
    return path


def markdown(minutes: Sequence[Minute]) -> str:
    """Each question as a heading, and below it what the articles say."""
    return "".join(f"## {one_line(one.question)}\n\n{prose(one.answer).content}\n\n" for one in minutes)


def json_minutes(minutes: Sequence[Minute]) -> str:
    """A list of answer objects: `qa verify` checks it as it is."""
    return json_text([one.answer.to_dict() for one in minutes], indent=2) + "\n"
