"""Peers on the same gold: every system is asked the same questions about the same passages and marked by one code."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from eval.gold import Question, Range
from eval.metrics import (
    Given,
    Interval,
    Said,
    Score,
    expected_calibration_error,
    interval,
    is_cited,
    is_right,
    mean,
    score,
)
from eval.peer_systems.reply import NOTHING, Reply, System, missing, passages_of
from eval.run import Follow, silently
from eval.sheet import Gold
from index.errors import NewsroomError
from index.generation import open_current

NAMES = ("ours", "dense", "bm25", "haystack", "txtai")
LIBRARIES = {"haystack": ("haystack", "haystack_integrations", "onnx"), "txtai": ("txtai", "onnx")}
WHOLE_SENTENCES = 10_000  # words: no answer is longer, so that a sentence that holds the answer counts


@dataclass(frozen=True, slots=True)
class Marked:
    """One question, what a system replied, how that counts by default, and its milliseconds."""

    question: Question
    reply: Reply
    score: Score
    took_ms: float


@dataclass(frozen=True, slots=True)
class Row:
    """One system's figures, shares from 0 to 1; None where there is nothing to count or no score to do it by.

    `best_mark` is the mark at the threshold on its own score that suits this gold best: more than anyone could know
    beforehand. `holds`: of the answerable, the sentence cited first holds an accepted answer and is gold evidence.
    """

    name: str
    mark: Interval
    best_mark: float | None
    answered: float | None
    abstained: float | None
    wrong: float | None
    cited: float | None
    holds: float | None
    ece: float | None
    median_ms: float
    by_type: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Percent, but for milliseconds."""
        shares = {name: getattr(self, name) for name in ("best_mark", *_SHARES)}
        return {
            "name": self.name,
            "mark": 100 * self.mark.value,
            "low": 100 * self.mark.low,
            "high": 100 * self.mark.high,
            "questions": self.mark.count,
            **{name: None if share is None else 100 * share for name, share in shares.items()},
            "median_ms": round(self.median_ms, 1),
            "by_type": {type: 100 * share for type, share in self.by_type.items()},
        }


_SHARES = ("answered", "abstained", "wrong", "cited", "holds", "ece")


def open_systems(folder: Path, only: Sequence[str] = ()) -> Iterator[System]:
    """The systems of NAMES, or only those, one after the other, so that each has the memory for itself.

    Raises NewsroomError for an unknown name and for a peer that is not installed: before anything is asked.
    """
    unknown = [name for name in only if name not in NAMES]
    if unknown:
        raise NewsroomError(f"--only {unknown[0]}: no system has this name; give one of {', '.join(NAMES)}")
    wanted = [name for name in NAMES if not only or name in only]
    for name in wanted:
        absent = [library for library in LIBRARIES.get(name, ()) if find_spec(library) is None]
        if absent:
            raise missing(name, absent[0])
    return _opened(folder, wanted)


def _opened(folder: Path, wanted: Sequence[str]) -> Iterator[System]:
    from eval.peer_systems.converted import convert_reader
    from eval.peer_systems.haystack_system import Haystack
    from eval.peer_systems.ours import Ours
    from eval.peer_systems.sentences import DenseSentence, WordSentence
    from eval.peer_systems.txtai_system import Txtai
    from index.embedders import open_embedder

    generation = open_current(folder)
    passages = passages_of(generation)
    with tempfile.TemporaryDirectory(prefix="qa-peers-") as made:
        reader = Path(made) / "reader"
        if {"haystack", "txtai"} & set(wanted):
            convert_reader(reader)
        for name in wanted:
            if name == "ours":
                yield Ours.open(folder)
            elif name == "dense":
                yield DenseSentence(passages, open_embedder(generation.embedder))
            elif name == "bm25":
                yield WordSentence(passages)
            else:
                yield Haystack(passages, reader) if name == "haystack" else Txtai(passages, reader)


def compare(systems: Iterable[System], folder: Path, gold: Gold, follow: Follow[Any] = silently) -> list[Row]:
    """Ask every system all of the gold; rows in the order of the systems.

    Follow-ups of a dialogue are put to a system that does not remember in words that stand alone.
    """
    generation = open_current(folder)
    docs = gold.docs(generation)
    texts = {docs.get(one.id, one.id): one.text for one in generation.articles}
    return [row(system.name, ask_all(system, gold, docs, follow), texts) for system in systems]


