"""What the commands of `qa eval` share: their options, the gold and the index that they name, and the bar they draw."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from eval.corpus import SAMPLE_CORPUS, SAMPLE_DIALOGUES, SAMPLE_QUESTIONS, indexed
from eval.gold import read_dialogues, read_questions
from eval.reader import NoReader
from eval.remembering import Remembering
from eval.sheet import Assists, Gold

Item = TypeVar("Item")
SAMPLE_SEED = 0

GoldFile = Annotated[Path | None, typer.Option("--gold", metavar="FILE", help="Gold questions, one a line.")]
DialogueFile = Annotated[Path | None, typer.Option("--dialogues", metavar="FILE", help="Gold dialogues, one a line.")]
Corpus = Annotated[Path | None, typer.Option("--corpus", metavar="PATH", help="The articles that are asked about.")]
IndexFolder = Annotated[Path | None, typer.Option("--index", metavar="DIR", help="Ask this index; index nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout in place of lines or the table.")]
Sample = Annotated[
    int | None, typer.Option("--sample", min=1, help="Only so many questions, drawn evenly, always the same ones.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Only the first so many questions.")]


def read_gold(
    questions: Path | None, dialogues: Path | None, limit: int | None = None, sample: int | None = None
) -> Gold:
    """What these files ask, the sample's own when neither is given; `limit` keeps the first of each kind.

    `sample` draws so many questions of those, and dialogues in the same proportion.

    Raises PathMissing, GoldInvalid.
    """
    title = " and ".join(str(path) for path in (questions, dialogues) if path) or "sample corpus"
    if not questions and not dialogues:
        questions, dialogues = SAMPLE_QUESTIONS, SAMPLE_DIALOGUES
    alone = read_questions(questions) if questions else ()
    talks = read_dialogues(dialogues) if dialogues else ()
    alone, talks = alone[:limit], talks[:limit]
    share = None if sample is None or not alone else round(len(talks) * sample / len(alone))
    return Gold(title, drawn(alone, sample), drawn(talks, share if alone else sample))


def drawn(items: Sequence[Item], sample: int | None) -> tuple[Item, ...]:
    """That many of the items in their order, always the same ones; all of them without a number, or with too few."""
    if sample is None or sample >= len(items):
        return tuple(items)
    kept = random.Random(SAMPLE_SEED).sample(range(len(items)), sample)  # noqa: S311 - a fair draw, no secret
    return tuple(items[at] for at in sorted(kept))


def asked_index(
    own: bool, corpus: Path | None, index: Path | None, mix: Path | None = None, mix_count: int = 0
) -> AbstractContextManager[Path]:
    """The index that is asked: the one named, else one made of the corpus for this run, once it is entered.

    `own`: the questions are not the sample's, so their articles must be named. Raises typer.BadParameter, PathMissing.
    """
    if (own or index) and not (corpus or index):
        raise typer.BadParameter("--gold, --dialogues and --news ask about articles: add --corpus PATH or --index DIR")
    if index and (corpus or mix):
        raise typer.BadParameter("--index is asked as it is, --corpus (with --mix) makes a new one: give one of them")
    return nullcontext(index) if index else _made(corpus, mix, mix_count)


@contextmanager
def _made(corpus: Path | None, mix: Path | None, mix_count: int) -> Iterator[Path]:
    print(f"indexing {corpus or SAMPLE_CORPUS} for this run …", file=sys.stderr)
    with indexed(corpus or SAMPLE_CORPUS, mix, mix_count) as folder:
        yield folder


def open_assistant(folder: Path) -> Assists:
    """The assistant of an index, as `Assistant.open` opens it; what its reader reads is remembered for the process."""
    from index.embedders import open_embedder
    from index.generation import open_current
    from qa.analysers import open_analyser
    from qa.assistant import Assistant
    from qa.fitted import open_fitted

    embedder = open_embedder(open_current(folder).embedder)
    return Assistant(folder, embedder, _reader(os.environ.get("QA_READER")), open_fitted(), open_analyser())


@cache
def _reader(name: str | None) -> Remembering:
    """The reader of that name, loaded once for all indexes of a run."""
    from qa.readers import open_reader

    return Remembering(open_reader(name))


def open_searcher(folder: Path) -> Assists:
    """An assistant that can only search: retrieval can be measured where no reader's weights are."""
    from index.embedders import open_embedder
    from index.generation import open_current
    from qa.assistant import Assistant
    from qa.fitted import open_fitted

    return Assistant(folder, open_embedder(open_current(folder).embedder), NoReader(), open_fitted())


def follow(items: Sequence[Any], what: str) -> Iterable[Any]:
    """Draw a bar on stderr, where someone looks."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(items, what, console=console, transient=True, disable=not console.is_terminal)
