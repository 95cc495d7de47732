"""Commands that check: verify, doctor, eval."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from index.errors import NewsroomError
from ui.commands.options import AsJson, Folder, index_folder


def verify_command(
    answers: Annotated[
        Path | None, typer.Argument(metavar="ANSWERS", help="Saved answers: JSON or JSON lines.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Check the index, or the quotes of saved answers.

    Without ANSWERS every checksum of the index is checked. The exit code is 1 if anything is wrong.
    """
    from index.generation import open_current
    from qa.verify import verify_answers
    from ui.terminal import note
    from ui.words import count_words

    where = index_folder(folder)
    if answers is None:
        _verify_index(where)
        return
    verified = verify_answers(answers, open_current(where))
    for problem in verified.problems:
        note(problem)
    held = f"{count_words(verified.answers, 'answer')}, {count_words(verified.citations, 'quotation')}"
    print(f"{held} checked, {len(verified.problems)} wrong")
    if verified.problems:
        raise typer.Exit(1)


def doctor_command(folder: Folder = None, as_json: AsJson = False) -> None:
    """Say whether this machine can answer.

    Each failure comes with the one command that mends it; the exit code is 1 if there is any.
    """
    from ui.escape import json_text, one_line
    from ui.examine import examine

    findings = examine(index_folder(folder))
    if as_json:
        checks = [{"check": one.check, "good": one.good, "found": one.found, "mend": one.mend} for one in findings]
        print(json_text({"good": all(one.good for one in findings), "checks": checks}, indent=2))
    else:
        for one in findings:
            mend = "" if one.good else f"; to mend: {one.mend}"
            print(one_line(f"{'ok  ' if one.good else 'FAIL'} {one.check}: {one.found}{mend}"))
    if not all(one.good for one in findings):
        raise typer.Exit(1)


def eval_command(context: typer.Context) -> None:
    """Run the benchmark; see `qa eval --help`."""
    from eval.__main__ import main

    raise typer.Exit(main(context.args) or 0)


def _verify_index(where: Path) -> None:
    """Every file of every generation; opening the live one compares all its checksums."""
    from index.generation import FOLDER, generation_names, open_current
    from index.manifest import check_members, read_manifest
    from ui.terminal import note
    from ui.words import count_words

    generation = open_current(where)
    wrong = [generation.warning] if generation.warning else []
    for name in generation_names(where):
        folder = where / FOLDER / name
        try:
            check_members(folder, read_manifest(folder, None))
        except NewsroomError as error:
            wrong.append(str(error))
    for problem in dict.fromkeys(wrong):
        note(problem)
    if wrong:
        raise typer.Exit(1)
    held = f"{count_words(len(generation.articles), 'article')}, {count_words(generation.passages, 'passage')}"
    print(f"{where}: generation {generation.name} is whole: {held}")
