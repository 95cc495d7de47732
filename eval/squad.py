"""SQuAD 1.1 and 2.0: their JSON in and out, and the files that the published script evaluate-v2.0.py takes.

Rajpurkar, Zhang, Lopyrev and Liang, EMNLP 2016 (1.1); Rajpurkar, Jia and Liang, ACL 2018 (2.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.forms import Node, read_json, write_json
from eval.gold import Evidence, Question
from eval.metrics import Prediction, squad
from index.errors import GoldInvalid

WANTED = 'a SQuAD file, {"data": [{"paragraphs": [{"context", "qas": [...]}]}]}'
WANTED_PREDICTIONS = 'predictions as SQuAD\'s script takes them, {"id": "text"}'
WANTED_ODDS = 'no-answer probabilities as SQuAD\'s script takes them, {"id": 0.5}'

# What the script uses when it is given no probabilities: each 0, and nothing is above 1.
NO_THRESHOLD = 1.0


@dataclass(frozen=True, slots=True)
class ReaderQuestion:
    """A question about one text; `answers` is empty when the text does not answer."""

    id: str
    question: str
    context: str
    answers: tuple[str, ...]


def read_squad(path: Path) -> list[ReaderQuestion]:
    """Every question of a SQuAD 1.1 or 2.0 file, in order. Raises PathMissing, GoldInvalid with the place."""
    questions = list(_questions(read_json(path, WANTED)))
    if not questions:
        raise GoldInvalid(f"{path}: has no question; give {WANTED}")
    if len({one.id for one in questions}) != len(questions):
        raise GoldInvalid(f"{path}: some ids are used more than once; ids must be unique")
    return questions


def _questions(file: Node) -> Iterator[ReaderQuestion]:
    for article in file.nodes("data"):
        for paragraph in article.nodes("paragraphs"):
            context = paragraph.text("context")
            for node in paragraph.nodes("qas"):
                yield _question(node, context)


def _question(node: Node, context: str) -> ReaderQuestion:
    answers = tuple(answer.text("text") for answer in node.nodes("answers", []))
    if node.flag("is_impossible", not answers) != (not answers):
        raise node.wrong(f"is_impossible does not fit its {len(answers)} answers")
    return ReaderQuestion(node.text("id"), node.text("question"), context, answers)


def squad_form(title: str, questions: Sequence[Question], texts: Mapping[str, str]) -> dict[str, Any]:
    """Gold as SQuAD 2.0: an article is one context, by name. `texts` are the articles' texts by the gold's names.

    A question stands under the article of its first evidence, with the accepted answers that stand in its evidence
    there. An unanswerable one holds for every article and stands under the first by name. Raises GoldInvalid when the
    gold has no article.
    """
    if not texts:
        raise GoldInvalid(f"{title}: names no article, so nothing can be a context; give gold with evidence")
    first = min(texts)
    held: dict[str, list[Question]] = {doc: [] for doc in sorted(texts)}
    for question in questions:
        held[question.evidence[0].doc if question.answerable else first].append(question)
    paragraphs = {doc: {"context": texts[doc], "qas": [_qa(one, doc) for one in asked]} for doc, asked in held.items()}
    return {
        "version": "v2.0",
        "data": [{"title": doc, "paragraphs": [one]} for doc, one in paragraphs.items() if one["qas"]],
    }


def _qa(question: Question, doc: str) -> dict[str, Any]:
    here = [evidence for evidence in question.evidence if evidence.doc == doc]
    answers = [answer for evidence in here for answer in _answers(question, evidence)]
    wanted = {(answer["answer_start"], answer["text"]): answer for answer in answers}
    return {
        "id": question.id,
        "question": question.standalone or question.question,
        "answers": [wanted[key] for key in sorted(wanted)],
        "is_impossible": not question.answerable,
    }


def _answers(question: Question, evidence: Evidence) -> Iterator[dict[str, Any]]:
    """Accepted answers that stand in the evidence as whole words; as any run of characters where none does."""
    whole = [rf"(?<!\w){re.escape(answer)}(?!\w)" for answer in question.answers]
    for patterns in (whole, [re.escape(answer) for answer in question.answers]):
        found = [match for pattern in patterns for match in re.finditer(pattern, evidence.text)]
        if found:
            yield from ({"text": one.group(), "answer_start": evidence.start + one.start()} for one in found)
            return


def read_predictions(texts: Path, odds: Path | None, ids: Sequence[str]) -> dict[str, Prediction]:
    """Predictions as the script takes them, for exactly these ids and maybe more; without `odds` each is surely given.

    Raises PathMissing, GoldInvalid when an id has none: the script would leave it out or stop.
    """
    said = _by_id(texts, WANTED_PREDICTIONS, ids, str)
    silent = _by_id(odds, WANTED_ODDS, ids, (int, float)) if odds else dict.fromkeys(ids, 0.0)
    return {id: Prediction(said[id], float(silent[id])) for id in ids}


def _by_id(path: Path, wanted: str, ids: Sequence[str], kind: Any) -> dict[str, Any]:
    values = read_json(path, wanted).value
    if not isinstance(values, dict):
        raise GoldInvalid(f"{path}: found a {type(values).__name__}; give {wanted}")
    missing = [id for id in ids if id not in values]
    if missing:
        raise GoldInvalid(f"{path}: {len(missing)} of {len(ids)} questions are missing, as {missing[0]!r}; add them")
    for id in ids:
        if not isinstance(values[id], kind) or isinstance(values[id], bool) or values[id] != values[id]:
            raise GoldInvalid(f"{path}, {id!r}: found {values[id]!r}; give {wanted}")
    return values


def official(
    questions: Sequence[ReaderQuestion], predictions: Mapping[str, Prediction], threshold: float | None
) -> dict[str, float]:
    """What evaluate-v2.0.py prints; a `threshold` of None is its run without probabilities, which has no best_*."""
    golds = {question.id: question.answers for question in questions}
    figures = squad(golds, predictions, NO_THRESHOLD if threshold is None else threshold)
    return figures if threshold is not None else {key: it for key, it in figures.items() if not key.startswith("best_")}


def write_predictions(texts: Path, odds: Path | None, predictions: Mapping[str, Prediction], threshold: float) -> None:
    """Write the script's {"id": "text"} and, where `odds` is named, its {"id": probability of no answer}.

    Alone, a text is empty where no_answer is above `threshold`. Beside `odds` it is the best span, as the script needs
    to try thresholds. Raises PathMissing.
    """
    if odds:
        write_json(odds, {id: one.no_answer for id, one in predictions.items()})
        write_json(texts, {id: one.span for id, one in predictions.items()})
    else:
        write_json(texts, {id: "" if one.no_answer > threshold else one.span for id, one in predictions.items()})
