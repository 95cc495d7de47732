"""Robustness: what the mark loses when questions are worded otherwise, or the articles stand otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eval.metrics import Interval, interval
from eval.perturb import perturb, perturbed, perturbed_dialogue
from eval.run import Answers, Follow, Outcome, run, silently
from eval.sheet import Gold

# Points of mark that a perturbation may cost at most: what the project promises its users.
LIMITS: Mapping[str, float] = {"lower-case": 2.0, "no-question-mark": 2.0, "typos": 5.0, "distracting-500": 3.0}


@dataclass(frozen=True, slots=True)
class Pair:
    """One gold question asked plainly and asked perturbed."""

    before: Outcome
    after: Outcome

    @property
    def drop(self) -> float:
        """The mark lost, -1 to 1; negative when it was gained."""
        return self.before.score.mark - self.after.score.mark

    def to_dict(self) -> dict[str, Any]:
        """Both answers side by side, for a person who asks why it was lost."""
        return {
            "id": self.before.question.id,
            "type": self.before.question.type,
            "question": self.before.question.question,
            "asked": self.after.question.question,
            "drop": self.drop,
            "before": _said(self.before),
            "after": _said(self.after),
        }


def _said(outcome: Outcome) -> dict[str, Any]:
    kept = ("mark", "kind", "confidence", "searched", "said", "quotes", "articles", "accepted", "message")
    whole = outcome.to_dict()
    return {name: whole[name] for name in kept} | {"notes": list(outcome.answer.notes)}


@dataclass(frozen=True, slots=True)
class Drop:
    """What one perturbation cost: `pairs` are all gold questions, also those whose wording it left as it was."""

    name: str
    pairs: tuple[Pair, ...]
    limit: float | None = None

    @property
    def changed(self) -> int:
        """Questions that it worded otherwise; 0 where only the articles changed."""
        return sum(pair.before.question.question != pair.after.question.question for pair in self.pairs)

    @property
    def interval(self) -> Interval:
        """The mean drop in mark, 0 to 1, with its paired 95 % bootstrap interval over all questions."""
        return interval([pair.drop for pair in self.pairs])

    @property
    def points(self) -> float:
        """The mean drop in points of mark, rounded as it is shown."""
        return round(100 * self.interval.value, 1)

    @property
    def broken(self) -> bool:
        """Whether it cost more than its limit; the interval is shown and does not excuse."""
        return self.limit is not None and self.points > self.limit

    @property
    def lost(self) -> tuple[Pair, ...]:
        """Pairs that lost mark, in the order of the gold."""
        return tuple(pair for pair in self.pairs if pair.drop > 0)

    @property
    def gained(self) -> tuple[Pair, ...]:
        """Pairs that gained mark, in the order of the gold."""
        return tuple(pair for pair in self.pairs if pair.drop < 0)

    @property
    def moved(self) -> tuple[Pair, ...]:
        """Pairs that lost or gained mark, in the order of the gold."""
        return tuple(pair for pair in self.pairs if pair.drop)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, marks and drops in points."""
        found = self.interval
        return {
            "name": self.name,
            "questions": found.count,
            "changed": self.changed,
            "before": 100 * _mark([pair.before for pair in self.pairs]),
            "after": 100 * _mark([pair.after for pair in self.pairs]),
            "drop": 100 * found.value,
            "low": 100 * found.low,
            "high": 100 * found.high,
            "limit": self.limit,
            "broken": self.broken,
            "lost": [pair.before.question.id for pair in self.lost],
            "gained": [pair.before.question.id for pair in self.gained],
        }


def _mark(outcomes: Sequence[Outcome]) -> float:
    return interval([one.score.mark for one in outcomes], resamples=1).value


def plainly(assistant: Answers, gold: Gold, follow: Follow[Any] = silently) -> list[Outcome]:
    """Ask everything as it stands: what all perturbations are compared with."""
    return run(assistant, gold.questions, gold.dialogues, gold.docs(assistant.generation), None, follow)


def reworded(
    assistant: Answers,
    gold: Gold,
    before: Sequence[Outcome],
    kind: str,
    seed: int = 0,
    follow: Follow[Any] = silently,
) -> Drop:
    """Ask everything in another wording; what the perturbation leaves as it was is not asked again.

    Raises GoldInvalid for an unknown kind.
    """
    changed = _changed(gold, kind, seed)
    asked = run(assistant, changed.questions, changed.dialogues, gold.docs(assistant.generation), None, follow)
    again = {(one.dialogue, one.question.id): one for one in asked}
    pairs = [Pair(one, again.get((one.dialogue, one.question.id), one)) for one in before]
    return Drop(kind, tuple(pairs), LIMITS.get(kind))


def _changed(gold: Gold, kind: str, seed: int) -> Gold:
    """The questions and dialogues in other words, without those that stay as they were."""
    questions = [(one, perturbed(one, kind, seed)) for one in gold.questions]
    dialogues = [(one, perturbed_dialogue(one, kind, seed)) for one in gold.dialogues]
    return replace(gold, questions=_differing(questions), dialogues=_differing(dialogues))


def _differing(pairs: Sequence[tuple[Any, Any]]) -> tuple[Any, ...]:
    return tuple(after for before, after in pairs if after != before)


def elsewhere(
    assistant: Answers, gold: Gold, before: Sequence[Outcome], name: str, follow: Follow[Any] = silently
) -> Drop:
    """Ask everything of another index of the same articles: in another order, or among strangers."""
    after = plainly(assistant, gold, follow)
    return Drop(name, tuple(Pair(one, other) for one, other in zip(before, after, strict=True)), LIMITS.get(name))


def robust_markdown(title: str, drops: Sequence[Drop], seed: int = 0) -> str:
    """The table for a Markdown file: a row a perturbation, a broken limit in bold."""
    rows = [drop.to_dict() for drop in drops]
    asked = f"{rows[0]['questions']} questions (mark {rows[0]['before']:.1f})" if rows else "no question"
    head = f"| {title}, {asked}, seed {seed} | drop | 95 % | lost, won | limit |"
    body = [_markdown_row(drop, row) for drop, row in zip(drops, rows, strict=True)]
    return "\n".join([head, f"|{'---|' * 5}", *body])


def _markdown_row(drop: Drop, row: Mapping[str, Any]) -> str:
    limit = "–" if drop.limit is None else f"{drop.limit:g}{', broken' if drop.broken else ''}"
    points = f"**{drop.points:.1f}**" if drop.broken else f"{drop.points:.1f}"
    moved = f"{len(drop.lost)}, {len(drop.gained)}"
    return f"| {drop.name} | {points} | {row['low']:.1f} to {row['high']:.1f} | {moved} | {limit} |"


def perturbed_rows(rows: Sequence[Mapping[str, Any]], kind: str, seed: int = 0) -> list[dict[str, Any]]:
    """Lines of a gold file, questions or dialogues, with the wording perturbed and every other field as it was."""

    def other(row: Mapping[str, Any]) -> dict[str, Any]:
        if "turns" in row:
            return {**row, "turns": [other(turn) for turn in row["turns"]]}
        return {**row, "question": perturb(row["question"], kind, seed)}

    return [other(row) for row in rows]
