"""The commands of `qa eval` around gold: write it, check it, perturb it, and see what perturbations cost."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.corpus import (
    SAMPLE_CORPUS,
    SAMPLE_DIALOGUES,
    SAMPLE_QUESTIONS,
    distract,
    read_articles,
    reorder,
    roots,
)
from eval.gold import read_dialogues, read_questions, read_rows
from eval.inputs import (
    AsJson,
    Corpus,
    DialogueFile,
    GoldFile,
    IndexFolder,
    Limit,
    asked_index,
    follow,
    open_assistant,
    read_gold,
)
from eval.lines import write_lines
from eval.perturb import KINDS
from eval.robust import Drop, elsewhere, perturbed_rows, plainly, reworded, robust_markdown
from index.errors import GoldInvalid, PathMissing
from index.types import Article

if TYPE_CHECKING:
    from eval.run import Outcome

Seed = Annotated[int, typer.Option("--seed", help="Other seeds draw other slips and spellings.")]

DISTRACTING = (50, 500)  # articles mixed in: a week and a quarter of a small newsroom


class Kind(StrEnum):
    """The ways to word a question otherwise; the values are the names in eval/perturb.py."""

    lower_case = "lower-case"
    no_question_mark = "no-question-mark"
    typos = "typos"
    names = "names"
    keywords = "keywords"


def register(app: typer.Typer) -> None:
    """Add the commands check, new, perturb and robust."""
    for name, command in (
        ("check", check_command),
        ("new", new_command),
        ("perturb", perturb_command),
        ("robust", robust_command),
    ):
        app.command(name)(command)


# --- check


def check_command(
    file: Annotated[Path | None, typer.Argument(metavar="[GOLD]", help="Gold questions or dialogues.")] = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    gold: GoldFile = None,
    dialogues: DialogueFile = None,
    as_json: AsJson = False,
) -> None:
    """Say everything that is wrong with gold, a line each, and what would make it better; 1 if anything is wrong."""
    from eval.checks import Checked, inspect

    files = [path for path in (file, gold, dialogues) if path] or [SAMPLE_QUESTIONS, SAMPLE_DIALOGUES]
    articles = _articles(corpus, index)
    checked: list[Checked] = [inspect(path, articles) for path in files]
    if as_json:
        print(json.dumps(_checked_object(checked), ensure_ascii=False, indent=2))
    else:
        for one in checked:
            for finding in one.findings:
                print(f"{'error' if finding.error else 'advice'}: {finding.message}")
    errors = sum(one.errors for one in checked)
    names = " and ".join(str(one.path) for one in checked) if file or gold or dialogues else "sample corpus"
    if errors:
        raise GoldInvalid(f"{names}: {errors} {'error' if errors == 1 else 'errors'}; correct the lines named above")
    if not as_json:
        print(f"{names}: {_counted(files)} are as they should be")


def _counted(files: Sequence[Path]) -> str:
    """ "77 questions and 6 dialogues": lines of either kind."""
    lines = [row for path in files for row in read_rows(path)]
    talks = sum("turns" in row.values for row in lines)
    return f"{len(lines) - talks} questions and {talks} dialogues"


def _checked_object(checked: Iterable[Any]) -> dict[str, Any]:
    files = [
        {
            "path": str(one.path),
            "questions": len(one.questions),
            "errors": [finding.message for finding in one.findings if finding.error],
            "advice": [finding.message for finding in one.findings if not finding.error],
        }
        for one in checked
    ]
    return {"version": 1, "files": files}


def _articles(corpus: Path | None, index: Path | None) -> list[Article]:
    if corpus and index:
        raise typer.BadParameter("--corpus reads articles, --index has some: give one of them")
    if index:
        from index.generation import open_current

        return list(open_current(index).articles)
    return read_articles(corpus or SAMPLE_CORPUS)


# --- new


def new_command(
    index: Annotated[Path, typer.Option("--index", metavar="DIR", help="The index of the articles to ask about.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="GOLD", help="A .jsonl to add lines to; else the one that the page writes."),
    ] = None,
    thumbs: Annotated[
        Path | None, typer.Option("--thumbs", metavar="FILE", help="Thumbs from the chat; else those beside the index.")
    ] = None,
) -> None:
    """Write gold questions with a person: shows articles, takes questions, looks up answers; goes on where it ended."""
    from eval.dictate import Desk, Terminal, dictate
    from eval.feedback import feedback_file, read_feedback
    from eval.make import gold_file, read_made

    articles, out = _articles(None, index), out or gold_file(index)
    if thumbs and not thumbs.exists():
        raise PathMissing(f"{thumbs}: no such file of thumbs; the chat keeps them in {feedback_file(index)}")
    feedback = read_feedback(thumbs or feedback_file(index))
    for complaint in feedback.complaints:
        print(complaint, file=sys.stderr)
    desk = Desk(out, tuple(articles), list(read_made(out)))
    dictate(desk, Terminal(), feedback.thumbs)


# --- perturb


def perturb_command(
    kind: Annotated[Kind, typer.Argument(help="How the questions are worded otherwise.")],
    gold: Annotated[Path, typer.Option("--gold", metavar="FILE", help="Gold questions or dialogues.")],
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="The .jsonl to write.")],
    seed: Seed = 0,
) -> None:
    """Write the same gold with its questions worded otherwise; everything else in it stays."""
    before = [dict(row.values) for row in read_rows(gold)]
    if any("turns" in row for row in before):
        read_dialogues(gold)
    else:
        read_questions(gold)
    after = perturbed_rows(before, kind.value, seed)
    write_lines(out, after)
    changed = sum(one != other for one, other in zip(before, after, strict=True))
    print(f"{out}: {changed} of {len(after)} lines are worded otherwise", file=sys.stderr)


# --- robust


def robust_command(
    gold: GoldFile = None,
    dialogues: DialogueFile = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    mix: Annotated[
        Path | None, typer.Option("--mix", metavar="FILE", help="Articles that distract (.jsonl[.gz]).")
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help="Only this one; repeat.")] = None,
    limit: Limit = None,
    seed: Seed = 0,
    work: Annotated[Path | None, typer.Option("--work", metavar="DIR", help="Keep the indexes made for this.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="One line a question lost or won.")] = None,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="FILE.md", help="Also write the table into this Markdown file.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What this gold is called in the Markdown file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask the same in other words, of the articles in another order and among strangers: what the mark loses.

    Ends with 1 when a perturbation costs more than its limit. --into replaces what stands in the file between the
    lines <!-- robust --> and <!-- /robust -->; with --name NAME, robust-NAME.
    """
    from eval.blocks import read_block, write_block

    names, block = _names(only, mix), f"robust-{name}" if name else "robust"
    if into:
        read_block(into, block)  # before anything is asked: a wrong file must not cost an hour
    asked = read_gold(gold, dialogues, limit)
    with _folder(work) as made, asked_index(bool(gold or dialogues), corpus, index) as folder:
        paths = roots(folder)
        assistant = open_assistant(folder)
        before = plainly(assistant, asked, follow)
        drops = []
        for kind in names:
            if kind in KINDS:
                drops.append(reworded(assistant, asked, before, kind, seed, follow))
            else:
                other = _other_index(kind, paths, mix, made, seed)
                drops.append(elsewhere(open_assistant(other), asked, before, kind, follow))
    _show(asked.title, before, drops, mix, as_json)
    if into:
        write_block(into, block, robust_markdown(name or asked.title, drops, seed))
    if out:
        write_lines(out, [{"perturbation": drop.name, **pair.to_dict()} for drop in drops for pair in drop.moved])
    broken = [f"{drop.name} costs {drop.points:.1f} points of at most {drop.limit:g}" for drop in drops if drop.broken]
    if broken:
        raise GoldInvalid(f"{asked.title}: {'; '.join(broken)}; --out FILE shows the questions that were lost")


