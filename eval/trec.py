"""TREC's run files and qrels, as trec_eval reads them: columns parted by blanks, one judgement or hit a line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eval.forms import read_text, write_text
from eval.ranking import Qrels, Run
from index.errors import GoldInvalid

RUN_LINE = "query Q0 article rank score name"
QRELS_LINE = "query 0 article relevance"


def write_run(path: Path, run: Run, name: str = "newsroom-qa") -> None:
    """Write a ranking a query, best first; scores only repeat the ranks. Raises PathMissing."""
    lines = (
        f"{_word(query)} Q0 {_word(doc)} {rank} {len(ranking) - rank + 1} {name}\n"
        for query, ranking in run.items()
        for rank, doc in enumerate(ranking, start=1)
    )
    write_text(path, "".join(lines))


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write which articles answer which query. Raises PathMissing."""
    lines = (
        f"{_word(query)} 0 {_word(doc)} {grade}\n" for query, grades in qrels.items() for doc, grade in grades.items()
    )
    write_text(path, "".join(lines))


def _word(name: str) -> str:
    """A name as one column: blanks, and the sign that marks them, as in a URL."""
    return re.sub(r"[\s%]", lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), name)


def read_run(path: Path) -> dict[str, tuple[str, ...]]:
    """The ranking of each query by its scores, as trec_eval does: the rank column is not looked at.

    Equal scores stand in descending order of their names. Raises PathMissing, GoldInvalid with the line.
    """
    scores: dict[str, dict[str, float]] = {}
    for place, (query, _, doc, _, score, _) in _columns(path, RUN_LINE):
        if doc in scores.setdefault(query, {}):
            raise GoldInvalid(f"{place}: {doc!r} is ranked twice for {query!r}; keep one")
        scores[query][doc] = _number(place, score)
    return {query: by_score(found) for query, found in scores.items()}


def by_score(scores: Mapping[str, float]) -> tuple[str, ...]:
    """Names by descending score, equal ones by descending name, as trec_eval orders them."""
    return tuple(sorted(sorted(scores, reverse=True), key=lambda doc: -scores[doc]))


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Grades by query and article; 0 and less is judged not relevant. Raises PathMissing, GoldInvalid with the line."""
    qrels: dict[str, dict[str, int]] = {}
    for place, (query, _, doc, grade) in _columns(path, QRELS_LINE):
        if not re.fullmatch(r"[+-]?\d+", grade):
            raise GoldInvalid(f"{place}: the relevance {grade!r} is no whole number; give lines of {QRELS_LINE!r}")
        qrels.setdefault(query, {})[doc] = int(grade)
    return qrels


def _columns(path: Path, form: str) -> Iterator[tuple[str, Sequence[str]]]:
    found = 0
    for number, line in enumerate(read_text(path, f"lines of {form!r}").splitlines(), start=1):
        columns = line.split()
        if not columns:
            continue
        if len(columns) != len(form.split()):
            raise GoldInvalid(f"{path}, line {number}: has {len(columns)} columns; give lines of {form!r}")
        found += 1
        yield f"{path}, line {number}", columns
    if not found:
        raise GoldInvalid(f"{path}: is empty; give lines of {form!r}")


def _number(place: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise GoldInvalid(f"{place}: the score {text!r} is no number; give lines of {RUN_LINE!r}")
    return value