def ask_all(system: System, gold: Gold, docs: Mapping[str, str], follow: Follow[Any] = silently) -> list[Marked]:
    """Every question alone, then every dialogue turn by turn. The first question is asked once before, untimed."""
    asked = list(_asked(gold))
    if asked:
        _ask(system, asked[0][0], asked[0][1])  # what is loaded lazily is loaded now
    return [_marked(system, question, history, docs) for question, history in follow(asked, system.name)]


def _asked(gold: Gold) -> Iterator[tuple[Question, tuple[str, ...]]]:
    yield from ((question, ()) for question in gold.questions)
    for dialogue in gold.dialogues:
        for at, turn in enumerate(dialogue.turns):
            yield turn, tuple(earlier.question for earlier in dialogue.turns[:at])


def _ask(system: System, question: Question, history: Sequence[str]) -> Reply:
    if system.remembers:
        return system.ask(question.question, history)
    return system.ask(question.standalone or question.question)


def _marked(system: System, question: Question, history: Sequence[str], docs: Mapping[str, str]) -> Marked:
    began = time.perf_counter()
    reply = _ask(system, question, history)
    took = reply.took_ms if reply.took_ms is not None else 1000 * (time.perf_counter() - began)
    named = replace(reply, given=_named(reply.given, docs))
    return Marked(question, named, score(question, NOTHING if named.silent else named.given), took)


def _named(given: Given, docs: Mapping[str, str]) -> Given:
    """The same with articles named as the gold names them."""
    claims = tuple(
        Said(claim.text, tuple(Range(docs.get(it.doc, it.doc), it.start, it.end) for it in claim.citations))
        for claim in given.claims
    )
    return replace(given, claims=claims)


def row(name: str, marked: Sequence[Marked], texts: Mapping[str, str]) -> Row:
    """The figures of one system over all of its questions."""
    answerable = [one for one in marked if one.question.answerable]
    told = [one for one in marked if one.score.answered]
    types = sorted({one.question.type for one in marked})
    return Row(
        name=name,
        mark=interval([one.score.mark for one in marked]),
        best_mark=best_mark(marked),
        answered=_share([one.score.answered for one in answerable]),
        abstained=_share([not one.score.answered for one in marked if not one.question.answerable]),
        wrong=_share([not one.score.right for one in told]),
        cited=_share([one.score.cited or 0.0 for one in told if one.question.answerable]),
        holds=_share([holds(one, texts) for one in answerable]),
        ece=_ece(told),
        median_ms=float(np.median([one.took_ms for one in marked])) if marked else 0.0,
        by_type={type: mean([one.score.mark for one in marked if one.question.type == type]) for type in types},
    )


def _share(values: Sequence[float]) -> float | None:
    return mean([float(value) for value in values]) if values else None


def best_mark(marked: Sequence[Marked]) -> float | None:
    """The best mean mark over all thresholds on the system's score, never and always answering among them."""
    if not marked or any(one.reply.score is None for one in marked):
        return None
    given = np.array([score(one.question, one.reply.given).mark for one in marked])
    silent = np.array([score(one.question, NOTHING).mark for one in marked])
    scores = np.array([one.reply.score for one in marked], dtype=np.float64)
    thresholds = [*np.unique(scores), np.inf]
    return max(float(np.where(scores >= threshold, given, silent).mean()) for threshold in thresholds)


def holds(one: Marked, texts: Mapping[str, str]) -> bool:
    """True when the sentence cited first is gold evidence and an accepted answer stands in it."""
    claims = () if one.reply.silent else one.reply.given.claims
    if not claims or not claims[0].citations or not is_cited(one.question, claims[0].citations[0]):
        return False
    place = claims[0].citations[0]
    return is_right(texts.get(place.doc, "")[place.start : place.end], one.question.answers, WHOLE_SENTENCES)


def _ece(told: Sequence[Marked]) -> float | None:
    levels = [one.reply.confidence for one in told if one.reply.confidence is not None]
    if len(levels) != len(told) or not told:
        return None
    return expected_calibration_error(levels, [one.score.right for one in told])


