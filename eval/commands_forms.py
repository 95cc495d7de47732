"""The commands of `qa eval` for the forms of others (SQuAD, BEIR, TREC) and for peers on the same gold."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.beir import Beir, read_beir, write_beir
from eval.corpus import SAMPLE_CORPUS, SAMPLE_QUESTIONS, doc_name, docs_by_id, read_articles
from eval.gold import Question, read_questions
from eval.inputs import (
    AsJson,
    Corpus,
    DialogueFile,
    GoldFile,
    IndexFolder,
    Limit,
    asked_index,
    follow,
    open_searcher,
    read_gold,
)
from eval.lines import write_lines
from eval.metrics import Prediction
from eval.ranking import Run, gold_qrels, ranking_figures, search_run
from eval.reader import read_all
from eval.squad import official, read_predictions, read_squad, squad_form, write_predictions
from eval.trec import read_qrels, read_run, write_qrels, write_run
from index.errors import GoldInvalid
from index.types import Article

RunOut = Annotated[Path | None, typer.Option("--run", metavar="OUT", help="Write the rankings as a TREC run file.")]


class Form(StrEnum):
    """What gold can be converted to."""

    squad = "squad"
    beir = "beir"
    trec = "trec"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the commands convert, squad, rank, beir, trec and peers."""
    for name, command in (
        ("convert", convert_command),
        ("squad", squad_command),
        ("rank", rank_command),
        ("beir", beir_command),
        ("trec", trec_command),
        ("peers", peers_command),
    ):
        app.command(name)(command)


def convert_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Gold questions (.jsonl), or a SQuAD file (.json).")],
    to: Annotated[Form, typer.Option("--to", help="squad: a file; beir: a folder; trec: qrels; jsonl: from SQuAD.")],
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="The file or folder to write.")],
    corpus: Annotated[Path, typer.Option("--corpus", metavar="PATH", help="The articles.")] = SAMPLE_CORPUS,
) -> None:
    """Write gold in another form: SQuAD 2.0, a BEIR folder, TREC qrels; or a SQuAD file as JSON lines."""
    if (file.suffix == ".json") != (to is Form.jsonl):
        raise GoldInvalid(f"{file}: --to jsonl takes a SQuAD file (.json); squad, beir and trec take gold (.jsonl)")
    if to is Form.jsonl:
        write_lines(out, _rows(file))
    elif to is Form.trec:
        write_qrels(out, gold_qrels(read_questions(file)))
    else:
        _convert(read_questions(file), read_articles(corpus), to, out, str(file))
    print(f"{out}: written", file=sys.stderr)


def _convert(questions: Sequence[Question], articles: Sequence[Article], to: Form, out: Path, title: str) -> None:
    from eval.forms import write_json

    docs = docs_by_id(articles, questions, title)
    named = {docs.get(article.id, doc_name(article)): article for article in articles}
    if to is Form.beir:
        write_beir(out, named, questions)
    else:
        write_json(out, squad_form(title, questions, {doc: article.text for doc, article in named.items()}))


def _rows(file: Path) -> Iterator[Mapping[str, Any]]:
    for one in read_squad(file):
        answers = [{"text": text} for text in one.answers]
        yield {"id": one.id, "question": one.question, "context": one.context, "answers": answers}


