"""Writing gold questions: an answer is looked up in the article, its sentence becomes the evidence, a line is kept."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from eval.checks import splits_word
from eval.corpus import doc_name
from eval.gold import Evidence, Question, Side, read_questions, to_row
from index.errors import GoldInvalid, PathMissing
from index.files import replace as replace_file
from index.sentences import sentences
from index.types import Article
from qa.question import wants
from qa.types import Citation

SUBTYPES = (
    "missing-detail", "absent-entity", "entity-swap", "false-premise", "boilerplate", "off-topic", "chitchat",
)  # fmt: skip
"""Why articles do not answer: a detail they leave out, somebody they do not name, another's deed, what never happened,
an advertisement."""

_TYPES = {
    "who": "factoid-who", "when": "factoid-when", "where": "factoid-where", "number": "factoid-how-many",
    "why": "explain", "how": "explain", "say": "attribution", "polar": "yes-no",
}  # fmt: skip
# Characters that a person types for one another; any of a class stands for all of it.
_ALIKE = ("'‘’‚‛′`´", '"“”„‟″«»', "-‐‑‒–—―−", " \u00a0\u2009\u202f\t\r\n")


def evidence_of(place: Citation) -> Evidence:
    """The quoted sentence in the form of a gold file."""
    return Evidence(doc_name(place.article), place.start, place.end, place.quote)


def places(article: Article, answer: str) -> tuple[Citation, ...]:
    """Every place where the answer stands verbatim as whole words, in order; none inside a muted range.

    Empty when it stands nowhere, and for a blank answer.
    """
    return _found(article, re.escape(answer)) if answer.strip() else ()


def wordings(article: Article, answer: str) -> tuple[Citation, ...]:
    """The places that differ from the answer only by case, blanks, and kinds of quotation marks and dashes.

    What to offer to a person who typed an answer that stands nowhere verbatim.
    """
    return _found(article, "".join(_loosely(answer.strip())), re.IGNORECASE) if answer.strip() else ()


def _loosely(answer: str) -> Iterable[str]:
    for blanks_or_not in re.findall(r"\s+|\S", answer):
        kind = next((kind for kind in _ALIKE if blanks_or_not[0] in kind), "")
        one = f"[{re.escape(kind)}]" if kind else re.escape(blanks_or_not)
        yield rf"{one}+" if blanks_or_not.isspace() else one


def _found(article: Article, pattern: str, flags: int = 0) -> tuple[Citation, ...]:
    text, cuts = article.text, sentences(article.text)
    found: list[Citation] = []
    for match in re.finditer(pattern, text, flags):
        start, end = match.span()
        muted = any(one.start < end and start < one.end for one in article.muted)
        around = [cut for cut in cuts if cut.start < end and start < cut.end]
        if around and not muted and not _cuts(text, start) and not _cuts(text, end):
            found.append(Citation(article, min(around[0].start, start), max(around[-1].end, end), start, end))
    return tuple(found)


def _cuts(text: str, at: int) -> bool:
    """Whether this offset lies inside a word or a number: "1" is no answer in "1,300", nor "6" in "1.6"."""
    inside_number = re.compile(r"\d[.,]\d")
    return splits_word(text, at) or any(inside_number.match(text, start) for start in (at - 1, at - 2) if start >= 0)


def place_at(article: Article, start: int, end: int) -> Citation:
    """The answer that a person marked in an article, widened to whole words, in its sentence.

    Blanks at the ends are left out. Raises GoldInvalid when nothing is left, for a range that is not in the article,
    and where a muted range is touched.
    """
    text = article.text
    if not 0 <= start < end <= len(text):
        raise GoldInvalid(f"{start} to {end} is no range of this article; mark the answer again")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise GoldInvalid("only blanks are marked; mark the words that answer")
    while _cuts(text, start):
        start -= 1
    while _cuts(text, end):
        end += 1
    found = [place for place in places(article, text[start:end]) if place.answer_start == start]
    if not found:
        raise GoldInvalid("this is muted (newsletter, advertisement, furniture of the page), so it is no answer")
    return found[0]


def guessed_type(question: str) -> str:
    """The type that its first words suggest; a person decides."""
    return _TYPES.get(wants(question), "factoid-what")


def draft(question: str, type: str, found: Sequence[Citation], id: str, also: Sequence[str] = ()) -> Question:
    """An answerable gold question whose answer stands at these places; `also` are further accepted wordings in them.

    The answers are the texts at the places, as they stand, each once. Raises GoldInvalid without a place, for a blank
    question, and for a further wording that stands in none of the sentences.
    """
    answers = tuple(dict.fromkeys([place.answer for place in found] + [text for text in also if text]))
    quotes = [place.quote for place in found]
    for answer in answers:
        if not any(answer in quote for quote in quotes):
            raise GoldInvalid(f"{answer!r} stands in no sentence of the evidence; give a wording that does")
    if not found:
        raise GoldInvalid("the answer stands nowhere; give one that does, or call the question unanswerable")
    evidence = tuple(dict.fromkeys(evidence_of(place) for place in found))
    sources = tuple(dict.fromkeys(one.doc for one in evidence))
    return Question(id, _worded(question), type, answers, evidence, True, sources, standalone=_worded(question))


def draft_list(question: str, items: Sequence[Sequence[Citation]], id: str) -> Question:
    """A gold question for several things: each item by all places where it stands. Raises GoldInvalid as `draft`."""
    if not items or not all(items):
        raise GoldInvalid("a list needs items, and each item a place where it stands")
    whole = draft(question, "list", [place for item in items for place in item], id)
    groups = tuple(tuple(dict.fromkeys(place.answer for place in item)) for item in items)
    return replace(whole, answer_groups=groups)


def draft_conflict(question: str, sides: Sequence[tuple[str, Sequence[Citation]]], id: str) -> Question:
    """A gold question on which articles disagree: who says so, and where it stands, for two sides or more.

    Raises GoldInvalid as `draft`, and when there are fewer than two sides or two of them say the same.
    """
    whole = draft(question, "conflict", [place for _, found in sides for place in found], id)
    made = tuple(_side(speaker, found) for speaker, found in sides)
    if len({side.answer for side in made}) < 2 or len({side.answer for side in made}) < len(made):
        raise GoldInvalid("a conflict needs two sides or more that say different things")
    return replace(whole, sides=made)


def _side(speaker: str, found: Sequence[Citation]) -> Side:
    if not found:
        raise GoldInvalid("each side of a conflict needs a place where it stands")
    answers = tuple(dict.fromkeys(place.answer for place in found))
    return Side(answers[0], answers, tuple(dict.fromkeys(doc_name(place.article) for place in found)), speaker)


def draft_unanswerable(question: str, id: str, subtype: str = SUBTYPES[0]) -> Question:
    """A gold question that the articles do not answer; `subtype` says why. Raises GoldInvalid for an unknown one."""
    if subtype not in SUBTYPES:
        raise GoldInvalid(f"{subtype!r} is no reason why articles do not answer; give one of {', '.join(SUBTYPES)}")
    worded = _worded(question)
    return Question(id, worded, "unanswerable", (), (), False, subtype=subtype, standalone=worded)


def _worded(question: str) -> str:
    text = " ".join(question.split())
    if not any(character.isalnum() for character in text):
        raise GoldInvalid("a gold question needs a word in it; give the question as a person would ask it")
    return text


def next_id(questions: Iterable[Question]) -> str:
    """The first of q001, q002, … that is above every id of this form."""
    numbers = [int(one.id[1:]) for one in questions if re.fullmatch(r"q\d+", one.id)]
    return f"q{max(numbers, default=0) + 1:03d}"


def read_made(path: Path) -> tuple[Question, ...]:
    """The questions that a file has so far; none when it is not there yet. Raises GoldInvalid."""
    return read_questions(path) if path.exists() else ()


def gold_file(index: Path) -> Path:
    """Where the page keeps the gold of an index: beside its folder, so that the index stays as it was published."""
    return index.with_name(f"{index.name}.gold.jsonl")


def leave_out(path: Path, id: str) -> None:
    """Take one question out of a gold file, at once. Raises GoldInvalid when it has none of this id, OSError."""
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    kept = [line for line in lines if not line.strip() or json.loads(line).get("id") != id]
    if len(kept) == len(lines):
        raise GoldInvalid(f"there is no question {id} any more; load the page again")
    replace_file(path, b"".join(kept))


def append(path: Path, question: Question) -> None:
    """Add one line to a gold file and wait until the disk has it; the lines before it are never touched.

    The line is one write, so that an interruption leaves it whole or absent. Raises GoldInvalid for a compressed file
    and for what is no UTF-8, PathMissing when the file cannot be written.
    """
    if path.suffix == ".gz":
        raise GoldInvalid(f"{path}: lines cannot be added to a compressed file; name a .jsonl")
    try:
        line = json.dumps(to_row(question), ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError as error:
        raise GoldInvalid(f"{question.id} holds a character that is no UTF-8; type it again without it") from error
    try:
        with path.open("a+b", buffering=0) as file:
            file.write((b"" if _ends_a_line(path) else b"\n") + line)
            os.fsync(file.fileno())
    except OSError as error:
        raise PathMissing(f"{path}: cannot be written ({error.strerror}); name a file in a folder of yours") from error


def _ends_a_line(path: Path) -> bool:
    """Whether a new line may begin: someone may have edited the file and left no line break at its end."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
