"""Thumbs from the chat: what people thought of answers, as it is kept beside an index, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import GoldInvalid

VERDICTS = ("up", "down")


@dataclass(frozen=True, slots=True)
class Thumb:
    """One verdict on one answer; `answer` is the answer object of CONTRACT.md, `line` where it was read."""

    time: str
    question: str
    verdict: str
    answer: Mapping[str, Any]
    line: int

    @property
    def text(self) -> str:
        """What the assistant had said; empty when it had said nothing."""
        return str(self.answer.get("text") or "")

    @property
    def citation(self) -> Mapping[str, Any]:
        """The first citation of the first claim; empty when there is none."""
        for claim in self.answer.get("claims") or []:
            for citation in claim.get("citations") or []:
                return dict(citation)
        return {}


@dataclass(frozen=True, slots=True)
class Feedback:
    """The thumbs of one file in its order, and one line for a person about each line that is none."""

    thumbs: tuple[Thumb, ...] = ()
    complaints: tuple[str, ...] = field(default=())


def feedback_file(index: Path) -> Path:
    """Where the thumbs of an index are kept: beside its folder, so that the index stays as it was published."""
    return index.with_name(f"{index.name}.feedback.jsonl")


def read_feedback(path: Path) -> Feedback:
    """Every thumb of a file; no file, no thumbs. Raises GoldInvalid when the file cannot be read at all."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Feedback()
    except OSError as error:
        raise GoldInvalid(f"{path}: cannot be read ({error.strerror}); it is where thumbs from the chat are") from error
    read = [_thumb(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    thumbs = tuple(one for one in read if isinstance(one, Thumb))
    return Feedback(thumbs, tuple(one for one in read if isinstance(one, str)))


def _thumb(path: Path, number: int, line: bytes) -> Thumb | str:
    """The thumb of a line, or what is wrong with it: a torn line must not cost the others."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"{path}, line {number}: not JSON ({error}); passed over"
    if not isinstance(row, dict) or row.get("verdict") not in VERDICTS or not _is_answer(row.get("answer")):
        return f'{path}, line {number}: no thumb ("time", "question", "verdict" up or down, "answer"); passed over'
    if not isinstance(row.get("question"), str) or not row["question"].strip():
        return f"{path}, line {number}: a thumb without its question; passed over"
    return Thumb(str(row.get("time", "")), row["question"], row["verdict"], row["answer"], number)


def _is_answer(value: object) -> bool:
    """Whether the parts that are looked at have the form of an answer object."""
    if not isinstance(value, dict) or not isinstance(claims := value.get("claims", []), list):
        return False
    return all(
        isinstance(claim, dict)
        and isinstance(cited := claim.get("citations", []), list)
        and all(isinstance(citation, dict) for citation in cited)
        for claim in claims
    )


def latest(thumbs: Sequence[Thumb], asked: frozenset[str] = frozenset()) -> list[Thumb]:
    """The last thumb on each question, by when it was first asked, without the questions in `asked`.

    Who pressed twice meant the second. Questions are compared without regard to case and blanks at the ends.
    """
    last = {thumb.question.strip().casefold(): thumb for thumb in thumbs}
    return [thumb for key, thumb in last.items() if key not in asked]
