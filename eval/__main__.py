"""The command `qa eval`, also `python -m eval`: run the benchmark, look at the reader alone, check a gold file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from eval.commands_forms import register as register_forms
from eval.commands_gold import register as register_gold
from eval.commands_runs import register as register_runs
from eval.gold import read_news
from eval.inputs import (
    AsJson,
    Corpus,
    DialogueFile,
    GoldFile,
    IndexFolder,
    Limit,
    Sample,
    asked_index,
    drawn,
    follow,
    open_assistant,
    open_searcher,
    read_gold,
)
from eval.lines import write_lines
from eval.reader import read_all, read_reader_questions, reader_figures
from eval.sheet import Sheet, answer_sheet, news_sheet, search_sheet
from index.errors import NewsroomError

app = typer.Typer(
    help="Measure answers on gold questions: those of the sample corpus, or --gold FILE --corpus PATH.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

register_forms(app)
register_gold(app)
register_runs(app)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `qa eval` with these arguments (else the process's own): 0 done, 1 failed, 2 wrongly called."""
    try:
        app(args=None if argv is None else list(argv), prog_name="qa eval")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except NewsroomError as error:
        print(f"qa: {error}", file=sys.stderr)
        return 1
    return 0


@app.callback(invoke_without_command=True)
def benchmark(
    context: typer.Context,
    gold: GoldFile = None,
    dialogues: DialogueFile = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    news: Annotated[Path | None, typer.Option(metavar="FILE", help="Quiz questions about the news instead.")] = None,
    limit: Limit = None,
    sample: Sample = None,
    mix: Annotated[Path | None, typer.Option(metavar="FILE", help="Mix in articles of this .jsonl[.gz].")] = None,
    mix_count: Annotated[int, typer.Option(min=0, help="How many to mix in.")] = 500,
    retrieval: Annotated[bool, typer.Option("--retrieval", help="Measure retrieval alone; nothing is read.")] = False,
    risk: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="1: never abstain for doubt.")] = None,
    as_json: AsJson = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one JSON line a question.")] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write a page with plots and every question, and its JSON.")
    ] = None,
) -> None:
    """Ask gold questions and print one table; without options those of the sample corpus."""
    if context.invoked_subcommand is not None:
        return
    _require_page(report)
    asked = asked_index(bool(gold or dialogues or news), corpus, index, mix, mix_count)
    # Before any indexing, which takes long: a bad file is said at once.
    quiz = drawn(read_news(news)[:limit], sample) if news else ()
    questions = read_gold(None if news else gold, None if news else dialogues, limit, sample)
    with asked as folder:
        if news:
            sheet = news_sheet(open_assistant(folder), str(news), quiz, risk, follow)
        elif retrieval:
            sheet = search_sheet(open_searcher(folder), questions, follow)
        else:
            sheet = answer_sheet(open_assistant(folder), questions, risk, follow)
    _show(sheet, as_json)
    if out:
        write_lines(out, sheet.plain_lines())
    if report:
        _report(report, sheet)


@app.command("reader")
def reader_command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Questions with texts: .jsonl, .jsonl.gz, SQuAD .json.")
    ],
    as_json: AsJson = False,
    predictions: Annotated[Path | None, typer.Option(metavar="OUT", help="Write one JSON line a question.")] = None,
    sample: Sample = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write a page with plots and every question, and its JSON.")
    ] = None,
) -> None:
    """Measure the reader alone, with the keys of SQuAD 2.0's script and the threshold as shipped; a table a FILE."""
    from eval.reader_sheet import reader_sheet
    from eval.table import reader_table
    from qa.readers import open_reader

    _require_page(report)
    asked = {file: drawn(read_reader_questions(file), sample) for file in files}
    reader = open_reader()
    reads = {file: read_all(reader, questions, follow) for file, questions in asked.items()}
    figures = {file: reader_figures(asked[file], reads[file], reader.threshold) for file in asked}
    if predictions:
        write_lines(predictions, [read.to_dict(reader.threshold) for file in asked for read in reads[file]])
    if as_json:
        named = {str(file): found for file, found in figures.items()}
        print(json.dumps(named if len(named) > 1 else figures[files[0]], indent=2))
    else:
        for file, found in figures.items():
            reader_table(found, title=f"The reader alone: {file.name}")
    if report:
        _report(
            report,
            reader_sheet({file.name.split(".")[0]: (asked[file], reads[file]) for file in asked}, reader.threshold),
        )


def _require_page(report: Path | None) -> None:
    if report and report.suffix not in (".html", ".htm"):
        raise typer.BadParameter(f"--report {report}: name a .html; the .json with its figures is written beside it")


def _report(path: Path, sheet: Sheet) -> None:
    from eval.report import write_report

    print(f"{path}: the report; {write_report(path, sheet.to_report())}: its figures", file=sys.stderr)


def _show(sheet: Sheet, as_json: bool) -> None:
    from eval.table import table

    if as_json:
        print(json.dumps(sheet.to_dict(), ensure_ascii=False, indent=2))
    else:
        table(sheet)


if __name__ == "__main__":
    sys.exit(main())