def peers_table(title: str, rows: Sequence[Row], console: Any = None) -> None:
    """Print one line a system; to stdout when no console is given."""
    from rich.console import Console
    from rich.table import Table

    shown = Table(
        "system",
        title=f"{title}: {rows[0].mark.count if rows else 0} questions",
        caption="Percent; “best”: the mark at the threshold that suits this gold best. ECE, wrong: less is better.",
        title_justify="left",
        caption_justify="left",
    )
    for column in ("mark", "95 %", "best", "answered", "abstained", "wrong", "cited", "holds", "ECE", "ms"):
        shown.add_column(column, justify="right")
    for one in rows:
        shares = [_percent(getattr(one, name)) for name in ("best_mark", *_SHARES)]
        ends = f"{100 * one.mark.low:.0f} to {100 * one.mark.high:.0f}"
        shown.add_row(one.name, f"{100 * one.mark.value:.1f}", ends, *shares, f"{one.median_ms:.0f}")
    (console or Console(width=120)).print(shown)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


# Columns of the Markdown table: the heading, the field of Row, and whether less is better.
_COLUMNS = (
    ("mark", "mark", False),
    ("answered", "answered", False),
    ("abstained", "abstained", False),
    ("wrong", "wrong", True),
    ("cited", "cited", False),
    ("holds", "holds", False),
    ("ms", "median_ms", True),
)


def peers_markdown(title: str, rows: Sequence[Row]) -> str:
    """The table for a Markdown file, with a line that names every figure in which a peer is ahead of ours."""
    head = "| system | mark | 95 % | answered | abstained | wrong | cited | holds | ms |"
    lines = [f"{title}, {rows[0].mark.count if rows else 0} questions:", "", head, f"|{'---|' * 9}"]
    for one in rows:
        shares = (_percent(getattr(one, name)) for name in ("answered", "abstained", "wrong", "cited", "holds"))
        ends = f"{100 * one.mark.low:.0f} to {100 * one.mark.high:.0f}"
        cells = (one.name, f"{100 * one.mark.value:.1f}", ends, *shares, f"{one.median_ms:.0f}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", behind(rows)])


def peers_full_markdown(title: str, rows: Sequence[Row]) -> str:
    """The same with "best" and ECE, and below it the mark of each system by type of question."""
    headings = ("system", "mark", "95 %", "best", *_SHARES[:-1], "ECE", "ms")
    lines = [f"{title}, {rows[0].mark.count if rows else 0} questions:", "", _line(headings), _rule(headings)]
    for one in rows:
        shares = [_percent(getattr(one, name)) for name in ("best_mark", *_SHARES)]
        ends = f"{100 * one.mark.low:.0f} to {100 * one.mark.high:.0f}"
        lines.append(_line((one.name, f"{100 * one.mark.value:.1f}", ends, *shares, f"{one.median_ms:.0f}")))
    types = sorted({type for one in rows for type in one.by_type})
    lines += ["", "Mark by type:", "", _line(("system", *types)), _rule(("system", *types))]
    for one in rows:
        marks = [f"{100 * one.by_type[type]:.0f}" if type in one.by_type else "–" for type in types]
        lines.append(_line((one.name, *marks)))
    return "\n".join([*lines, "", behind(rows)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(cells: Sequence[str]) -> str:
    return f"|{'---|' * len(cells)}"


def behind(rows: Sequence[Row]) -> str:
    """In which figures a peer is ahead of the first row, by name: what nobody should have to look for."""
    ours, *peers = [_values(one) for one in rows]
    ahead = [
        f"{heading} ({', '.join(names)})"
        for heading, field, less in _COLUMNS
        if (names := [one["name"] for one in peers if _is_ahead(one[field], ours[field], less)])
    ]
    return f"Ahead of {ours['name']}: {'; '.join(ahead)}." if ahead else f"No peer is ahead of {ours['name']}."


def _values(row: Row) -> dict[str, Any]:
    return {"name": row.name} | {
        field: row.mark.value if field == "mark" else getattr(row, field) for _, field, _ in _COLUMNS
    }


def _is_ahead(peer: float | None, ours: float | None, less: bool) -> bool:
    if peer is None or ours is None:
        return False
    return peer < ours if less else peer > ours
