"""Rankings of articles against judgements, measured by ir-measures (trec_eval's own code below it).

ir-measures needs numpy, scipy and one C extension; ranx would need numba, pandas, seaborn and nine more, and compiles
at its first call. MacAvaney, Macdonald and Ounis, "Streamlining Evaluation with ir-measures", ECIR 2022.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.gold import Question
from eval.run import Answers, Follow, silently
from index.errors import GoldInvalid, NewsroomError

Qrels = Mapping[str, Mapping[str, int]]
"""Query to article to grade; 1 and more is relevant, what is not named is not."""

Run = Mapping[str, Sequence[str]]
"""Query to articles, best first, each once."""

MEASURES = ("nDCG@10", "RR@10", "AP@100", "P@1", "P@10", "R@1", "R@3", "R@10", "R@100")

# Passages that are looked at: all that the two retrievers bring, a hundred each (qa.retrieve.RetrieveSettings.depth).
PASSAGES = 200
ARTICLES = 100


def ranking_figures(qrels: Qrels, run: Run, measures: Sequence[str] = MEASURES) -> dict[str, float]:
    """Each measure, 0 to 1, as the mean over ALL judged queries: one without a ranking counts 0, as in trec_eval.

    `measures` are named as in ir-measures. Queries of the run that are not judged are left out. Raises GoldInvalid when
    nothing is judged relevant, NewsroomError when ir-measures is not installed.
    """
    per_query = figures_by_query(qrels, run, measures)
    return {name: sum(values.values()) / len(values) for name, values in per_query.items()}


def figures_by_query(qrels: Qrels, run: Run, measures: Sequence[str] = MEASURES) -> dict[str, dict[str, float]]:
    """Each measure by query, in the order of the queries' names. Raises as `ranking_figures`."""
    if not any(grade > 0 for grades in qrels.values() for grade in grades.values()):
        raise GoldInvalid("no article is judged relevant to any query: nothing can be measured; give other qrels")
    library = _library()
    wanted = {name: library.parse_measure(name) for name in measures}
    names = {str(measure): name for name, measure in wanted.items()}
    # Scores are made from the ranks, so that no two are equal and every provider sees one order.
    scored = {
        query: {doc: float(len(ranking) - at) for at, doc in enumerate(ranking)} for query, ranking in run.items()
    }
    judged = {query: dict(grades) for query, grades in qrels.items()}
    found: dict[str, dict[str, float]] = {name: {} for name in measures}
    for metric in library.iter_calc(list(wanted.values()), judged, scored):
        found[names[str(metric.measure)]][metric.query_id] = float(metric.value)
    return {name: {query: values[query] for query in sorted(qrels)} for name, values in found.items()}


def _library() -> Any:
    try:
        import ir_measures
    except ImportError as error:
        raise NewsroomError("rankings need ir-measures, which is not here: pip install 'newsroom-qa[eval]'") from error
    return ir_measures


def gold_qrels(questions: Sequence[Question]) -> dict[str, dict[str, int]]:
    """The articles with evidence are relevant; unanswerable questions have none and are left out."""
    return {
        one.id: dict.fromkeys(sorted({evidence.doc for evidence in one.evidence}), 1)
        for one in questions
        if one.answerable
    }


def search_run(
    assistant: Answers, asked: Mapping[str, str], docs: Mapping[str, str], follow: Follow[Any] = silently
) -> dict[str, tuple[str, ...]]:
    """Search for each question of `asked`, by its id: articles by their best passage. `docs` names the article ids."""
    return {id: _articles(assistant, asked[id], docs) for id in follow(list(asked), "searches")}


def _articles(assistant: Answers, question: str, docs: Mapping[str, str]) -> tuple[str, ...]:
    ids = [hit.passage.article.id for hit in assistant.search(question, PASSAGES)]
    return tuple(dict.fromkeys(docs.get(id, id) for id in ids))[:ARTICLES]
