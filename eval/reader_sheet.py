"""The reader alone as a run that a report is made of: its figures by file, and every question with what it said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.figures import Figure, calibration
from eval.metrics import aurc, best_of, exact, f1, interval, interval_of
from eval.reader import Read
from eval.reasons import Reason
from eval.sheet import Asked, Sheet
from eval.squad import ReaderQuestion

ReadFile = tuple[Sequence[ReaderQuestion], Sequence[Read]]


def reader_sheet(files: Mapping[str, ReadFile], threshold: float) -> Sheet:
    """Questions by the name of their file, with what the reader said, at the threshold as shipped.

    Its confidence is the probability that the text answers; an answer is right when it is exact, as SQuAD counts.
    """
    lines = [
        _line(name, question, read, threshold)
        for name, (questions, reads) in files.items()
        for question, read in zip(questions, reads, strict=True)
    ]
    asked = [question for questions, _ in files.values() for question in questions]
    texts = {question.context for question in asked}
    gold = _digest(f"{one.id}\0{one.question}\0{one.answers}" for one in asked)
    title = f"The reader alone: {', '.join(files)}"
    return Sheet(
        title, Asked(_digest(sorted(texts)), gold, len(texts), len(texts)), tuple(_figures(lines)), {}, tuple(lines)
    )


def _line(name: str, question: ReaderQuestion, read: Read, threshold: float) -> dict[str, Any]:
    said = read.to_dict(threshold)["text"]
    span, confidence = read.prediction.span, 1 - read.prediction.no_answer
    marks = {figure.__name__: best_of(figure, question.answers, said) for figure in (exact, f1)}
    bold = best_of(exact, question.answers, span) if question.answers else 0.0
    return {
        "id": read.id,
        "type": name,
        "question": question.question,
        "mark": marks["f1"],
        "exact": marks["exact"],
        "right": bool(said and marks["exact"]),
        "confidence": confidence,
        "said": [said] if said else [],
        "bold": {"said": span, "confidence": confidence, "right": bool(bold)} if span else None,
        "accepted": list(question.answers),
        "answerable": bool(question.answers),
        "message": "Silent: the text does not seem to answer.",
        "reason": _reason(bool(question.answers), bool(said), marks["f1"]),
    }


def _reason(answerable: bool, answered: bool, mark: float) -> str | None:
    if mark == 1.0:
        return None
    if not answerable:
        return Reason.should_abstain.value
    if not answered:
        return Reason.should_answer.value
    return (Reason.incomplete if mark else Reason.wrong_span).value


def _figures(lines: Sequence[Mapping[str, Any]]) -> list[Figure]:
    told = [line for line in lines if line["said"]]
    bold = [line["bold"] for line in lines if line["bold"]]
    shares = [
        ("answers", "answered, of answerable", [bool(line["said"]) for line in lines if line["answerable"]]),
        ("answers", "abstained, of unanswerable", [not line["said"] for line in lines if not line["answerable"]]),
        ("answers", "wrong, of given", [not line["right"] for line in told]),
        ("words", "exact", [line["exact"] for line in lines]),
        ("words", "F1", [line["mark"] for line in lines]),
    ]
    types = dict.fromkeys(line["type"] for line in lines)
    shares += [("type", name, [line["mark"] for line in lines if line["type"] == name]) for name in types]
    found = [Figure(group, name, interval([float(one) for one in values])) for group, name, values in shares]
    known = calibration([line["confidence"] for line in told], [line["right"] for line in told])
    never = interval_of(aurc, [one["confidence"] for one in bold], [one["right"] for one in bold])
    return [one for one in [*found, *known, Figure("calibration", "AURC, never silent", never)] if one.interval.count]


def _digest(parts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return whole.hexdigest()
