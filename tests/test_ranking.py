"""Rankings: our own retrieval figures against ir-measures, its figures against hand-made cases, and the commands."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

import eval.commands_forms as commands
from eval.corpus import SAMPLE_CORPUS, read_articles
from eval.gold import Range, read_questions
from eval.metrics import first_rank, recall_at
from eval.ranking import figures_by_query, gold_qrels, ranking_figures, search_run
from eval.trec import read_qrels, read_run
from index.errors import GoldInvalid, NewsroomError
from tests.fake_newsroom import FakeAssistant, FakeGeneration

pytest.importorskip("ir_measures", reason="pip install 'newsroom-qa[eval]'")

DOCS = [f"d{number}" for number in range(12)]
RANKINGS = st.lists(st.sampled_from(DOCS), max_size=12, unique=True)
CASES = st.lists(st.tuples(RANKINGS, st.sets(st.sampled_from(DOCS), min_size=1, max_size=4)), min_size=1, max_size=5)


def as_qrels(cases: Sequence[tuple[list[str], set[str]]]) -> dict[str, dict[str, int]]:
    return {str(at): dict.fromkeys(sorted(relevant), 1) for at, (_, relevant) in enumerate(cases)}


def as_run(cases: Sequence[tuple[list[str], set[str]]]) -> dict[str, list[str]]:
    return {str(at): ranking for at, (ranking, _) in enumerate(cases)}


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None)
@given(CASES, st.sampled_from([1, 3, 10]))
def test_our_recall_is_the_success_of_ir_measures_on_a_thousand_cases(
    cases: list[tuple[list[str], set[str]]], k: int
) -> None:
    ranks = [
        first_rank([Range(doc, 0, 9) for doc in ranking], [Range(doc, 3, 5) for doc in relevant])
        for ranking, relevant in cases
    ]
    found = ranking_figures(as_qrels(cases), as_run(cases), (f"Success@{k}", "RR"))
    assert found[f"Success@{k}"] == pytest.approx(recall_at(ranks, k))
    assert found["RR"] == pytest.approx(sum(1 / rank for rank in ranks if rank) / len(ranks))


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None)
@given(CASES)
def test_ir_measures_is_what_the_definitions_say_on_a_thousand_cases(cases: list[tuple[list[str], set[str]]]) -> None:
    found = figures_by_query(as_qrels(cases), as_run(cases))
    for at, (ranking, relevant) in enumerate(cases):
        hits = [doc in relevant for doc in ranking]
        gain = sum(hit / math.log2(rank + 1) for rank, hit in enumerate(hits[:10], start=1))
        ideal = sum(1 / math.log2(rank + 1) for rank in range(1, len(relevant) + 1))
        precisions = [sum(hits[:rank]) / rank for rank, hit in enumerate(hits, start=1) if hit]
        wanted = {
            "nDCG@10": gain / ideal,
            "RR@10": next((1 / rank for rank, hit in enumerate(hits[:10], start=1) if hit), 0.0),
            "AP@100": sum(precisions) / len(relevant),
            "P@1": float(sum(hits[:1])),
            "P@10": sum(hits[:10]) / 10,
            "R@3": sum(hits[:3]) / len(relevant),
        }
        assert {name: found[name][str(at)] for name in wanted} == pytest.approx(wanted)


def test_figures_of_a_case_worked_by_hand() -> None:
    qrels = {"one": {"a": 1, "b": 1, "c": 0}, "two": {"d": 1}}
    found = ranking_figures(qrels, {"one": ["c", "a", "x", "b"], "two": ["d"]})
    assert found["RR@10"] == pytest.approx((1 / 2 + 1) / 2)
    assert found["AP@100"] == pytest.approx(((1 / 2 + 2 / 4) / 2 + 1) / 2)
    assert found["R@3"] == pytest.approx((1 / 2 + 1) / 2)
    assert found["P@1"] == pytest.approx(1 / 2)


def test_a_query_without_a_ranking_counts_zero_and_one_without_judgement_nothing() -> None:
    found = ranking_figures({"one": {"a": 1}, "two": {"b": 1}}, {"one": ["a"], "three": ["a"]})
    assert set(found.values()) == {0.5, 0.05}  # P@10 has nine empty places
    found = ranking_figures({"one": {"a": 1}, "two": {"b": 0}}, {"one": ["a"], "two": ["b"]})
    assert set(found.values()) == {0.5, 0.05}


def test_equal_runs_give_equal_figures_to_the_last_bit_in_any_order() -> None:
    qrels = {str(at): {f"d{at}": 1, "d3": 1} for at in range(9)}
    run = {str(at): DOCS[at % 5 :] for at in range(9)}
    turned: tuple[Mapping[str, Mapping[str, int]], Mapping[str, Sequence[str]]]
    turned = dict(reversed(qrels.items())), dict(reversed(run.items()))
    assert ranking_figures(qrels, run) == ranking_figures(*turned)


def test_judgements_without_anything_relevant_are_refused() -> None:
    with pytest.raises(GoldInvalid, match="no article is judged relevant"):
        ranking_figures({"one": {"a": 0}}, {"one": ["a"]})


def test_a_missing_library_is_told_with_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(NewsroomError, match=re.escape("pip install 'newsroom-qa[eval]'")):
        ranking_figures({"one": {"a": 1}}, {"one": ["a"]})


def test_articles_are_ranked_by_their_best_passage_and_named_as_the_gold_does() -> None:
    assistant = FakeAssistant()
    strike = assistant.generation.articles[0]
    (ranking,) = search_run(assistant, {"q": "the strike was called"}, {strike.id: "strike.txt"}).values()
    assert len(ranking) == len(set(ranking))
    assert ranking[0] == "strike.txt"
    assert ranking[1] == assistant.generation.articles[1].id


# --- The commands


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer(pretty_exceptions_enable=False)
    commands.register(made)
    return made


def run(app: typer.Typer, *arguments: object) -> None:
    with pytest.raises(SystemExit) as end:
        app([str(one) for one in arguments])
    assert not end.value.code


def test_any_systems_run_is_measured_against_qrels(
    app: typer.Typer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "run").write_text("q Q0 b 1 2 them\nq Q0 a 2 1 them\n", encoding="utf-8")
    (tmp_path / "qrels").write_text("q 0 a 1\n", encoding="utf-8")
    run(app, "trec", tmp_path / "run", tmp_path / "qrels", "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["queries"], found["figures"]["RR@10"], found["figures"]["P@1"]) == (1, 0.5, 0.0)
    run(app, "trec", tmp_path / "run", tmp_path / "qrels")
    assert re.search(r"RR@10\s*│\s*50\.0", capsys.readouterr().out)


def test_ranking_the_gold_writes_files_that_give_the_same_figures(
    app: typer.Typer, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = FakeGeneration(read_articles(SAMPLE_CORPUS))
    monkeypatch.setattr(commands, "open_searcher", lambda folder: FakeAssistant(generation))
    files = tmp_path / "run.txt", tmp_path / "qrels.txt"
    run(app, "rank", "--index", tmp_path, "--run", files[0], "--qrels", files[1], "--json")
    found = json.loads(capsys.readouterr().out)["figures"]
    assert 0.2 < found["nDCG@10"] < 1.0
    run(app, "trec", *files, "--json")
    assert json.loads(capsys.readouterr().out)["figures"] == found
    assert read_qrels(files[1]) == gold_qrels(read_questions(commands.SAMPLE_QUESTIONS))
    assert read_run(files[0]).keys() == read_qrels(files[1]).keys()


def test_gold_without_its_articles_is_refused_by_the_parser(app: typer.Typer, tmp_path: Path) -> None:
    for options in (("--gold", tmp_path), ("--index", tmp_path, "--corpus", tmp_path)):
        with pytest.raises(SystemExit) as end:
            app(["rank", *map(str, options)])
        assert end.value.code == 2
