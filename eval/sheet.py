"""One run as a whole: what was asked of which index, the figures, the times, and a line for each question."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from eval.corpus import articles_digest, docs_by_id
from eval.figures import Figure, answer_figures, in_order, news_figures, probed_figures, search_figures, times
from eval.gold import Dialogue, NewsQuestion, Question, to_row
from eval.line import line
from eval.probe import probe
from eval.run import Answers, Articles, Follow, run, run_news, run_search, silently


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of what: the digests of the articles and of the gold, and how many articles and passages."""

    corpus: str
    gold: str
    articles: int
    passages: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one run measured; `lines` are the questions one by one, as JSON values, in the order they were asked."""

    title: str
    asked: Asked
    figures: tuple[Figure, ...]
    took_ms: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    lines: tuple[Mapping[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, without the lines; only `took_ms` may differ between two equal runs."""
        return {
            "version": 1,
            "title": self.title,
            **asdict(self.asked),
            "figures": [figure.to_dict() for figure in self.figures],
            "took_ms": {stage: dict(values) for stage, values in self.took_ms.items()},
        }

    def to_report(self) -> dict[str, Any]:
        """The JSON form with the questions one by one: what a report is made of and two runs are compared by."""
        return {**self.to_dict(), "questions": [dict(line) for line in self.lines]}

    def plain_lines(self) -> list[dict[str, Any]]:
        """The lines without times, so that equal runs write equal files."""
        return [{name: value for name, value in line.items() if name != "took_ms"} for line in self.lines]


class Counted(Articles, Protocol):
    """A generation that says how many passages it has."""

    @property
    def passages(self) -> int: ...


class Assists(Answers, Protocol):
    """An assistant whose generation counts its passages."""

    @property
    def generation(self) -> Counted: ...


@dataclass(frozen=True, slots=True)
class Gold:
    """What is asked: questions and dialogues over articles, and where they were read."""

    title: str
    questions: tuple[Question, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of all that is asked and accepted: equal for equal gold, wherever it was read."""
        rows = [to_row(question) for question in self.questions]
        rows += [{"id": one.id, "turns": [to_row(turn) for turn in one.turns]} for one in self.dialogues]
        return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()

    def docs(self, generation: Articles) -> dict[str, str]:
        """Article ids to the names that this gold uses. Raises GoldInvalid when it belongs to other articles."""
        turns = [turn for dialogue in self.dialogues for turn in dialogue.turns]
        return docs_by_id(generation.articles, [*self.questions, *turns], self.title)


def answer_sheet(assistant: Assists, gold: Gold, risk: float | None = None, follow: Follow[Any] = silently) -> Sheet:
    """Ask everything; retrieval is measured too, apart, so that a lost question can be laid at its door."""
    docs = gold.docs(assistant.generation)
    outcomes = run(assistant, gold.questions, gold.dialogues, docs, risk, follow)
    found = run_search(assistant, gold.questions, docs, follow)
    probed = probe(assistant, outcomes, found, docs, follow)
    figures = in_order([*answer_figures(outcomes), *probed_figures(probed), *search_figures(found)])
    took_ms = times(one.answer.took_ms for one in outcomes)
    return _sheet(assistant, gold, figures, [line(one) for one in probed], took_ms)


def search_sheet(assistant: Assists, gold: Gold, follow: Follow[Any] = silently) -> Sheet:
    """Retrieval alone; dialogues are not searched for, since their turns need what was asked before."""
    found = run_search(assistant, gold.questions, gold.docs(assistant.generation), follow)
    lines = [{"id": one.question.id, "question": one.question.question, "rank": one.rank} for one in found]
    return _sheet(assistant, gold, search_figures(found), lines, {})


def news_sheet(
    assistant: Assists,
    title: str,
    questions: Sequence[NewsQuestion],
    risk: float | None = None,
    follow: Follow[Any] = silently,
) -> Sheet:
    """Quiz questions about the news."""
    outcomes = run_news(assistant, questions, risk, follow)
    lines = [{**one.to_dict(), "took_ms": dict(one.answer.took_ms)} for one in outcomes]
    return _sheet(
        assistant, _quiz(title, questions), news_figures(outcomes), lines, times(one.answer.took_ms for one in outcomes)
    )


def _quiz(title: str, questions: Sequence[NewsQuestion]) -> Gold:
    """What the digest of a quiz is made of."""
    asked = [Question(one.id, one.question, "factoid-what", (one.answer,), (), True, one.articles) for one in questions]
    return Gold(title, tuple(asked))


def _sheet(
    assistant: Assists,
    gold: Gold,
    figures: Sequence[Figure],
    lines: Sequence[Mapping[str, Any]],
    took_ms: Mapping[str, Mapping[str, float]],
) -> Sheet:
    generation = assistant.generation
    asked = Asked(articles_digest(generation.articles), gold.digest, len(generation.articles), generation.passages)
    return Sheet(gold.title, asked, tuple(figures), took_ms, tuple(lines))