def _names(only: Sequence[str] | None, mix: Path | None) -> list[str]:
    """What is to be measured, in the order of the table."""
    known = [*KINDS, "order", *(f"distracting-{count}" for count in DISTRACTING)]
    for name in only or ():
        if name not in known:
            raise typer.BadParameter(f"{name!r} is no perturbation; --only takes {', '.join(known)}")
        if name.startswith("distracting") and not mix:
            raise typer.BadParameter(f"{name} needs articles that distract: add --mix FILE")
    return [name for name in known if (not only or name in only) and (mix or not name.startswith("distracting"))]


def _other_index(name: str, paths: Sequence[Path], mix: Path | None, made: Path, seed: int) -> Path:
    print(f"indexing for {name} …", file=sys.stderr)
    if name == "order" or mix is None:
        return reorder(paths, Path(tempfile.mkdtemp(prefix="order-", dir=made)), seed)
    return distract(paths, mix, int(name.rpartition("-")[2]), made)


@contextmanager
def _folder(work: Path | None) -> Iterator[Path]:
    if work:
        work.mkdir(parents=True, exist_ok=True)
        yield work
        return
    with tempfile.TemporaryDirectory(prefix="qa-robust-") as folder:
        yield Path(folder)


def _show(title: str, before: Sequence[Outcome], drops: Sequence[Drop], mix: Path | None, as_json: bool) -> None:
    if as_json:
        rows = [drop.to_dict() for drop in drops]
        print(json.dumps({"version": 1, "title": title, "questions": len(before), "perturbations": rows}, indent=2))
    else:
        _table(title, len(before), drops)
    if not mix:
        print("not run: distracting-50 and distracting-500, which need --mix FILE of other articles", file=sys.stderr)


def _table(title: str, count: int, drops: Sequence[Drop]) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table("perturbation", title=f"{title}: {count} questions", title_justify="left", caption_justify="left")
    shown.caption = "Points of mark lost, with paired 95 % bootstrap intervals over all questions; negative: won."
    for column in ("changed", "before", "after", "drop", "95 %", "lost", "won", "limit"):
        shown.add_column(column, justify="right")
    for drop in drops:
        row = drop.to_dict()
        limit = "" if drop.limit is None else f"{drop.limit:g}{' broken' if drop.broken else ''}"
        ends = f"{row['low']:.1f} to {row['high']:.1f}"
        values = (f"{row['before']:.1f}", f"{row['after']:.1f}", f"{row['drop']:.1f}", ends)
        shown.add_row(drop.name, str(drop.changed), *values, str(len(drop.lost)), str(len(drop.gained)), limit)
    Console(width=100).print(shown)
