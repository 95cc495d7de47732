"""The minutes of a conversation as a file: HTML or Markdown for people, JSON (the answer objects) for programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import QuestionError
from qa.types import Answer, Citation
from ui.cited import isolated
from ui.escape import escape, json_text, one_line
from ui.prose import prose
from ui.turn import answer_html
from ui.words import place_words, source_words

STYLE = Path(__file__).parent / "page" / "export.css"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# What only works on the page. In markup of ours no attribute and no text holds a raw < or >.
_CITE = re.compile(r'<button type="button" class="cite"[^>]*>(.*?)</button>')
_CHANGE = re.compile(r' ?<button type="button" class="change"[^>]*>.*?</button>')


@dataclass(frozen=True, slots=True)
class Minute:
    """A question and its answer."""

    question: str
    answer: Answer


def write_minutes(minutes: Sequence[Minute], path: Path) -> Path:
    """Write them, by the ending of the file's name; never over a file that is there. Raises QuestionError, OSError."""
    forms = {".html": html_minutes, ".md": markdown, ".json": json_minutes}
    if path.suffix.lower() not in forms:
        raise QuestionError("the name ends in none of .html, .md and .json")
    text = forms[path.suffix.lower()](minutes)
    with path.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(text)
    return path


def markdown(minutes: Sequence[Minute]) -> str:
    """Each question as a heading, and below it what the articles say."""
    return "".join(f"## {one_line(one.question)}\n\n{prose(one.answer).content}\n\n" for one in minutes)


def json_minutes(minutes: Sequence[Minute]) -> str:
    """A list of answer objects: `qa verify` checks it as it is."""
    return json_text([one.answer.to_dict() for one in minutes], indent=2) + "\n"


def html_minutes(minutes: Sequence[Minute]) -> str:
    """A page that opens anywhere without this program: every quote marked, and where it stands to the letter."""
    title = escape(minutes[0].question if minutes else "Nothing was asked")
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE.read_text('utf-8')}</style>"
    )
    turns = "".join(_turn(one) for one in minutes)
    body = f'<h1>{title}</h1><p class="lead">newsroom-qa. Every quote is exact.</p>{turns}'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _turn(minute: Minute) -> str:
    said = _CHANGE.sub("", _CITE.sub(r'<span class="cite">\1</span>', answer_html(minute.answer, "")))
    said = said.replace("<details", "<details open")
    asked = f'<span class="who">You asked: </span><h2 class="asked" dir="auto">{escape(minute.question)}</h2>'
    return f'<section class="turn">{asked}<div class="said">{said}</div></section>{_sources(minute.answer)}'


def _sources(answer: Answer) -> str:
    cited = [*(citation for claim in answer.claims for citation in claim.citations), *answer.closest]
    items = "".join(f"<li><div>{isolated(source_words(one.article))}</div>{_proof(one)}</li>" for one in cited)
    return f'<details class="sources"><summary>Sources ({len(cited)})</summary><ol>{items}</ol></details>'


def _proof(citation: Citation) -> str:
    where = f"{place_words(citation)}, characters {citation.start} to {citation.end}, {citation.fingerprint}"
    return f"<code>{escape(where)}</code>"
