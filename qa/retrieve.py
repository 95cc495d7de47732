"""Question to hits: dense and lexical search, fused by normalised scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.embedders import Embedder
from index.generation import Generation
from index.types import Floats1d, Scored
from qa.question import terms
from qa.spellings import Spellings
from qa.types import Hit


@dataclass(frozen=True, slots=True)
class RetrieveSettings:
    """How many passages each retriever brings, and how much of the fused score is the dense one's."""

    depth: int = 100
    # Chosen on the development questions, RRF and both parts beside it: docs/RESULTS.md.
    # Again: python -m eval.sweep
    dense_weight: float = 0.5
    told: int = 10  # passages of told articles at most: others are read too, for a chat may turn to something else


def retrieve(
    ways: Sequence[str],
    generation: Generation,
    spellings: Spellings,
    embedder: Embedder,
    limit: int,
    settings: RetrieveSettings = RetrieveSettings(),
    told: Iterable[str] = (),
) -> list[Hit]:
    """The passages nearest to the question, best first, at most `limit`; equal scores in passage order.

    `ways` are the question in one wording or several: the words are those of the first, the vector is the mean of all.
    `told` are the ids of articles that the chat is about: the question is asked of them as much as of all, so that
    their best passage is as good as any other's best.
    """
    asked = centre([embedder.embed_question(way) for way in ways])
    rankings = {
        "dense": generation.dense(asked, settings.depth),
        "lexical": generation.lexical(spelled(terms(ways[0]), spellings), settings.depth),
    }
    fused = fuse(rankings, {"dense": settings.dense_weight, "lexical": 1 - settings.dense_weight})
    numbers = [number for article in told for number in generation.passage_numbers(article)]
    nearest = sorted(numbers, key=lambda number: -float(generation.vector(number) @ asked))
    fused = lifted(fused, nearest, settings.told)
    ranks = {name: {s.number: rank for rank, s in enumerate(ranking, 1)} for name, ranking in rankings.items()}
    return [
        Hit(
            generation.passage(scored.number),
            scored.score,
            {name: rank[scored.number] for name, rank in ranks.items() if scored.number in rank},
        )
        for scored in fused[:limit]
    ]


def centre(vectors: Sequence[Floats1d]) -> Floats1d:
    """The unit vector in the middle of unit vectors; of one, that very vector."""
    if len(vectors) == 1:
        return vectors[0]
    total: Floats1d = np.sum(vectors, axis=0)
    return total / np.float32(np.linalg.norm(total))


def spelled(found: Sequence[str], spellings: Spellings) -> list[str]:
    """The terms and, for each, the words of the corpus that are another spelling of it."""
    return list(dict.fromkeys(word for term in found for word in (term, *spellings.near(term))))


def fuse(rankings: Mapping[str, Sequence[Scored]], weights: Mapping[str, float]) -> list[Scored]:
    """Weighted mean of min-max normalised scores; a passage missing from a ranking gets 0 for it.

    Best first, then by number. Lee, "Analyses of Multiple Evidence Combination", SIGIR 1997.
    """
    total: dict[int, float] = {}
    for name, ranking in rankings.items():
        scores = [scored.score for scored in ranking]
        low, high = (min(scores), max(scores)) if scores else (0.0, 1.0)
        for scored in ranking:
            normalised = (scored.score - low) / (high - low) if high > low else 1.0
            total[scored.number] = total.get(scored.number, 0.0) + weights[name] * normalised
    return sorted((Scored(number, score) for number, score in total.items()), key=lambda s: (-s.score, s.number))


def lifted(fused: Sequence[Scored], told: Sequence[int], most: int) -> list[Scored]:
    """The ranking with the best of the told passages as good as its first, at most `most` of them; `told` in order."""
    scores = {scored.number: scored.score for scored in fused}
    best = sorted(told, key=lambda number: -scores.get(number, 0.0))[:most]
    if not best or not fused:
        return list(fused)
    lift = fused[0].score - scores.get(best[0], 0.0)
    raised = {**scores, **{number: scores.get(number, 0.0) + lift for number in best}}
    return sorted((Scored(number, score) for number, score in raised.items()), key=lambda s: (-s.score, s.number))
