"""Many questions from JSON lines, one answer object a line, in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from index.errors import NewsroomError, PathMissing

if TYPE_CHECKING:
    from qa.assistant import Assistant, Chat

LINE_BYTES = 1 << 20  # a longer line is no question


@dataclass(frozen=True, slots=True)
class Asked:
    """One good line: its id (any JSON scalar), the question and the chat that it belongs to, if any."""

    id: str | int | float | bool
    question: str
    conversation: str | None


class LineError(ValueError):
    """A line that is no question; `id` is None when the line has none."""

    def __init__(self, message: str, id: Any = None) -> None:
        super().__init__(message)
        self.id = id


def open_lines(path: Path) -> AbstractContextManager[BinaryIO]:
    """The lines of a file, or of stdin for "-". Raises PathMissing."""
    if str(path) == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return path.open("rb")
    except OSError as error:
        raise PathMissing(f"{path}: cannot be read ({error.strerror}); give a file of JSON lines") from error


def answer_lines(lines: Iterable[bytes], assistant: Assistant, risk: float | None = None) -> Iterator[dict[str, Any]]:
    """One object a line, in order: the answer object with its id first, or {"id", "error"} for a bad line.

    Lines of one conversation are turns of one chat, wherever they stand; others are independent. Empty lines are none.
    """
    chats: dict[str, Chat] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answered(number, line, assistant, chats, risk)


def read_line(line: bytes) -> Asked:
    """Raises LineError."""
    value = _json(line)
    if not isinstance(value, dict):
        raise LineError("not a JSON object")
    given, question, conversation = value.get("id"), value.get("question"), value.get("conversation")
    if not isinstance(given, str | int | float):
        raise LineError("no id: give a string or a number")
    if not isinstance(question, str):
        raise LineError("no question: give a string", given)
    if conversation is not None and not isinstance(conversation, str | int | float):
        raise LineError("conversation is neither a string nor a number", given)
    # 1 and "1" are two conversations, as they are two ids.
    return Asked(given, question, None if conversation is None else json.dumps(conversation))


def _answered(
    number: int, line: bytes, assistant: Assistant, chats: dict[str, Chat], risk: float | None
) -> dict[str, Any]:
    try:
        asked = read_line(line)
    except LineError as error:
        return {"id": error.id, "error": f"line {number}: {error}"}
    try:
        if asked.conversation is None:
            answer = assistant.ask(asked.question, risk=risk)
        else:
            answer = chats.setdefault(asked.conversation, assistant.chat()).ask(asked.question, risk)
    except NewsroomError as error:
        return {"id": asked.id, "error": f"line {number}: {error}"}
    return {"id": asked.id, **answer.to_dict()}


def _json(line: bytes) -> Any:
    if len(line) > LINE_BYTES:
        raise LineError(f"longer than {LINE_BYTES} bytes")
    try:
        return json.loads(line.decode("utf-8-sig"))
    except RecursionError as error:
        raise LineError("not JSON: nested too deep") from error
    except ValueError as error:
        raise LineError(f"not JSON: {error}") from error
