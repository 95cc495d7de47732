"""How the retrievers are best fused: `python -m eval.sweep --gold FILE --index DIR [--gold FILE --index DIR …]`.

Recall at 1, 3 and 10 of a passage that holds a whole accepted answer inside gold evidence, for each retriever alone,
for reciprocal rank fusion (k = 60) and for the min-max average with several weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from eval.corpus import docs_by_id
from eval.gold import Question, Range, answer_ranges, read_questions
from eval.metrics import first_rank, recall_at
from index.embedders import open_embedder
from index.generation import Generation, open_current
from index.types import Scored
from qa.question import terms
from qa.retrieve import fuse, spelled
from qa.spellings import Spellings

DEPTH = 100
RRF_K = 60
Rankings = Mapping[str, Sequence[Scored]]
Method = Callable[[Rankings], list[Scored]]


def reciprocal(rankings: Rankings) -> list[Scored]:
    """Reciprocal rank fusion. Cormack, Clarke and Büttcher, SIGIR 2009."""
    total: dict[int, float] = {}
    for ranking in rankings.values():
        for rank, scored in enumerate(ranking, 1):
            total[scored.number] = total.get(scored.number, 0.0) + 1 / (RRF_K + rank)
    return sorted((Scored(n, s) for n, s in total.items()), key=lambda s: (-s.score, s.number))


def weighted(dense: float) -> Method:
    """The min-max average with this weight of the dense retriever."""
    return lambda rankings: fuse(rankings, {"dense": dense, "lexical": 1 - dense})


METHODS: dict[str, Method] = {
    "dense": weighted(1.0),
    "lexical": weighted(0.0),
    "rrf": reciprocal,
    **{f"min-max {share}": weighted(share) for share in (0.3, 0.4, 0.5, 0.6, 0.7)},
}


def ranks(gold: Path, index: Path) -> dict[str, list[int | None]]:
    """For each method, the rank of the first right passage of every answerable question."""
    generation, questions = open_current(index), [q for q in read_questions(gold) if q.answerable]
    embedder, spellings = open_embedder(generation.embedder), Spellings(generation.vocabulary)
    docs = docs_by_id(generation.articles, questions)
    found: dict[str, list[int | None]] = {name: [] for name in METHODS}
    for question in questions:
        rankings = {
            "dense": generation.dense(embedder.embed_question(question.question), DEPTH),
            "lexical": generation.lexical(spelled(terms(question.question), spellings), DEPTH),
        }
        for name, method in METHODS.items():
            found[name].append(_rank(question, method(rankings), generation, docs))
    return found


def _rank(question: Question, ranking: Sequence[Scored], generation: Generation, docs: Mapping[str, str]) -> int | None:
    passages = [generation.passage(scored.number) for scored in ranking[:10]]
    hits = [Range(docs.get(p.article.id, p.article.id), p.start, p.end) for p in passages]
    return first_rank(hits, answer_ranges(question))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--index", type=Path, action="append", required=True)
    arguments = parser.parse_args()
    every = [ranks(gold, index) for gold, index in zip(arguments.gold, arguments.index, strict=True)]
    for name in METHODS:
        row = [rank for found in every for rank in found[name]]
        print(f"{name:12} n={len(row)} " + " ".join(f"@{k} {100 * recall_at(row, k):5.1f}" for k in (1, 3, 10)))


if __name__ == "__main__":
    main()
