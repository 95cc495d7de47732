"""Does reading rank passages better than retrieval: `python -m eval.rerank --gold FILE --index DIR [--gold …]`.

Of the answerable questions whose right passage is among the twenty that are read: how often it stands first, by the
retrievers' fused score, by the reader's best span alone, by the reader and that score in their shipped weights (how the
reader re-ranks when an answer is sought), and by all the evidence (the passage of the best candidate). A passage is
right when it holds a whole accepted answer inside gold evidence; for `--news FILE --news-index DIR` (the quiz, at most
`--limit` questions) when it holds the quiz's answer.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from eval.corpus import docs_by_id
from eval.gold import NewsQuestion, Question, Range, answer_ranges, read_news, read_questions
from eval.metrics import first_rank, interval, is_quiz_answer
from qa.assistant import PASSAGES_READ, Assistant
from qa.fitted import open_fitted
from qa.readers import Reader, open_reader
from qa.types import Hit
from qa.weigh import Weights

Right = Callable[[Hit], bool]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Whether the right passage stands first for one question."""

    retrieval: bool
    reader: bool
    together: bool
    evidence: bool


def gold_passage(question: Question, docs: dict[str, str]) -> Right:
    """Whether a passage holds a whole accepted answer inside evidence; `docs` are the gold's names of articles."""
    targets = answer_ranges(question)

    def right(hit: Hit) -> bool:
        passage = hit.passage
        place = Range(docs.get(passage.article.id, passage.article.id), passage.start, passage.end)
        return first_rank([place], targets) is not None

    return right


def quiz_passage(question: NewsQuestion) -> Right:
    """Whether a passage holds the quiz's answer."""
    return lambda hit: is_quiz_answer(question.answer, hit.passage.text)


def ranked(question: str, right: Right, assistant: Assistant, reader: Reader, weights: Weights) -> Ranked | None:
    """None when no right passage is among those read."""
    hits = assistant.search(question, PASSAGES_READ)
    if not any(map(right, hits)):
        return None
    readings = reader.read(question, [hit.passage.text for hit in hits])
    odds = [max((span.score for span in one.spans), default=-math.inf) for one in readings]
    pairs = list(zip(odds, hits, strict=True))
    surest = max(pairs, key=lambda pair: pair[0])[1]
    likely = max(pairs, key=lambda pair: weights.reader * pair[0] + weights.retrieval * pair[1].score)[1]
    candidates = assistant.candidates(question)
    return Ranked(right(hits[0]), right(surest), right(likely), bool(candidates) and right(candidates[0].hit))


def figures(found: Sequence[Ranked]) -> str:
    """One line: each way's share with its 95 % interval."""
    parts = [f"{len(found)} questions"]
    for name in (field.name for field in fields(Ranked)):
        share = interval([100.0 * getattr(one, name) for one in found])
        parts.append(f"{name} first {share.value:.1f} ({share.low:.1f} to {share.high:.1f})")
    return ", ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, action="append", default=[])
    parser.add_argument("--index", type=Path, action="append", default=[])
    parser.add_argument("--news", type=Path)
    parser.add_argument("--news-index", type=Path)
    parser.add_argument("--limit", type=int, help="of the quiz only so many questions, at even distances")
    arguments = parser.parse_args()
    reader, weights, every = open_reader(), open_fitted().weights, list[Ranked]()
    for gold, folder in zip(arguments.gold, arguments.index, strict=True):
        assistant, questions = Assistant.open(folder), [q for q in read_questions(gold) if q.answerable]
        docs = dict(docs_by_id(assistant.generation.articles, questions))
        of = [ranked(q.question, gold_passage(q, docs), assistant, reader, weights) for q in questions]
        every += [one for one in of if one is not None]
        print(f"{gold.name}: {figures([one for one in of if one is not None])}")
    if every:
        print(f"together: {figures(every)}")
    if arguments.news:
        assistant, quiz = Assistant.open(arguments.news_index), read_news(arguments.news)
        quiz = quiz[:: math.ceil(len(quiz) / arguments.limit)] if arguments.limit else quiz
        found = [ranked(q.question, quiz_passage(q), assistant, reader, weights) for q in quiz]
        print(f"{arguments.news.name}: {figures([one for one in found if one is not None])}")


if __name__ == "__main__":
    main()
