"""BEIR's folders: corpus.jsonl, queries.jsonl and qrels/*.tsv, in and out.

Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models", NeurIPS 2021.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.forms import Node, read_text, write_text
from eval.gold import Question
from eval.ranking import Qrels, gold_qrels
from index.errors import GoldInvalid, PathMissing
from index.types import Article

WANTED = "a BEIR folder with corpus.jsonl, queries.jsonl and qrels/test.tsv"
HEADER = ("query-id", "corpus-id", "score")


@dataclass(frozen=True, slots=True)
class Beir:
    """What a folder holds: records for an index ({id, title, text}), the judged queries by id, and their qrels."""

    records: tuple[Mapping[str, str], ...]
    queries: Mapping[str, str]
    qrels: Qrels


def read_beir(folder: Path, split: str = "test") -> Beir:
    """Read a folder; queries without judgement in this split are left out. Raises PathMissing, GoldInvalid."""
    if not folder.is_dir():
        raise PathMissing(f"{folder}: no such folder; give {WANTED}")
    qrels = _read_qrels(folder / "qrels" / f"{split}.tsv")
    queries = {node.text("_id"): node.text("text") for node in _rows(folder / "queries.jsonl")}
    unknown = [query for query in qrels if query not in queries]
    if unknown:
        raise GoldInvalid(f"{folder}/qrels/{split}.tsv: judges {unknown[0]!r}, which is not in queries.jsonl; add it")
    records = tuple(_record(node) for node in _rows(folder / "corpus.jsonl"))
    if len({record["id"] for record in records}) != len(records):
        raise GoldInvalid(f"{folder}/corpus.jsonl: some _id are used more than once; ids must be unique")
    return Beir(records, {query: queries[query] for query in qrels}, qrels)


def _record(node: Node) -> dict[str, str]:
    return {"id": node.text("_id"), "title": node.text("title", ""), "text": node.text("text")}


def _rows(path: Path) -> Iterator[Node]:
    for number, line in enumerate(read_text(path, WANTED).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield Node(path, f"line {number}", json.loads(line))
        except (ValueError, RecursionError) as error:
            raise GoldInvalid(f"{path}, line {number}: not JSON ({error}); one object a line is expected") from error


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(read_text(path, WANTED).splitlines(), start=1):
        columns = line.split("\t")
        if not line.strip() or (number == 1 and columns[0] == HEADER[0]):
            continue
        if len(columns) != 3 or not columns[2].strip().lstrip("-").isdigit():
            raise GoldInvalid(f"{path}, line {number}: found {line[:60]!r}; give {', '.join(HEADER)}, parted by tabs")
        qrels.setdefault(columns[0], {})[columns[1]] = int(columns[2])
    if not qrels:
        raise GoldInvalid(f"{path}: judges nothing; give {', '.join(HEADER)}, parted by tabs")
    return qrels


def write_beir(folder: Path, articles: Mapping[str, Article], questions: Sequence[Question]) -> None:
    """Write gold and its articles, by the gold's names, as a folder with the split "test". Raises PathMissing.

    Unanswerable questions are among the queries but judged nowhere: BEIR has no word for them.
    """
    _write_rows(
        folder / "corpus.jsonl",
        ({"_id": doc, "title": one.title or "", "text": one.text, "metadata": {}} for doc, one in articles.items()),
    )
    _write_rows(
        folder / "queries.jsonl",
        ({"_id": one.id, "text": one.standalone or one.question, "metadata": {}} for one in questions),
    )
    lines = [
        HEADER,
        *((id, doc, str(grade)) for id, grades in gold_qrels(questions).items() for doc, grade in grades.items()),
    ]
    write_text(folder / "qrels" / "test.tsv", "".join("\t".join(line) + "\n" for line in lines))


def _write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
