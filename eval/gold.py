"""Gold questions: what is asked, what counts as right, and where in the articles it stands.

Three forms of JSON lines (gzip or not): questions, dialogues (one a line, with turns) and news quizzes. What is read is
checked at once; `check` then compares the evidence with the articles themselves.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index.errors import GoldInvalid, PathMissing

TYPES = frozenset(
    {
        "attribution",
        "conflict",
        "explain",
        "factoid-how-many",
        "factoid-what",
        "factoid-when",
        "factoid-where",
        "factoid-who",
        "list",
        "spelling",
        "time",
        "unanswerable",
        "yes-no",
    }
)


@dataclass(frozen=True, slots=True)
class Range:
    """A half-open range of characters in one article, which is known by its name in the gold file."""

    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of an article that answers; `doc` is its path below the corpus, "#record" after it where it has one.

    `speakers`: where somebody is said to say it, the accepted ways to name who; empty in the outlet's own voice.
    """

    doc: str
    start: int
    end: int
    text: str
    speakers: tuple[str, ...] = ()

    @property
    def range(self) -> Range:
        """Where it stands, without its text."""
        return Range(self.doc, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: what is accepted for it and who says so."""

    answer: str
    answers: tuple[str, ...]
    docs: tuple[str, ...]
    attributed_to: str


@dataclass(frozen=True, slots=True)
class Question:
    """One gold question. `line` is where it was read (from 1); groups are for lists, sides for conflicts, else empty.

    `soft`: the sides are compatible, so one of them is a full answer. `standalone` is a dialogue turn in its own words,
    the question itself elsewhere.
    """

    id: str
    question: str
    type: str
    answers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    answerable: bool
    sources: tuple[str, ...] = ()
    subtype: str | None = None
    sides: tuple[Side, ...] = ()
    soft: bool = False
    answer_groups: tuple[tuple[str, ...], ...] = ()
    optional_groups: tuple[tuple[str, ...], ...] = ()
    standalone: str = ""
    style: tuple[str, ...] = ()
    notes: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions of one chat, in order; each is asked after the ones before it."""

    id: str
    turns: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class NewsQuestion:
    """A quiz question about the news: the quiz's answer (not always verbatim) and the articles that seem to hold it."""

    id: str
    question: str
    answer: str
    date: str
    articles: tuple[str, ...]


def read_questions(path: str | Path) -> tuple[Question, ...]:
    """Read gold questions, one a line. Raises GoldInvalid with file and line when one is not of the form."""
    questions = tuple(_question(row) for row in read_rows(path))
    _require_unique(path, [(question.id, question.line) for question in questions])
    return questions


def read_dialogues(path: str | Path) -> tuple[Dialogue, ...]:
    """Read gold dialogues, one a line. Raises GoldInvalid with file and line when one is not of the form."""
    dialogues = tuple(_dialogue(row) for row in read_rows(path))
    turns = [(turn.id, turn.line) for dialogue in dialogues for turn in dialogue.turns]
    _require_unique(path, turns + [(dialogue.id, dialogue.turns[0].line) for dialogue in dialogues])
    return dialogues


def read_news(path: str | Path) -> tuple[NewsQuestion, ...]:
    """Read quiz questions, one a line. Raises GoldInvalid with file and line when one is not of the form."""
    return tuple(
        NewsQuestion(row.text("id"), row.text("question"), row.text("answer"), row.text("date"), row.texts("articles"))
        for row in read_rows(path)
    )


def try_questions(path: str | Path) -> Iterator[tuple[Question, ...] | GoldInvalid]:
    """For each line of a gold file its question, or the turns of its dialogue, or what is wrong with it.

    Only a file that cannot be read at all raises: PathMissing, GoldInvalid. Nothing is said of ids used twice.
    """
    for line, text in _lines(Path(path)):
        try:
            row = _parsed(Path(path), line, text)
            yield _dialogue(row).turns if "turns" in row.values else (_question(row),)
        except GoldInvalid as error:
            yield error


def check(questions: Iterable[Question], texts: Mapping[str, str], where: str | Path = "gold") -> None:
    """Compare all evidence with the articles' texts, by name. Raises GoldInvalid at the first that is not its slice."""
    for question in questions:
        for evidence in question.evidence:
            place = f"{where}, line {question.line}: {question.id}"
            if evidence.doc not in texts:
                raise GoldInvalid(f"{place} has evidence in {evidence.doc!r}, which is no article of the corpus")
            found = texts[evidence.doc][evidence.start : evidence.end]
            if found != evidence.text:
                raise GoldInvalid(
                    f"{place} has evidence {evidence.text[:60]!r}, but {evidence.doc} "
                    f"[{evidence.start}:{evidence.end}] is {found[:60]!r}; correct start and end"
                )


def locate(question: Question, texts: Mapping[str, str]) -> Question:
    """The same question with each evidence's offsets found again by its text, which must occur once in its article."""
    return replace(question, evidence=tuple(_located(question, evidence, texts) for evidence in question.evidence))


def _located(question: Question, evidence: Evidence, texts: Mapping[str, str]) -> Evidence:
    found = texts.get(evidence.doc, "").count(evidence.text)
    if found != 1:
        raise GoldInvalid(
            f"line {question.line}: {question.id} has evidence {evidence.text[:60]!r}, "
            f"which occurs {found} times in {evidence.doc}; word it so that it occurs once"
        )
    start = texts[evidence.doc].index(evidence.text)
    return replace(evidence, start=start, end=start + len(evidence.text))


def answer_ranges(question: Question) -> tuple[Range, ...]:
    """Where whole accepted answers stand inside the evidence, sorted: what retrieval has to find. May be empty."""
    ranges = {
        Range(evidence.doc, evidence.start + at, evidence.start + at + len(answer))
        for evidence in question.evidence
        for answer in question.answers
        for at in _occurrences(evidence.text, answer)
    }
    return tuple(sorted(ranges, key=lambda one: (one.doc, one.start, one.end)))


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object of a gold file, which knows where it stands so that its errors can say so."""

    path: Path
    line: int
    values: Mapping[str, Any]

    def wrong(self, what: str) -> GoldInvalid:
        return GoldInvalid(f"{self.path}, line {self.line}: {what}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(f"{name!r} must be a text, found {value!r}")
        return value

    def number(self, name: str) -> int:
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(f"{name!r} must be a whole number, found {value!r}")
        return value

    def flag(self, name: str, default: bool | None = None) -> bool:
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(f"{name!r} must be true or false, found {value!r}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        return self.as_texts(name, self.values.get(name, []))

    def groups(self, name: str) -> tuple[tuple[str, ...], ...]:
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise self.wrong(f"{name!r} must be a list of lists of texts, found {value!r}")
        return tuple(self.as_texts(name, group) for group in value)

    def as_texts(self, name: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            raise self.wrong(f"{name!r} must be a list of texts, found {value!r}")
        return tuple(value)

    def rows(self, name: str) -> tuple[Row, ...]:
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(f"{name!r} must be a list of objects, found {value!r}")
        return tuple(replace(self, values=one) for one in value)


def read_rows(path: str | Path) -> Iterator[Row]:
    """Every line that is not blank, as an object. Raises PathMissing, GoldInvalid with the line."""
    return (_parsed(Path(path), line, text) for line, text in _lines(Path(path)))


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers from 1."""
    try:
        yield from _opened_lines(file)
    except FileNotFoundError as error:
        raise PathMissing(f"{file}: no such file; give a .jsonl or .jsonl.gz of gold questions") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise GoldInvalid(
            f"{file}: cannot be read ({error}); UTF-8 JSON lines are expected, .gz if compressed"
        ) from error


def _opened_lines(file: Path) -> Iterator[tuple[int, str]]:
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        yield from ((line, text) for line, text in enumerate(lines, start=1) if text.strip())


def _parsed(file: Path, line: int, text: str) -> Row:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GoldInvalid(f"{file}, line {line}: not JSON ({error}); one object a line is expected") from error
    if not isinstance(values, dict):
        raise GoldInvalid(f"{file}, line {line}: found {type(values).__name__}, expected one object a line")
    return Row(file, line, values)


def _dialogue(row: Row) -> Dialogue:
    turns = tuple(_question(turn) for turn in row.rows("turns"))
    if not turns:
        raise row.wrong("a dialogue needs 'turns'")
    return Dialogue(row.text("id"), turns)


def _question(row: Row) -> Question:
    question = Question(
        id=row.text("id"),
        question=row.text("question"),
        type=row.text("type"),
        answers=row.texts("answers"),
        evidence=tuple(_evidence(one) for one in row.rows("evidence")),
        answerable=row.flag("answerable"),
        sources=row.texts("sources"),
        subtype=row.text("subtype", "") or None,
        sides=tuple(_side(one) for one in row.rows("sides")),
        soft=row.flag("soft", False),
        answer_groups=row.groups("answer_groups"),
        optional_groups=row.groups("optional_groups"),
        standalone=row.text("standalone", "") or row.text("question"),
        style=row.texts("style"),
        notes=row.text("notes", ""),
        line=row.line,
    )
    _require_form(row, question)
    return question


def to_row(question: Question) -> dict[str, Any]:
    """The question as a line of a gold file, read back as an equal one; fields of other types are left out."""
    whole = asdict(question)
    del whole["line"]
    absent = {name for name in ("subtype", "sides", "soft", "answer_groups", "optional_groups") if not whole[name]}
    if question.standalone == question.question:
        absent.add("standalone")
    for side in whole["sides"]:
        side["doc"] = side["docs"][0]
    for evidence in whole["evidence"]:
        if not evidence["speakers"]:
            del evidence["speakers"]
    return {name: value for name, value in whole.items() if name not in absent}


def _evidence(row: Row) -> Evidence:
    return Evidence(row.text("doc"), row.number("start"), row.number("end"), row.text("text"), row.texts("speakers"))


def _side(row: Row) -> Side:
    docs = row.texts("docs") or (row.text("doc"),)
    return Side(row.text("answer"), row.texts("answers"), docs, row.text("attributed_to", ""))


def _require_form(row: Row, question: Question) -> None:
    """Raise GoldInvalid where the fields do not fit each other."""
    if question.type not in TYPES:
        raise row.wrong(f"{question.id} has type {question.type!r}; expected one of {', '.join(sorted(TYPES))}")
    if question.answerable != (question.type != "unanswerable"):
        raise row.wrong(f"{question.id} has type {question.type!r} but answerable is {question.answerable}")
    if question.answerable != bool(question.answers) or question.answerable != bool(question.evidence):
        raise row.wrong(f"{question.id} must have answers and evidence exactly if it is answerable")
    if (question.type == "conflict") != (len(question.sides) >= 2):
        raise row.wrong(f"{question.id} must have two sides or more exactly if its type is conflict")
    if (question.type == "list") != bool(question.answer_groups):
        raise row.wrong(f"{question.id} must have answer_groups exactly if its type is list")
    for evidence in question.evidence:
        if evidence.start < 0 or evidence.end - evidence.start != len(evidence.text):
            raise row.wrong(f"{question.id}: {evidence.start} to {evidence.end} is not the length of its evidence")
    for answer in _all_answers(question):
        if not any(answer in evidence.text for evidence in question.evidence):
            raise row.wrong(f"{question.id}: the answer {answer!r} does not occur in its evidence")


def _all_answers(question: Question) -> Iterator[str]:
    yield from question.answers
    for side in question.sides:
        yield from (side.answer, *side.answers)
    for group in question.answer_groups + question.optional_groups:
        yield from group


def _require_unique(path: str | Path, ids: Iterable[tuple[str, int]]) -> None:
    lines = dict(reversed(list(ids)))
    named = Counter(name for name, _ in ids)
    for name, times in named.items():
        if times > 1:
            raise GoldInvalid(f"{path}, line {lines[name]}: the id {name!r} is used {times} times; ids must be unique")
