"""Whether the quotations of saved answers still stand in the articles, character by character."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ArticleUnknown, GoldInvalid, PathMissing
from qa.types import Citation

if TYPE_CHECKING:
    from index.generation import Generation

_OFFSETS = ("start", "end", "answer_start", "answer_end")


@dataclass(frozen=True, slots=True)
class Verified:
    """How many citations were checked, and one line for each thing that is wrong."""

    answers: int
    citations: int
    wrong: tuple[str, ...]


def verify(answers: Sequence[Any], generation: Generation) -> Verified:
    """Check every citation of saved answer objects against the articles of a generation.

    Lines that hold an error instead of an answer (`qa ask --batch`) are counted as answers without citations.
    """
    wrong: list[str] = []
    citations = 0
    for number, answer in enumerate(answers, 1):
        if not isinstance(answer, dict) or not ("claims" in answer or "error" in answer):
            wrong.append(f"answer {number}: not an answer object")
            continue
        wrong += [f"answer {number}: {problem}" for problem in _text_problems(answer)]
        for place, citation in _citations(answer):
            citations += 1
            wrong += [f"answer {number}, {place}: {problem}" for problem in _problems(citation, generation)]
    return Verified(len(answers), citations, tuple(wrong))


def read_answers(path: Path) -> list[Any]:
    """The answer objects of a file: one, a list, or JSON lines. Raises PathMissing, GoldInvalid."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise PathMissing(f"{path}: cannot be read ({error.strerror}); give the file of saved answers") from error
    except UnicodeDecodeError as error:
        raise GoldInvalid(f"{path}: is not UTF-8; give answers as `qa ask --json` writes them") from error
    try:
        value = json.loads(text)
    except ValueError:
        return _read_lines(path, text)
    return value if isinstance(value, list) else [value]


def _read_lines(path: Path, text: str) -> list[Any]:
    answers = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                answers.append(json.loads(line))
            except ValueError as error:
                message = f"{path}: line {number} is not JSON; give answers as `qa ask --json` writes them"
                raise GoldInvalid(message) from error
    return answers


def _citations(answer: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for part in ("claims", "alternatives"):
        for number, claim in enumerate(_list(answer.get(part)), 1):
            for citation in _list(claim.get("citations") if isinstance(claim, dict) else None):
                yield f"{part} {number}", citation
    for number, citation in enumerate(_list(answer.get("closest")), 1):
        yield f"closest {number}", citation


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text_problems(answer: dict[str, Any]) -> list[str]:
    """`text` is the first claim's text and its first citation's answer; empty when there is no claim."""
    if "error" in answer:
        return []
    try:
        claims = answer["claims"]
        texts = (
            {answer["text"], claims[0]["text"], claims[0]["citations"][0]["answer"]} if claims else {answer["text"], ""}
        )
    except (KeyError, IndexError, TypeError):
        return ["not an answer object"]
    return [] if len(texts) == 1 else [f"text {answer['text']!r} is not the answer of its first citation"]


def _problems(citation: Any, generation: Generation) -> list[str]:
    try:
        id, offsets = citation["article"]["id"], [citation[name] for name in _OFFSETS]
        quote, answer, fingerprint = citation["quote"], citation["answer"], citation["fingerprint"]
    except (KeyError, TypeError):
        return ["not a citation"]
    try:
        article = generation.article(id)
    except ArticleUnknown:
        return [f"article {id} is not in the index: it was removed, or its text has changed"]
    try:
        own = Citation(article, *offsets)
    except (ValueError, TypeError):
        return [f"the offsets do not fit article {id}"]
    checks = {
        "quote": own.quote == quote,
        "answer": own.answer == answer,
        "fingerprint": own.fingerprint == fingerprint,
    }
    return [f"the {name} does not fit article {id} ({article.path})" for name, fits in checks.items() if not fits]