def squad_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A SQuAD 1.1 or 2.0 file (.json).")],
    predictions: Annotated[
        Path | None, typer.Argument(metavar="PREDICTIONS", help='Marks these, {"id": "text"}.')
    ] = None,
    na_prob: Annotated[Path | None, typer.Option("--na-prob-file", metavar="FILE", help='{"id": probability}.')] = None,
    na_thresh: Annotated[float, typer.Option("--na-prob-thresh", help="Above it: no answer.")] = 1.0,
    out: Annotated[Path | None, typer.Option("--out", metavar="OUT", help="Write our reader's predictions.")] = None,
    na_out: Annotated[Path | None, typer.Option("--na-prob-out", metavar="OUT", help="With --out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Mark PREDICTIONS as evaluate-v2.0.py does, as JSON; without them our reader reads, --out writes what it said."""
    if predictions and (out or na_out):
        raise typer.BadParameter("--out and --na-prob-out write what our reader says: leave PREDICTIONS away")
    if (na_prob and not predictions) or (na_out and not out):
        raise typer.BadParameter("--na-prob-file goes with PREDICTIONS, --na-prob-out with --out")
    questions = read_squad(file)
    if predictions:
        said = read_predictions(predictions, na_prob, [one.id for one in questions])
        threshold = na_thresh if na_prob else None
    else:
        said, threshold = _read_all(questions)
    if out:
        write_predictions(out, na_out, said, threshold or 0.0)
    figures = official(questions, said, threshold)
    if na_out or not predictions:
        figures = {**figures, "threshold": threshold or 0.0}
    _show_squad(figures, as_json or predictions is not None)


def _read_all(questions: Sequence[Any]) -> tuple[dict[str, Prediction], float]:
    from qa.readers import open_reader

    reader = open_reader()
    return {read.id: read.prediction for read in read_all(reader, questions, follow)}, reader.threshold


def _show_squad(figures: Mapping[str, float], as_json: bool) -> None:
    from eval.table import reader_table

    if as_json:
        print(json.dumps(figures, indent=2))
    else:
        reader_table(figures)


def rank_command(
    gold: GoldFile = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    run: RunOut = None,
    qrels: Annotated[Path | None, typer.Option("--qrels", metavar="OUT", help="Write TREC qrels.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure retrieval by article on gold questions: nDCG, RR, AP, precision and recall by ir-measures."""
    with asked_index(gold is not None, corpus, index) as folder:
        assistant = open_searcher(folder)
        questions = read_questions(gold or SAMPLE_QUESTIONS)
        docs = docs_by_id(assistant.generation.articles, questions, str(gold or "sample corpus"))
        judged = gold_qrels(questions)
        ranked = search_run(assistant, {one.id: one.question for one in questions if one.id in judged}, docs, follow)
    if qrels:
        write_qrels(qrels, judged)
    _show_ranking(f"{gold or 'sample corpus'}", judged, ranked, run, as_json)


def beir_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="corpus.jsonl, queries.jsonl and qrels/.")],
    split: Annotated[str, typer.Option("--split", help="Which qrels/SPLIT.tsv.")] = "test",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many queries.")] = None,
    run: RunOut = None,
    as_json: AsJson = False,
) -> None:
    """Index a BEIR folder for this run and measure retrieval on its queries."""
    benchmark = read_beir(folder, split)
    asked = dict(list(benchmark.queries.items())[:limit])
    print(f"indexing {len(benchmark.records)} records of {folder} for this run …", file=sys.stderr)
    with _beir_index(benchmark) as made:
        assistant = open_searcher(made)
        docs = {article.id: article.record or "" for article in assistant.generation.articles}
        if len(docs) < len(benchmark.records):
            print(f"{len(benchmark.records) - len(docs)} records without text are never found", file=sys.stderr)
        ranked = search_run(assistant, asked, docs, follow)
    _show_ranking(f"{folder} ({split})", {query: benchmark.qrels[query] for query in asked}, ranked, run, as_json)


def trec_command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A TREC run file, of any system.")],
    qrels: Annotated[Path, typer.Argument(metavar="QRELS", help="TREC qrels.")],
    as_json: AsJson = False,
) -> None:
    """Measure a TREC run file against qrels."""
    _show_ranking(str(run), read_qrels(qrels), read_run(run), None, as_json)


def peers_command(
    gold: GoldFile = None,
    dialogues: DialogueFile = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help="Only this system; repeat.")] = None,
    limit: Limit = None,
    into: Annotated[
        list[Path] | None,
        typer.Option("--into", metavar="FILE.md", help="Also write the table into this Markdown file; repeat."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What this gold is called in the Markdown files.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask the same gold of plain dense search, BM25, Haystack, txtai and ours; one table.

    --into replaces what stands in the file between the lines <!-- peers --> and <!-- /peers -->, or, with the marks by
    type, between <!-- peers-full --> and <!-- /peers-full -->; with --name NAME, peers-NAME and peers-full-NAME.
    """
    from eval.blocks import write_block
    from eval.peers import compare, open_systems, peers_full_markdown, peers_markdown, peers_table

    blocks = _peers_blocks(into or (), name)  # before anything is asked: a wrong file must not cost an hour

    with asked_index(bool(gold or dialogues), corpus, index) as folder:
        asked = read_gold(gold, dialogues, limit)
        rows = compare(open_systems(folder, tuple(only or ())), folder, asked, follow)
    title = name or asked.title
    for file, block in blocks:
        full = block.startswith("peers-full")
        write_block(file, block, peers_full_markdown(title, rows) if full else peers_markdown(title, rows))
    if as_json:
        print(json.dumps({"version": 1, "title": asked.title, "systems": [row.to_dict() for row in rows]}, indent=2))
    else:
        peers_table(asked.title, rows)


def _peers_blocks(files: Sequence[Path], name: str | None) -> list[tuple[Path, str]]:
    """The blocks for tables of these files. Raises PathMissing, GoldInvalid for a file without any."""
    from eval.blocks import has_block, read_block

    names = [f"{kind}-{name}" if name else kind for kind in ("peers", "peers-full")]
    found = []
    for file in files:
        here = [block for block in names if has_block(file, block)] or names[:1]
        for block in here:
            read_block(file, block)
            found.append((file, block))
    return found


@contextmanager
def _beir_index(benchmark: Beir) -> Iterator[Path]:
    from index.build import build

    with tempfile.TemporaryDirectory(prefix="qa-beir-") as made:
        write_lines(Path(made) / "corpus.jsonl", benchmark.records)
        build([Path(made) / "corpus.jsonl"], Path(made) / "beir.index")
        yield Path(made) / "beir.index"


def _show_ranking(
    title: str, qrels: Mapping[str, Mapping[str, int]], ranked: Run, out: Path | None, as_json: bool
) -> None:
    figures = ranking_figures(qrels, ranked)
    if out:
        write_run(out, ranked)
    if as_json:
        print(json.dumps({"version": 1, "title": title, "queries": len(qrels), "figures": figures}, indent=2))
    else:
        _ranking_table(title, len(qrels), figures)


def _ranking_table(title: str, queries: int, figures: Mapping[str, float]) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table("measure")
    shown.add_column("percent", justify="right")
    for name, value in figures.items():
        shown.add_row(name, f"{100 * value:.1f}")
    print(f"{title}: {queries} queries")
    Console(width=100).print(shown)
