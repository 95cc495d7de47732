"""Does reading rank passages better than retrieval: `python -m eval.rerank --gold FILE --index DIR [--gold …]`.

Of the answerable questions whose right passage is among the twenty that are read: how often it stands first, by the
retrievers' fused score, by the reader's best span alone, and by all the evidence (the passage of the best candidate).
A passage is right when it holds a whole accepted answer inside gold evidence.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.corpus import docs_by_id
from eval.gold import Question, Range, answer_ranges, read_questions
from eval.metrics import first_rank, interval
from qa.assistant import PASSAGES_READ, Assistant
from qa.readers import Reader, open_reader
from qa.types import Hit


@dataclass(frozen=True, slots=True)
class Ranked:
    """Whether the right passage stands first for one question."""

    retrieval: bool
    reader: bool
    evidence: bool


def ranked(question: Question, assistant: Assistant, reader: Reader, docs: dict[str, str]) -> Ranked | None:
    """None when no right passage is among those read."""
    hits = assistant.search(question.question, PASSAGES_READ)
    targets = answer_ranges(question)

    def right(hit: Hit) -> bool:
        passage = hit.passage
        place = Range(docs.get(passage.article.id, passage.article.id), passage.start, passage.end)
        return first_rank([place], targets) is not None

    if not any(map(right, hits)):
        return None
    readings = reader.read(question.question, [hit.passage.text for hit in hits])
    surest = min(zip(readings, hits, strict=True), key=lambda pair: pair[0].no_answer)[1]
    candidates = assistant.candidates(question.question)
    return Ranked(right(hits[0]), right(surest), bool(candidates) and right(candidates[0].hit))


def figures(found: Sequence[Ranked]) -> str:
    """One line: each way's share with its 95 % interval."""
    parts = [f"{len(found)} questions"]
    for name in ("retrieval", "reader", "evidence"):
        share = interval([100.0 * getattr(one, name) for one in found])
        parts.append(f"{name} first {share.value:.1f} ({share.low:.1f} to {share.high:.1f})")
    return ", ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--index", type=Path, action="append", required=True)
    arguments = parser.parse_args()
    reader, every = open_reader(), []
    for gold, folder in zip(arguments.gold, arguments.index, strict=True):
        assistant, questions = Assistant.open(folder), [q for q in read_questions(gold) if q.answerable]
        docs = docs_by_id(assistant.generation.articles, questions)
        found = [one for q in questions if (one := ranked(q, assistant, reader, dict(docs))) is not None]
        print(f"{gold.name}: {figures(found)}")
        every += found
    print(f"together: {figures(every)}")


if __name__ == "__main__":
    main()
