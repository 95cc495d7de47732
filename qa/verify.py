"""Whether an index is whole, and whether the quotations of saved answers still stand in its articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from index.errors import ArticleUnknown, GoldInvalid, PathMissing
from index.types import Article
from qa.types import Citation

_OFFSETS = ("start", "end", "answer_start", "answer_end")


class Holding(Protocol):
    """What is asked of a generation."""

    def article(self, id: str) -> Article: ...


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was checked, and one line for each thing that is wrong; empty `problems` means that all is right."""

    answers: int
    citations: int
    problems: tuple[str, ...]


def verify_answers(path: Path, generation: Holding) -> Verified:
    """Check every citation of saved answer objects: one JSON object, a list of them, or JSON lines.

    The article must be in the index by its id; quote, answer and fingerprint must be those of its text; `text` must be
    the first claim's. A line that holds an error instead of an answer has nothing to check. Raises PathMissing when the
    file cannot be read, GoldInvalid when it is not JSON or holds no answer at all.
    """
    answers = read_answers(path)
    problems: list[str] = []
    citations = 0
    for number, answer in enumerate(answers, 1):
        problems += [f"answer {number}: {problem}" for problem in _answer_problems(answer)]
        for place, citation in _citations(answer):
            citations += 1
            problems += [f"answer {number}, {place}: {problem}" for problem in _citation_problems(citation, generation)]
    return Verified(len(answers), citations, tuple(problems))


def read_answers(path: Path) -> list[Any]:
    """The answer objects of a file, in order."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PathMissing(f"{path}: cannot be read ({error.strerror}); give the file of saved answers") from error
    except UnicodeDecodeError as error:
        raise GoldInvalid(f"{path}: is not UTF-8; give answers as `qa ask --json` writes them") from error
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = list(_lines(path, text))
    answers = value if isinstance(value, list) else [value]
    if not answers:
        raise GoldInvalid(f"{path}: holds no answer; give answers as `qa ask --json` writes them")
    return answers


def _lines(path: Path, text: str) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                where = f"{path}: line {number} is not JSON"
                raise GoldInvalid(f"{where}; give answers as `qa ask --json` writes them") from error


def _answer_problems(answer: Any) -> list[str]:
    if not isinstance(answer, dict):
        return ["is no answer object"]
    if "error" in answer and "claims" not in answer:
        return []
    if not isinstance(answer.get("claims"), list):
        return ["is no answer object"]
    try:
        claims = answer["claims"]
        texts = {answer["text"], *([claims[0]["text"], claims[0]["citations"][0]["answer"]] if claims else [""])}
    except (KeyError, IndexError, TypeError):
        return ["is no answer object"]
    return [] if len(texts) == 1 else [f"its text {answer['text']!r} is not its first citation's answer"]


def _citations(answer: Any) -> Iterator[tuple[str, Any]]:
    """Every citation with its place in the answer; what is no list holds none (and is a problem of the answer)."""
    parts = answer if isinstance(answer, dict) else {}
    for part in ("claims", "alternatives"):
        for number, claim in enumerate(_list(parts.get(part)), 1):
            cited = _list(claim.get("citations") if isinstance(claim, dict) else None)
            yield from ((f"{part} {number}", citation) for citation in cited or [None])
    for number, citation in enumerate(_list(parts.get("closest")), 1):
        yield f"closest {number}", citation


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _citation_problems(citation: Any, generation: Holding) -> list[str]:
    try:
        id, offsets = citation["article"]["id"], [citation[name] for name in _OFFSETS]
        told = {name: citation[name] for name in ("quote", "answer", "fingerprint")}
    except (KeyError, TypeError):
        return ["is no citation"]
    if not all(type(offset) is int for offset in offsets):
        return ["its offsets are no whole numbers"]
    try:
        article = generation.article(id)
        own = Citation(article, *offsets)
    except ArticleUnknown:
        return [f"article {id} is not in the index: it was removed, or its text has changed"]
    except ValueError:
        return [f"its offsets do not fit article {id}"]
    wrong = [name for name, value in told.items() if getattr(own, name) != value]
    return [f"its {name} is not that of article {id} ({article.path})" for name in wrong]
