"""The reader alone, on question, text and answers: SQuAD 2.0's own figures at the threshold that ships."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from eval.gold import Row, read_rows
from eval.metrics import Prediction, squad
from eval.run import Follow, silently
from eval.squad import ReaderQuestion, read_squad
from index.errors import GoldInvalid, ModelMissing
from qa.spans import Reading


class Reads(Protocol):
    """What is needed of a reader: see qa.readers.Reader."""

    threshold: float

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]: ...


class NoReader:
    """Stands where a reader would, for those who only search. Raises ModelMissing when it is asked to read."""

    threshold = 0.0

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        raise ModelMissing("nothing can be read here: this assistant was opened for searching only")


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader said to one question."""

    id: str
    prediction: Prediction

    def to_dict(self, threshold: float) -> dict[str, Any]:
        """A prediction line: `text` is empty when it abstains at the threshold, `span` is its best anyway."""
        silent = self.prediction.no_answer > threshold
        text = "" if silent else self.prediction.span
        return {"id": self.id, "text": text, "span": self.prediction.span, "no_answer": self.prediction.no_answer}


def read_reader_questions(path: str | Path) -> list[ReaderQuestion]:
    """Rows {id, question, context, answers [{text, …}], answerable?}, or a SQuAD file (.json).

    Raises PathMissing, GoldInvalid with the line or the place.
    """
    if Path(path).suffix == ".json":
        return read_squad(Path(path))
    questions = [_reader_question(row) for row in read_rows(path)]
    if len({one.id for one in questions}) != len(questions):
        raise GoldInvalid(f"{path}: some ids are used more than once; ids must be unique")
    if not questions:
        raise GoldInvalid(f"{path}: has no question; one JSON object a line is expected")
    return questions


def _reader_question(row: Row) -> ReaderQuestion:
    answers = tuple(answer.text("text") for answer in row.rows("answers"))
    answerable = row.flag("answerable", bool(answers))
    if answerable != bool(answers):
        raise row.wrong(f"answerable is {answerable}, but there are {len(answers)} answers")
    return ReaderQuestion(row.text("id"), row.text("question"), row.text("context", ""), answers)


def read_all(reader: Reads, questions: Sequence[ReaderQuestion], follow: Follow[Any] = silently) -> list[Read]:
    """Read each text for its question; a text without any span counts as surely silent."""
    return [_read(reader, question) for question in follow(questions, "questions")]


def _read(reader: Reads, question: ReaderQuestion) -> Read:
    (reading,) = reader.read(question.question, [question.context])
    if not reading.spans:
        return Read(question.id, Prediction("", 1.0))
    best = reading.spans[0]
    return Read(question.id, Prediction(question.context[best.start : best.end], reading.no_answer))


def reader_figures(
    questions: Sequence[ReaderQuestion], reads: Iterable[Read], threshold: float
) -> dict[str, float | int]:
    """The published script's figures (percent, totals as counts) and the threshold that they hold for."""
    golds = {question.id: question.answers for question in questions}
    found = squad(golds, {read.id: read.prediction for read in reads}, threshold)
    return {**found, "threshold": threshold}
