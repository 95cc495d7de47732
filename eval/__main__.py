"""The command `qa eval`, also `python -m eval`: run the benchmark, look at the reader alone, check a gold file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.commands_forms import register as register_forms
from eval.commands_gold import register as register_gold
from eval.corpus import SAMPLE_CORPUS, SAMPLE_DIALOGUES, SAMPLE_QUESTIONS, indexed
from eval.gold import read_dialogues, read_news, read_questions
from eval.lines import write_lines
from eval.reader import NoReader, read_all, read_reader_questions, reader_figures
from eval.sheet import Assists, Gold, Sheet, answer_sheet, news_sheet, search_sheet
from index.errors import NewsroomError

app = typer.Typer(
    help="Measure answers on gold questions: those of the sample corpus, or --gold FILE --corpus PATH.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

register_forms(app)
register_gold(app)

GoldFile = Annotated[Path | None, typer.Option("--gold", metavar="FILE", help="Gold questions, one a line.")]
DialogueFile = Annotated[Path | None, typer.Option("--dialogues", metavar="FILE", help="Gold dialogues, one a line.")]
Corpus = Annotated[Path | None, typer.Option("--corpus", metavar="PATH", help="The articles that are asked about.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout in place of the table.")]


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
    index: Annotated[Path | None, typer.Option(metavar="DIR", help="Ask this index; index nothing.")] = None,
    news: Annotated[Path | None, typer.Option(metavar="FILE", help="Quiz questions about the news instead.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many questions.")] = None,
    mix: Annotated[Path | None, typer.Option(metavar="FILE", help="Mix in articles of this .jsonl[.gz].")] = None,
    mix_count: Annotated[int, typer.Option(min=0, help="How many to mix in.")] = 500,
    retrieval: Annotated[bool, typer.Option("--retrieval", help="Measure retrieval alone; nothing is read.")] = False,
    risk: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="1: never abstain for doubt.")] = None,
    as_json: AsJson = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one JSON line a question.")] = None,
) -> None:
    """Ask gold questions and print one table; without options those of the sample corpus."""
    if context.invoked_subcommand is not None:
        return
    own = bool(gold or dialogues or news)
    if (own or index) and not (corpus or index):
        raise typer.BadParameter("--gold, --dialogues and --news ask about articles: add --corpus PATH or --index DIR")
    if index and (corpus or mix):
        raise typer.BadParameter("--index is asked as it is; --corpus and --mix are for a new one")
    with _index(index, corpus or SAMPLE_CORPUS, mix, mix_count) as folder:
        if news:
            sheet = news_sheet(_assistant(folder), str(news), read_news(news)[:limit], risk, _follow)
        elif retrieval:
            sheet = search_sheet(_searcher(folder), _gold(gold, dialogues, limit), _follow)
        else:
            sheet = answer_sheet(_assistant(folder), _gold(gold, dialogues, limit), risk, _follow)
    _show(sheet, as_json)
    if out:
        write_lines(out, sheet.lines)


@app.command("reader")
def reader_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Questions with texts: .jsonl or .jsonl.gz.")],
    as_json: AsJson = False,
    predictions: Annotated[Path | None, typer.Option(metavar="OUT", help="Write one JSON line a question.")] = None,
) -> None:
    """Measure the reader alone, with the keys of SQuAD 2.0's script and the threshold as shipped."""
    from eval.table import reader_table
    from qa.readers import open_reader

    questions = read_reader_questions(file)
    reader = open_reader()
    reads = read_all(reader, questions, _follow)
    figures = reader_figures(questions, reads, reader.threshold)
    if predictions:
        write_lines(predictions, [read.to_dict(reader.threshold) for read in reads])
    if as_json:
        print(json.dumps(figures, indent=2))
    else:
        reader_table(figures)


def _gold(questions: Path | None, dialogues: Path | None, limit: int | None = None) -> Gold:
    """What these files ask, the sample's own when neither is given; `limit` keeps the first of each kind."""
    title = " and ".join(str(path) for path in (questions, dialogues) if path) or "sample corpus"
    if not questions and not dialogues:
        questions, dialogues = SAMPLE_QUESTIONS, SAMPLE_DIALOGUES
    alone = read_questions(questions) if questions else ()
    talks = read_dialogues(dialogues) if dialogues else ()
    return Gold(title, alone[:limit], talks[:limit])


@contextmanager
def _index(index: Path | None, corpus: Path, mix: Path | None, mix_count: int) -> Iterator[Path]:
    if index:
        yield index
        return
    print(f"indexing {corpus} for this run …", file=sys.stderr)
    with indexed(corpus, mix, mix_count) as folder:
        yield folder


def _assistant(folder: Path) -> Assists:
    from qa.assistant import Assistant

    return Assistant.open(folder)


def _searcher(folder: Path) -> Assists:
    """An assistant that can only search: retrieval can be measured where no reader's weights are."""
    from index.embedders import open_embedder
    from index.generation import open_current
    from qa.assistant import Assistant, open_fitted

    return Assistant(folder, open_embedder(open_current(folder).embedder), NoReader(), open_fitted())


def _follow(items: Sequence[Any], what: str) -> Iterable[Any]:
    """Draw a bar on stderr, where someone looks."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(items, what, console=console, transient=True, disable=not console.is_terminal)


def _show(sheet: Sheet, as_json: bool) -> None:
    from eval.table import table

    if as_json:
        print(json.dumps(sheet.to_dict(), ensure_ascii=False, indent=2))
    else:
        table(sheet)


if __name__ == "__main__":
    sys.exit(main())
